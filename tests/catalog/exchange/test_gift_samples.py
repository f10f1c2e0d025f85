"""GIFT read as the grammar of fuhrmanator/GIFT-grammar-PEG.js reads it, sample by sample."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kiosk.catalog.exchange import found
from kiosk.catalog.exchange.gift import read_gift

SAMPLES = Path(__file__).parent / "gift"
NAMES = sorted(path.stem for path in SAMPLES.glob("*.gift"))

Tree = dict[str, object]


def text(value: found.Text | None) -> Tree | None:
    return None if value is None else {"format": value.form, "text": value.text}


def number(value: found.Range) -> Tree:
    if value.kind == "simple":
        return {"type": "simple", "number": value.low}
    if value.kind == "range":
        return {"type": "range", "number": value.low, "range": value.high}
    return {"type": "high-low", "numberHigh": value.high, "numberLow": value.low}


def options(group: tuple[found.Option, ...]) -> list[Tree]:
    return [
        {
            "isCorrect": o.right,
            "weight": o.weight,
            "text": text(o.text),
            "feedback": text(o.feedback),
        }
        for o in group
    ]


def numbers(asks: found.Numbers, form: str) -> Tree | list[Tree]:
    if asks.bare:
        assert asks.options[0].number is not None
        return number(asks.options[0].number)
    return [
        {
            "isCorrect": o.right,
            "weight": o.weight,
            "text": {"format": form, "text": "*"} if o.number is None else number(o.number),
            "feedback": text(o.feedback),
        }
        for o in asks.options
    ]


def asked(item: found.Item) -> Tree:
    match item.asks:
        case found.Choices() as asks:
            return {"type": "MC", "choices": options(asks.options)}
        case found.Short() as asks:
            return {"type": "Short", "choices": options(asks.options)}
        case found.Numbers() as asks:
            return {"type": "Numerical", "choices": numbers(asks, item.stem.form)}
        case found.Truth() as asks:
            said = {"trueFeedback": text(asks.to_wrong), "falseFeedback": text(asks.to_right)}
            return {"type": "TF", "isTrue": asks.right, **said}
        case found.Matches() as asks:
            pairs = [{"subquestion": text(p.left), "subanswer": p.right} for p in asks.pairs]
            return {"type": "Matching", "matchPairs": pairs}
        case found.Essay():
            return {"type": "Essay"}
        case _:
            return {"type": "Description"}


def tree(item: found.Item | found.Category) -> Tree:
    """As the samples write it; trueFeedback and falseFeedback are positions there."""
    if isinstance(item, found.Category):
        return {"type": "Category", "title": item.title}
    plain = {
        "id": item.id,
        "tags": list(item.tags) or None,
        "title": item.title,
        "stem": text(item.stem),
        "hasEmbeddedAnswers": item.embedded,
        **asked(item),
    }
    if plain["type"] != "Description":
        plain["globalFeedback"] = text(item.feedback)
    return plain


def differences(name: str) -> tuple[int, list[str]]:
    """How many fields were compared, and those that differ."""
    read = read_gift((SAMPLES / f"{name}.gift").read_text(encoding="utf-8"))
    wanted = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    mine = [tree(item) for item in read.items]
    if read.told or len(mine) != len(wanted):
        return 0, [f"{len(mine)} questions of {len(wanted)}: {read.told}"]
    pairs = list(zip(mine, wanted, strict=True))
    keys = [(a, b, key) for a, b in pairs for key in a.keys() | b.keys()]
    odd = [f"{key}: {a.get(key)} != {b.get(key)}" for a, b, key in keys if a.get(key) != b.get(key)]
    return len(keys), odd


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_read_field_by_field_as_the_grammar_reads_it(name: str) -> None:
    count, odd = differences(name)
    assert (count > 0, odd) == (True, [])


def test_all_samples_are_there_and_agree(capsys: pytest.CaptureFixture[str]) -> None:
    told = {name: differences(name) for name in NAMES}
    fields = sum(count for count, _ in told.values())
    agreeing = sum(not odd for _, odd in told.values())
    with capsys.disabled():
        print(f"\nGIFT: {agreeing} of {len(told)} samples agree, {fields} fields")  # noqa: T201
    assert (agreeing, len(told)) == (34, 34)
