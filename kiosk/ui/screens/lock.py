"""Locked in the middle of a test: the learner's PIN goes on, nobody else's can."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal

from kiosk.people.learner import Learner
from kiosk.people.nip import Kind
from kiosk.ui.screens.porch import Porch, pad
from kiosk.ui.screens.sheet import Sheet, Turning
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.fields import PIN_LENGTH, PinField
from kiosk.ui.widgets.layout import Card, row
from kiosk.ui.widgets.text import button, picture, text
from kiosk.ui.words import _

WIDTH = 800


class LockScreen(Porch):
    """PIN to go on, or leave. A guest has no PIN and only goes on."""

    unlocked = Signal(str)
    leave_wanted = Signal()

    def __init__(self, learner: Learner, theme: Theme) -> None:
        super().__init__(theme)
        self._guest = learner.kind is Kind.GUEST
        self.pin = PinField(_("PIN Anda"), "pin", theme)
        words = _("Lanjutkan") if self._guest else _("Buka kunci")
        self.action_button = button(words, "unlock", theme, role="primary")
        self.action_button.clicked.connect(self.acted.emit)
        self.acted.connect(self._unlock)
        self._clock, self._seconds = QElapsedTimer(), 0
        self._timer = QTimer(self)
        self._timer.setInterval(250)
        self._timer.timeout.connect(self._tick)
        self.set_body(self._card(learner), WIDTH)
        self.first_focus = self.action_button if self._guest else self.pin

    def refuse(self, field: str, words: str) -> None:  # noqa: ARG002 - there is one field
        """Say what is wrong below the PIN."""
        self.pin.set_value("")
        if not self._timer.isActive():
            self.pin.set_error(words)
        self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def wait(self, seconds: int) -> None:
        """No other try for that long; the seconds are shown going down."""
        self._seconds = seconds
        self._clock.start()
        self._timer.start()
        self._tick()

    def _tick(self) -> None:
        left = self._seconds - int(self._clock.elapsed() // 1000)
        if left <= 0:
            self._timer.stop()
        if self.action_button is not None:
            self.action_button.setEnabled(left <= 0)
        words = _("Terlalu banyak percobaan. Coba lagi dalam {n} detik.").format(n=left)
        self.pin.set_error(words if left > 0 else "")

    def _card(self, learner: Learner) -> Card:
        theme = self.theme
        head = row(
            picture("lock", theme.laut, theme, 28),
            Sheet(
                text(_("Layar terkunci"), "title"),
                text(_("Jawaban Anda tersimpan. Tidak ada yang hilang."), "lead"),
                spacing=4,
            ),
            spacing=16,
        )
        leave = button(_("Bukan Anda? Keluar"), "leave", theme, role="link", small=True)
        leave.setMinimumHeight(48)
        leave.clicked.connect(self.leave_wanted.emit)
        who = [text(learner.name, "h2"), text(learner.unit, "muted")]
        if self._guest:
            self.pin.hide()
            return Card(head, *who, row(self.action_button, None), leave, margin=28, spacing=14)
        digits, _erase = pad(theme, self.action_button)
        digits.digit.connect(self.pin.add)
        digits.erased.connect(self.pin.erase)
        left = Sheet(*who, 8, self.pin, leave, spacing=8)
        left.box.addStretch(1)
        both = Turning(left, digits, room=theme.px(640), shares=(3, 2), spacing=24)
        return Card(head, both, margin=28, spacing=18)

    def _unlock(self) -> None:
        if self.action_button is None or not self.action_button.isEnabled():
            return
        if self._guest:
            self.unlocked.emit("")
        elif len(self.pin.value) < PIN_LENGTH:
            self.pin.set_error(_("Ketik keenam angka PIN Anda."))
            self.pin.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.unlocked.emit(self.pin.value)
