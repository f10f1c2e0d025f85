"""Transcript, card of hours and SIASN sheet as they come on paper."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pikepdf
import pytest
from msgspec import structs

from kiosk.certificate import hours_card, siasn_sheet, transcript
from kiosk.certificate.letter import Block, paged
from kiosk.certificate.letter_facts import (
    FIELDS,
    Heading,
    HoursCard,
    HoursLine,
    Person,
    Score,
    SiasnEntry,
    SiasnSheet,
    Transcript,
)
from kiosk.learning.ledger import Day

Tool = Callable[..., str]


class Word(Protocol):
    """A word found on a page; points from the upper left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    text: str


HEADING = Heading(
    kop=("PEMERINTAH KOTA CONTOH", "BADAN KEPEGAWAIAN"),
    agency="BKPSDM Kota Contoh",
    place="Contoh",
    date="2026-11-24",
    kiosk="KTS-01",
    signatory_name="Pejabat Contoh, S.Sos.",
    signatory_nip="197001011995031001",
    signatory_position="Kepala BKPSDM Kota Contoh",
)
PERSON = Person(
    "Peserta Contoh 1", "198704122011012008", "Penata (III/c)", "Lurah", "Kecamatan Contoh"
)
SCORE = Score(
    course="Pelayanan Publik Prima",
    started="2026-11-20",
    finished="2026-11-24",
    pre=40.0,
    post=87.5,
    gain=0.79166,
    tries=2,
    hours=2,
    number="800.1.4/KTS-01.0001/BKPSDM/XI/2026",
)
LINE = HoursLine(
    "Pelayanan Publik Prima", "E-learning", SCORE.number, "2026-11-24", 5, counted=3, above=2
)
DAY = Day("2026-11-24", "Pelayanan Publik Prima", 95, 3, 2, finished=True)
CARD = HoursCard(
    HEADING, PERSON, 2026, 3, 20, at_most=False, rule="PP 11/2017", lines=(LINE,), days=(DAY,)
)
ENTRY = SiasnEntry(
    ("", "BKPSDM Kota Contoh", 3, "", "T", 2, "", "Pelayanan Publik Prima", SCORE.number, "", 2026,
     "20-11-2026", "24-11-2026"),
)  # fmt: skip


def of_scores(*scores: Score) -> Transcript:
    return Transcript(HEADING, PERSON, scores)


def drawn(kind: str, rows: int, fonts: Path) -> bytes:
    """A paper with so many rows."""
    if kind == "transcript":
        return transcript.render(of_scores(*(SCORE,) * rows), fonts)
    if kind == "hours":
        return hours_card.render(structs.replace(CARD, days=(DAY,) * rows), fonts)
    return siasn_sheet.render(SiasnSheet(HEADING, PERSON, (ENTRY,) * rows), fonts)


KINDS = pytest.mark.parametrize("kind", ["transcript", "hours", "siasn"])


def test_a_transcript_says_scores_gain_tries_hours_and_number(
    fonts: Path, text_of: Callable[[bytes], str]
) -> None:
    text = text_of(drawn("transcript", 1, fonts))
    for expected in (
        "PEMERINTAH KOTA CONTOH",
        "TRANSKRIP NILAI",
        "Keadaan per 24 November 2026",
        "Peserta Contoh 1",
        "19870412 201101 2 008",
        "Pelayanan Publik Prima",
        "20-11-2026 s.d. 24-11-2026",
        "40 87,5 0,79 2 2",
        "800.1.4/KTS-01.0001/",
        "Pejabat Contoh, S.Sos.",
        "NIP 19700101 199503 1 001",
        "Halaman 1 dari 1",
    ):
        assert expected in text


def test_a_course_without_tests_or_certificate_shows_dashes_not_noughts(
    fonts: Path, text_of: Callable[[bytes], str]
) -> None:
    bare = Score("Kursus lain", "2026-11-24", "", None, 55.0, None, 1, 0, "")
    text = text_of(transcript.render(of_scores(bare), fonts))
    assert "Kursus lain 24-11-2026 – 55 – 1 – –" in text


def test_a_revoked_certificate_is_marked_and_gives_no_hours(
    fonts: Path, text_of: Callable[[bytes], str]
) -> None:
    void = structs.replace(SCORE, revoked=True, number="A/1")
    text = text_of(transcript.render(of_scores(SCORE, void), fonts))
    assert "A/1 (dicabut)" in text
    assert "yang berlaku 2 " in text


