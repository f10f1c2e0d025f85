"""Texts with gaps: what stands in each, and the passage around them."""

from __future__ import annotations

import re
from typing import Final

from kiosk.catalog.exchange.found import GapFound, Gaps, Option, Words
from kiosk.catalog.exchange.markup import Seen
from kiosk.catalog.exchange.said import FULL, Teller, Unmapped
from kiosk.learning.answers import plain
from kiosk.learning.question import Cloze, DragWords, Gap, Slot

_MARK: Final = re.compile(r"\{c(\d{1,4})\}")
_RIGHT: Final = "Bagian ini benar."


def passage_of(stem: Seen, names: list[str], tell: Teller) -> str:
    """The lines from the first gap on, its marks under their names."""
    lines = stem.plain.split("\n")
    first = next((place for place, line in enumerate(lines) if _MARK.search(line)), None)
    if first is None:
        raise Unmapped("Teks ini tidak mempunyai celah.")
    if stem.styled:
        tell.lost(("huruf tebal atau miring dalam teks bercelah",))

    def named(mark: re.Match[str]) -> str:
        place = int(mark[1])
        return f"{{{names[place - 1]}}}" if 0 < place <= len(names) else mark[0]

    return _MARK.sub(named, "\n".join(lines[first:]))


def names_for(count: int, given: tuple[str, ...]) -> list[str]:
    """The names that came along, or c1, c2 and so on."""
    if len(given) == count == len(set(given)):
        return list(given)
    return [f"c{place}" for place in range(1, count + 1)]


def gaps(asks: Gaps, stem: Seen, given: tuple[str, ...], tell: Teller) -> Cloze:
    """A cloze. Raises Unmapped where a gap has no right answer."""
    names = names_for(len(asks.gaps), given)
    made = tuple(_gap(name, gap, tell) for name, gap in zip(names, asks.gaps, strict=True))
    return Cloze(passage_of(stem, names, tell), made)


def _gap(name: str, gap: GapFound, tell: Teller) -> Gap:
    read = [(tell.plain(option.text).replace("\n", " "), option) for option in gap.options]
    rest = next((o for text, o in read if text == "*" and o.worth < FULL), None)
    read = [(text, option) for text, option in read if option is not rest]
    rights = [(text, option) for text, option in read if option.worth >= FULL]
    accept = tuple(dict.fromkeys(text for text, _ in rights if plain(text)))
    if not accept:
        raise Unmapped("Sebuah celah tidak mempunyai jawaban yang bernilai penuh.")
    if any(0 < option.worth < FULL for _, option in read):
        tell("Jawaban celah yang bernilai sebagian tidak dihitung di sini.")
    wrongs = [option for _, option in read if option.worth < FULL]
    right = _first(tell, [option for _, option in rights])
    wrong = _first(tell, [rest] if rest else wrongs)
    if wrongs and not gap.listed:
        tell("Jawaban keliru pada celah ketik tidak dikenali satu per satu di sini.")
    return Gap(
        name=name,
        accept=accept,
        right_feedback=right or tell.feedback(None, _RIGHT),
        wrong_feedback=wrong or tell.feedback(None, f"Yang tepat: {accept[0]}."),
        choices=tuple(dict.fromkeys(text for text, _ in read)) if gap.listed else (),
    )


def _first(tell: Teller, options: list[Option]) -> str:
    said = list(dict.fromkeys(filter(None, (tell.plain(o.feedback) for o in options))))
    if len(said) > 1:
        tell("Umpan balik jawaban sebuah celah berbeda-beda; yang pertama dipakai.")
    return said[0] if said else ""


def slots(asks: Words, stem: Seen, given: tuple[str, ...], tell: Teller) -> DragWords | Cloze:
    """Words to drag, or gaps with lists where the file has lists."""
    names = names_for(len(asks.words), given)
    passage = passage_of(stem, names, tell)
    words = [" ".join(word.split()) for word in asks.words]
    extra = tuple(
        w for w in dict.fromkeys(" ".join(e.split()) for e in asks.extra) if w not in words
    )
    said = (*asks.feedbacks, *(None for _ in words))
    told = [
        tell.feedback(feedback, f"Kata yang tepat: {word}.")
        for word, feedback in zip(words, said, strict=False)
    ]
    if not asks.listed:
        made = [Slot(*each) for each in zip(names, words, told, strict=True)]
        return DragWords(passage, tuple(made), extra)
    choices = tuple(dict.fromkeys([*words, *extra]))
    return Cloze(
        passage,
        tuple(
            Gap(name, (word,), tell.feedback(None, _RIGHT), wrong, choices)
            for name, word, wrong in zip(names, words, told, strict=True)
        ),
    )
