"""Signatories by date in the settings form: acting ones and successors, one below the other."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from kiosk.people.agency import SignatoryTerm
from kiosk.ui.bulk_words import date_typed
from kiosk.ui.screens.beside import Pair
from kiosk.ui.screens.settings_parts import Wrong
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.fields import Field
from kiosk.ui.widgets.layout import Card, column, row
from kiosk.ui.widgets.text import button, text
from kiosk.ui.words import _

UNREADABLE = "?"
"""Stands for a date that is none; the rules refuse it."""


class Terms(QWidget):
    """The terms typed so far, and a button for one more."""

    changed = Signal()

    def __init__(self, terms: tuple[SignatoryTerm, ...], theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._theme = theme
        self._cards: list[_Term] = []
        self._wrong = Wrong(theme)
        self._box = QVBoxLayout()
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.px(10))
        self.add = button(_("Tambah penanda tangan"), "terms-add", theme, icon_left="plus")
        self.add.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.add.clicked.connect(self._one_more)
        hint = _(
            "Untuk pelaksana tugas (Plt.), pelaksana harian (Plh.), atau pengganti: kertas"
            " bertanggal dalam masa itu ditandatangani olehnya, di luar masa itu oleh penanda"
            " tangan di atas."
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.px(8))
        outer.addWidget(text(_("Penanda tangan menurut tanggal"), "label"))
        outer.addWidget(text(hint, "tiny"))
        outer.addLayout(self._box)
        outer.addWidget(self.add)
        outer.addWidget(self._wrong)
        self.setFocusProxy(self.add)
        for term in terms:
            self._put(term)

    @property
    def value(self) -> tuple[SignatoryTerm, ...]:
        """What is typed, right or wrong; dates as ISO writes them."""
        return tuple(card.term for card in self._cards)

    def set_error(self, words: str) -> None:
        """Say below them what is wrong; empty takes the sentence away."""
        self._wrong.set_error(words)

    def error(self) -> str:
        """The sentence shown now."""
        return self._wrong.error()

    def _one_more(self) -> None:
        self._put(SignatoryTerm("", "", "", ""))
        self._cards[-1].name.setFocus()
        self._typed()

    def _put(self, term: SignatoryTerm) -> None:
        card = _Term(term, len(self._cards), self._theme)
        card.changed.connect(self._typed)
        card.drop.clicked.connect(lambda: self._drop(card))
        self._cards.append(card)
        self._box.addWidget(card)

    def _drop(self, card: _Term) -> None:
        self._cards.remove(card)
        self._box.removeWidget(card)
        card.deleteLater()
        self.add.setFocus()
        self._typed()

    def _typed(self) -> None:
        self.set_error("")
        self.changed.emit()


class _Term(Card):
    """One of them."""

    changed = Signal()

    def __init__(self, term: SignatoryTerm, place: int, theme: Theme) -> None:
        super().__init__(margin=theme.px(14), spacing=theme.px(10), role="sunken")

        def field(label: str, part: str, value: str) -> Field:
            made = Field(label, f"term-{place}-{part}", theme, value=value)
            made.changed.connect(lambda _words: self.changed.emit())
            return made

        self.name = field(_("Nama dan gelar"), "name", term.name)
        self._nip = field(_("NIP (boleh kosong)"), "nip", term.nip)
        self._position = field(_("Jabatan, dengan Plt. atau Plh."), "position", term.position)
        self._since = field(_("Mulai (misalnya 01-12-2026)"), "since", _shown(term.since))
        self._until = field(_("Sampai (kosong: seterusnya)"), "until", _shown(term.until))
        self.drop: QPushButton = button(
            _("Hapus"), f"term-{place}-drop", theme, role="link", icon_left="trash-2"
        )
        self.drop.setAccessibleName(_("Hapus penanda tangan {n}").format(n=place + 1))
        self.drop.setMinimumHeight(48)
        self.box.addWidget(
            column(
                Pair(self.name, self._nip, theme, shares=(3, 2)),
                self._position,
                Pair(self._since, self._until, theme),
                row(None, self.drop),
                spacing=theme.px(10),
            )
        )

    @property
    def term(self) -> SignatoryTerm:
        """What is typed."""
        since, until = (_iso(field.value) for field in (self._since, self._until))
        return SignatoryTerm(self.name.value, self._nip.value, self._position.value, since, until)


def _iso(typed: str) -> str:
    if not typed:
        return ""
    found = date_typed(typed)
    return UNREADABLE if found is None else found


def _shown(iso: str) -> str:
    try:
        return f"{dt.date.fromisoformat(iso):%d-%m-%Y}"
    except ValueError:
        return ""
