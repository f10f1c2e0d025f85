"""Whether agents and groups are valid. Data 2.4.2."""

from __future__ import annotations

from typing import Any

from kiosk.xapi import values
from kiosk.xapi.fault import Fault
from kiosk.xapi.shape import Shape, exactly, list_of

IDENTIFIERS = frozenset({"mbox", "mbox_sha1sum", "openid", "account"})
_OAUTH_PARTIES = 2

_account = Shape({"homePage": values.iri, "name": values.string}, required=("homePage", "name"))


_identity = {
    "name": values.string,
    "mbox": values.mailto,
    "mbox_sha1sum": values.sha1,
    "openid": values.iri,
}
_agent = Shape({"objectType": exactly("Agent"), **_identity}, {"account": _account.check})


def check_agent(value: object, path: str, found: list[Fault]) -> None:
    """One person or system: exactly one inverse functional identifier."""
    if _agent.check(value, path, found) and _identifiers(value) != 1:
        found.append(
            Fault(path, "An agent has exactly one of mbox, mbox_sha1sum, openid, account.")
        )


_group = Shape(
    {"objectType": exactly("Group"), **_identity},
    {"account": _account.check, "member": list_of(check_agent)},
    ("objectType",),
)


def check_group(value: object, path: str, found: list[Fault]) -> None:
    """A group: one identifier, or none and then members. Members are agents, not groups."""
    if not _group.check(value, path, found):
        return
    identifiers = _identifiers(value)
    if identifiers > 1:
        found.append(Fault(path, "A group has at most one of mbox, mbox_sha1sum, openid, account."))
    elif identifiers == 0 and isinstance(value, dict) and not value.get("member"):
        found.append(Fault(f"{path}.member", "An anonymous group lists its members."))


def check_actor(value: object, path: str, found: list[Fault]) -> None:
    """An agent or a group; without objectType it is an agent."""
    if isinstance(value, dict) and value.get("objectType") == "Group":
        check_group(value, path, found)
    else:
        check_agent(value, path, found)


def check_authority(value: object, path: str, found: list[Fault]) -> None:
    """Who vouches: an agent, or the two parties of OAuth as an anonymous group. Data 2.4.9."""
    check_actor(value, path, found)
    if not isinstance(value, dict) or value.get("objectType") != "Group":
        return
    members = value.get("member")
    if _identifiers(value) or not isinstance(members, list) or len(members) != _OAUTH_PARTIES:
        found.append(Fault(path, "A group as authority is anonymous and has two members."))
    elif not any(isinstance(member, dict) and "account" in member for member in members):
        found.append(Fault(path, "The OAuth consumer in the authority is identified by account."))


def _identifiers(value: Any) -> int:  # noqa: ANN401 – an object of decoded JSON
    return len(value.keys() & IDENTIFIERS)
