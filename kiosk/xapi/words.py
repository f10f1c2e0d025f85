"""Our events in the words of xAPI, and back: exact both ways.

A statement says with xAPI's own verbs and types what other systems can use, and carries the whole
event, its place in the log and its salt as context extensions, from which the line is read back.
The extension `event` is the truth; a statement whose words disagree with it is refused. Shipped
words never change without a new number of the parcel's form: an older receiver would refuse them.

Statements name learners by their id, never by NIP. One body holds more: what is printed on a
certificate (`CertificateIssued.facts`: name, NIP, unit), which travels in `event` since the chain
commits to the exact body. Parcels are sealed to the agency, so it is read there alone; whatever
goes to anybody else goes through `pseudonymous`.
"""

from __future__ import annotations

import datetime as dt
import functools
import uuid
from collections.abc import Mapping
from typing import Any, Final, TypeAlias

import msgspec
from msgspec import Struct

from kiosk.xapi.line import Line
from kiosk.xapi.words_events import Said, has_words, said

__all__ = [
    "CLOCK", "DEVICE", "EVENT", "EXT", "HASH", "SALT", "SEQ", "Unsayable", "as_sent", "has_words",
    "line_of", "pseudonymous", "registration", "statement_of",
]  # fmt: skip

Json: TypeAlias = dict[str, Any]
EXT: Final = "urn:dermaga:ext:"
DEVICE, SEQ, CLOCK = EXT + "device", EXT + "seq", EXT + "clock"
HASH, SALT, EVENT = EXT + "hash", EXT + "salt", EXT + "event"
_SET_BY_LRS: Final = ("stored", "authority", "version")
_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MILLISECOND: Final = dt.timedelta(milliseconds=1)
_ENCODE: Final = msgspec.json.Encoder()
_SORTED: Final = msgspec.json.Encoder(order="sorted")
_DECODE: Final = msgspec.json.Decoder()


class Unsayable(ValueError):
    """No statement can say this line and give it back: it is erased, or not as we write."""


def statement_of(line: Line, home_page: str) -> Json:
    """The statement of an event. `home_page` is the agency's IRL for its learners' accounts.

    Nobody's event is the kiosk's own: the actor is then the account named by the device. Raises
    Unsayable.
    """
    if line.erased or line.learner == line.device:
        raise Unsayable("erased" if line.erased else "learner")
    event = _event(line.body)
    if event.get("type") != line.kind:
        raise Unsayable("kind")
    try:
        return _statement(line, event, said(line.kind, event, line.device), home_page)
    except (TypeError, ValueError, KeyError, OverflowError, AttributeError) as error:
        raise Unsayable("strange") from error


def _event(body: bytes) -> Json:
    """The body as JSON that will be written again as exactly these bytes."""
    try:
        event = _DECODE.decode(body)
        exact = isinstance(event, dict) and _ENCODE.encode(event) == body
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise Unsayable("body") from error
    if not exact:
        raise Unsayable("body")
    found: Json = event
    return found


def _statement(line: Line, event: Json, words: Said, home_page: str) -> Json:
    context: Json = {}
    timestamp = _timestamp(line.at)
    if words.course and line.learner:
        context["registration"] = registration(line.learner, words.course, int(timestamp[:4]))
    if words.around:
        context["contextActivities"] = words.around
    context["extensions"] = {
        DEVICE: line.device,
        SEQ: line.seq,
        CLOCK: line.clock,
        HASH: line.hash.hex(),
        SALT: line.salt.hex(),
        EVENT: event,
    }
    name = line.learner or line.device
    account = {"homePage": home_page, "name": name}
    statement: Json = {
        "id": line.id,
        "actor": {"objectType": "Agent", "account": account},
        "verb": words.verb,
        "object": words.object,
        "timestamp": timestamp,
        "context": context,
    }
    if words.result:
        statement["result"] = words.result
    return statement


@functools.lru_cache(maxsize=4_096)
def registration(learner: str, course: str, year: int) -> str:
    """One name for a learner's year in a course, the same on every kiosk (UUIDv5)."""
    return str(uuid.uuid5(uuid.UUID(learner), f"{course}\n{year}"))


