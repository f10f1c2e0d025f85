"""A certificate's PDF: kept where it was issued, drawn again from its frozen facts elsewhere."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import Final

from kiosk.certificate.facts import Certificate
from kiosk.learning.events import CertificateIssued
from kiosk.register.emblems import EMBLEM
from kiosk.register.frozen import frozen_facts
from kiosk.store import Store, StoreTrouble
from kiosk.trust.seal import with_seal

KEPT: Final = "certificate"
"""Kind of the documents that are PDFs, by number."""


def get_ready() -> None:
    """Load what drawing a certificate needs (170 ms), so that nobody waits for it later."""
    import cbor2  # noqa: F401
    import nacl.signing  # noqa: F401

    import kiosk.certificate.page  # noqa: F401


def page(store: Store, facts: Certificate, fonts: Path, badge: str) -> bytes:
    """The PDF with the place of its seal still empty. One thread at a time."""
    from kiosk.certificate.page import render

    picture = store.document(EMBLEM, facts.emblem) if facts.emblem else None
    return render(facts, fonts, emblem=picture, badge=badge)


def paper(
    store: Store, issued: CertificateIssued, fonts: Path, *, view_only: bool = False
) -> bytes:
    """A certificate's PDF, the very bytes of its issue; empty if they cannot be had here.

    One issued at another kiosk came as its frozen facts: it is drawn again, and counts only if the
    bytes are those whose hash was recorded. An emblem that is not here or a program of another kind
    draws others. What was drawn is kept, unless `view_only`.
    """
    kept = store.document(KEPT, issued.number)
    if kept is not None:
        return kept
    facts = frozen_facts(issued)
    if facts is None:  # from a newer program
        return b""
    pdf = with_seal(page(store, facts, fonts, issued.badge), issued.seal)
    if hashlib.sha256(pdf).hexdigest() != issued.sha256:
        return b""
    if not view_only:
        with suppress(StoreTrouble):  # a full disk keeps it another time
            store.keep(KEPT, issued.number, pdf)
    return pdf