def test_the_card_of_hours_proposes_and_never_claims_recognition(
    fonts: Path, text_of: Callable[[bytes], str]
) -> None:
    text = text_of(hours_card.render(CARD, fonts))
    assert "KARTU JP 2026" in text
    assert "paling sedikit 20 JP (PP 11/2017)" in text
    assert "3 JP, kurang 17 JP" in text
    assert "24-11-2026 5 3 2 JP di atas batas harian" in text
    assert "Paling banyak 3 JP diusulkan per hari" in text
    assert "diakui" not in text


@pytest.mark.parametrize(
    ("target", "at_most", "words"),
    [
        (3, False, "3 JP, tercapai menurut usulan"),
        (24, True, "3 JP, masih dapat 21 JP"),
        (2, True, "3 JP, melebihi 1 JP"),
        (3, True, "3 JP, masih dapat 0 JP"),
        (None, False, "Target setahun tidak ada"),
    ],
)
def test_the_target_is_worded_by_its_kind(
    fonts: Path,
    text_of: Callable[[bytes], str],
    target: int | None,
    words: str,
    *,
    at_most: bool,
) -> None:
    card = structs.replace(CARD, target=target, at_most=at_most)
    assert words in text_of(hours_card.render(card, fonts))


def test_a_year_without_anything_is_still_a_whole_paper(
    fonts: Path, text_of: Callable[[bytes], str]
) -> None:
    text = text_of(hours_card.render(structs.replace(CARD, lines=(), days=()), fonts))
    assert "Belum ada sertifikat pada tahun ini." in text
    assert "Belum ada hari belajar pada tahun ini." in text
    assert "0 JP, kurang 20 JP" in text
    assert "Belum ada uji yang diikuti." in text_of(transcript.render(of_scores(), fonts))
    empty = siasn_sheet.render(SiasnSheet(HEADING, PERSON, ()), fonts)
    assert "Belum ada sertifikat yang berlaku." in text_of(empty)


def test_the_siasn_sheet_names_all_thirteen_fields_and_what_stays_empty(
    fonts: Path, text_of: Callable[[bytes], str]
) -> None:
    text = text_of(drawn("siasn", 1, fonts))
    assert len(FIELDS) == 13
    rows = [f"{n} {name}" for n, name in enumerate(FIELDS, start=1)]
    assert [row for row in rows if row not in text] == []
    assert text.count("(diisi pengelola dari SIASN)") == 4
    assert "Kios tidak mengetahui instansiId, jenisKursus, lokasiId, pnsOrangId" in text
    assert "11 tahunKursus 2026" in text
    assert "12 tanggalKursus 20-11-2026" in text


@KINDS
def test_long_papers_go_on_with_their_heading_and_count_their_pages(
    kind: str, fonts: Path, tool: Tool, tmp_path: Path
) -> None:
    file = tmp_path / "long.pdf"
    file.write_bytes(drawn(kind, 90, fonts))
    pages = tool("pdftotext", "-raw", file, "-").split("\f")[:-1]
    assert len(pages) > 2
    for n, page in enumerate(pages, start=1):
        assert f"Halaman {n} dari {len(pages)}" in page
    heading = {"transcript": "Uji awal|Uji\nawal", "hours": "Menit belajar", "siasn": "Nilai"}
    assert all(re.search(heading[kind], page) for page in pages[:-1])
    assert "Pejabat Contoh, S.Sos." in pages[-1] or kind == "siasn"


@KINDS
def test_nothing_leaves_the_page(
    kind: str, fonts: Path, words_of: Callable[[bytes], list[Word]]
) -> None:
    for word in words_of(drawn(kind, 60, fonts)):
        assert word.left >= 47
        assert word.right <= 596 - 47
        assert word.top >= 36
        assert word.bottom <= 842 - 30


