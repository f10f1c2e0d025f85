"""Many certificates in one go: whose, whether to issue first, in what form, and how it went."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from kiosk.ui.flow import flow
from kiosk.ui.screens.settings_parts import Words
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.fields import Field
from kiosk.ui.widgets.layout import Card, row
from kiosk.ui.widgets.text import button, chip, picture, text
from kiosk.ui.words import _

PDF, ZIP, FOLDER = "pdf", "zip", "folder"
LONGEST = 44
"""Letters of a choice shown on its button."""


@dataclass(frozen=True)
class BulkView:
    """What is chosen and what that comes to.

    `cohort`, `course` and `unit` are words to show, "" for all. `held` certificates go out;
    `left` says what does not. `said` is how the last run went, `wrong` what was in its way.
    """

    cohort: str = ""
    course: str = ""
    unit: str = ""
    since: str = ""
    until: str = ""
    since_wrong: str = ""
    until_wrong: str = ""
    form: str = PDF
    issue: bool = False
    held: int = 0
    left: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    wrong: str = ""
    view_only: bool = False


class BulkPart(QWidget):
    """The choice, and what can be done with it. `pick_wanted` tells what is to be chosen anew."""

    pick_wanted = Signal(str)
    dates_typed = Signal(str, str)
    issue_chosen = Signal(bool)
    form_chosen = Signal(str)
    save_wanted = Signal()
    print_wanted = Signal()
    siasn_wanted = Signal()

    def __init__(self, view: BulkView, theme: Theme, *, may_issue: bool = True) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._theme, self._view, self._may_issue = theme, view, may_issue
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(10))
        box.addWidget(text(_("Terbitkan bersama"), "title", wrap=False))
        for said in self._results():
            box.addWidget(said)
        box.addWidget(self._whose())
        box.addWidget(self._how())
        box.addWidget(self._do())
        box.addStretch(1)
        self.show_view(view)

    def _results(self) -> list[QWidget]:
        """How the last run went."""
        theme, view = self._theme, self._view
        found = [("circle-check", theme.hijau, words, "bulk-said") for words in view.said]
        if view.wrong:
            found.append(("triangle-alert", theme.jingga_teks, view.wrong, "bulk-wrong"))
        made = []
        for drawn, colour, words, name in found:
            sentence = text(words, "strong")
            sentence.setObjectName(name)
            made.append(row(picture(drawn, colour, theme, 22), sentence, spacing=10))
        return made

    def _whose(self) -> QWidget:
        theme = self._theme
        self._picks = {
            "cohort": self._pick("cohort", _("Angkatan")),
            "course": self._pick("course", _("Kursus")),
            "unit": self._pick("unit", _("Unit kerja")),
        }
        self.first_focus = self._picks["cohort"]
        self._since = Field(_("Terbit sejak (misalnya 01-11-2026)"), "bulk-since", theme)
        self._until = Field(_("Terbit sampai"), "bulk-until", theme)
        for field, date in ((self._since, self._view.since), (self._until, self._view.until)):
            field.line.setText(date)
            field.line.editingFinished.connect(self._dates)
        self._count, self._left = text("", "strong"), text("", "small")
        self._count.setObjectName("bulk-count")
        return Card(
            text(_("Sertifikat siapa?"), "h3"),
            flow(*self._picks.values(), gap=theme.px(10)),
            row(self._since, self._until, spacing=theme.px(14)),
            self._count,
            self._left,
            margin=theme.px(16),
            spacing=theme.px(10),
        )

    def _pick(self, name: str, label: str) -> QPushButton:
        made = button("", f"bulk-{name}", self._theme, icon_right="chevron-down", small=True)
        made.setProperty("label", label)
        made.clicked.connect(lambda: self.pick_wanted.emit(name))
        return made

    def _dates(self) -> None:
        typed = (self._since.value, self._until.value)
        if typed != (self._view.since, self._view.until):
            self.dates_typed.emit(*typed)

    def _how(self) -> QWidget:
        theme = self._theme
        words = _("Terbitkan dahulu yang berhak dan belum mengambil")
        self._issue = chip(words, "bulk-issue", theme, on=self._view.issue, drawn="award")
        self._issue.clicked.connect(lambda: self.issue_chosen.emit(self._issue.isChecked()))
        note = _(
            "Yang berhak: semua pelajaran dibaca, uji akhir lulus, dan evaluasi diisi. Tidak ada"
            " yang mendapat dua sertifikat."
        )
        forms = {PDF: _("Satu PDF"), ZIP: _("ZIP"), FOLDER: _("Map berisi PDF")}
        form = Words(_("Bentuk simpanan"), "bulk-form", theme, forms, self._view.form)
        form.changed.connect(lambda: self.form_chosen.emit(form.value))
        self._issue.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        first = (row(self._issue, None), text(note, "small")) if self._may_issue else ()
        return Card(
            *first,
            form,
            margin=theme.px(16),
            spacing=theme.px(10),
        )

    def _do(self) -> QWidget:
        theme = self._theme
        self._save = button(_("Simpan…"), "bulk-save", theme, role="primary", icon_left="usb")
        self._print = button(_("Cetak…"), "bulk-print", theme, icon_left="printer")
        self._siasn = button(_("Tabel SIASN…"), "bulk-siasn", theme, icon_left="file-text")
        for made, wish in (
            (self._save, self.save_wanted),
            (self._print, self.print_wanted),
            (self._siasn, self.siasn_wanted),
        ):
            made.clicked.connect(wish.emit)
        made_row = row(self._save, self._print, self._siasn, None)
        box = made_row.layout()
        if isinstance(box, QHBoxLayout):
            box.setSpacing(theme.px(12))
        return made_row

    def show_view(self, view: BulkView) -> None:
        """Another choice, or what it comes to."""
        self._view = view
        chosen = {"cohort": view.cohort, "course": view.course, "unit": view.unit}
        for name, made in self._picks.items():
            words = chosen[name] or _("semua")
            label = made.property("label")
            made.setText(f"{label}: {_cut(words)}")
            made.setAccessibleName(f"{label}: {words}")
        self._since.set_error(view.since_wrong)
        self._until.set_error(view.until_wrong)
        wrong = bool(view.since_wrong or view.until_wrong)
        self._count.setText("" if wrong else _("{n} sertifikat siap.").format(n=view.held))
        self._left.setText(" ".join(view.left))
        self._left.setVisible(bool(view.left) and not wrong)
        self._issue.setChecked(view.issue)
        self._issue.setEnabled(not view.view_only)
        able = bool(view.held or view.issue) and not wrong
        for made in (self._save, self._print):
            made.setEnabled(able)
        self._siasn.setEnabled(bool(view.held) and not wrong)


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
