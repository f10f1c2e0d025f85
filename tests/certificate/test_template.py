"""The TOML of a certificate template: what it says, and how its faults are told."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.certificate.page import render
from kiosk.certificate.template import (
    CONTRASTS,
    LENGTHS,
    SIZES,
    Signing,
    Template,
    Texts,
    line_of,
    read_template,
)
from kiosk.certificate.template_rules import (
    FIELDS,
    TemplateTrouble,
    claims_signature,
    contrast,
)
from kiosk.certificate.wording import filled, languages
from tests.certificate.samples import CERTIFICATE, FONTS

DOCUMENT = Path(__file__).parents[2] / "docs" / "certificate-template.md"
EXAMPLES = re.findall(r"```toml\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)


def _trouble(toml: str) -> tuple[str, str, int]:
    with pytest.raises(TemplateTrouble) as caught:
        read_template(toml)
    return caught.value.code, caught.value.field, caught.value.line


def test_no_template_is_ours_and_costs_nothing_in_the_facts() -> None:
    assert read_template("") == Template()
    assert msgspec.json.encode(Template()) == b"{}"


def test_a_template_is_known_by_the_hash_of_its_text() -> None:
    toml = 'paper = "F4"\n'
    assert read_template(toml).version == hashlib.sha256(toml.encode()).hexdigest()[:16]
    assert read_template(toml) == Template(version="d1ac65448b7005e9", paper="F4")
    assert read_template(toml + "\n").version != "d1ac65448b7005e9"


def test_what_is_written_is_what_is_read() -> None:
    toml = """
