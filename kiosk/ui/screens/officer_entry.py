"""One certificate of the register: what it says, what became of it, and what can be done."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from kiosk.people.nip import LENGTH, Nip
from kiosk.register.listing import Entry
from kiosk.register.prints import Print
from kiosk.ui.register_words import MARKS, copy_words, day, holder, states
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, Scroll, column, row
from kiosk.ui.widgets.text import badge, button, line, text
from kiosk.ui.words import _

MOST = 6
"""Prints told, the newest first."""
LONGEST_WORD = 20
_BREAK = "\N{ZERO WIDTH SPACE}"


@dataclass(frozen=True)
class Detail:
    """An entry with its prints; `view_only`: the disk cannot be written.

    `may_void`: whoever looks may revoke and replace it.
    """

    entry: Entry
    prints: tuple[Print, ...] = ()
    view_only: bool = False
    may_void: bool = True


class EntryPanel(Card):
    """Nothing, or one certificate. `number_wanted` tells the number of another one."""

    look_wanted = Signal()
    out_wanted = Signal()
    revoke_wanted = Signal()
    replace_wanted = Signal()
    number_wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(margin=theme.px(6), spacing=0)
        self._theme = theme
        self.setObjectName("entry")
        self._scroll = scroll = Scroll(column(), "entry-scroll")
        scroll.setMinimumHeight(theme.px(150))
        # else its whole content would count, and the part itself would scroll
        scroll.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.box.addWidget(scroll)
        self.show_detail(None)

    def show_detail(self, detail: Detail | None) -> None:
        """Show another certificate, or that none is chosen."""
        if detail is None:
            words = _("Pilih satu sertifikat untuk melihat isinya, mencetak, atau mencabutnya.")
            parts: tuple[QWidget, ...] = (text(words, "muted"),)
        else:
            entry = detail.entry
            parts = (self._named(entry), self._doing(detail), line(), *self._told(detail))
        theme = self._theme
        made = column(*parts, spacing=theme.px(10))
        made.setContentsMargins(theme.px(12), theme.px(12), theme.px(8), theme.px(12))
        self._scroll.setWidget(made)

    def _named(self, entry: Entry) -> QWidget:
        number = text(breakable(entry.number), "strong")
        number.setObjectName("entry-number")
        number.setAccessibleName(entry.number)
        name = text(_fitting(holder(entry)), "h3")
        who = [masked(entry.nip), entry.unit]
        return column(
            row(badge(states()[entry.state], MARKS[entry.state][1]), None),
            name,
            text(_fitting(" · ".join(part for part in who if part)), "small"),
            number,
            spacing=4,
        )

    def _doing(self, detail: Detail) -> QWidget:
        entry = detail.entry
        void = bool(entry.revoked)
        held = bool(entry.learner)
        made = (
            self._do("entry-look", _("Lihat PDF"), "eye", self.look_wanted, on=held),
            self._do(
                "entry-out",
                _("Cetak atau simpan…"),
                "printer",
                self.out_wanted,
                on=held and not void,
            ),
            self._do(
                "entry-replace",
                _("Ganti…"),
                "repeat",
                self.replace_wanted,
                on=held and not entry.replaced_by and not detail.view_only,
            ),
            self._do(
                "entry-revoke",
                _("Cabut…"),
                "circle-x",
                self.revoke_wanted,
                on=not void and not detail.view_only,
            ),
        )
        shown = made if detail.may_void else made[:2]
        return column(*shown, spacing=self._theme.px(8))

    def _do(
        self, name: str, words: str, drawn: str, wish: SignalInstance, *, on: bool
    ) -> QPushButton:
        made = button(words, name, self._theme, icon_left=drawn, small=True)
        made.setEnabled(on)
        made.clicked.connect(wish.emit)
        return made

    def _told(self, detail: Detail) -> list[QWidget]:
        entry = detail.entry
        values = [
            (_("Pelatihan"), entry.title),
            (_("JP dan nilai"), _("{n} JP, nilai {m}").format(n=entry.hours, m=entry.score)),
            (_("Terbit"), day(entry.issued)),
            (_("Berlaku sampai"), day(entry.valid_until)),
            (_("Dicabut"), day(entry.revoked)),
            (_("Alasan"), entry.reason),
            (_("Terbit di kios"), entry.kiosk),
        ]
        parts = [
            column(text(label, "label"), text(_fitting(words)), spacing=0)
            for label, words in values
            if words
        ]
        parts += self._others(entry)
        return [*parts, self._copies(detail.prints)]

    def _others(self, entry: Entry) -> list[QWidget]:
        found = []
        for name, label, number in (
            ("entry-after", _("Diganti dengan"), entry.replaced_by),
            ("entry-before", _("Menggantikan"), entry.replaces),
        ):
            if number:
                made = button(_("Buka sertifikat itu"), name, self._theme, small=True)
                made.setAccessibleName(f"{label}: {number}")
                made.clicked.connect(lambda _on=False, n=number: self.number_wanted.emit(n))
                said = text(breakable(number))
                found.append(column(text(label, "label"), said, made, spacing=4))
        return found

    def _copies(self, prints: tuple[Print, ...]) -> QWidget:
        words = [copy_words(each) for each in reversed(prints[-MOST:])]
        if len(prints) > MOST:
            words.append(_("… dan {n} lagi.").format(n=len(prints) - MOST))
        if not words:
            words = [_("Belum pernah dicetak atau disimpan.")]
        lines = [text(each, "small") for each in words]
        for each in lines:
            each.setObjectName("entry-copy")
        return column(text(_("Cetakan dan simpanan"), "label"), *lines, spacing=2)


def masked(nip: str) -> str:
    """A NIP for a screen that others may see."""
    return Nip(nip).masked if len(nip) == LENGTH else nip


def breakable(number: str) -> str:
    """A number with places where it may go on in the next line."""
    return _fitting(re.sub(r"([/.-])", rf"\1{_BREAK}", number))


def _fitting(words: str) -> str:
    """Words of which none is wider than the panel."""
    return re.sub(rf"([^\s{_BREAK}]{{{LONGEST_WORD}}})(?=[^\s{_BREAK}])", rf"\1{_BREAK}", words)
