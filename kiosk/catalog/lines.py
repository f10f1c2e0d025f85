"""On which line each key of a TOML text stands; tomllib gives the values, not the places."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final, TypeAlias

Keys: TypeAlias = tuple[str | int, ...]
"""Way to a value: names of keys, and positions from 0 in arrays."""

_BLANK: Final = re.compile(r"(?:[\s,]|#[^\n]*)*")
_STRING: Final = re.compile(
    r'"""(?:[^\\]|\\.)*?"""(?:"{0,2})'
    r"|'''.*?'''(?:'{0,2})"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_BARE: Final = re.compile(r"[^,\]}\n#]*")
_KEY: Final = re.compile(r"[ \t]*(?:([A-Za-z0-9_-]+)|\"((?:[^\"\\\n]|\\.)*)\"|'([^'\n]*)')[ \t]*")


def key_lines(text: str) -> dict[Keys, int]:
    """Line (from 1) of each table, key and array item of a text that tomllib accepted."""
    return _Scan(text).lines


class _Scan:
    """One walk through the text. Lenient: what is valid was decided by tomllib."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Keys, int] = {(): 1}
        self._text = text
        self._at = 0
        self._starts = [0, *(m.end() for m in re.finditer("\n", text))]
        self._last: dict[Keys, int] = {}
        self._walk()

    def _walk(self) -> None:
        table: Keys = ()
        while self._skip_blank():
            if self._text[self._at] == "[":
                table = self._header()
            elif not self._pair(table):
                self._at += 1

    def _skip_blank(self) -> bool:
        found = _BLANK.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return self._at < len(self._text)

    def _header(self) -> Keys:
        line = self._line()
        many = self._text.startswith("[[", self._at)
        self._at += 2 if many else 1
        names = self._names()
        self._at += 2 if many else 1
        way: Keys = ()
        for name in names[:-1]:
            way = self._newest((*way, name))
        way = (*way, *names[-1:])
        if many:
            self._last[way] = self._last.get(way, -1) + 1
            self.lines.setdefault(way, line)
            way = (*way, self._last[way])
        self.lines.setdefault(way, line)
        return way

    def _newest(self, way: Keys) -> Keys:
        return (*way, self._last[way]) if way in self._last else way

    def _names(self) -> list[str]:
        names = []
        while found := _KEY.match(self._text, self._at):
            names.append(next(g for g in found.groups() if g is not None))
            self._at = found.end()
            if not self._text.startswith(".", self._at):
                break
            self._at += 1
        return names

    def _pair(self, table: Keys) -> bool:
        line = self._line()
        names = self._names()
        if not names or not self._text.startswith("=", self._at):
            return False
        for count in range(1, len(names) + 1):
            self.lines.setdefault((*table, *names[:count]), line)
        self._at += 1
        self._value((*table, *names))
        return True

    def _value(self, way: Keys) -> None:
        found = re.compile(r"[ \t]*").match(self._text, self._at)
        self._at = found.end() if found else self._at
        if found := _STRING.match(self._text, self._at):
            self._at = found.end()
        elif self._text.startswith("[", self._at):
            self._array(way)
        elif self._text.startswith("{", self._at):
            self._inline_table(way)
        elif found := _BARE.match(self._text, self._at):
            self._at = found.end()

    def _array(self, way: Keys) -> None:
        self._at += 1
        place = 0
        while self._skip_blank() and self._text[self._at] != "]":
            before = self._at
            self.lines.setdefault((*way, place), self._line())
            self._value((*way, place))
            self._at = max(self._at, before + 1)
            place += 1
        self._at += 1

    def _inline_table(self, way: Keys) -> None:
        self._at += 1
        while self._skip_blank() and self._text[self._at] != "}":
            if not self._pair(way):
                self._at += 1
        self._at += 1

    def _line(self) -> int:
        return bisect_right(self._starts, self._at)
