"""Cards of the part "Sinkronisasi": the three ways, the round under way, and what it brought."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from kiosk.office.sync import STEPS, Ended, Kind, Running, Step, SyncView, Way
from kiosk.ui import sync_words as words
from kiosk.ui.icons import pixmap
from kiosk.ui.screens.sheet import Sheet
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, column, row
from kiosk.ui.widgets.painted import Bar
from kiosk.ui.widgets.text import badge, button, picture, restyle, text
from kiosk.ui.words import _

DRAWN: dict[Kind, str] = {"lan": "network", "stick": "usb", "folder": "folder-sync"}


class WayCard(Card):
    """One way to the agency: a state, two lines, and what can be done about it."""

    def __init__(self, kind: Kind, theme: Theme, *actions: QWidget) -> None:
        super().__init__(margin=theme.px(18), spacing=theme.px(8))
        self.setObjectName(f"way-{kind}")
        self._theme = theme
        self._badge = badge("")
        self._lines = (text("", "small"), text("", "small"))
        for place, each in enumerate(self._lines):
            each.setObjectName(f"way-{kind}-line-{place}")
        name = text(words.kind_words(kind), "h3", wrap=False)
        self.box.addWidget(
            row(picture(DRAWN[kind], theme.laut, theme, 22), name, None, self._badge, spacing=10)
        )
        for each in self._lines:
            self.box.addWidget(each)
        self.box.addStretch(1)
        if actions:
            self.box.addWidget(row(*actions, None, spacing=theme.px(8)))

    def show_way(self, way: Way) -> None:
        """How it stands."""
        state, colour = words.way_state(way)
        self._badge.setText(state)
        role = f"badge-{colour}" if colour else "badge"
        if self._badge.property("role") != role:
            restyle(self._badge, role)
        for label, said in zip(self._lines, words.way_lines(way), strict=True):
            label.setText(said)
            label.setVisible(bool(said))
        wanted = "open-item" if way.used else "card"
        if self.property("role") != wanted:
            restyle(self, wanted)


class Stairs(QWidget):
    """The four steps of a round side by side, in pairs, or one below the other."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._theme, self._across = theme, 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(16))
        self._grid.setVerticalSpacing(theme.px(10))
        self._signs: dict[Step, QLabel] = {}
        self._names: dict[Step, QLabel] = {}
        self._parts: list[QWidget] = []
        for step in STEPS:
            name, under = words.step_words(step)
            self._signs[step] = picture("circle", theme.tinta3, theme, 22)
            self._names[step] = text(name, "label")
            lower = text(under, "tiny")
            beside = row(self._signs[step], column(self._names[step], lower, spacing=0), spacing=10)
            self._parts.append(beside)
        self._arrange(4)

    def show_steps(self, at: Step | None, *, done: bool) -> None:
        """Which step it is at; None: not begun, or all are done."""
        theme = self._theme
        here = STEPS.index(at) if at else len(STEPS) if done else -1
        for place, step in enumerate(STEPS):
            drawn, colour, state = (
                ("circle-check", theme.hijau, _("selesai"))
                if place < here
                else ("circle-dot", theme.laut, _("sedang berjalan"))
                if place == here
                else ("circle", theme.tinta3, _("belum"))
            )
            self._signs[step].setPixmap(
                pixmap(drawn, colour, theme.px(22), 2.0 if theme.scale == 1 else 1.0)
            )
            name = words.step_words(step)[0]
            self._names[step].setAccessibleName(f"{name}: {state}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many side by side as there is room for."""
        super().resizeEvent(event)
        room = self.width() / self._theme.scale
        across = 4 if room >= 820 else 2 if room >= 420 else 1
        if across != self._across:
            self._arrange(across)

    def _arrange(self, across: int) -> None:
        self._across = across
        for place, part in enumerate(self._parts):
            self._grid.addWidget(part, place // across, place % across, Qt.AlignmentFlag.AlignTop)
        for place in range(4):
            self._grid.setColumnStretch(place, int(place < across))


class RoundCard(Card):
    """A round under way, or how the last one ended."""

    stop_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(margin=theme.px(20), spacing=theme.px(12))
        self._theme = theme
        self._title = text("", "h3")
        self._title.setObjectName("round-title")
        safe = text(words.pulled_words(), "ok", wrap=False)
        self._safe = row(picture("shield-check", theme.hijau, theme, 18), safe, spacing=6)
        self._bar = Bar(0.0, theme.laut, theme.garis, theme)
        self._count = text("", "label", wrap=False)
        self._count.setObjectName("round-count")
        self.stop = button(_("Batalkan"), "round-stop", theme, icon_left="x", small=True)
        self.stop.clicked.connect(self.stop_wanted.emit)
        self._stairs = Stairs(theme)
        self._brought = Sheet(spacing=theme.px(4))
        self._across = row(self._bar, self._count, self.stop, spacing=theme.px(16))
        self._trouble = text("", "warn")
        self._warning = row(picture("triangle-alert", theme.jingga_teks, theme), self._trouble)
        for part in (
            wide(self._title, self._safe),
            self._across,
            self._stairs,
            self._warning,
            self._brought,
        ):
            self.box.addWidget(part)

    def show_round(self, running: Running | None, ended: Ended | None) -> None:
        """What is so now; hidden while nothing is under way and nothing was."""
        self.setVisible(running is not None or ended is not None)
        self._across.setVisible(running is not None)
        self._stairs.setVisible(running is not None)
        self._warning.setVisible(False)
        self._brought.setVisible(running is None)
        if running is not None:
            self._run(running)
        elif ended is not None:
            self._end(ended)

    def _run(self, running: Running) -> None:
        title, count = words.running_words(running)
        self._title.setText(title)
        self._count.setText(count)
        self._safe.setVisible(running.kind != "lan")
        through = running.step in ("down", "keep")
        share = running.done / running.total if running.total else float(through)
        self._bar.show_share(share)
        self._stairs.show_steps(running.step, done=False)

    def _end(self, ended: Ended) -> None:
        said = words.ended_words(ended)
        wrong = bool(ended.trouble) and ended.trouble != "stopped"
        self._safe.setVisible(ended.kind != "lan" and not wrong)
        self._warning.setVisible(wrong)
        self._trouble.setText(said if wrong else "")
        self._title.setText(_("Belum selesai") if wrong else said)
        lines = words.brought_words(ended.brought) + words.others_words(ended.others)
        self._fill(lines)

    def _fill(self, lines: tuple[str, ...]) -> None:
        while self._brought.box.count():
            taken = self._brought.box.takeAt(0)
            old = taken.widget() if taken else None
            if old is not None:
                old.hide()
                old.deleteLater()
        for said in lines:
            drawn = picture("circle-check", self._theme.hijau, self._theme, 18)
            self._brought.box.addWidget(row(drawn, text(said, "small"), spacing=8))
        self._brought.setVisible(bool(lines))


class PairedCard(Card):
    """With whom this kiosk is paired, the newest receipt, and the way out of it."""

    unpair_wanted = Signal()

    def __init__(self, theme: Theme, *, may_pair: bool = True) -> None:
        super().__init__(margin=theme.px(20), spacing=theme.px(8))
        self._who, self._receipt = text("", "strong"), text("", "small")
        self._mark = text("", "small")
        self._who.setObjectName("paired-who")
        self._receipt.setObjectName("paired-receipt")
        end = button(_("Lepaskan pasangan…"), "unpair", theme, role="link", icon_left="unlink")
        end.setMinimumHeight(max(48, theme.px(40)))
        end.clicked.connect(self.unpair_wanted.emit)
        head = row(
            picture("file-badge", theme.hijau, theme, 22), text(_("Tanda terima"), "h3"), spacing=10
        )
        for part in (head, self._receipt, self._who, self._mark, row(end, None)):
            self.box.addWidget(part)
        end.setVisible(may_pair)
        self.box.addStretch(1)

    def show_paired(self, view: SyncView) -> None:
        """The agency, and what it has said last."""
        paired = view.paired
        if paired is None:
            return
        since = words.day_time(paired.since)
        self._who.setText(_("Berpasangan dengan {agency}").format(agency=paired.agency))
        self._mark.setText(
            _("Sejak {since}. Sidik jari kunci {mark}").format(since=since, mark=paired.mark)
        )
        newest = max(view.held, key=lambda held: held.at, default=None)
        if newest is None:
            said = _("Belum ada tanda terima.")
        else:
            form = _("{agency} menerima catatan sampai urutan {seq}, {time}. Tanda tangan sah.")
            said = form.format(agency=paired.agency, seq=newest.seq, time=words.day_time(newest.at))
        self._receipt.setText(said)


def wide(words: QWidget, beside: QWidget) -> QWidget:
    """Words that take all the room that something beside them leaves."""
    made = row(words, beside)
    box = made.layout()
    if isinstance(box, QHBoxLayout):
        box.setStretch(0, 1)
    return made
