"""Our questions as Moodle XML. What Moodle has no place for is told."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Iterator
from html import escape
from pathlib import PurePosixPath
from typing import Final

from kiosk.catalog.exchange.found import Told
from kiosk.catalog.exchange.marks import tags_of
from kiosk.catalog.exchange.markup_out import html, html_of
from kiosk.learning.answers import fits, number
from kiosk.learning.question import (
    Choice,
    ChoiceQuestion,
    Cloze,
    DragWords,
    Essay,
    Gap,
    Matching,
    NumberAnswer,
    Ordering,
    Pointing,
    Question,
    ShortAnswer,
    pieces,
)

Pictures = Callable[[str], bytes | None]
"""The bytes of a picture of the course, or None."""
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>'
_NONE: Final = "Jenis soal ini tidak ada dalam XML Moodle."


def moodle(
    course: str, questions: Iterable[Question], pictures: Pictures
) -> tuple[str, tuple[Told, ...]]:
    """The file, and what was left out, by place of the question from 1."""
    parts = [_HEAD]
    told: list[Told] = []
    lesson = ""
    for place, question in enumerate(questions, start=1):
        if isinstance(question.asked, Pointing):
            told.append(Told(place, f"{question.id}: {_NONE}", skipped=True))
            continue
        if question.lesson != lesson:
            lesson = question.lesson
            path = escape(f"$course$/top/{course}/{lesson}")
            parts.append(
                f'<question type="category"><category><text>{path}</text></category></question>'
            )
        parts.append("\n".join(_question(question, pictures)))
        told += [Told(place, f"{question.id}: {words}") for words in lost(question)]
    return "\n".join([*parts, "</quiz>\n"]), tuple(told)


def lost(question: Question) -> Iterator[str]:
    """What a question knows and Moodle XML does not."""
    match question.asked:
        case Matching():
            yield "umpan balik tiap pasangan tidak ada dalam XML Moodle."
        case Ordering():
            yield "umpan balik tiap langkah tidak ada dalam XML Moodle."
        case DragWords():
            yield "umpan balik tiap tempat kata tidak ada dalam XML Moodle."
        case _:
            return


def _question(question: Question, pictures: Pictures) -> Iterator[str]:
    kind, stem, body = _kind(question, pictures)
    yield f'<question type="{kind}">'
    yield f"<name><text>{escape(question.id)}</text></name>"
    yield _said("questiontext", stem)
    yield _said("generalfeedback", html_of(question.feedback))
    yield f"<idnumber>{escape(question.id)}</idnumber>"
    yield "<defaultgrade>1</defaultgrade><penalty>0.3333333</penalty><hidden>0</hidden>"
    yield from body
    yield from (_said("hint", html_of(hint)) for hint in question.hints)
    tags = "".join(f"<tag><text>{escape(tag)}</text></tag>" for tag in tags_of(question))
    yield f"<tags>{tags}</tags>"
    yield "</question>"


def _said(name: str, content: str, form: str = "html", more: str = "", attrs: str = "") -> str:
    text = f"<text>{escape(content, quote=False)}</text>"
    return f'<{name}{attrs} format="{form}">{text}{more}</{name}>'


def _answer(
    fraction: float, text: str, feedback: str, form: str = "html", more: tuple[str, str] = ("", "")
) -> str:
    """`more`: what stands beside the text, and after the feedback."""
    after = _said("feedback", html_of(feedback)) + more[1]
    return _said("answer", text, form, more[0] + after, f' fraction="{_decimal(fraction)}"')


def _kind(question: Question, pictures: Pictures) -> tuple[str, str, list[str]]:
    stem = html(question.stem)
    match question.asked:
        case ChoiceQuestion() as asked:
            return (
                ("truefalse", stem, _truth(asked))
                if asked.binary
                else ("multichoice", stem, _choices(asked, pictures))
            )
        case Matching() as asked:
            return "matching", stem, _matching(asked)
        case Ordering() as asked:
            return "ordering", stem, list(_order(asked))
        case ShortAnswer() as asked:
            return "shortanswer", stem, ["<usecase>0</usecase>", *_short(asked)]
        case NumberAnswer() as asked:
            return "numerical", stem, list(_numbers(asked))
        case Cloze() as asked:
            return (
                "cloze",
                stem + _passage(asked.passage, {g.name: _gap(g) for g in asked.gaps}),
                [],
            )
        case DragWords() as asked:
            marks = {slot.name: f"[[{place}]]" for place, slot in enumerate(asked.slots, start=1)}
            return "ddwtos", stem + _passage(asked.passage, marks), list(_boxes(asked))
        case Essay() as asked:
            return "essay", stem, _essay(asked)
        case Pointing():
            raise AssertionError


def _order(asked: Ordering) -> Iterator[str]:
    yield "<layouttype>VERTICAL</layouttype><selecttype>ALL</selecttype>"
    yield "<gradingtype>ABSOLUTE_POSITION</gradingtype>"
    yield f"<selectcount>{len(asked.steps)}</selectcount>"
    for step in asked.steps:
        yield _said("answer", html_of(step.text), attrs=' fraction="1"')


def _truth(asked: ChoiceQuestion) -> list[str]:
    true, false = asked.choices
    form = "moodle_auto_format"
    return [
        _answer(100 * true.right, "true", true.feedback, form),
        _answer(100 * false.right, "false", false.feedback, form),
    ]


def _choices(asked: ChoiceQuestion, pictures: Pictures) -> list[str]:
    rights = max(1, sum(choice.right for choice in asked.choices))
    single = str(not asked.several).lower()
    head = "<shuffleanswers>true</shuffleanswers><answernumbering>abc</answernumbering>"
    wrong = -100.0 if asked.several else 0.0
    answers = []
    for choice in asked.choices:
        text, file = _pictured(choice, pictures)
        worth = 100 / rights if choice.right else wrong
        answers.append(_answer(worth, text, choice.feedback, more=(file, "")))
    return [f"<single>{single}</single>{head}", *answers]


def _pictured(choice: Choice, pictures: Pictures) -> tuple[str, str]:
    text = html_of(choice.text)
    data = pictures(choice.picture) if choice.picture else None
    if data is None:
        return text, ""
    name = escape(PurePosixPath(choice.picture).name)
    file = (
        f'<file name="{name}" path="/" encoding="base64">{base64.b64encode(data).decode()}</file>'
    )
    image = f'<img src="@@PLUGINFILE@@/{name}" alt="{escape(choice.alternative)}">'
    return image + text, file


def _matching(asked: Matching) -> list[str]:
    sides = [(html_of(pair.left), pair.right) for pair in asked.pairs]
    sides += [("", text) for text in asked.extra]
    return [
        "<shuffleanswers>true</shuffleanswers>",
        *(
            _said("subquestion", left, more=f"<answer><text>{escape(right)}</text></answer>")
            for left, right in sides
        ),
    ]


def _short(asked: ShortAnswer) -> Iterator[str]:
    form = "moodle_auto_format"
    for text in asked.accept:
        yield _answer(100, text, asked.right_feedback, form)
    for mistake in asked.mistakes:
        yield _answer(0, mistake.answer, mistake.feedback, form)
    yield _answer(0, "*", asked.wrong_feedback, form)


def _numbers(asked: NumberAnswer) -> Iterator[str]:
    form = "moodle_auto_format"
    reach = ("", f"<tolerance>{_decimal(asked.tolerance)}</tolerance>")
    yield _answer(100, _decimal(asked.answer), asked.right_feedback, form, reach)
    for mistake in asked.mistakes:
        foreseen = number(mistake.answer)
        if foreseen is not None:
            yield _answer(0, _decimal(foreseen), mistake.feedback, form, reach)
    yield _answer(0, "*", asked.wrong_feedback, form, ("", "<tolerance>0</tolerance>"))
    if asked.unit:
        name = f"<unit_name>{escape(asked.unit)}</unit_name>"
        yield f"<units><unit><multiplier>1</multiplier>{name}</unit></units>"
        # the unit may be left out: 3 is "not graded, not typed"
        yield "<showunits>3</showunits><unitgradingtype>0</unitgradingtype>"


def _decimal(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(value)


def _passage(passage: str, marks: dict[str, str]) -> str:
    """The passage as paragraphs, each gap as it is written in Moodle."""
    said = [
        marks.get(part, f"{{{part}}}") if place % 2 else escape(part, quote=False)
        for place, part in enumerate(pieces(passage))
    ]
    return "".join(f"<p>{line}</p>" for line in "".join(said).split("\n"))


def _gap(gap: Gap) -> str:
    if gap.choices:
        answers = [
            f"={_inside(text)}#{_inside(gap.right_feedback)}"
            if fits(gap, text)
            else f"{_inside(text)}#{_inside(gap.wrong_feedback)}"
            for text in gap.choices
        ]
        return f"{{1:MULTICHOICE:{'~'.join(answers)}}}"
    answers = [f"={_inside(text)}#{_inside(gap.right_feedback)}" for text in gap.accept]
    answers.append(f"*#{_inside(gap.wrong_feedback)}")
    return f"{{1:SHORTANSWER:{'~'.join(answers)}}}"


def _inside(text: str) -> str:
    """Text inside the braces of a gap."""
    safe = escape(text, quote=False).replace("\\", "&#92;").replace("\n", "<br>")
    safe = safe.replace("~", "\\~").replace("}", "\\}").replace("/", "\\/").replace('"', "&quot;")
    return "&#92;".join(part.replace("#", "\\#") for part in safe.split("&#92;"))


def _boxes(asked: DragWords) -> Iterator[str]:
    for word in [*(slot.word for slot in asked.slots), *asked.extra]:
        yield f"<dragbox><text>{escape(word)}</text><group>1</group></dragbox>"


def _essay(asked: Essay) -> list[str]:
    lines = "".join(f"<li>{html_of(c.text)} ({c.points} poin)</li>" for c in asked.rubric)
    model = f"<p>{html_of(asked.model)}</p>" if asked.model else ""
    least = f"<minwordlimit>{asked.least}</minwordlimit>" if asked.least else ""
    head = "<responseformat>editor</responseformat><responserequired>1</responserequired>"
    return [head + least, _said("graderinfo", f"<ol>{lines}</ol>{model}")]
