"""Neutral questions made ours. What we do not hold is told, never dropped in silence."""

from __future__ import annotations

from string import ascii_lowercase
from typing import Final, assert_never

from msgspec import Struct

from kiosk.catalog.exchange.found import (
    Choices,
    Description,
    Essay,
    Gaps,
    Item,
    Matches,
    Numbers,
    Option,
    Order,
    Short,
    Text,
    Told,
    Truth,
    Words,
)
from kiosk.catalog.exchange.mapping_gaps import gaps, slots
from kiosk.catalog.exchange.mapping_number import numbers
from kiosk.catalog.exchange.marks import Marks, read_marks
from kiosk.catalog.exchange.markup import Seen, seen, tidy
from kiosk.catalog.exchange.said import FULL, RIGHT, Teller, Unmapped
from kiosk.learning.answers import plain
from kiosk.learning.question import (
    Asked,
    Choice,
    ChoiceQuestion,
    Cloze,
    Criterion,
    DragWords,
    Level,
    Matching,
    Mistake,
    Ordering,
    Pair,
    Question,
    ShortAnswer,
    Step,
)
from kiosk.learning.question import Essay as OurEssay
from kiosk.learning.spans import Span, Spans

PICTURES: Final = "@@PLUGINFILE@@/"
_OUR_STEM: Final = {Cloze: "Lengkapi teks berikut.", DragWords: "Letakkan kata pada tempatnya."}
_POINTS: Final = 10


class Mapped(Struct, frozen=True):
    """A question of ours, but for id, lesson and level, which the place it goes to decides.

    A description has no `question`: its `text` becomes a paragraph of the lesson.
    """

    item: Item
    marks: Marks
    told: tuple[Told, ...]
    question: Question | None = None
    text: Spans = ()


def mapped(item: Item) -> Mapped:
    """Ours, as far as it can be. Raises Unmapped with a sentence."""
    tell = Teller(item.line)
    marks = read_marks(item.tags)
    if marks.unknown:
        tell(f"Tanda {', '.join(marks.unknown)} tidak dibawa.")
    stem = _seen(item.stem, tell)
    if isinstance(item.asks, Description):
        if not stem.spans:
            raise Unmapped("Keterangan ini kosong.")
        tell("Keterangan tanpa soal menjadi paragraf dalam pelajaran.")
        return Mapped(item, marks, tell.all(), text=stem.spans)
    asked = _asked(item, stem, marks, tell)
    spans = stem.spans
    if isinstance(asked, Cloze | DragWords):
        spans = _own_stem(asked, stem.spans, tell)
    question = Question(
        id="",
        stem=spans,
        asked=asked,
        lesson=marks.lesson,
        level=marks.level or Level.USE,
        source=marks.source,
        certainty=marks.certainty,
        block=marks.block,
        feedback=tell.plain(item.feedback),
        hints=tuple(filter(None, map(tell.plain, item.hints))),
    )
    return Mapped(item, marks, tell.all(), question)


def _seen(text: Text, tell: Teller) -> Seen:
    found = seen(text)
    tell.lost(found.lost)
    if found.images:
        tell("Gambar dalam pokok soal tidak dipasang. Letakkan dalam pelajaran bila diperlukan.")
    return found


def _own_stem(asked: Cloze | DragWords, stem: Spans, tell: Teller) -> Spans:
    """What stands before the passage, or a sentence of our own."""
    lines = "".join(span.text for span in stem).split("\n")
    before = lines[: len(lines) - len(asked.passage.split("\n"))]
    if not before:
        tell("Pokok soal tidak terpisah dari teks bercelah; diisi kalimat umum.")
        return (Span(_OUR_STEM[type(asked)]),)
    return _first_lines(stem, len(before))


