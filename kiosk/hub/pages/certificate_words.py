"""Certificates in words."""

from __future__ import annotations

from kiosk.hub.pages.certificates import State
from kiosk.hub.pages.kiosk_words import Shown
from kiosk.hub.pages.speech import _


def certificate_states() -> dict[State, Shown]:
    """Whether an entry counts, as a chip."""
    return {
        "valid": Shown("green", "circle-check", _("Berlaku")),
        "expired": Shown("orange", "clock", _("Kedaluwarsa")),
        "replaced": Shown("red", "circle-x", _("Diganti")),
        "revoked": Shown("red", "circle-x", _("Dicabut")),
        "sample": Shown("grey", "info", _("Contoh")),
    }
