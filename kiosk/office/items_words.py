"""What an item analysis found, in Indonesian words for papers, tables and the command line."""

from __future__ import annotations

from typing import Final

from kiosk.learning.items import Item
from kiosk.learning.items_found import LEAST, Finding, Verdict
from kiosk.learning.question import Question

FINDINGS: Final = {
    Finding.KEY: "Kunci mungkin keliru",
    Finding.SECOND: "Mungkin ada kunci kedua",
    Finding.HARD: "Terlalu sulit",
    Finding.EASY: "Terlalu mudah",
    Finding.WEAK: "Daya beda lemah",
    Finding.IDLE: "Pengecoh tidak dipilih",
    Finding.UNSURE: "Belum pasti",
    Finding.FEW: "Belum cukup data",
    Finding.FINE: "Baik",
}
NOTES: Final = (
    "p: bagian nilai yang dicapai peserta pada soal itu, 0–1; wajar 0,30–0,90.",
    "r: korelasi nilai soal dengan nilai soal-soal lain pada percobaan yang sama; baik mulai 0,20.",
    "Alfa Cronbach dihitung dari rata-rata kovarians semua pasang soal yang terundi bersama.",
    "Hanya percobaan pertama yang dihitung, termasuk yang di kertas.",
    f"Di bawah {LEAST} jawaban tidak ada temuan; di atasnya hanya bila kebetulan sulit dipercaya.",
)


def advice(question: Question, item: Item, verdict: Verdict) -> str:
    """What to do about a question, in one or two sentences; "" where nothing is to be done."""
    suspect, idle = verdict.suspect.upper(), ", ".join(verdict.idle).upper()
    match verdict.finding:
        case Finding.KEY if suspect:
            return f"Cocokkan kunci dengan sumber ({question.source}): {suspect} tampaknya benar."
        case Finding.KEY:
            return f"Cocokkan kunci dan bunyi soal dengan sumbernya ({question.source})."
        case Finding.SECOND:
            return f"Perjelas pilihan {suspect} agar jelas salah, atau keluarkan soal dari undian."
        case Finding.HARD:
            return "Periksa apakah materinya diajarkan dan soalnya dapat dimengerti."
        case Finding.EASY:
            return "Pertahankan bila memang wajib dikuasai semua; bila tidak, pertajam pengecohnya."
        case Finding.WEAK:
            return "Periksa apakah soal dapat ditebak, rancu, atau menanyakan hal di luar materi."
        case Finding.IDLE:
            return f"Ganti pengecoh {idle} dengan kekeliruan yang sungguh terjadi."
        case Finding.UNSURE:
            return f"Tunggu jawaban lain: {item.n} jawaban belum cukup untuk memastikannya."
        case Finding.FEW:
            return f"Baru {item.n} jawaban; temuan ditulis mulai {LEAST}."
        case Finding.FINE:
            return ""
