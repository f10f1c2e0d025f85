"""The log of the office for reading: who did what to whom, chosen by who, what and day.

Names are looked up when they are read, by the ids that the log holds: of somebody who was erased
nothing is left there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from kiosk.certificate.log_facts import LogFacts, LogLine, Proof
from kiosk.learning.trouble import NotAllowed
from kiosk.office import log_words as words
from kiosk.office.acts import Acts, Entry
from kiosk.office.staff import names as staff_names
from kiosk.people.agency import Settings
from kiosk.people.role import Act
from kiosk.register.heading import heading_of
from kiosk.sheets.write import Table, csv_text, workbook
from kiosk.store import Store

NAMED: Final = 3
"""Of whom an act was about, told by name; the others are counted."""
ON_PAPER: Final = 1000
"""Lines on paper at most, about 30 pages: the newest."""
_ID: Final = 36
"""Letters of a learner's id, which no name of a document here has."""
HEADINGS: Final = ("Waktu", "Siapa", "Tindakan", "Pada", "Alasan", "Dibatalkan")
FIELDS: Final = {
    "agency": "nama instansi", "short": "singkatan", "city": "kota atau kabupaten",
    "domain": "domain", "kop": "kop surat", "kiosk_code": "kode kios", "kiosk_name": "nama kios",
    "units": "perangkat daerah", "signatory": "penanda tangan", "rules": "aturan JP",
    "daily_cap": "batas JP sehari", "pass_mark": "ambang kelulusan",
    "idle_minutes": "waktu diam", "language": "bahasa", "guests": "tamu", "emblem": "lambang",
    "number_template": "pola nomor", "classification": "kode klasifikasi",
    "backup_folder": "tempat cadangan kedua", "second_signatory": "penanda tangan kedua",
    "signatories": "penanda tangan menurut tanggal", "template": "templat",
    "validity_months": "masa berlaku", "validity": "masa berlaku per kursus",
    "siasn_kind": "jenis diklat SIASN", "reprint_mark": "tanda cetak ulang",
    "number_blocks": "blok nomor",
}  # fmt: skip
"""Settings by their names in Indonesian."""


class Wanted(Struct, frozen=True):
    """Which lines; "" for all: a staff id, an act's name, an ISO day."""

    who: str = ""
    act: str = ""
    day: str = ""


def chosen(
    entries: Sequence[Entry], wanted: Wanted, day_of: Callable[[int], str]
) -> tuple[Entry, ...]:
    """The lines that are wanted, newest first."""
    return tuple(
        e
        for e in entries
        if (not wanted.who or e.acted.by == wanted.who)
        and (not wanted.act or e.acted.act == wanted.act)
        and (not wanted.day or day_of(e.at) == wanted.day)
    )


class _Cohort(Struct):
    name: str


class Reader:
    """Puts names to the ids of the log. `say` as in `log_words`."""

    def __init__(self, store: Store, say: words.Say, entries: Sequence[Entry] = ()) -> None:
        """`entries`: the log, so that it can be told which act another one took back."""
        self._store, self._say = store, say
        back = {e.acted.undoes for e in entries if e.acted.undoes}
        self._all = {e.id: e for e in entries if e.id in back}
        self._staff = staff_names(store)

    def who(self, entry: Entry) -> str:
        """The name of who did it."""
        return words.worker(entry.acted.by, self._staff, self._say)

    def sentence(self, entry: Entry) -> str:
        """What was done, as a sentence without its stop."""
        return words.sentence(entry.acted, self.who(entry), self._say)

    def on(self, entry: Entry, most: int = NAMED) -> str:
        """On whom or what: names as they are now, "" where the sentence says all."""
        if entry.acted.undoes in self._all:
            return self.sentence(self._all[entry.acted.undoes])
        if entry.acted.act in _UNNAMED:
            return ""
        ids = entry.acted.on
        told = [name for name in map(self._name, ids[:most]) if name]
        if len(ids) > most:
            return self._say(words.MORE).format(names=", ".join(told), n=len(ids) - most)
        return ", ".join(dict.fromkeys(told))

    def _name(self, name: str) -> str:
        learner = self._store.roster.by_id(name) if len(name) == _ID else None
        if learner is not None:
            return learner.name
        if name in self._staff:
            return words.worker(name, self._staff, self._say)
        body = self._store.document("cohort", name)
        if body is not None:
            return msgspec.json.decode(body, type=_Cohort).name
        return self._say(words.GONE) if len(name) == _ID else name


