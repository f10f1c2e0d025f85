"""What the agency itself knows when it is asked whether a certificate holds."""

from __future__ import annotations

from msgspec import structs

from kiosk.hub.database import reading
from kiosk.hub.post import saying, vouching
from kiosk.hub.post.post import Post
from kiosk.parcel.word import Revocation
from kiosk.trust.judge import Known, Voided


def known(post: Post) -> Known:
    """The ring and all that was revoked, as of now."""
    now = post.now()
    with reading(post.engine) as connection:
        ring = vouching.ring(connection)
        gone = saying.revoked(connection, now)
    return Known(
        ring=structs.replace(ring, agency=post.keys.agency),
        revoked={each.id: _voided(each) for each in gone.certificates},
        devices={each.id: _voided(each) for each in gone.devices},
        as_of=now,
    )


def _voided(each: Revocation) -> Voided:
    return Voided(each.reason, each.date, each.replaced_by)
