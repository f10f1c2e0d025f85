"""How a person likes to see the kiosk: language, contrast, text size."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from kiosk.store import Store

SIZES = (1.0, 1.25, 1.5)


class Display(Struct, frozen=True):
    """A person's wishes for the screen; `scale` is one of `SIZES`."""

    language: str = "id"
    contrast: bool = False
    scale: float = 1.0

    @property
    def larger(self) -> Display:
        """The next text size; after the largest the first."""
        size = SIZES[(SIZES.index(self.scale) + 1) % len(SIZES)]
        return msgspec.structs.replace(self, scale=size)


def remembered(store: Store, learner: str, otherwise: Display) -> Display:
    """What a learner chose last, or `otherwise`."""
    body = store.document("display", learner)
    return otherwise if body is None else msgspec.json.decode(body, type=Display)


def remember(store: Store, learner: str, display: Display) -> None:
    """Keep what a learner chose; where nothing can be kept, it holds until they leave."""
    if not store.view_only:
        store.keep("display", learner, msgspec.json.encode(display))
