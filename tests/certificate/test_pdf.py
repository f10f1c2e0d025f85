"""The file itself: fonts, metadata, attachment, tags, and what other programs make of it."""

from __future__ import annotations

import base64
import io
import random
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs
from PIL import Image, ImageChops

from kiosk.certificate.emblem import prepared_emblem
from kiosk.certificate.facts import Certificate
from kiosk.certificate.page import render, render_many
from kiosk.certificate.template import Template
from kiosk.trust.seal import PLACEHOLDER
from tests.certificate.samples import CERTIFICATE, CODE, FONTS, LONGEST, TWO

Tool = Callable[..., str]
BADGE = '{"@context": ["https://www.w3.org/ns/credentials/v2"], "name": "Sertifikat contoh"}'
MOST_BYTES = 45 * 1024
JARS = (
    *("preflight", "pdfbox2", "fontbox2", "xmpbox"),
    *("commons-logging", "commons-io", "javax.activation", "jaxb-api"),
)
JAVA = Path("/usr/share/java")
PACKAGES = (
    *("default-jre-headless", "libpdfbox2-java", "libcommons-io-java"),
    *("libactivation-java", "libjaxb-api-java"),
)
BOTH = Template(paper="F4", language="id-en", accreditation="Terakreditasi dengan Nomor 1")


@pytest.fixture
def emblem(tmp_path: Path) -> bytes:
    """An emblem as the store keeps it, from a picture far too large."""
    file = tmp_path / "emblem.png"
    Image.linear_gradient("L").resize((3000, 3600)).convert("RGB").save(file)
    made = prepared_emblem(file)
    assert made
    return made


@pytest.fixture
def saved(tmp_path: Path) -> Callable[[bytes], Path]:
    """Write a PDF for a program to read."""

    def save(pdf: bytes) -> Path:
        file = tmp_path / "certificate.pdf"
        file.write_bytes(pdf)
        return file

    return save


def test_every_font_is_embedded_as_a_subset_and_none_is_helvetica(
    saved: Callable[[bytes], Path], tool: Tool
) -> None:
    pdf = render(structs.replace(LONGEST, name="Peserta Contoh Ñ 1"), FONTS)
    rows = tool("pdffonts", saved(pdf)).splitlines()[2:]
    assert [row.split()[0].partition("+")[2] for row in rows] == [
        "PlusJakartaSans-Regular",
        "PlusJakartaSans-Bold",
        "PlusJakartaSans-ExtraBold",
    ]
    for row in rows:
        assert re.match(r"[A-Z]{6}\+", row)
        assert row.split()[-5:-2] == ["yes", "yes", "yes"]
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert "Helvetica" not in " ".join(map(repr, file.objects))


def test_the_file_is_sound_and_says_what_it_is(saved: Callable[[bytes], Path], tool: Tool) -> None:
    file = saved(render(CERTIFICATE, FONTS, badge=BADGE))
    assert "No syntax or stream encoding errors" in tool("qpdf", "--check", file)
    facts = tool("pdfinfo", file)
    assert "Sertifikat 800.1.4/SBG1.0127/BKPSDM/XI/2026: Pelayanan Publik Prima" in facts
    assert "Author:          Badan Kepegawaian dan Pengembangan Sumber Daya Manusia" in facts
    assert "Pages:           2" in facts
    assert "841.89 x 595.276 pts (A4)" in facts
    assert "24 00:00:00 2026" in facts
    assert "Tagged:          yes" in facts
    assert "935.433 x 609.449" in tool(
        "pdfinfo", saved(render(structs.replace(CERTIFICATE, template=BOTH), FONTS))
    )


