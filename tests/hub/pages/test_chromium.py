"""The pages in a real browser: by keyboard alone, on a phone, at twice the size."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.hub.pages.look import HERE
from kiosk.hub.pages.officers import new_officer
from kiosk.ui import theme
from tests.hub.pages.chromium import Chromium, chromium, program
from tests.hub.pages.pictures import NAME, PASSPHRASE, paths, sign_in
from tests.hub.pages.served import served
from tests.hub.pages.town import NOW, Town, furnished

here = pytest.mark.skipif(program() is None, reason="Chromium is not installed (Debian: chromium)")
FOCUSED = "document.activeElement"
TARGETS = """
[...document.querySelectorAll('main a, main button, main input:not([type=hidden]), main select,'
  + ' nav a, header button, main label')]
  .filter(e => e.type != 'checkbox')
  .filter(e => e.offsetParent && !e.closest('p, td, dd, li > div, li > p, .field, .note'))
  .map(e => [e.innerText || e.id, Math.round(e.getBoundingClientRect().height)])
  .filter(([, height]) => height < 44)
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Chromium, str]]:
    """A browser and the hub's address."""
    folder = tmp_path_factory.mktemp("chromium")
    town = Town(folder)
    furnished(town)
    new_officer(town.engine, NAME, PASSPHRASE, NOW)
    with served(town) as address, chromium(folder / "profile") as found:
        found.size(1366, 768)
        yield found, address
    town.engine.dispose()


@here
def test_an_officer_gets_in_and_about_by_the_keyboard_alone(page: tuple[Chromium, str]) -> None:
    browser, address = page
    browser.open(f"{address}/sertifikat")
    assert browser.ask(f"{FOCUSED}.id") == "name"
    browser.type(NAME)
    browser.press("Tab")
    assert browser.ask(f"{FOCUSED}.id") == "passphrase"
    browser.type("salah")
    browser.press("Tab")
    assert browser.ask(f"{FOCUSED}.type") == "submit"
    browser.press("Space")
    browser.wait_for("Page.loadEventFired")
    assert browser.ask("document.querySelector('[role=alert]').innerText.length") > 40
    assert browser.ask(f"{FOCUSED}.id") == "passphrase"
    browser.type(PASSPHRASE)
    browser.press("Enter")
    browser.wait_for("Page.loadEventFired")
    assert browser.ask("location.pathname") == "/sertifikat"
    browser.press("Tab")
    assert browser.ask(f"{FOCUSED}.className") == "skip"
    assert browser.ask(f"{FOCUSED}.getBoundingClientRect().top") == 0
    browser.press("Enter")
    browser.press("Tab")
    assert browser.ask(f"{FOCUSED}.id") == "cari"
    for _ in range(4):
        width = browser.ask(f"parseFloat(getComputedStyle({FOCUSED}).outlineWidth)")
        assert width >= 3, browser.ask(f"{FOCUSED}.outerHTML")
        browser.press("Tab")
    browser.press("Tab", shift=True)
    assert browser.ask(f"{FOCUSED}.name") == "keadaan"


@here
def test_every_page_fits_phones_screens_and_twice_the_size(
    page: tuple[Chromium, str], tmp_path: Path
) -> None:
    browser, address = page
    browser.open(f"{address}/")
    if browser.ask("location.pathname") == "/masuk":
        sign_in(browser, address)
    places = paths(browser, address)
    browser.errors.clear()
    for width, height in ((360, 740), (683, 384)):  # the second is 1366 at 200 %
        browser.size(width, height)
        for name, path in places.items():
            browser.open(address + path)
            assert browser.ask("document.documentElement.scrollWidth") <= width, (name, width)
            if width < 600:
                assert browser.ask(TARGETS) == [], name
    browser.picture(tmp_path / "page.png")
    assert (tmp_path / "page.png").stat().st_size > 10_000
    assert [each for each in browser.errors if "/kios/zzz" not in each] == []
    assert browser.ask("document.fonts.check('700 16px Jakarta')")
    assert browser.ask("[...document.fonts].filter(f => f.status == 'loaded').length") >= 3


@pytest.mark.parametrize(
    ("look", "section"), [(theme.plain(), 0), (theme.high_contrast(), 1)], ids=["plain", "contrast"]
)
def test_the_pages_wear_the_colours_of_the_kiosk(look: theme.Theme, section: int) -> None:
    style = (HERE / "style" / "pages.css").read_text("utf-8")
    tokens: str = re.findall(r":root \{(.*?)\n\s*\}", style, re.DOTALL)[section]
    pairs: list[tuple[str, str]] = re.findall(r"--([a-z0-9-]+): (#[0-9A-F]{6})", tokens)
    found = dict(pairs)
    names = {"tinta-2": "tinta2", "tinta-3": "tinta3", "laut-d": "laut_d", "laut-50": "laut50"}
    names |= {"di-laut": "di_laut", "jingga-tint": "jingga_tint", "jingga-teks": "jingga_teks"}
    names |= {"hijau-tint": "hijau_tint", "hijau-teks": "hijau_teks", "merah-tint": "merah_tint"}
    del found["laut-100"]
    for name, colour in found.items():
        assert colour == getattr(look, names.get(name, name)), name
    least = 7 if section else 4.5
    for text, ground in (
        ("tinta", "pasir"), ("tinta-2", "kertas"), ("tinta-2", "pasir"), ("tinta-3", "kertas"),
        ("tinta-3", "pasir"), ("laut", "kertas"), ("laut", "laut-50"), ("laut", "pasir"),
        ("di-laut", "laut"), ("di-laut", "laut-d"), ("jingga-teks", "jingga-tint"),
        ("hijau-teks", "hijau-tint"), ("merah", "merah-tint"), ("merah", "kertas"),
        ("tinta-2", "abu"),
    ):  # fmt: skip
        assert theme.contrast(found[text], found[ground]) >= least, (text, ground)
    for line in ("bidang", "fokus", "laut"):
        assert theme.contrast(found[line], found["kertas"]) >= 3
        assert theme.contrast(found[line], found["pasir"]) >= 2.9
