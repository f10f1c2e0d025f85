"""The paper itself."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import msgspec
import pikepdf
import pytest
from msgspec import structs

from kiosk.certificate.facts import Certificate, CertificateLesson
from kiosk.certificate.page import render, signature_boxes
from kiosk.certificate.template import Back, Colours, Front, Signing, Template, Texts
from kiosk.trust.code import letters, read
from tests.certificate.samples import CODE, TWO

Tool = Callable[..., str]
WIDTH, HEIGHT = 841.89, 595.28
BORDER = 30.0
MOST_BYTES = 45 * 1024
LETTERS = letters(read(CODE).said)


class Word(Protocol):
    """A word found on a page; points from the upper left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    text: str


WordsOf = Callable[[bytes], list[Word]]


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
        f"Kode periksa {LETTERS} bukan tanda tangan elektronik",
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
        f"Kode periksa {LETTERS} Kode QR pada halaman depan",
        "bukan tanda tangan elektronik.",
    ):
        assert expected in text


def test_a_course_without_lesson_scores_has_no_column_for_them(
    certificate: Certificate, fonts: Path, words_of: WordsOf
) -> None:
    lessons = (CertificateLesson("Mengapa warga datang", 90, ""),)
    pdf = render(structs.replace(certificate, lessons=lessons), fonts)
    back = [w.text for w in words_of(pdf) if w.page == 2]
    assert back.count("Nilai") == 1  # "Nilai akhir" alone


def test_a_second_signatory_an_end_and_what_it_replaces_are_said(
    fonts: Path, text_of: Callable[[bytes], str]
) -> None:
    text = text_of(render(TWO, fonts))
    for expected in (
        "Pengganti sertifikat Nomor 800.1.4/SBG1.0099/BKPSDM/IX/2026",
        "Berlaku sampai dengan 24 November 2029",
        "Mengetahui, Sekretaris Daerah Kota Sibolga",
        "Pejabat Kedua, S.H., M.H.",
        "NIP 19690505 199403 1 002",
    ):
        assert expected in text


def test_an_english_page_says_all_in_english(fonts: Path, text_of: Callable[[bytes], str]) -> None:
    text = text_of(render(structs.replace(TWO, template=Template(language="en")), fonts))
    for expected in (
        "Number 800.1.4/SBG1.0127/BKPSDM/XI/2026",
        "Replaces certificate number 800.1.4/SBG1.0099/BKPSDM/IX/2026",
        "awarded to Peserta Contoh, S.A.P.",
        "has completed the self-paced course with the result PASSED",
        "in the form of E-learning, equal to 2 (two) training hours (JP), organised by",
        "on 20–24 November 2026, with the final score 92.",
        "Valid until 24 November 2029",
        "Acknowledged by,",
        "not an electronic signature",
        "Lesson Minutes Score",
        "Legal basis",
    ):
        assert expected in text
    for indonesian in ("Nomor 800", "diberikan", "LULUS", "Pelajaran", "Menit", "Berlaku"):
        assert indonesian not in text


def test_a_page_in_both_languages_says_it_twice(
    fonts: Path, text_of: Callable[[bytes], str]
) -> None:
    text = text_of(render(structs.replace(TWO, template=Template(language="id-en")), fonts))
    for expected in (
        "CERTIFICATE",
        "Nomor / Number 800.1.4/SBG1.0127/BKPSDM/XI/2026",
        "diberikan kepada / awarded to",
        "dinyatakan LULUS has completed the self-paced course with the result PASSED",
        "dengan nilai akhir 92.",
        "with the final score 92.",
        "Pelajaran / Lesson Menit / Minutes Nilai / Score",
    ):
        assert expected in text


def test_a_templates_texts_and_parts_are_what_is_drawn(
    certificate: Certificate, fonts: Path, text_of: Callable[[bytes], str]
) -> None:
    template = Template(
        accreditation="Terakreditasi dengan Nomor 1",
        text=Texts(
            title="SURAT TANDA TAMAT PELATIHAN",
            achievement="dinyatakan {hasil} atas nama {peserta} di {kota}",
            result="KOMPETEN",
            statement="selama {jp} pada {tanggal}: {nilai}. 92.",
            footer="Dokumen {nomor}",
        ),
        front=Front(kop=False, photo=True),
        signature=Signing(caption="a.n. Wali Kota", label="Tanda tangan dan cap"),
        colour=Colours(border="#7A0000"),
    )
    text = text_of(render(structs.replace(certificate, template=template), fonts))
    for expected in (
        "Terakreditasi dengan Nomor 1",
        "dinyatakan KOMPETEN atas nama Peserta Contoh, S.A.P. di Kota Sibolga",
        "selama 2 (dua) jam pelajaran (JP) pada 20 s.d. 24 November 2026: 92.",
        "Dokumen 800.1.4/SBG1.0127/BKPSDM/XI/2026",
        "Foto 3 × 4",
        "a.n. Wali Kota Kepala BKPSDM",
        "Tanda tangan dan cap",
    ):
        assert expected in text
    assert "SURATTANDATAMATPELATIHAN" in text.replace(" ", "")
    assert "PEMERINTAH" not in text
    assert "LULUS" not in text


def test_the_boxes_to_sign_are_free_and_where_they_are_drawn(
    fonts: Path, words_of: WordsOf
) -> None:
    sizes = Signing(width_mm=50, height_mm=24)
    for template in (Template(signature=sizes), Template(paper="F4", signature=sizes)):
        facts = structs.replace(TWO, template=template)
        pdf = render(facts, fonts)
        found = signature_boxes(facts, fonts)
        first, second = found
        assert second[2] < first[0]
        for left, lower, right, upper in found:
            assert (right - left, upper - lower) == pytest.approx((141.73, 68.03), abs=0.01)
        with pikepdf.open(io.BytesIO(pdf)) as file:
            height = float(file.pages[0].MediaBox[3])
            drawn = file.pages[0].Contents.read_bytes().decode()
        for left, lower, _, _ in found:
            assert f"{left:.2f} {lower:.2f}".rstrip("0") + " 141.73 68.03 re S" in drawn
        _assert_free([w for w in words_of(pdf) if w.page == 1], found, height)


def _assert_free(
    front: list[Word], found: tuple[tuple[float, float, float, float], ...], height: float
) -> None:
    for left, lower, right, upper in found:
        inside = [
            w.text
            for w in front
            if w.right > left
            and w.left < right
            and w.bottom > height - upper
            and w.top < height - lower
        ]
        assert inside == []


def test_without_a_back_page_there_is_one_page_and_it_is_not_duplex(
    certificate: Certificate, fonts: Path, words_of: WordsOf
) -> None:
    template = Template(back=Back(page=False))
    pdf = render(structs.replace(certificate, template=template), fonts)
    assert {w.page for w in words_of(pdf)} == {1}
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert "/Duplex" not in file.Root.ViewerPreferences
    basis = Template(back=Back(legal_basis=False))
    back = words_of(render(structs.replace(certificate, template=basis), fonts))
    assert "hukum" not in [w.text for w in back]


def test_letters_beyond_the_fixed_subset_are_printed_and_can_be_read_back(
    certificate: Certificate, fonts: Path, text_of: Callable[[bytes], str]
) -> None:
    name = "Peserta Çontoh Łukasz Nguyễn @ 1"
    assert name in text_of(render(structs.replace(certificate, name=name), fonts))


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
