"""A class's papers beside their pictures, renewed by `-m tests.certificate.golden_papers`."""

from __future__ import annotations

import pytest
from PIL import Image, ImageChops

from tests.certificate.golden_papers import CASES, FOLDER, pages
from tests.certificate.test_golden import MOST_OTHERS, OTHER


@pytest.mark.parametrize("name", CASES)
def test_the_paper_is_the_picture(name: str) -> None:
    drawn = dict(pages(name))
    assert sorted(drawn) == sorted(file.name for file in FOLDER.glob(f"{name}-*.png"))
    for file, picture in drawn.items():
        with Image.open(FOLDER / file) as kept:
            expected = kept.convert("L")
        assert picture.size == expected.size
        apart = ImageChops.difference(picture, expected).histogram()
        assert sum(apart[OTHER:]) <= MOST_OTHERS * picture.width * picture.height, file
