"""What an item analysis found, in words: what it means, what may be behind it, what to do."""

from __future__ import annotations

from kiosk.learning.items_found import LEAST, Finding
from kiosk.office.items import Row
from kiosk.ui.words import _, decimal

GOOD_ALPHA, FAIR_ALPHA = 0.80, 0.70


def finding(row: Row) -> str:
    """What is found, in two or three words."""
    idle = len(row.verdict.idle)
    names = {
        Finding.KEY: _("Kunci mungkin keliru"),
        Finding.SECOND: _("Mungkin ada kunci kedua"),
        Finding.HARD: _("Terlalu sulit"),
        Finding.EASY: _("Terlalu mudah"),
        Finding.WEAK: _("Daya beda lemah"),
        Finding.IDLE: _("{n} pengecoh tidak dipilih").format(n=idle),
        Finding.UNSURE: _("Belum pasti"),
        Finding.FEW: _("Belum cukup data"),
        Finding.FINE: _("Baik"),
    }
    return names[row.verdict.finding]


def drawn(of: Finding) -> tuple[str, str]:
    """The icon of a finding, and which colour it has."""
    if of is Finding.FINE:
        return "check", "green"
    if of in (Finding.UNSURE, Finding.FEW):
        return "clock", ""
    return "flag", "red" if of is Finding.KEY else "orange"


def alpha(value: float | None) -> str:
    """How far the test as a whole can be trusted."""
    if value is None:
        return _("alfa Cronbach, belum dapat dihitung")
    if value >= GOOD_ALPHA:
        return _("alfa Cronbach, andal")
    return _("alfa Cronbach, cukup andal") if value >= FAIR_ALPHA else _("alfa Cronbach, rendah")


def meaning(row: Row) -> str:
    """What the figures say."""
    item, verdict = row.item, row.verdict
    solved = _("{n} dari 100 peserta benar.").format(n=round(100 * item.facility))
    if item.several or not item.uses:
        solved = _("Rata-rata {n} dari 100 nilai soal ini tercapai.").format(
            n=round(100 * item.facility)
        )
    return f"{solved} {_then(row)}" if verdict.finding is not Finding.FEW else _few(row)


def _few(row: Row) -> str:
    form = _("Baru {n} jawaban. Temuan ditulis mulai {least} jawaban.")
    return form.format(n=row.item.n, least=LEAST)


def _then(row: Row) -> str:
    suspect = row.verdict.suspect.upper()
    match row.verdict.finding:
        case Finding.KEY if suspect:
            form = _("Peserta bernilai tinggi lebih sering memilih {choice}.")
            return form.format(choice=suspect)
        case Finding.KEY:
            return _("Peserta bernilai tinggi lebih sering salah daripada yang lain.")
        case Finding.SECOND:
            form = _("Pilihan {choice} sama menariknya bagi peserta bernilai tinggi.")
            return form.format(choice=suspect)
        case Finding.HARD:
            return _("Itu lebih sedikit daripada bila semua menebak.")
        case Finding.EASY:
            return _("Soal ini tidak membedakan siapa pun.")
        case Finding.WEAK:
            return _("Peserta bernilai tinggi tidak lebih sering benar daripada yang lain.")
        case Finding.IDLE:
            form = _("Pilihan {choices} hampir tidak pernah dipilih.")
            return form.format(choices=", ".join(row.verdict.idle).upper())
        case Finding.UNSURE:
            return _("Daya bedanya tampak rendah; {n} jawaban belum memastikannya.").format(
                n=row.item.n
            )
        case _:
            return _("Peserta bernilai tinggi lebih sering benar.")


def cause(row: Row) -> str:
    """What may be behind it; "" where nothing is wrong."""
    suspect = row.verdict.suspect.upper()
    match row.verdict.finding:
        case Finding.KEY if suspect:
            return _("Kunci keliru: {choice} yang benar.").format(choice=suspect)
        case Finding.KEY:
            return _("Kunci keliru, atau bunyi soal menyesatkan.")
        case Finding.SECOND:
            return _("Pilihan {choice} juga dapat dibenarkan.").format(choice=suspect)
        case Finding.HARD:
            return _("Materinya belum diajarkan, atau soalnya sulit dimengerti.")
        case Finding.EASY:
            return _("Jawabannya tampak dari bunyi soal, atau memang sudah dikuasai semua.")
        case Finding.WEAK:
            return _("Soal dapat ditebak, rancu, atau menanyakan hal di luar materi.")
        case Finding.IDLE:
            return _("Pengecoh itu jelas salah bagi siapa pun.")
        case _:
            return ""


def advice(row: Row) -> str:
    """What to do; "" where nothing is to be done."""
    suspect, idle = row.verdict.suspect.upper(), ", ".join(row.verdict.idle).upper()
    match row.verdict.finding:
        case Finding.KEY:
            form = _("Cocokkan kunci dengan sumbernya: {source}.")
            return form.format(source=row.question.source or "–")
        case Finding.SECOND:
            form = _("Perjelas pilihan {choice} atau keluarkan soal dari undian.")
            return form.format(choice=suspect)
        case Finding.HARD:
            return _("Periksa pelajarannya, lalu sederhanakan bunyi soal.")
        case Finding.EASY:
            return _("Pertahankan bila wajib dikuasai semua; bila tidak, pertajam pengecohnya.")
        case Finding.WEAK:
            return _("Baca ulang soal dengan seorang rekan, lalu perjelas bunyinya.")
        case Finding.IDLE:
            form = _("Ganti {choices} dengan kekeliruan yang sungguh terjadi di kantor.")
            return form.format(choices=idle)
        case Finding.UNSURE | Finding.FEW:
            return _("Tunggu jawaban dari peserta lain.")
        case _:
            return ""


def shown(value: float | None) -> str:
    """A figure with two places and a true minus, "–" where there is none."""
    return "–" if value is None else decimal(value, 2).replace("-", "\N{MINUS SIGN}")
