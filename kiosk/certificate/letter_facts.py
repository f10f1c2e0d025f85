"""What stands on the papers beside a certificate: transcript, card of hours, SIASN sheet.

Light: only `transcript`, `hours_card` and `siasn_sheet` import the PDF library. Dates are ISO.
"""

from __future__ import annotations

from msgspec import Struct

from kiosk.learning.ledger import Day


class Heading(Struct, frozen=True):
    """Whose paper it is and of which day; `sample` prints CONTOH behind the text."""

    kop: tuple[str, ...]
    agency: str
    place: str
    date: str
    kiosk: str
    signatory_name: str
    signatory_nip: str
    signatory_position: str
    sample: bool = False


class Person(Struct, frozen=True):
    """The learner as the roster knows them now; `nip` bare, "" for guests, as may be the rest."""

    name: str
    nip: str
    rank_line: str
    position: str
    unit: str


class Score(Struct, frozen=True):
    """A course on the transcript. Scores 0–100, None where there is none; `hours` 0: no JP yet.

    `gain` is Hake's N-gain, None where there was nothing to gain. `tries` counts final tests.
    `number` is "" without a certificate; `revoked`: it does not count any more.
    """

    course: str
    started: str
    finished: str
    pre: float | None
    post: float | None
    gain: float | None
    tries: int
    hours: int
    number: str
    revoked: bool = False


class Transcript(Struct, frozen=True):
    """All courses in which a learner was tested, oldest first."""

    heading: Heading
    person: Person
    scores: tuple[Score, ...]


class HoursLine(Struct, frozen=True):
    """A certificate on the card: its JP, those proposed under the daily cap, and those above it."""

    course: str
    form: str
    number: str
    issued: str
    hours: int
    counted: int
    above: int
    revoked: bool = False


class HoursCard(Struct, frozen=True):
    """A learner's year. `target` is None for guests; `at_most`: not to be passed.

    `days` are the ledger's with the course's title in `course`, oldest first.
    """

    heading: Heading
    person: Person
    year: int
    cap: int
    target: int | None
    at_most: bool
    rule: str
    lines: tuple[HoursLine, ...]
    days: tuple[Day, ...]

    @property
    def counted(self) -> int:
        """JP proposed for the year."""
        return sum(day.counted for day in self.days)


FIELDS = (
    "instansiId",
    "institusiPenyelenggara",
    "jenisDiklatId",
    "jenisKursus",
    "jenisKursusSertipikat",
    "jumlahJam",
    "lokasiId",
    "namaKursus",
    "nomorSertipikat",
    "pnsOrangId",
    "tahunKursus",
    "tanggalKursus",
    "tanggalSelesaiKursus",
)
"""The 13 fields of SIASN's `POST /kursus/save`, in its order."""

UNKNOWN = ("instansiId", "jenisKursus", "lokasiId", "pnsOrangId")
"""Fields that only the agency's account in SIASN knows: left empty, never guessed.

`jenisKursus` is sent empty by every public client that was read.
"""


class SiasnEntry(Struct, frozen=True):
    """A certificate as SIASN asks for it: a value for each of `FIELDS`."""

    values: tuple[str | int, ...]


class SiasnSheet(Struct, frozen=True):
    """A learner's certificates to be entered, oldest first."""

    heading: Heading
    person: Person
    entries: tuple[SiasnEntry, ...]
