"""The fields of the certificate template, in groups one below the other."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import TypeAlias

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from kiosk.office.template_form import OF, Typed, courses_of
from kiosk.ui.flow import flow
from kiosk.ui.icons import icon
from kiosk.ui.screens.beside import Pair
from kiosk.ui.screens.settings_parts import Lines, Words
from kiosk.ui.template_words import known_fields, labels
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.fields import Field
from kiosk.ui.widgets.layout import column
from kiosk.ui.widgets.text import chip, text
from kiosk.ui.words import _

LONG = frozenset({"opening", "achievement", "statement", "footer"})
TALL = {"statement": 150}
SHORT = 84
Place: TypeAlias = Field | Lines | Words | QPushButton


class TemplateFields(QWidget):
    """Fields for what is `typed`, and `last` below them; `courses` are titles by id.

    `changed` tells each change.
    """

    changed = Signal()

    def __init__(
        self, typed: Typed, courses: Mapping[str, str], last: QWidget, theme: Theme
    ) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._typed, self._courses, self._theme = dict(typed), courses, theme
        self._places: dict[str, Place] = {}
        self._labels = labels()
        box = QVBoxLayout(self)
        box.setContentsMargins(2, 2, theme.px(10), 2)
        box.setSpacing(theme.px(14))
        for part in (self._sheet(), self._texts("text")):
            box.addWidget(part)
        self._english = self._texts("text_en")
        box.addWidget(self._english)
        for part in (self._parts(), self._signing(), self._colours(), self._validity()):
            box.addWidget(part)
        box.addWidget(self._group(_("Berkas dan bawaan"), last))
        box.addStretch(1)
        self._show_english()

    # What is typed

    def typed(self) -> dict[str, str]:
        """What is typed now, right or wrong; fields without a place stay as they were."""
        return self._typed | {field: _value(place) for field, place in self._places.items()}

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Say beside each field what is wrong with it; the others are right."""
        for field, place in self._places.items():
            words = faults.get(field, "")
            if isinstance(place, Field | Lines) and place.error() != words:
                place.set_error(words)

    def go_to(self, fields: AbstractSet[str]) -> QWidget | None:
        """Put the cursor into the first of the fields."""
        for field, place in self._places.items():
            if field in fields:
                place.setFocus()
                return place
        return None

    def lock(self, decided: AbstractSet[str]) -> None:
        """What the agency decides may be read only."""
        for field, place in self._places.items():
            if owner(field) in decided:
                _lock(place)

    # The groups

    def _group(self, title: str, *parts: QWidget) -> QWidget:
        return column(text(title, "h3"), *parts, spacing=self._theme.px(10))

    def _sheet(self) -> QWidget:
        paper = self._choice("paper", _("Kertas, mendatar"), {"A4": "A4", "F4": "F4 (215 × 330)"})
        languages = {"id": _("Indonesia"), "en": _("Inggris"), "id-en": _("Keduanya")}
        language = self._choice("language", _("Bahasa"), languages)
        language.changed.connect(self._show_english)
        accreditation = self._line("accreditation")
        return self._group(_("Kertas dan bahasa"), paper, language, accreditation)

    def _texts(self, table: str) -> QWidget:
        names = ("title", "opening", "achievement", "result", "statement", "footer")
        title = _("Kalimat") if table == "text" else _("Kalimat bahasa Inggris")
        parts = [
            self._lines(f"{table}.{name}") if name in LONG else self._line(f"{table}.{name}")
            for name in names
        ]
        return self._group(title, *parts)

    def _parts(self) -> QWidget:
        fields = ("front.kop", "front.emblem", "front.photo", "back.page", "back.legal_basis")
        toggles = flow(*(self._toggle(field) for field in fields), gap=self._theme.px(8))
        return self._group(_("Bagian yang dicetak"), toggles)

    def _signing(self) -> QWidget:
        size = Pair(
            self._line("signature.width_mm"), self._line("signature.height_mm"), self._theme
        )
        parts = [self._line(f"second.{part}") for part in ("name", "nip", "position")]
        captions = [self._line(f"signature.{part}") for part in ("caption", "second_caption")]
        return self._group(
            _("Tanda tangan"), *parts, *captions, size, self._line("signature.label")
        )

    def _colours(self) -> QWidget:
        names = ("border", "accent", "title")
        return self._group(_("Warna"), *(self._line(f"colour.{name}") for name in names))

    def _validity(self) -> QWidget:
        hint = _("Kosong: tanpa batas. Sertifikat yang sudah terbit tidak berubah.")
        general = self._line("validity", hint=hint)
        each = [
            self._line(f"{OF}{course}", label=self._courses.get(course, course))
            for course in courses_of(self._typed, self._courses)
        ]
        note = text(_("Per kursus, bulan. Kosong: seperti semua kursus."), "small")
        return self._group(_("Masa berlaku"), general, *([note, *each] if each else []))

    # The fields

    def _line(self, field: str, *, label: str = "", hint: str = "") -> Field:
        name = f"template-{field}"
        value = self._typed.get(field, "")
        made = Field(label or self._labels[field], name, self._theme, hint=hint, value=value)
        made.line.setCursorPosition(0)
        made.changed.connect(lambda _words: self.changed.emit())
        self._places[field] = made
        return made

    def _lines(self, field: str) -> Lines:
        name = field.rpartition(".")[2]
        hint = known_fields() if name == "statement" else ""
        lines = tuple(self._typed.get(field, "").split("\n"))
        made = Lines(self._labels[field], f"template-{field}", self._theme, hint=hint, lines=lines)
        made.edit.setFixedHeight(self._theme.px(TALL.get(name, SHORT)))
        made.changed.connect(self.changed.emit)
        self._places[field] = made
        return made

    def _choice(self, field: str, label: str, choices: Mapping[str, str]) -> Words:
        made = Words(label, f"template-{field}", self._theme, choices, self._typed.get(field, ""))
        made.changed.connect(self.changed.emit)
        self._places[field] = made
        return made

    def _toggle(self, field: str) -> QPushButton:
        on = self._typed.get(field) == "yes"
        made = chip(self._labels[field], f"template-{field}", self._theme, on=on, drawn="check")
        made.toggled.connect(lambda _on: self._mark(made))
        made.clicked.connect(lambda _on: self.changed.emit())
        self._mark(made)
        self._places[field] = made
        return made

    def _mark(self, made: QPushButton) -> None:
        """A sign besides the colour: whether it is printed."""
        theme, on = self._theme, made.isChecked()
        size = theme.px(20)
        made.setIcon(icon("check" if on else "minus", theme.laut if on else theme.tinta2, size))
        made.setIconSize(QSize(size, size))
        state = _("dicetak") if on else _("tidak dicetak")
        made.setAccessibleName(f"{made.text()}: {state}")

    def _show_english(self) -> None:
        place = self._places["language"]
        self._english.setVisible(isinstance(place, Words) and place.value != "id")


def owner(field: str) -> str:
    """The setting that a field belongs to."""
    if field.startswith("second."):
        return "second_signatory"
    if field.startswith(OF):
        return "validity"
    return "validity_months" if field == "validity" else "template"


def _value(place: Place) -> str:
    if isinstance(place, Lines):
        return "\n".join(place.value)
    if isinstance(place, QPushButton):
        return "yes" if place.isChecked() else "no"
    return place.value


def _lock(place: Place) -> None:
    if isinstance(place, Field):
        place.line.setReadOnly(True)
    elif isinstance(place, Lines):
        place.edit.setReadOnly(True)
    else:
        place.setEnabled(False)