def _first_lines(spans: Spans, count: int) -> Spans:
    kept: list[Span] = []
    for span in spans:
        parts = span.text.split("\n")
        kept.append(Span("\n".join(parts[:count]), span.bold, span.italic))
        count -= len(parts) - 1
        if count <= 0:
            break
    return tidy(kept)


def _asked(item: Item, stem: Seen, marks: Marks, tell: Teller) -> Asked:
    match item.asks:
        case Choices():
            return _choices(item.asks, item, tell)
        case Truth():
            return _truth(item.asks, tell)
        case Short():
            return _short(item.asks, tell)
        case Numbers():
            return numbers(item.asks, marks.unit, tell)
        case Matches():
            return _matching(item.asks, tell)
        case Order():
            return _ordering(item.asks, tell)
        case Gaps():
            return gaps(item.asks, stem, marks.gaps, tell)
        case Words():
            return slots(item.asks, stem, marks.gaps, tell)
        case Essay():
            return _essay(item.asks, tell)
        case Description():
            raise Unmapped("Keterangan ini kosong.")
        case _:
            assert_never(item.asks)


def _choices(asks: Choices, item: Item, tell: Teller) -> ChoiceQuestion:
    several = _several(asks, tell)
    rights = [o.worth > 0 if several else o.worth >= FULL for o in asks.options]
    if not any(rights):
        raise Unmapped("Tidak ada jawaban yang bernilai penuh.")
    if len(rights) > len(ascii_lowercase):
        raise Unmapped(f"Pilihan lebih dari {len(ascii_lowercase)}.")
    texts = [_choice_text(option, tell) for option in asks.options]
    keys = "; ".join(text.rstrip(".") for text, right in zip(texts, rights, strict=True) if right)
    given = {file.name for file in item.files}
    pictures = [_picture(option, given) for option in asks.options]
    is_pictured = all(pictures) and not several and len(pictures) > 0
    if any(pictures) and not is_pictured:
        tell("Gambar pada sebagian pilihan tidak dipasang.")
    choices = []
    for letter, option, text, right, (file, alternative) in zip(
        ascii_lowercase,
        asks.options,
        texts,
        rights,
        (p or ("", "") for p in pictures),
        strict=False,
    ):
        common = RIGHT if right else f"Jawaban yang benar: {keys}."
        feedback = tell.feedback(option.feedback, common)
        picture = (file, alternative or text) if is_pictured else ("", "")
        choices.append(Choice(letter, text or alternative, right, feedback, *picture))
    return ChoiceQuestion(tuple(choices), several=several)


def _several(asks: Choices, tell: Teller) -> bool:
    full = sum(option.worth >= FULL for option in asks.options)
    weights = {round(option.worth) for option in asks.options}
    several = asks.several
    if several is None:
        several = full > 1 or not any(option.right for option in asks.options)
    if not several and full > 1:
        tell("Beberapa jawaban bernilai penuh; soal menjadi pilihan jamak.")
        several = True
    if several:
        positive = [option.worth for option in asks.options if option.worth > 0]
        if max(positive, default=0) - min(positive, default=0) > 1:
            tell("Bobot jawaban berbeda-beda; di sini setiap jawaban benar bernilai sama.")
    elif any(0 < weight < FULL for weight in weights):
        tell("Jawaban bernilai sebagian menjadi jawaban salah; umpan baliknya tetap.")
    return several


def _choice_text(option: Option, tell: Teller) -> str:
    found = seen(option.text)
    tell.lost(found.lost)
    if found.styled:
        tell.lost(("huruf tebal atau miring pada pilihan",))
    return found.plain.replace("\n", " ")


def _picture(option: Option, given: set[str]) -> tuple[str, str] | None:
    """The one picture of a choice, if its file came along."""
    images = seen(option.text).images
    if len(images) != 1:
        return None
    name = images[0].source.removeprefix(PICTURES)
    return (name, images[0].alternative) if name in given else None