def test_the_metadata_holds_title_language_code_and_one_place_for_the_seal() -> None:
    pdf = render(structs.replace(CERTIFICATE, course="Satu & <dermaga:seal>"), FONTS)
    assert pdf.count(b"<dermaga:seal>") == 1
    assert pdf.count(PLACEHOLDER) == 1
    with pikepdf.open(io.BytesIO(pdf)) as file, file.open_metadata() as said:
        title = "Sertifikat 800.1.4/SBG1.0127/BKPSDM/XI/2026: Satu & <dermaga:seal>"
        assert said["dc:title"] == title
        assert said["dc:language"] == {"id-ID"}
        assert said["dc:creator"] == ["Badan Kepegawaian dan Pengembangan Sumber Daya Manusia"]
        assert said["pdfaid:part"] == "3"
        assert said["pdfaid:conformance"] == "B"
        assert said["{https://dermaga.invalid/ns/certificate/1#}code"] == CODE
        assert file.Root.Lang == "id-ID"
        assert file.docinfo.Title == said["dc:title"]
        assert file.docinfo.Subject == said["dc:description"]
        assert file.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"


def test_a_badge_is_attached_as_data_of_the_file() -> None:
    pdf = render(CERTIFICATE, FONTS, badge=BADGE)
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert list(file.attachments) == ["badge.json"]
        assert file.attachments["badge.json"].get_file().read_bytes() == BADGE.encode()
        assert file.Root.AF[0].AFRelationship == "/Data"
    with pikepdf.open(io.BytesIO(render(CERTIFICATE, FONTS, badge="eyJ.eyJ.c2ln"))) as file:
        assert list(file.attachments) == ["badge.jwt"]
    with pikepdf.open(io.BytesIO(render(CERTIFICATE, FONTS))) as file:
        assert not file.attachments
        assert "/AF" not in file.Root


def test_all_but_decoration_is_tagged_and_the_table_is_one() -> None:
    with pikepdf.open(io.BytesIO(render(CERTIFICATE, FONTS))) as file:
        kinds = [str(tag.S) for tag in _tags(file.Root.StructTreeRoot.K[0])]
        assert kinds[0] == "/Document"
        assert kinds.count("/H1") == 1
        assert kinds.count("/Figure") == 1
        assert kinds.count("/TR") == 6  # heading, two lessons, three sums
        assert kinds.count("/TH") == 4
        for page in file.pages:
            marks = page.Contents.read_bytes()
            assert marks.count(b"BDC") + marks.count(b"BMC") == marks.count(b"EMC")
            outside = re.sub(rb"(BDC|BMC).*?EMC", b"", marks, flags=re.DOTALL)
            assert not re.search(rb"\b(Tj|TJ|re|Do)\b", outside)


def _tags(tag: pikepdf.Object) -> Iterator[pikepdf.Object]:
    yield tag
    kids = tag.get("/K")
    if isinstance(kids, pikepdf.Array):
        for kid in kids:
            yield from _tags(kid)


