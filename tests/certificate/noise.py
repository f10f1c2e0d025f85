"""Pages as office scanners and telephones bring them: crooked, blurred, speckled, unevenly lit.

Drawn by a seed, so that the same picture comes each time.
"""

from __future__ import annotations

import io
import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter
from pypdfium2 import PdfDocument

INCH = 72
PAPER = 246
QUALITY = 60


def page_image(pdf: bytes, dpi: int) -> Image.Image:
    """The front page in grey."""
    document = PdfDocument(pdf)
    try:
        drawn: Image.Image = document[0].render(scale=dpi / INCH, grayscale=True).to_pil().copy()
    finally:
        document.close()
    return drawn


def scanner(page: Image.Image, seed: int, dpi: int) -> bytes:
    """Up to 2° askew, blurred by up to half a point, noise of up to 12 levels, dirt, JPEG 60."""
    chance = random.Random(seed)
    made = page.rotate(
        chance.uniform(-2, 2), Image.Resampling.BICUBIC, expand=True, fillcolor=PAPER
    )
    return _kept(_worn(made, chance, dpi, shade=chance.uniform(0.8, 1.0), noise=12))


def telephone(page: Image.Image, seed: int, dpi: int) -> bytes:
    """Seen from aside, on a table, in the light of a lamp: as much blur, more shade and noise."""
    chance = random.Random(seed)
    made = _seen_from_aside(page, chance)
    made = made.rotate(chance.uniform(-2, 2), Image.Resampling.BICUBIC, expand=True, fillcolor=90)
    return _kept(_worn(made, chance, dpi, shade=chance.uniform(0.5, 0.8), noise=16))


def _seen_from_aside(page: Image.Image, chance: random.Random) -> Image.Image:
    """Each corner of the page up to 3 % off its place."""
    wide, tall = page.size
    corners = [(0, 0), (0, tall), (wide, tall), (wide, 0)]
    quad = [
        place + chance.uniform(-0.03, 0.03) * side
        for corner in corners
        for place, side in zip(corner, page.size, strict=True)
    ]
    return page.transform(
        page.size, Image.Transform.QUAD, quad, Image.Resampling.BICUBIC, fillcolor=90
    )


def _worn(
    page: Image.Image, chance: random.Random, dpi: int, *, shade: float, noise: float
) -> Image.Image:
    _dirty(page, chance, dpi)
    page = page.filter(ImageFilter.GaussianBlur(chance.uniform(0.15, 0.5) * dpi / INCH))
    page = ImageChops.multiply(page, _light(page.size, chance, shade))
    gamma = chance.uniform(0.7, 1.4)
    page = page.point([round(255 * (level / 255) ** gamma) for level in range(256)])
    return _noisy(page, chance, chance.uniform(4, noise))


def _dirty(page: Image.Image, chance: random.Random, dpi: int) -> None:
    """Forty specks of up to 1 mm, and a hair."""
    pen, millimetre = ImageDraw.Draw(page), dpi / 25.4
    for _ in range(40):
        x, y = chance.uniform(0, page.width), chance.uniform(0, page.height)
        half = chance.uniform(0.1, 0.5) * millimetre
        pen.ellipse((x - half, y - half, x + half, y + half), fill=chance.randrange(30, 200))
    ends = [chance.uniform(0, side) for side in (*page.size, *page.size)]
    pen.line(ends, fill=120, width=max(1, round(0.15 * millimetre)))


def _light(size: tuple[int, int], chance: random.Random, least: float) -> Image.Image:
    """Falls off towards one side, down to `least` of the full light."""
    slope = Image.linear_gradient("L").rotate(chance.choice((0, 90, 180, 270)))
    slope = slope.point([round(255 * (least + (1 - least) * level / 255)) for level in range(256)])
    return slope.resize(size, Image.Resampling.BICUBIC)


def _noisy(page: Image.Image, chance: random.Random, spread: float) -> Image.Image:
    """Noise of that spread in levels: the middle of four even draws is nearly Gaussian."""
    count = page.width * page.height

    def draw() -> Image.Image:
        return Image.frombytes("L", page.size, chance.randbytes(count))

    middle = Image.blend(Image.blend(draw(), draw(), 0.5), Image.blend(draw(), draw(), 0.5), 0.5)
    scale = spread / 37.0
    grain = middle.point([round(128 + (level - 127.5) * scale) for level in range(256)])
    return ImageChops.add(page, grain, 1, -128)


def _kept(page: Image.Image) -> bytes:
    out = io.BytesIO()
    page.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
