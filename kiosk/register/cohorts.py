"""The agency's cohorts as its word lies in the file."""

from __future__ import annotations

from kiosk.learning.trouble import NotAllowed
from kiosk.parcel import word as forms
from kiosk.store import Store
from kiosk.store.revoked import WORD


def cohorts(store: Store) -> tuple[forms.Cohort, ...]:
    """All cohorts, by id; none where the agency never said any."""
    body = store.document(WORD, "cohorts")
    return () if body is None else forms.read(body, forms.Cohorts).cohorts


def cohort_of(store: Store, wanted: str) -> forms.Cohort:
    """The cohort of an id. Refuses "cohort-unknown"."""
    for cohort in cohorts(store):
        if cohort.id == wanted:
            return cohort
    raise NotAllowed("cohort-unknown", id=wanted)
