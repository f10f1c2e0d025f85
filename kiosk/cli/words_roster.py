"""What `roster import` says of files, columns and rows."""

from __future__ import annotations

from typing import Final

from kiosk.office.roster import Doubt, Guess, Row, UnitGuess
from kiosk.people.nip import grouped
from kiosk.sheets.book import Told, Unreadable, letters

_KINDS: Final = {
    "pdf": "PDF", "picture": "gambar", "word": "dokumen Word atau presentasi",
    "xlsb": "buku kerja biner Excel (.xlsb)", "xml": "XML", "mhtml": "halaman web (.mht)",
    "archive": "arsip", "program": "program", "binary": "berkas yang tidak dikenal",
}  # fmt: skip
FILE_KINDS: Final = {
    "xlsx": "buku kerja Excel (.xlsx)", "xlsm": "buku kerja Excel dengan makro (.xlsm)",
    "xls": "buku kerja Excel lama (.xls)", "ods": "lembar kerja LibreOffice (.ods)",
    "csv": "teks CSV", "html": "tabel HTML",
}  # fmt: skip
_UNREADABLE: Final = {
    "broken": "Berkas rusak atau isinya terlalu besar. Buka di Excel, simpan ulang sebagai .xlsx, "
    "lalu coba lagi.",
    "locked": "Berkas dikunci dengan kata sandi. Buka di Excel, hapus kata sandinya, simpan, "
    "lalu coba lagi.",
    "other-kind": "Isi berkas ini {kind}, bukan tabel. Simpan daftarnya sebagai .xlsx, .ods, "
    "atau .csv, lalu coba lagi.",
    "not-text": "Isi berkas ini tidak terbaca sebagai tabel. Simpan dari Excel sebagai .xlsx, "
    "lalu coba lagi.",
    "empty": "Berkas kosong.",
    "no-table": "Halaman ini tidak memuat tabel. Unduh daftarnya sebagai .xlsx atau .csv.",
    "too-large": "Berkas terlalu besar. Hapus lembar dan gambar yang tidak perlu, lalu coba lagi.",
    "too-long": "Lembar memuat lebih dari {most} baris. Pecah berkasnya, lalu coba lagi.",
    "too-wide": "Lembar memuat lebih dari {most} kolom. Hapus kolom yang tidak perlu, lalu coba "
    "lagi.",
    "slow": "Berkas tidak selesai dibaca dalam satu menit. Simpan ulang sebagai .xlsx, lalu coba "
    "lagi.",
    "stopped": "Impor dihentikan. Tidak ada yang disimpan.",
}
_TOLD: Final = {
    "extension": "Nama berkas berakhiran {said}, tetapi isinya {kind}. Isinya yang dibaca.",
    "macros": "Berkas memuat makro. Makro tidak dijalankan.",
    "hidden-sheet": "Lembar “{sheet}” tersembunyi.",
    "hidden-columns": "Lembar “{sheet}”: kolom {columns} tersembunyi dan ikut dibaca.",
    "hidden-rows": "Lembar “{sheet}”: {count} baris tersembunyi dan ikut dibaca.",
    "formulas-empty": "Lembar “{sheet}”: {count} rumus belum dihitung, mulai sel {first}. Buka "
    "dan simpan di Excel bila isinya diperlukan.",
    "cp1252": "Berkas memakai huruf Windows (CP1252).",
    "quotes": "Ada tanda kutip yang tidak ditutup. Tanda kutip dibaca sebagai huruf biasa.",
    "html": "Berkas ini halaman web dengan tabel. Tabelnya yang dibaca.",
}
FIELD: Final = {
    "nip": "NIP", "name": "Nama", "unit": "Unit kerja", "rank": "Pangkat", "grade": "Golongan",
    "position": "Jabatan", "front": "Gelar depan", "back": "Gelar belakang", "status": "Status",
    "kind": "Jenis pegawai", "active": "Aktif",
}  # fmt: skip
_REASON: Final = {
    "heading": "menurut judul", "content": "menurut isi", "remembered": "seperti impor lalu",
    "chosen": "pilihan Anda",
}  # fmt: skip
_DOUBT: Final = {
    "unit-near": "unit “{unit}” dikira {proposal}",
    "unit-new": "unit “{unit}” belum dikenal",
    "name-twice": "nama dan unitnya sama dengan baris {other}, NIP-nya lain",
    "name-known": "nama yang sama sudah terdaftar dengan NIP {other}",
    "nip-broken": "NIP rusak oleh Excel; dikira NIP {proposal}, menurut nama",
    "age": "umur saat diangkat {other} tahun",
    "pppk-year": "PPPK diangkat tahun {other}, sebelum ada PPPK",
    "kind": "status “{other}” tidak cocok dengan NIP",
}


def unreadable(trouble: Unreadable) -> str:
    """A sentence that says what to do with a file that cannot be read."""
    facts = {key: f"{x:,}".replace(",", ".") if isinstance(x, int) else x
             for key, x in trouble.facts.items()}  # fmt: skip
    kind = _KINDS.get(str(facts.pop("kind", "")), "")
    return _UNREADABLE[trouble.code].format(kind=kind, **facts)


def told(found: Told) -> str:
    """A sentence about a file that was read all the same."""
    facts = dict(found.facts)
    if found.code == "extension":
        facts["kind"] = FILE_KINDS[str(facts["kind"])]
    return _TOLD[found.code].format(**facts)


def guessed(guess: Guess, sheet: str) -> list[str]:
    """Where the people were found, and what each column is taken for."""
    place = f"lembar “{sheet}”, " if sheet else ""
    head = f"judul pada baris {guess.head}" if guess.head else "tanpa baris judul"
    lines = [f"Dibaca: {place}{head}"]
    for column in guess.columns:
        words = f" “{column.heading}”" if column.heading else ""
        reason = _REASON[column.reason]
        lines.append(f"  {FIELD[column.field]}: kolom {letters(column.place)}{words} ({reason})")
    return lines


def doubtful(row: Row) -> str:
    """Why a row is not taken without an answer."""
    return "; ".join(_doubt(doubt, row) for doubt in row.doubts)


def _doubt(doubt: Doubt, row: Row) -> str:
    proposal, other = doubt.proposal, doubt.other
    if doubt.code == "nip-broken":
        proposal = grouped(proposal)
    if doubt.code == "name-known":
        other = grouped(other)
    return _DOUBT[doubt.code].format(unit=row.unit, proposal=proposal, other=other)


def changed(row: Row) -> str:
    """What a known person's row would change."""
    parts = (f"{FIELD[field]} {old or '–'} → {new or '–'}" for field, old, new in row.changes)
    return ", ".join(parts)


def unit_guess(unit: UnitGuess) -> str:
    """A unit that is not known by this name."""
    meant = f"dikira {unit.proposal}" if unit.proposal else "belum dikenal"
    return f"  “{unit.written}” ({unit.rows} baris): {meant}"
