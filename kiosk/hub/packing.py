"""Statements as they are kept: deflated against words that nearly every statement has.

The first byte says how: 0 as it is, 1 against the first list of words, 2 as the event of a kiosk of
which `kiosk.xapi.words` makes the statement. Words that were shipped never change, neither a list
nor how an event is said: others get a byte of their own.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any, Final

import msgspec
from msgspec import Struct

from kiosk.xapi import words
from kiosk.xapi.line import Line

PLAIN, FIRST, EVENT = b"\x00", b"\x01", b"\x02"
VERSION: Final = "1.0.0"
"""The version of statements that kiosks write."""
_SHORT: Final = 600
"""Bytes of an event that are kept as they are: deflating takes 20 µs, a third of taking one in."""
_WINDOW, _MEMORY, _LEVEL = -12, 4, 3
_WIDEST = -13
"""The window with which some were deflated once; the smaller one is quicker to make ready."""
WORDS: Final = (
    b'"attachments":[{"usageType":"http://adlnet.gov/expapi/attachments/","contentType":"'
    b'application/octet-stream","length":,"sha2":"","fileUrl":"https://"}]'
    b'"mbox_sha1sum":""openid":"https://"mbox":"mailto:@example.com"},"objectType":"Group","member"'
    b':[{"name":""objectType":"StatementRef","id":""objectType":"SubStatement","'
    b'"definition":{"name":{"id":"","id-ID":"","en":"","en-US":""},"description":{"id":"","en-US":"'
    b'"},"type":"http://adlnet.gov/expapi/activities/cmi.interaction","moreInfo":"","interactionType'
    b'":"choice","true-false","fill-in","matching","sequencing","choices":[{"id":"a","description":{'
    b'"id":"b"},{"id":"c"},{"id":"d"}],"correctResponsesPattern":["a[,]b[.]'
    b'https://w3id.org/xapi/cmi5/activitytype/course"http://id.tincanapi.com/activitytype/'
    b'certificate"survey"http://id.tincanapi.com/verb/earned"'
    b'http://adlnet.gov/expapi/activities/assessment"http://adlnet.gov/expapi/activities/lesson"'
    b'https://w3id.org/xapi/adl/verbs/logged-in"logged-out"satisfied"https://w3id.org/xapi/video/'
    b'"urn:dermaga:ext:event":{"urn:dermaga:ext:clock":,"urn:dermaga:ext:seq":,"urn:dermaga:ext:hash'
    b'":"","urn:dermaga:ext:salt":"","urn:dermaga:ext:device":"","urn:dermaga:question:'
    b"urn:dermaga:quiz:post_testpre_testurn:dermaga:lesson:urn:dermaga:course:"
    b'"result":{"score":{"scaled":0.,"raw":,"min":0,"max":100},"success":true,"completion":true,'
    b'"response":"","duration":"PT'
    b'"success":false,"context":{"registration":"-","contextActivities":{"parent":[{"id":"","object'
    b'Type":"Activity"}],"grouping":[{"id":"","objectType":"Activity"}],"category":[{"id":"'
    b'https://w3id.org/xapi/cmi5/context/categories/cmi5"}]},"platform":"Dermaga","language":"id",'
    b'"instructor":{"revision":"","extensions":{"'
    b'{"id":"-7000-8000-","actor":{"objectType":"Agent","name":"","account":{"homePage":"https://'
    b'","name":""}},"verb":{"id":"http://adlnet.gov/expapi/verbs/experienced"attempted"initialized"'
    b'registered"passed"failed"completed"answered","display":{"id":"menjawab","en":"answered","en-US'
    b'":""}},"object":{"id":"http://","objectType":"Activity"},"timestamp":"2026-01-01T00:00:00.000Z'
    b'","authority":{"objectType":"Agent","account":{"homePage":"https://","name":""}},"version":"2.'
    b'0.0"1.0.0"}'
)
_READY: Final = zlib.compressobj(
    _LEVEL, zlib.DEFLATED, _WINDOW, _MEMORY, zlib.Z_DEFAULT_STRATEGY, WORDS
)


def packed(body: bytes) -> bytes:
    """What is kept of a statement's JSON."""
    deflate = _READY.copy()
    small = FIRST + deflate.compress(body) + deflate.flush()
    return small if len(small) <= len(body) else PLAIN + body


def unpacked(kept: bytes) -> bytes:
    """The statement's JSON, to the byte."""
    if kept[:1] == PLAIN:
        return kept[1:]
    if kept[:1] == EVENT:
        return _said(_DECODE.decode(kept[1:]))
    inflate = zlib.decompressobj(_WIDEST, WORDS)
    return inflate.decompress(kept[1:]) + inflate.flush()


class _Event(Struct, frozen=True, array_like=True):
    """A line without its kind, which the body tells; ids as 16 bytes. Its order is what is kept."""

    home_page: str
    device: bytes
    seq: int
    id: bytes
    learner: bytes
    at: int
    clock: int
    salt: bytes
    body: bytes
    hash: bytes


class _Kind(Struct):
    type: str


_DECODE: Final = msgspec.msgpack.Decoder(_Event)
_ENCODE: Final = msgspec.msgpack.Encoder().encode
_KIND: Final = msgspec.json.Decoder(_Kind)
_JSON: Final = msgspec.json.Encoder().encode


def packed_event(line: Line, home_page: str, statement: Mapping[str, Any]) -> bytes:
    """What is kept of a kiosk's statement, which is `words.statement_of(line, home_page)`.

    Only what has words of its own is kept as its event: another kind may get some later on. The ids
    of the line are UUIDs in lower case, as a parcel was checked for.
    """
    if len(line.body) > _SHORT or not words.has_words(line.kind):
        return packed(_JSON({**statement, **vouched(home_page, line.device)}))
    event = _Event(
        home_page, _bytes(line.device), line.seq, _bytes(line.id), _bytes(line.learner), line.at,
        line.clock, line.salt, line.body, line.hash,
    )  # fmt: skip
    return EVENT + _ENCODE(event)


def vouched(home_page: str, device: str) -> dict[str, Any]:
    """What the hub adds to a kiosk's statement: its authority is the kiosk itself."""
    account = {"homePage": home_page, "name": device}
    return {"authority": {"objectType": "Agent", "account": account}, "version": VERSION}


def _said(event: _Event) -> bytes:
    device, learner = _id(event.device), _id(event.learner) if event.learner else ""
    kind = _KIND.decode(event.body).type
    line = Line(
        device, event.seq, _id(event.id), learner, kind, event.at, event.clock, event.salt,
        event.body, event.hash,
    )  # fmt: skip
    statement = words.statement_of(line, event.home_page)
    return _JSON({**statement, **vouched(event.home_page, device)})


def _bytes(name: str) -> bytes:
    return bytes.fromhex(name.replace("-", ""))


def _id(name: bytes) -> str:
    text = name.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
