"""One table of a TOML file, asked key by key; whatever is amiss becomes a fault with its line."""

from __future__ import annotations

import difflib
import math
import re
import tomllib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final, TypeVar, cast

from kiosk.catalog.lines import Keys, key_lines

if TYPE_CHECKING:
    from kiosk.catalog.fault import Findings

_T = TypeVar("_T")
_LINE: Final = re.compile(r"\(at line (\d+), column (\d+)\)")


class Row:
    """A table and where it stands. Getters note a fault and give an empty value when they must."""

    def __init__(
        self,
        file: str,
        table: Mapping[str, object],
        lines: Mapping[Keys, int],
        way: Keys,
        findings: Findings,
    ) -> None:
        self.file = file
        self.line = lines.get(way, 1)
        self._table = table
        self._lines = lines
        self._way = way
        self._findings = findings
        self._asked: set[str] = set()

    @property
    def name(self) -> str:
        """As the author sees it: [[question]], [post_test], or the file."""
        words = [step for step in self._way if isinstance(step, str)]
        return f"[{'.'.join(words)}]" if words else self.file

    def line_of(self, key: str, *place: int) -> int:
        """Line of a key, or of an item of its array."""
        for way in ((*self._way, key, *place), (*self._way, key)):
            if way in self._lines:
                return self._lines[way]
        return self.line

    def fault(self, code: str, key: str = "", /, *place: int, **facts: object) -> None:
        """Note a fault at a key, or at the table itself."""
        line = self.line_of(key, *place) if key else self.line
        self._findings.add(self.file, line, code, **facts)

    def text(self, key: str, *, needed: bool = True, missing: str = "missing-key") -> str:
        """Text without spaces around it; an optional text may be left out or empty."""
        if not self._has(key, needed=needed, missing=missing):
            return ""
        found = self._typed(key, str, "teks", "").strip()
        if needed and not found and isinstance(self._table[key], str):
            self.fault(missing if missing != "missing-key" else "empty-text", key, key=key)
        return found

    def texts(self, key: str, *, needed: bool = True) -> tuple[str, ...]:
        """A list of texts, none of them empty."""
        if not self._has(key, needed=needed):
            return ()
        items = self._typed(key, list, "daftar teks", [])
        for place, item in enumerate(items):
            if not isinstance(item, str):
                self.fault("wrong-type", key, place, key=key, wanted="daftar teks")
            elif not item.strip():
                self.fault("empty-text", key, place, key=key)
        if needed and not items and isinstance(self._table[key], list):
            self.fault("empty-text", key, key=key)
        return tuple(item.strip() for item in items if isinstance(item, str))

    def whole(
        self, key: str, low: int, high: int, default: int | None = None, code: str = "bad-range"
    ) -> int:
        """A whole number within bounds; without a default it must be there."""
        if not self._has(key, needed=default is None):
            return default or low
        found = self._typed(key, int, "bilangan bulat", low)
        if not low <= found <= high:
            self.fault(code, key, key=key, low=low, high=high, value=found)
        return min(max(found, low), high)

    def number(self, key: str) -> float:
        """A finite number."""
        if not self._has(key, needed=True):
            return 0.0
        found = self._table[key]
        if not isinstance(found, int | float) or isinstance(found, bool):
            self.fault("wrong-type", key, key=key, wanted="angka")
            return 0.0
        if not math.isfinite(found) or abs(found) > 1e15:  # noqa: PLR2004 - exact in a float
            self.fault("bad-range", key, key=key, low="-10^15", high="10^15")
            return 0.0
        return float(found)

    def numbers(self, key: str) -> tuple[float, ...]:
        """A list of finite numbers."""
        if not self._has(key, needed=True):
            return ()
        items = self._typed(key, list, "daftar angka", [])
        good = [float(x) for x in items if type(x) in (int, float) and abs(x) <= 1e15]  # noqa: PLR2004 - exact in a float
        if len(good) < len(items):
            self.fault("wrong-type", key, key=key, wanted="daftar angka")
        return tuple(good)

    def flag(self, key: str) -> bool:
        """True or false; false when left out."""
        return self._has(key, needed=False) and self._typed(key, bool, "true atau false", False)  # noqa: FBT003

    def one_of(self, key: str, choices: Iterable[str], default: str | None = None) -> str:
        """One of the words allowed; the empty text stands for a wrong one."""
        if not self._has(key, needed=default is None):
            return default or ""
        found = self._typed(key, str, "teks", "")
        allowed = tuple(choices)
        if found not in allowed and isinstance(self._table[key], str):
            listed = ", ".join(choice or '""' for choice in allowed)
            self.fault("bad-value", key, key=key, value=found or '""', choices=listed)
        return found if found in allowed else ""

    def row(self, key: str, *, needed: bool = True) -> Row | None:
        """The table under a key."""
        if not self._has(key, needed=needed):
            return None
        if not isinstance(self._table[key], dict):
            self.fault("wrong-type", key, key=key, wanted=f"tabel [{key}]")
            return None
        return self._below(self._table[key], key)

    def rows(self, key: str) -> tuple[Row, ...]:
        """The tables of an array; none when left out."""
        if not self._has(key, needed=False):
            return ()
        items = self._typed(key, list, f"tabel [[{key}]]", [])
        good = [(place, item) for place, item in enumerate(items) if isinstance(item, dict)]
        if len(good) < len(items):
            self.fault("wrong-type", key, key=key, wanted=f"tabel [[{key}]]")
        return tuple(self._below(item, key, place) for place, item in good)

    def close(self) -> None:
        """Every key that nobody asked for is unknown."""
        for key in self._table.keys() - self._asked:
            unused = self._asked - self._table.keys()
            self.fault("unknown-key", key, key=key, table=self.name, near=near(key, unused))

    def _has(self, key: str, *, needed: bool, missing: str = "missing-key") -> bool:
        self._asked.add(key)
        if needed and key not in self._table:
            self.fault(missing, key=key, table=self.name)
        return key in self._table

    def _typed(self, key: str, kind: type[_T], wanted: str, default: _T) -> _T:
        found = self._table[key]
        if not isinstance(found, kind) or (kind is int and isinstance(found, bool)):
            self.fault("wrong-type", key, key=key, wanted=wanted)
            return default
        return found

    def _below(self, table: object, *steps: str | int) -> Row:
        inner = cast("dict[str, object]", table)
        return Row(self.file, inner, self._lines, (*self._way, *steps), self._findings)


def parse(file: str, text: str, findings: Findings) -> Row | None:
    """The root table of a TOML text, or None with a fault when it is not TOML."""
    try:
        return Row(file, tomllib.loads(text), key_lines(text), (), findings)
    except RecursionError:
        findings.add(file, 1, "toml-syntax", column=1)
    except ValueError as error:  # TOMLDecodeError, and numbers too long for int()
        line, column = _place(str(error), text)
        findings.add(file, line, "toml-syntax", column=column)
    return None


def _place(words: str, text: str) -> tuple[int, int]:
    """Line and column in tomllib's message (TOMLDecodeError has no attributes before 3.14)."""
    if found := _LINE.search(words):
        return int(found[1]), int(found[2])
    last = text.rstrip("\n").split("\n")
    return (len(last), len(last[-1]) + 1) if "at end of document" in words else (1, 1)


def near(word: str, known: Iterable[str]) -> str:
    """What the author may have meant, as the end of a sentence; empty when nothing is near."""
    found = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return f" (mungkin {found[0]})" if found else ""