language = "en"
accreditation = "Terakreditasi"
[text]
title = "Surat Tanda Tamat Pelatihan"
[signature]
width_mm = 30
height_mm = 40
"""
    template = read_template(toml)
    assert template == Template(
        version=template.version,
        language="en",
        accreditation="Terakreditasi",
        text=Texts(title="Surat Tanda Tamat Pelatihan"),
        signature=Signing(width_mm=30, height_mm=40),
    )


def test_a_template_survives_the_facts_unchanged() -> None:
    for toml in EXAMPLES:
        facts = msgspec.structs.replace(CERTIFICATE, template=read_template(toml))
        again = msgspec.json.decode(msgspec.json.encode(facts), type=type(facts))
        assert again == facts
        assert render(again, FONTS) == render(facts, FONTS)


@pytest.mark.parametrize(
    ("toml", "trouble"),
    [
        ('paper = "A4', ("syntax", "", 1)),
        ('\npaper = "A5"', ("choice", "paper", 2)),
        ('language = "jv"', ("choice", "language", 1)),
        ("language = 1", ("type", "language", 1)),
        ('colour = "red"', ("type", "colour", 1)),
        ('version = "0"', ("unknown-field", "version", 1)),
        ('\n[text]\n\ntitel = "S"', ("unknown-field", "text.titel", 4)),
        ("[photo]\nframe = true", ("unknown-field", "photo", 1)),
        ('[text]\ntitle = " "', ("empty", "text.title", 2)),
        ('[text_en]\nresult = ""', ("empty", "text_en.result", 2)),
        ('[text]\ntitle = "' + 61 * "S" + '"', ("long", "text.title", 2)),
        ('[signature]\nlabel = "a\\u0007"', ("letters", "signature.label", 2)),
        ('[text]\nstatement = "{jp"', ("braces", "text.statement", 2)),
        ('[text]\nstatement = "{jp!r}"', ("braces", "text.statement", 2)),
        ('[text]\nstatement = "{jp:>9}"', ("braces", "text.statement", 2)),
        ('[text]\nfooter = "{peserta.__class__}"', ("placeholder", "text.footer", 2)),
        ('[text]\nfooter = "{}"', ("placeholder", "text.footer", 2)),
        ("[signature]\nwidth_mm = 29", ("range", "signature.width_mm", 2)),
        ("[signature]\nheight_mm = 41", ("range", "signature.height_mm", 2)),
        ('[colour]\nborder = "blue"', ("colour", "colour.border", 2)),
        ('[colour]\naccent = "#FFD700"', ("contrast", "colour.accent", 2)),
        ('[colour]\ntitle = "#D9772B"', ("contrast", "colour.title", 2)),
    ],
)
def test_a_fault_is_told_with_its_place(toml: str, trouble: tuple[str, str, int]) -> None:
    assert _trouble(toml) == trouble


@pytest.mark.parametrize(
    "title",
    [
        "SURAT TANDA TAMAT PELATIHAN",
        "Surat Tanda Tamat Pelatihan",
        "tamat  pelatihan",
        "SURAT TANDA TAMAT-PELATIHAN PENGADAAN",
        "STTP",
        "STTPL",
    ],
)
def test_only_an_accredited_training_ends_with_an_sttp(title: str) -> None:
    toml = f'[text]\ntitle = "{title}"'
    assert _trouble(toml) == ("accreditation", "text.title", 2)
    assert _trouble('accreditation = "  "\n' + toml) == ("accreditation", "text.title", 3)
    assert read_template('accreditation = "Nomor 1"\n' + toml).text.title == title
    assert _trouble(toml.replace("[text]", "[text_en]"))[:2] == ("accreditation", "text_en.title")


@pytest.mark.parametrize(
    "claim",
    [
        "Dokumen ini telah ditandatangani secara elektronik",
        "menggunakan sertifikat elektronik yang diterbitkan oleh",
        "Balai Besar Sertifikasi Elektronik",
        "Balai  Sertifikasi\\nElektronik",
        "BSrE",
        "(B.S.r.E.)",
        "oleh bsre/BSSN",
        "TTE",
        "Badan Siber dan Sandi Negara",
        "TANDA TANGAN ELEKTRONIK",
        "tandatangan elektronik",
        "tanda\\u200Btangan elektronik",
        "electronically signed",
        "ＢＳｒＥ",
    ],
)
def test_no_text_claims_an_electronic_signature(claim: str) -> None:
    for field in ("text.footer", "text_en.statement", "signature.label", "signature.caption"):
        table, key = field.split(".")
        assert _trouble(f'[{table}]\n{key} = "Lulus. {claim}"')[:2] == ("signature-claim", field)
    assert _trouble(f'accreditation = "{claim}"')[:2] == ("signature-claim", "accreditation")


def test_braces_written_twice_are_braces() -> None:
    template = read_template('[text]\nfooter = "{{jp}} = {jp}"')
    assert filled(template.text.footer, CERTIFICATE, languages(template)[0]) == (
        "{jp} = 2 (dua) jam pelajaran (JP)"
    )


def test_honest_words_are_no_claim() -> None:
    for text in (
        "Kode periksa, bukan tanda tangan elektronik",
        "Not an electronic signature",
        "absen, betet, BSREX, tanda tangan dan cap, elektronik",
    ):
        assert not claims_signature(text)
        assert read_template(f'[text]\nfooter = "{text}"').text.footer == text


def test_a_denial_does_not_cover_a_claim() -> None:
    assert claims_signature("bukan tanda tangan elektronik, tetapi BSrE")


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000") == pytest.approx(21)
    assert contrast("#FFFFFF") == pytest.approx(1)
    assert contrast("#767676") == pytest.approx(4.54, abs=0.005)


@given(toml=st.text(max_size=200))
def test_any_text_is_a_template_or_a_trouble(toml: str) -> None:
    try:
        assert isinstance(read_template(toml), Template)
    except TemplateTrouble as trouble:
        assert trouble.code  # noqa: PT017  # either outcome is right


def test_the_line_of_a_field_is_that_of_its_table() -> None:
    toml = 'paper = "A4"\n[text]\ntitle = "A"\n[text_en]\ntitle = "B"\n'
    assert [line_of(toml, f) for f in ("paper", "text.title", "text_en.title", "text_en")] == [
        *(1, 3, 5, 4)
    ]
    assert line_of(toml, "back.page") == 0


def test_the_document_has_two_examples_and_names_every_field_and_value() -> None:
    words = DOCUMENT.read_text("utf-8")
    assert len(EXAMPLES) == 2
    for field in (*LENGTHS, *SIZES, *CONTRASTS):
        assert f"`{field.rpartition('.')[2]}`" in words
    tables = {field.partition(".")[0] for field in LENGTHS if "." in field}
    for table in (*tables, "front", "signature", "back", "colour"):
        assert f"`[{table}]`" in words
    for name in FIELDS:
        assert f"`{{{name}}}`" in words
    for part in ("kop", "emblem", "photo", "page", "legal_basis", "paper", "language"):
        assert f"`{part}`" in words
