"""Sample events of every kind, lines chained from them, an agency and a device with their keys."""

from __future__ import annotations

import hashlib
import types
import typing
import uuid
from collections.abc import Sequence

import msgspec
from hypothesis import strategies as st
from nacl.public import PrivateKey
from nacl.signing import SigningKey

from kiosk.learning import answers, events
from kiosk.learning.events import (
    AnswerGiven,
    BlockReached,
    CertificateIssued,
    CourseStarted,
    Event,
    LessonRead,
    QuizSubmitted,
    SignedIn,
)
from kiosk.parcel import chain, sealing
from kiosk.parcel.forms import Agency, DeviceCertificate
from kiosk.parcel.parcel import Signer
from kiosk.xapi.line import Line

HOME_PAGE = "https://bkpsdm.contoh.go.id/dermaga"
MONDAY = 1_795_395_600_000
KINDS: tuple[type[msgspec.Struct], ...] = typing.get_args(Event)
LEARNER = str(uuid.uuid5(uuid.NAMESPACE_OID, "peserta contoh 1"))

AGENCY_SIGN = SigningKey(hashlib.sha256(b"agency sign").digest())
AGENCY_SEAL = PrivateKey(hashlib.sha256(b"agency seal").digest())
SECRET = bytes(AGENCY_SEAL)
AGENCY = Agency(
    "BKPSDM Contoh", HOME_PAGE, bytes(AGENCY_SIGN.verify_key), bytes(AGENCY_SEAL.public_key)
)


def agency_signs(message: bytes) -> bytes:
    return bytes(AGENCY_SIGN.sign(message).signature)


def seed_of(device: str) -> bytes:
    return hashlib.sha256(device.encode()).digest()


def signer(device: str) -> Signer:
    """A device that the agency has certified."""
    key = SigningKey(seed_of(device))
    public = bytes(key.verify_key)
    certificate = sealing.signed(
        DeviceCertificate(device, public, "Kios 1", MONDAY, 0, 1), agency_signs
    )
    return Signer(device, public, lambda message: bytes(key.sign(message).signature), certificate)


def device(n: int = 1) -> str:
    return str(uuid.UUID(int=0x0190_0000_0000_7000_8000_0000_0000_0000 + n))


def chained(
    owned: Sequence[tuple[str, msgspec.Struct]],
    whose: str | None = None,
    *,
    after: tuple[int, bytes] = (0, chain.START),
    at: int = MONDAY,
) -> tuple[Line, ...]:
    """Lines as the store would have written them: learner and event, one after another."""
    whose = whose or device()
    lines, (seq, before) = [], after
    for learner, event in owned:
        seq, at = seq + 1, at + 1_000
        drawn = hashlib.sha256(f"{whose} {seq}".encode()).digest()
        event_id = uuid.UUID(bytes=drawn[:16], version=4)
        body, kind = msgspec.json.encode(event), str(event.__struct_config__.tag)
        clock = max(at, seq) << 12  # as the store's: above nought, whatever the wall clock says
        head = chain.header(whose, seq, event_id.bytes, kind, at, clock)
        owner = uuid.UUID(learner).bytes if learner else None
        before = chain.link(before, head, chain.commitment(drawn[:18], owner, body))
        lines.append(
            Line(whose, seq, str(event_id), learner, kind, at, clock, drawn[:18], body, before)
        )
    return tuple(lines)


def erased(line: Line) -> Line:
    """The same place in the chain, without owner and body."""
    owner = uuid.UUID(line.learner).bytes if line.learner else None
    body = chain.commitment(line.salt, owner, line.body)
    return msgspec.structs.replace(line, learner="", salt=b"", body=body)


DAY: tuple[Event, ...] = (
    SignedIn(),
    CourseStarted("pelayanan-prima", "1"),
    BlockReached("pelayanan-prima", "dasar", "b3", 41),
    LessonRead("pelayanan-prima", "dasar"),
    AnswerGiven("pelayanan-prima", "akhir", "u1", "q1", answers.Chosen(("a", "c")), 12),
    AnswerGiven("pelayanan-prima", "akhir", "u1", "q2", answers.Joined({"p1": "“Ya”"}), 30),
    AnswerGiven("pelayanan-prima", "akhir", "u1", "q3", answers.Ordered(("s2", "s1")), 44),
    AnswerGiven("pelayanan-prima", "akhir", "u1", "q4", answers.Typed("1.250,5"), 60),
    QuizSubmitted("pelayanan-prima", "akhir", "u1", 87.5, 70, 75),
    CertificateIssued(
        "pelayanan-prima", "800.1.4/K1.0001/BKPSDM/XI/2026", 6, 88, "2026-11-23",
        '{"name":"Peserta Contoh 1","nip":"199001012015011001"}', "ab" * 32,
    ),
)  # fmt: skip


def day(count: int, whose: str | None = None) -> tuple[Line, ...]:
    """So many lines of a working day of one learner."""
    return chained([(LEARNER, DAY[n % len(DAY)]) for n in range(count)], whose)


TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
_NUMBER = st.floats(0, 100) | st.floats(allow_nan=False, allow_infinity=False)
_BY_TYPE: dict[object, st.SearchStrategy[object]] = {
    str: TEXT,
    int: st.integers(0, 1 << 53),
    float: _NUMBER,
    bool: st.booleans(),
    type(None): st.none(),
}


def of_type(wanted: object) -> st.SearchStrategy[object]:
    """Any value of a type that stands in an event."""
    found, arguments = typing.get_origin(wanted), typing.get_args(wanted)
    if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct):
        return of_struct(wanted)
    if found in {typing.Union, types.UnionType}:
        return st.one_of(*(of_type(each) for each in arguments))
    if found is tuple:
        return st.lists(of_type(arguments[0]), max_size=3).map(tuple)
    if found is dict:
        return st.dictionaries(TEXT, of_type(arguments[1]), max_size=3)
    return _BY_TYPE[wanted]


def of_struct(kind: type[msgspec.Struct]) -> st.SearchStrategy[object]:
    hints = typing.get_type_hints(kind, vars(events))
    return st.builds(
        kind, **{field.name: of_type(hints[field.name]) for field in msgspec.structs.fields(kind)}
    )


OWNED = st.tuples(st.sampled_from(["", LEARNER]), st.one_of(*(of_struct(k) for k in KINDS)))
"""A learner (or nobody) and an event of any kind."""
