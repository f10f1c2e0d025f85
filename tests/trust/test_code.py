from __future__ import annotations

import datetime as dt

import cbor2
import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from kiosk.trust import base45, code, seal
from kiosk.trust.code import CodeTrouble, Said, canonical, facts_hash, letters, packed, read
from tests.conftest import HOME
from tests.trust.conftest import ONE, STRANGER

EIGHT = st.binary(min_size=8, max_size=8)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=90)
DATES = st.dates(dt.date(1970, 1, 2), dt.date(2999, 12, 31)).map(dt.date.isoformat)
NUMBERS = st.one_of(st.text(base45.LETTERS, min_size=1, max_size=60), WORDS).filter(
    lambda number: len(number.encode()) <= code.MOST_NUMBER
)
SAID = st.builds(
    Said,
    number=NUMBERS,
    name=WORDS,
    course=WORDS,
    hours=st.integers(0, 1000),
    issued=DATES,
    facts=EIGHT,
    key=EIGHT,
    sample=st.booleans(),
    valid_until=st.one_of(st.just(""), DATES),
    replaces=st.one_of(st.just(""), NUMBERS),
)

LONGEST = Said(
    number="800.1.4.1/KTS-01-ABC.0127/BKPSDM-SBG/VIII/2026",
    name="Prof. Dr. Ir. Peserta Contoh Bernama Sangat Panjang Sekali, S.Sos., M.Si., M.A.P.",
    course="Penyusunan Standar Operasional Prosedur Administrasi Pemerintahan bagi Pelaksana",
    hours=120,
    issued="2026-12-31",
    facts=b"\xff" * 8,
    key=b"\xff" * 8,
    sample=True,
    valid_until="2031-12-31",
    replaces="800.1.4.1/KTS-01-ABC.0126/BKPSDM-SBG/VIII/2026",
)


def version(text: str) -> int:
    drawn = segno.make_qr(text, error="m", boost_error=False)
    assert (drawn.mode, drawn.error) == ("alphanumeric", "M")
    assert isinstance(drawn.version, int)
    return drawn.version


def test_an_ordinary_certificate_fits_whole_into_a_qr_of_version_9(said: Said) -> None:
    text = packed(said, ONE.sign)
    assert read(text).said == said
    assert version(text) <= 9


def test_the_longest_realistic_certificate_is_cut_to_a_qr_of_version_9() -> None:
    text = packed(LONGEST, ONE.sign)
    got = read(text).said
    assert len(base45.decoded(text)) <= 174
    assert version(text) == 9
    assert (got.number, got.hours, got.issued) == (LONGEST.number, 120, "2026-12-31")
    assert (got.valid_until, got.sample, got.cut) == ("2031-12-31", True, True)
    assert got.name == "Prof. Dr. Ir. Peserta Contoh…"
    assert (got.course, got.replaces) == ("Penyusuna…", "")


def test_a_number_of_100_bytes_makes_a_qr_whose_modules_are_still_of_0_6_mm(said: Said) -> None:
    text = packed(structs.replace(LONGEST, number="é" * 50), ONE.sign)
    assert version(text) <= 12
    assert 40 / (17 + 4 * version(text)) >= 0.6
    with pytest.raises(ValueError, match="é"):
        packed(structs.replace(said, number="é" * 51), ONE.sign)


@given(SAID)
def test_what_fits_is_read_back_as_it_was_and_what_does_not_is_cut_and_says_so(said: Said) -> None:
    got = read(packed(said, ONE.sign)).said
    if not got.cut:
        assert got == said
        return
    assert structs.replace(got, name="", course="", replaces="", cut=False) == structs.replace(
        said, name="", course="", replaces=""
    )
    for short, whole in ((got.name, said.name), (got.course, said.course)):
        assert short == whole or (short.endswith("…") and whole.startswith(short[:-1].rstrip("…")))
    assert got.replaces in {"", said.replaces}


@given(SAID)
def test_a_code_neither_begins_nor_ends_with_a_space(said: Said) -> None:
    text = packed(said, ONE.sign)
    assert text == text.strip()


def test_line_breaks_tabs_small_letters_and_spaces_around_do_not_matter(text: str) -> None:
    plain = read(text)
    assert read(f"  {text}\r\n") == plain
    assert read(text[:80] + "\n" + text[80:160] + "\r\n\t" + text[160:]) == plain
    assert read("\ufeff" + text.lower()) == plain


def test_the_text_is_cbor_and_a_signature_and_both_are_deterministic(said: Said, text: str) -> None:
    raw = base45.decoded(text)
    row = cbor2.loads(raw[:-64])
    number = int.from_bytes(row[1], "big")
    digits = []
    while number:
        number, digit = divmod(number, 45)
        digits.append(digit)
    assert digits[-1] == 1
    assert "".join(base45.LETTERS[d] for d in reversed(digits[:-1])) == said.number
    assert row[0] == 1
    assert row[2:] == [
        "Peserta Contoh 1, S.A.P.",
        "Pelayanan Publik Prima",
        6,
        (dt.date(2026, 11, 24) - dt.date(1970, 1, 1)).days,
        said.facts,
        said.key,
    ]
    assert packed(said, ONE.sign) == text


