"""The live file read on a connection of its own, for work in another thread."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from kiosk.store.digests import Mark
from kiosk.store.reading import Reading
from kiosk.store.store import Store
from kiosk.store.trouble import StoreTrouble, told

TRIES: Final = 5
_MARKS: Final = "count(*), sum(clock & 0xffffffff)"


class Beside(Store):
    """Reads while the kiosk goes on writing; nothing is written.

    Made, used and closed in one thread, before the kiosk's own store is closed. Each question reads
    one short moment of the file, so that its write-ahead log can be emptied in between.
    """

    def __init__(
        self, file: Path, now: Callable[[], int], chance: Callable[[int], bytes], *, live: bool
    ) -> None:
        """Raises StoreTrouble."""
        how = Reading(f"{file.resolve().as_uri()}?mode=ro") if live else None
        super().__init__(file, now, chance, view_only=True, live=how)

    def marks_of_events(self) -> dict[str, Mark]:
        """Every learner of whom there are events, here or from elsewhere, with their mark."""
        with told():
            own = self._db.execute(
                f"select learner, {_MARKS} from event"  # noqa: S608 - our own columns
                " where learner is not null group by learner"
            ).fetchall()
            others = self._db.execute(
                f"select learner, {_MARKS} from elsewhere group by learner"  # noqa: S608 - as above
            ).fetchall()
        found = {owner: (count, clocks) for owner, count, clocks in own}
        for owner, count, clocks in others:
            here = found.get(owner, (0, 0))
            found[owner] = here[0] + count, here[1] + clocks
        return {str(uuid.UUID(bytes=owner)): mark for owner, mark in found.items()}

    def mark_of(self, learner: str) -> Mark:
        """The mark of one learner; zeros if there is nothing."""
        owner, sums = uuid.UUID(learner).bytes, (0, 0)
        with told():
            for table in ("event", "elsewhere"):
                sql = f"select {_MARKS} from {table} where learner = ?"  # noqa: S608 - as above
                count, clocks = self._db.execute(sql, (owner,)).fetchone()
                sums = sums[0] + count, sums[1] + (clocks or 0)
        return sums


def beside(
    file: Path, now: Callable[[], int], chance: Callable[[int], bytes], *, live: bool = True
) -> Beside:
    """Open it; not `live`: this kiosk is looked at only, and may have to read a copy.

    Raises StoreTrouble.
    The kiosk may write while the end of the log is looked at: then what was read is of two moments,
    and it is looked at again.
    """
    troubles: Sequence[StoreTrouble] = ()
    for _ in range(TRIES):
        try:
            return Beside(file, now, chance, live=live)
        except StoreTrouble as trouble:
            if trouble.code != "damaged":
                raise
            troubles = (*troubles, trouble)
    raise troubles[-1]
