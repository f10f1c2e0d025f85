"""The officer's screen: its own top bar, the rooms at the left, and what is done in one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kiosk.ui.flow import flow
from kiosk.ui.page import icon_button
from kiosk.ui.screens.officer_doors import Doors
from kiosk.ui.standing import StatusChip, give_room
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Scroll, column, row
from kiosk.ui.widgets.text import button, chip, picture, text
from kiosk.ui.words import _

NARROW, LOW = 1100, 440
LONGEST_NAME = 24
"""Letters of a name at the top."""
DOORS = (
    ("summary", "layout-dashboard", ("summary",)),
    ("people", "users", ("people",)),
    ("class", "graduation-cap", ("cohorts", "essays", "paper-test")),
    ("reports", "chart-column", ("reports", "items", "followup")),
    ("courses", "book-open", ("courses",)),
    ("certificates", "award", ("certificates",)),
    ("sync", "refresh-cw", ("sync",)),
    ("settings", "settings", ("settings", "staff")),
    ("privacy", "shield-check", ("privacy",)),
    ("kiosk", "monitor", ("kiosk", "copies", "doctor", "log")),
)
"""Each door's name, its icon, and the parts behind it."""


@dataclass(frozen=True)
class Worker:
    """Who is at work, as the bar says it: their name, and below it their role or the agency."""

    name: str
    role: str


