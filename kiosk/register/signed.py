"""The agency's electronic signature on many certificates: which, in what order, into which files.

The kept PDF of a certificate never changes: a signed one is another file, its name ending in
".ttd.pdf". A file that this key signed already is looked at and left as it is, so a run that was
cut short is simply done again. Importing this takes a second: import it late.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct, structs

from kiosk.certificate import signature as pades
from kiosk.certificate.page import signature_boxes
from kiosk.certificate.signature import Key, Level, SignTrouble, Stamper, Trust, Wish
from kiosk.certificate.signature_look import Seen, look
from kiosk.learning.events import CertificateIssued
from kiosk.register.bulk_out import Folder, file_stem
from kiosk.register.frozen import frozen_facts
from kiosk.register.paper import paper
from kiosk.store import Store
from kiosk.trust import seal
from kiosk.trust.judge import Known, judge

ENDING: Final = ".ttd.pdf"
"""Of a signed file's name: "ttd" is how offices shorten "tanda tangan"."""
_CODE: Final = re.compile(rb"<dermaga:code>([^<]{1,400})</dermaga:code>")
_ENTITY: Final = ((b"&lt;", b"<"), (b"&gt;", b">"), (b"&amp;", b"&"))
_BELIEVED: Final = frozenset({"valid", "own", "sample", "expired"})


class Task(Struct, frozen=True):
    """What to sign: by its record here, or a file of a certificate; `name` is how it is told of."""

    name: str
    issued: CertificateIssued | None = None
    file: bytes = b""


class Pen(Struct, frozen=True):
    """Who signs and how; `now` gives the time with its zone."""

    key: Key
    trust: Trust
    now: Callable[[], dt.datetime]
    stamper: Stamper | None = None
    level: Level = "b-b"
    number: int = 1
    visible: bool = True


class Desk(Struct, frozen=True):
    """What is known here: the register, the typeface, and what a verifier believes and not."""

    store: Store
    fonts: Path
    known: Known
    today: str
    view_only: bool = False


class Left(Struct, frozen=True):
    """A certificate that was not signed, and why: a code of SignTrouble, "revoked-certificate",
    "elsewhere", "strange-file", "replaced".
    """  # noqa: D205  # one sentence

    name: str
    code: str
    detail: str = ""


class Told(Struct):
    """Numbers signed now, signed before, and left out; `stopped`: no more was tried after it."""

    done: int = 0
    of: int = 0
    signed: tuple[str, ...] = ()
    there: tuple[str, ...] = ()
    left: tuple[Left, ...] = ()
    stopped: bool = False


class _Not(Exception):
    """Left out, by its code."""


def sign_all(
    desk: Desk, pen: Pen, tasks: Sequence[Task], folder: Path
) -> Generator[Told, None, Told]:
    """Sign into a folder, a certificate a step; answers as it goes and at the end.

    Each file is whole and on the disk before the next is begun. Raises StoreTrouble, OSError.
    """
    told, target, finished = Told(of=len(tasks)), Folder(folder, ENDING), False
    try:
        for task in tasks:
            _sign_one(desk, pen, task, (target, folder), told)
            told.done += 1
            yield told
            if told.stopped:
                break
        target.finish()
        finished = True
    finally:
        if not finished:
            target.abandon()
    return told


def _sign_one(desk: Desk, pen: Pen, task: Task, out: tuple[Folder, Path], told: Told) -> None:
    target, folder = out
    try:
        number, made = _signed(desk, pen, task, folder)
    except _Not as no:
        told.left += (Left(task.name, str(no)),)
    except SignTrouble as trouble:
        told.left += (Left(task.name, trouble.code, trouble.detail),)
        told.stopped = trouble.code.startswith("server-") or trouble.code == "list-away"
    else:
        if made:
            target.add(number, made, "")
            told.signed += (number,)
        else:
            told.there += (number,)


