"""What a kiosk knows when it is asked whether a certificate holds."""

from __future__ import annotations

from kiosk.house import House
from kiosk.parcel import word as forms
from kiosk.parcel.word import Revocation, Revoked
from kiosk.register.known import known
from kiosk.store import Store
from kiosk.trust.judge import Known, Own, Voided
from kiosk.trust.ring import Ring
from tests.conftest import Clock


def test_a_kiosk_alone_knows_its_own_key_and_nothing_else(house: House) -> None:
    assert house.known() == Known(own=(Own(house.store.exchange.public, "KTS-01"),))
    assert house.known().as_of is None


def test_the_list_of_what_was_revoked_is_taken_over_with_its_age(store: Store) -> None:
    one = Revocation("800/1", "salah nama", "2026-11-20", "800/2")
    lost = Revocation("0195-device", "hilang", "2026-11-21")
    store.keep("word", "revoked", forms.written(Revoked(1000, (lost,), (one,))))
    found = known(store, None, "")
    assert found.revoked == {"800/1": Voided("salah nama", "2026-11-20", "800/2")}
    assert found.devices == {"0195-device": Voided("hilang", "2026-11-21")}
    assert found.as_of == 1000


def test_a_ring_that_only_a_newer_program_can_read_vouches_for_nobody(store: Store) -> None:
    store.keep("word", "ring", b'{"at":1,"members":{}}')
    assert known(store, None, "").ring == Ring()


def test_keys_of_earlier_lives_are_known_oldest_first(house: House, clock: Clock) -> None:
    store = house.store
    before = store.exchange.public
    data = store.file.parent
    store.close()
    for key in data.glob("*.key"):
        key.unlink()
    again = Store(data / "dermaga.sqlite", clock.now, clock.chance)
    try:
        assert again.exchange.publics() == (before, again.exchange.public)
    finally:
        again.close()
