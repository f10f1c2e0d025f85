"""The paper itself."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import msgspec
import pytest
import segno
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from msgspec import structs
from PIL import Image

from kiosk.certificate.facts import Certificate, CertificateLesson
from kiosk.certificate.page import render

Tool = Callable[..., str]
WIDTH, HEIGHT = 841.89, 595.28
BORDER = 30.0
MOST_BYTES = 45 * 1024


class Word(Protocol):
    """A word found on a page; points from the upper left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    text: str


WordsOf = Callable[[bytes], list[Word]]


@pytest.fixture
def longest(certificate: Certificate) -> Certificate:
    """The longest of everything met in the field, and a little more."""
    return structs.replace(
        certificate,
        name="Dr. dr. Hj. Siti Nurhaliza Simanjuntak Hutagalung Panggabean Situmorang, "
        "Sp.PD., M.Kes., M.H., FINASIM",
        position="Analis Pengembangan Kompetensi Aparatur Sipil Negara Ahli Madya pada Bidang "
        "Pengembangan dan Penilaian Kinerja",
        unit="Dinas Pekerjaan Umum, Penataan Ruang, Perumahan Rakyat, Kawasan Permukiman dan "
        "Lingkungan Hidup, Unit Pelaksana Teknis Daerah Pengelolaan Air Minum dan Sanitasi",
        course="Penyelenggaraan Perizinan Berusaha Berbasis Risiko melalui Sistem Perizinan "
        "Berusaha Terintegrasi Secara Elektronik bagi Petugas Loket, Verifikator Teknis, dan "
        "Pengawas di Lingkungan Perangkat Daerah Kota dan Kabupaten se-Provinsi Sumatera Utara "
        "Tahun Anggaran 2026 Angkatan Pertama sampai dengan Angkatan Keempat Puluh Lima",
        kop=(*certificate.kop, "Jalan Dr. Sutomo Nomor 7", "Telepon (0631) 22001"),
        signatory_name="Dr. Ir. H. Muhammad Abdurrahman Siregar Pasaribu, S.Sos., M.A.P., CGCAE",
        signatory_position="Plt. Kepala Badan Kepegawaian dan Pengembangan Sumber Daya Manusia "
        "Kota Sibolga",
        lessons=tuple(
            CertificateLesson(f"Pelajaran ke-{i} yang judulnya panjang sekali " * 2, 15, "85")
            for i in range(1, 21)
        ),
        legal_basis=certificate.legal_basis * 6,
        sample=True,
    )


def test_the_front_says_who_learnt_what_and_for_how_long(
    certificate: Certificate, fonts: Path, text_of: Callable[[bytes], str]
) -> None:
    text = text_of(render(certificate, fonts))
    for expected in (
        "PEMERINTAH KOTA SIBOLGA",
        "Nomor 800.1.4/SBG1.0127/BKPSDM/XI/2026",
        "diberikan kepada Peserta Contoh, S.A.P.",
        "NIP 19870412 201101 2 008 · Penata Tingkat I (III/d) · Analis Kebijakan Ahli Muda",
        "Dinas PMPTSP",
        "telah menyelesaikan pembelajaran mandiri dan dinyatakan LULUS",
        "Pelayanan Publik Prima",
        "dalam bentuk E-learning setara 2 (dua) jam pelajaran (JP)",
        "Sumber Daya Manusia Kota Sibolga, pada tanggal 20 s.d. 24 November 2026",
        "dengan nilai akhir 92.",
        "Sibolga, 24 November 2026",
        "Kepala BKPSDM Kota Sibolga",
        "Nama Pejabat, S.Sos., M.Si.",
        "NIP 19700101 199503 1 001",
        "Kode periksa, bukan tanda tangan elektronik",
        "TR3NR-25C4Y-PFEF4-NK6US",
    ):
        assert expected in text
    assert "SERTIFIKAT" in text.replace(" ", "")  # its letters stand wide apart


def test_the_back_lists_lessons_hours_law_and_origin(
    certificate: Certificate, fonts: Path, text_of: Callable[[bytes], str]
) -> None:
    _, _, text = text_of(render(certificate, fonts)).partition("Lampiran")
    for expected in (
        "1 Mengapa warga datang 40 90",
        "2 Standar dan maklumat 50 94",
        "Jumlah menit 90",
        "Setara 2 (dua) jam pelajaran (JP)",
        "Nilai akhir 92",
        "Dasar hukum",
        "Isi kursus per 20 November 2026",
        "SBG-01",
        "800.1.4/SBG1.0127/BKPSDM/XI/2026",
        "TR3NR-25C4Y-PFEF4-NK6US",
    ):
        assert expected in text


