"""The check code."""

from __future__ import annotations

import re

import pytest
from msgspec import structs

from kiosk.certificate.facts import Certificate
from kiosk.certificate.seal import check_code, matches

KEY = b"a key of this kiosk, 32 bytes ok"


def test_a_code_is_twenty_letters_in_four_groups(certificate: Certificate) -> None:
    assert re.fullmatch(r"[A-Z2-7]{5}(-[A-Z2-7]{5}){3}", check_code(certificate, KEY))


def test_a_code_stays_what_it_was(certificate: Certificate) -> None:
    assert check_code(certificate, KEY) == "GFYWQ-GCVF6-HUER4-OPFFH"


def test_a_certificate_matches_its_own_code(certificate: Certificate) -> None:
    assert matches(structs.replace(certificate, check_code=check_code(certificate, KEY)), KEY)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("number", "800.1.4/SBG1.0128/BKPSDM/XI/2026"),
        ("name", "Peserta Contoh, S.A.P"),
        ("nip", "198704122011012009"),
        ("course", "Pelayanan Publik"),
        ("hours", 20),
        ("issued", "2026-11-25"),
        ("sample", True),
    ],
)
def test_a_changed_certificate_does_not_match(
    certificate: Certificate, field: str, value: object
) -> None:
    sealed = structs.replace(certificate, check_code=check_code(certificate, KEY))
    assert not matches(structs.replace(sealed, **{field: value}), KEY)


def test_words_moved_from_one_field_to_the_next_do_not_match(certificate: Certificate) -> None:
    one = structs.replace(certificate, number="12", name="3 Ana")
    two = structs.replace(certificate, number="12 3", name="Ana")
    assert check_code(one, KEY) != check_code(two, KEY)


def test_another_kiosks_key_does_not_match(certificate: Certificate) -> None:
    sealed = structs.replace(certificate, check_code=check_code(certificate, KEY))
    assert not matches(sealed, b"another key, of another kiosk...")


@pytest.mark.parametrize("code", ["", "AAAAA-AAAAA-AAAAA-AAAAA", "kode\u2014palsu"])
def test_a_missing_or_false_code_does_not_match(certificate: Certificate, code: str) -> None:
    assert not matches(structs.replace(certificate, check_code=code), KEY)
