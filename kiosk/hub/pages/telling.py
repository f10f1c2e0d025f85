"""A revocation told to the kiosks by the agency's word, as soon as it is made."""

from __future__ import annotations

import contextlib

from kiosk.hub.pages.gate import Pages


def tell_revoked(pages: Pages) -> None:
    """Put it into the word.

    Where that cannot be now, the post and its sticks tell it all the same, and the word does with
    the next revocation.
    """
    if pages.word is None:
        return
    from kiosk.hub.post.saying import say_revoked
    from kiosk.hub.word.trouble import WriterTrouble

    with contextlib.suppress(WriterTrouble, OSError):
        say_revoked(pages.post, pages.word)
