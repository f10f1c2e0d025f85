"""The pages beside their pictures in golden/; `python -m tests.certificate.golden` renews them."""

from __future__ import annotations

import pytest
from PIL import Image, ImageChops

from tests.certificate.golden import CASES, FOLDER, pages

OTHER = 48
"""Greys apart (of 255) by which a dot counts as another one: more than a shade of an edge."""

MOST_OTHERS = 0.0005


@pytest.mark.parametrize("name", CASES)
def test_the_page_is_the_picture(name: str) -> None:
    drawn = list(pages(name))
    assert len(drawn) == 2
    for file, picture in drawn:
        with Image.open(FOLDER / file) as kept:
            expected = kept.convert("L")
        assert picture.size == expected.size
        apart = ImageChops.difference(picture, expected).histogram()
        assert sum(apart[OTHER:]) <= MOST_OTHERS * picture.width * picture.height, file


def test_no_picture_is_left_of_a_case_that_is_gone() -> None:
    known = {f"{name}-{n}.png" for name in CASES for n in (1, 2)}
    assert {file.name for file in FOLDER.iterdir()} == known