_UNNAMED: Final = frozenset(
    act.value
    for act in (
        Act.UNDO, Act.CHANGE_SETTINGS, Act.CHANGE_SIGNATORIES, Act.CHANGE_TEMPLATE, Act.BACK_UP,
        Act.RECORD_REQUEST, Act.REPORT_BREACH,
    )
)  # fmt: skip
"""Acts of which the ids say nothing to a reader."""


def lines(
    store: Store,
    found: Sequence[Entry],
    moment: Callable[[int], str],
    entries: Sequence[Entry] = (),
) -> tuple[LogLine, ...]:
    """The lines in Indonesian, for a paper or a table; `moment` writes UTC ms.

    `entries` are the whole log, of which these lines were found.
    """
    reader = Reader(store, str, entries or found)
    return tuple(
        LogLine(
            moment(e.at),
            reader.who(e),
            reader.sentence(e),
            reader.on(e),
            words.reason(e.acted, lambda field: FIELDS.get(field, field)),
            undone=e.undone,
        )
        for e in found
    )


def table(found: Sequence[LogLine]) -> Table:
    """The lines as a table for a spreadsheet."""
    rows = [(x.moment, x.who, x.sentence, x.on, x.reason, "ya" if x.undone else "") for x in found]
    return Table("Riwayat tindakan", HEADINGS, rows, ("Riwayat tindakan petugas",))


class Source(Struct, frozen=True):
    """Whose log it is, who hands it out, and where the fonts lie."""

    acts: Acts
    store: Store
    settings: Settings | None
    fonts: Path


def paper(
    source: Source, found: Sequence[LogLine], total: int, today: str, *, sound: bool
) -> LogFacts:
    """What the printed list says, with the proof that nothing was left out.

    `sound`: the whole file was looked through, and is as written. `today` an ISO date. Refuses
    "role-refused", "settings-wrong".
    """
    source.acts.allow(Act.EXPORT_LOG)
    if source.settings is None:
        raise NotAllowed("settings-wrong")
    end = source.store.exchange.standing()
    proof = Proof(end.device, end.events, end.hash, end.signature, sound=sound)
    return LogFacts(heading_of(source.settings, today), tuple(found), proof, total)


def export(  # noqa: PLR0913, PLR0917 - the log, what is wanted of it, and when
    source: Source,
    form: str,
    found: Sequence[Entry],
    entries: Sequence[Entry],
    today: dt.date,
    moment: Callable[[int], str],
    *,
    sound: bool | None = None,
) -> bytes:
    """The lines as a file: `form` "pdf", "xlsx" or "csv". Written down in the log itself.

    On paper come the newest `ON_PAPER`. `sound` as for `paper`; None: look through the file here,
    which takes minutes for a million records. Refuses as `paper`.
    """
    source.acts.note(Act.EXPORT_LOG, count=len(found), why=form)
    if form == "pdf":
        from kiosk.certificate.log_paper import render

        told = lines(source.store, found[:ON_PAPER], moment, entries)
        whole = not source.store.damages() if sound is None else sound
        facts = paper(source, told, len(found), today.isoformat(), sound=whole)
        return render(facts, source.fonts)
    told = lines(source.store, found, moment, entries)
    if form == "xlsx":
        return workbook([table(told)], today)
    return csv_text(table(told)).encode()
