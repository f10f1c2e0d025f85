"""Numbers: several answers and ranges of other systems as one answer, a tolerance and mistakes."""

from __future__ import annotations

from typing import Final

from kiosk.catalog.exchange.found import NumberOption, Numbers, Range
from kiosk.catalog.exchange.said import FULL, RIGHT, Teller, Unmapped
from kiosk.learning.question import Mistake, NumberAnswer

_MOST: Final = 1e15  # exact in a float
_EDGE: Final = 1e-9


def middle(found: Range) -> tuple[float, float]:
    """The middle of a range and how far it reaches; 12 digits, so that 3.1415 stays 3.1415."""
    if found.kind == "high-low":
        low, high = sorted((found.low, found.high))
        return _tidy((low + high) / 2), _tidy((high - low) / 2)
    return found.low, abs(found.high)


def _tidy(number: float) -> float:
    return float(f"{number:.12g}")


def as_typed(number: float) -> str:
    """A number as typed in Indonesia, without groups: 79,2."""
    if number.is_integer():
        return str(int(number))
    return f"{number:.15f}".rstrip("0").replace(".", ",") if abs(number) < 1 else _plain(number)


def _plain(number: float) -> str:
    return f"{number:.15g}".replace(".", ",")


def numbers(asks: Numbers, unit: str, tell: Teller) -> NumberAnswer:
    """One answer. Raises Unmapped where none is wholly right."""
    known = [(middle(o.number), o) for o in asks.options if o.number is not None]
    if any(abs(value) > _MOST or reach > _MOST for (value, reach), _ in known):
        raise Unmapped("Angka terlalu besar.")
    full = [(place, option) for place, option in known if option.worth >= FULL]
    if not full:
        raise Unmapped("Tidak ada angka yang bernilai penuh.")
    (answer, tolerance), key = full[0]
    if len(full) > 1:
        tell(f"Beberapa angka bernilai penuh; hanya {as_typed(answer)} yang dipakai.")
    others = [(place, option) for place, option in known if option.worth < FULL]
    if any(option.worth > 0 for _, option in others):
        tell("Angka bernilai sebagian menjadi kekeliruan yang dikenali; umpan baliknya tetap.")
    common = f"Jawaban yang benar: {as_typed(answer)}."
    mistakes = _mistakes(others, answer, tolerance, common, tell)
    rest = next((o for o in asks.options if o.number is None), None)
    return NumberAnswer(
        answer=answer,
        tolerance=tolerance,
        unit=asks.unit or unit,
        right_feedback=tell.feedback(key.feedback, RIGHT),
        wrong_feedback=tell.feedback(rest.feedback if rest else None, common),
        mistakes=mistakes,
    )


def _mistakes(
    others: list[tuple[tuple[float, float], NumberOption]],
    answer: float,
    tolerance: float,
    common: str,
    tell: Teller,
) -> tuple[Mistake, ...]:
    mistakes = []
    for (value, reach), option in others:
        if abs(value - answer) <= tolerance + _EDGE:
            tell(f"Kekeliruan {as_typed(value)} berada dalam rentang jawaban benar; dihapus.")
            continue
        if abs(reach - tolerance) > _EDGE:
            tell(f"Rentang kekeliruan {as_typed(value)} disamakan dengan rentang jawaban benar.")
        mistakes.append(Mistake(as_typed(value), tell.feedback(option.feedback, common)))
    return tuple(mistakes)
