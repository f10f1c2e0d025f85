"""The parameters of GET /statements. Communication 2.1.3."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from kiosk.xapi import parameters
from kiosk.xapi.fault import Fault, Version
from kiosk.xapi.keys import agent_key

Format = Literal["ids", "exact", "canonical"]

_SINGLE = ("statementId", "voidedStatementId")
_BESIDE_A_SINGLE = frozenset({"attachments", "format"})
_KNOWN = frozenset(
    {
        *_SINGLE,
        *_BESIDE_A_SINGLE,
        "agent",
        "verb",
        "activity",
        "registration",
        "related_activities",
        "related_agents",
        "since",
        "until",
        "limit",
        "ascending",
    }
)
_FORMATS: Mapping[str, Format] = {"ids": "ids", "exact": "exact", "canonical": "canonical"}
_LIMIT = re.compile(r"\d{1,18}", re.ASCII).fullmatch


class Query(Struct, frozen=True):
    """What is looked for. `agent` is its key; times in UTC microseconds; ids in lower case.

    `since` is exclusive, `until` inclusive. `limit` 0: as many as the store gives.
    """

    statement_id: str | None = None
    voided_statement_id: str | None = None
    agent: str | None = None
    verb: str | None = None
    activity: str | None = None
    registration: str | None = None
    related_activities: bool = False
    related_agents: bool = False
    since: int | None = None
    until: int | None = None
    limit: int = 0
    format: Format = "exact"
    attachments: bool = False
    ascending: bool = False


def query(params: Sequence[tuple[str, str]], version: Version) -> Query | tuple[Fault, ...]:
    """What the parameters ask for, or all that is wrong with them."""
    found: list[Fault] = []
    by_name = parameters.given(params, _KNOWN, found)
    _check_single(by_name, found)
    person = parameters.person(by_name, found)
    asked = Query(
        statement_id=parameters.uuid(by_name, "statementId", found),
        voided_statement_id=parameters.uuid(by_name, "voidedStatementId", found),
        agent=agent_key(person) if person else None,
        verb=parameters.iri(by_name, "verb", found),
        activity=parameters.iri(by_name, "activity", found),
        registration=parameters.uuid(by_name, "registration", found),
        related_activities=parameters.flag(by_name, "related_activities", found),
        related_agents=parameters.flag(by_name, "related_agents", found),
        since=parameters.moment(by_name, "since", version, found),
        until=parameters.moment(by_name, "until", version, found),
        limit=_limit(by_name, found),
        format=_format(by_name, found),
        attachments=parameters.flag(by_name, "attachments", found),
        ascending=parameters.flag(by_name, "ascending", found),
    )
    return tuple(found) or asked


def _check_single(by_name: Mapping[str, str], found: list[Fault]) -> None:
    """One statement is asked for by its id and nothing else. Communication 2.1.3.s2."""
    asked = [name for name in _SINGLE if name in by_name]
    if asked:
        others = by_name.keys() - _BESIDE_A_SINGLE - {asked[0]}
        found += [Fault(name, f"It does not go with {asked[0]}.") for name in sorted(others)]


def _limit(by_name: Mapping[str, str], found: list[Fault]) -> int:
    value = by_name.get("limit", "0")
    if _LIMIT(value) is None:
        found.append(Fault("limit", "It must be a whole number, not negative."))
        return 0
    return int(value)


def _format(by_name: Mapping[str, str], found: list[Fault]) -> Format:
    wanted = _FORMATS.get(by_name.get("format", "exact"))
    if wanted is None:
        found.append(Fault("format", "It must be ids, exact or canonical."))
    return wanted or "exact"