def test_the_words_of_this_version_never_change(said: Said) -> None:
    """Papers are out there: what was printed once is read for ever."""
    printed = (
        "W8H76BA:0%YNKOMVJFOE5KOC6ITX S%58G:HNH82NC98FG7ALQE5LEOCCSN8G/DZ3E6341Q59NA A866"
        "A3/E: CNECCECCEC$34Z$EXVDJODT7AYED/BC193RW5J$0SQL10DC*5P598DWMY6TMGRO5U9OGYKY4AA"
        "+TK$9%:MTQEY%5$0WR/5-P2ASH GM1ZSNI4HW3YUCT-H72S:ICI60XM1PXQO/6S91IIM5-9:BW*BKS89"
        "-R5D0"
    )
    got = read(printed)
    assert got.said == said
    assert packed(said, ONE.sign) == printed


@pytest.mark.parametrize(
    "row",
    [
        [],
        [1],
        {1: 2},
        "text",
        [0, "1/2026", "A", "B", 1, 1, bytes(8), bytes(8)],
        [1, "1/2026", "A", "B", 1, 1, bytes(8), bytes(8)],  # a number that has to be squeezed
        [1, b"\x01", "A", "B", 1, 1, bytes(8), bytes(8)],  # no number at all
        [1, b"\x2e", "", "B", 1, 1, bytes(8), bytes(8)],
        [1, b"\x2e", "A", "B", -1, 1, bytes(8), bytes(8)],
        [1, b"\x2e", "A", "B", True, 1, bytes(8), bytes(8)],
        [1, b"\x2e", "A", "B", 1.0, 1, bytes(8), bytes(8)],
        [1, b"\x2e", "A", "B", 1, 1 << 30, bytes(8), bytes(8)],
        [1, b"\x2e", "A", "B", 1, 1, bytes(7), bytes(8)],
        [1, b"\x2e", "A", "B", 1, 1, bytes(8), "12345678"],
        [1, b"\x2e", "A", "B", 1, 1, bytes(8), bytes(8), 0],  # an empty end has to be left out
        [1, b"\x2e", "A", "B", 1, 1, bytes(8), bytes(8), 4],
        [1, b"\x2e", "A", "B", 1, 1, bytes(8), bytes(8), 1, 1, b"\x2e", 1],
    ],
)
def test_cbor_that_this_version_does_not_write_is_strange(row: object) -> None:
    with pytest.raises(CodeTrouble, match="strange"):
        read(base45.encoded(cbor2.dumps(row, canonical=True) + bytes(64)))


def test_the_shortest_code_is_read() -> None:
    row = [1, b"\x2e", "A", "B", 1, 1, bytes(8), bytes(8)]
    got = read(base45.encoded(cbor2.dumps(row, canonical=True) + bytes(64)))
    assert got.said == Said("1", "A", "B", 1, "1970-01-02", bytes(8), bytes(8))


def test_a_code_of_a_later_version_says_so() -> None:
    with pytest.raises(CodeTrouble, match="newer"):
        read(base45.encoded(cbor2.dumps([2, {"any": "thing"}]) + bytes(64)))


def test_cbor_that_is_not_deterministic_is_strange(text: str) -> None:
    raw = base45.decoded(text)
    assert raw[0] == 0x88
    longer = b"\x98\x08" + raw[1:]  # the same array, its length written in two bytes
    assert cbor2.loads(longer[:-64]) == cbor2.loads(raw[:-64])
    with pytest.raises(CodeTrouble, match="strange"):
        read(base45.encoded(longer))


@settings(max_examples=500)
@given(st.binary(max_size=300))
def test_any_bytes_raise_only_our_own_error(content: bytes) -> None:
    for signed in (content, content + bytes(64)):
        try:
            read(base45.encoded(signed))
        except CodeTrouble as trouble:
            assert trouble.code in {"strange", "newer"}  # noqa: PT017


@settings(max_examples=500)
@given(st.text(max_size=400))
def test_any_text_raises_only_our_own_error(text: str) -> None:
    with pytest.raises(CodeTrouble):
        read(text)


def test_a_text_of_any_length_is_refused_at_once() -> None:
    with pytest.raises(CodeTrouble, match="strange"):
        read("0" * 10_000_000)


def test_deeply_nested_cbor_is_strange() -> None:
    with pytest.raises(CodeTrouble, match="strange"):
        read(base45.encoded(b"\x81" * 1200 + bytes(64)))


def test_facts_have_one_spelling_and_their_hash_does_not_depend_on_the_code() -> None:
    one = canonical('{"b": 1, "a": "é", "check_code": "ABC"}')
    assert one == '{"a":"é","b":1,"check_code":""}'.encode()
    assert canonical('{"check_code":"","a":"\\u00e9","b":1}') == one
    assert facts_hash(one) != facts_hash(canonical('{"a": "e", "b": 1}'))
    with pytest.raises(ValueError, match="object"):
        canonical("[]")


def test_letters_and_fingerprint_belong_to_all_that_is_said(said: Said) -> None:
    assert letters(said) == "3CP3L-H3HHV"
    others = (
        structs.replace(said, number="800.1.4/KTS-01.0128/BKPSDM/XI/2026"),
        structs.replace(said, name="Peserta Contoh 2"),
        structs.replace(said, hours=7),
        structs.replace(said, facts=bytes(8)),
        structs.replace(said, key=code.key_id(STRANGER.public)),
        structs.replace(said, sample=True),
    )
    assert len({letters(each) for each in (said, *others)}) == 7
    assert len({code.fingerprint(each) for each in (said, *others)}) == 7
    assert len(code.fingerprint(said)) == 32


def test_the_document_tells_what_the_program_does() -> None:
    told = (HOME / "docs" / "check-code.md").read_text("utf-8")
    for domain in (code.DOMAIN, code._PRINT, seal.DOMAIN):
        assert domain.decode().replace("\n", "\\n") in told
    assert f"paling banyak {code.MOST_BYTES} bita" in told
