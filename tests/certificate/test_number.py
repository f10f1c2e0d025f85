"""Numbers of certificates."""

from __future__ import annotations

import pytest

from kiosk.certificate.number import TemplateFault, number

USUAL = "{klasifikasi}/{urut:04d}/{unit}/{bulan_romawi}/{tahun}"


def test_a_number_follows_the_agencys_template() -> None:
    made = number(USUAL, 127, "2026-11-24", klasifikasi="800.1.4", unit="BKPSDM")
    assert made == "800.1.4/0127/BKPSDM/XI/2026"


def test_a_kiosks_code_keeps_two_kiosks_apart() -> None:
    template = "{klasifikasi}/{kios}.{urut:04d}/{tahun}-{bulan}"
    one = number(template, 1, "2026-01-05", klasifikasi="800", kios="SBG1", unit="unused")
    two = number(template, 1, "2026-01-05", klasifikasi="800", kios="SBG2", unit="unused")
    assert one == "800/SBG1.0001/2026-01"
    assert two == "800/SBG2.0001/2026-01"


def test_a_sequence_longer_than_its_places_is_not_cut() -> None:
    assert number("{urut:03d}/{tahun}", 12345, "2026-11-24") == "12345/2026"


def test_a_field_cannot_take_the_place_of_the_date() -> None:
    assert number("{urut}/{tahun}", 7, "2026-11-24", tahun="1999", urut="1") == "7/2026"


def test_words_with_braces_are_printed_as_they_are() -> None:
    assert number("{unit}/{urut}/{tahun}", 7, "2026-11-24", unit="{urut}") == "{urut}/7/2026"


@pytest.mark.parametrize(
    ("template", "why", "field"),
    [
        ("{urut}/{kota}/{tahun}", "unknown", "kota"),
        ("{urut}/{}/{tahun}", "unknown", ""),
        ("{urut}/{unit.__class__}/{tahun}", "unknown", "unit.__class__"),
        ("{urut}/{unit[0]}/{tahun}", "unknown", "unit[0]"),
        ("{tahun}/{unit}", "missing", "urut"),
        ("{urut}/{unit}", "missing", "tahun"),
        ("", "missing", "urut"),
        ("{{urut}}/{tahun}", "missing", "urut"),
        ("{urut:999999999d}/{tahun}", "format", "urut"),
        ("{urut:x}/{tahun}", "format", "urut"),
        ("{urut:{tahun}d}/{tahun}", "format", "urut"),
        ("{urut!r}/{tahun}", "format", "urut"),
        ("{urut}/{tahun}/{unit:>99999}", "format", "unit"),
        ("{urut}/{tahun", "braces", ""),
        ("{urut}/{tahun}}", "braces", ""),
    ],
)
def test_a_template_that_cannot_work_says_why(template: str, why: str, field: str) -> None:
    with pytest.raises(TemplateFault) as caught:
        number(template, 1, "2026-11-24", unit="BKPSDM")
    assert (caught.value.why, caught.value.field) == (why, field)
    assert caught.value.allowed == ("bulan", "bulan_romawi", "tahun", "unit", "urut")
