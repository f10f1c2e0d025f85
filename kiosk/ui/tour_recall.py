"""The tour's look at the daily review: on the first day it says when the first questions come."""

from __future__ import annotations

from kiosk.ui.driver import Driver


def recall(d: Driver) -> None:
    """From home into the review and back."""
    d.press("recall")
    d.wait_for("RecalledScreen")
    d.picture("ulasan")
    d.press("action")
    d.wait_for("HomeScreen")
