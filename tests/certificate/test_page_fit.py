"""Whatever is written on the paper fits: inside the border, and nothing upon another."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Literal, Protocol

import pytest
import segno
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from msgspec import structs
from PIL import Image

from kiosk.certificate.facts import Certificate, CertificateLesson
from kiosk.certificate.page import render
from kiosk.certificate.template import Front, Signing, Template, Texts
from kiosk.trust.code import letters, read
from tests.certificate.samples import CODE, TWO

Tool = Callable[..., str]
WIDTH, HEIGHT = 841.89, 595.28
BORDER = 30.0
MOST_BYTES = 45 * 1024
LETTERS = letters(read(CODE).said)


class Word(Protocol):
    """A word found on a page; points from the upper left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    text: str


WordsOf = Callable[[bytes], list[Word]]


@pytest.mark.parametrize("language", ["id", "en", "id-en"])
def test_the_headings_of_the_table_stand_apart(
    fonts: Path, words_of: WordsOf, language: Literal["id", "en", "id-en"]
) -> None:
    words = words_of(render(structs.replace(TWO, template=Template(language=language)), fonts))
    for page in (1, 2):
        _assert_none_upon_another([w for w in words if w.page == page])


def test_the_longest_texts_do_not_touch_each_other(
    longest: Certificate, fonts: Path, words_of: WordsOf
) -> None:
    words = words_of(render(structs.replace(longest, sample=False), fonts))
    for page in (1, 2):
        _assert_none_upon_another([w for w in words if w.page == page])


def test_the_longest_texts_stay_inside_the_border_and_apart(
    longest: Certificate, fonts: Path, words_of: WordsOf
) -> None:
    words = [w for w in words_of(render(longest, fonts)) if w.text != "CONTOH"]
    _assert_inside(words)
    front = [w for w in words if w.page == 1]
    _assert_apart(front)
    text = " ".join(w.text for w in front)
    assert "FINASIM" in text
    assert "Keempat Puluh Lima" in text
    assert "CGCAE" in text


OURS = Template()
TIGHT = Template(
    language="id-en",
    accreditation="Terakreditasi " * 14,
    front=Front(photo=True),
    signature=Signing(height_mm=40, width_mm=85, label="Tanda tangan dan cap"),
    text=Texts(footer="Dokumen {nomor} milik {peserta} " * 6),
)


def _long(letters: str, most: int) -> st.SearchStrategy[str]:
    """Texts of up to `most` letters, long ones as likely as short ones."""
    piece = st.text(letters, min_size=1, max_size=12)
    return st.builds(lambda p, n: (p * n)[:n], piece, st.integers(0, most))


ODD = st.fixed_dictionaries(
    {
        "name": _long("aiumMW .,", 300),
        "unit": _long("aiumMW ,", 600),
        "course": _long("aiumMW -", 900),
        "number": _long("M/0.", 200),
        "signatory_name": _long("aiumMW .,", 300),
        "signatory_position": _long("aiumMW ", 900),
        "second_name": _long("aiumMW .,", 300),
        "second_position": _long("aiumMW ", 900),
        "valid_until": st.sampled_from(("", "2029-11-24")),
        "replaces": _long("M/0.", 200),
        "kop": st.lists(_long("MWA ", 150), max_size=8).map(tuple),
        "legal_basis": st.lists(_long("aim ", 400), max_size=20).map(tuple),
        "lessons": st.lists(
            st.builds(CertificateLesson, _long("aim ", 300), st.just(15), st.just("100")),
            max_size=30,
        ).map(tuple),
    }
)
TEMPLATES = st.builds(
    Template,
    paper=st.sampled_from(("A4", "F4")),
    language=st.sampled_from(("id", "en", "id-en")),
    accreditation=_long("aiumMW .,", 200),
    text=st.builds(
        Texts,
        title=_long("SURAT TND", 60).filter(str.strip),
        opening=_long("aiumMW ,", 120),
        footer=_long("aiumMW .", 200),
    ),
    front=st.builds(Front, kop=st.booleans(), photo=st.booleans()),
    signature=st.builds(
        Signing,
        caption=_long("aiumMW ,", 60),
        second_caption=_long("aiumMW ,", 60),
        label=_long("aiumMW ,", 60),
        width_mm=st.integers(30, 85),
        height_mm=st.integers(12, 40),
    ),
)


