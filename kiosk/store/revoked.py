"""What the agency declared void, as its word lies in the file: desk and office read it here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from kiosk.parcel import word as forms
from kiosk.store.store import Store

WORD: Final = "word"
"""Kind of the documents of the agency's word."""


class RevokedList(Struct, frozen=True):
    """Certificates by number and devices by id that do not count any more.

    `as_of`: UTC ms as of which that is so, which is when the agency last said that nothing newer
    was to be known; None if it never said anything.
    """

    as_of: int | None = None
    certificates: Mapping[str, forms.Revocation] = {}
    devices: Mapping[str, forms.Revocation] = {}


class _Said(Struct, frozen=True):
    """Of what is known of the word: when it was last said to be the newest."""

    said: int = 0


def revoked_list(store: Store) -> RevokedList:
    """The list as it is kept now; empty where none ever came."""
    body = store.document(WORD, "revoked")
    if body is None:
        return RevokedList()
    listed = forms.read(body, forms.Revoked)
    known = store.document(WORD, "known")
    said = 0 if known is None else forms.read(known, _Said).said
    return RevokedList(
        max(listed.at, said),
        {r.id: r for r in listed.certificates},
        {r.id: r for r in listed.devices},
    )
