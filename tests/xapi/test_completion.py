"""What a store adds to a statement it takes in."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from kiosk.xapi.completion import completed
from kiosk.xapi.fault import Version
from kiosk.xapi.statement import faults
from tests.xapi.samples import FULL, OTHER_UUID, SHORT, SUBSTATEMENT, UUID, VERSIONS, changed

STORED = "2026-05-13T00:00:00.000Z"
CLIENT = {"account": {"homePage": "http://hub.example", "name": "klien"}}


def kept(statement: dict[str, Any], version: Version = "1.0.3") -> dict[str, Any]:
    return completed(statement, id=OTHER_UUID, stored=STORED, authority=CLIENT, version=version)


@pytest.mark.requirement("Data 2.4.1.s2, 2.4.7.s3, 2.4.8.s3, 2.4.9.s3, 2.4.10.s3 what the LRS sets")
def test_a_short_statement_gets_what_it_lacks() -> None:
    assert kept(SHORT) == {
        **SHORT,
        "id": OTHER_UUID,
        "timestamp": STORED,
        "stored": STORED,
        "authority": CLIENT,
        "version": "1.0.0",
    }
    assert kept(SHORT, "2.0.0")["version"] == "2.0.0"


@pytest.mark.requirement("Data 2.4.8.s3.b2 stored, 2.4.9.s3.b4 authority, 2.4.10.s3.b3 version")
def test_id_timestamp_and_version_are_kept_but_not_stored_and_authority() -> None:
    full = kept(FULL)
    assert full["id"] == UUID
    assert full["timestamp"] == "2026-05-12T03:04:05.678Z"
    assert full["version"] == "1.0.0"
    assert full["stored"] == STORED
    assert full["authority"] == CLIENT
    assert kept(changed(FULL, "version", "1.0.9"))["version"] == "1.0.9"


@pytest.mark.requirement("Data 4.4 UUIDs")
def test_ids_are_kept_in_lower_case() -> None:
    assert kept({**SHORT, "id": UUID.upper()})["id"] == UUID


@pytest.mark.parametrize(
    ("statement", "prefix"), [(FULL, ()), (SUBSTATEMENT, ("object",))], ids=["statement", "sub"]
)
@pytest.mark.requirement("Data 2.4.6.2.s4.b3 and b4 arrays")
def test_single_context_activities_come_in_arrays(
    statement: dict[str, Any], prefix: tuple[str, ...]
) -> None:
    full = kept(statement)
    for name in prefix:
        full = full[name]
    assert full["context"]["contextActivities"] == {
        "parent": [{"objectType": "Activity", "id": "http://example.com/activities/uji"}],
        "grouping": [{"id": "http://example.com/activities/pelatihan"}],
        "category": [{"id": "https://w3id.org/xapi/cmi5/context/categories/cmi5"}],
        "other": [],
    }


@pytest.mark.requirement("Data 4.5.s1.b6; IEEE 9274.1.1 4.2.7 UTC")
def test_timestamps_are_kept_in_utc() -> None:
    late = "2023-05-04T12:00:00-05:00"
    for version in VERSIONS:
        assert (
            kept({**SHORT, "timestamp": late}, version)["timestamp"] == "2023-05-04T17:00:00.000Z"
        )
        inner = kept(changed(SUBSTATEMENT, "object.timestamp", late), version)["object"]
        assert inner["timestamp"] == "2023-05-04T17:00:00.000Z"


@pytest.mark.parametrize("statement", [SHORT, FULL, SUBSTATEMENT])
def test_what_was_sent_stays_untouched_and_what_is_kept_is_valid(statement: dict[str, Any]) -> None:
    before = copy.deepcopy(statement)
    for version in VERSIONS:
        assert faults(kept(statement, version), version) == ()
    assert statement == before
