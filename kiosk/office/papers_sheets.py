"""The papers of a class as tables for Excel, with the same figures as on paper."""

from __future__ import annotations

import datetime as dt

from kiosk.certificate.papers_facts import (
    AttendanceList,
    CohortRegister,
    EvaluationRecap,
    Member,
    ScoresRecap,
    Training,
)
from kiosk.certificate.papers_words import day_words, gain_class, result_words, rounded
from kiosk.sheets.write import Table, Value

THERE = {True: "hadir", False: "tidak hadir", None: ""}
SHORT = 2


def attendance_tables(facts: AttendanceList) -> tuple[Table, ...]:
    """Daftar hadir: a row a member."""
    rows = [
        (n, *_who(row.member), row.member.rank_line, THERE[row.there], row.words)
        for n, row in enumerate(facts.rows, start=1)
    ]
    head = ("No", "Nama", "NIP", "Unit kerja", "Pangkat/Gol.", "Kehadiran", "Keterangan")
    above = _above(facts.training, "Daftar hadir", day_words(facts.day))
    return (Table("Daftar hadir", head, rows, above),)


def scores_tables(facts: ScoresRecap) -> tuple[Table, ...]:
    """Rekap nilai: a sheet a course, the means of the class below its rows."""
    head = (
        "No", "Nama", "NIP", "Unit kerja", "Uji awal", "Uji akhir", "N-gain", "Kategori", "Hasil",
        "JP", "Nomor sertifikat", "Keterangan",
    )  # fmt: skip
    found = []
    for scores in facts.courses:
        rows: list[tuple[Value, ...]] = [
            (n, *_who(row.member), row.pre, row.post, _short(row.gain), gain_class(row.gain),
             result_words(row), row.hours or None, row.number, row.remark)
            for n, row in enumerate(scores.rows, start=1)
        ]  # fmt: skip
        means = scores.averages
        rows.append(
            (None, "Rata-rata kelas", "", "", _short(means.pre), _short(means.post),
             _short(means.gain), gain_class(means.gain), f"{means.passed} lulus", None,
             f"{means.certified} sertifikat", "")
        )  # fmt: skip
        above = _above(facts.training, "Rekap nilai", scores.course.title)
        found.append(Table(scores.course.title, head, rows, above))
    return tuple(found) or (Table("Rekap nilai", head, [], _above(facts.training, "Rekap nilai")),)


def evaluation_tables(facts: EvaluationRecap) -> tuple[Table, ...]:
    """Rekap evaluasi: a row an item, a sheet more for the texts; hidden ones only counted."""
    head = ("Unsur", "1", "2", "3", "4", "Rata-rata", "Konversi", "Mutu")
    found = []
    for c in facts.courses:
        told = f"{c.given} evaluasi" + (f", ditampilkan mulai {facts.least}" if c.hidden else "")
        above = _above(facts.training, "Rekap evaluasi", c.course.title, told)
        rows: list[tuple[Value, ...]] = [
            (i.words, *i.counts, _short(i.mean), _short(i.converted), i.quality) for i in c.items
        ]
        if c.items:
            ends = (_short(c.mean), _short(c.converted), c.quality)
            rows.append(("Nilai evaluasi", None, None, None, None, *ends))
        found.append(Table(c.course.title, head, rows, above))
        if c.texts:
            said = [(words,) for words in c.texts]
            found.append(Table(f"Kesan {c.course.title}", ("Kesan dan saran",), said, above))
    return tuple(found) or (Table("Rekap evaluasi", head, [], _above(facts.training, "Rekap")),)


def register_tables(facts: CohortRegister) -> tuple[Table, ...]:
    """Register sertifikat: a row a certificate."""
    head = (
        "No", "Nomor sertifikat", "Nama", "NIP", "Unit kerja", "Kursus", "JP", "Terbit",
        "Berlaku sampai", "Keadaan",
    )  # fmt: skip
    rows = [
        (n, row.number, *_who(row.member), row.course, row.hours, _date(row.issued),
         _date(row.valid_until), row.remark or "berlaku")
        for n, row in enumerate(facts.rows, start=1)
    ]  # fmt: skip
    return (Table("Register", head, rows, _above(facts.training, "Register sertifikat")),)


def _who(member: Member) -> tuple[str, str, str]:
    return member.name, member.nip, member.unit


def _above(training: Training, title: str, *more: str) -> tuple[str, ...]:
    agency = training.heading.agency
    sample = ("CONTOH",) if training.heading.sample else ()
    return (title, f"{agency} · {training.cohort}", *more, *sample)


def _short(value: float | None) -> float | None:
    return None if value is None else rounded(value, SHORT)


def _date(day: str) -> dt.date | None:
    return dt.date.fromisoformat(day) if day else None
