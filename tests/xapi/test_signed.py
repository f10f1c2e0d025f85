"""Signatures of statements: their form and what they say."""

from __future__ import annotations

import base64
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.xapi.signed import faults_of_jws, signature
from tests.xapi.samples import FULL, OTHER_UUID, SHORT, UUID, changed

SIGNED: dict[str, Any] = {**SHORT, "id": UUID, "result": {"duration": "P1DT12H36M0.12S"}}


def b64(raw: bytes) -> bytes:
    return base64.urlsafe_b64encode(raw).rstrip(b"=")


def jws(payload: object, **header: object) -> bytes:
    head = b64(msgspec.json.encode({"alg": "RS256", **header}))
    said = payload if isinstance(payload, bytes) else msgspec.json.encode(payload)
    return b".".join((head, b64(said), b64(b"signature>>>???")))


@pytest.mark.parametrize("algorithm", ["RS256", "RS384", "RS512"])
@pytest.mark.requirement("Data 2.6.s4.b4 algorithms")
def test_a_signature_of_the_same_statement_is_taken(algorithm: str) -> None:
    assert faults_of_jws(jws(SIGNED, alg=algorithm), SIGNED) == ()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("result.duration", "P1DT12H36M0.1237S"),
        ("verb.display", {"id": "mengalami"}),
        ("timestamp", "2026-05-12T03:04:05Z"),
        ("id", UUID.upper()),
        ("attachments", FULL["attachments"]),
        ("stored", "2026-05-12T03:04:05Z"),
    ],
)
@pytest.mark.requirement("Data 2.6.s5.b3.b2 logically equivalent; IEEE 9274.1.1 4.2.7 durations")
def test_what_may_differ_between_equal_statements_may_differ_here(path: str, value: object) -> None:
    assert faults_of_jws(jws(SIGNED), changed(SIGNED, path, value)) == ()


@pytest.mark.parametrize("algorithm", ["HS256", "none", "rs256", "ES256", "", None, 256])
@pytest.mark.requirement("Data 2.6.s4.b4 algorithms")
def test_other_algorithms_are_refused(algorithm: object) -> None:
    assert len(faults_of_jws(jws(SIGNED, alg=algorithm), SIGNED)) == 1


@pytest.mark.parametrize(
    "payload",
    [
        changed(SIGNED, "verb.id", "http://adlnet.gov/expapi/verbs/passed"),
        changed(SIGNED, "id", OTHER_UUID),
        changed(SIGNED, "result.duration", "P1DT12H36M0.13S"),
        {},
        {"actor": 1, "verb": 2, "object": 3},
        [SIGNED],
        None,
        b"{'actor'",
        b"\xff",
        b"",
    ],
)
@pytest.mark.requirement("Data 2.6.s4.b3 payload")
def test_a_signature_of_something_else_is_refused(payload: object) -> None:
    assert len(faults_of_jws(jws(payload), SIGNED)) == 1


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"...",
        b"a.b",
        jws(SIGNED) + b".more",
        jws(SIGNED).replace(b".", b"="),
        jws(SIGNED).rpartition(b".")[0] + b".",
        jws(SIGNED) + b"=",
        b"!" + jws(SIGNED),
        jws(SIGNED, x5c="not a list"),
        jws(SIGNED, x5c=["not base64!"]),
        msgspec.json.encode({"payload": "x", "signatures": []}),
    ],
)
@pytest.mark.requirement("Data 2.6.s5.b1 malformed signatures")
def test_what_is_no_compact_jws_is_refused(raw: bytes) -> None:
    assert len(faults_of_jws(raw, SIGNED)) == 1


@pytest.mark.requirement("Data 2.6.s5.b3.b3 certificates")
def test_a_signature_is_taken_apart_for_the_one_who_checks_it() -> None:
    raw = jws(SIGNED, x5c=[base64.b64encode(b"cert 1").decode(), base64.b64encode(b"ca").decode()])
    found = signature(raw)
    assert found is not None
    assert found.header["alg"] == "RS256"
    assert found.payload == SIGNED
    assert found.signed == raw.rpartition(b".")[0]
    assert found.signature == b"signature>>>???"
    assert found.certificates == (b"cert 1", b"ca")


@given(
    st.binary(max_size=200)
    | st.lists(st.binary(max_size=40).map(b64), min_size=3, max_size=3).map(b".".join)
)
def test_any_bytes_are_a_signature_or_none(raw: bytes) -> None:
    assert faults_of_jws(raw, SIGNED) != ()
