"""How the papers of a cohort begin and end: what they are about, who signs them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from kiosk.certificate.ink import Ink
from kiosk.certificate.layout import Line, balanced, height, paragraph
from kiosk.certificate.letter import (
    LEFT,
    RIGHT,
    SIGNATURE_SPACE,
    SIZE,
    SMALL,
    Block,
    joined,
    pairs_block,
    text_block,
)
from kiosk.certificate.letter import render as render_letter
from kiosk.certificate.letter_facts import Heading
from kiosk.certificate.papers_facts import Taught, Training
from kiosk.certificate.sheet import draw_centred
from kiosk.certificate.typeface import BOLD, REGULAR
from kiosk.certificate.words import date_words, nip_grouped

WIDE: Final = 220.0
DOTS: Final = "." * 44
ABOVE: Final = 16.0
LABELS: Final = 86.0


class Signer(Struct, frozen=True):
    """Who signs, by what right; without a name a dotted line is left for it."""

    role: str
    name: str = ""
    nip: str = ""
    dated: str = ""


def paper(
    training: Training, title: str, build: Callable[[], Sequence[Block]], fonts: Path
) -> bytes:
    """A paper of the cohort as PDF bytes: A4 portrait, the same for the same facts."""
    heading = training.heading
    foot = f"{title} · {training.cohort} · kios {heading.kiosk}"
    return render_letter(heading, f"{title}: {training.cohort}", foot, build, fonts)


def about(training: Training) -> Block:
    """What the paper is about, as names and values."""
    courses = "; ".join(taught_words(course) for course in training.courses)
    pairs = [
        ("Pelatihan", courses or "belum ada kursus"),
        ("Angkatan", training.cohort),
        ("Tempat", training.place),
        ("Dasar", f"Surat Nomor {training.letter}" if training.letter else ""),
        ("Pelatih", "; ".join(training.trainers)),
    ]
    return pairs_block([(name, value) for name, value in pairs if value], labels=LABELS)


def taught_words(course: Taught) -> str:
    """A course's title with its hours: "Pelayanan Publik Prima (2 JP)"."""
    return f"{course.title} ({course.hours} JP)" if course.hours else course.title


def ending(training: Training, note: str = "") -> Block:
    """A note, and below it the organiser at the right and the trainers at the left."""
    return signed([*([text_block(note, SMALL, gap=6)] if note else [])], training)


def signed(above: Sequence[Block], training: Training) -> Block:
    """Some blocks and the signatures below them on one page, two signers side by side."""
    heading = training.heading
    organiser = Signer(
        heading.signatory_position,
        heading.signatory_name,
        heading.signatory_nip,
        f"{heading.place}, {date_words(heading.date)}",
    )
    trainers = [Signer("Pelatih", name) for name in training.trainers] or [Signer("Pelatih")]
    pairs = [(trainers[0], organiser), *_pairs(trainers[1:])]
    return joined([*above, *(_side_by_side(left, right) for left, right in pairs)])


def _pairs(signers: Sequence[Signer]) -> list[tuple[Signer, Signer | None]]:
    return [
        (signers[n], signers[n + 1] if n + 1 < len(signers) else None)
        for n in range(0, len(signers), 2)
    ]


def _side_by_side(left: Signer, right: Signer | None) -> Block:
    """Two signatures whose names stand on one line, with room for ink and stamp above them."""
    places = [(left, LEFT + WIDE / 2)]
    if right is not None:
        places.append((right, RIGHT - WIDE / 2))
    aboves = [_above(signer, dated=any(s.dated for s, _ in places)) for signer, _ in places]
    belows = [_below(signer) for signer, _ in places]
    high = max(map(height, aboves))

    def draw(ink: Ink, top: float) -> None:
        for (_, x), above, below in zip(places, aboves, belows, strict=True):
            with ink.tag("P"):
                draw_centred(ink, above, x, top - ABOVE)
                draw_centred(ink, below, x, top - ABOVE - high - SIGNATURE_SPACE)

    return Block(ABOVE + high + SIGNATURE_SPACE + max(map(height, belows)), draw)


def _above(signer: Signer, *, dated: bool) -> list[Line]:
    lines = [Line(signer.dated, SIZE)] if dated else []
    return lines + paragraph(balanced(signer.role, REGULAR, SIZE, WIDE) or ("",), Line("", SIZE))


def _below(signer: Signer) -> list[Line]:
    if not signer.name:
        return [Line(DOTS, SIZE), Line("NIP", SMALL, gap=1)]
    lines = paragraph(balanced(signer.name, BOLD, SIZE, WIDE), Line("", SIZE, BOLD))
    if signer.nip:
        lines.append(Line(f"NIP {nip_grouped(signer.nip)}", SMALL, gap=1))
    return lines


def space(points: float = 6.0) -> Block:
    """Room between a table and what stands below it, never parted from it."""
    return Block(points, lambda _ink, _top: None, with_next=True)


def dated(heading: Heading) -> str:
    """The line below a title that says of which day the figures are."""
    return f"Keadaan per {date_words(heading.date)}"
