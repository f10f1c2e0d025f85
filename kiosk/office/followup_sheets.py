"""The evaluation months later as tables for Excel and as papers: reminders, comparison, plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from kiosk.certificate.followup_form import Form, Listed, forms_page, list_page, plan_page
from kiosk.learning.followup import ITEMS, By, State
from kiosk.office.followup import ASKED, Compared, Line, code, overall
from kiosk.office.training_plan import Need, Why
from kiosk.people.agency import Settings
from kiosk.register.heading import heading_of
from kiosk.sheets.write import Table, Value

STATES: Final = {
    State.EARLY: "belum waktunya",
    State.DUE: "waktunya diisi",
    State.LATE: "terlambat",
    State.GIVEN: "sudah diisi",
    State.OVER: "tidak ditagih lagi",
}
OF: Final = {By.PARTICIPANT: "peserta", By.SUPERIOR: "atasan"}
WHY: Final = {
    Why.RENEWAL: "Sertifikat berakhir",
    Why.HOURS: "JP kurang",
    Why.WEAK: "Hasil uji lemah",
    Why.UNUSED: "Kurang dipakai",
}
RULE: Final = (
    "Prioritas 1: kewajiban (sertifikat yang berakhir dalam 90 hari, JP di bawah ketentuan)."
    " Prioritas 2: pelajaran yang soal-soalnya dijawab benar kurang dari 60 % oleh satu unit."
    " Prioritas 3: pelatihan yang tiga bulan kemudian kurang dipakai (rata-rata di bawah 2,5)."
    " Di dalam satu prioritas, yang menyangkut orang terbanyak lebih dahulu."
)
ANONYMOUS: Final = (
    "Evaluasi di akhir pelatihan tidak bernama, jadi yang dibandingkan ialah kursusnya, bukan"
    " orangnya; di bawah lima jawaban tidak ditampilkan."
)
SHORT: Final = {
    "applied": "Dipakai",
    "able": "Mampu",
    "support": "Dukungan",
    "means": "Sarana",
    "service": "Layanan",
}


def reminders(lines: Iterable[Line], today: dt.date) -> Table:
    """Who is due, what came in."""
    rows: list[tuple[Value, ...]] = [
        (
            x.learner.name,
            x.learner.nip,
            x.learner.unit,
            x.title,
            dt.date.fromisoformat(x.issued),
            dt.date.fromisoformat(x.due),
            STATES[x.participant],
            STATES[x.superior],
        )
        for x in lines
    ]
    heads = ("Nama", "NIP", "Unit kerja", "Pelatihan", "Sertifikat", "Jatuh tempo")
    above = (f"Evaluasi 3 bulan setelah pelatihan, keadaan {today.isoformat()}",)
    return Table("Evaluasi 3 bulan", (*heads, "Peserta", "Atasan"), rows, above=above)


def comparison(courses: Iterable[Compared]) -> Table:
    """The day and months later, by course."""
    rows: list[tuple[Value, ...]] = []
    for each in courses:
        told = ((OF[By.PARTICIPANT], each.participants, each.participant_count),)
        for who, means, count in (*told, (OF[By.SUPERIOR], each.superiors, each.superior_count)):
            items = tuple(means.get(item) for item in ITEMS)
            day = (each.day, each.day_count, each.gain)
            rows.append((each.title, who, count, *items, overall(means), *day))
    heads = ("Pelatihan", "Dari", "Jawaban", *SHORT.values(), "Rata-rata")
    more = ("Evaluasi hari pelatihan", "Jawaban hari itu", "N-gain")
    return Table("Perbandingan", (*heads, *more), rows, above=("Skala 1–4. " + ANONYMOUS,))


def plan_table(needs: Iterable[Need]) -> Table:
    """The seed of the next training plan."""
    rows = [
        (n.priority, n.topic or "Pelatihan apa pun", n.unit or "Semua unit", n.people, *reason(n))
        for n in needs
    ]
    heads = ("Prioritas", "Topik", "Unit kerja", "Orang", "Alasan", "Keterangan")
    return Table("Rencana pelatihan", heads, rows, above=("Bahan rencana pelatihan", RULE))


def plan_paper(needs: Iterable[Need], settings: Settings, today: dt.date, fonts: Path) -> bytes:
    """The same as PDF bytes, A4."""
    rows = [tuple(map(str, row)) for row in plan_table(needs).rows]
    return plan_page(heading_of(settings, today.isoformat()), rows, RULE, fonts)


def reason(need: Need) -> tuple[str, str]:
    """Why, in two or three words and in a sentence."""
    match need.why:
        case Why.RENEWAL:
            said = f"{need.people} sertifikat berakhir atau akan berakhir dalam 90 hari."
        case Why.HOURS:
            said = f"{need.people} orang masih kurang {need.figure:.0f} JP tahun ini."
        case Why.WEAK:
            said = f"Rata-rata {100 * need.figure:.0f} % nilai soal pelajaran ini tercapai."
        case Why.UNUSED:
            mean = f"{need.figure:.1f}".replace(".", ",")
            quoted = "".join(f" “{words}”" for words in need.said)
            said = f"Rata-rata {mean} dari 4 pada {need.people} jawaban.{quoted}"
    return WHY[need.why], said


def reminder_page(lines: Sequence[Line], settings: Settings, today: dt.date, fonts: Path) -> bytes:
    """The reminder list as PDF bytes, A4."""
    rows = [
        Listed(x.learner.name, x.learner.unit, x.title, x.due, _open(x)) for x in lines if x.waits
    ]
    return list_page(heading_of(settings, today.isoformat()), rows, fonts)


def _open(line: Line) -> str:
    """Who has yet to answer."""
    return ", ".join(f"{OF[of]} ({STATES[line.state(of)]})" for of in By if line.state(of) in ASKED)


def forms(lines: Sequence[Line], settings: Settings, today: dt.date, fonts: Path) -> bytes:
    """A form for each answer asked for now, one A4 page each, with its code. Nobody: one page."""
    wanted = [
        Form(x.learner.name, x.learner.nip, x.learner.unit, x.title, x.issued, of, code(x, of))
        for x in lines
        for of in By
        if x.state(of) in ASKED
    ]
    return forms_page(heading_of(settings, today.isoformat()), wanted, fonts)
