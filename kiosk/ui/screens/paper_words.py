"""What printers and sticks say, in the learner's words, each with the next step."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.register.prints import PRINTER, Print
from kiosk.ui.printing import JobState, Printer
from kiosk.ui.words import _, clock_of, date_long, date_of


def printer_state(printer: Printer) -> str:
    """A printer's state in one or two words."""
    if printer.ready and not printer.reason:
        return _("Siap")
    return {
        "paper": _("Kertas habis"),
        "jam": _("Kertas macet"),
        "ink": _("Tinta habis"),
        "cover": _("Penutup terbuka"),
        "connecting": _("Sedang dihubungi"),
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


def waiting(state: JobState, paper: str = "A4") -> str:
    """How a job stands that is not over, on that paper."""
    if state.code == "printing":
        if state.reason == "slow":
            return _(
                "Printer menerima cetakan ini dan belum selesai. Bila kertas belum bergerak,"
                " periksa printernya. Anda dapat menunggu atau membatalkannya."
            )
        return _("Cetakan dikirim ke printer. Tunggu sampai kertas keluar.")
    return {
        "stopped": _("Printer sedang dihentikan. Cetakan menunggu; panggil petugas."),
        "offline": _("Printer tidak tersambung. Periksa kabel dan tombol daya; cetakan menunggu."),
        "connecting": _("Printer sedang dihubungi. Bila lama, periksa kabel dan tombol daya."),
        "paper": _("Kertas habis. Isi kertas {paper}; cetakan akan berlanjut.").format(paper=paper),
        "jam": _("Kertas macet. Keluarkan kertas itu; cetakan akan berlanjut."),
        "held": _(
            "Printer belum berhasil mencetak; sistem cetak akan mencoba lagi."
            " Periksa printernya, atau panggil petugas."
        ),
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
        "removed": _(
            "Printer itu dihapus dari komputer ini, jadi cetakan batal."
            " Pilih printer lain, atau panggil petugas."
        ),
    }.get(
        reason,
        _(
            "Printer gagal mencetak. Sertifikat Anda tetap tersimpan."
            " Periksa printer, lalu cetak lagi."
        ),
    )


def trial_failure(reason: str) -> str:
    """Why a test page failed."""
    if reason == "cancelled":
        return _("Halaman uji dibatalkan.")
    if reason in ("time-out", "removed"):
        return failure(reason)
    return _("Printer gagal mencetak halaman uji. Periksa printer, lalu cetak lagi.")


def trial_seen(*, came_out: bool) -> str:
    """What to do with a test page."""
    if came_out:
        return _(
            "Ukur garis 100 mm dan lihat bingkainya. Bila cocok, printer ini siap untuk sertifikat."
        )
    return _("Periksa kertas, kabel, dan antrean printer, lalu cetak halaman uji lagi.")


def asked(state: JobState) -> str:
    """Only a person can say whether paper came out."""
    if state.reason == "lost":
        return _(
            "Sistem cetak tidak lagi mencatat cetakan ini."
            " Apakah sertifikat sudah keluar dari printer?"
        )
    return _("Apakah sertifikat sudah keluar dari printer?")


def copies(found: Sequence[Print]) -> str:
    """How often a certificate was printed or saved; of the last time when, who and whether."""
    if not found:
        return _("Belum pernah dicetak atau disimpan.")
    last = found[-1]
    when = _("{date} pukul {time}").format(date=date_long(date_of(last.at)), time=clock_of(last.at))
    who = _("petugas") if last.by else _("peserta")
    printed = sum(copy.where == PRINTER for copy in found)
    counted = _("Dicetak {n} kali, disimpan {m} kali.").format(n=printed, m=len(found) - printed)
    outcome = {True: _("sudah keluar"), False: _("tidak keluar")}.get(bool(last.seen))
    if last.where != PRINTER:
        form, outcome = _("Terakhir disimpan {when} oleh {who}."), ""
    elif last.seen is None:
        form = _("Terakhir dicetak {when} oleh {who}.")
    else:
        form = _("Terakhir dicetak {when} oleh {who}: {outcome}.")
    return f"{counted} {form.format(when=when, who=who, outcome=outcome)}"


def print_trouble(code: str) -> str:
    """Why nothing was sent to a printer."""
    if code == "no-printer":
        return _("Printer itu tidak ada lagi, jadi tidak ada yang dicetak. Cari lagi.")
    if code == "rejecting":
        return not_ready("rejecting")
    if code == "paper":
        return _(
            "Printer itu tidak mengenal ukuran kertas sertifikat ini, jadi tidak ada yang dicetak."
            " Pilih printer lain, atau minta petugas menambah ukuran itu."
        )
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
