"""The first time, or after a lost PIN: the trainer's code, then a PIN of one's own."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kiosk.ui.screens.porch import Porch, TouchKeys, pad
from kiosk.ui.screens.sheet import Sheet, Turning
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.fields import PIN_LENGTH, Field, NipField, PinField
from kiosk.ui.widgets.layout import Card, row
from kiosk.ui.widgets.text import badge, text
from kiosk.ui.words import _

WIDTH = 820


class ActivateScreen(Porch):
    """Two steps: NIP and code, then the new PIN twice. `accept_code` opens the second."""

    code_given = Signal(str, str)
    card_read = Signal(str)
    activated = Signal(str, str, str)

    def __init__(self, nip: str, theme: Theme) -> None:
        super().__init__(theme, back=_("Kembali"), action=_("Periksa kode"), icon="arrow-right")
        self.nip = NipField(_("NIP"), "nip", theme, hint=_("18 angka, tanpa spasi"))
        self.code = Field(
            _("Kode aktivasi Anda"), "code", theme, hint=_("Delapan huruf dan angka dari petugas")
        )
        self.pin = PinField(_("PIN baru"), "pin", theme)
        self.again = PinField(_("Ulangi PIN baru"), "pin-again", theme)
        self._step, self._scanned = 0, False
        self._steps = (self._code_step(), self._pin_step(theme))
        self._where = badge("", "blue")
        self._set_step(0)
        head = Sheet(row(self._where, None), text(_("Aktifkan akun"), "title"), spacing=8)
        self.set_body(Sheet(head, *self._steps, spacing=16), WIDTH)
        self.acted.connect(self._onward)
        self.nip.card.connect(self.card_read.emit)
        self.nip.line.setText(nip)
        self.first_focus = self.code.line if nip else self.nip.line

    def show_card(self, name: str) -> None:
        """Whose card was read; the code comes next."""
        words = _("Kartu {name} terbaca. Ketik kode aktivasi Anda.").format(name=name)
        self.nip.show_owner(words)
        self.code.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scanned = True

    def accept_code(self) -> None:
        """The code is right: choose a PIN."""
        self._set_step(1)
        self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, field: str, words: str) -> None:
        """Say beside the field what is wrong, and put the keyboard there."""
        if field == "pin" and self._step == 1:
            self.pin.set_value("")
            self.again.set_value("")
            self.pin.set_error(words)
            self.pin.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._set_step(0)
        wrong = self.nip if field == "nip" else self.code
        wrong.set_error(words)
        wrong.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_step(self, step: int) -> None:
        self._step = step
        for place, part in enumerate(self._steps):
            part.setVisible(place == step)
        self._where.setText(_("Langkah {n} dari {m}").format(n=step + 1, m=2))
        self.set_action(_("Aktifkan dan masuk") if step else _("Periksa kode"))

    def _code_step(self) -> QWidget:
        theme = self.theme
        lead = _("Minta kode aktivasi kepada petugas, lalu ketik bersama NIP Anda.")
        keys = TouchKeys(theme, self.nip.line, self.code.line, digits=(self.nip.line,))
        card = Card(self.nip, self.code, keys, margin=22, spacing=12)
        return Sheet(text(lead, "lead"), card, spacing=14)

    def _pin_step(self, theme: Theme) -> QWidget:
        lead = _("Pilih enam angka yang mudah Anda ingat, tetapi sulit ditebak orang lain.")
        hint = _("Bukan tanggal lahir, bukan angka berurutan, dan bukan angka berulang.")
        digits, _erase = pad(theme)
        digits.digit.connect(lambda digit: self._field().add(digit))
        digits.erased.connect(self._erase)
        self.pin.filled.connect(lambda _digits: self.again.setFocus(Qt.FocusReason.TabFocusReason))
        fields = Sheet(self.pin, self.again, text(hint, "small"), spacing=14)
        fields.box.addStretch(1)
        both = Turning(fields, digits, room=theme.px(640), shares=(3, 2), spacing=24)
        return Sheet(text(lead, "lead"), Card(both, margin=22), spacing=14)

    def _field(self) -> PinField:
        """Where the pad types: the second field once the first is full."""
        return (
            self.again if self.again.hasFocus() or len(self.pin.value) == PIN_LENGTH else self.pin
        )

    def _erase(self) -> None:
        field = self._field()
        if field is self.again and not field.value:
            field = self.pin
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.erase()

    def _onward(self) -> None:
        if self._step == 0 and self._scanned and not self.code.value:
            self._scanned = False  # a scanner ends with Enter, and that is no wrong code
        elif self._step == 0:
            self.code_given.emit(self.nip.value, self.code.value)
        elif len(self.pin.value) == PIN_LENGTH and self.pin.value != self.again.value:
            self.again.set_value("")
            self.again.set_error(_("Kedua PIN belum sama. Ketik sekali lagi."))
            self.again.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.activated.emit(self.nip.value, self.code.value, self.pin.value)
