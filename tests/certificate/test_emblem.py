"""An emblem from a picture of any size and kind."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from kiosk.certificate.emblem import emblem_picture, prepared_emblem
from kiosk.certificate.page import render
from kiosk.parcel.emblem import MOST_BYTES, fault
from tests.certificate.samples import CERTIFICATE, FONTS
from tests.parcel.pictures import HOSTILE, head, png


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF"])
def test_a_picture_becomes_one_of_300_dpi(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "emblem"
    Image.new("RGB", (3000, 3600), (11, 79, 92)).save(file, kind)
    made = prepared_emblem(file)
    assert made
    with Image.open(io.BytesIO(made)) as picture:
        assert (picture.format, picture.size) == ("PNG", (247, 296))
        assert len(made) <= 1024


def test_what_was_transparent_is_white_as_the_paper(tmp_path: Path) -> None:
    file = tmp_path / "emblem.png"
    Image.new("RGBA", (200, 200), (11, 79, 92, 0)).save(file)
    made = prepared_emblem(file)
    assert made
    with Image.open(io.BytesIO(made)) as picture:
        assert picture.convert("RGB").getcolors() == [(200 * 200, (255, 255, 255))]


def test_even_noise_becomes_small_enough(tmp_path: Path) -> None:
    file = tmp_path / "emblem.png"
    Image.frombytes("RGB", (900, 900), random.Random(1).randbytes(900 * 900 * 3)).save(file)
    made = prepared_emblem(file)
    assert made
    assert 1024 < len(made) <= MOST_BYTES


def test_a_picture_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    broken = tmp_path / "emblem.png"
    broken.write_bytes(b"not a picture")
    assert [prepared_emblem(file) for file in (broken, tmp_path / "gone.png", tmp_path)] == [
        None
    ] * 3


def test_bytes_that_are_no_emblem_are_left_out(tmp_path: Path) -> None:
    file = tmp_path / "emblem.png"
    Image.new("RGB", (30, 40), (11, 79, 92)).save(file)
    full_colour = file.read_bytes()
    made = prepared_emblem(file)
    assert made
    plain = render(CERTIFICATE, FONTS)
    for other in (b"", b"not a picture", full_colour, made[:60], made[:20]):
        assert emblem_picture(other) is None
        assert render(CERTIFICATE, FONTS, other) == plain


def test_the_very_dots_of_the_emblem_are_on_the_page(tmp_path: Path) -> None:
    file = tmp_path / "emblem.png"
    Image.linear_gradient("L").convert("RGB").save(file)
    made = prepared_emblem(file)
    assert made
    with pikepdf.open(io.BytesIO(render(CERTIFICATE, FONTS, made))) as pdf:
        (found,) = pdf.pages[0].get_images().values()
        assert isinstance(found, pikepdf.Stream)
        drawn = pikepdf.PdfImage(found).as_pil_image().convert("RGB")
    with Image.open(io.BytesIO(made)) as picture:
        assert drawn.tobytes() == picture.convert("RGB").tobytes()


def test_what_was_prepared_once_stays_as_it_is_whatever_the_picture_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noise = Image.frombytes("RGB", (600, 200), random.Random(2).randbytes(600 * 200 * 3))
    for picture in (noise, Image.new("RGBA", (3000, 10)), Image.linear_gradient("L")):
        file = tmp_path / "given.png"
        picture.save(file)
        made = prepared_emblem(file)
        assert made
        assert fault(made) is None
        file.write_bytes(made)
        with monkeypatch.context() as away:
            away.setattr(Image, "open", None)
            assert prepared_emblem(file) == made
        assert emblem_picture(made) is not None


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_picture_is_made_small_or_left_out(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "emblem.png"
    file.write_bytes(HOSTILE[kind][0])
    made = prepared_emblem(file)
    assert made is None or fault(made) is None


def test_a_picture_of_more_dots_than_a_small_computer_holds_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "emblem.png"
    for side in (6_001, 10_000, 20_000):
        packed = bytes((1 + (side + 7) // 8) * side)
        file.write_bytes(png(head(side, side, 1, 3, 0, 0, 0), packed))
        assert prepared_emblem(file) is None