@pytest.mark.parametrize("facts", [CERTIFICATE, TWO, LONGEST], ids=["usual", "two", "longest"])
def test_pdfbox_finds_pdf_a_1b_but_for_packed_objects(
    facts: Certificate, emblem: bytes, tool: Tool, tmp_path: Path, saved: Callable[[bytes], Path]
) -> None:
    """The checker knows only part 1: there small objects lie open, and the file says "1"."""
    classes = [str(JAVA / f"{jar}.jar") for jar in JARS]
    if not shutil.which("java") or not all(Path(jar).exists() for jar in classes):
        pytest.skip(f"not installed: {' '.join(PACKAGES)}")
    file, opened = saved(render(facts, FONTS, emblem)), tmp_path / "open.pdf"
    tool("qpdf", "--object-streams=disable", "--newline-before-endstream", file, opened)
    told = opened.read_bytes().replace(b"<pdfaid:part>3", b"<pdfaid:part>1")
    opened.write_bytes(told)
    checked = subprocess.run(
        ["java", "-cp", ":".join(classes), "org.apache.pdfbox.preflight.Validator_A1b", opened],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "open.pdf is a valid PDF/A-1b file" in checked.stdout


@pytest.mark.parametrize("template", [Template(), BOTH], ids=["a4", "f4"])
def test_poppler_and_pdfium_draw_the_same_picture(
    template: Template, emblem: bytes, tool: Tool, tmp_path: Path, saved: Callable[[bytes], Path]
) -> None:
    pdf = render(structs.replace(TWO, template=template), FONTS, emblem)
    tool("pdftoppm", "-r", "72", "-gray", "-png", saved(pdf), tmp_path / "page")
    for n, file in enumerate(sorted(tmp_path.glob("page*.png"))):
        with Image.open(file) as page:
            poppler = page.convert("L")
        with pypdfium2.PdfDocument(pdf) as document:
            pdfium = document[n].render(scale=1, grayscale=True).to_pil().convert("L")
        pdfium = pdfium.resize(poppler.size)
        assert 0.97 < _ink(pdfium) / _ink(poppler) < 1.03
        apart = ImageChops.difference(pdfium.reduce(8), poppler.reduce(8))
        assert sum(apart.histogram()[60:]) == 0


def _ink(page: Image.Image) -> float:
    histogram = page.histogram()
    return float(sum((255 - grey) * count for grey, count in enumerate(histogram)))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(name=st.text(min_size=1, max_size=80), title=st.text(max_size=40), badge=st.text())
def test_any_letters_at_all_make_a_sound_file(name: str, title: str, badge: str) -> None:
    pdf = render(structs.replace(CERTIFICATE, name=name, course=title), FONTS, badge=badge)
    assert pdf == render(structs.replace(CERTIFICATE, name=name, course=title), FONTS, badge=badge)
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert file.check_pdf_syntax() == []
        assert len(file.pages) == 2
        with file.open_metadata(strict=True) as said:
            assert said["{https://dermaga.invalid/ns/certificate/1#}code"] == CODE
    assert len(pdf) <= MOST_BYTES


def test_what_was_drawn_before_makes_no_difference(emblem: bytes) -> None:
    odd = structs.replace(TWO, name="Peserta Çontoh Ł", template=BOTH)
    first = [render(CERTIFICATE, FONTS), render(odd, FONTS, emblem)]
    render(structs.replace(LONGEST, name="Ñ Ł Ç"), FONTS)
    assert [render(odd, FONTS, emblem), render(CERTIFICATE, FONTS)] == first[::-1]


def test_a_certificate_is_small_enough_to_keep(tmp_path: Path) -> None:
    """Even the longest, in two languages, with an emblem as large as it may be and a badge."""
    file, chance = tmp_path / "emblem.png", random.Random(1)
    Image.frombytes("RGB", (300, 300), chance.randbytes(300 * 300 * 3)).save(file)
    badge = base64.urlsafe_b64encode(chance.randbytes(2200)).decode()
    largest = structs.replace(LONGEST, template=Template(language="id-en"), second_name="Pejabat")
    assert len(render(CERTIFICATE, FONTS, badge=badge)) <= 32 * 1024
    assert len(render(largest, FONTS, prepared_emblem(file), badge)) <= MOST_BYTES


def test_a_merged_file_has_all_pages_in_order_and_shares_its_fonts(
    emblem: bytes, tool: Tool, saved: Callable[[bytes], Path]
) -> None:
    many = [
        structs.replace(TWO, name=f"Peserta Contoh {n}", emblem="lambang" if n % 2 else "")
        for n in range(1, 8)
    ]
    pdf = render_many(many, FONTS, {"lambang": emblem})
    text = tool("pdftotext", "-raw", saved(pdf), "-")
    assert re.findall(r"atas nama Peserta Contoh (\d)", text) == list("1234567")
    assert len(tool("pdffonts", saved(pdf)).splitlines()) == 2 + 3
    assert len(pdf) < 2 * len(render(many[0], FONTS, emblem))
    assert PLACEHOLDER not in pdf
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert [len(page.get_images()) for page in file.pages[::2]] == [1] * 7  # shared
        assert [b"/P0 Do" in page.Contents.read_bytes() for page in file.pages[::2]] == [
            *(True, False, True, False, True, False, True)
        ]
    with pytest.raises(ValueError, match="no certificates"):
        render_many([], FONTS)
