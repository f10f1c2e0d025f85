"""The names in reports in the language of the screen."""

from __future__ import annotations

from kiosk.office.report_words import Wording, words
from kiosk.ui.words import _, language


def wording() -> Wording:
    """As it is spoken now."""
    english = language() == "en"
    return Wording(words(_), "." if english else ",", "," if english else ".")
