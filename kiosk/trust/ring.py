"""Whom an agency vouches for: its devices' certificates, as the word's target `ring.json`."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from kiosk.parcel.forms import Agency, DeviceCertificate


class Member(Struct, frozen=True):
    """A device's certificate, also of one that was revoked and of earlier lives of a kiosk.

    `upheld` are the fingerprints (`code.fingerprint`) of codes by this key which the agency has in
    its register and which count although the device was revoked since, or was not paired yet.
    """

    certificate: DeviceCertificate
    upheld: tuple[str, ...] = ()


class Ring(Struct, frozen=True):
    """All members as of `at` (UTC ms). `agency` is believed from the pairing, never from a file."""

    agency: Agency | None = None
    at: int = 0
    members: tuple[Member, ...] = ()


def first_day(certificate: DeviceCertificate) -> str:
    """The first day on which a device's certificate counts, as an ISO date.

    The period is in UTC and a day is the kiosk's, in Indonesia 7 to 9 hours ahead.
    """
    return dt.datetime.fromtimestamp(certificate.since / 1000, dt.UTC).date().isoformat()


def last_day(certificate: DeviceCertificate) -> str:
    """The last day, that after the period's end in UTC; "9999-12-31" without end."""
    if not certificate.until:
        return "9999-12-31"
    date = dt.datetime.fromtimestamp(certificate.until / 1000, dt.UTC).date()
    return (date + dt.timedelta(days=1)).isoformat()
