"""The evaluation of a training: three blocks of three items, four words, a free text.

Blocks as in LKPP's level-1 instruments, with "facilitator" replaced by media and ease of use
for self-paced learning; four words as in the public satisfaction survey (PermenPANRB 14/2017).
"""

from __future__ import annotations

from msgspec import Struct

LEAST, MOST = 1, 4

BLOCKS = (
    ("organisation", ("information", "room", "help")),
    ("material", ("relevance", "clarity", "examples")),
    ("media", ("legibility", "ease", "guidance")),
)


class Draft(Struct, frozen=True):
    """An evaluation as filled in so far: 1–4 by item, free text, with name or without."""

    ratings: dict[str, int] = {}
    text: str = ""
    named: bool = False


def open_items(draft: Draft) -> tuple[str, ...]:
    """Items that are not answered yet, in their order."""
    items = [item for _, block in BLOCKS for item in block]
    return tuple(i for i in items if not LEAST <= draft.ratings.get(i, 0) <= MOST)
