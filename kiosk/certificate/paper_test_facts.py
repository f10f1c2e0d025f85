"""What stands on a test's papers: booklet, answer sheets and the trainer's key. Light: no PDF."""

from __future__ import annotations

from msgspec import Struct

from kiosk.certificate.letter_facts import Heading


class Asked(Struct, frozen=True):
    """A question as printed: `parts` below it (choices, pairs, steps), `options` beside them.

    `rule` says how it is answered. `signs`: the letters or digits to choose from, "" to write
    words; `places`: how many signs or words the answer has at most.
    """

    number: int
    stem: str
    rule: str
    parts: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    signs: str = ""
    places: int = 1


class Holder(Struct, frozen=True):
    """Whose answer sheet it is, "" to be written by hand, and what its QR says."""

    name: str = ""
    nip: str = ""
    unit: str = ""
    code: str = ""


class TestPaper(Struct, frozen=True):
    """One package of a test: `course`, `test` ("Uji akhir"), `paper` its id, `package` its letter.

    `minutes` 0: without limit. `key`: number, answer and lesson of each question.
    """

    __test__ = False
    heading: Heading
    course: str
    test: str
    paper: str
    package: str
    minutes: int
    asked: tuple[Asked, ...]
    key: tuple[tuple[str, str, str], ...] = ()
