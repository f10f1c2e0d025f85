"""The register of certificates in the officer's words."""

from __future__ import annotations

import datetime as dt

from kiosk.learning.trouble import NotAllowed
from kiosk.register.listing import Entry, State
from kiosk.register.prints import PRINTER, Print
from kiosk.ui.office_words import Trouble, said
from kiosk.ui.words import _, clock_of, date_long, date_of

MARKS = {
    State.VALID: ("circle-check", "green"),
    State.EXPIRING: ("clock", "orange"),
    State.EXPIRED: ("timer", "red"),
    State.REPLACED: ("repeat", ""),
    State.REVOKED: ("circle-x", "red"),
    State.SAMPLE: ("info", "blue"),
}
"""Icon of a state, and the kind of its badge."""


def states() -> dict[State, str]:
    """A state in one or two words."""
    return {
        State.VALID: _("Berlaku"),
        State.EXPIRING: _("Segera habis"),
        State.EXPIRED: _("Kedaluwarsa"),
        State.REPLACED: _("Diganti"),
        State.REVOKED: _("Dicabut"),
        State.SAMPLE: _("Contoh"),
    }


def holder(entry: Entry) -> str:
    """Whose it is."""
    return entry.name or _("Pemegang dihapus")


def day(date: str) -> str:
    """An ISO date as in a letter; another form stands as it came."""
    try:
        return date_long(dt.date.fromisoformat(date))
    except ValueError:
        return date


def counted(shown: int, total: int, *, searched: bool) -> str:
    """How many are shown, and what to do where none is."""
    if not total:
        return _("Belum ada sertifikat yang terbit di sini.")
    if not shown:
        return _("Tidak ada sertifikat yang cocok. Ubah kata pencarian atau saringan.")
    if searched:
        return _("{n} dari {m} sertifikat.").format(n=shown, m=total)
    return _("{n} sertifikat.").format(n=total)


def copy_words(copy: Print) -> str:
    """One print or file: when, by whom, and whether it came out."""
    when = _("{date} pukul {time}").format(date=date_long(date_of(copy.at)), time=clock_of(copy.at))
    who = _("petugas") if copy.by else _("peserta")
    if copy.where != PRINTER:
        return _("{when}: disimpan oleh {who}").format(when=when, who=who)
    if copy.seen is None:
        return _("{when}: dicetak oleh {who}").format(when=when, who=who)
    outcome = _("sudah keluar") if copy.seen else _("tidak keluar")
    form = _("{when}: dicetak oleh {who}, {outcome}")
    return form.format(when=when, who=who, outcome=outcome)


def revoke_reasons() -> tuple[str, ...]:
    """The usual reasons to revoke."""
    return (
        _("Terbit karena kekeliruan"),
        _("Terbit dua kali"),
        _("Ada kecurangan dalam uji"),
        _("Diminta pemegangnya"),
    )


def replace_reasons() -> tuple[str, ...]:
    """The usual reasons to replace."""
    return (
        _("Nama atau gelar keliru"),
        _("NIP keliru"),
        _("Unit atau jabatan keliru"),
        _("Penanda tangan keliru"),
    )


def field_words(field: str) -> str:
    """What a value on the certificate is called."""
    return {
        "name": _("Nama"),
        "nip": _("NIP"),
        "rank_line": _("Pangkat dan golongan"),
        "position": _("Jabatan"),
        "unit": _("Unit kerja"),
        "place": _("Tempat terbit"),
        "kop": _("Kop surat"),
        "agency": _("Nama instansi"),
        "city": _("Kota atau kabupaten"),
        "signatory_name": _("Penanda tangan"),
        "signatory_nip": _("NIP penanda tangan"),
        "signatory_position": _("Jabatan penanda tangan"),
        "second_name": _("Penanda tangan kedua"),
        "second_nip": _("NIP penanda tangan kedua"),
        "second_position": _("Jabatan penanda tangan kedua"),
        "emblem": _("Lambang"),
        "sample": _("Tanda CONTOH"),
    }.get(field, _("Isian lain"))


def value_words(field: str, value: str) -> str:
    """A value before or after; a picture or a mark is only there or not."""
    if field in {"emblem", "sample"}:
        return _("ada") if value not in {"", "False"} else _("tidak ada")
    return value or _("kosong")


def refused(trouble: Trouble) -> str:
    """Why the officer's wish was refused, and what to do."""
    if isinstance(trouble, NotAllowed):
        if trouble.code == "certificate-revoked":
            return _("Sertifikat ini sudah dicabut sejak {date}.").format(
                date=day(str(trouble.facts.get("date", "")))
            )
        if trouble.code == "clock-doubtful":
            return _("Jam komputer ini diragukan. Betulkan jamnya di bagian Kios, lalu ulangi.")
        if trouble.code == "numbers-used-up":
            return _("Nomor sertifikat kios ini habis. Tambah blok nomor di Pengaturan.")
        if trouble.code == "number-long":
            return _("Nomor sertifikat menjadi terlalu panjang. Pendekkan polanya di Pengaturan.")
        if trouble.code == "template-wrong":
            return _("Templat sertifikat tidak dapat dibaca. Perbaiki di Templat, lalu ulangi.")
    return said(trouble)
