"""What bulk work comes to, in the officer's words."""

from __future__ import annotations

import datetime as dt
import errno

from kiosk.certificate.merge import Unmergeable
from kiosk.learning.trouble import NotAllowed
from kiosk.register.bulk import Awarded, Found, Handed
from kiosk.ui.office_words import TROUBLES, said
from kiosk.ui.words import _

FEW = 3


def left_words(found: Found) -> tuple[str, ...]:
    """What is chosen and does not go out."""
    told = []
    if found.revoked:
        form = _("{n} dicabut, tidak disertakan: {numbers}.")
        told.append(form.format(n=len(found.revoked), numbers=_few(found.revoked)))
    if found.unknown:
        form = _("{n} peserta angkatan tidak ada di kios ini.")
        told.append(form.format(n=found.unknown))
    return tuple(told)


def awarded_words(told: Awarded) -> str:
    """How issuing went."""
    words = _("{n} sertifikat baru terbit.").format(n=told.issued)
    if told.unearned:
        form = _("{n} belum berhak: pelajaran, uji akhir, atau evaluasi belum selesai.")
        words = f"{words} {form.format(n=told.unearned)}"
    return words


def in_the_way(code: str, today: str) -> str:
    """Why no more certificates were issued."""
    if code == "clock-doubtful":
        return _(
            "Jam komputer ini diragukan, jadi tidak ada lagi yang diterbitkan. Betulkan jamnya di"
            " bagian Kios, lalu ulangi."
        )
    return said(NotAllowed(code, date=today))


def handed_words(told: Handed, place: str) -> tuple[str, ...]:
    """How writing went."""
    words = []
    if told.written:
        words.append(_("{n} sertifikat tersimpan di {place}.").format(n=told.written, place=place))
    if told.there:
        words.append(_("{n} sudah ada di sana dan utuh.").format(n=told.there))
    return (*words, *elsewhere_words(told))


def elsewhere_words(told: Handed) -> tuple[str, ...]:
    """Papers that only another kiosk has."""
    if not told.elsewhere:
        return ()
    form = _("{n} terbit di kios lain dan lembarannya hanya ada di sana: {numbers}.")
    return (form.format(n=len(told.elsewhere), numbers=_few(told.elsewhere)),)


def failed_words(error: Exception) -> str:
    """What was in the way, and that the same choice goes on."""
    if isinstance(error, Unmergeable):
        return _("Ada sertifikat tersimpan yang tidak terbaca. Jalankan Pemeriksaan.")
    if isinstance(error, OSError):
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            return _("Tempat itu penuh, jadi belum selesai. Pilih tempat lain, lalu ulangi.")
        return _(
            "Tempat itu terlepas atau tidak dapat ditulis, jadi belum selesai. Pasang lagi, lalu"
            " ulangi: pekerjaan dilanjutkan."
        )
    if isinstance(error, TROUBLES):
        return said(error)
    raise error


def stopped_words() -> str:
    """What stopping left behind."""
    return _(
        "Dihentikan. Sertifikat yang sudah terbit tetap berlaku. Ulangi pilihan yang sama untuk"
        " melanjutkan."
    )


def date_typed(words: str) -> str | None:
    """A date typed as 01-11-2026 in ISO form, "" for nothing, None for what is no date."""
    if not words.strip():
        return ""
    try:
        day, month, year = (int(part) for part in words.replace("/", "-").split("-"))
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def _few(numbers: tuple[str, ...]) -> str:
    shown = ", ".join(numbers[:FEW])
    return f"{shown}, …" if len(numbers) > FEW else shown
