"""Signing in: NIP and PIN by keyboard or touch, the state of the kiosk, the languages."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kiosk.desk.views_signin import SignInView
from kiosk.office.sync import Standing
from kiosk.people.card import SIGN, is_card, is_whole
from kiosk.people.nip import LENGTH, grouped
from kiosk.store.folder import Room
from kiosk.ui.notice import disk_words
from kiosk.ui.page import icon_button
from kiosk.ui.screens.porch import pad
from kiosk.ui.screens.sheet import RowButton, Sheet
from kiosk.ui.standing import PorchStatus
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.fields import PIN_LENGTH, NipField, PinField
from kiosk.ui.widgets.layout import Scroll, centred, row
from kiosk.ui.widgets.text import button, chip, picture, restyle, text
from kiosk.ui.words import _, language

WIDE, MIDDLE, TALL = 1200, 1000, 720
ENDING = 250
"""Milliseconds in which the Tab or Enter that a scanner sends after a card is not somebody's."""


class SignInScreen(QWidget):
    """Who are you? The screen tells what was typed; the entrance decides."""

    signed = Signal(str, str)
    card_read = Signal(str)
    activation_wanted = Signal(str)
    guest_wanted = Signal()
    language_chosen = Signal(str)
    display_wanted = Signal()
    officer_wanted = Signal()
    check_wanted = Signal()

    def __init__(self, view: SignInView, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._view, self._theme = view, theme
        self._shape: tuple[str, bool] | None = None
        self.nip = NipField(_("NIP"), "nip", theme, hint=_("18 angka, tanpa spasi"))
        self.pin = PinField(_("PIN"), "pin", theme)
        self.action_button = button(_("Masuk"), "sign-in", theme, role="primary")
        self._pad, self._erase_key = pad(theme, self.action_button)
        self._officer = button(_("Pengelola"), "officer", theme, role="sea-link", small=True)
        self._officer.setMinimumHeight(48)
        self._check = self._check_button()
        self.first_focus = self.nip.line
        self.status_chip = PorchStatus(theme)
        if view.view_only:
            self.status_chip.show_standing(Standing("view-only"))
        self._clock, self._seconds = QElapsedTimer(), 0
        self._scanned, self._letters = QElapsedTimer(), ""
        self._timer = QTimer(self)
        self._timer.setInterval(250)
        self._timer.timeout.connect(self._tick)
        self._lay_out()
        self._connect()

    def refuse(self, field: str, words: str) -> None:
        """Say beside the field what is wrong, and put the keyboard there."""
        if field == "pin":
            self.pin.set_value("")
            if not self._timer.isActive():
                self.pin.set_error(words)
            self.pin.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.nip.set_error(words)
            self.nip.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_card(self, name: str) -> None:
        """Whose card was read; the PIN comes next."""
        self.nip.show_owner(_("Kartu {name} terbaca. Ketik PIN Anda.").format(name=name))
        self.pin.set_value("")
        self.pin.set_error("")
        self.pin.setFocus(Qt.FocusReason.TabFocusReason)
        self._scanned.start()

    def wait(self, seconds: int) -> None:
        """No other try for that long; the seconds are shown going down."""
        self._seconds = seconds
        self._clock.start()
        self._timer.start()
        self.action_button.setEnabled(False)
        self._tick()

    def _tick(self) -> None:
        left = self._seconds - int(self._clock.elapsed() // 1000)
        if left > 0:
            self.pin.set_error(
                _("Terlalu banyak percobaan. Coba lagi dalam {n} detik.").format(n=left)
            )
            return
        self._timer.stop()
        self.pin.set_error("")
        self.action_button.setEnabled(True)

    def _connect(self) -> None:
        self.nip.changed.connect(self._nip_typed)
        self.nip.card.connect(self.card_read.emit)
        self.pin.changed.connect(self._no_letters)
        self._pad.digit.connect(self._type)
        self._pad.erased.connect(self._erase)
        self.action_button.clicked.connect(self._sign)
        self._officer.clicked.connect(self.officer_wanted.emit)

    def _lay_out(self) -> None:
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._panel = self._make_panel()
        outer.addWidget(self._panel)
        self._form = Sheet(spacing=10)
        self._brand = self._make_brand()
        self._samples_below = QVBoxLayout()
        self._last = self._foot()
        self._middle = QGridLayout()
        self._middle.setHorizontalSpacing(self._theme.px(16))
        self._middle.setColumnStretch(0, 1)
        self._middle.setVerticalSpacing(14)
        fields = Sheet(self.nip, self.pin, self._links(), spacing=12)
        fields.box.addStretch(1)
        self._fields = fields
        box = self._form.box
        box.addWidget(row(self._brand, None, *self._languages(), spacing=8))
        box.addWidget(text(_("Masuk"), "title"))
        box.addWidget(text(_("Ketik NIP, atau pindai kartu Anda, lalu ketik PIN."), "lead"))
        if not self._view.view_only and self._view.room is not Room.PLENTY:
            box.addWidget(self._disk())
        box.addWidget(self.status_chip.news)
        box.addSpacing(6)
        box.addLayout(self._middle)
        box.addLayout(self._samples_below)
        box.addLayout(self._last)
        box.addStretch(1)
        outer.addWidget(Scroll(Sheet(centred(self._form, 10_000), spacing=0), "body"), 1)

    def _foot(self) -> QHBoxLayout:
        """Where there is no panel: how the records stand, and the officer's door."""
        foot = QHBoxLayout()
        foot.addWidget(self.status_chip.chip)
        foot.addStretch(1)
        return foot

    def _disk(self) -> QWidget:
        """A calm word for the officer, who seldom enters the room behind the passphrase."""
        theme = self._theme
        words = text(disk_words(self._view.room, self._view.free), "small")
        words.setObjectName("disk")
        return row(picture("hard-drive", theme.jingga_teks, theme, 20), words, spacing=10)

    def _make_brand(self) -> QWidget:
        theme = self._theme
        return row(
            picture("anchor", theme.laut, theme, 28),
            text("Dermaga", "brand", wrap=False),
            spacing=8,
        )

    def _languages(self) -> tuple[QWidget, ...]:
        theme = self._theme
        chips = []
        for code, words in (("id", "Bahasa Indonesia"), ("en", "English")):
            made = chip(words, f"language-{code}", theme, on=language() == code)
            made.clicked.connect(partial(self.language_chosen.emit, code))
            chips.append(made)
        display = icon_button(
            "display", "settings", _("Tampilan: bahasa, ukuran teks, kontras"), theme
        )
        display.clicked.connect(self.display_wanted.emit)
        return (*chips, display)

    def _links(self) -> QWidget:
        theme = self._theme
        activate = button(_("Aktifkan akun"), "activate", theme, role="link", small=True)
        activate.clicked.connect(lambda: self.activation_wanted.emit(self.nip.value))
        parts: list[QPushButton] = [activate]
        if self._view.guests:
            guest = button(_("Masuk sebagai tamu"), "guest", theme, role="link", small=True)
            guest.clicked.connect(self.guest_wanted.emit)
            parts.append(guest)
        for made in parts:
            made.setMinimumHeight(48)
        return Sheet(
            text(_("Baru pertama kali?"), "small"), row(*parts, None, spacing=14), spacing=0
        )

    def _check_button(self) -> QPushButton:
        theme = self._theme
        made = button(_("Periksa sertifikat"), "check", theme, role="sea-link", small=True)
        made.setMinimumHeight(48)
        made.setShortcut("Alt+P")
        made.setToolTip("Alt+P")
        made.clicked.connect(self.check_wanted.emit)
        return made

    def _make_panel(self) -> QFrame:
        theme, view = self._theme, self._view
        panel = QFrame()
        panel.setProperty("role", "sea-flat")
        box = QVBoxLayout(panel)
        self._panel_box = box
        box.setSpacing(theme.px(10))
        place = _("Ruang belajar ASN · {city}").format(city=view.city)
        brand = Sheet(text("Dermaga", "sea-title"), text(place, "sea-small"), spacing=0)
        box.addWidget(row(picture("anchor", theme.di_panel, theme, 36), brand, spacing=14))
        box.addStretch(1)
        self._headline = text(
            _("Belajar mandiri,\nkapan pun,\ntanpa internet."),
            "sea-title" if view.samples else "sea-display",
        )
        box.addWidget(self._headline)
        self._said = text(self._promise(), "sea")
        box.addWidget(self._said)
        self._samples_in = QVBoxLayout()
        box.addLayout(self._samples_in)
        box.addStretch(1)
        box.addWidget(self.status_chip.news_line)
        self._panel_check = QHBoxLayout()
        box.addLayout(self._panel_check)
        self._panel_last = QHBoxLayout()
        state = Sheet(self.status_chip.line, text(self._state(), "sea-small"), spacing=theme.px(4))
        self._panel_last.addWidget(state, 1)
        box.addLayout(self._panel_last)
        return panel

    def _promise(self) -> str:
        form = _("{n} modul · {hours} JP · hasil belajar Anda tersimpan di komputer ini.")
        if self._view.view_only:
            form = _("{n} modul · {hours} JP · saat ini hanya dapat dibaca.")
        return form.format(n=self._view.courses, hours=self._view.hours)

    def _state(self) -> str:
        view = self._view
        parts = [_("Kios {code}").format(code=view.kiosk)]
        if view.version:
            parts.append(_("Konten {version}").format(version=view.version))
        return " · ".join(parts)

    def _samples(self, *, sea: bool, narrow: bool) -> QWidget:
        """Sample learners of the demonstration; a tap fills both fields."""
        roles = ("sea", "sea-small") if sea else ("strong", "small")
        rows: list[QWidget] = [text(_("Peserta contoh: sentuh untuk mengisi"), roles[1])]
        for number, sample in enumerate(self._view.samples, 1):
            nip = sample.nip if narrow else grouped(sample.nip)
            words = _("{nip} · PIN {pin}").format(nip=nip, pin=sample.pin)
            said = _("Isi dengan {name}").format(name=sample.name)
            name = text(sample.name, roles[0], wrap=False)
            digits = text(words, roles[1], wrap=False)
            parts = (Sheet(name, digits, spacing=0),) if narrow else (name, None, digits)
            made = RowButton(f"sample-{number}", said, *parts)
            if sea:
                made.setProperty("role", "choice-card")
                made.setStyleSheet("padding: 0;")
            made.clicked.connect(partial(self._fill, sample.nip, sample.pin))
            rows.append(made)
        return Sheet(*rows, spacing=6)

    def _fill(self, nip: str, pin: str) -> None:
        self.nip.line.setText(nip)
        self.pin.set_value(pin)
        self.pin.set_error("")
        self.action_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _nip_typed(self, digits: str) -> None:
        if _whole(digits) and not is_card(digits) and self.nip.line.hasFocus():
            self.pin.setFocus(Qt.FocusReason.TabFocusReason)

    def _into_pin(self) -> bool:
        return self.pin.hasFocus() or _whole(self.nip.value)

    def _type(self, digit: str) -> None:
        if self._into_pin():
            self.pin.add(digit)
        else:
            self.nip.line.insert(digit)

    def _erase(self) -> None:
        if self.pin.value and self._into_pin():
            self.pin.erase()
        else:
            self.nip.line.setFocus(Qt.FocusReason.OtherFocusReason)
            self.nip.line.backspace()

    def _sign(self) -> None:
        if not self.action_button.isEnabled():
            return
        wrong_card = is_card(self.nip.value) and bool(self.nip.error())
        if _whole(self.nip.value) and len(self.pin.value) < PIN_LENGTH and not wrong_card:
            self.pin.set_error("" if self._ending() else _("Ketik keenam angka PIN Anda."))
            self.pin.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.signed.emit(self.nip.value, self.pin.value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field signs in; a card may be scanned wherever the keyboard is."""
        typing = self.nip.line.hasFocus() or self.pin.hasFocus()
        if typing and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._sign()
        elif event.text().isalpha() and not self.nip.line.hasFocus():
            self._scan(event.text())
        else:
            super().keyPressEvent(event)

    def _scan(self, letter: str) -> None:
        """Letters where only digits belong: with the sign of a card they are one."""
        self._letters = (self._letters + letter.upper())[-len(SIGN) :]
        if self._letters == SIGN:
            self.pin.set_value("")
            self.nip.line.setFocus(Qt.FocusReason.OtherFocusReason)
            self.nip.line.setText(SIGN)

    def _no_letters(self, _digits: str) -> None:
        self._letters = ""

    def _ending(self) -> bool:
        """Whether a scanner may still be sending what it sends after a card."""
        return self._scanned.isValid() and self._scanned.elapsed() < ENDING

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's form
        """Some scanners end with Tab, which leads nowhere from the PIN that is awaited."""
        if forward and self._ending() and self.pin.hasFocus():
            return True
        return super().focusNextPrevChild(forward)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Panel and pad stand where there is room for them."""
        super().resizeEvent(event)
        scale = self._theme.scale
        wide, tall = self.width() / scale, self.height() / scale >= TALL
        panel = "wide" if wide >= WIDE else "middle" if wide >= MIDDLE else ""
        if (panel, tall) != self._shape:
            self._shape = (panel, tall)
            self._arrange(panel, tall=tall)
            QTimer.singleShot(0, self, self._keep_focus)

    def _keep_focus(self) -> None:
        """The fields stood in no window when the keyboard was given to them."""
        focused = self.window().focusWidget()
        if focused is None or not focused.isVisible():
            self.first_focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self, panel: str, *, tall: bool) -> None:
        theme = self._theme
        side = {"wide": 56, "middle": 24, "": 24}[panel]
        self._form.box.setContentsMargins(side, 24, side, 20)
        self._form.setMaximumWidth(theme.px(540 if tall else 860) + 2 * side)
        self._panel.setVisible(bool(panel))
        self._panel.setFixedWidth(theme.px(520 if panel == "wide" else 320))
        edge = theme.px(40 if panel == "wide" else 24)
        self._panel_box.setContentsMargins(edge, theme.px(32), edge, theme.px(20))
        self._brand.setVisible(not panel)
        self.status_chip.arrange(has_panel=bool(panel))
        for part in (self._headline, self._said):
            part.setVisible(tall or not self._view.samples)
        self._middle.addWidget(self._fields, 0, 0)
        if tall:
            self._middle.addWidget(self._pad, 1, 0)
        else:
            self._middle.addWidget(self._pad, 0, 1, Qt.AlignmentFlag.AlignTop)
        self._erase_key.setText(_("Hapus") if tall else "")
        self._pad.setFixedWidth(theme.px(420 if tall else 244))
        self._place_samples(panel)
        left = Qt.AlignmentFlag.AlignLeft
        (self._panel_check if panel else self._last).addWidget(self._check, 0, left)
        (self._panel_last if panel else self._last).addWidget(self._officer)
        for door in (self._check, self._officer):
            restyle(door, "sea-link" if panel else "link")

    def _place_samples(self, panel: str) -> None:
        for box in (self._samples_in, self._samples_below):
            while box.count():
                taken = box.takeAt(0)
                old = taken.widget() if taken else None
                if old is not None:
                    old.setParent(None)
                    old.deleteLater()
        if self._view.samples:
            made = self._samples(sea=bool(panel), narrow=panel == "middle")
            (self._samples_in if panel else self._samples_below).addWidget(made)


def _whole(typed: str) -> bool:
    """Whether a NIP, or a card's text, has all its letters."""
    return is_whole(typed) if is_card(typed) else len(typed) >= LENGTH
