"""The kiosk itself in the officer's room: what happened to it, its clock, and the ways out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kiosk.house import Clerk
from kiosk.office.happened import read as read_happened
from kiosk.office.happened import unseen
from kiosk.people.role import Act
from kiosk.ui.notice import office_words
from kiosk.ui.officer_clock import clock_card
from kiosk.ui.officer_steps import attempt
from kiosk.ui.screens.officer_happened import HappenedCard
from kiosk.ui.screens.officer_kiosk import KioskPart
from kiosk.ui.window import Window, signals_of
from kiosk.ui.words import _


class KioskRoom(QObject):
    """The part "Kios". `show` shows it anew, `ended` is called once the samples are gone."""

    def __init__(
        self,
        window: Window,
        clerk: Clerk,
        show: Callable[[], None],
        ended: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._window, self._clerk, self._house = window, clerk, clerk.house
        self._show, self._ended = show, ended

    def reset(self) -> None:
        """Nothing is kept from one time to the next."""

    def part(self) -> QWidget:
        """What is so now."""
        theme = self._window.theme
        settings, happened = self._clerk.office.settings(), unseen(self._house.store)
        card = HappenedCard(happened, theme) if happened else None
        if card is not None:
            card.read.connect(self._read)
        clock = clock_card(self._window, self._clerk, self._show)
        demo = settings is not None and settings.demo and self._clerk.acts.may(Act.END_DEMO)
        part = KioskPart(card, self._facts(), clock, theme, demo=demo)
        signals_of(
            part,
            window_wanted=self._leave_full_screen,
            close_wanted=self._ask_close,
            end_demo_wanted=self._ask_end_demo,
        )
        return part

    def _read(self) -> None:
        def done() -> bool:
            read_happened(self._house.store)
            return True

        if attempt(self._window, _("Belum tersimpan"), done):
            self._show()

    def _facts(self) -> tuple[tuple[str, str], ...]:
        settings = self._clerk.office.settings()
        name = f"{settings.kiosk_code} · {settings.kiosk_name}" if settings else ""
        return (
            (_("Kios ini"), name),
            (_("Map data"), str(self._house.folder.path)),
            self._disk(),
            (_("Catatan yang tersimpan"), str(self._house.store.count)),
            (_("Peserta"), str(len(self._house.store.roster.ids()))),
        )

    def _disk(self) -> tuple[str, str]:
        folder = self._house.folder
        if folder.view_only:
            words = _(
                "Tidak dapat ditulis, jadi tidak ada yang tersimpan. Periksa disk dan izin map"
                " data, lalu buka Dermaga lagi."
            )
            return _("Disk"), words
        return _("Sisa tempat di disk"), office_words(folder.room(), folder.free())

    def _leave_full_screen(self) -> None:
        self._out(self._window.showNormal, "window")

    def _ask_close(self) -> None:
        words = _("Kios tidak dapat dipakai sampai Dermaga dibuka lagi.")
        asked = self._window.ask(_("Tutup Dermaga?"), words, _("Tutup Dermaga"), _("Batal"))
        asked.closed.connect(
            lambda name: self._out(self._window.close, "") if name == "overlay-yes" else None
        )

    def _out(self, leave: Callable[[], object], why: str) -> None:
        """Out of the kiosk."""

        def go() -> None:
            self._window.may_close = True
            leave()

        def done() -> bool:
            self._clerk.duties.close_kiosk(go, why=why)
            return True

        attempt(self._window, _("Belum ditutup"), done)

    def _ask_end_demo(self) -> None:
        words = _("Peserta contoh, hasil belajar, dan sertifikat contoh dihapus dari komputer ini.")
        asked = self._window.ask(_("Hapus data contoh?"), words, _("Hapus"), _("Batal"))
        asked.closed.connect(lambda name: self._end_demo() if name == "overlay-yes" else None)

    def _end_demo(self) -> None:
        def ended() -> bool:
            self._clerk.office.end_demo()
            return True

        if attempt(self._window, _("Belum terhapus"), ended):
            self._ended()
