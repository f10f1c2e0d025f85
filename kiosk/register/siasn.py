"""Certificates as SIASN asks for them (riwayat kursus): on paper and as a table.

Fields after public clients of SIASN's `POST /kursus/save`. What a kiosk cannot know is left empty
and said so: `letter_facts.UNKNOWN`, and `path`, the uploaded PDF.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from kiosk.certificate.facts import Certificate
from kiosk.certificate.letter_facts import FIELDS, UNKNOWN, Heading, SiasnEntry, SiasnSheet
from kiosk.people.learner import Learner
from kiosk.register import bulk
from kiosk.register.bulk import Wanted
from kiosk.register.frozen import frozen_facts
from kiosk.register.heading import person_of
from kiosk.register.table import csv_bytes, nip_text
from kiosk.store import Store

KINDS: Final = {2: "F", 3: "T", 4: "P", 7: "P", 8: "P", 9: "P", 10: "P"}
"""jenisDiklatId to jenisKursusSertipikat, as two public clients have it; others are not known."""
COLUMNS: Final = ("nip", "nama", *FIELDS, "path")


class Certified(Struct, frozen=True):
    """A certificate that holds, and whose it is now."""

    learner: Learner
    facts: Certificate


class Chosen(Struct, frozen=True):
    """What goes into a table, and how many of what does not."""

    certified: tuple[Certified, ...]
    without_nip: int
    revoked: int
    unreadable: int
    unknown: int


def chosen_for(store: Store, wanted: Wanted) -> Chosen:
    """Certificates that hold, of people with a NIP on the roster. Raises StoreTrouble."""
    found = bulk.found(store, wanted)
    people = {x.id: x for x in store.roster.everyone() if x.nip}
    certified, unreadable = [], 0
    for held in found.held:
        facts, learner = frozen_facts(held.issued), people.get(held.learner)
        if facts is None:
            unreadable += 1
        elif learner is not None:
            certified.append(Certified(learner, facts))
    return Chosen(
        tuple(certified),
        without_nip=len(found.held) - len(certified) - unreadable,
        revoked=len(found.revoked),
        unreadable=unreadable,
        unknown=found.unknown,
    )


def entry(facts: Certificate, kind: int) -> SiasnEntry:
    """A certificate's 13 values; `kind` is SIASN's jenisDiklatId. Dates are dd-mm-yyyy."""
    known: dict[str, str | int] = {
        "institusiPenyelenggara": organiser(facts),
        "jenisDiklatId": kind,
        "jenisKursusSertipikat": KINDS.get(kind, ""),
        "jumlahJam": facts.hours,
        "namaKursus": facts.course,
        "nomorSertipikat": facts.number,
        "tahunKursus": int(facts.finished[:4]),
        "tanggalKursus": _date(facts.started),
        "tanggalSelesaiKursus": _date(facts.finished),
    }
    return SiasnEntry(tuple(known.get(field, "") for field in FIELDS))


def organiser(facts: Certificate) -> str:
    """The agency, with its city where its name does not say it: as on the certificate."""
    return facts.agency if facts.city in facts.agency else f"{facts.agency} {facts.city}"


def sheet(learner: Learner, held: Iterable[Certificate], heading: Heading, kind: int) -> SiasnSheet:
    """The paper of one learner's certificates that hold, oldest first."""
    ordered = sorted(held, key=lambda facts: (facts.finished, facts.number))
    return SiasnSheet(heading, person_of(learner), tuple(entry(f, kind) for f in ordered))


def table(held: Sequence[Certified], kind: int) -> bytes:
    """The CSV of many certificates: NIP and name to find the person, the 13 fields, `path`.

    Guests have no NIP and so no place in SIASN: hand in none.
    """
    rows = (
        (nip_text(x.learner.nip), x.learner.name, *entry(x.facts, kind).values, "") for x in held
    )
    return csv_bytes(COLUMNS, rows)


def note(kind: int) -> str:
    """What to know about the table, as a text of its own beside it."""
    empty = [*UNKNOWN, *(() if kind in KINDS else ("jenisKursusSertipikat",)), "path"]
    return (
        "Tabel usulan SIASN (riwayat kursus)\n\n"
        f"Kolom yang sengaja kosong: {', '.join(empty)}. Kios tidak mengetahui isinya; lengkapi"
        " dari akun SIASN instansi. path: unggah PDF sertifikatnya.\n"
        "NIP ditulis dengan spasi (8-6-1-3) agar Excel tidak membulatkannya; hapus spasinya saat"
        " mengisi SIASN.\n"
        "Tanggal: hari-bulan-tahun. Sertifikat yang dicabut dan peserta tanpa NIP tidak dimuat.\n"
        "JP di sini diusulkan; pengakuannya diputuskan pengelola kepegawaian.\n"
    )


def _date(date: str) -> str:
    return f"{dt.date.fromisoformat(date):%d-%m-%Y}"
