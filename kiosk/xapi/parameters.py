"""Parameters in the query of a request, held to the rules for the same things in statements.

Data 2.2.s4.b4: what is refused in a statement is refused here; Communication 3.2: so are
parameters that are unknown, written in another case, or given twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from kiosk.xapi import values
from kiosk.xapi.agent import check_actor
from kiosk.xapi.fault import Fault, Version
from kiosk.xapi.keys import agent_key
from kiosk.xapi.times import instant


def given(
    params: Sequence[tuple[str, str]], known: frozenset[str], found: list[Fault]
) -> dict[str, str]:
    """The parameters by name; adds what is unknown or doubled."""
    by_name: dict[str, str] = {}
    for name, value in params:
        if name not in known:
            found.append(Fault(name, "No parameter of this name belongs here."))
        elif name in by_name:
            found.append(Fault(name, "It is given twice."))
        else:
            by_name[name] = value
    return by_name


def uuid(by_name: Mapping[str, str], name: str, found: list[Fault]) -> str | None:
    """A UUID, in lower case."""
    value = by_name.get(name)
    if value is None:
        return None
    why = values.uuid(value)
    if why:
        found.append(Fault(name, why))
    return value.lower()


def iri(by_name: Mapping[str, str], name: str, found: list[Fault]) -> str | None:
    """An IRI, as it is."""
    value = by_name.get(name)
    why = values.iri(value) if value is not None else ""
    if why:
        found.append(Fault(name, why))
    return value


def flag(by_name: Mapping[str, str], name: str, found: list[Fault]) -> bool:
    """Written true or false as in JSON; false when it is not given."""
    value = by_name.get(name, "false")
    if value not in {"true", "false"}:
        found.append(Fault(name, "It must be true or false."))
    return value == "true"


def moment(
    by_name: Mapping[str, str], name: str, version: Version, found: list[Fault]
) -> int | None:
    """A date and time, as UTC microseconds."""
    value = by_name.get(name)
    if value is None:
        return None
    why = values.rfc3339(value) if version == "2.0.0" else values.timestamp(value)
    if why:
        found.append(Fault(name, why))
    return instant(value)


def person(by_name: Mapping[str, str], found: list[Fault]) -> dict[str, Any] | None:
    """The parameter `agent`: an agent or an identified group, as JSON."""
    text = by_name.get("agent")
    if text is None:
        return None
    try:
        agent = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        found.append(Fault("agent", "It must be JSON."))
        return None
    before = len(found)
    check_actor(agent, "agent", found)
    if len(found) > before:
        return None
    if not agent_key(agent):
        found.append(Fault("agent", "It must be identified."))
    return agent if isinstance(agent, dict) else None
