"""The page that checks certificates in a real browser, from a file and without a network."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cbor2
import pytest
from msgspec import structs

from kiosk.trust import base45, code
from kiosk.trust.code import Said, packed
from kiosk.trust.judge import Known, judge
from tests.hub.pages.chromium import program
from tests.trust.conftest import ONE, STRANGER, TODAY, TWO, Key
from tests.trust.paged import OWN, THREE, Watching, knowing, laid, watching

pytestmark = pytest.mark.skipif(
    program() is None, reason="Chromium is not installed (Debian: chromium)"
)
STATES = {
    "valid", "own", "altered", "unknown-key", "revoked", "device-revoked", "not-upheld", "expired",
    "sample", "strange", "newer",
}  # fmt: skip


@pytest.fixture(scope="module")
def known(said: Said) -> Known:
    return knowing(said)


@pytest.fixture(scope="module")
def page(known: Known, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Watching, str]]:
    """A browser, and the page's address."""
    folder = tmp_path_factory.mktemp("page")
    with watching(folder / "profile") as browser:
        browser.size(1366, 768)
        yield browser, laid(folder, known)


def by(key: Key, said: Said, **changes: Any) -> str:  # noqa: ANN401 - fields of what is said
    return packed(structs.replace(said, key=code.key_id(key.public), **changes), key.sign)


def codes(said: Said) -> list[str]:
    """Each state, and what lies at its edges."""
    plain = by(ONE, said)
    return [
        plain,
        plain.lower(),
        f"\ufeff {plain[:70]}\r\n{plain[70:]}\x85",
        by(OWN, said),
        by(STRANGER, said),
        packed(said, STRANGER.sign),
        by(ONE, said, number="GONE"),
        by(ONE, said, number="GONE-3"),
        by(TWO, said),
        by(TWO, said, number="UPHELD"),
        by(TWO, said, number="UPHELD", name="Orang Lain"),
        by(THREE, said),
        by(THREE, said, issued="2026-11-10"),
        by(THREE, said, issued="2026-11-13"),
        by(ONE, said, issued="2026-10-31"),
        by(ONE, said, issued="2026-11-01"),
        by(ONE, said, valid_until="2026-11-30"),
        by(ONE, said, valid_until=TODAY),
        by(ONE, said, sample=True),
        by(ONE, said, sample=True, number="GONE"),
        by(ONE, said, number="no. 12/ä", replaces="A/1"),
        by(ONE, said, number="0", replaces="kecil"),
        by(ONE, said, name="Ω" * 90, course="日本" * 40, replaces="X" * 40),
        by(ONE, said, name="\ufeffBOM", hours=70_000),
        by(ONE, said, hours=0, number="9" * 90),
        by(ONE, said, number="__proto__"),
        "",
        "ini bukan kode",
        "A",
        "😀" * 10,
        "A" * 2001,
    ]


def odd(said: Said) -> list[str]:
    """Arrays that a kiosk's true key signed and that no kiosk writes."""
    row: list[Any] = cbor2.loads(code.read(by(ONE, said)).signed)
    rows = [
        [2, *row[1:]], [0, *row[1:]], [1.0, *row[1:]], row[:7], [*row, 0], [*row, 0, 0, "", 1],
        [row], {}, 7, "x", None, [True], [3], [-1], [2.5, 1], [2, {"a": [1, None]}],
        [*row[:4], -1, *row[5:]], [*row[:4], "6", *row[5:]], [*row[:5], 2_932_896, *row[6:]],
        [*row[:5], 2_932_897, *row[6:]], [1, "ABC", *row[2:]], [1, b"", *row[2:]],
        [1, b"\0\1", *row[2:]], [1, b"\1", *row[2:]], [1, 5, *row[2:]], [*row[:2], "", *row[3:]],
        [*row[:8], 4], [*row[:8], 0, 1, ""], [*row[:8], 3], [*row[:6], b"short", *row[7:]],
        [*row[:8], 0, 0, "kecil"], [*row[:8], 0, 0, b"\3\x05"],
    ]  # fmt: skip
    signed = [cbor2.dumps(each, canonical=True) for each in rows]
    plain = cbor2.dumps(row, canonical=True)
    signed += [plain + b"\0", b"\x98" + bytes([len(row)]) + plain[1:], plain[:-1], b""]
    signed += [
        b"\x82\x18\x02\xff",
        b"\x82\x02\x62\xc3\x28",
        b"\x84\x02\x1b" + b"\xff" * 8 + b"\0\0",
    ]
    return [base45.encoded(each + ONE.sign(code.DOMAIN + each)) for each in signed]


