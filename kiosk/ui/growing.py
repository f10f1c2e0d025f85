"""A long column that scrolls: what is seen is made at once, the rest in moments of rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Scroll

_SLICE = 0.004
"""Seconds after which a moment of making ends; one part more may be under way."""
_PAINTING = 16
"""Milliseconds left to the first painting before the rest is made."""


@dataclass(eq=False)
class Part:
    """Something that stands in the column; until it is made it is taken to be `high` pixels.

    `stops_of` finds, in what was made, the widgets that take the Tab key. A part that is `away`
    takes no room and is not made.
    """

    make: Callable[[], QWidget]
    gap: int
    high: int
    stops_of: Callable[[QWidget], list[QWidget]] | None = None
    made: QWidget | None = None
    top: int = 0
    away: bool = False
    stops: list[QWidget] = field(default_factory=list)


class _Sheet(QWidget):
    """What is scrolled. `unsettled`: a part needs another height now."""

    unsettled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "clear")

    def event(self, event: QEvent) -> bool:
        """Qt asks whoever holds a part, since there is no layout here."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.unsettled.emit()
        return super().event(event)


class Growing(Scroll):
    """Parts below each other, in the middle, `width` pixels at most.

    The part at the upper edge stays where it is, whatever is made above it or changes its height.
    `grown` tells that all parts are there; `stop_before` is where the Tab key comes from.
    """

    grown = Signal()

    def __init__(self, name: str, theme: Theme, width: int) -> None:
        self._sheet = _Sheet()
        super().__init__(self._sheet, name)
        self.setWidgetResizable(False)
        self._most, self._side = theme.px(width), theme.px(28)
        self._above, self._end = theme.px(8), theme.px(40)
        self.stop_before: QWidget | None = None
        self._parts: list[Part] = []
        self._open = self._left = self._wide = 0
        self._pin = (0, 0)
        self._arranging = False
        self._bar = self.verticalScrollBar()
        self._bar.valueChanged.connect(self._scrolled)
        self._sheet.unsettled.connect(self._unsettled)
        self._fresh: list[Part] = []
        self._rest = QTimer(self)
        self._rest.timeout.connect(self._go_on)

    def set_parts(self, parts: list[Part], start: int, shown: int) -> None:
        """Put parts in, the first `shown` of them to be seen, and begin at the part `start`."""
        self._parts, self._open = parts, shown
        self._pin = (min(start, shown - 1), 0)

    def open_up_to(self, shown: int) -> None:
        """Show more parts."""
        if shown > self._open:
            self._open = shown
            if self._wide:
                self._look_at_all()

    def put_away(self, away: frozenset[int]) -> None:
        """Leave out the parts at these places, and bring back all others."""
        for place, part in enumerate(self._parts):
            part.away = place in away
            if part.made is not None:
                part.made.setVisible(not part.away)
        if self._wide:
            self._look_at_all()

    @property
    def complete(self) -> bool:
        """Whether all that may be seen is made."""
        return all(part.made is not None for part in self._seen() if not part.away)

    @property
    def closed_parts(self) -> int:
        """How many parts may not be seen yet."""
        return len(self._parts) - self._open

    def top_of_part(self, place: int) -> int:
        """Where a part begins, in pixels from the top of the column; the first begins at 0."""
        return self._parts[place].top if place else 0

    def part_at(self, y: int) -> int:
        """The last part that begins at or above `y`."""
        found = 0
        for place, part in enumerate(self._seen()):
            if part.top > y:
                break
            found = found if part.away else place
        return found

    def open_places(self) -> frozenset[int]:
        """The places of the parts that may be seen."""
        return frozenset(n for n, part in enumerate(self._seen()) if not part.away)

    def bring_part(self, place: int) -> QWidget | None:
        """Scroll so that a part is seen: to its top unless it is wholly in view; what was made."""
        part, upper = self._parts[place], self._bar.value()
        end = part.top + part.gap + part.high
        if part.made is None or part.top < upper or end > upper + self.height():
            self._bar.setValue(part.top)
        return part.made

    def showEvent(self, event: QShowEvent) -> None:
        """What can be seen is made now that there is a look to make it in."""
        super().showEvent(event)
        self._widen()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width: words break elsewhere."""
        super().resizeEvent(event)
        if self.isVisible() and not self._arranging:
            self._widen()

    def _widen(self) -> None:
        # room for the scroll bar is always kept, so that it never makes the words break anew
        room = self.width() - self._bar.sizeHint().width()
        wide = min(self._most, room - 2 * self._side)
        self._left = (room - wide) // 2
        if wide != self._wide:
            self._wide = wide
            self._settle()
        self._look_at_all()

    def _look_at_all(self) -> None:
        """Make what can be seen now, and begin with the rest."""
        self._arrange()
        self._make_seen()
        self._rest.start(_PAINTING)

    def _seen(self) -> list[Part]:
        return self._parts[: self._open]

    def _scrolled(self, value: int) -> None:
        if not self._arranging and self._parts:
            place = self.part_at(value)
            self._pin = (place, self.top_of_part(place) - value)
            self._make_seen()

    def _make_seen(self) -> None:
        """Make parts in view until there are none left."""
        while (part := self._missing_in_view()) is not None:
            self._make(part)
            self._arrange()

    def _missing_in_view(self) -> Part | None:
        upper = self._bar.value()
        lower = upper + self.height()
        for part in self._seen():
            below, above = part.top < lower, part.top + part.gap + part.high <= upper
            if part.made is None and not part.away and below and not above:
                return part
        return None

    def _go_on(self) -> None:
        """A slice of what cannot be seen yet: onward from the pin, then what is above it."""
        self._rest.setInterval(0)
        began = perf_counter()
        while (part := self._next()) is not None:
            self._make(part)
            if perf_counter() - began > _SLICE:
                break
        self._arrange()
        if part is None:
            self._rest.stop()
            self._settle()
            self.grown.emit()

    def _next(self) -> Part | None:
        seen, pin = self._seen(), self._pin[0]
        order = [*seen[pin:], *reversed(seen[:pin])]
        return next((part for part in order if part.made is None and not part.away), None)

    def _make(self, part: Part) -> None:
        made = part.make()
        if part.stops_of is not None:
            part.stops = part.stops_of(made)
        made.resize(self._wide, part.high)
        made.setParent(self._sheet)
        made.move(self._left, part.top + part.gap)
        part.made = made
        self._put_in_order(part)
        made.show()
        part.high = _height(made, self._wide)
        self._fresh.append(part)

    def _put_in_order(self, part: Part) -> None:
        """Screen readers and the Tab key follow the text, not the order of making."""
        place = self._parts.index(part)
        below = next((p.made for p in self._parts[place + 1 :] if p.made is not None), None)
        if below is not None and part.made is not None:
            part.made.stackUnder(below)
        before = self._stop_before(place)
        for stop in part.stops:
            if before is not None:
                QWidget.setTabOrder(before, stop)
            before = stop

    def _stop_before(self, place: int) -> QWidget | None:
        for part in reversed(self._parts[:place]):
            alive = [stop for stop in part.stops if isValid(stop)]
            if alive:
                return alive[-1]
        return self.stop_before

    def _unsettled(self) -> None:
        """A part wants another height: while parts are being made it is one of those just made.

        To ask all of them each time costs more than making them. Once all are there, all are asked.
        """
        fresh, self._fresh = self._fresh, []
        self._ask(fresh or self._seen())

    def _settle(self) -> None:
        """Ask every part for its height."""
        self._fresh = []
        self._ask(self._seen())

    def _ask(self, parts: list[Part]) -> None:
        for part in parts:
            if part.made is not None:
                part.high = _height(part.made, self._wide)
        self._arrange()

    def _arrange(self) -> None:
        """Put the parts below each other, and the pinned one where it was."""
        if not self._parts or not self._wide or self._arranging:
            return
        self._arranging = True
        y = self._above
        for part in self._seen():
            part.top = y
            if part.away:
                continue
            y += part.gap
            if part.made is not None:
                part.made.setGeometry(self._left, y, self._wide, part.high)
            y += part.high
        # set by hand, since "as needed" comes a painting too late
        needed = y + self._end > self.height()
        policies = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policies.ScrollBarAlwaysOn if needed else policies.ScrollBarAlwaysOff
        )
        self._sheet.resize(QSize(self.viewport().width(), y + self._end))
        place, offset = self._pin
        self._bar.setValue(self.top_of_part(place) - offset)
        self._arranging = False


def _height(made: QWidget, wide: int) -> int:
    if made.hasHeightForWidth():
        return made.heightForWidth(wide)
    return made.sizeHint().height()


def stops_in(made: QWidget) -> list[QWidget]:
    """What takes the Tab key in something that has no parent yet, in its order."""
    found: list[QWidget] = []
    widget = made.nextInFocusChain()
    while widget is not None and widget is not made:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found
