"""A class in a form: its name, place and days, its trainers, courses by their rules, members."""

from __future__ import annotations

from dataclasses import dataclass, field

from msgspec import structs
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from kiosk.office.cohorts import CohortFault
from kiosk.people.cohort import Assignment, Cohort
from kiosk.ui.cohort_words import fault_words
from kiosk.ui.flow import flow
from kiosk.ui.screens.cohort_assignment import AssignmentCard, date_shown, date_taken
from kiosk.ui.screens.cohort_parts import footer
from kiosk.ui.screens.sheet import Turning
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.fields import Field
from kiosk.ui.widgets.layout import Card, column, row
from kiosk.ui.widgets.text import button, chip, text
from kiosk.ui.words import _


@dataclass(frozen=True)
class FormView:
    """A class as it is filled in so far, and the words of what it names.

    `titles` are those of all courses here, `staff` the trainers to choose from, both by id.
    """

    cohort: Cohort
    new: bool
    titles: dict[str, str]
    staff: dict[str, str]
    faults: tuple[CohortFault, ...] = ()
    some: tuple[str, ...] = field(default=())
    """The names of the first members."""


class CohortForm(QWidget):
    """The form. Every wish bears the class as it stands in the fields."""

    saved = Signal(object)
    members_wanted = Signal(object)
    course_wanted = Signal(object)
    back_wanted = Signal(object)

    def __init__(self, view: FormView, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._view, self._theme, cohort = view, theme, view.cohort
        self._fields = {
            "name": self._field("name", _("Nama kelas"), cohort.name),
            "place": self._field("place", _("Tempat"), cohort.place),
            "letter": self._field("letter", _("Nomor surat tugas (boleh kosong)"), cohort.letter),
            "days": self._field(
                "days", _("Hari pelatihan"), ", ".join(map(date_shown, cohort.days))
            ),
        }
        hint = _("Pisahkan dengan koma: 24-11-2026, 25-11-2026")
        self._fields["days"].line.setPlaceholderText(hint)
        self.first_focus = self._fields["name"]
        self._cards = [
            AssignmentCard(a, view.titles.get(a.course, a.course), theme)
            for a in cohort.assignments
        ]
        for card in self._cards:
            card.removed.connect(self._without)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(12))
        title = _("Kelas baru") if view.new else cohort.name
        for part in (text(title, "title"), self._about(), self._courses(), self._members()):
            box.addWidget(part)
        box.addStretch(1)
        self.footer = self._footer()
        self.show_faults(view.faults)

    def _field(self, name: str, label: str, value: str) -> Field:
        made = Field(label, f"cohort-{name}", self._theme, value=value)
        made.line.setMaxLength(400)
        return made

    def _about(self) -> QWidget:
        theme, fields = self._theme, self._fields
        room, shares = theme.px(620), (1, 1)
        upper = Turning(fields["name"], fields["place"], room=room, shares=shares, spacing=14)
        lower = Turning(fields["days"], fields["letter"], room=room, shares=shares, spacing=14)
        return Card(upper, lower, self._trainers(), margin=theme.px(18), spacing=theme.px(12))

    def _trainers(self) -> QWidget:
        theme, chosen = self._theme, set(self._view.cohort.trainers)
        self._staff: dict[str, QPushButton] = {}
        for n, (staff, name) in enumerate(self._view.staff.items()):
            made = chip(name, f"cohort-trainer-{n}", theme, on=staff in chosen)
            made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            self._staff[staff] = made
        chips = flow(*self._staff.values(), gap=theme.px(8))
        return column(text(_("Pelatih"), "label"), chips, spacing=6)

    def _courses(self) -> QWidget:
        theme = self._theme
        add = button(_("Tambah kursus"), "cohort-course-add", theme, icon_left="plus", small=True)
        add.clicked.connect(lambda: self.course_wanted.emit(self.draft()))
        left = set(self._view.titles) - {a.course for a in self._view.cohort.assignments}
        add.setEnabled(bool(left))
        head = row(text(_("Kursus dan aturannya"), "h3", wrap=False), None, add)
        none = text(_("Belum ada kursus. Peserta kelas ini memilih sendiri kursusnya."), "small")
        none.setVisible(not self._cards)
        return Card(head, none, *self._cards, margin=theme.px(18), spacing=theme.px(12))

    def _members(self) -> QWidget:
        theme, count = self._theme, len(self._view.cohort.members)
        words = _("Pilih peserta") if not count else _("Ubah peserta")
        pick = button(words, "cohort-members", theme, icon_left="users", small=True)
        pick.clicked.connect(lambda: self.members_wanted.emit(self.draft()))
        head = row(text(_("{n} peserta").format(n=count), "h3", wrap=False), None, pick)
        names = ", ".join(self._view.some)
        if more := count - len(self._view.some):
            names = _("{names}, dan {n} lagi").format(names=names, n=more) if names else ""
        self._wrong = text("", "error")
        return Card(head, text(names, "small"), self._wrong, margin=theme.px(18), spacing=6)

    def _footer(self) -> QWidget:
        theme = self._theme
        back = button(_("Daftar kelas"), "cohort-back", theme, icon_left="arrow-left")
        back.clicked.connect(lambda: self.back_wanted.emit(self.draft()))
        save = button(_("Simpan kelas"), "cohort-save", theme, role="primary", icon_left="check")
        save.clicked.connect(lambda: self.saved.emit(self.draft()))
        return footer(back, None, save, theme=theme)

    def _without(self, course: str) -> None:
        """Courses that are taken out of the draft go from the form, too."""
        gone = [card for card in self._cards if card.course == course]
        self._cards = [card for card in self._cards if card.course != course]
        for card in gone:
            card.hide()
            card.deleteLater()

    def draft(self) -> Cohort:
        """The class as it stands in the fields, right or wrong."""
        fields = {name: made.value for name, made in self._fields.items()}
        days = [date_taken(words) for words in fields["days"].split(",") if words.strip()]
        gone = [t for t in self._view.cohort.trainers if t not in self._staff]
        chosen = [staff for staff, made in self._staff.items() if made.isChecked()]
        assignments: tuple[Assignment, ...] = tuple(card.assignment() for card in self._cards)
        return structs.replace(
            self._view.cohort,
            name=" ".join(fields["name"].split()),
            place=fields["place"],
            letter=fields["letter"],
            days=tuple(sorted(set(days))),
            trainers=(*gone, *chosen),
            assignments=assignments,
        )

    def show_faults(self, faults: tuple[CohortFault, ...]) -> None:
        """Say beside each field what is wrong with it; the first one gets the focus."""
        told = {fault.field: fault_words(fault) for fault in faults}
        for name, made in self._fields.items():
            made.set_error(told.get(name, ""))
        self._wrong.setText(told.get("members", ""))
        self._wrong.setVisible("members" in told)
        for card in self._cards:
            card.show_faults(told)
        fields = [*self._fields.values(), *(f for card in self._cards for f in card.fields)]
        first = next((made for made in fields if made.error()), None)
        if first is not None:
            first.setFocus()
