"""What an officer types of the certificate template, and the TOML and settings it becomes."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.certificate.template import LENGTHS, Template, read_template
from kiosk.office import demo
from kiosk.office.template_form import (
    changed,
    courses_of,
    draft,
    forget_draft,
    keep_draft,
    other_faults,
    same,
    sound,
    toml_of,
    typed_of,
    typed_template,
)
from kiosk.people.agency import Signatory
from kiosk.store import Store

OURS = typed_of(demo.SETTINGS)
TOML = """# milik instansi
paper = "F4"

[text]
title = "SERTIFIKAT KOMPETENSI"
"""


def test_what_is_ours_is_an_empty_file() -> None:
    assert toml_of(OURS) == ""
    assert OURS["text.title"] == "SERTIFIKAT"
    assert (OURS["front.photo"], OURS["signature.width_mm"]) == ("no", "60")


def test_only_what_differs_is_written_under_its_table() -> None:
    typed = OURS | {"paper": "F4", "text.title": "PIAGAM", "front.photo": "yes"}
    typed |= {"signature.width_mm": "72", "text.footer": 'Kata "asli" \\ {nomor}'}
    assert toml_of(typed) == (
        'paper = "F4"\n\n[text]\ntitle = "PIAGAM"\nfooter = "Kata \\"asli\\" \\\\ {nomor}"\n\n'
        "[front]\nphoto = true\n\n[signature]\nwidth_mm = 72\n"
    )


def test_a_file_that_says_the_same_stays_as_it_was_written() -> None:
    typed = OURS | typed_template(read_template(TOML))
    assert toml_of(typed, TOML) == TOML
    typed["paper"] = "A4"
    assert toml_of(typed, TOML) == '[text]\ntitle = "SERTIFIKAT KOMPETENSI"\n'


@given(
    st.dictionaries(
        st.sampled_from([f for f in LENGTHS if f.startswith("text.")]), st.text(max_size=40)
    )
)
def test_whatever_is_typed_is_either_read_back_as_typed_or_told_as_wrong(
    texts: dict[str, str],
) -> None:
    typed = OURS | texts
    template, faults = sound(typed)
    back = typed_template(template)
    for field, words in texts.items():
        assert field in faults or back[field] == words


def test_all_that_is_wrong_is_told_and_the_rest_is_used() -> None:
    typed = OURS | {
        "text.statement": "setara {jam}",
        "text.title": "Surat Tanda Tamat Pelatihan",
        "text.opening": "bertanda tangan elektronik",
        "signature.width_mm": "lebar",
        "signature.height_mm": "90",
        "colour.title": "#FFFF00",
        "text.result": "LULUS BAIK",
    }
    template, faults = sound(typed)
    assert {field: trouble.code for field, trouble in faults.items()} == {
        "text.statement": "placeholder",
        "text.title": "accreditation",
        "text.opening": "signature-claim",
        "signature.width_mm": "type",
        "signature.height_mm": "range",
        "colour.title": "contrast",
    }
    assert template.text.result == "LULUS BAIK"
    assert template.text.title == "SERTIFIKAT"


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"validity": ""}, set()),
        ({"validity": "600", "validity:a": "0"}, set()),
        ({"validity": "601"}, {"validity"}),
        ({"validity:a": "dua"}, {"validity:a"}),
        ({"validity:a": "-1"}, {"validity:a"}),
        ({"second.name": "Pejabat Contoh"}, {"second.position"}),
        ({"second.position": "Sekretaris"}, {"second.name"}),
        ({"second.nip": "198704122011012008"}, {"second.name"}),
        ({"second.name": "Pejabat Contoh", "second.position": "Sekretaris"}, set()),
    ],
)
def test_months_and_the_second_signatory_are_looked_at(
    typed: dict[str, str], wrong: set[str]
) -> None:
    assert other_faults(OURS | typed) == wrong


def test_what_is_typed_becomes_settings_and_shows_as_it_was_typed() -> None:
    typed = OURS | {
        "text.title": "PIAGAM",
        "second.name": " Pejabat Contoh 2 ",
        "second.position": "Sekretaris Daerah",
        "validity": "24",
        "validity:gratifikasi": "12",
        "validity:naskah": "",
    }
    after = changed(demo.SETTINGS, typed, frozenset())
    assert after.template == '[text]\ntitle = "PIAGAM"\n'
    assert after.second_signatory == Signatory("Pejabat Contoh 2", "", "Sekretaris Daerah")
    assert (after.validity_months, after.validity) == (24, {"gratifikasi": 12})
    shown = typed_of(after)
    assert (shown["validity"], shown["validity:gratifikasi"]) == ("24", "12")
    assert same(shown, typed | {"second.name": "Pejabat Contoh 2"})
    assert changed(after, OURS, frozenset()) == demo.SETTINGS


def test_what_the_agency_decided_stays() -> None:
    typed = OURS | {"text.title": "PIAGAM", "validity": "24"}
    after = changed(demo.SETTINGS, typed, frozenset({"template"}))
    assert after == msgspec.structs.replace(demo.SETTINGS, validity_months=24)


def test_a_template_of_a_later_program_shows_ours() -> None:
    later = msgspec.structs.replace(demo.SETTINGS, template='[hologram]\nshape = "round"\n')
    assert typed_of(later) == OURS


def test_courses_known_come_first_and_none_with_months_is_left_out() -> None:
    assert courses_of({"validity:z": "3", "validity": "1"}, ["a", "b"]) == ("a", "b", "z")


def test_a_draft_is_kept_until_it_is_given_up(store: Store) -> None:
    assert draft(store) is None
    keep_draft(store, {"text.title": "PIAG"})
    assert draft(store) == {"text.title": "PIAG"}
    forget_draft(store)
    forget_draft(store)
    assert draft(store) is None
    store.keep("draft", "template", b"[]")
    assert draft(store) is None


def test_every_field_of_a_template_can_be_typed() -> None:
    tables = ("text", "text_en", "front", "signature", "back", "colour")
    fields = {f"{t}.{f}" for t in tables for f in getattr(Template(), t).__struct_fields__}
    assert fields | {"paper", "language", "accreditation"} == set(typed_template(Template()))
