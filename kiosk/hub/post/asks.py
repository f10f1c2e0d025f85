"""Questions that kiosks left on a stick: for a certificate, for a pairing, for learners' events."""

from __future__ import annotations

from pathlib import Path
from typing import Final, TypeAlias, TypeVar

import msgspec
from msgspec import Struct

from kiosk.hub.database import reading, writing
from kiosk.hub.post import devices, disk
from kiosk.hub.post.handing import Question
from kiosk.hub.post.lines import identified
from kiosk.hub.post.post import Post
from kiosk.hub.post.trouble import PostTrouble
from kiosk.parcel import sealing
from kiosk.parcel.forms import ElsewhereAsk, PairAsk, PairFile, Request
from kiosk.parcel.trouble import ParcelTrouble

ASK, PAIR = "ask", "pair"
SUFFIX: Final = ".json"
Form = TypeVar("Form", bound=msgspec.Struct)
Asked: TypeAlias = PairAsk | Request | ElsewhereAsk


class Asks(Struct, frozen=True):
    """What was asked on a stick; see `folder.Visit`. `elsewhere`: questions by device."""

    refused: tuple[tuple[str, str], ...]
    paired: tuple[str, ...]
    asking: tuple[str, ...]
    elsewhere: dict[str, Question]


def answered(post: Post, room: Path, *, pair: bool) -> Asks:
    """Answer what lies in `ask/`; pairings only if the officer wants them (`pair`)."""
    refused, paired, asking = [], [], []
    questions: dict[str, Question] = {}
    folder = room / ASK
    files = sorted(folder.glob("*" + SUFFIX)) if folder.is_dir() else []
    for file in files:
        try:
            match _read(file):
                case PairAsk() as ask if pair:
                    paired.append(_pair(post, room, ask))
                    file.unlink(missing_ok=True)
                case PairAsk() as ask:
                    asking.append(ask.label or ask.device)
                case Request() as request:
                    _renew(post, room, request)
                    file.unlink(missing_ok=True)
                case ElsewhereAsk() as question:
                    questions[question.device] = _question(post, question)
        except (PostTrouble, ParcelTrouble) as trouble:
            refused.append((file.name, trouble.code))
    return Asks(tuple(refused), tuple(paired), tuple(asking), questions)


def _read(file: Path) -> Asked:
    """Told apart by what only one of them has."""
    body = disk.read(file, sealing.LIMIT)
    if body is None:
        raise PostTrouble("strange")
    try:
        fields = msgspec.json.decode(body, type=dict[str, msgspec.Raw])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise PostTrouble("strange") from error
    if "learners" in fields:
        return sealing.read(body, ElsewhereAsk)
    return sealing.read(body, Request) if "before" in fields else sealing.read(body, PairAsk)


def _pair(post: Post, room: Path, ask: PairAsk) -> str:
    with writing(post.engine) as connection:
        certificate = devices.pair(post, connection, ask, "")
        pairing = devices.pairing_of(connection, ask.device)
    _lay(post, room, devices.answer(post, certificate, pairing))
    return certificate.label


def _renew(post: Post, room: Path, request: Request) -> None:
    with writing(post.engine) as connection:
        certificate = devices.renew(post, connection, request)
    _lay(post, room, PairFile(certificate, request.pairing, b"", post.keys.agency))


def _lay(post: Post, room: Path, answer: PairFile) -> None:
    signed = sealing.signed(answer, post.keys.sign)
    disk.put(room / PAIR / f"{answer.certificate.device}{SUFFIX}", sealing.written(signed))


def _question(post: Post, ask: ElsewhereAsk) -> Question:
    with reading(post.engine) as connection:
        device = devices.device_row(connection, ask.device)
    if device is None or not device.public:
        raise PostTrouble("unpaired")
    if not sealing.holds(ask, device.public):
        raise PostTrouble("forged")
    return identified(ask.learners), ask.after
