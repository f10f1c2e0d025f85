"""Who began which course, and has a certificate since: read beside a kiosk that goes on writing.

The whole log is looked through, which takes seconds for a million events: not for a screen's
thread. Seals are not looked at; what is read here decides only which courses stay on the disk.
"""

from __future__ import annotations

import uuid
from contextlib import closing
from pathlib import Path
from typing import Final

import msgspec

from kiosk.learning.events import CertificateIssued, CourseStarted, Recorded
from kiosk.store.opening import open_to_read
from kiosk.store.trouble import StoreTrouble, told

_KINDS: Final = "kind in ('course-started', 'certificate-issued') and learner is not null"
_DECODE: Final = msgspec.json.Decoder(CourseStarted | CertificateIssued)


def starts_in(file: Path) -> tuple[Recorded, ...]:
    """Starts of courses and certificates in a store's file, here and elsewhere, oldest first.

    For any thread. Raises StoreTrouble.
    """
    with told(), closing(open_to_read(f"{file.resolve().as_uri()}?mode=ro", any_thread=True)) as db:
        rows = [
            row
            for table in ("event", "elsewhere")
            for row in db.execute(
                f"select clock, id, learner, at, body from {table} where {_KINDS}"  # noqa: S608
            ).fetchall()
        ]
    try:
        found = [_recorded(row) for row in sorted(rows)]
    except (msgspec.MsgspecError, TypeError, ValueError) as error:
        raise StoreTrouble("damaged") from error
    return tuple(found)


def _recorded(row: tuple[int, bytes, bytes, int, bytes]) -> Recorded:
    clock, event_id, learner, at, body = row
    ids = str(uuid.UUID(bytes=event_id)), str(uuid.UUID(bytes=learner))
    return Recorded(*ids, at, _DECODE.decode(body), clock)
