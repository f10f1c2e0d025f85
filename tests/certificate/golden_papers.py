"""Pictures of a class's papers: `python -m tests.certificate.golden_papers` draws them anew.

Look at each new picture before it goes in: it is what the next change is compared with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
from msgspec import Struct, structs
from PIL import Image

from kiosk.certificate import (
    papers_attendance,
    papers_evaluation,
    papers_minutes,
    papers_register,
    papers_scores,
)
from kiosk.certificate.papers_facts import Attended
from tests.certificate.papers import (
    attendance,
    evaluation,
    member,
    minutes,
    register,
    scores,
)
from tests.certificate.samples import FONTS

FOLDER = Path(__file__).parent / "golden-papers"
SCALE, GREYS = 0.75, 48
AWAY = Attended(member(3), there=False, words="dinas luar: rapat koordinasi di Medan")


def _attendance() -> Struct:
    facts = attendance(12)
    return structs.replace(facts, rows=(*facts.rows[:2], AWAY, *facts.rows[3:]))


CASES: dict[str, tuple[Callable[[], Struct], Callable[..., bytes]]] = {
    "attendance": (_attendance, papers_attendance.render),
    "scores": (lambda: scores(7), papers_scores.render),
    "minutes": (lambda: minutes(16), papers_minutes.render),
    "evaluation": (lambda: evaluation(6), papers_evaluation.render),
    "register": (lambda: register(9), papers_register.render),
}


def pages(name: str) -> Iterator[tuple[str, Image.Image]]:
    """The pages of a paper as they are drawn now, each with its file's name."""
    facts, render = CASES[name]
    with pypdfium2.PdfDocument(render(facts(), FONTS)) as document:
        for n, page in enumerate(document, start=1):
            picture = page.render(scale=SCALE, grayscale=True).to_pil()
            yield f"{name}-{n}.png", picture.convert("L")


def main() -> None:
    """Draw all of them anew."""
    FOLDER.mkdir(exist_ok=True)
    for name in CASES:
        for file, picture in pages(name):
            picture.quantize(GREYS).save(FOLDER / file, optimize=True)


if __name__ == "__main__":
    main()
