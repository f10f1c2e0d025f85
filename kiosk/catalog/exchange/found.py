"""What a file of questions says, before it becomes ours: one form for GIFT, Moodle XML and others.

Nothing is judged here: weights, formats and double right answers stand as they were written.
"""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct


class Text(Struct, frozen=True):
    """Text and how it is to be read: "moodle" (either), "html", "markdown" or "plain"."""

    text: str
    form: str = "moodle"


class Option(Struct, frozen=True):
    """An answer offered or accepted. `weight` in percent, None where none was written."""

    text: Text
    right: bool
    weight: float | None = None
    feedback: Text | None = None

    @property
    def worth(self) -> float:
        """Percent of the question."""
        return (100.0 if self.right else 0.0) if self.weight is None else self.weight


class Range(Struct, frozen=True):
    """Numbers that count: `kind` "simple" (low only), "range" (low ± high) or "high-low"."""

    kind: str
    low: float
    high: float = 0.0


class NumberOption(Struct, frozen=True):
    """A number accepted or foreseen; `number` None stands for any other."""

    number: Range | None
    right: bool
    weight: float | None = None
    feedback: Text | None = None

    @property
    def worth(self) -> float:
        """Percent of the question."""
        return (100.0 if self.right else 0.0) if self.weight is None else self.weight


class Choices(Struct, frozen=True):
    """Answers to choose from; `several` where the file says so, None where it does not."""

    options: tuple[Option, ...]
    several: bool | None = None


class Truth(Struct, frozen=True):
    """True or false; the feedbacks as they stand in GIFT: to the wrong answer, to the right one."""

    right: bool
    to_wrong: Text | None = None
    to_right: Text | None = None


class Short(Struct, frozen=True):
    """Words to be typed."""

    options: tuple[Option, ...]
    exact_case: bool = False


class Numbers(Struct, frozen=True):
    """A number to be typed; `bare` where the file gives one number without more."""

    options: tuple[NumberOption, ...]
    unit: str = ""
    bare: bool = False


class Match(Struct, frozen=True):
    """Two things that belong together; an empty left side makes the right one a false lead."""

    left: Text
    right: str
    feedback: Text | None = None


class Matches(Struct, frozen=True):
    """Pairs to be joined."""

    pairs: tuple[Match, ...]


class Order(Struct, frozen=True):
    """Steps in their right order, with what is said about each."""

    steps: tuple[Text, ...]
    feedbacks: tuple[Text | None, ...] = ()


class GapFound(Struct, frozen=True):
    """A gap: its answers, and whether they are offered as a list."""

    options: tuple[Option, ...]
    listed: bool = False
    number: bool = False


class Gaps(Struct, frozen=True):
    """A text with gaps, which stand in the stem as {c1}, {c2} and so on."""

    gaps: tuple[GapFound, ...]


class Words(Struct, frozen=True):
    """Words for the places {c1}, {c2}, … of the stem, and words that belong nowhere."""

    words: tuple[str, ...]
    extra: tuple[str, ...] = ()
    listed: bool = False
    feedbacks: tuple[Text | None, ...] = ()


class Essay(Struct, frozen=True):
    """A text marked by a person; `guide` is what the file tells whoever marks it."""

    guide: Text | None = None
    least: int = 0
    criteria: tuple[tuple[str, int], ...] = ()


class Description(Struct, frozen=True):
    """Text without a question."""


Asks: TypeAlias = (
    Choices | Truth | Short | Numbers | Matches | Order | Gaps | Words | Essay | Description
)


class Category(Struct, frozen=True):
    """The drawer that the next questions lie in; "a/b/c"."""

    title: str
    line: int


class Attached(Struct, frozen=True):
    """A file that came inside another, named as the text names it."""

    name: str
    data: bytes


class Item(Struct, frozen=True):
    """A question. `embedded`: it was a gap in its text, in the stem as _____."""

    line: int
    stem: Text
    asks: Asks
    title: str | None = None
    embedded: bool = False
    feedback: Text | None = None
    tags: tuple[str, ...] = ()
    id: str | None = None
    hints: tuple[Text, ...] = ()
    files: tuple[Attached, ...] = ()


class Told(Struct, frozen=True):
    """Something left out or read otherwise, at a line of the file."""

    line: int
    words: str
    skipped: bool = False


class Read(Struct, frozen=True):
    """All that a file holds, in its order, and what could not be read."""

    items: tuple[Item | Category, ...]
    told: tuple[Told, ...] = ()
