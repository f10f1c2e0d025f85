"""The doctor at this kiosk: examines it on the keeper's worker, has it mended; test pages."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kiosk.house import Clerk
from kiosk.office.finding import Finding
from kiosk.people.role import Act
from kiosk.ui.keeper import Keeper
from kiosk.ui.officer_printer import TrialPrinting
from kiosk.ui.officer_steps import attempt
from kiosk.ui.screens.officer_doctor import DoctorPart
from kiosk.ui.window import Window, signals_of
from kiosk.ui.words import _


class DoctorRoom(QObject):
    """The part "Pemeriksaan": examined on entering, and again when asked to."""

    def __init__(self, window: Window, keeper: Keeper, clerk: Clerk) -> None:
        super().__init__(window)
        self._window, self._keeper, self._clerk = window, keeper, clerk
        self._part: DoctorPart | None = None
        self._found: tuple[Finding, ...] = ()
        self._busy, self._failed = False, False

    def part(self) -> QWidget:
        """What is shown now."""
        part = DoctorPart(self._window.theme, may_mend=self._clerk.acts.may(Act.MEND))
        part.destroyed.connect(lambda: self._gone(part))
        signals_of(part, examine_wanted=self._examine, mend_wanted=self._mend)
        TrialPrinting(part.printers, self._keeper.house.rooms)
        self._part = part
        if self._found or self._busy or self._failed:
            self._show()
        else:
            self._examine()
        return part

    def _gone(self, part: DoctorPart) -> None:
        if self._part is part:
            self._part = None

    def reset(self) -> None:
        """As on entering: what was found may no longer hold."""
        if not self._busy:
            self._found, self._failed = (), False

    def _examine(self) -> None:
        if self._busy:
            return
        house, pace = self._keeper.house, self._keeper.pace
        level = "window" if self._window.may_close else "full-screen"
        self._found, self._busy, self._failed = (), True, False
        self._keeper.run(lambda: house.examine(pace, level), self._done, self._not_done)
        self._show()

    def _done(self, found: tuple[Finding, ...]) -> None:
        self._found, self._busy = found, False
        self._show()

    def _not_done(self, _error: Exception) -> None:
        self._busy, self._failed = False, True
        self._show()

    def _show(self) -> None:
        if self._part is not None:
            self._part.show_findings(self._found, self._said(), busy=self._busy)

    def _said(self) -> str:
        if self._busy:
            return _("Kios ini sedang diperiksa. Anda dapat tetap bekerja di bagian lain.")
        if self._failed:
            return _("Belum dapat diperiksa. Coba lagi sebentar.")
        counted = Counter(finding.state for finding in self._found)
        if not counted["bad"] and not counted["look"]:
            return _("Semua baik.")
        form = _("Masalah: {bad}. Perlu dilihat: {look}. Baik: {good}.")
        return form.format(bad=counted["bad"], look=counted["look"], good=counted["good"])

    def _mend(self) -> None:
        words = _(
            "Catatan disusun lagi dari cadangan dan catatan yang utuh. Setelah itu kios kembali ke"
            " layar masuk."
        )
        asked = self._window.ask(_("Pulihkan catatan?"), words, _("Pulihkan"), _("Batal"))
        asked.closed.connect(lambda name: self._begin() if name == "overlay-yes" else None)

    def _begin(self) -> None:
        def begun() -> bool:
            self._clerk.duties.mend(lambda: self._keeper.damaged.emit(("doctor",)))
            return True

        attempt(self._window, _("Belum dipulihkan"), begun)
