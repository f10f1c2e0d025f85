"""Whether a check code holds, by all that a verifier knows. Needs no network and no clock."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal, TypeAlias

import msgspec
from msgspec import Struct, structs

from kiosk.parcel.sealing import certificate_holds
from kiosk.parcel.signature import signed_by
from kiosk.trust import code
from kiosk.trust.ring import Member, Ring, first_day, last_day

State: TypeAlias = Literal[
    "valid",
    "own",
    "altered",
    "unknown-key",
    "revoked",
    "device-revoked",
    "not-upheld",
    "expired",
    "sample",
    "strange",
    "newer",
]
_COMPARED: Final = ("number", "name", "course", "hours", "issued", "valid_until", "replaces")
_UNREAD: Final = frozenset({"strange", "newer", "unknown-key"})


class Own(Struct, frozen=True):
    """A key of this kiosk, present or of an earlier life: believed here without an agency."""

    public: bytes
    label: str


class Voided(Struct, frozen=True):
    """Why something does not count any more and since when (ISO date)."""

    reason: str
    date: str
    replaced_by: str = ""


class Known(Struct, frozen=True):
    """All that a verifier knows.

    `revoked` by certificate number, `devices` by device id; `as_of` is the moment of that list in
    UTC ms, None if none ever came. The ring's agency is the one this verifier trusts.
    """

    ring: Ring = Ring()
    own: tuple[Own, ...] = ()
    revoked: Mapping[str, Voided] = {}
    devices: Mapping[str, Voided] = {}
    as_of: int | None = None


class Verdict(Struct, frozen=True):
    """What is to be said of a code.

    - "valid": the agency vouches for it; "own": this kiosk signed it, no agency vouches for it yet
    - "altered": its key did not sign it, or what is printed differs (`differences`, field names)
    - "unknown-key": nobody known here, so nothing of it is believed
    - "revoked": declared void, with `reason`, `date` and perhaps `replaced_by`
    - "device-revoked": by a revoked device (`reason`, `date`), and not upheld by the agency
    - "not-upheld": dated outside the device's period, and not upheld: only the register can tell
    - "expired": true until `said.valid_until`; "sample": made for a demonstration, worth nothing
    - "strange", "newer": could not be read

    `issuer` is the kiosk's name and `agency` who vouches for it; `public` is the key that signed
    (for `seal.seal_state`). `as_of` is the age of the revocation list.
    """

    state: State
    said: code.Said | None
    issuer: str = ""
    reason: str = ""
    date: str = ""
    replaced_by: str = ""
    as_of: int | None = None
    differences: tuple[str, ...] = ()
    agency: str = ""
    public: bytes = b""


class _Signer(Struct, frozen=True):
    """Who may have signed; `member` None: only this kiosk knows the key."""

    public: bytes
    label: str
    member: Member | None = None


def judge(text: str, known: Known, today: str) -> Verdict:
    """The verdict on a code on a day (ISO date, of the verifier)."""
    try:
        coded = code.read(text)
    except code.CodeTrouble as trouble:
        return Verdict(trouble.code, None, as_of=known.as_of)
    said = coded.said
    signers = _signers(said.key, known)
    if not signers:
        return Verdict("unknown-key", said, as_of=known.as_of)
    message = code.DOMAIN + coded.signed
    signer = next((s for s in signers if signed_by(s.public, message, coded.signature)), None)
    if signer is None:
        return _verdict("altered", said, signers[0], known)
    return _weighed(said, signer, known, today)


def _signers(key: bytes, known: Known) -> list[_Signer]:
    """Whose key it may be, those whom the agency vouches for first; of two the later serial."""
    agency = known.ring.agency
    members = [m for m in known.ring.members if code.key_id(m.certificate.public) == key]
    members.sort(key=lambda m: m.certificate.serial, reverse=True)
    vouched = [
        _Signer(m.certificate.public, m.certificate.label, m)
        for m in members
        if agency is not None and certificate_holds(m.certificate, agency)
    ]
    own = [_Signer(o.public, o.label) for o in known.own if code.key_id(o.public) == key]
    return vouched + own


def _weighed(said: code.Said, signer: _Signer, known: Known, today: str) -> Verdict:
    """The verdict on a code that its key signed."""
    if said.sample:
        return _verdict("sample", said, signer, known)
    if said.number in known.revoked:
        return _verdict("revoked", said, signer, known, known.revoked[said.number])
    member = signer.member
    if member is not None and code.fingerprint(said) not in member.upheld:
        if member.certificate.device in known.devices:
            why = known.devices[member.certificate.device]
            return _verdict("device-revoked", said, signer, known, why)
        if not first_day(member.certificate) <= said.issued <= last_day(member.certificate):
            return _verdict("not-upheld", said, signer, known)
    if said.valid_until and said.valid_until < today:
        return _verdict("expired", said, signer, known)
    return _verdict("valid" if member is not None else "own", said, signer, known)


def _verdict(
    state: State, said: code.Said, signer: _Signer, known: Known, why: Voided | None = None
) -> Verdict:
    agency = known.ring.agency
    return Verdict(
        state,
        said,
        issuer=signer.label,
        reason=why.reason if why else "",
        date=why.date if why else "",
        replaced_by=why.replaced_by if why else "",
        as_of=known.as_of,
        agency=agency.name if agency and signer.member else "",
        public=signer.public,
    )


def compared(verdict: Verdict, facts: str | bytes) -> Verdict:
    """The verdict once the paper's facts (JSON, as frozen at issue) are held beside the code.

    "altered" with the names of the fields that differ; ("facts",) if none that the code says does,
    but another of what is printed. A code of someone else on this paper so never passes.
    """
    if verdict.said is None or verdict.state in _UNREAD:
        return verdict
    try:
        canonical = code.canonical(facts)
    except ValueError:
        return structs.replace(verdict, state="altered", differences=("facts",))
    if code.facts_hash(canonical) == verdict.said.facts:
        return verdict
    table: dict[str, Any] = msgspec.json.decode(canonical)
    differing = tuple(name for name in _COMPARED if _differs(verdict.said, name, table))
    return structs.replace(verdict, state="altered", differences=differing or ("facts",))


def _differs(said: code.Said, name: str, table: Mapping[str, Any]) -> bool:
    one, other = getattr(said, name), table.get(name, "")
    if said.cut and isinstance(one, str) and isinstance(other, str):
        return not other.startswith(one.removesuffix("…"))
    return bool(one != other)