@KINDS
def test_the_longest_names_and_letters_of_any_script_do_not_break_a_paper(
    kind: str, fonts: Path, words_of: Callable[[bytes], list[Word]]
) -> None:
    name = "Peserta Ćontoh Ž. Đ. 中文 \N{ZERO WIDTH JOINER} " + "Sangatpanjangsekali" * 12
    person = structs.replace(PERSON, name=name, unit="Unit " * 60)
    heading = structs.replace(HEADING, kop=("Baris kop yang panjang sekali " * 4,) * 6)
    made = {
        "transcript": lambda: transcript.render(
            Transcript(heading, person, (structs.replace(SCORE, number="A" * 300),)), fonts
        ),
        "hours": lambda: hours_card.render(
            structs.replace(CARD, heading=heading, person=person), fonts
        ),
        "siasn": lambda: siasn_sheet.render(SiasnSheet(heading, person, (ENTRY,)), fonts),
    }[kind]()
    assert all(word.right <= 596 - 47 for word in words_of(made))


@KINDS
def test_the_same_facts_are_the_same_bytes_and_fonts_are_embedded(
    kind: str, fonts: Path, tool: Tool, tmp_path: Path
) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(drawn(kind, 3, fonts))
    assert file.read_bytes() == drawn(kind, 3, fonts)
    fonts_in = tool("pdffonts", file).splitlines()[2:]
    assert fonts_in
    assert all("yes yes yes" in line for line in fonts_in)
    tool("qpdf", "--check", file)


@KINDS
def test_a_paper_tells_its_title_language_and_structure(kind: str, fonts: Path) -> None:
    with pikepdf.open(io.BytesIO(drawn(kind, 3, fonts))) as pdf:
        title = {"transcript": "Transkrip nilai", "hours": "Kartu JP 2026"}.get(
            kind, "Lembar isian SIASN"
        )
        assert str(pdf.docinfo["/Title"]) == f"{title}: Peserta Contoh 1"
        assert str(pdf.Root["/Lang"]) == "id-ID"
        assert bool(pdf.Root["/MarkInfo"]["/Marked"])
        box = [float(side) for side in pdf.pages[0]["/MediaBox"]]
        assert box == pytest.approx([0, 0, 595.276, 841.89], abs=0.01)


@KINDS
def test_all_but_decoration_is_tagged_and_rows_stand_in_tables(kind: str, fonts: Path) -> None:
    with pikepdf.open(io.BytesIO(drawn(kind, 60, fonts))) as pdf:
        for page in pdf.pages:
            marks = page.Contents.read_bytes()
            outside = re.sub(rb"(BDC|BMC).*?EMC", b"", marks, flags=re.DOTALL)
            assert not re.search(rb"\b(Tj|TJ|re|Do)\b", outside)
        found = list(tags(pdf.Root.StructTreeRoot.K[0]))
    assert found.count(("/Document", "/H1")) + found.count(("/Sect", "/H1")) == 1
    rows = [parent for parent, tag in found if tag == "/TR"]
    assert len(rows) > 60
    assert set(rows) == {"/Table"}


def tags(tag: pikepdf.Object) -> Iterator[tuple[str, str]]:
    """Every part with what it stands in."""
    kids = tag.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else ():
        yield str(tag.S), str(kid.S)
        yield from tags(kid)


def test_a_sample_is_marked_on_every_page(fonts: Path, tool: Tool, tmp_path: Path) -> None:
    file = tmp_path / "sample.pdf"
    sample = structs.replace(HEADING, sample=True)
    file.write_bytes(transcript.render(Transcript(sample, PERSON, (SCORE,) * 60), fonts))
    pages = tool("pdftotext", "-raw", file, "-").split("\f")[:-1]
    assert len(pages) > 1
    assert all("CONTOH" in "".join(page.split()) for page in pages)


def nothing(_ink: object, _top: float) -> None:
    pass


def test_a_heading_goes_with_what_follows_it() -> None:
    heading = Block(10, nothing, with_next=True)
    pages = list(paged([Block(85, nothing), heading, Block(20, nothing)], 100))
    assert [[block.tall for block in page] for page in pages] == [[85], [10, 20]]


def test_a_row_that_begins_a_page_brings_its_heading() -> None:
    head = Block(5, nothing)
    rows = [Block(40, nothing, repeated=head) for _ in range(4)]
    pages = list(paged([head, *rows], 100))
    assert [[block.tall for block in page] for page in pages] == [[5, 40, 40], [5, 40, 40]]


def test_a_block_taller_than_a_page_stands_alone() -> None:
    pages = list(paged([Block(30, nothing), Block(400, nothing), Block(30, nothing)], 100))
    assert [[block.tall for block in page] for page in pages] == [[30], [400], [30]]
