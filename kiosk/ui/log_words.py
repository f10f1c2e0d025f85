"""Words of the log's screen beside the sentences, which come from the office."""

from __future__ import annotations

from kiosk.office.log_words import FORMS
from kiosk.people.role import act_named
from kiosk.ui import words as speech
from kiosk.ui.words import _


def act_words(name: str) -> str:
    """What is done, without who did it: "mengimpor peserta"."""
    act = act_named(name)
    if act is None:
        return name
    said = speech._(FORMS[act]).format(who="", n="…")
    return " ".join(said.replace(", … baris", "").replace(", … rows", "").replace("… ", "").split())


def field_words(field: str) -> str:
    """A setting by its name on the form."""
    return {
        "agency": _("Nama instansi"),
        "short": _("Singkatan"),
        "city": _("Kota atau kabupaten"),
        "domain": _("Domain milik instansi, untuk catatan belajar"),
        "kop": _("Kop surat"),
        "kiosk_code": _("Kode kios"),
        "kiosk_name": _("Nama kios"),
        "units": _("Perangkat daerah"),
        "signatory": _("Penanda tangan"),
        "signatories": _("Penanda tangan menurut tanggal"),
        "second_signatory": _("Penanda tangan kedua"),
        "template": _("Templat sertifikat"),
        "validity_months": _("Masa berlaku sertifikat"),
        "validity": _("Masa berlaku per kursus"),
        "rules": _("Aturan JP"),
        "daily_cap": _("Batas JP sehari"),
        "siasn_kind": _("Jenis diklat pada SIASN"),
        "pass_mark": _("Ambang kelulusan"),
        "idle_minutes": _("Waktu diam, menit"),
        "guests": _("Tamu tanpa NIP"),
        "reprint_mark": _("Tanda cetak ulang"),
        "number_template": _("Pola nomor sertifikat"),
        "number_blocks": _("Blok nomor (boleh kosong)"),
        "classification": _("Kode klasifikasi arsip"),
        "language": _("Bahasa saat kios dinyalakan"),
        "emblem": _("Lambang (boleh kosong)"),
        "backup_folder": _("Tempat kedua"),
    }.get(field, field)
