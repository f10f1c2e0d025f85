"""What can go wrong in the officer's room, in whole sentences with the next step."""

from __future__ import annotations

from kiosk.learning.trouble import NotAllowed
from kiosk.office.faults import SettingsFault
from kiosk.store import StoreTrouble
from kiosk.ui.refusals import refusal
from kiosk.ui.screens.settings_words import fault_words
from kiosk.ui.sticks import SaveTrouble
from kiosk.ui.words import _

Trouble = NotAllowed | StoreTrouble | SaveTrouble | UnicodeDecodeError | OSError
TROUBLES = (NotAllowed, StoreTrouble, SaveTrouble, UnicodeDecodeError, OSError)


class TooLarge(OSError):
    """A file that is far larger than any of its kind."""


def said(error: Trouble) -> str:
    """The sentence for whatever said no."""
    match error:
        case NotAllowed():
            return refusal(error)
        case StoreTrouble():
            return _store(error.code)
        case SaveTrouble():
            return _save(error.code)
        case UnicodeDecodeError():
            return _("Berkas ini bukan teks UTF-8. Simpan ulang sebagai UTF-8, lalu coba lagi.")
        case TooLarge():
            return _("Berkas ini terlalu besar. Periksa apakah Anda memilih berkas yang benar.")
    return _("Berkas tidak dapat dibaca. Pasang lagi stik USB, lalu pilih berkasnya sekali lagi.")


def _store(code: str) -> str:
    return {
        "full": _("Disk penuh, jadi belum tersimpan. Kosongkan tempat di disk, lalu coba lagi."),
        "read-only": _("Disk hanya dapat dibaca. Periksa izin map data, lalu coba lagi."),
        "busy": _("Data sedang dipakai program lain. Tutup program itu, lalu coba lagi."),
        "damaged": _("Berkas data rusak. Jangan hapus map data; pulihkan dari cadangan."),
    }.get(code, _("Berkas data tidak dapat dibuka. Periksa map data, lalu coba lagi."))


def _save(code: str) -> str:
    return {
        "full": _("Tempat ini penuh, jadi belum tersimpan. Pilih tempat lain."),
        "read-only": _("Tempat ini tidak dapat ditulis. Pilih tempat lain."),
    }.get(code, _("Tempat ini tidak ditemukan lagi. Pasang lagi stik USB, lalu coba lagi."))


def row_fault(code: str) -> str:
    """Why a row of the roster is refused."""
    return {
        "nip-empty": _("NIP kosong."),
        "nip-not-digits": _("NIP memuat selain angka."),
        "nip-length": _("NIP tidak berjumlah 18 angka."),
        "nip-birth": _("Delapan angka pertama NIP bukan tanggal lahir yang sah."),
        "nip-appointed": _("Angka ke-9 sampai ke-14 NIP bukan tahun dan bulan yang sah."),
        "nip-sex": _("Angka ke-15 NIP harus 1 atau 2."),
        "nip-serial": _("Tiga angka terakhir NIP tidak boleh 000."),
        "nip-future": _("Tahun dalam NIP ada di masa depan."),
        "nip-excel": _("NIP rusak oleh Excel. Ubah kolom NIP menjadi teks, lalu isi ulang."),
        "name-missing": _("Nama kosong."),
        "unit-missing": _("Perangkat daerah kosong."),
        "too-long": _("Ada isian yang lebih dari 200 huruf."),
        "twice": _("NIP ini sudah ada pada baris sebelumnya."),
    }[code]


def settings_fault(fault: SettingsFault) -> str:
    """What is wrong with one key of kiosk.toml."""
    if fault.code == "wrong":
        return fault_words(fault)
    return {
        "syntax": _("Bentuk TOML keliru pada baris ini."),
        "unknown-key": _("Kunci “{field}” tidak dikenal. Periksa ejaannya atau hapus baris ini."),
        "missing": _("“{field}” belum diisi."),
        "type": _("Isi “{field}” bukan jenis yang diminta."),
    }[fault.code].replace("{field}", fault.field)
