from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import Any

import pytest
from msgspec import structs

from kiosk.cli.page_file import parts
from kiosk.trust.code import Said
from kiosk.trust.judge import Known
from kiosk.trust.page import PROGRAM, Maker, page, page_state, sealed
from kiosk.ui import theme
from tests.trust.conftest import AGENCY, AGENCY_KEY, STRANGER
from tests.trust.paged import MAKER, knowing


@pytest.fixture(scope="module")
def html(said: Said) -> bytes:
    return page(parts(), knowing(said), MAKER)


@pytest.fixture(scope="module")
def true(html: bytes) -> bytes:
    return sealed(html, AGENCY_KEY.sign)


def told(html: bytes) -> dict[str, Any]:
    """What the page is told of keys and revocations."""
    found = re.search(rb'id="known">(.*?)</script>', html, re.DOTALL)
    assert found
    table: dict[str, Any] = json.loads(found[1])
    return table


def test_the_same_knowledge_makes_the_same_page(html: bytes, said: Said) -> None:
    assert page(parts(), knowing(said), MAKER) == html
    assert len(html) < 140_000
    assert re.findall(rb"@[a-z]+@", html) == []


def test_its_policy_names_its_own_style_and_program_and_nothing_else(html: bytes) -> None:
    text = html.decode()
    policy = re.search(r'Policy" content="([^"]*)"', text)
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    program = re.search(r"<script>(.*?)</script>", text, re.DOTALL)
    assert policy
    assert style
    assert program
    one, other = (
        base64.b64encode(hashlib.sha256(found[1].encode()).digest()).decode()
        for found in (program, style)
    )
    assert policy[1] == (
        f"default-src 'none'; script-src 'sha256-{one}'; style-src 'sha256-{other}';"
        " font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert re.findall(r"(?:src|href)=\"(?!data:,)", text) == []
    ours = "".join(parts()[name] for name in PROGRAM if not name.startswith("vendor/"))
    for other_way in ("innerHTML", "eval(", "fetch(", "XMLHttpRequest", "localStorage"):
        assert other_way not in ours


@pytest.mark.parametrize(
    ("look", "section"), [(theme.plain(), 0), (theme.high_contrast(), 1)], ids=["plain", "contrast"]
)
def test_it_wears_the_colours_of_the_kiosk(look: theme.Theme, section: int) -> None:
    tokens: str = re.findall(r":root \{(.*?)\n\s*\}", parts()["page.css"], re.DOTALL)[section]
    pairs: list[tuple[str, str]] = re.findall(r"--([a-z0-9-]+): (#[0-9A-F]{6})", tokens)
    found = dict(pairs)
    names = {"tinta-2": "tinta2", "tinta-3": "tinta3", "laut-d": "laut_d", "laut-50": "laut50"}
    names |= {"di-laut": "di_laut", "jingga-tint": "jingga_tint", "jingga-teks": "jingga_teks"}
    names |= {"hijau-tint": "hijau_tint", "hijau-teks": "hijau_teks", "merah-tint": "merah_tint"}
    assert len(found) == 18
    for name, colour in found.items():
        assert colour == getattr(look, names.get(name, name)), name
    least = 7 if section else 4.5
    for text, ground in (
        ("tinta", "hijau-tint"), ("tinta", "merah-tint"), ("tinta", "jingga-tint"),
        ("hijau-teks", "hijau-tint"), ("merah", "merah-tint"), ("jingga-teks", "jingga-tint"),
        ("tinta-3", "kertas"), ("tinta-3", "pasir"), ("laut", "pasir"), ("di-laut", "laut"),
    ):  # fmt: skip
        assert theme.contrast(found[text], found[ground]) >= least, (text, ground)


def test_words_of_others_never_become_tags(html: bytes, known: Known) -> None:
    assert told(html)["revoked"]["GONE"]["reason"] == "Nama <b>keliru</b>."
    assert b"Nama <b>" not in html
    evil = structs.replace(AGENCY, name="</script><script>x()</script>")
    ring = structs.replace(known.ring, agency=evil)
    made = page(parts(), structs.replace(known, ring=ring), Maker("kiosk", "<!--"))
    assert made.count(b"</script>") == 2
    assert b"<!--" not in made
    assert told(made)["agency"]["name"] == evil.name


def test_it_tells_who_made_it_and_the_digits_of_the_key(html: bytes, known: Known) -> None:
    table = told(html)
    assert (table["origin"], table["name"]) == ("agency", "BKPSDM Contoh")
    assert re.fullmatch(r"\d{4} \d{4} \d{4}", table["digits"])
    alone = structs.replace(known, ring=structs.replace(known.ring, agency=None))
    by_kiosk = told(page(parts(), alone, Maker("kiosk", "KTS-01")))
    assert (by_kiosk["origin"], by_kiosk["agency"], by_kiosk["digits"]) == ("kiosk", None, "")


def test_a_seal_holds_for_the_whole_page_and_its_maker_alone(html: bytes, true: bytes) -> None:
    assert page_state(true, AGENCY_KEY.public) == "whole"
    assert page_state(true, STRANGER.public) == "broken"
    assert page_state(html, AGENCY_KEY.public) == "none"
    assert page_state(b"<html></html>", AGENCY_KEY.public) == "none"
    assert len(true) == len(html)


@pytest.mark.parametrize("what", [b'"devices":{', b"judge(text", b"default-src", b"Asli"])
def test_one_changed_byte_breaks_the_seal(true: bytes, what: bytes) -> None:
    place = true.index(what)
    changed = true[:place] + bytes([true[place] ^ 1]) + true[place + 1 :]
    assert page_state(changed, AGENCY_KEY.public) == "broken"


def test_a_second_seal_or_another_spelling_breaks_it(true: bytes) -> None:
    assert page_state(true + true, AGENCY_KEY.public) == "broken"
    place = true.index(b'=="') - 1
    letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    twin = letters[letters.index(true[place]) ^ 1 :][:1]  # the same bytes, written otherwise
    assert page_state(true[:place] + twin + true[place + 1 :], AGENCY_KEY.public) == "broken"


def test_a_page_is_sealed_once(true: bytes) -> None:
    with pytest.raises(ValueError, match="88"):
        sealed(true, AGENCY_KEY.sign)


def test_what_is_missing_is_no_page(known: Known) -> None:
    with pytest.raises(KeyError, match=r"judge\.js"):
        page({k: v for k, v in parts().items() if k != "judge.js"}, known, MAKER)