def test_a_course_without_lesson_scores_has_no_column_for_them(
    certificate: Certificate, fonts: Path, words_of: WordsOf
) -> None:
    lessons = (CertificateLesson("Mengapa warga datang", 90, ""),)
    pdf = render(structs.replace(certificate, lessons=lessons), fonts)
    back = [w.text for w in words_of(pdf) if w.page == 2]
    assert back.count("Nilai") == 1  # "Nilai akhir" alone


def test_a_guests_certificate_names_no_nip(
    certificate: Certificate, fonts: Path, words_of: WordsOf
) -> None:
    guest = structs.replace(certificate, nip="", rank_line="", position="", unit="Tamu")
    words = [w for w in words_of(render(guest, fonts)) if w.page == 1]
    assert [w.text for w in words].count("NIP") == 1  # the signatory's


def test_without_a_check_code_there_is_no_label_for_one(
    certificate: Certificate, fonts: Path, text_of: Callable[[bytes], str]
) -> None:
    assert "Kode periksa" not in text_of(render(structs.replace(certificate, check_code=""), fonts))


def test_nothing_looks_like_an_electronic_signature(
    longest: Certificate, fonts: Path, text_of: Callable[[bytes], str]
) -> None:
    text = text_of(render(longest, fonts)).lower()
    assert "bsre" not in text
    assert "ditandatangani secara elektronik" not in text
    assert text.count("tanda tangan elektronik") == text.count("bukan tanda tangan elektronik")


def test_a_sample_says_so_on_both_pages_and_a_real_one_does_not(
    certificate: Certificate, fonts: Path, text_of: Callable[[bytes], str]
) -> None:
    assert text_of(render(structs.replace(certificate, sample=True), fonts)).count("CONTOH") == 2
    assert "CONTOH" not in text_of(render(certificate, fonts))


def test_a_reprint_is_the_same_bytes(longest: Certificate, fonts: Path) -> None:
    assert render(longest, fonts) == render(longest, fonts)


def test_another_process_prints_the_same_bytes(
    certificate: Certificate, fonts: Path, tmp_path: Path
) -> None:
    facts = tmp_path / "facts.json"
    facts.write_bytes(msgspec.json.encode(certificate))
    program = (
        "import sys, msgspec; from pathlib import Path;"
        "from kiosk.certificate.facts import Certificate;"
        "from kiosk.certificate.page import render;"
        "c = msgspec.json.decode(Path(sys.argv[1]).read_bytes(), type=Certificate);"
        "sys.stdout.buffer.write(render(c, Path(sys.argv[2])))"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program, str(facts), str(fonts)],
        capture_output=True,
        check=True,
        cwd=root,
    )
    assert done.stdout == render(certificate, fonts)


def test_a_certificate_is_small_enough_to_keep(
    certificate: Certificate, longest: Certificate, fonts: Path
) -> None:
    assert len(render(certificate, fonts)) <= MOST_BYTES
    assert len(render(longest, fonts)) <= MOST_BYTES


def test_every_font_is_embedded_as_a_subset_and_none_is_helvetica(
    longest: Certificate, fonts: Path, tool: Tool, tmp_path: Path
) -> None:
    file = tmp_path / "certificate.pdf"
    file.write_bytes(render(longest, fonts))
    rows = tool("pdffonts", file).splitlines()[2:]
    assert len(rows) == 3
    for row in rows:
        assert "+PlusJakartaSans" in row
        assert row.split()[3:6] == ["yes", "yes", "yes"]
    assert b"Helvetica" not in file.read_bytes()


def test_the_file_is_sound_and_says_what_it_is(
    certificate: Certificate, fonts: Path, tool: Tool, tmp_path: Path
) -> None:
    file = tmp_path / "certificate.pdf"
    file.write_bytes(render(certificate, fonts))
    assert "No syntax or stream encoding errors" in tool("qpdf", "--check", file)
    facts = tool("pdfinfo", file)
    assert "Sertifikat 800.1.4/SBG1.0127/BKPSDM/XI/2026: Pelayanan Publik Prima" in facts
    assert "Author:          Badan Kepegawaian dan Pengembangan Sumber Daya Manusia" in facts
    assert "Pages:           2" in facts
    assert "841.89 x 595.276 pts (A4)" in facts
    assert "24 00:00:00 2026" in facts
    assert b"/Lang (id-ID)" in file.read_bytes()


def test_the_longest_texts_stay_inside_the_border_and_apart(
    longest: Certificate, fonts: Path, words_of: WordsOf
) -> None:
    words = [w for w in words_of(render(longest, fonts)) if w.text != "CONTOH"]
    _assert_inside(words)
    front = [w for w in words if w.page == 1]
    _assert_apart(front)
    text = " ".join(w.text for w in front)
    assert "FINASIM" in text
    assert "Keempat Puluh Lima" in text
    assert "CGCAE" in text


def _long(letters: str, most: int) -> st.SearchStrategy[str]:
    """Texts of up to `most` letters, long ones as likely as short ones."""
    piece = st.text(letters, min_size=1, max_size=12)
    return st.builds(lambda p, n: (p * n)[:n], piece, st.integers(0, most))


