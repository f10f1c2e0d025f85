from __future__ import annotations

import pytest

from kiosk.learning.events import CertificateRevoked
from kiosk.parcel.trouble import ParcelTrouble
from kiosk.parcel.word import Revocation, Revoked, written
from kiosk.store import Store
from kiosk.store.revoked import RevokedList, revoked_list
from kiosk.sync.word import Known

GONE = Revocation("800/1", "tertukar", "2026-11-20")
LOST = Revocation("0195-device", "hilang", "2026-11-21")


def test_where_the_agency_never_said_anything_nothing_is_revoked(store: Store) -> None:
    assert revoked_list(store) == RevokedList(None, {}, {})


def test_the_list_is_as_of_the_day_on_which_nothing_newer_was_to_be_known(store: Store) -> None:
    store.keep("word", "revoked", written(Revoked(1000, (LOST,), (GONE,))))
    assert revoked_list(store) == RevokedList(1000, {"800/1": GONE}, {"0195-device": LOST})
    store.keep("word", "known", written(Known("root", 7, {"revoked.json": "00"}, 5000)))
    assert revoked_list(store).as_of == 5000
    store.keep("word", "known", written(Known("root", 7, {}, 900)))
    assert revoked_list(store).as_of == 1000


def test_a_list_that_cannot_be_read_is_not_taken_for_an_empty_one(store: Store) -> None:
    store.keep("word", "revoked", b'{"certificates":[]}')
    with pytest.raises(ParcelTrouble, match="strange"):
        revoked_list(store)


def test_what_officers_said_at_kiosks_counts_beside_the_agencys_list(store: Store) -> None:
    store.keep("word", "revoked", written(Revoked(1000, (LOST,), (GONE,))))
    store.record(
        "",
        CertificateRevoked("800/1", "kata petugas", "2026-11-19"),
        CertificateRevoked("800/2", "salah", "2026-11-22"),
        CertificateRevoked("800/2", "lagi", "2026-11-23"),
        CertificateRevoked("800/2", "diganti", "2026-11-24", "800/3"),
        CertificateRevoked("800/2", "sekali lagi", "2026-11-25", "800/4"),
    )
    found = revoked_list(store)
    assert found.as_of == 1000
    assert found.here == {"800/1", "800/2"}
    assert dict(found.certificates) == {
        "800/1": Revocation("800/1", "kata petugas", "2026-11-19"),
        "800/2": Revocation("800/2", "diganti", "2026-11-24", "800/3"),
    }


def test_without_an_agency_officers_words_are_the_list(store: Store) -> None:
    store.record("", CertificateRevoked("800/2", "salah", "2026-11-22"))
    found = revoked_list(store)
    assert (found.as_of, set(found.certificates)) == (None, {"800/2"})