def _truth(asks: Truth, tell: Teller) -> ChoiceQuestion:
    right = tell.feedback(asks.to_right, RIGHT)
    wrong = tell.feedback(asks.to_wrong, f"Pernyataan ini {'benar' if asks.right else 'salah'}.")
    said = (right, wrong) if asks.right else (wrong, right)
    return ChoiceQuestion(
        (Choice("a", "Benar", asks.right, said[0]), Choice("b", "Salah", not asks.right, said[1])),
        binary=True,
    )


def _short(asks: Short, tell: Teller) -> ShortAnswer:
    if asks.exact_case:
        tell("Huruf besar dan kecil tidak dibedakan di sini.")
    read = [(tell.plain(option.text), option) for option in asks.options]
    rest = next((o for text, o in read if text == "*" and o.worth < FULL), None)
    read = [(text, option) for text, option in read if option is not rest]
    if any("*" in text for text, _ in read):
        tell("Tanda * dalam jawaban tidak berarti “apa saja” di sini. Periksa jawabannya.")
    if any(0 < option.worth < FULL for _, option in read):
        tell("Jawaban bernilai sebagian menjadi kekeliruan yang dikenali; umpan baliknya tetap.")
    rights = [(text, option) for text, option in read if option.worth >= FULL]
    accept = tuple(dict.fromkeys(text for text, _ in rights if plain(text)))
    if not accept:
        raise Unmapped("Tidak ada jawaban yang bernilai penuh.")
    said = [tell.plain(o.feedback) for _, o in rights]
    if len(set(filter(None, said))) > 1:
        tell("Umpan balik jawaban benar berbeda-beda; yang pertama dipakai.")
    known = {plain(text) for text in accept}
    mistakes = []
    for text, option in read:
        if option.worth < FULL and plain(text) and plain(text) not in known:
            common = f"Jawaban yang benar: {accept[0]}."
            mistakes.append(Mistake(text, tell.feedback(option.feedback, common)))
    right = next(filter(None, said), "") or tell.feedback(None, RIGHT)
    wrong = tell.feedback(rest.feedback if rest else None, f"Jawaban yang benar: {accept[0]}.")
    return ShortAnswer(accept, right, wrong, tuple(mistakes))


def _matching(asks: Matches, tell: Teller) -> Matching:
    pairs: list[Pair] = []
    extra: list[str] = []
    for match in asks.pairs:
        left, right = tell.plain(match.left), " ".join(match.right.split())
        if left:
            common = f"“{left}” berpasangan dengan “{right}”."
            feedback = tell.feedback(match.feedback, common)
            pairs.append(Pair(f"p{len(pairs) + 1}", left, right, feedback))
        elif right:
            extra.append(right)
    rights = {plain(pair.right) for pair in pairs}
    distinct = tuple(text for text in dict.fromkeys(extra) if plain(text) not in rights)
    if len(distinct) < len(extra):
        tell("Pengecoh yang sama dengan pasangan lain dihapus.")
    return Matching(tuple(pairs), distinct)


def _ordering(asks: Order, tell: Teller) -> Ordering:
    said = (*asks.feedbacks, *(None for _ in asks.steps))
    steps = tuple(
        Step(
            f"s{place}", tell.plain(text), tell.feedback(feedback, f"Tempatnya: urutan ke-{place}.")
        )
        for place, (text, feedback) in enumerate(zip(asks.steps, said, strict=False), start=1)
    )
    return Ordering(steps)


def _essay(asks: Essay, tell: Teller) -> OurEssay:
    rubric = [Criterion(f"k{n}", text, points) for n, (text, points) in enumerate(asks.criteria, 1)]
    if not rubric:
        tell(f"Esai belum mempunyai rubrik; diisi satu kriteria bernilai {_POINTS} poin.")
        rubric = [Criterion("k1", "Isi jawaban tepat dan lengkap.", _POINTS)]
    return OurEssay(tuple(rubric), tell.plain(asks.guide), asks.least)