@settings(
    max_examples=20,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),  # making a failure smaller takes minutes here
    suppress_health_check=list(HealthCheck),
)
@example(odd={"course": "Mai " * 300, "unit": "M" * 900, "kop": ("MWA " * 30,) * 12})
@example(odd={"lessons": (CertificateLesson("Mai " * 60, 15, "100"),) * 60})
@example(odd={"legal_basis": ("Mai " * 90,) * 30, "signatory_position": "Mai " * 300})
@given(
    odd=st.fixed_dictionaries(
        {
            "name": _long("aiumMW .,", 300),
            "unit": _long("aiumMW ,", 600),
            "course": _long("aiumMW -", 900),
            "number": _long("M/0.", 200),
            "signatory_name": _long("aiumMW .,", 300),
            "signatory_position": _long("aiumMW ", 900),
            "kop": st.lists(_long("MWA ", 150), max_size=8).map(tuple),
            "legal_basis": st.lists(_long("aim ", 400), max_size=20).map(tuple),
            "lessons": st.lists(
                st.builds(CertificateLesson, _long("aim ", 300), st.just(15), st.just("100")),
                max_size=30,
            ).map(tuple),
        }
    )
)
def test_whatever_is_written_stays_inside_the_border(
    certificate: Certificate, fonts: Path, words_of: WordsOf, odd: dict[str, object]
) -> None:
    words = words_of(render(structs.replace(certificate, **odd), fonts))
    _assert_inside(words)
    _assert_apart([w for w in words if w.page == 1])


def test_the_qr_holds_the_code_that_stands_below_it(
    certificate: Certificate, fonts: Path, tool: Tool, tmp_path: Path
) -> None:
    file = tmp_path / "certificate.pdf"
    file.write_bytes(render(structs.replace(certificate, sample=True), fonts))
    tool("pdftoppm", "-r", "288", "-f", "1", "-l", "1", "-gray", "-png", file, tmp_path / "page")
    with Image.open(next(tmp_path.glob("page*.png"))) as page:
        drawn = _modules(page, left=64, lower=66, size=84, count=25)
    expected = segno.make_qr("TR3NR-25C4Y-PFEF4-NK6US", error="m").matrix
    assert drawn == [[bool(module) for module in row] for row in expected]


def test_an_emblem_is_printed_and_kept_small(
    certificate: Certificate, fonts: Path, tool: Tool, tmp_path: Path
) -> None:
    emblem = tmp_path / "emblem.png"
    Image.new("RGBA", (3000, 3600), (11, 79, 92, 200)).save(emblem)
    pdf = render(structs.replace(certificate, emblem=str(emblem)), fonts)
    file = tmp_path / "certificate.pdf"
    file.write_bytes(pdf)
    assert "247   296" in tool("pdfimages", "-list", file)
    assert len(pdf) <= MOST_BYTES


def test_an_emblem_that_cannot_be_read_is_left_out(
    certificate: Certificate, fonts: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "emblem.png"
    broken.write_bytes(b"not a picture")
    plain = render(certificate, fonts)
    for emblem in (broken, tmp_path / "gone.png", tmp_path):
        assert render(structs.replace(certificate, emblem=str(emblem)), fonts) == plain


def test_the_rest_of_the_room_does_not_load_the_pdf_library() -> None:
    program = (
        "import sys, kiosk.certificate, kiosk.certificate.words, kiosk.certificate.number,"
        " kiosk.certificate.seal;"
        "sys.exit(any(m.split('.')[0] in ('reportlab', 'PIL', 'segno') for m in sys.modules))"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=Path(__file__).parents[2])


def _assert_inside(words: list[Word]) -> None:
    outside = [
        w
        for w in words
        if w.left < BORDER
        or w.right > WIDTH - BORDER
        or w.top < BORDER
        or w.bottom > HEIGHT - BORDER
    ]
    assert outside == []


def _assert_apart(front: list[Word]) -> None:
    """The sentence ends above the place and date of the signature."""
    score = next(w for w in front if w.text == "92.")
    dated = [w for w in front if w.text == "Sibolga,"][-1]
    assert score.bottom <= dated.top


def _modules(
    page: Image.Image, *, left: float, lower: float, size: float, count: int
) -> list[list[bool]]:
    """Dark or light at the middle of each module; the page has four dots a point."""
    step = size / count
    upper = HEIGHT - lower - size
    grey = page.convert("L")
    dots, wide = grey.tobytes(), grey.width

    def dark(x: int, y: int) -> bool:
        across = round(4 * (left + (x + 0.5) * step))
        down = round(4 * (upper + (y + 0.5) * step))
        return dots[down * wide + across] < 128

    return [[dark(x, y) for x in range(count)] for y in range(count)]