def _signed(desk: Desk, pen: Pen, task: Task, folder: Path) -> tuple[str, bytes]:
    """The certificate's number, and its file with the signature; empty if it was there already."""
    number, issued = _whose(desk, task)
    void = desk.known.revoked.get(number)
    if void is not None:
        raise _Not("replaced" if void.replaced_by else "revoked-certificate")
    kept = paper(desk.store, issued, desk.fonts, view_only=desk.view_only) if issued else b""
    if not kept and not task.file:
        raise _Not("elsewhere")
    base = _base(kept, task.file, file_for(folder, number))
    trust = structs.replace(pen.trust, when=pen.now())
    if pades.holds(base, pen.key, pen.number):
        if pen.level == "b-lta" and pen.stamper and not pades.lasts(base):
            return number, pades.prolong(base, pen.number, trust, pen.stamper)
        return number, b"" if _is(file_for(folder, number), base) else base
    wish = _wish(desk, pen, issued, trust.when)
    return number, pades.sign(base, pen.key, wish, trust, pen.stamper)


def _whose(desk: Desk, task: Task) -> tuple[str, CertificateIssued | None]:
    """A file's certificate, by its check code; its record where there is one here."""
    if not task.file:
        if task.issued is None:
            raise _Not("strange-file")
        return task.issued.number, task.issued
    found = _CODE.search(task.file)
    if found is None:
        raise _Not("strange-file")
    verdict = judge(_text(found[1]), desk.known, desk.today)
    if verdict.state in {"revoked", "device-revoked"}:
        raise _Not("revoked-certificate")
    if verdict.state not in _BELIEVED or verdict.said is None or not verdict.public:
        raise _Not("strange-file")
    if seal.seal_state(task.file, verdict.public) not in {"whole", "extended"}:
        raise _Not("strange-file")
    return verdict.said.number, issued_as(desk.store, verdict.said.number)


def file_for(folder: Path, number: str) -> Path:
    """The signed file of a certificate in a folder."""
    return folder / f"{file_stem(number)}{ENDING}"


def issued_as(store: Store, number: str) -> CertificateIssued | None:
    """The record of a number that this kiosk knows."""
    for recorded in store.register("certificate-issued"):
        event = recorded.event
        if isinstance(event, CertificateIssued) and event.number == number:
            return event
    return None


def _base(kept: bytes, file: bytes, there: Path) -> bytes:
    """The furthest of the kept file, the given one and the one in the folder; each begins as the
    one before. Raises SignTrouble "pdf-changed", as one that does not is another document.
    """  # noqa: D205  # one sentence
    before = there.read_bytes() if there.exists() else b""
    base = b""
    for each in sorted(filter(None, (kept, file, before)), key=len):
        if not each.startswith(base):
            raise SignTrouble("pdf-changed")
        base = each
    return base


def _is(file: Path, body: bytes) -> bool:
    return file.exists() and file.read_bytes() == body


def _wish(desk: Desk, pen: Pen, issued: CertificateIssued | None, when: dt.datetime) -> Wish:
    facts = frozen_facts(issued) if issued else None
    if facts is None:
        if pen.visible:
            raise SignTrouble("no-box")
        return Wish(pen.number, level=pen.level)
    boxes = signature_boxes(facts, desk.fonts)
    if pen.number > len(boxes):
        raise SignTrouble("no-box")
    seen = b""
    if pen.visible:
        shown = Seen(pen.key.name, pen.key.organisation, when)
        seen = look(facts, shown, pen.number, boxes[pen.number - 1], desk.fonts)
    return Wish(pen.number, boxes, seen, pen.level, _reason(facts.number), facts.place)


def _reason(number: str) -> str:
    return f"Sertifikat Nomor {number}"


def _text(packed: bytes) -> str:
    """A text of the XMP, its entities resolved."""
    for entity, letter in _ENTITY:
        packed = packed.replace(entity, letter)
    return packed.decode(errors="replace")
