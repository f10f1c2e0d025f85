"""How often a certificate went to paper or to a stick: when, by whom, and whether it came out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct, structs

from kiosk.learning.events import CertificateIssued, CertificatePrinted, Recorded
from kiosk.store import Store

PRINTER: Final = "printer"
"""`where` of what went to paper."""


class Print(Struct, frozen=True):
    """One copy: UTC ms, who ("" the learner, "officer") and where to ("printer", "stick" …).

    `seen` is what a person, or the print system for a job that failed, said of whether it came out;
    None: nobody said.
    """

    at: int
    by: str
    where: str
    seen: bool | None = None
    job: str = ""


def prints(store: Store, number: str) -> tuple[Print, ...]:
    """All copies of a certificate made here and at other kiosks, oldest first."""
    return printed(store.register("certificate-printed"), number)


def printed(events: Iterable[Recorded], number: str) -> tuple[Print, ...]:
    """The copies of a certificate among events, oldest first.

    An answer belongs to the print of its job, or else to the last one by the same way; one without
    a print (it was recorded by a kiosk that lost it) counts as none.
    """
    found: list[Print] = []
    for recorded in events:
        event = recorded.event
        if not isinstance(event, CertificatePrinted) or event.number != number:
            continue
        if event.seen is None:
            found.append(Print(recorded.at, event.by, event.where, job=event.job))
            continue
        for n in range(len(found) - 1, -1, -1):
            if found[n].where == event.where and found[n].job == event.job:
                found[n] = structs.replace(found[n], seen=event.seen)
                break
    return tuple(found)


class ToPrint(Struct, frozen=True):
    """What a printer gets: the PDF, the paper it is drawn for ("A4", "F4"), how many pages."""

    pdf: bytes
    paper: str
    pages: int = 2


class _Template(Struct):
    paper: str = "A4"


class _Facts(Struct):
    template: _Template = msgspec.field(default_factory=_Template)


def to_print(
    pdf: bytes, issued: CertificateIssued, copies: Iterable[Print], fonts: Path, *, mark: bool
) -> ToPrint:
    """A certificate on its way to a printer.

    With `mark` a reprint says its turn on the front; copies that are known not to have come out do
    not count. `fonts` as for drawing.
    """
    try:
        paper = msgspec.json.decode(issued.facts, type=_Facts).template.paper
    except msgspec.MsgspecError:  # from another program: ours were all A4
        paper = "A4"
    turn = sum(copy.where == PRINTER and copy.seen is not False for copy in copies)
    if not mark or not turn or not pdf:
        return ToPrint(pdf, paper)
    from kiosk.certificate.reprint import reprinted  # late: 40 ms that few need

    return ToPrint(reprinted(pdf, turn, fonts), paper)
