"""What the doctor found, in whole sentences, each with the next step unless all is well."""

from __future__ import annotations

import datetime as dt

from kiosk.office.finding import Finding
from kiosk.ui.doctor_sentences import sentences
from kiosk.ui.happened_words import DEVICE
from kiosk.ui.notice import size_words
from kiosk.ui.screens.officer_clock import jump_words
from kiosk.ui.words import _, date_long


def check_words(check: str) -> str:
    """The name of a check."""
    return {
        "sqlite": _("Basis data SQLite"),
        "integrity": _("Berkas data"),
        "chain": _("Rantai catatan"),
        "checkpoints": _("Tanda tangan perangkat"),
        "rows": _("Segel peserta dan dokumen"),
        "projections": _("Hasil belajar"),
        "disk": _("Tempat di disk"),
        "clock": _("Jam komputer"),
        "device": _("Riwayat perangkat"),
        "backups": _("Cadangan"),
        "second": _("Tempat kedua"),
        "sync": _("Setoran ke instansi"),
        "printer": _("Printer"),
        "fonts": _("Huruf sertifikat"),
        "permissions": _("Izin map data"),
        "lock": _("Penguncian kios"),
        "settings": _("Pengaturan"),
        "numbers": _("Nomor sertifikat"),
        "courses": _("Daftar kursus"),
        "reports": _("Laporan kesalahan"),
    }[check]


def finding_words(finding: Finding) -> tuple[str, str]:
    """What was found, and what to do; the latter is empty if nothing has to be done."""
    if finding.code == "not-examined":
        found = (
            _("Belum dapat diperiksa, karena berkas data tidak terbaca seluruhnya."),
            _("Lihat baris Berkas data."),
        )
    else:
        found = sentences()[finding.check, finding.code]
    facts = _facts(finding)
    return found[0].format(**facts), found[1].format(**facts)


def _facts(finding: Finding) -> dict[str, str]:
    """The facts as they are read."""
    facts = {name: str(value) for name, value in finding.facts.items()}
    for name, value in finding.facts.items():
        if name in ("size", "free", "reserve") and isinstance(value, int):
            facts[name] = size_words(value)
        if name in ("last", "newest") and isinstance(value, str):
            facts[name] = date_long(dt.date.fromisoformat(value))
        if name == "seconds" and isinstance(value, int):
            facts["jump"] = jump_words(-value if finding.code == "behind" else value)
    if finding.check in ("chain", "checkpoints"):
        facts["first"] = _short(facts.get("first", ""))
    facts["reason"] = _reason(facts.get("reason") or facts.get("last_reason", ""))
    return facts


def _short(where: str) -> str:
    """A device and a place in its log, without the letters that all devices share."""
    device, slash, seq = where.partition("/")
    return f"{device[-DEVICE:]}{slash}{seq}"


def _reason(code: str) -> str:
    return {
        "clone": _("map data dari komputer lain"),
        "restored": _("berkas lama dipasang kembali"),
        "healed": _("catatan dipulihkan"),
        "key-lost": _("kunci hilang"),
        "upgraded": _("versi baru"),
        "stopped": _("berhenti"),
        "rejecting": _("menolak cetakan"),
        "offline": _("tidak tersambung"),
    }.get(code, code)
