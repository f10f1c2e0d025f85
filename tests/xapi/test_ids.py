"""Ids, versions and times of statements."""

from __future__ import annotations

import pytest

from kiosk.xapi.statement import faults
from tests.xapi.cases import NOT_STRINGS, NOT_UUIDS, assert_fault, assert_good, assert_right
from tests.xapi.samples import FULL, SHORT, UUID, changed


@pytest.mark.parametrize("value", NOT_UUIDS)
@pytest.mark.parametrize("path", ["id", "context.registration", "context.statement.id"])
@pytest.mark.requirement("Data 2.4.1 and 4.4 UUIDs")
def test_ids_are_uuids_in_their_standard_form(path: str, value: object) -> None:
    assert_fault(path, value)


@pytest.mark.parametrize(
    "value",
    [UUID.upper(), "12345678-1234-5678-1234-567812345678", "0" * 8 + "-0000" * 3 + "-" + "0" * 12],
)
@pytest.mark.requirement("Data 4.4 UUIDs of any variant")
def test_any_version_and_variant_of_uuid_is_taken(value: str) -> None:
    assert_right(changed(FULL, "id", value))


@pytest.mark.parametrize("value", ["1.0", "1.0.0", "1.0.3", "1.0.9", "1.0.10"])
@pytest.mark.requirement("Data 2.4.10.s3.b1 version")
def test_every_version_of_1_0_is_taken(value: str) -> None:
    assert_right(changed(SHORT, "version", value))


@pytest.mark.parametrize("value", ["2.0", "2.0.0", "2.0.1"])
@pytest.mark.requirement("IEEE 9274.1.1 4.2.4.3 version")
def test_versions_of_2_0_are_taken_by_2_0_alone(value: str) -> None:
    statement = changed(SHORT, "version", value)
    assert faults(statement, "2.0.0") == ()
    assert [fault.where for fault in faults(statement, "1.0.3")] == ["version"]


@pytest.mark.parametrize(
    "value",
    [*NOT_STRINGS, "", "1", "1.1.0", "0.9.9", "1.0.", "1.0.x", "1.00", "2.1.0", "should fail"],
)
@pytest.mark.requirement("Data 2.4.10.s3.b2 version")
def test_other_versions_are_refused(value: object) -> None:
    assert_fault("version", value)


@pytest.mark.parametrize(
    "value",
    [
        "2013-05-18T05:32:34.804Z",
        "2013-05-18T05:32:34Z",
        "2013-05-18T05:32:34.123456789Z",
        "2013-05-18T05:32:34+07:00",
        "2013-05-18T05:32:34-05:00",
        "2013-05-18T05:32:34+00:00",
        "2024-02-29T00:00:00Z",
        "2016-12-31T23:59:60Z",
        "2099-12-31T23:59:59.999Z",
    ],
)
@pytest.mark.parametrize("path", ["timestamp", "stored"])
@pytest.mark.requirement("Data 4.5 timestamps")
def test_timestamps_of_rfc_3339_are_taken_in_both_versions(path: str, value: str) -> None:
    assert_right(changed(FULL, path, value))


@pytest.mark.parametrize(
    "value",
    [
        *NOT_STRINGS,
        "",
        "should fail",
        "01/011/2015",
        "2013-05-18",
        "2013-02-30T05:32:34Z",
        "2013-13-18T05:32:34Z",
        "2013-05-18T25:32:34Z",
        "2013-05-18T05:60:34Z",
        "2013-05-18T05:32:61Z",
        "2023-02-29T00:00:00Z",
        "2008-09-15T15:53:00.601-00",
        "2008-09-15T15:53:00.601-0000",
        "2008-09-15T15:53:00.601-00:00",
        "2008-09-15T15:53:00+24:00",
        "2008-09-15T15:53:00 Z",
        "2008-09-15T15:53:00Z\n",
    ],
)
@pytest.mark.requirement("Data 4.5.s1.b1 timestamps")
def test_what_is_no_date_and_time_is_refused(value: object) -> None:
    assert_fault("timestamp", value)


@pytest.mark.parametrize(
    "value",
    [
        "20130518T053234Z",
        "20130518T053234.5+0700",
        "2013-05-18T05:32:34",
        "2013-05-18T05:32Z",
        "2013-05-18T05:32:34,5Z",
        "2013-05-18T05:32:34+07",
    ],
)
@pytest.mark.requirement("Data 4.5 ISO 8601; IEEE 9274.1.1 4.2.7 RFC 3339")
def test_other_forms_of_iso_8601_are_taken_by_1_0_3_alone(value: str) -> None:
    statement = changed(SHORT, "timestamp", value)
    assert faults(statement, "1.0.3") == ()
    assert [fault.where for fault in faults(statement, "2.0.0")] == ["timestamp"]


@pytest.mark.requirement("IEEE 9274.1.1 4.2.7 RFC 3339")
def test_a_space_may_stand_between_date_and_time() -> None:
    assert faults(changed(SHORT, "timestamp", "2008-09-15 15:53:00.601+00:00"), "2.0.0") == ()


@pytest.mark.requirement("Data 2.4.7.s3.b6 future timestamps")
def test_a_timestamp_in_the_future_is_taken() -> None:
    assert_good("timestamp", "2999-01-01T00:00:00Z")
