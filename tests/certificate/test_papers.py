"""The papers of a class as they come on paper."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from msgspec import Struct, structs

from kiosk.certificate import (
    papers_attendance,
    papers_evaluation,
    papers_minutes,
    papers_register,
    papers_scores,
)
from kiosk.certificate.papers_facts import Attended, DayCount, Member, Scored
from kiosk.certificate.papers_words import gain_class, quality, spelt_day
from tests.certificate.papers import (
    HEADING,
    TRAINING,
    attendance,
    evaluation,
    member,
    minutes,
    number,
    pages_of,
    register,
    scores,
    text_of,
)

MADE: dict[str, tuple[Callable[[int], Struct], Callable[..., bytes]]] = {
    "attendance": (attendance, papers_attendance.render),
    "scores": (scores, papers_scores.render),
    "minutes": (minutes, papers_minutes.render),
    "evaluation": (evaluation, papers_evaluation.render),
    "register": (register, papers_register.render),
}
KINDS = pytest.mark.parametrize("kind", MADE)


def drawn(kind: str, count: int, fonts: Path, **other: object) -> bytes:
    facts, render = MADE[kind]
    return render(structs.replace(facts(count), **other), fonts)


def holds(text: str, *wanted: str) -> list[str]:
    """What is wanted and not there."""
    return [words for words in wanted if words not in text]


def test_the_attendance_list_has_a_place_to_sign_and_how_somebody_came(fonts: Path) -> None:
    sick = Attended(member(2), there=False, words="sakit")
    rows = (*attendance(1).rows, sick, Attended(member(3)))
    text = text_of(drawn("attendance", 0, fonts, rows=rows))
    assert not holds(
        text,
        "DAFTAR HADIR",
        "Selasa, 24 November 2026",
        "Pelayanan Publik Prima (2 JP)",
        "Surat Nomor 800.1.4/112/2026",
        "No Nama NIP Pangkat/Gol. Unit kerja Tanda tangan",
        "1. masuk 08.01",
        "sakit 2.",
        "Jumlah 3 (tiga) orang: hadir 1 (satu) orang, tidak hadir 1 (satu) orang, belum tercatat 1"
        " (satu) orang.",
        "Kepala BKPSDM Kota Contoh",
        "NIP 19700101 199503 1 001",
    )


def test_before_the_day_the_list_is_blank_and_says_so(fonts: Path) -> None:
    rows = tuple(Attended(member(n)) for n in (1, 2))
    text = text_of(drawn("attendance", 0, fonts, rows=rows, to_come=True))
    assert "dicetak sebelum hari pelatihan" in text
    assert "masuk" not in text
    assert "tidak hadir" not in text


def test_the_recap_of_scores_has_gain_class_result_and_what_the_words_mean(fonts: Path) -> None:
    text = text_of(drawn("scores", 2, fonts))
    assert not holds(
        text,
        "REKAP NILAI",
        "40 87,5 0,79 tinggi Lulus 2 800.1.4/KTS-01.0001/ BKPSDM/XI/2026",
        "Rata-rata kelas 42,5 71,7 0,43 sedang 2 lulus 4 1 sertifikat",
        "0,43 (sedang), dari 3 peserta; rata-rata N-gain perorangan 0,38",
        "N-gain (Hake) = (uji akhir − uji awal) ÷ (100 − uji awal)",
        "tinggi bila g ≥ 0,70, sedang bila 0,30–0,69, rendah bila g < 0,30",
        "diusulkan",
    )


def test_who_took_no_test_and_who_waits_for_marks_are_told_apart(fonts: Path) -> None:
    rows = (
        Scored(member(1)),
        Scored(member(2), 40.0, 0.0, waiting=True),
        Scored(member(3), 40.0, 60.0, 1 / 3, passed=False),
        Scored(member(4), None, 90.0, None, passed=True, number=number(4), remark="dicabut"),
    )
    (course,) = scores(0).courses
    text = text_of(drawn("scores", 0, fonts, courses=(structs.replace(course, rows=rows),)))
    assert not holds(
        text,
        "Peserta Contoh 1 19870412 201101 2 001 Dinas Contoh – – – – – –",
        "40 0 – Menunggu penilaian – –",
        "40 60 0,33 sedang Belum lulus",
        "– 90 – Lulus – 800.1.4/KTS-01.0004/ BKPSDM/XI/2026 dicabut",
    )


def test_the_minutes_spell_out_the_day_and_count_people_in_words(fonts: Path) -> None:
    text = text_of(drawn("minutes", 24, fonts))
    assert not holds(
        text,
        "BERITA ACARA PELAKSANAAN PELATIHAN",
        "Pada hari ini Selasa, tanggal dua puluh empat bulan November tahun dua ribu dua puluh enam"
        " (24-11-2026), bertempat di Ruang komputer, telah dilaksanakan pelatihan",
        "Surat Nomor 800.1.4/112/2026",
        "1 Pelayanan Publik Prima E-learning 2",
        "hadir 21 (dua puluh satu) orang, tidak hadir 3 (tiga) orang",
        "Selasa, 24 November 2026 21 0 0 3 0 0",
        "lulus 24 (dua puluh empat) orang; sertifikat terbit 24 (dua puluh empat) lembar, dari"
        " Nomor 800.1.4/KTS-01.0001/BKPSDM/XI/2026 sampai dengan Nomor"
        " 800.1.4/KTS-01.0024/BKPSDM/XI/2026",
        "Demikian berita acara ini dibuat dengan sebenarnya",
        "Pelatih Contoh",
    )


def test_who_waits_for_a_mark_has_not_failed_in_the_minutes(fonts: Path) -> None:
    (outcome,) = minutes(4).outcomes
    waiting = structs.replace(outcome, passed=1, waiting=2, certified=0, first="", last="")
    text = text_of(drawn("minutes", 4, fonts, outcomes=(waiting,)))
    assert "Pelayanan Publik Prima 4 1 1 0 –" in text
    assert "lulus 1 (satu) orang, menunggu penilaian pelatih 2 (dua) orang;" in text


def test_minutes_of_several_days_say_that_the_training_is_over(fonts: Path) -> None:
    days = ("2026-11-24", "2026-11-25")
    training = structs.replace(TRAINING, days=days, letter="", trainers=())
    counts = (DayCount(days[0], present=8), DayCount(days[1], present=7, open=1))
    made = drawn("minutes", 8, fonts, training=training, days=counts, on=days[1])
    text = text_of(made)
    assert "telah selesai dilaksanakan" in text
    assert "Hari pelatihan: Selasa, 24 November 2026; dan Rabu, 25 November 2026." in text
    assert "hadir 7 (tujuh) orang, belum tercatat 1 (satu) orang" in text
    assert "Surat Nomor ......" in text
    assert "Pelatih Contoh" not in text


def test_the_evaluation_names_its_weights_and_what_it_covers(fonts: Path) -> None:
    text = text_of(drawn("evaluation", 5, fonts))
    assert not holds(
        text,
        "1 Kejelasan penjelasan 0 1 2 2 3,20 80,00 B (baik)",
        "Nilai evaluasi (5 evaluasi) 3,20 80,00 B (baik)",
        "bobot sama (1/9 tiap unsur)",
        "sebagai pembanding saja, sebab unsurnya bukan unsur SKM",
        "A 88,31–100; B 76,61–88,30; C 65,00–76,60; D 25,00–64,99",
        "juga dari peserta di luar angkatan ini",
        "Saran nomor 4.",
    )


def test_of_four_evaluations_only_the_number_is_told(fonts: Path) -> None:
    text = text_of(drawn("evaluation", 4, fonts))
    assert "Baru ada 4 evaluasi." in text
    assert "Rata-rata" not in text
    assert "Saran nomor" not in text


def test_the_register_marks_what_does_not_count_any_more(fonts: Path) -> None:
    first, second = register(2).rows
    void = structs.replace(second, remark="dicabut 25-11-2026", counts=False)
    until = structs.replace(first, valid_until="2029-11-24")
    text = text_of(drawn("register", 0, fonts, rows=(until, void)))
    assert "2 24-11-2026 berlaku s.d. 24-11-2029" in text
    assert "2 24-11-2026 dicabut 25-11-2026" in text
    assert "2 sertifikat: 1 berlaku, 1 tidak berlaku." in text


EMPTY = {
    "attendance": "Angkatan ini belum mempunyai peserta, jadi daftar hadirnya kosong.",
    "scores": "Angkatan ini belum mempunyai peserta, jadi belum ada nilai.",
    "minutes": "Angkatan ini belum mempunyai peserta.",
    "evaluation": "Belum ada evaluasi kursus ini di kios ini.",
    "register": "Belum ada sertifikat yang terbit untuk angkatan ini.",
}


@KINDS
def test_a_class_without_anybody_gets_a_sentence_and_no_empty_table(kind: str, fonts: Path) -> None:
    text = text_of(drawn(kind, 0, fonts))
    assert EMPTY[kind] in text
    assert "Tanda tangan" not in text
    assert "Nomor sertifikat" not in text


@KINDS
@pytest.mark.parametrize("count", [40, 200])
def test_long_papers_repeat_their_headings_and_keep_the_signature_company(
    kind: str, count: int, fonts: Path
) -> None:
    pages = pages_of(drawn(kind, count, fonts))
    assert len(pages) > 1
    for n, page in enumerate(pages, start=1):
        assert f"Halaman {n} dari {len(pages)}" in page
        assert page.count("Pejabat Contoh") == (n == len(pages))
    heads = {"attendance": "Tanda tangan", "scores": "Uji awal", "register": "Keterangan"}
    if kind in heads:
        assert all(heads[kind] in page for page in pages[:-1])
    last = pages[-1].split("Contoh, 24 November 2026")[0]
    assert len(last) > 60  # not the signature alone: a row, a sentence or a sum stands above it


@pytest.mark.parametrize("kind", ["attendance", "register"])
def test_wherever_a_page_ends_the_last_row_goes_with_the_signature(kind: str, fonts: Path) -> None:
    for count in range(9, 30):
        last = pages_of(drawn(kind, count, fonts))[-1]
        assert f"Peserta Contoh {count} " in last


@KINDS
def test_the_same_facts_are_the_same_bytes(kind: str, fonts: Path) -> None:
    assert drawn(kind, 12, fonts) == drawn(kind, 12, fonts)


@KINDS
def test_a_sample_is_marked_on_every_page(kind: str, fonts: Path) -> None:
    training = structs.replace(TRAINING, heading=structs.replace(HEADING, sample=True))
    pages = pages_of(drawn(kind, 60, fonts, training=training))
    assert len(pages) > 1
    assert all("CONTOH" in page.replace("KOTA CONTOH", "") for page in pages)


LONG = Member(
    "Peserta Contoh " + "Sangatpanjangsekali" * 8 + ", S.Sos., M.Si., Ak., CA.",
    "198704122011012008",
    "Pembina Utama Madya (IV/d)",
    "Dinas Contoh Penanaman Modal dan Pelayanan Terpadu Satu Pintu " * 3,
)


@pytest.mark.parametrize("kind", ["attendance", "scores", "register"])
def test_long_names_wrap_within_their_column(kind: str, fonts: Path) -> None:
    facts = MADE[kind][0](1)
    if kind == "scores":
        (course,) = scores(1).courses
        rows = tuple(structs.replace(row, member=LONG) for row in course.rows)
        changed: dict[str, object] = {"courses": (structs.replace(course, rows=rows),)}
    else:
        changed = {"rows": tuple(structs.replace(row, member=LONG) for row in facts.rows)}  # type: ignore[attr-defined]
    made = drawn(kind, 1, fonts, **changed)
    assert "Sangatpanjangsekali" * 8 in text_of(made).replace(" ", "")
    with pypdfium2.PdfDocument(made) as document:
        words = document[0].get_textpage()
        edges = [words.get_charbox(n) for n in range(words.count_chars())]
    assert max(right for _left, _low, right, _high in edges) <= 595.3 - 48
    assert min(left for left, _low, right, _high in edges if right) >= 47


@KINDS
def test_all_but_decoration_is_tagged(kind: str, fonts: Path) -> None:
    with pikepdf.open(io.BytesIO(drawn(kind, 30, fonts))) as pdf:
        for page in pdf.pages:
            marks = page.Contents.read_bytes()
            outside = re.sub(rb"(BDC|BMC).*?EMC", b"", marks, flags=re.DOTALL)
            assert not re.search(rb"\b(Tj|TJ|re|Do)\b", outside)


def test_the_chart_tells_its_figures_to_readers_aloud(fonts: Path) -> None:
    with pikepdf.open(io.BytesIO(drawn("scores", 6, fonts))) as pdf:
        tags = [tag for tag in pdf.objects if isinstance(tag, pikepdf.Dictionary)]
        (told,) = [str(tag.Alt) for tag in tags if "/Alt" in tag]
    assert told == (
        "Sebaran nilai. di bawah 60: uji awal 6, uji akhir 0; 60–69,9: uji awal 0, uji akhir 0;"
        " 70–79,9: uji awal 0, uji akhir 0; 80–89,9: uji awal 0, uji akhir 6; 90–100: uji awal 0,"
        " uji akhir 0."
    )


@pytest.mark.parametrize(
    ("gain", "words"),
    [
        (0.70, "tinggi"),
        (0.695, "tinggi"),
        (0.6949, "sedang"),
        (0.30, "sedang"),
        (0.2949, "rendah"),
        (-0.5, "rendah"),
        (None, ""),
    ],
)
def test_the_class_of_a_gain_is_told_from_what_is_printed(gain: float | None, words: str) -> None:
    assert gain_class(gain) == words


@pytest.mark.parametrize(
    ("converted", "words"),
    [
        (100.0, "A (sangat baik)"),
        (88.31, "A (sangat baik)"),
        (88.304, "B (baik)"),
        (76.61, "B (baik)"),
        (76.6, "C (kurang baik)"),
        (65.0, "C (kurang baik)"),
        (64.99, "D (tidak baik)"),
        (25.0, "D (tidak baik)"),
    ],
)
def test_the_class_of_quality_is_that_of_the_survey(converted: float, words: str) -> None:
    assert quality(converted) == words


def test_days_are_spelt_as_in_minutes() -> None:
    assert spelt_day("2027-01-01") == (
        "Jumat, tanggal satu bulan Januari tahun dua ribu dua puluh tujuh (01-01-2027)"
    )
