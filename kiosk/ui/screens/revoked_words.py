"""A certificate that was revoked, in words: alike wherever it is shown."""

from __future__ import annotations

import datetime as dt

from kiosk.desk.views import Revoked
from kiosk.ui.happened_words import moment
from kiosk.ui.words import _, date_long


def what(revoked: Revoked) -> str:
    """Who revoked it, and when."""
    form = _("Sertifikat ini dicabut {agency} pada {date}.")
    return form.format(agency=revoked.agency, date=_day(revoked))


def why(revoked: Revoked) -> str:
    """The agency's reason, in its own words."""
    return _("Alasan: {reason}").format(reason=revoked.reason)


def next_step(revoked: Revoked) -> str:
    """What it means for its holder, and what can be done."""
    if revoked.replaced_by:
        form = _(
            "Sertifikat ini diganti dengan sertifikat nomor {number}. Pakai penggantinya, dan"
            " jangan pakai lembar yang sudah tercetak. JP dari kursus ini dihitung satu kali."
        )
        return form.format(number=revoked.replaced_by)
    form = _(
        "Sertifikat ini tidak berlaku lagi, dan JP dari kursus ini tidak dihitung. Jangan pakai"
        " lembar yang sudah tercetak. Bila menurut Anda pencabutan ini keliru, hubungi {agency}."
    )
    return form.format(agency=revoked.agency)


def as_of(revoked: Revoked) -> str:
    """How old the list is that says so, or who else did."""
    if not revoked.as_of:
        return _("Pencabutan ini dicatat petugas di kios.")
    return _("Menurut daftar pencabutan per {moment}.").format(moment=moment(revoked.as_of))


def since(revoked: Revoked) -> str:
    """A few words for where there is little room."""
    return _("Dicabut {date}").format(date=_day(revoked))


def short(revoked: Revoked) -> str:
    """One line for a list."""
    return _("Dicabut {date} · {reason}").format(date=_day(revoked), reason=revoked.reason)


def _day(revoked: Revoked) -> str:
    """The date; a form of date that a later hub may write stands as it came."""
    try:
        return date_long(dt.date.fromisoformat(revoked.date))
    except ValueError:
        return revoked.date
