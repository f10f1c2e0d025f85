"""When Python looks for garbage: not while a batch or a parcel is taken in."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """What is taken in is tens of thousands of values and no rings: looking for rings is a third.

    Where several threads take in at once, the first that is done lets Python look again.
    """
    wanted = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if wanted:
            gc.enable()
