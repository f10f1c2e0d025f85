"""Instants as numbers, and timestamps in UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.xapi.times import in_utc, instant

ZONES = st.integers(-23 * 60 - 59, 23 * 60 + 59).map(lambda m: timezone(timedelta(minutes=m)))


@pytest.mark.parametrize(
    ("text", "microseconds"),
    [
        ("1970-01-01T00:00:00Z", 0),
        ("1970-01-01T00:00:00.000001Z", 1),
        ("1970-01-01T00:00:00.0000019Z", 1),
        ("1969-12-31T23:59:59.5Z", -500_000),
        ("1970-01-01T07:00:00+07:00", 0),
        ("1970-01-01T07:00:00+07", 0),
        ("1970-01-01T070000+0700", None),
        ("19700101T070000+0700", 0),
        ("1970-01-01t00:00:01z", 1_000_000),
        ("1970-01-01 00:00:01Z", 1_000_000),
        ("1970-01-01T00:01", 60_000_000),
        ("2026-05-12T03:04:05.678Z", 1_778_555_045_678_000),
        ("2026-05-12T10:04:05,678+07:00", 1_778_555_045_678_000),
        ("2016-12-31T23:59:60Z", 1_483_228_800_000_000),
        ("1970-01-01", None),
        ("1970-01-01T00:00:00-00:00", None),
        ("1970-01-01T00:00:00-00", None),
        ("0000-01-01T00:00:00Z", None),
        ("now", None),
        ("", None),
        ("١٩٧٠-01-01T00:00:00Z", None),
    ],
)
@pytest.mark.requirement("Data 4.5 timestamps")
def test_an_instant_is_utc_microseconds(text: str, microseconds: int | None) -> None:
    assert instant(text) == microseconds


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2023-05-04T12:00:00-05:00", "2023-05-04T17:00:00.000Z"),
        ("2023-05-04T12:00:00.1234567+07:00", "2023-05-04T05:00:00.1234567Z"),
        ("2023-05-04T12:00:00.5+00:00", "2023-05-04T12:00:00.500Z"),
        ("2023-05-04 12:00:00.601+00:00", "2023-05-04T12:00:00.601Z"),
        ("2023-12-31T23:30:00-01:00", "2024-01-01T00:30:00.000Z"),
        ("2023-05-04T12:00:00Z", "2023-05-04T12:00:00Z"),
        ("2023-05-04T12:00:00.123456789Z", "2023-05-04T12:00:00.123456789Z"),
        ("2024-02-29T12:00:00Z", "2024-02-29T12:00:00.000Z"),
        ("2023-05-04T12:00", "2023-05-04T12:00:00.000Z"),
        ("20230504T120000,25+0700", "2023-05-04T05:00:00.250Z"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
        ("0001-01-01T00:00:00.5+07:00", "0001-01-01T00:00:00.5+07:00"),
        ("9999-12-31T23:59:59.5-07:00", "9999-12-31T23:59:59.5-07:00"),
    ],
)
@pytest.mark.requirement("Data 4.5.s1.b6; IEEE 9274.1.1 4.2.7 UTC")
def test_a_timestamp_is_given_out_in_utc(text: str, utc: str) -> None:
    assert in_utc(text) == utc


@given(at=st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1)), zone=ZONES)  # noqa: DTZ001
def test_a_time_in_any_zone_is_the_same_instant(at: datetime, zone: timezone) -> None:
    text = at.replace(tzinfo=zone).isoformat()
    expected = (at.replace(tzinfo=zone) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(
        microseconds=1
    )
    if zone.utcoffset(None) and "+00:00" not in text:
        assert instant(text) == expected
    assert instant(in_utc(text)) == instant(text)


@given(st.text("0123456789-+:TZ. ,tz", max_size=30))
def test_any_text_is_an_instant_or_none(text: str) -> None:
    at = instant(text)
    assert at is None or instant(in_utc(text)) == at
