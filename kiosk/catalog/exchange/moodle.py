"""Moodle XML: a question bank as Moodle exports it in, neutral questions out.

Source: docs.moodle.org/en/Moodle_XML_format.
"""

from __future__ import annotations

import base64
import binascii
import math
import re
from collections.abc import Callable, Iterator
from typing import Final

from kiosk.catalog.exchange.found import (
    Asks,
    Attached,
    Category,
    Choices,
    Description,
    Essay,
    Item,
    Match,
    Matches,
    NumberOption,
    Numbers,
    Option,
    Order,
    Range,
    Read,
    Short,
    Text,
    Told,
    Truth,
)
from kiosk.catalog.exchange.moodle_gaps import cloze, words
from kiosk.catalog.exchange.said import Unmapped
from kiosk.catalog.exchange.trouble import Unreadable
from kiosk.catalog.exchange.xml_tree import Node, read_xml

_FORMS: Final = {
    "html": "html",
    "plain_text": "plain",
    "markdown": "markdown",
    "moodle_auto_format": "moodle",
}
_KINDS: Final = {
    "calculated": "hitungan",
    "calculatedmulti": "hitungan pilihan",
    "calculatedsimple": "hitungan sederhana",
    "ddmarker": "seret penanda",
    "ddimageortext": "seret ke gambar",
    "random": "acak",
    "randomsamatch": "menjodohkan acak",
}
_CRITERION: Final = re.compile(r"<li>(.{1,500}?) \((\d{1,3}) poin\)</li>", re.DOTALL)
_RUBRIC: Final = re.compile(r"\s*<ol>.*?</ol>", re.DOTALL)
_MOST_WORDS: Final = 2_000
_LONGEST_GUIDE: Final = 20_000


def read_moodle(raw: bytes) -> Read:
    """Everything in a Moodle XML file. Raises Unreadable."""
    root = read_xml(raw)
    if root.name != "quiz":
        raise Unreadable("Ini bukan XML Moodle: unsur <quiz> tidak ada. Ekspor lagi.", root.line)
    items: list[Item | Category] = []
    told: list[Told] = []
    for node in root.all("question"):
        try:
            items.append(_item(node, told))
        except Unmapped as trouble:
            told.append(Told(node.line, str(trouble), skipped=True))
    return Read(tuple(items), tuple(told))


def _item(node: Node, told: list[Told]) -> Item | Category:
    kind = node.attrs.get("type", "")
    if kind == "category":
        return Category(node.said("category", "text"), node.line)
    reader = _READERS.get(kind)
    if reader is None:
        name = _KINDS.get(kind, kind or "tanpa nama")
        raise Unmapped(f"Jenis soal Moodle “{name}” tidak ada di sini.")

    def tell(sentence: str) -> None:
        told.append(Told(node.line, sentence))

    stem, asks = _stem(node), reader(node, tell)
    if isinstance(asks, tuple):
        stem, asks = asks
    return Item(
        line=node.line,
        stem=stem,
        asks=asks,
        title=node.said("name", "text") or None,
        feedback=text_at(node, "generalfeedback"),
        tags=tuple(filter(None, (tag.said("text") for tags in node.all("tags") for tag in tags))),
        id=node.said("idnumber") or None,
        hints=tuple(filter(None, (text_in(hint) for hint in node.all("hint")))),
        files=tuple(_files(node)),
    )


def _stem(node: Node) -> Text:
    return text_at(node, "questiontext") or Text("")


def text_in(node: Node | None, form: str = "html") -> Text | None:
    """The text of an element in its format; None where it is empty."""
    if node is None or not (said := node.said("text")):
        return None
    return Text(said, _FORMS.get(node.attrs.get("format", ""), form))


def text_at(node: Node, name: str) -> Text | None:
    """The text of a child."""
    return text_in(node.first(name))


def _files(node: Node) -> Iterator[Attached]:
    for each in node.below():
        if each.name == "file" and each.attrs.get("encoding") == "base64":
            try:
                data = base64.b64decode("".join(each.text.split()), validate=True)
            except (binascii.Error, ValueError):
                continue  # whoever names the file says that it did not come
            yield Attached(each.attrs.get("name", ""), data)


def _decimal(text: str, otherwise: float) -> float:
    try:
        found = float(text.replace(",", "."))
    except ValueError:
        return otherwise
    return found if math.isfinite(found) else otherwise


def _options(node: Node) -> tuple[Option, ...]:
    options = []
    for answer in node.all("answer"):
        weight = _decimal(answer.attrs.get("fraction", ""), 0.0)
        text = text_in(answer, "moodle") or Text("")
        options.append(Option(text, weight > 0, weight, text_at(answer, "feedback")))
    return tuple(options)


