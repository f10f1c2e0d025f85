"""What happened to certificates, read once and followed."""

from __future__ import annotations

import msgspec
import pytest

from kiosk.learning.events import CertificateIssued, CertificateRevoked, Event, SignedIn
from kiosk.store import Store, StoreTrouble
from kiosk.store.follow import Raw
from kiosk.xapi.line import Line
from tests.conftest import MONDAY
from tests.parcel import samples

ONE, TWO = samples.LEARNER, "0b6a2f2e-5a0c-5d3e-9a58-000000000002"
ISSUED = "certificate-issued"


class Reader:
    """Reads numbers, and counts how often it was called."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, raw: Raw) -> tuple[str, str, bool]:
        self.calls += 1
        return msgspec.json.decode(raw.body)["number"], raw.learner, raw.here


def issued(number: str) -> CertificateIssued:
    return CertificateIssued("c", number, 6, 90, "2026-11-20", "{}", "")


def elsewhere(learner: str, *events: Event) -> list[Line]:
    return list(samples.chained([(learner, e) for e in events], at=MONDAY - 10**9))


def numbers(store: Store, reader: Reader, kind: str = ISSUED) -> list[str]:
    return sorted(number for number, _, _ in store.followed(kind, reader))


def test_each_event_is_read_once_and_later_ones_join(store: Store) -> None:
    reader = Reader()
    store.record(ONE, issued("1"), SignedIn(), issued("2"))
    assert numbers(store, reader) == ["1", "2"]
    store.record("", CertificateRevoked("1", "Tertukar", "2026-11-21"))
    store.record(TWO, issued("3"))
    store.exchange.take_elsewhere(elsewhere(TWO, issued("L1")))
    assert numbers(store, reader) == ["1", "2", "3", "L1"]
    assert numbers(store, reader) == ["1", "2", "3", "L1"]
    assert reader.calls == 4
    assert set(store.followed(ISSUED, reader)) >= {("1", ONE, True), ("L1", TWO, False)}
    assert store.followed("certificate-revoked", Reader()) == (("1", "", True),)


def test_who_is_erased_is_forgotten(store: Store) -> None:
    reader = Reader()
    store.record(ONE, issued("1"))
    store.record(TWO, issued("2"))
    store.exchange.take_elsewhere(elsewhere(ONE, issued("L1")))
    assert numbers(store, reader) == ["1", "2", "L1"]
    store.erase(ONE)
    assert numbers(store, reader) == ["2"]


def test_what_was_rolled_back_never_happened(store: Store) -> None:
    reader = Reader()

    def lost() -> None:
        with store.writing():
            store.record(ONE, issued("1"))
            assert numbers(store, reader) == ["1"]
            raise RuntimeError

    with pytest.raises(RuntimeError):
        lost()
    assert numbers(store, reader) == []
    store.record(ONE, issued("2"))
    assert numbers(store, reader) == ["2"]


def test_a_body_that_cannot_be_read_is_damage(store: Store) -> None:
    store.record(ONE, issued("1"))

    def broken(raw: Raw) -> int:
        return msgspec.json.decode(raw.body, type=int)

    with pytest.raises(StoreTrouble, match="damaged"):
        store.followed(ISSUED, broken)


def test_the_register_is_what_happened_to_certificates_in_one_order(store: Store) -> None:
    store.record(ONE, SignedIn(), issued("1"))
    store.record(ONE, CertificateRevoked("1", "Tertukar", "2026-11-21", "2"), issued("2"))
    store.exchange.take_elsewhere(
        elsewhere(TWO, SignedIn(), issued("L1"), CertificateRevoked("L1", "Salah", "2026-11-20"))
    )
    found = [(type(r.event).__name__, r.learner) for r in store.register()]
    assert found == [
        ("CertificateIssued", TWO), ("CertificateRevoked", TWO),
        ("CertificateIssued", ONE), ("CertificateRevoked", ONE), ("CertificateIssued", ONE),
    ]  # fmt: skip
    assert [r.learner for r in store.register("certificate-revoked")] == [TWO, ONE]
