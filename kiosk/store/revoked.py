"""What was declared void, by the agency's word and by officers at kiosks, for all rooms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from kiosk.learning.events import CertificateRevoked
from kiosk.parcel import word as forms
from kiosk.store.store import Store

WORD: Final = "word"
"""Kind of the documents of the agency's word."""


class RevokedList(Struct, frozen=True):
    """Certificates by number and devices by id that do not count any more.

    `as_of`: UTC ms as of which that is so, which is when the agency last said that nothing newer
    was to be known; None if it never said anything. `here`: the numbers that are void because an
    officer said so at this kiosk, or at another whose records came here, whatever the agency says.
    """

    as_of: int | None = None
    certificates: Mapping[str, forms.Revocation] = {}
    devices: Mapping[str, forms.Revocation] = {}
    here: frozenset[str] = frozenset()


class _Said(Struct, frozen=True):
    """Of what is known of the word: when it was last said to be the newest."""

    said: int = 0


def revoked_list(store: Store) -> RevokedList:
    """The list as it is now; empty where nothing was ever revoked.

    What an officer said at a kiosk comes first: of that the agency keeps a copy.
    """
    said = _of_officers(store)
    body = store.document(WORD, "revoked")
    if body is None:
        return RevokedList(certificates=said, here=frozenset(said))
    listed = forms.read(body, forms.Revoked)
    known = store.document(WORD, "known")
    heard = 0 if known is None else forms.read(known, _Said).said
    return RevokedList(
        max(listed.at, heard),
        {r.id: r for r in listed.certificates} | said,
        {r.id: r for r in listed.devices},
        frozenset(said),
    )


def _of_officers(store: Store) -> dict[str, forms.Revocation]:
    """The first word on each certificate stands; where it was replaced, the one that says so."""
    found: dict[str, forms.Revocation] = {}
    for recorded in store.register("certificate-revoked"):
        event = recorded.event
        if isinstance(event, CertificateRevoked):
            before = found.get(event.number)
            if before is None or (event.replaced_by and not before.replaced_by):
                found[event.number] = forms.Revocation(
                    event.number, event.reason, event.date, event.replaced_by
                )
    return found
