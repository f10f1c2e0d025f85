"""How an object of a statement is checked: which properties it has, and what each must be."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec
from msgspec import Struct

from kiosk.xapi.fault import Fault

_MOST_KEPT, _LONGEST_KEPT = 2_048, 1_024
_encode = msgspec.json.Encoder().encode

Leaf = Callable[[object], str]
"""What is wrong with a value, as one sentence; empty: nothing."""
Node = Callable[[object, str, list[Fault]], object]
"""Adds what is wrong with a value that has parts of its own. Its path comes with it."""


class Shape(Struct, frozen=True):
    """The properties an object may have, and the ones it must. Any other is a fault (Data 2.2)."""

    leaves: Mapping[str, Leaf]
    nodes: Mapping[str, Node] = {}
    required: tuple[str, ...] = ()

    def check(self, value: object, path: str, found: list[Fault]) -> bool:
        """Add what is wrong; whether it is an object at all."""
        if not isinstance(value, dict):
            found.append(Fault(path, "It must be a JSON object."))
            return False
        prefix = f"{path}." if path else ""
        leaves, nodes = self.leaves, self.nodes
        for name, part in value.items():
            if name in leaves:
                why = leaves[name](part)
                if why:
                    found.append(Fault(prefix + name, why))
            elif name in nodes:
                nodes[name](part, prefix + name, found)
            else:
                found.append(Fault(prefix + name, "No property of this name belongs here."))
        for name in self.required:  # one after the other, as making a list takes time each time
            if name not in value:
                found.append(Fault(prefix + name, "It is required."))  # noqa: PERF401
        return True


def list_of(node: Node) -> Node:
    """A rule for an array whose elements all obey one rule."""

    def check(value: object, path: str, found: list[Fault]) -> None:
        if not isinstance(value, list):
            found.append(Fault(path, "It must be an array."))
            return
        for at, element in enumerate(value):
            node(element, f"{path}[{at}]", found)

    return check


def exactly(text: str) -> Leaf:
    """A rule for a property that can only say one thing."""
    why = f'It must be "{text}".'
    return lambda value: "" if value == text else why


def remembered(node: Node) -> Node:
    """The rule, which does not go through a value once more that it found to be valid.

    For parts that nearly every statement has in common with others: activities and verbs. Writing
    one as JSON takes a tenth of the time, and JSON that is the same to the byte is as valid.
    """
    valid: dict[bytes, None] = {}

    def check(value: object, path: str, found: list[Fault]) -> None:
        try:
            written = _encode(value)
        except (
            TypeError,
            ValueError,
            OverflowError,
            RecursionError,
        ):  # too deep, or with a lone surrogate
            node(value, path, found)
            return
        if written in valid:
            return
        before = len(found)
        node(value, path, found)
        if len(found) == before and len(written) <= _LONGEST_KEPT:
            if len(valid) >= _MOST_KEPT:
                valid.clear()
            valid[written] = None

    return check