def _timestamp(at: int) -> str:
    """UTC with milliseconds and `Z`, which begins with the year."""
    minutes, rest = divmod(at, 60_000)
    return f"{_minute(minutes)}{rest // 1_000:02}.{rest % 1_000:03}Z"


@functools.lru_cache(maxsize=512)
def _minute(minutes: int) -> str:
    """Up to the colon before the seconds: neighbours in a log share it."""
    return (_EPOCH + dt.timedelta(minutes=minutes)).isoformat()[: len("2026-01-01T00:00:")]


def line_of(statement: Mapping[str, Any]) -> Line | None:
    """The line that a statement of ours says; None if it is another's, or its words disagree.

    What a LRS adds (`stored`, `authority`, `version`) is looked past.
    """
    try:
        bare = {key: value for key, value in statement.items() if key not in _SET_BY_LRS}
        line, home_page = _line(bare)
        again = statement_of(line, home_page)
        agree = bare == again and _SORTED.encode(bare) == _SORTED.encode(again)
    except (TypeError, ValueError, KeyError, OverflowError, AttributeError, RecursionError):
        return None
    return line if agree else None


def _line(statement: Json) -> tuple[Line, str]:
    placed = statement["context"]["extensions"]
    account = statement["actor"]["account"]
    device, event = placed[DEVICE], placed[EVENT]
    moment = dt.datetime.fromisoformat(statement["timestamp"])
    line = Line(
        device=device,
        seq=_whole(placed[SEQ]),
        id=_text(statement["id"]),
        learner="" if account["name"] == device else _text(account["name"]),
        kind=_text(event["type"]),
        at=(moment - _EPOCH) // _MILLISECOND,
        clock=_whole(placed[CLOCK]),
        salt=bytes.fromhex(placed[SALT]),
        body=_ENCODE.encode(event),
        hash=bytes.fromhex(placed[HASH]),
    )
    return line, _text(account["homePage"])


def _whole(value: object) -> int:
    if type(value) is not int:
        raise TypeError
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


class _Account(Struct):
    homePage: str  # noqa: N815 - xAPI's own name
    name: str


class _Actor(Struct):
    account: _Account


class _Placed(Struct, rename=lambda name: EXT + name):
    device: str
    seq: int
    clock: int
    hash: str
    salt: str
    event: msgspec.Raw


class _Context(Struct):
    extensions: _Placed


class _Statement(Struct):
    id: str
    actor: _Actor
    timestamp: str
    context: _Context


class _Kind(Struct):
    type: str


_STATEMENT: Final = msgspec.json.Decoder(_Statement)
_KIND: Final = msgspec.json.Decoder(_Kind)


def as_sent(raw: bytes) -> tuple[Line, Json] | None:
    """Line and statement as by `line_of`, of exactly the bytes that we write; and faster."""
    try:
        found = _STATEMENT.decode(raw)
        placed, account = found.context.extensions, found.actor.account
        moment = dt.datetime.fromisoformat(found.timestamp)
        line = Line(
            placed.device,
            placed.seq,
            found.id,
            "" if account.name == placed.device else account.name,
            _KIND.decode(placed.event).type,
            (moment - _EPOCH) // _MILLISECOND,
            placed.clock,
            bytes.fromhex(placed.salt),
            bytes(placed.event),
            bytes.fromhex(placed.hash),
        )
        statement = statement_of(line, account.homePage)
    except (msgspec.MsgspecError, TypeError, ValueError, OverflowError, RecursionError):
        return None
    return (line, statement) if _ENCODE.encode(statement) == raw else None


def pseudonymous(statement: Mapping[str, Any]) -> Json:
    """The statement for a foreign LRS: the words, without event, salt and hash.

    So neither a certificate's name and NIP nor a learner's notes leave, nor what would let anyone
    prove a guess of them. The learner stays an id. A statement that is not ours stays as it is.
    """
    context = statement.get("context")
    placed = context.get("extensions") if isinstance(context, Mapping) else None
    if not (isinstance(context, Mapping) and isinstance(placed, Mapping) and EVENT in placed):
        return dict(statement)
    kept = {key: placed[key] for key in (DEVICE, SEQ, CLOCK) if key in placed}
    return {**statement, "context": {**context, "extensions": kept}}
