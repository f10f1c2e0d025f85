"""Classes and their days in words."""

from __future__ import annotations

import datetime as dt

from kiosk.office.cohorts import CohortFault, Wrong
from kiosk.office.day_fold import Where
from kiosk.office.day_row import Row, State
from kiosk.people.cohort import Presence
from kiosk.ui.screens.sheet import points
from kiosk.ui.theme import Theme
from kiosk.ui.words import SHORT, _, clock_of, date_long, language

_WEEK = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_WEEK_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def day_words(day: str) -> str:
    """An ISO date with its day of the week: "Selasa, 24 November 2026"."""
    date = dt.date.fromisoformat(day)
    week = _WEEK_EN if language() == "en" else _WEEK
    return f"{week[date.weekday()]}, {date_long(date)}"


def day_short(day: str) -> str:
    """An ISO date where there is little room: "24 Nov"."""
    date = dt.date.fromisoformat(day)
    month = date.strftime("%b") if language() == "en" else SHORT[date.month - 1]
    return f"{date.day} {month}"


def day_full(day: str) -> str:
    """An ISO date: "24 November 2026"."""
    return date_long(dt.date.fromisoformat(day))


def time_words(at: int) -> str:
    """The local time of UTC ms with its seconds: "10.42.15"."""
    form = "%H:%M:%S" if language() == "en" else "%H.%M.%S"
    return dt.datetime.fromtimestamp(at / 1000).astimezone().strftime(form)


def presence_words(state: Presence) -> str:
    """Whether somebody was there."""
    return {
        Presence.PRESENT: _("Hadir"),
        Presence.DUTY: _("Dinas luar"),
        Presence.LEAVE: _("Izin atau cuti"),
        Presence.SICK: _("Sakit"),
        Presence.ABSENT: _("Tanpa keterangan"),
    }[state]


def where_words(row: Row) -> str:
    """Where somebody is."""
    seen = row.seen
    if row.state is State.LOCKED:
        return _("Halaman masuk")
    match seen.where:
        case Where.LESSON:
            return _("Pelajaran {n}").format(n=seen.number)
        case Where.PRE_TEST if seen.testing:
            return _("Uji awal, soal {n}").format(n=seen.number)
        case Where.POST_TEST if seen.testing:
            return _("Uji akhir, soal {n}").format(n=seen.number)
        case _:
            return {
                Where.HOME: _("Beranda"),
                Where.CASE: _("Studi kasus"),
                Where.PRE_TEST: _("Uji awal"),
                Where.POST_TEST: _("Uji akhir"),
                Where.EVALUATION: _("Evaluasi"),
                Where.CERTIFICATE: _("Sertifikat"),
            }.get(seen.where, "–")


def state_words(row: Row) -> str:
    """How somebody is doing."""
    seen, n = row.seen, row.n
    score = points(seen.score or 0.0)
    match row.state:
        case State.WRONG:
            return _wrong(row)
        case State.TESTING:
            return _("Sisa {n} menit").format(n=n) if n >= 0 else _("Mengerjakan uji")
        case State.IDLE:
            return _("Diam {n} menit").format(n=n)
        case State.LOCKED:
            return _("PIN salah {n} kali").format(n=n)
        case State.TO_PRINT | State.PASSED:
            return _("Lulus, nilai {score}").format(score=score)
        case State.DONE:
            return _("Lulus {score}, sudah dicetak").format(score=score)
        case State.LEFT:
            return _("Keluar {time}").format(time=clock_of(seen.last))
        case State.EXCUSED:
            return presence_words(row.attended.state)
        case _:
            return {
                State.NO_ATTEMPTS: _("Kesempatan uji habis"),
                State.LEARNING: _("Belajar"),
                State.WAITING: _("Esai menunggu nilai"),
                State.NOT_IN: _("Belum masuk"),
            }[row.state]


def _wrong(row: Row) -> str:
    wrong = row.seen.wrong
    if wrong is None or not wrong.number:
        return _("Salah {n} kali").format(n=row.n)
    form = _("Salah {n} kali, soal {m}") if wrong.tested else _("Salah {n} kali, cek {m}")
    return form.format(n=row.n, m=wrong.number)


def state_look(state: State, theme: Theme) -> tuple[str, str]:
    """Icon and colour of a state."""
    match state:
        case State.WRONG | State.IDLE | State.NO_ATTEMPTS:
            return "circle-help", theme.jingga_teks
        case State.LOCKED:
            return "lock", theme.merah
        case State.TO_PRINT | State.PASSED | State.DONE:
            return "circle-check", theme.hijau_teks
        case State.TESTING:
            return "timer", theme.laut
        case State.LEARNING:
            return "circle-dot", theme.laut
        case State.WAITING:
            return "pencil", theme.tinta2
        case State.LEFT:
            return "log-out", theme.tinta2
        case _:
            return "circle", theme.tinta2


def action_words(row: Row) -> str:
    """What the trainer can do for somebody at once; "" nothing."""
    if row.state is State.LOCKED:
        return _("Buka kunci")
    if row.needs_help:
        return _("Bantu")
    return _("Cetak") if row.state is State.TO_PRINT else ""


def fault_words(fault: CohortFault) -> str:
    """What is wrong with a field of a class."""
    return {
        Wrong.NAME_MISSING: _("Tulis nama kelas, misalnya Angkatan III Tahun 2026."),
        Wrong.NAME_LONG: _("Nama kelas paling panjang 120 huruf."),
        Wrong.NAME_TAKEN: _("Kelas lain yang masih dibuka sudah bernama begitu."),
        Wrong.DATE: _("Tulis tanggal seperti 24-11-2026."),
        Wrong.BACKWARDS: _("Tenggat ini mendahului tanggal dibuka."),
        Wrong.MARK: _("Ambang kelulusan antara 0 dan 100."),
        Wrong.ATTEMPTS: _("Jumlah kesempatan antara 1 dan 99."),
        Wrong.TWICE: _("Kursus ini sudah ada di kelas ini."),
        Wrong.MEMBERS: _("Satu kelas memuat paling banyak 1.000 peserta."),
    }[fault.wrong]