@settings(
    max_examples=15,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),  # making a failure smaller takes minutes here
    suppress_health_check=list(HealthCheck),
)
@example(odd={"course": "Mai " * 300, "unit": "M" * 900, "kop": ("MWA " * 30,) * 12}, template=OURS)
@example(odd={"lessons": (CertificateLesson("Mai " * 60, 15, "100"),) * 60}, template=OURS)
@example(
    odd={"legal_basis": ("Mai " * 90,) * 30, "signatory_position": "Mai " * 300}, template=OURS
)
@example(odd={"second_position": "Mai " * 300}, template=TIGHT)
@given(odd=ODD, template=TEMPLATES)
def test_whatever_is_written_stays_inside_the_border_and_apart(
    certificate: Certificate,
    fonts: Path,
    words_of: WordsOf,
    odd: dict[str, object],
    template: Template,
) -> None:
    pdf = render(structs.replace(certificate, template=template, **odd), fonts)
    words = words_of(pdf)
    _assert_inside(words, template)
    _assert_apart([w for w in words if w.page == 1])
    _assert_clear_of_the_qr([w for w in words if w.page == 1], template)
    for page in (1, 2):
        _assert_none_upon_another([w for w in words if w.page == page])


def test_the_qr_of_40_mm_holds_the_code(
    certificate: Certificate, fonts: Path, tool: Tool, tmp_path: Path
) -> None:
    file = tmp_path / "certificate.pdf"
    file.write_bytes(render(structs.replace(certificate, sample=True), fonts))
    tool("pdftoppm", "-r", "288", "-f", "1", "-l", "1", "-gray", "-png", file, tmp_path / "page")
    with Image.open(next(tmp_path.glob("page*.png"))) as page:
        drawn = _modules(page, left=64, lower=82.66, size=113.4, count=53)
    expected = segno.make_qr(CODE, error="m", version=9, boost_error=False, mask=3).matrix
    assert drawn == [[bool(module) for module in row] for row in expected]


def test_the_rest_of_the_room_does_not_load_the_pdf_library() -> None:
    program = (
        "import sys, kiosk.certificate, kiosk.certificate.words, kiosk.certificate.number;"
        "sys.exit(any(m.split('.')[0] in ('reportlab', 'PIL', 'segno') for m in sys.modules))"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=Path(__file__).parents[2])


def _assert_inside(words: list[Word], template: Template = OURS) -> None:
    width, height = (935.43, 609.45) if template.paper == "F4" else (WIDTH, HEIGHT)
    outside = [
        w
        for w in words
        if w.left < BORDER
        or w.right > width - BORDER
        or w.top < BORDER
        or w.bottom > height - BORDER
    ]
    assert outside == []


def _assert_apart(front: list[Word]) -> None:
    """The sentence ends above the place and date of the signature."""
    score = [w for w in front if w.text == "92."][-1]
    dated = [w for w in front if w.text == "Sibolga,"][-1]
    assert score.bottom <= dated.top


def _assert_none_upon_another(words: list[Word]) -> None:
    """No word covers more than a sixth of another: boxes of lines below each other may touch."""
    upon = []
    downwards = sorted(words, key=lambda w: w.top)
    for n, one in enumerate(downwards):
        for other in downwards[n + 1 :]:
            if other.top >= one.bottom:
                break
            wide = min(one.right, other.right) - max(one.left, other.left)
            tall = min(one.bottom, other.bottom) - other.top
            if wide > 0 and wide * tall > min(_area(one), _area(other)) / 6:
                upon.append((one.text, other.text))
    assert upon == []


def _area(word: Word) -> float:
    return (word.right - word.left) * (word.bottom - word.top)


def _assert_clear_of_the_qr(front: list[Word], template: Template) -> None:
    """No word in the quiet zone: four modules of the 53 that make 40 mm."""
    height = 609.45 if template.paper == "F4" else HEIGHT
    lines = 4 if template.language == "id-en" else 3
    lower = height - (46 + lines * 7 * 1.26 + 10.2)
    quiet = 4 * 113.4 / 53
    left, right, upper = 64 - quiet, 64 + 113.4 + quiet, lower - 113.4 - quiet
    touching = [
        w.text
        for w in front
        if w.right > left and w.left < right and w.bottom > upper and w.top < lower + quiet
    ]
    assert touching == []


def _modules(
    page: Image.Image, *, left: float, lower: float, size: float, count: int
) -> list[list[bool]]:
    """Dark or light at the middle of each module; the page has four dots a point."""
    step = size / count
    upper = HEIGHT - lower - size
    grey = page.convert("L")
    dots, wide = grey.tobytes(), grey.width

    def dark(x: int, y: int) -> bool:
        across = round(4 * (left + (x + 0.5) * step))
        down = round(4 * (upper + (y + 0.5) * step))
        return dots[down * wide + across] < 128

    return [[dark(x, y) for x in range(count)] for y in range(count)]
