"""Carries the records to the agency while the window is open, and brings its word back."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from msgspec import structs
from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.catalog.catalog import Catalog
from kiosk.house import House
from kiosk.office.sync import Ended, Held, Kind, OnStick, Paired, Running, Standing, SyncView
from kiosk.office.sync_ways import Way, folder_way, host_of, lan_way
from kiosk.store import StoreTrouble
from kiosk.store.exchange import Acknowledged
from kiosk.sync.pairing import Pairing
from kiosk.ui.background import Background
from kiosk.ui.courier_roads import Road
from kiosk.ui.courier_round import Round
from kiosk.ui.courier_sticks import Seen, StickWatch
from kiosk.ui.courier_sweeper import Sweeper
from kiosk.ui.introduction import hub_of

BEAT: Final = 1000
"""Milliseconds between two looks at what is due, and at the sticks."""
PATIENCE: Final = 1.0
"""Seconds that closing waits for a worker which is writing to a slow stick."""


class Courier(QObject):
    """One worker over one open house: a round at a time, by whichever way is due.

    `changed` tells that the view may differ, `came` how a round ended that brought something
    (Ended), `damaged` that the records turned out to be, `faulty` an error that is a fault of ours.
    View-only it does nothing.
    """

    changed = Signal()
    came = Signal(object)
    damaged = Signal()
    faulty = Signal(object)

    def __init__(self, house: House, catalog: Catalog, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.house = house
        self.scout = Background(self)
        """For short looks; a round may take the other one for minutes."""
        self.search = Background(self)
        """For hubs that answer in this room, or do not."""
        self.errands = house.errands(catalog, self._scrub_later(house))
        self.errands.at_once = False
        self.sweeper = Sweeper(house, self.scout, self.faulty.emit, self)
        self.roads: dict[Kind, Road] = {"lan": Road("lan"), "stick": Road("stick")}
        self.roads["folder"] = Road("folder")
        self.seen: tuple[Seen, ...] = ()
        self.ended: Ended | None = None
        self.expired = 0
        self._worker = Background(self)
        self._round: Round | None = None
        self._wanted: deque[tuple[Kind, str]] = deque()
        self._accept = self._closed = False
        self._known, self._doubted = Road("lan"), set[str]()
        self._sticks = StickWatch(self.scout, self)
        self._sticks.found.connect(self._found)
        self._beat = QTimer(self)
        self._beat.setInterval(BEAT)
        self._beat.timeout.connect(self.look)
        self.paired_anew()

    def _scrub_later(self, house: House) -> Callable[[str], int]:
        """Copies are looked through on the scout: it takes longer than a window may wait."""
        from kiosk.office.person_backups import scrub_copies

        scrub = scrub_copies(house.folder.file, house.rooms.now, house.rooms.chance)

        def later(learner: str) -> int:
            self.scout.run(partial(scrub, learner), lambda _count: None, self.faulty.emit)
            return 0

        return later

    # What is so

    @property
    def running(self) -> Running | None:
        """The round under way."""
        return self._round.running if self._round else None

    def standing(self) -> Standing:
        """What the chip says. Raises StoreTrouble."""
        stands, running = self._with_stick(self.errands.standing()), self.running
        left = running.total - running.done if running and running.step == "up" else 0
        if stands.state == "waiting" and left > 0:
            return structs.replace(stands, state="sending", waiting=left)
        return stands

    def _with_stick(self, stands: Standing) -> Standing:
        """A stick of our agency is told to whoever brought it; other sticks concern the officer."""
        road, running = self.roads["stick"], self.running
        ours = any(seen.ours and str(seen.stick.path) == road.place for seen in self.seen)
        if not ours:
            return stands
        writing = running is not None and running.kind == "stick"
        last = road.last.trouble if road.last else ""
        state: OnStick = "trouble" if last not in ("", "stopped") else "written"
        if writing or road.last is None:
            state = "writing"
        return structs.replace(stands, stick=road.name, on_stick=state)

    def view(self) -> SyncView:
        """What the officer sees of it, but for pairing and conflicts. Raises StoreTrouble."""
        now, at = self._now(), self.house.rooms.now()
        running = self.running
        ways = tuple(
            road.shown(used=running is not None and running.kind == kind, now=now, at=at)
            for kind, road in self.roads.items()
        )
        settings = self.house.office.settings()
        return SyncView(
            standing=self.standing(),
            paired=paired(self.errands.pairing),
            ways=ways,
            running=running,
            ended=self.ended,
            held=self._held(),
            expired=self.expired,
            view_only=self.house.folder.view_only,
            demo=settings is not None and settings.demo,
        )

    def _held(self) -> tuple[Held, ...]:
        """Receipts by the lives of this computer, the present one first."""
        store = self.house.store
        there = store.exchange.acknowledged()
        none = Acknowledged(0, 0)
        names = dict.fromkeys((store.device, *there))
        return tuple(
            Held(name, there.get(name, none).seq, there.get(name, none).at, name == store.device)
            for name in names
        )

    # When

    def paired_anew(self) -> None:
        """The pairing is another one, or leads elsewhere."""
        pairing = self.errands.pairing
        url, folder = (pairing.url, pairing.folder) if pairing else ("", "")
        self.roads["lan"].lead(url, host_of(url))
        self.roads["folder"].lead(folder, folder)
        if not self.house.folder.view_only:
            self._sticks.know(self.errands)
        self.changed.emit()

    def start(self) -> None:
        """Try at once, then as planned; the sticks are watched from now on."""
        if not self.house.folder.view_only:
            self._beat.start()
            self.look()
            if not self.roads["lan"].place:
                self._seek()

    def look(self) -> None:
        """See what is due, and whether a stick came."""
        self._sticks.look()
        self.sweeper.look()
        now = self._now()
        for road in (self.roads["lan"], self.roads["folder"]):
            if road.place and now >= road.due:
                self._want(road.kind)

    def certified(self, _number: str) -> None:
        """A certificate was given: bring it on its way soon."""
        for road in (self.roads["lan"], self.roads["folder"]):
            if road.place:
                road.certified(self._now(), self.house.rooms.chance)

    def signed_in(self, learner: str) -> None:
        """Fetch what a learner did elsewhere, if the hub was there the last time."""
        road = self.roads["lan"]
        if road.place and not road.failures:
            self._wanted.appendleft(("lan", learner))
            self._next()

    @property
    def heard(self) -> int:
        """UTC ms when the hub last told what learners did elsewhere; 0: not since the start."""
        last = self.roads["lan"].last
        return last.at if last is not None and not last.trouble else 0

    @property
    def in_reach(self) -> bool:
        """Whether there is a hub on the wire, and it answered when it was last tried."""
        road = self.roads["lan"]
        return bool(road.place) and not road.failures

    def listen(self) -> None:
        """A class is being watched: ask the hub soon, if it is in reach and no round is on."""
        if self.in_reach:
            self._want("lan")

    def go(self, *, accept_expired: bool = False) -> None:
        """By every way that leads anywhere now, one after the other.

        `accept_expired`: take the agency's word although its date is over.
        """
        self._accept = accept_expired
        self._sticks.again()
        for kind, road in self.roads.items():
            if road.place and (kind, "") not in self._wanted:  # also what was recorded meanwhile
                self._wanted.append((kind, ""))
        self._next()

    def halt(self) -> None:
        """End the round under way after its next step, and those that wait."""
        self._wanted.clear()
        if self._round is not None:
            self._round.halt()

    def unpair(self) -> None:
        """Be paired with nobody from now on; nothing of a round under way is kept any more.

        Raises StoreTrouble.
        """
        self._wanted.clear()
        if self._round is not None:
            self._round.drop()
            self._round.deleteLater()
            self._round = None
        self.ended, self.expired = None, 0
        self.errands.unpair()
        self.paired_anew()

    def _want(self, kind: Kind) -> None:
        busy = self.running is not None and self.running.kind == kind
        if not busy and all(kind != wanted for wanted, _learner in self._wanted):
            self._wanted.append((kind, ""))
            self._next()

    def _found(self, seen: tuple[Seen, ...]) -> None:
        """Sticks came or went. One of our agency is used by itself: what lies there is sealed."""
        before = {each.stick.path for each in self.seen if each.ours}
        self.seen = seen
        chosen = next((s for s in seen if s.ours), seen[0] if seen else None)
        road = self.roads["stick"]
        if chosen is None:
            road.place, road.free = "", -1
        else:
            road.lead(str(chosen.stick.path), chosen.stick.label, chosen.stick.free)
            if chosen.ours and chosen.stick.path not in before:
                self._want("stick")
        self.changed.emit()

    # A round

    def _next(self) -> None:
        if self._round is not None or not self._wanted or self._closed:
            return
        kind, learner = self._wanted.popleft()
        road, pairing = self.roads[kind], self.errands.pairing
        if not road.place or pairing is None:
            self._next()
            return
        way = replace(self._way(road, pairing), quick=bool(learner))
        made = Round(self.errands, self._worker, way, learner, accept_expired=self._accept)
        made.setParent(self)
        made.moved.connect(self.changed.emit)
        made.faulty.connect(self.faulty.emit)
        made.ended.connect(partial(self._ended, road))
        self._round = made
        self.changed.emit()
        made.begin()

    def _way(self, road: Road, pairing: Pairing) -> Way:
        chance = self.house.rooms.chance
        if road.kind == "lan":
            way = lan_way(pairing, chance, self._waiting())
            return replace(way, place=road.place, name=road.name)
        return folder_way(road.kind, Path(road.place), road.name, pairing, chance)

    def _waiting(self) -> int:
        """For the hub's list of kiosks; a store that cannot tell now is met again by the round."""
        try:
            return self.errands.store.exchange.waiting()
        except StoreTrouble:
            return 0

    def _ended(self, road: Road, ended: Ended, wait: float) -> None:
        made = self._round
        if made is None:
            return
        self._round = None
        made.deleteLater()
        if not made.learner:
            road.went(ended, self._now(), self.house.rooms.chance, wait)
            self._remember(road, ended)
            self.ended, self.expired = ended, made.expired
            self._accept = self._accept and bool(self._wanted)
        self.changed.emit()
        if not ended.brought.nothing:
            self.came.emit(ended)
        if made.hurt:
            self.damaged.emit()
        if ended.kind == "lan" and ended.trouble == "away" and not made.learner:
            self._seek()
        self._next()

    def _seek(self) -> None:
        """The hub is not where it was, or nowhere yet: it may be in the room."""
        pairing = self.errands.pairing
        if pairing is not None:
            self.search.run(partial(hub_of, pairing), self._try_at, lambda _error: None)

    def _try_at(self, url: str) -> None:
        """Somebody says to be the hub: the next round tells, and only then it is remembered."""
        pairing = self.errands.pairing
        if pairing is not None and url not in ("", pairing.url, *self._doubted):
            self._known = replace(self.roads["lan"])
            self.roads["lan"].lead(url, host_of(url))
            self.changed.emit()

    def _remember(self, road: Road, ended: Ended) -> None:
        """A hub at another address is the hub from now on, or was none of ours."""
        pairing = self.errands.pairing
        if pairing is None or road.kind != "lan" or road.place == pairing.url:
            return
        if ended.trouble:
            self._doubted.add(road.place)
            self.roads["lan"] = self._known  # with its pauses, as if nobody had said anything
            return
        with suppress(StoreTrouble):  # then it is sought again
            self.errands.lead(url=road.place)

    def _now(self) -> float:
        return self.house.rooms.ticks()[1]

    # The end

    def stop(self, then: Callable[[], None]) -> None:
        """The house is to be closed: end the work, then go on; the window stays alive meanwhile."""
        self._end()
        told: list[bool] = []

        def once() -> None:
            if not told:
                told.append(True)
                self.close()
                then()

        self._worker.run(lambda: None, lambda _nothing: once(), lambda _error: once())
        QTimer.singleShot(int(1000 * PATIENCE), self, once)

    def _end(self) -> None:
        """What is under way is given up; the next round goes on from there."""
        self._closed = True
        self._beat.stop()
        self._wanted.clear()
        if self._round is not None:
            self._round.drop()

    def close(self) -> None:
        """The program ends."""
        self._end()
        self.scout.close()
        self.search.close()
        self._worker.close(wait=PATIENCE)


def paired(pairing: Pairing | None) -> Paired | None:
    """With whom this kiosk is paired, as the officer sees it."""
    return None if pairing is None else Paired(pairing.agency.name, pairing.mark, pairing.since)