def fuzzed(said: Said) -> list[str]:
    """Letters and bytes changed, cut off, doubled and put elsewhere, the same in every run."""
    chance, plain, found = random.Random(45), by(ONE, said), []
    raw = base45.decoded(plain)
    for _ in range(120):
        place = chance.randrange(len(plain))
        found.append(plain[:place] + chance.choice(base45.LETTERS + "a\n#ß") + plain[place + 1 :])
        found.append(plain[:place] + plain[place + chance.randrange(4) :])
        flipped = bytearray(raw)
        flipped[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        found.append(base45.encoded(bytes(flipped)))
    return found


def heard(text: str, known: Known) -> list[Any]:
    """Python's verdict, in the form in which the page is asked for its own."""
    v = judge(text, known, TODAY)
    if v.said is None:
        return [v.state]
    s = v.said
    words = [s.number, s.name, s.course, s.hours, s.issued, s.facts.hex(), s.key.hex()]
    words += [s.cut, s.sample, s.valid_until, s.replaces, code.letters(s)]
    return [v.state, v.issuer, v.agency, v.reason, v.date, v.replaced_by, *words]


ASKED = """
  (texts => texts.map(text => {
    const v = judge(text, known, '%s');
    if (!v.said) return [v.state];
    const s = v.said;
    return [v.state, v.issuer || '', v.agency || '', v.reason || '', v.date || '',
      v.replacedBy || '', s.number, s.name, s.course, s.hours, s.issued, hex(s.facts), hex(s.key),
      s.cut, s.sample, s.validUntil, s.replaces, lettersOf(s)];
  }))(%s)
"""


def test_its_verdicts_are_those_of_the_kiosk(
    page: tuple[Watching, str], known: Known, said: Said
) -> None:
    browser, address = page
    browser.open(address)
    texts = codes(said) + odd(said) + fuzzed(said)
    expected = [heard(text, known) for text in texts]
    assert {each[0] for each in expected} == STATES
    found = browser.ask(ASKED % (TODAY, json.dumps(texts)))
    for text, theirs, ours in zip(texts, found, expected, strict=True):
        assert theirs == ours, repr(text)
    assert len(texts) > 400


def test_nothing_leaves_the_page_and_nothing_is_refused_by_its_policy(
    page: tuple[Watching, str], said: Said
) -> None:
    browser, address = page
    browser.asked.clear()
    browser.errors.clear()
    browser.open(address)
    browser.type(by(ONE, said))
    browser.press("Enter")
    assert browser.answered() == "valid"
    assert browser.errors == []
    assert [url for url in browser.asked if not url.startswith(("data:", "blob:"))] == [address]
    tried = (
        "fetch('https://dermaga.invalid/').then(() => 'out', () => 'kept')",
        """new Promise(done => { const i = new Image(); i.onload = () => done('out');
           i.onerror = () => done('kept'); i.src = 'https://dermaga.invalid/x.png'; })""",
    )
    assert [browser.ask(each) for each in tried] == ["kept", "kept"]
    assert sum("Content Security Policy" in each for each in browser.errors) >= 2


def test_a_scanner_types_one_code_after_the_other(page: tuple[Watching, str], said: Said) -> None:
    browser, address = page
    browser.open(address)
    assert browser.ask("document.activeElement.id") == "code"
    browser.type(by(ONE, said))
    browser.press("Enter")
    assert browser.answered() == "valid"
    browser.type(by(ONE, said, number="GONE"))
    browser.press("Enter")
    assert browser.answered() == "revoked"
    assert browser.ask("document.activeElement.id") == "code"
    words = browser.ask("document.querySelector('#answer').innerText")
    assert "Dicabut" in words
    assert "Alasan: Nama <b>keliru</b>. Sejak 26 November 2026." in words
    assert "Penggantinya bernomor GONE-2." in words
    assert "Daftar pencabutan per 30 November 2026" in words
    assert browser.ask("document.querySelectorAll('#answer b').length") == 0


@pytest.mark.parametrize(
    ("typed", "state", "words"),
    [
        ("abcde-fgh23", "letters", "lewat telepon"),
        ("ABCDE-FGHIJ-KLMNO-PQRST", "old-code", "kios penerbitnya"),
        ("halo", "strange", "Pindai atau tempel lagi"),
    ],
)
def test_other_letters_are_told_what_they_are(
    page: tuple[Watching, str], typed: str, state: str, words: str
) -> None:
    browser, address = page
    browser.open(address)
    browser.press("Enter")
    assert browser.ask("document.querySelector('[data-state]')") is None
    browser.type(typed)
    browser.press("Enter")
    assert browser.answered() == state
    assert words in browser.ask("document.querySelector('#answer').innerText")


def test_it_says_what_the_code_says_in_both_languages(
    page: tuple[Watching, str], said: Said
) -> None:
    browser, address = page
    browser.open(address)
    text = by(ONE, said, valid_until="2999-01-31", replaces="A/1")
    browser.type(text)
    browser.press("Enter")
    browser.answered()
    rows = "[...document.querySelectorAll('dl > *')].map(e => e.textContent)"
    letters = code.letters(code.read(text).said)
    assert browser.ask(rows) == [
        "Nomor", said.number, "Nama", "Peserta Contoh 1, S.A.P.",
        "Pelatihan", code.read(text).said.course, "Jumlah", "6 JP",
        "Tanggal terbit", "24 November 2026", "Berlaku sampai", "31 Januari 2999",
        "Pengganti nomor", "A/1", "Kios penerbit", "Kios Aula", "Huruf pemeriksa", letters,
    ]  # fmt: skip
    assert "Dijamin oleh BKPSDM Contoh." in browser.ask("document.body.innerText")
    assert "TTE" in browser.ask("document.querySelector('footer').innerText")
    browser.ask("document.querySelector('#language').click()")
    assert browser.ask("document.documentElement.lang") == "en"
    words = browser.ask("document.body.innerText")
    assert "Genuine" in words
    assert "31 January 2999" in words
    for indonesian in ("Sertifikat", "Nomor", "Daftar", "Halaman"):
        assert indonesian not in words.replace("Bahasa Indonesia", "")


def test_every_state_and_every_word_is_there_in_both_languages(page: tuple[Watching, str]) -> None:
    browser, address = page
    browser.open(address)
    keys = (
        "(of => { const keys = (t, at) => Object.entries(t).flatMap(([k, v]) =>"
        " typeof v === 'object' && !Array.isArray(v) ? keys(v, `${at}${k}.`) : [at + k]);"
        " return keys(WORDS[of], ''); })('%s')"
    )
    assert browser.ask(keys % "id") == browser.ask(keys % "en")
    assert set(browser.ask("Object.keys(WORDS.id.states)")) >= STATES
    names = set(
        browser.ask("[...document.querySelectorAll('[data-word]')].map(e => e.dataset.word)")
    )
    assert names <= set(browser.ask("Object.keys(WORDS.id)"))


def test_an_old_list_is_told_as_old(said: Said, tmp_path: Path) -> None:
    moment = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    aged = structs.replace(knowing(said), as_of=int(moment.timestamp() * 1000))
    with watching(tmp_path / "profile") as browser:
        browser.open(laid(tmp_path, aged))
        assert "Daftar ini sudah lama" in browser.ask("document.querySelector('.old').innerText")
        browser.open(laid(tmp_path, structs.replace(aged, as_of=None)))
        assert "belum pernah ada" in browser.ask("document.querySelector('.old').innerText")


def test_on_a_touch_screen_the_camera_is_offered(page: tuple[Watching, str]) -> None:
    browser, address = page
    browser.size(390, 844)
    browser.open(address)
    shown = "document.querySelector('#photo').offsetParent !== null"
    assert not browser.ask(shown)
    browser.say("Emulation.setTouchEmulationEnabled", enabled=True)
    assert browser.ask(shown)
    assert browser.ask("document.querySelector('#camera').getAttribute('capture')") == "environment"
    browser.say("Emulation.setTouchEmulationEnabled", enabled=False)
    browser.size(1366, 768)


def test_it_fits_phones_screens_and_twice_the_size(
    page: tuple[Watching, str], said: Said, tmp_path: Path
) -> None:
    browser, address = page
    for width, height in ((390, 844), (360, 740), (683, 384), (1366, 768)):
        browser.size(width, height)
        browser.open(address)
        browser.type(by(ONE, said, number="0123456789" * 9))
        browser.press("Enter")
        browser.answered()
        assert browser.ask("document.documentElement.scrollWidth") <= width
        top = browser.ask("document.querySelector('.banner').getBoundingClientRect().top")
        assert 0 <= top < height / 2, (width, top)  # nobody has to look for the answer
        small = "[...document.querySelectorAll('button')].filter(b => b.offsetParent"
        assert browser.ask(f"{small} && b.offsetHeight < 48).length") == 0
    browser.picture(tmp_path / "page.png")
    assert (tmp_path / "page.png").stat().st_size > 10_000
    browser.size(1366, 768)
