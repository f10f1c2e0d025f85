"""Whether a certificate holds, away from the paper's maker: from a file or the letters of a code.

The answer on the code is `judge`'s. Beside it: whether the PDF is the very file that was issued,
whether its page says what its code says, and whether the facts frozen here say so, too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, Literal, TypeAlias

import msgspec
from msgspec import Struct, structs

from kiosk.certificate.scan import Scan, is_check_code
from kiosk.learning.events import CertificateIssued
from kiosk.register.page_words import Difference, differences
from kiosk.store import Store
from kiosk.store.follow import Raw
from kiosk.trust import code, seal
from kiosk.trust.code import Said
from kiosk.trust.judge import Known, Verdict, compared, judge

Source: TypeAlias = Literal["code", "picture", "pdf"]
Seal: TypeAlias = Literal["", "whole", "extended", "broken", "none"]
Why: TypeAlias = Literal[
    "empty", "no-code", "foreign", "old-code", "several", "letters", "not-a-code"
]
FrozenFacts: TypeAlias = "Callable[[Said], str | None]"
"""None: not known here; "": known, and the code says so; else the JSON that was frozen."""
_OLD: Final = re.compile(r"[A-Z2-7]{5}(-?[A-Z2-7]{5}){3}")
_TELEPHONE: Final = re.compile(r"[A-Z2-7]{5}-?[A-Z2-7]{5}")
_SHOWN: Final = 80
_HOLDING: Final = frozenset({"valid", "own", "expired", "sample"})
_BELIEVED: Final = _HOLDING | {"altered", "revoked", "device-revoked", "not-upheld"}


class NoAnswer(Exception):
    """Nothing that can be judged.

    "empty"; "no-code": no QR in the file; "foreign": only others', such as the web address in
    `text`; "old-code": the 20 letters of an older program, which only its kiosk could check;
    "several" different check codes; "letters": the ten that two people compare on the telephone;
    "not-a-code": text that is none.
    """

    def __init__(self, code: Why, text: str = "") -> None:
        super().__init__(code)
        self.code: Why = code
        self.text = text


class Answer(Struct, frozen=True):
    """What is to be said of a certificate.

    `seal` of a PDF: "whole" is the very file that was issued, "extended" that file with something
    added behind it (an electronic signature), "broken" one whose bytes were changed, "none" another
    file with the same code; "" of anything else. `differences` make a verdict "altered"; of their
    fields "file" and "page" stand for the whole. `registered`: the facts frozen here agree.
    """

    verdict: Verdict
    source: Source
    seal: Seal = ""
    differences: tuple[Difference, ...] = ()
    registered: bool = False

    @property
    def by_eye(self) -> bool:
        """Whether nobody but a person can tell that the paper says what the code says."""
        return self.verdict.state in _HOLDING and self.seal != "whole"


class Checker(Struct, frozen=True):
    """What is known here and on which ISO date; `facts` finds a certificate's frozen JSON."""

    known: Known
    today: str
    facts: FrozenFacts

    def text(self, text: str) -> Answer:
        """The answer on the letters of a code. Raises NoAnswer."""
        _must_be_code(text)
        return self._registered(Answer(judge(text, self.known, self.today), "code"))

    def file(self, file: bytes, scan: Scan) -> Answer:
        """The answer on a file, of which `scan` tells what is in it. Raises NoAnswer."""
        text = _the_code(scan)
        answer = Answer(judge(text, self.known, self.today), scan.kind)
        answer = self._registered(answer)
        return answer if scan.kind == "picture" else _sealed(answer, file, scan)

    def _registered(self, answer: Answer) -> Answer:
        """The answer once the facts frozen here, if there are any, are held beside the code."""
        verdict = answer.verdict
        if verdict.said is None or verdict.state not in _HOLDING:
            return answer
        facts = self.facts(verdict.said)
        if facts is None:
            return answer
        held = compared(verdict, facts) if facts else verdict
        if held.state != "altered":
            return structs.replace(answer, registered=True)
        found = tuple(_in_register(verdict.said, name, facts) for name in held.differences)
        return structs.replace(answer, verdict=held, differences=found)


def frozen_here(store: Store) -> FrozenFacts:
    """Facts frozen by this kiosk, or by another whose records came here.

    The first question reads the register (0.5 s for ten thousand), the next take some ms.
    """

    def facts(said: Said) -> str | None:
        frozen = dict(store.followed("certificate-issued", _as_hash)).get(said.number)
        if frozen is None or frozen == said.facts:
            return None if frozen is None else ""
        for recorded in store.register("certificate-issued"):
            event = recorded.event
            if isinstance(event, CertificateIssued) and event.number == said.number:
                return event.facts
        return None

    return facts


def nothing_here(_said: Said) -> str | None:
    """The frozen facts where there is no register."""
    return None


class _Issued(Struct):
    number: str
    facts: str


def _as_hash(raw: Raw) -> tuple[str, bytes] | None:
    issued = msgspec.json.decode(raw.body, type=_Issued)
    try:
        return issued.number, code.facts_hash(code.canonical(issued.facts))
    except ValueError:
        return None


def _must_be_code(text: str) -> None:
    """Raises NoAnswer for what is no code by its very form, and says what it is instead."""
    bare = text.strip()
    if not bare:
        raise NoAnswer("empty")
    if _OLD.fullmatch(bare.upper()):
        raise NoAnswer("old-code", bare.upper())
    if _TELEPHONE.fullmatch(bare.upper()):
        raise NoAnswer("letters", bare.upper())
    if not is_check_code(bare):
        raise NoAnswer("not-a-code", bare[:_SHOWN])


def _the_code(scan: Scan) -> str:
    """The one check code among the QRs of a file; others may stand beside it."""
    ours = [text for text in scan.codes if is_check_code(text)]
    if len(ours) == 1:
        return ours[0]
    if ours:
        raise NoAnswer("several")
    old = [text for text in scan.codes if _OLD.fullmatch(text)]
    if old:
        raise NoAnswer("old-code", old[0])
    if scan.codes:
        raise NoAnswer("foreign", " ".join(scan.codes[0].split())[:_SHOWN])
    raise NoAnswer("no-code")


def _sealed(answer: Answer, file: bytes, scan: Scan) -> Answer:
    """The answer once the PDF's seal and its page were looked at."""
    verdict = answer.verdict
    if verdict.said is None or verdict.state not in _BELIEVED or not verdict.public:
        return answer
    state = seal.seal_state(file, verdict.public)
    answer = structs.replace(answer, seal=state)
    if state == "whole":
        return answer
    found = [*answer.differences, *differences(verdict.said, scan.words)]
    if state == "broken":
        found.append(Difference("file", ""))
    if state == "extended" and scan.redrawn:
        found.append(Difference("page", ""))
    return _altered(answer, tuple(found))


def _altered(answer: Answer, found: tuple[Difference, ...]) -> Answer:
    """What differs takes a good verdict away; a bad one stays, for it says more."""
    verdict = answer.verdict
    if found and verdict.state in _HOLDING:
        fields = tuple(difference.field for difference in found)
        verdict = structs.replace(verdict, state="altered", differences=fields)
    return structs.replace(answer, verdict=verdict, differences=found)


def _in_register(said: Said, name: str, facts: str) -> Difference:
    """A difference to the facts frozen here, "facts" if it is in none of the code's words."""
    table = msgspec.json.decode(facts, type=dict[str, object])
    return Difference(
        "facts" if name == "facts" else f"register-{name}",
        "" if name == "facts" else str(getattr(said, name)),
        "" if name == "facts" else str(table.get(name, "")),
    )
