"""What printers and sticks say, in the learner's words, each with the next step."""

from __future__ import annotations

from kiosk.ui.printing import JobState, Printer
from kiosk.ui.words import _


def printer_state(printer: Printer) -> str:
    """A printer's state in one or two words."""
    if printer.ready:
        return _("Siap")
    return {
        "stopped": _("Berhenti"),
        "rejecting": _("Menolak"),
        "offline": _("Tidak tersambung"),
    }.get(printer.reason, _("Belum ada"))


def not_ready(reason: str) -> str:
    """Why nothing can be printed now, and what to do."""
    return {
        "stopped": _("Printer ini sedang dihentikan. Minta petugas menyalakannya, lalu cari lagi."),
        "rejecting": _("Printer ini sedang tidak menerima cetakan. Panggil petugas."),
        "offline": _(
            "Printer ini tidak tersambung. Periksa kabel dan tombol daya, lalu cari lagi."
        ),
    }.get(reason, _("Belum ada printer di komputer ini. Panggil petugas, atau simpan ke USB."))


def waiting(state: JobState) -> str:
    """How a job stands that is not over."""
    if state.code == "printing":
        return _("Printer sedang mencetak.")
    return {
        "stopped": _("Printer sedang dihentikan. Cetakan menunggu; panggil petugas."),
        "offline": _("Printer tidak tersambung. Periksa kabel dan tombol daya; cetakan menunggu."),
        "paper": _("Kertas habis. Isi kertas A4; cetakan akan berlanjut."),
        "ink": _("Tinta habis. Panggil petugas; cetakan menunggu."),
        "cover": _("Penutup printer terbuka. Tutup rapat; cetakan akan berlanjut."),
        "unreachable": _("Sistem cetak belum menjawab. Cetakan menunggu."),
    }.get(state.reason, _("Cetakan menunggu giliran."))


def failure(reason: str) -> str:
    """Why a job failed, and that nothing is lost."""
    return {
        "time-out": _(
            "Printer tidak mencetak dalam waktunya, jadi cetakan ditarik kembali."
            " Periksa printer, lalu cetak lagi."
        ),
        "cancelled": _("Cetakan dibatalkan. Anda dapat mencetak lagi kapan saja."),
    }.get(
        reason,
        _(
            "Printer gagal mencetak. Sertifikat Anda tetap tersimpan."
            " Periksa printer, lalu cetak lagi."
        ),
    )


def print_trouble(code: str) -> str:
    """Why nothing was sent to a printer."""
    if code == "no-printer":
        return _("Printer itu tidak ada lagi, jadi tidak ada yang dicetak. Cari lagi.")
    if code == "rejecting":
        return not_ready("rejecting")
    if code == "bad-pdf":
        return _("Berkas sertifikat tidak dapat dibaca, jadi tidak dicetak. Panggil petugas.")
    return _("Sistem cetak tidak menjawab, jadi tidak ada yang dicetak. Panggil petugas.")


def save_trouble(code: str) -> str:
    """Why nothing was saved on a stick."""
    if code == "full":
        return _("Stik USB penuh, jadi sertifikat belum tersimpan. Pakai stik lain.")
    if code == "read-only":
        return _("Stik USB tidak dapat ditulis, jadi sertifikat belum tersimpan. Pakai stik lain.")
    return _("Stik USB sudah dicabut, jadi sertifikat belum tersimpan. Masukkan lagi, lalu ulangi.")
