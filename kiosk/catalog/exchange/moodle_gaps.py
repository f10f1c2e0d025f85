"""Gaps as Moodle writes them: {1:SHORTANSWER:=kata~…} in a cloze, [[1]] for words to drag."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Final

from kiosk.catalog.exchange.found import Asks, GapFound, Gaps, Option, Text, Words
from kiosk.catalog.exchange.said import Unmapped

_GAP: Final = re.compile(
    r"\{(\d{0,3}):(MULTICHOICE|MCHS|MCVS|MCS|MCH|MCV|MC|MULTIRESPONSE|MRHS|MRVS|MRS|MRH|MRV|MR|"
    r"SHORTANSWER_C|SHORTANSWER|SAC|SA|MWC|MW|NUMERICAL|NM)(?:_?[HVS]{0,2}):"
    r"((?:\\.|[^}\\])*)\}",
    re.IGNORECASE | re.DOTALL,
)
_PART: Final = re.compile(r"(?:\\.|&#x?[0-9a-fA-F]{1,6};|[^~#\\])+|~|#", re.DOTALL)
_WEIGHT: Final = re.compile(r"%(-?\d{1,4}(?:\.\d{0,10})?)%")
_NUMBERED: Final = ("NUMERICAL", "NM")
_LISTED: Final = ("MULTICHOICE", "MC")
_PLACE: Final = re.compile(r"\[\[(\d{1,3})\]\]")


def cloze(stem: Text, tell: Callable[[str], None]) -> tuple[Text, Asks]:
    """The text with {c1} for each gap, and the gaps. Raises Unmapped."""
    gaps: list[GapFound] = []

    def take(found: re.Match[str]) -> str:
        kind = found[2].upper()
        if kind.startswith(("MULTIRESPONSE", "MR")):
            raise Unmapped("Celah dengan beberapa jawaban sekaligus tidak ada di sini.")
        if found[1] not in {"", "0", "1"}:
            tell("Bobot celah berbeda-beda; di sini setiap celah bernilai sama.")
        listed = kind.startswith(_LISTED)
        is_number = kind.startswith(_NUMBERED)
        gaps.append(GapFound(_answers(found[3], tell, number=is_number), listed, is_number))
        return f"{{c{len(gaps)}}}"

    text = _GAP.sub(take, stem.text)
    if not gaps:
        raise Unmapped("Soal teks bercelah ini tidak memuat celah.")
    return Text(text, stem.form), Gaps(tuple(gaps))


def _answers(raw: str, tell: Callable[[str], None], *, number: bool) -> tuple[Option, ...]:
    options = []
    for answer in _split(raw, "~"):
        text, *said = _split(answer, "#")
        weight = 100.0 if text.startswith("=") else 0.0
        text = text.removeprefix("=")
        if found := _WEIGHT.match(text):
            weight, text = float(found[1]), text[found.end() :]
        plain = _bare(text)
        if number and ":" in plain:
            plain, _, reach = plain.partition(":")
            if reach.strip() not in {"", "0"}:
                tell("Toleransi angka dalam celah tidak dibawa; hanya angkanya yang diterima.")
        if not plain.strip() and not said:
            continue
        feedback = Text(_unslashed(said[0]), "html") if said and said[0].strip() else None
        options.append(Option(Text(plain.strip(), "plain"), weight > 0, weight, feedback))
    return tuple(options)


def _split(raw: str, sign: str) -> list[str]:
    parts = [""]
    for piece in _PART.findall(raw):
        if piece == sign:
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def _unslashed(raw: str) -> str:
    return re.sub(r"\\([~#}/\"\\])", r"\1", raw)


def _bare(raw: str) -> str:
    return unescape(re.sub(r"<[^<>]*>", "", _unslashed(raw)))


def words(
    stem: Text, boxes: list[tuple[str, str]], tell: Callable[[str], None], *, listed: bool
) -> tuple[Text, Asks]:
    """The text with {c1} for each [[n]], the words that belong there, and those left over."""
    if len({group for _, group in boxes}) > 1:
        tell("Kelompok kata digabung menjadi satu.")
    taken: list[int] = []

    def take(found: re.Match[str]) -> str:
        place = int(found[1])
        if not 1 <= place <= len(boxes):
            raise Unmapped(f"Tempat [[{place}]] tidak mempunyai kata.")
        taken.append(place)
        return f"{{c{len(taken)}}}"

    text = _PLACE.sub(take, stem.text)
    if not taken:
        raise Unmapped("Teks ini tidak memuat tempat [[1]].")
    plain = [_bare(word) for word, _ in boxes]
    extra = tuple(word for place, word in enumerate(plain, 1) if place not in taken and word)
    said = tuple(plain[place - 1] for place in taken)
    return Text(text, stem.form), Words(said, extra, listed)
