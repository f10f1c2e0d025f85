"""What one learner did, folded, for papers and for the register; no desk stands behind it."""

from __future__ import annotations

from msgspec import Struct

from kiosk.learning import clock
from kiosk.learning.events import Recorded
from kiosk.learning.progress import Progress
from kiosk.people.learner import Learner
from kiosk.store import Store


class Learnt(Struct, frozen=True):
    """A learner, what they did (at the times it really was, see `clock`), and what follows."""

    learner: Learner
    events: tuple[Recorded, ...]
    progress: Progress


def learnt(store: Store, learner: Learner) -> Learnt:
    """Read and fold all of a learner's events, those on other kiosks too. Raises StoreTrouble."""
    kept, happened = store.events(learner.id), store.happenings()
    events = clock.settled(kept, happened)
    progress = clock.handed_in(Progress.of(events), clock.ends(kept, happened))
    return Learnt(learner, events, progress)
