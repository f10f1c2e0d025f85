"""What is loaded piece by piece after the first screen, so that no later one waits for it."""

from __future__ import annotations

LATER = (
    "argon2",
    "kiosk.ui.journey",
    "kiosk.ui.keeper",
    *(f"kiosk.ui.screens.{name}" for name in ("home", "course", "test", "quiz", "lesson")),
    *(f"kiosk.ui.screens.{name}" for name in ("review", "result", "evaluation", "guest")),
)
PAIRED = (
    "kiosk.sync.post",
    "kiosk.office.word_courses",
    "kiosk.office.sync_errand",
    "kiosk.ui.courier",
)


def later(*, paired: bool) -> tuple[str, ...]:
    """Names of modules; a kiosk paired with nobody needs none of those that carry (5 MiB)."""
    return LATER + PAIRED if paired else LATER
