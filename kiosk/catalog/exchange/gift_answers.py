"""What stands between { and } in GIFT."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from kiosk.catalog.exchange.found import (
    Asks,
    Choices,
    Essay,
    Match,
    Matches,
    NumberOption,
    Numbers,
    Option,
    Order,
    Range,
    Short,
    Text,
    Truth,
)

_ESCAPED: Final = re.compile(r"\\([n\\~=#{}:])")
_WHITE: Final = re.compile(r"[ \t\n\r\f\v]+")  # a no-break space stays
_FORM: Final = re.compile(r"\s*\[(html|markdown|plain|moodle)\]")
_WEIGHT: Final = re.compile(r"\s*%(-?\d{1,6}(?:[.,]\d{0,12})?)%")
_TRUTH: Final = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_NUMBER: Final = r"\s*([+-]?(?:\d{1,16}(?:\.\d{0,16})?|\.\d{1,16})(?:[eE][+-]?\d{1,2})?)\s*"
_SIMPLE: Final = re.compile(_NUMBER)
_AROUND: Final = re.compile(rf"{_NUMBER}:{_NUMBER}")
_BETWEEN: Final = re.compile(rf"{_NUMBER}\.\.{_NUMBER}")
_ORDER: Final = re.compile(
    r"\s*>\s*\d*[ \t]*(?:(?:ALL|EXACT|RANDOM|REL|CONTIGUOUS|CONTIG|HORIZONTAL|HORI|H|VERTICAL"
    r"|VERT|V|[A-Z]{1,20}_[A-Z_]{1,40}|ABSOLUTE|ABS|RELATIVE|SHOW|TRUE|YES|HIDE|FALSE|NO|[01]"
    r"|none|123|abc|ABC|iii|III)\b[ \t]*)*\n"
)


class NotGift(Exception):
    """A question is not written as GIFT; the text is a sentence for its author."""


def place_of(text: str, sign: str, *, last: bool = False) -> int:
    """Where a sign stands without a backslash before it; -1 if nowhere."""
    found = -1
    place = 0
    while place < len(text):
        if text[place] == "\\":
            place += 2
            continue
        if text.startswith(sign, place):
            if not last:
                return place
            found = place
        place += 1
    return found


def has_open_brace(line: str, *, is_open: bool) -> bool:
    """Whether a { waits for its } at the end of a line."""
    opening, closing = place_of(line, "{", last=True), place_of(line, "}", last=True)
    return is_open if opening == closing else opening > closing


def unescape(raw: str) -> str:
    """The text meant: backslash n is a new line, before a sign it goes, any other stays."""
    return _ESCAPED.sub(lambda m: "\n" if m[1] == "n" else m[1], raw)


def text_of(raw: str, form: str) -> Text:
    """A text, with its own format if it names one. Line ends of the file count in Markdown only."""
    if found := _FORM.match(raw):
        form, raw = found[1], raw[found.end() :]
    bare = raw.strip() if form == "markdown" else _WHITE.sub(" ", raw).strip()
    return Text(unescape(bare), form)


def _said(raw: str | None, form: str) -> Text | None:
    return text_of(raw, form) if raw and raw.strip() else None


def cut_feedback(raw: str, form: str) -> tuple[str, Text | None]:
    """The answers, and the feedback after ####."""
    place = place_of(raw, "####")
    return (raw, None) if place < 0 else (raw[:place], _said(raw[place + 4 :], form))


def asks(raw: str, form: str, tell: Callable[[str], None]) -> Asks:
    """What is asked. Raises NotGift."""
    bare = raw.strip()
    if not bare:
        return Essay()
    if bare.startswith("#"):
        return _numbers(bare[1:], form, tell)
    if found := _ORDER.match(raw):
        steps = [line for line in raw[found.end() :].split("\n") if line.strip()]
        return Order(tuple(text_of(step, form) for step in steps))
    answer, *said = _cut(bare, "#")
    if answer.strip().upper() in _TRUTH:
        wrong, right, *_more = (*said, None, None)
        return Truth(_TRUTH[answer.strip().upper()], _said(wrong, form), _said(right, form))
    pieces = _marked(bare, tell)
    if not pieces:
        return Short((_option("=", bare, form),))
    if all(sign == "=" and place_of(body, "->") >= 0 for sign, body in pieces):
        return Matches(tuple(_match(body, form) for _, body in pieces))
    options = tuple(_option(sign, body, form) for sign, body in pieces)
    if all(sign == "=" for sign, _ in pieces):
        return Short(options)
    return Choices(options)


def _cut(raw: str, sign: str) -> list[str]:
    parts = []
    while (place := place_of(raw, sign)) >= 0:
        parts.append(raw[:place])
        raw = raw[place + len(sign) :]
    return [*parts, raw]


def _marked(raw: str, tell: Callable[[str], None]) -> list[tuple[str, str]]:
    """The answers, each with the = or ~ before it."""
    starts = [m.start() for m in re.finditer(r"(?:\\.)|([=~])", raw, re.DOTALL) if m[1]]
    if not starts:
        return []
    if raw[: starts[0]].strip():
        tell(f"Teks “{_short(raw[: starts[0]])}” sebelum jawaban pertama tidak diambil.")
    ends = [*starts[1:], len(raw)]
    return [(raw[a], raw[a + 1 : b]) for a, b in zip(starts, ends, strict=True)]


def _short(raw: str) -> str:
    bare = " ".join(raw.split())
    return bare if len(bare) <= 40 else bare[:39] + "…"  # noqa: PLR2004 - fits one line of a report


def _weight(raw: str) -> tuple[float | None, str]:
    if found := _WEIGHT.match(raw):
        return float(found[1].replace(",", ".")), raw[found.end() :]
    return None, raw


def _option(sign: str, raw: str, form: str) -> Option:
    weight, rest = _weight(raw)
    text, *said = _cut(rest, "#")
    feedback = _said("#".join(said), form)
    return Option(text_of(text, form), sign == "=", weight, feedback)


def _match(raw: str, form: str) -> Match:
    place = place_of(raw, "->")
    right = unescape(_WHITE.sub(" ", raw[place + 2 :]).strip())
    return Match(text_of(raw[:place], form), right)


def _numbers(raw: str, form: str, tell: Callable[[str], None]) -> Numbers:
    pieces = _marked(raw, tell)
    if not pieces:
        return Numbers((_number("=", raw, form),), bare=True)
    return Numbers(tuple(_number(sign, body, form) for sign, body in pieces))


def _number(sign: str, raw: str, form: str) -> NumberOption:
    weight, rest = _weight(raw)
    text, *said = _cut(rest, "#")
    number = None if text.strip() in {"", "*"} else number_range(text)
    return NumberOption(number, sign == "=", weight, _said("#".join(said), form))


def number_range(text: str) -> Range:
    """1, 1:0.5 or 1..2. Raises NotGift."""
    if found := _SIMPLE.fullmatch(text):
        return Range("simple", float(found[1]))
    if found := _AROUND.fullmatch(text):
        return Range("range", float(found[1]), float(found[2]))
    if found := _BETWEEN.fullmatch(text):
        return Range("high-low", float(found[1]), float(found[2]))
    raise NotGift(
        f"Angka “{_short(text)}” tidak terbaca. Tulis misalnya 79.2, 79.2:0.1, atau 1..5."
    )