def _choices(node: Node, tell: Callable[[str], None]) -> Asks:
    for name in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
        if text_at(node, name):
            tell("Umpan balik gabungan (benar, sebagian, salah) tidak dibawa.")
            break
    return Choices(_options(node), node.said("single") in {"false", "0"})


def _truth(node: Node, _tell: Callable[[str], None]) -> Asks:
    options = _options(node)
    true = next((o for o in options if o.text.text.strip().lower() == "true"), None)
    false = next((o for o in options if o.text.text.strip().lower() == "false"), None)
    if true is None or false is None:
        raise Unmapped("Soal benar-salah tidak memuat jawaban true dan false.")
    right = true.worth > false.worth
    said = (false.feedback, true.feedback) if right else (true.feedback, false.feedback)
    return Truth(right, *said)


def _short(node: Node, _tell: Callable[[str], None]) -> Asks:
    options = tuple(
        Option(Text(o.text.text, "plain"), o.right, o.weight, o.feedback) for o in _options(node)
    )
    return Short(options, exact_case=node.said("usecase") == "1")


def _numbers(node: Node, tell: Callable[[str], None]) -> Asks:
    options = []
    for answer in node.all("answer"):
        said = answer.said("text")
        value = _decimal(said, math.nan)
        if said not in {"", "*"} and math.isnan(value):
            raise Unmapped("Angka dalam jawaban tidak terbaca.")
        reach = _decimal(answer.said("tolerance"), 0.0)
        number = None if math.isnan(value) else Range("range", value, reach)
        weight = _decimal(answer.attrs.get("fraction", ""), 0.0)
        feedback = text_at(answer, "feedback")
        options.append(NumberOption(number, weight > 0, weight, feedback))
    units = [unit.said("unit_name") for group in node.all("units") for unit in group]
    if len(units) > 1:
        tell(f"Hanya satuan “{units[0]}” yang dipakai.")
    return Numbers(tuple(options), units[0] if units else "")


def _matches(node: Node, _tell: Callable[[str], None]) -> Asks:
    pairs = [
        Match(text_in(pair) or Text(""), pair.said("answer", "text"))
        for pair in node.all("subquestion")
    ]
    return Matches(tuple(pairs))


def _order(node: Node, _tell: Callable[[str], None]) -> Asks:
    return Order(tuple(text_in(answer) or Text("") for answer in node.all("answer")))


def _essay(node: Node, _tell: Callable[[str], None]) -> Asks:
    guide = text_at(node, "graderinfo")
    criteria: tuple[tuple[str, int], ...] = ()
    if guide is not None:
        guide = Text(guide.text[:_LONGEST_GUIDE], guide.form)
        lines = _CRITERION.findall(guide.text)
        unescaped = ((_bare(words), int(points)) for words, points in lines)
        criteria = tuple((words, points) for words, points in unescaped if words and points)
        if criteria:
            rest = _RUBRIC.sub("", guide.text, count=1).strip()
            guide = Text(rest, guide.form) if rest else None
    least = _decimal(node.said("minwordlimit"), 0.0)
    return Essay(guide, int(min(max(least, 0), _MOST_WORDS)), criteria)


def _bare(html: str) -> str:
    from kiosk.catalog.exchange.markup import seen

    return seen(Text(html, "html")).plain.replace("\n", " ")


def _description(_node: Node, _tell: Callable[[str], None]) -> Asks:
    return Description()


def _cloze(node: Node, tell: Callable[[str], None]) -> tuple[Text, Asks]:
    return cloze(_stem(node), tell)


def _drag(node: Node, tell: Callable[[str], None]) -> tuple[Text, Asks]:
    boxes = [(b.said("text"), b.said("group")) for b in node.all("dragbox")]
    return words(_stem(node), boxes, tell, listed=False)


def _select(node: Node, tell: Callable[[str], None]) -> tuple[Text, Asks]:
    boxes = [(b.said("text"), b.said("group")) for b in node.all("selectoption")]
    return words(_stem(node), boxes, tell, listed=True)


_READERS: Final[dict[str, Callable[[Node, Callable[[str], None]], Asks | tuple[Text, Asks]]]] = {
    "multichoice": _choices,
    "truefalse": _truth,
    "shortanswer": _short,
    "numerical": _numbers,
    "matching": _matches,
    "ordering": _order,
    "essay": _essay,
    "description": _description,
    "cloze": _cloze,
    "multianswer": _cloze,
    "ddwtos": _drag,
    "gapselect": _select,
}
