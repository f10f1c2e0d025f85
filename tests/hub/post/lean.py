"""`python -m tests.hub.post.lean …`: the hub's commands as where only hub.txt was installed.

A distribution that requirements/hub.txt does not name cannot be imported, nor a room of the kiosk.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.metadata import packages_distributions
from pathlib import Path
from types import ModuleType

HOME = Path(__file__).resolve().parents[3]
ROOMS = {"cli", "hub", "parcel", "trust", "wire", "xapi"}


def named() -> set[str]:
    """The distributions that hub.txt locks."""
    text = (HOME / "requirements" / "hub.txt").read_text("utf-8")
    return {name.lower() for name in re.findall(r"^([A-Za-z0-9_.-]+)==", text, re.MULTILINE)}


class Lean(MetaPathFinder):
    """Refuses what would not be there."""

    def __init__(self) -> None:
        self._named, self._from = named(), packages_distributions()

    def find_spec(
        self, name: str, _path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        package, _, rest = name.partition(".")
        given_by = {re.sub(r"[-_.]+", "-", each).lower() for each in self._from.get(package, ())}
        if given_by and not given_by & self._named and package not in {"kiosk", "tests"}:
            raise ModuleNotFoundError(f"{name} is not in hub.txt", name=name)
        if package == "kiosk" and rest and rest.partition(".")[0] not in ROOMS:
            raise ModuleNotFoundError(f"{name} is a kiosk's", name=name)
        return None


if __name__ == "__main__":
    sys.meta_path.insert(0, Lean())
    from kiosk.cli.hub import run

    run()
