"""Copies of the records, in words: why they were made, what became of them, what went wrong."""

from __future__ import annotations

from kiosk.office.copies import Foreseen
from kiosk.ui.happened_words import moment
from kiosk.ui.keeper import Failed
from kiosk.ui.words import _


def reason_words(reason: str) -> str:
    """Why a copy was made."""
    return {
        "time": _("Berkala"),
        "certificate": _("Setelah sertifikat"),
        "wish": _("Atas permintaan"),
        "migration": _("Sebelum pembaruan"),
        "import": _("Sebelum impor"),
        "restore": _("Sebelum pemulihan"),
        "erasure": _("Setelah penghapusan orang"),
    }.get(reason, _("Lain"))


def failed_words(place: str, failed: Failed) -> str:
    """What the officer can do about a copy that could not be made "here" or at the "second"."""
    form = (_second() if place == "second" else _here()).get(failed.code, "")
    otherwise = (
        _("Penyalinan ke tempat kedua gagal pada {moment}. Coba lagi, atau pilih folder lain.")
        if place == "second"
        else _("Cadangan gagal dibuat pada {moment}. Lihat Pemeriksaan, lalu coba lagi.")
    )
    return (form or otherwise).replace("{moment}", moment(failed.at))


def _here() -> dict[str, str]:
    return {
        "full": _(
            "Cadangan gagal dibuat pada {moment}: disk penuh. Kosongkan tempat, lalu coba lagi."
        ),
        "read-only": _(
            "Cadangan gagal dibuat pada {moment}: map data tidak dapat ditulis. Periksa izinnya."
        ),
        "busy": _("Cadangan lain sedang dibuat. Coba lagi sebentar."),
    }


def _second() -> dict[str, str]:
    return {
        "cannot-open": _(
            "Tempat kedua tidak ditemukan pada {moment}. Pasang stiknya, lalu tekan “Salin"
            " sekarang”."
        ),
        "full": _("Tempat kedua penuh pada {moment}. Kosongkan, atau pilih folder lain."),
        "read-only": _("Tempat kedua tidak dapat ditulis pada {moment}. Pilih folder lain."),
        "busy": _("Cadangan lain sedang dibuat. Coba lagi sebentar."),
    }


def foreseen_words(at: int, foreseen: Foreseen) -> str:
    """What bringing a copy back costs."""
    back = _("Kios ini kembali ke keadaan {moment}.").format(moment=moment(at))
    if foreseen.goes < 0:
        goes = _(
            "Berkas sekarang tidak dapat dibaca, jadi tidak diketahui berapa catatan yang tidak"
            " tampak lagi."
        )
    elif foreseen.goes:
        form = _(
            "Catatan sesudah itu tidak tampak lagi: {n}. Lebih dahulu dibuat cadangan dari keadaan"
            " sekarang."
        )
        goes = form.format(n=foreseen.goes)
    else:
        goes = _("Tidak ada catatan sesudah itu.")
    parts = [back, goes]
    if foreseen.erased:
        form = _("Penghapusan orang sejak itu dijalankan lagi: {n}.")
        parts.append(form.format(n=foreseen.erased))
    return " ".join(parts)
