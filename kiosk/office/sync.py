"""How the records of this kiosk stand with the agency: values for whoever looks at a screen.

Read from the store, never from hope: what waits is what no receipt covers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from msgspec import Struct, structs

if TYPE_CHECKING:
    from kiosk.store import Store
from kiosk.store.revoked import revoked_list

State: TypeAlias = Literal[
    "view-only", "alone", "empty", "waiting", "sending", "received", "revoked"
]
Kind: TypeAlias = Literal["lan", "stick", "folder"]
OnStick: TypeAlias = Literal["none", "writing", "written", "trouble"]
Step: TypeAlias = Literal["connect", "up", "down", "keep"]
KINDS: tuple[Kind, ...] = ("lan", "stick", "folder")
STEPS: tuple[Step, ...] = ("connect", "up", "down", "keep")


class Standing(Struct, frozen=True):
    """What the chip on top of every screen says.

    "alone": not paired, so nothing is to be sent; "empty": paired, and nothing recorded yet;
    "revoked": the agency takes nothing from this kiosk any more.
    `waiting` events are not covered by a receipt; `at` is the newest receipt (UTC ms, 0: none).
    `stick` names the agency's stick that is in this computer, `on_stick` how it stands with it.
    """

    state: State = "alone"
    agency: str = ""
    waiting: int = 0
    at: int = 0
    stick: str = ""
    on_stick: OnStick = "none"


HEARD_ALL_THE_SAME: Final = frozenset((None, "revoked", "full", "read-only"))
"""Troubles of a round after which the agency's word is read all the same: what was revoked must
reach a kiosk also by a stick that takes nothing, and one from which nothing is taken."""
ALONE: Final = Standing()


def standing(waiting: int, at: int, agency: str, *, paired: bool) -> Standing:
    """The truth in one value."""
    if not paired:
        return Standing("alone", "", waiting)
    if waiting:
        return Standing("waiting", agency, waiting, at)
    return Standing("received" if at else "empty", agency, 0, at)


def stands(store: Store, agency: str | None) -> Standing:
    """What is true of a store's records; `agency` None: this kiosk is not paired.

    Raises StoreTrouble.
    """
    if store.view_only:
        return Standing("view-only")
    exchange = store.exchange
    if agency is not None and store.device in revoked_list(store).devices:
        return Standing("revoked", agency, exchange.waiting())
    at = max((there.at for there in exchange.acknowledged().values()), default=0)
    return standing(exchange.waiting(), at, agency or "", paired=agency is not None)


class Running(Struct, frozen=True):
    """A round under way: by which way, where to, its step, and how many events are through."""

    kind: Kind
    name: str
    step: Step = "connect"
    done: int = 0
    total: int = 0


class Brought(Struct, frozen=True):
    """What a round brought here: people new and changed, and what else is new, in numbers."""

    new_people: int = 0
    changed_people: int = 0
    settings: int = 0
    cohorts: int = 0
    revoked: int = 0
    courses: int = 0
    elsewhere: int = 0
    aside: int = 0

    def plus(self, more: Brought) -> Brought:
        """Both together."""
        added = structs.asdict(more)
        return Brought(**{name: n + added[name] for name, n in structs.asdict(self).items()})

    def minus(self, told: Brought) -> Brought:
        """What is left beside what was told already; nothing becomes less than none."""
        known = structs.asdict(told)
        return Brought(**{n: max(0, x - known[n]) for n, x in structs.asdict(self).items()})

    @property
    def nothing(self) -> bool:
        """Whether nothing came."""
        return self == Brought()


class Ended(Struct, frozen=True):
    """How a round ended. `sent` events went out; `received` more are covered by a receipt now.

    `trouble` is a code, empty if all went well; "stopped" if the officer ended it. `others` are
    troubles with an earlier life's records, beside which the round went on.
    """

    kind: Kind
    name: str
    at: int
    sent: int = 0
    received: int = 0
    brought: Brought = Brought()
    trouble: str = ""
    others: tuple[str, ...] = ()


class Way(Struct, frozen=True):
    """One of the three ways to the agency.

    `there`: it can be used now, as far as anyone knows. `name` is the hub's, the stick's or the
    folder's; `free` bytes (-1: unknown). `last` is how it ended here the last time, and `again`
    when it is tried by itself (UTC ms; 0: not planned).
    """

    kind: Kind
    name: str = ""
    there: bool = False
    used: bool = False
    free: int = -1
    last: Ended | None = None
    again: int = 0


class Held(Struct, frozen=True):
    """What a receipt says: up to `seq` of a device, at a time. `here`: it is this device."""

    device: str
    seq: int
    at: int
    here: bool


class Paired(Struct, frozen=True):
    """With whom this kiosk is paired: the agency, the mark of its key, and since when."""

    agency: str
    mark: str
    since: int


class Hub(Struct, frozen=True):
    """A hub that was found in the room."""

    name: str
    url: str


class Differing(Struct, frozen=True):
    """A field of a person's profile in which this kiosk and the agency differ."""

    learner: str
    name: str
    field: str
    here: str
    agency: str


class SyncView(Struct, frozen=True):
    """All that the officer sees of it. `hubs` were found in the room; `looking`: still at it.

    `asked`: a stick or folder carries the request to be paired. `offered`: with whom a stick would
    pair this kiosk. `busy`: something is under way that is no round. `trouble` of the pairing.
    `expired`: the agency's newest word was to hold until then, and waits for a yes (0: none).
    `refused` counts parts of the word that cannot be used.
    """

    standing: Standing = Standing()
    paired: Paired | None = None
    ways: tuple[Way, ...] = ()
    running: Running | None = None
    ended: Ended | None = None
    held: tuple[Held, ...] = ()
    differing: tuple[Differing, ...] = ()
    expired: int = 0
    refused: int = 0
    hubs: tuple[Hub, ...] = ()
    looking: bool = False
    asked: int = 0
    offered: Paired | None = None
    busy: bool = False
    trouble: str = ""
    view_only: bool = False
    demo: bool = False
