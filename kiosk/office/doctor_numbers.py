"""The doctor's look at the numbers of certificates: whether they can be doubled, or run out."""

from __future__ import annotations

from kiosk.office.copies import settings_of
from kiosk.office.finding import Finding, Surroundings
from kiosk.register.numbers import FEW, apart, left_of
from kiosk.store.inside import Inside


def numbers(inside: Inside, around: Surroundings) -> Finding:
    """What keeps the numbers of this kiosk from those of others, and how many are left.

    Where nothing does, that matters only beside other kiosks, which a paired one has or may get.
    """
    settings = settings_of(inside)
    if settings is None:
        return Finding("numbers", "good", "none")
    year = around.day_of(around.now())[:4]
    left = left_of(settings.number_blocks, inside.sequences(year))
    facts: dict[str, str | int] = {"year": year, "kiosk": settings.kiosk_code}
    if left is not None:
        facts["count"] = left
        if left == 0:
            return Finding("numbers", "bad", "used-up", facts)
        return (
            Finding("numbers", "look", "few", facts)
            if left <= FEW
            else Finding("numbers", "good", "block", facts)
        )
    if apart(settings):
        return Finding("numbers", "good", "code", facts)
    paired = (around.data / "pairing.json").exists()
    return Finding(
        "numbers", "look" if paired else "good", "not-apart" if paired else "alone", facts
    )
