"""Sentences of `dermaga cohort`."""

from __future__ import annotations

from typing import Final

from kiosk.office.cohorts import CohortFault, Wrong
from kiosk.office.day_fold import Where
from kiosk.office.day_row import Row, State
from kiosk.people.cohort import Presence

PRESENCE: Final = {
    Presence.PRESENT: "hadir",
    Presence.DUTY: "dinas luar",
    Presence.LEAVE: "izin atau cuti",
    Presence.SICK: "sakit",
    Presence.ABSENT: "tanpa keterangan",
}
PRESENCES: Final = {
    "hadir": Presence.PRESENT,
    "dinas-luar": Presence.DUTY,
    "izin": Presence.LEAVE,
    "sakit": Presence.SICK,
    "tanpa-keterangan": Presence.ABSENT,
    "menurut-waktu-masuk": None,
}
WRONG: Final = {
    Wrong.NAME_MISSING: "Sebut nama kelas.",
    Wrong.NAME_LONG: "Nama kelas paling panjang 120 huruf.",
    Wrong.NAME_TAKEN: "Kelas lain yang masih dibuka sudah bernama begitu.",
    Wrong.DATE: "Tanggal harus berbentuk YYYY-MM-DD.",
    Wrong.BACKWARDS: "Tenggat mendahului tanggal dibuka.",
    Wrong.MARK: "Ambang kelulusan antara 0 dan 100.",
    Wrong.ATTEMPTS: "Jumlah kesempatan antara 1 dan 99.",
    Wrong.TWICE: "Kursus ini sudah ada di kelas ini.",
    Wrong.MEMBERS: "Satu kelas memuat paling banyak 1.000 peserta.",
}
REFUSED: Final = {
    "member-unknown": "Orang ini bukan peserta kelas ini.",
    "day-wrong": "Tanggal harus berbentuk YYYY-MM-DD.",
    "attendance-reason": (
        "Peserta ini masuk di kios pada hari itu. Sebut alasannya dengan --reason."
    ),
    "role-refused": "Ini tidak termasuk wewenang Anda.",
}
_WHERE: Final = {
    Where.NOWHERE: "–",
    Where.HOME: "beranda",
    Where.LESSON: "pelajaran {n}",
    Where.CASE: "studi kasus",
    Where.PRE_TEST: "uji awal",
    Where.POST_TEST: "uji akhir",
    Where.EVALUATION: "evaluasi",
    Where.CERTIFICATE: "sertifikat",
}
_STATE: Final = {
    State.WRONG: "salah {n} kali: perlu bantuan",
    State.NO_ATTEMPTS: "kesempatan uji habis: perlu bantuan",
    State.IDLE: "diam {n} menit: perlu bantuan",
    State.LOCKED: "PIN salah {n} kali: perlu bantuan",
    State.TO_PRINT: "lulus, nilai {score}, belum dicetak",
    State.PASSED: "lulus, nilai {score}",
    State.TESTING: "mengerjakan uji",
    State.LEARNING: "belajar",
    State.WAITING: "esai menunggu nilai",
    State.LEFT: "keluar",
    State.DONE: "lulus, nilai {score}, sudah dicetak",
    State.NOT_IN: "belum masuk",
    State.EXCUSED: "tidak hadir",
}


def fault_words(fault: CohortFault) -> str:
    """What is wrong, and of what."""
    field = "" if fault.field in {"name", "days", "members"} else f"{fault.field}: "
    return f"{field}{WRONG[fault.wrong]}"


def where_words(row: Row) -> str:
    """Where somebody is."""
    return _WHERE[row.seen.where].format(n=row.seen.number)


def state_words(row: Row) -> str:
    """How somebody is doing."""
    score = f"{row.seen.score or 0:g}".replace(".", ",")
    if row.state is State.EXCUSED:
        return PRESENCE[row.attended.state]
    return _STATE[row.state].format(n=row.n, score=score)