class OfficerScreen(QWidget):
    """A part of the officer's room in its frame. `part_wanted` tells the name of another part.

    `note` stands above whatever part it is; of `parts` there is a door, None: of all. `inside`: one
    has gone further into the part, so the ways to its neighbours are left out.
    """

    part_wanted = Signal(str)
    display_wanted = Signal()
    done = Signal()

    def __init__(
        self,
        at: str,
        city: str,
        worker: Worker,
        part: QWidget,
        theme: Theme,
        *,
        note: str = "",
        parts: tuple[str, ...] | None = None,
        inside: bool = False,
    ) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.theme, self.part = theme, part
        self._optional: list[tuple[QWidget, int]] = []
        behind = {d: [p for p in those if parts is None or p in parts] for d, _i, those in DOORS}
        here = next(door for door, those in behind.items() if at in those)
        self._doors = self._doors_to(behind, here)
        self._side = self._navigation()
        self._tabbed = len(behind[here]) > 1 and not inside
        self._frame = QVBoxLayout()
        self._frame.setSpacing(theme.px(10))
        if self._tabbed:
            self._frame.addWidget(self._tabs(behind[here], at))
        if note:
            self._frame.addWidget(_note(note, theme))
        self._frame.addWidget(self._scroll(at), 1)
        self._below = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._below.setSpacing(0)
        self._below.addWidget(self._side)
        self._below.addLayout(self._main(part), 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._top(city, worker))
        whole.addLayout(self._below, 1)

    def _scroll(self, at: str) -> Scroll:
        """The part, which has the keyboard first where it wants it."""
        scroll = Scroll(self.part, "officer-scroll")
        scroll.setAccessibleName(_parts()[at])
        self.first_focus: QWidget | None = getattr(self.part, "first_focus", None)
        if self.first_focus is None:
            scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.first_focus = scroll
        return scroll

    def _doors_to(self, behind: Mapping[str, Sequence[str]], here: str) -> Doors:
        """A door to each group of parts of which there is one."""
        doors = tuple((door, drawn) for door, drawn, _those in DOORS if behind[door])
        made = Doors(doors, _names(), here, self.theme)
        made.chosen.connect(lambda door: self.part_wanted.emit(behind[door][0]))
        return made

    def _tabs(self, parts: Sequence[str], at: str) -> QWidget:
        """What lies behind one door, side by side."""
        made = []
        for part in parts:
            tab = chip(_parts()[part], f"tab-{part}", self.theme, on=part == at)
            tab.clicked.connect(partial(self._to, tab, part, at))
            made.append(tab)
        return flow(*made, gap=self.theme.px(8))

    def _to(self, tab: QPushButton, part: str, at: str) -> None:
        tab.setChecked(part == at)
        self.part_wanted.emit(part)

    def _main(self, part: QWidget) -> QVBoxLayout:
        """The part in its margins, and below it a bar of its own if it has one."""
        main = QVBoxLayout()
        main.setSpacing(0)
        main.addLayout(self._frame, 1)
        footer: QWidget | None = getattr(part, "footer", None)
        if footer is not None:
            main.addWidget(footer)
        return main

    def _top(self, city: str, worker: Worker) -> QFrame:
        theme, bar = self.theme, QFrame()
        bar.setProperty("role", "topbar")
        bar.setMinimumHeight(theme.px(64))
        box = self._top_box = QHBoxLayout(bar)
        box.setContentsMargins(theme.px(30), 6, theme.px(30), 6)
        box.setSpacing(theme.px(14))
        box.addWidget(picture("anchor", theme.laut, theme, 32))
        place = text(_("Ruang belajar ASN · {city}").format(city=city), "tiny", wrap=False)
        box.addWidget(column(None, text("Dermaga", "brand", wrap=False), place, None, spacing=0))
        box.addStretch(1)
        self.status_chip = StatusChip(theme)
        box.addWidget(self.status_chip)
        box.addWidget(names := _names_of(worker))
        box.addWidget(sign := self._sign(worker))
        display = icon_button(
            "display", "settings", _("Tampilan: bahasa, ukuran teks, kontras"), theme
        )
        display.clicked.connect(self.display_wanted.emit)
        box.addWidget(display)
        done = button(_("Selesai"), "officer-done", theme, icon_left="log-out", small=True)
        done.setMinimumHeight(theme.px(48))
        done.clicked.connect(self.done.emit)
        box.addWidget(done)
        self._optional = [(place, NARROW), (sign, 900), (names, 740)]
        return bar

    def _sign(self, worker: Worker) -> QLabel:
        theme, size = self.theme, self.theme.px(40)
        sign = text(worker.name[:1].upper(), "strong", wrap=False)
        sign.setFixedSize(size, size)
        sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        sign.setStyleSheet(
            f"background: {theme.jingga}; color: {theme.di_jingga}; border-radius: {size // 2}px;"
        )
        return sign

    def _navigation(self) -> QFrame:
        theme, side = self.theme, QFrame()
        side.setProperty("role", "sidebar")
        outer = QVBoxLayout(side)
        outer.setContentsMargins(theme.px(14), theme.px(14), theme.px(14), theme.px(14))
        outer.setAlignment(Qt.AlignmentFlag.AlignTop)
        outer.addWidget(self._doors)
        return side

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow screen the rooms stand above in a row, and fewer words at the top."""
        super().resizeEvent(event)
        room = self.width() / self.theme.scale
        wide, theme = room >= NARROW, self.theme
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._below.setDirection(across if wide else down)
        self._doors.arrange(self.width() - theme.px(28), down=wide)
        self._side.setProperty("role", "sidebar" if wide else "topbar")
        self._side.style().unpolish(self._side)
        self._side.style().polish(self._side)
        self._side.setFixedWidth(theme.px(230) if wide else self.width())
        edge = theme.px(6) if not wide else theme.px(14)
        layout = self._side.layout()
        if layout is not None:
            layout.setContentsMargins(theme.px(14), edge, theme.px(14), edge)
        side = theme.px(34) if wide else 20
        above = theme.px(24) if wide else 12
        top = theme.px(12) if self._tabbed else above
        self._frame.setContentsMargins(side, top, side, above)
        for part, needed in self._optional:
            part.setVisible(room >= needed)
        squeeze = getattr(self.part, "squeeze", None)
        if callable(squeeze):
            squeeze(low=self.height() / self.theme.scale < LOW)
        give_room(self.status_chip, self._top_box, self.width())


def _names_of(worker: Worker) -> QWidget:
    """Who works here, and as what."""
    who = text(_cut(worker.name), "strong", wrap=False)
    short = text(worker.role, "tiny", wrap=False)
    who.setObjectName("worker-name")
    who.setAccessibleName(worker.name)
    short.setObjectName("worker-role")
    for label in (who, short):
        label.setAlignment(Qt.AlignmentFlag.AlignRight)
    return column(None, who, short, None, spacing=0)


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def _note(words: str, theme: Theme) -> QWidget:
    said = text(words, "warn")
    said.setObjectName("officer-note")
    return row(picture("triangle-alert", theme.jingga_teks, theme), said, spacing=10)


def _names() -> dict[str, str]:
    """What stands on the doors."""
    return {
        **_parts(),
        "class": _("Kelas dan tugas"),
        "settings": _("Pengaturan"),
        "reports": _("Laporan"),
        "kiosk": _("Kios"),
    }


def _parts() -> dict[str, str]:
    """What stands on the tabs behind a door, and is said of a part to screen readers."""
    return {
        "summary": _("Ringkasan"),
        "people": _("Peserta"),
        "cohorts": _("Angkatan"),
        "essays": _("Esai"),
        "paper-test": _("Uji di kertas"),
        "reports": _("Laporan"),
        "items": _("Butir soal"),
        "followup": _("Setelah pelatihan"),
        "courses": _("Daftar kursus"),
        "certificates": _("Sertifikat"),
        "sync": _("Sinkronisasi"),
        "settings": _("Pengaturan"),
        "staff": _("Pengelola dan pelatih"),
        "privacy": _("Data pribadi"),
        "kiosk": _("Kios"),
        "copies": _("Cadangan"),
        "doctor": _("Pemeriksaan"),
        "log": _("Riwayat tindakan"),
    }
