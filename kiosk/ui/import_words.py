"""Sentences for files of people: why one cannot be read, what was found in it, row by row."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.office.roster import Doubt, Row, RowState
from kiosk.people.learner import Learner
from kiosk.people.nip import grouped
from kiosk.sheets.book import Cell, Sheet, Told, Unreadable, broken, text_of
from kiosk.ui.office_words import row_fault
from kiosk.ui.words import _, language

UNIT_DOUBTS = frozenset({"unit-near", "unit-new"})
MOST_LINES = 12


def unreadable_words(error: Unreadable) -> str:
    """What to do with a file that cannot be read."""
    facts = {key: thousands(x) if isinstance(x, int) else x for key, x in error.facts.items()}
    known: dict[str, str] = {
        "broken": _(
            "Berkas rusak atau isinya terlalu besar. Simpan ulang dari Excel sebagai .xlsx, lalu "
            "coba lagi."
        ),
        "locked": _(
            "Berkas dikunci dengan kata sandi. Buka di Excel, hapus kata sandinya, lalu coba lagi."
        ),
        "other-kind": _(
            "Isi berkas ini {kind}, bukan tabel. Simpan daftarnya sebagai .xlsx, .ods, atau .csv."
        ),
        "empty": _("Berkas ini kosong. Pilih berkas lain."),
        "no-table": _("Halaman ini tidak memuat tabel. Unduh daftarnya sebagai .xlsx atau .csv."),
        "too-large": _("Berkas ini terlalu besar. Hapus lembar yang tidak perlu, lalu coba lagi."),
        "too-long": _("Lembar memuat lebih dari {most} baris. Pecah berkasnya, lalu coba lagi."),
        "too-wide": _(
            "Lembar memuat lebih dari {most} kolom. Hapus kolom yang tidak perlu, lalu coba lagi."
        ),
        "slow": _("Berkas tidak selesai dibaca dalam satu menit. Simpan ulang sebagai .xlsx."),
        "stopped": _("Impor dihentikan. Tidak ada yang disimpan."),
    }
    other = _("Berkas tidak terbaca sebagai tabel. Simpan dari Excel sebagai .xlsx, lalu coba.")
    facts["kind"] = _kind(str(facts.get("kind", "")))
    return known.get(error.code, other).format(**facts)


def _kind(name: str) -> str:
    return {
        "pdf": _("PDF"),
        "picture": _("gambar"),
        "word": _("dokumen Word atau presentasi"),
        "xlsb": _("buku kerja biner Excel (.xlsb)"),
        "xml": _("XML"),
        "mhtml": _("halaman web (.mht)"),
        "archive": _("arsip"),
        "program": _("program"),
        "xlsx": _("buku kerja Excel (.xlsx)"),
        "xlsm": _("buku kerja Excel dengan makro (.xlsm)"),
        "xls": _("buku kerja Excel lama (.xls)"),
        "ods": _("lembar kerja LibreOffice (.ods)"),
        "csv": _("teks CSV"),
        "html": _("tabel HTML"),
    }.get(name, _("berkas yang tidak dikenal"))


def thousands(count: int) -> str:
    """A count in groups of three: 10.000, in English 10,000."""
    grouped_by = f"{count:,}"
    return grouped_by if language() == "en" else grouped_by.replace(",", ".")


def nobody_words() -> str:
    """A file whose rows name nobody."""
    return _("Berkas ini hanya memuat baris judul. Tulis satu peserta di setiap baris.")


def no_columns_words() -> str:
    """The columns of NIP and name were not found."""
    return _("Kolom NIP atau Nama belum dikenali. Pilih kolomnya di atas, atau betulkan judulnya.")


def told_words(found: Told) -> str:
    """Something to know about a file that was read all the same."""
    forms = {
        "extension": _("Nama berkas berakhiran {said}, tetapi isinya {kind}. Isinya yang dibaca."),
        "macros": _("Berkas memuat makro. Makro tidak dijalankan."),
        "hidden-sheet": _("Lembar “{sheet}” tersembunyi."),
        "hidden-columns": _("Lembar “{sheet}”: kolom {columns} tersembunyi dan ikut dibaca."),
        "hidden-rows": _("Lembar “{sheet}”: {count} baris tersembunyi dan ikut dibaca."),
        "formulas-empty": _(
            "Lembar “{sheet}”: {count} rumus belum dihitung, mulai sel {first}. Buka dan simpan di "
            "Excel bila isinya diperlukan."
        ),
        "cp1252": _("Berkas memakai huruf Windows (CP1252)."),
        "quotes": _("Ada tanda kutip yang tidak ditutup. Tanda kutip dibaca sebagai huruf biasa."),
        "html": _("Berkas ini halaman web dengan tabel. Tabelnya yang dibaca."),
    }
    facts = dict(found.facts)
    if "kind" in facts:
        facts["kind"] = _kind(str(facts["kind"]))
    return forms.get(found.code, found.code).format(**facts)


def notes_of(told: Sequence[Told], sheet: Sheet, passed: Sequence[int]) -> tuple[str, ...]:
    """All there is to know about a file and its sheet, a sentence each."""
    notes = [told_words(each) for each in told]
    if sheet.merged:
        form = _("{n} gabungan sel: isinya dibaca untuk setiap barisnya.")
        notes.append(form.format(n=len(sheet.merged)))
    if passed:
        lines = ", ".join(str(line) for line in passed[:MOST_LINES])
        more = " …" if len(passed) > MOST_LINES else ""
        form = _("Dilewati karena bukan peserta (judul bagian, jumlah, tanda tangan): baris {n}.")
        notes.append(form.format(n=lines + more))
    return tuple(notes)


def field_words(field: str) -> str:
    """What a column holds; "" for one that is left out."""
    return {
        "nip": _("NIP"),
        "name": _("Nama"),
        "unit": _("Unit kerja"),
        "rank": _("Pangkat"),
        "grade": _("Golongan"),
        "position": _("Jabatan"),
        "front": _("Gelar depan"),
        "back": _("Gelar belakang"),
        "status": _("Status PNS/PPPK"),
        "kind": _("Jenis pegawai"),
        "active": _("Aktif"),
    }.get(field, _("Abaikan"))


def fault_words(row: Row) -> str:
    """Why a row is refused."""
    if row.fault == "skipped":
        return _("Anda melewati baris ini.")
    return row_fault(row.fault)


def doubt_words(row: Row) -> str:
    """Why a row is not taken without an answer."""
    return " ".join(_doubt(each, row) for each in row.doubts)


def _doubt(doubt: Doubt, row: Row) -> str:
    forms = {
        "unit-near": _("Unit “{unit}” dikira {proposal}. Benar?"),
        "unit-new": _("Unit “{unit}” belum dikenal. Pilih unitnya, atau biarkan."),
        "name-twice": _("Nama sama dengan baris {other}, NIP berbeda."),
        "name-known": _("Nama sama sudah terdaftar dengan NIP {other}."),
        "nip-broken": _("NIP rusak oleh Excel; dikira {proposal}, menurut nama. Benar?"),
        "age": _("Umur saat diangkat {other} tahun. Periksa NIP-nya."),
        "pppk-year": _("PPPK diangkat tahun {other}, sebelum ada PPPK. Periksa NIP-nya."),
        "kind": _("Status “{other}” tidak cocok dengan NIP. Periksa NIP-nya."),
    }
    proposal, other = doubt.proposal, doubt.other
    if doubt.code == "nip-broken":
        proposal = grouped(proposal)
    if doubt.code == "name-known":
        other = grouped(other)
    return forms[doubt.code].format(unit=row.unit, proposal=proposal, other=other)


def change_words(row: Row) -> str:
    """What becomes of somebody known: "Unit kerja semula Dinas Contoh A."."""
    parts = []
    for field, old, _new in row.changes:
        if field == "active":
            parts.append(_("Akun dibuka lagi."))
        else:
            form = _("{field} semula {old}.")
            parts.append(form.format(field=field_words(field), old=old or "–"))
    return " ".join(parts)


def reason_words(row: Row) -> str:
    """The last cell of a row: a whole sentence."""
    match row.state:
        case RowState.REFUSED:
            return fault_words(row)
        case RowState.DOUBTFUL:
            return doubt_words(row)
        case RowState.CHANGED:
            return change_words(row)
        case RowState.NEW:
            return _("Kode aktivasi dapat dibuat setelah impor.")
        case RowState.SAME:
            return _("Tidak ada yang berubah.")


def cell_words(cell: Cell) -> str:
    """A cell as it stands in the file; a broken NIP as Excel shows it: 1,98704E+17."""
    if isinstance(cell, float) and broken(cell):
        return f"{cell:.5E}".replace(".", ",")
    return text_of(cell)


def person_words(learner: Learner) -> tuple[tuple[str, str], ...]:
    """A person as they are compared: what, and how it is written."""
    return (
        (_("Nama"), learner.name),
        (_("NIP"), grouped(learner.nip)),
        (_("Unit kerja"), learner.unit),
        (_("Pangkat"), learner.rank or "–"),
        (_("Jabatan"), learner.position or "–"),
    )
