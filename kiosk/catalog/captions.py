"""Captions of a film: WebVTT (W3C Candidate Recommendation, section 4) read into cues."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

_TIME: Final = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMING: Final = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t].*)?")
_TAG: Final = re.compile(r"<[^>]*>")
_SIGNS: Final = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&nbsp;": " ", "&lrm;": "", "&rlm;": ""}
_ASIDE: Final = ("NOTE", "STYLE", "REGION")


class Cue(Struct, frozen=True):
    """Words shown from `start` up to `end`, in milliseconds from the start of the film."""

    start: int
    end: int
    text: str


class Captions(Struct, frozen=True):
    """The cues in their order, and the line (from 1) of the first thing that is no WebVTT, or 0."""

    cues: tuple[Cue, ...]
    fault: int = 0


def read_captions(text: str) -> Captions:
    """The cues of a WebVTT text; what cannot be read is left out. Raises nothing."""
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if re.fullmatch(r"WEBVTT([ \t].*)?", lines[0]) is None:
        return Captions((), 1)
    cues, fault = [], 0
    for first, block in _blocks(lines):
        timing = next((n for n, line in enumerate(block[:2]) if "-->" in line), None)
        if timing is None:
            fault = fault or (0 if block[0].split(" ")[0] in _ASIDE else first)
            continue
        found = _TIMING.fullmatch(block[timing].strip())
        cue = _cue(found.groups(), block[timing + 1 :]) if found else None
        if cue is None:
            fault = fault or first + timing
        else:
            cues.append(cue)
    return Captions(tuple(sorted(cues, key=lambda cue: cue.start)), fault)


def cue_at(captions: Captions, position: int) -> str:
    """The words at a moment, in milliseconds; several cues below each other."""
    return "\n".join(c.text for c in captions.cues if c.start <= position < c.end)


def _blocks(lines: list[str]) -> list[tuple[int, list[str]]]:
    """Runs of lines that are not empty after the heading, with the number of their first line."""
    found: list[tuple[int, list[str]]] = []
    heading = next((n for n, line in enumerate(lines) if not line.strip()), len(lines))
    last = heading
    for number, line in enumerate(lines[heading:], heading):
        if not line.strip():
            continue
        if found and number == last + 1:
            found[-1][1].append(line)
        else:
            found.append((number + 1, [line]))
        last = number
    return found


def _cue(times: tuple[str | None, ...], lines: list[str]) -> Cue | None:
    start, end = _milliseconds(times[:4]), _milliseconds(times[4:])
    words = _TAG.sub("", "\n".join(line.strip() for line in lines))
    for sign, meant in _SIGNS.items():
        words = words.replace(sign, meant)
    return Cue(start, end, words.strip()) if start < end and words.strip() else None


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, rest = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest
