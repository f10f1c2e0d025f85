"""The lists of the agency's word, kept: settings, revocations, cohorts, ring, emblems."""

from __future__ import annotations

from kiosk.parcel import word as forms
from kiosk.parcel.emblem import Emblems, emblems_in
from kiosk.parcel.trouble import ParcelTrouble
from kiosk.register import emblems
from kiosk.store import Store
from kiosk.store.revoked import WORD
from kiosk.sync.word import Word
from kiosk.trust.ring import Ring


def take_lists(store: Store, word: Word, *, other_agency: bool = False) -> dict[str, str]:
    """Keep what can be read; of the rest, why not, by file.

    What the agency leaves out says nothing, and of a list that cannot be read stays what was said
    before. But the emblem of the agency before is not printed for another.
    """
    refused: dict[str, str] = {}
    for name, file, body, reads in (
        ("settings", forms.SETTINGS, word.settings, forms.settings_in),
        ("revoked", forms.REVOKED, word.revoked, _revoked),
        ("cohorts", forms.COHORTS, word.cohorts, _cohorts),
        ("ring", forms.RING, word.ring, _ring),
    ):
        if body is None:
            continue
        try:
            reads(body)
        except ParcelTrouble as trouble:
            refused[file] = trouble.code
        else:
            store.keep(WORD, name, body)
    if other_agency and emblems.decided(store):
        emblems.taken(store, Emblems())
    if word.emblems is not None:
        try:
            emblems.taken(store, emblems_in(word.emblems))
        except ParcelTrouble as trouble:
            refused[forms.EMBLEMS] = trouble.code
    return refused


def _revoked(body: bytes) -> object:
    return forms.read(body, forms.Revoked)


def _cohorts(body: bytes) -> object:
    return forms.read(body, forms.Cohorts)


def _ring(body: bytes) -> object:
    return forms.read(body, Ring)
