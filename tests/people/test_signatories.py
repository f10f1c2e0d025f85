"""Signatories by date: an acting one signs on their days, the usual one on all others."""

from __future__ import annotations

import msgspec
import pytest
from msgspec import structs

from kiosk.office import demo
from kiosk.office.faults import SettingsFault, settings_faults
from kiosk.office.settings_file import read_settings
from kiosk.people.agency import Settings, SignatoryTerm
from kiosk.register.heading import heading_of
from tests.conftest import HOME

USUAL = demo.SETTINGS.signatory
ACTING = SignatoryTerm("Pejabat Contoh 2", "", "Plt. Kepala", "2026-12-01", "2026-12-31")
NEXT = SignatoryTerm("Pejabat Contoh 3", "", "Kepala", "2027-01-01")
WITH = structs.replace(demo.SETTINGS, signatories=(ACTING, NEXT))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2026-11-30", USUAL.name),
        ("2026-12-01", "Pejabat Contoh 2"),
        ("2026-12-31", "Pejabat Contoh 2"),
        ("2027-01-01", "Pejabat Contoh 3"),
        ("2099-01-01", "Pejabat Contoh 3"),
    ],
)
def test_a_paper_of_a_day_is_signed_by_that_days_signatory(day: str, name: str) -> None:
    assert WITH.signatory_on(day).name == name
    assert heading_of(WITH, day).signatory_name == name


def faults(*terms: SignatoryTerm) -> list[SettingsFault]:
    return list(settings_faults(structs.replace(demo.SETTINGS, signatories=terms), None))


def test_sound_terms_have_no_fault() -> None:
    assert faults(ACTING, NEXT) == []


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"name": " "}, "name", "missing"),
        ({"position": ""}, "position", "missing"),
        ({"since": ""}, "since", "missing"),
        ({"since": "1-12-2026"}, "since", "wrong"),
        ({"until": "2026-11-30"}, "until", "wrong"),
        ({"until": "kapan"}, "until", "wrong"),
    ],
)
def test_half_a_term_is_told_at_its_field(changes: dict[str, str], field: str, code: str) -> None:
    found = faults(structs.replace(ACTING, **changes))
    assert found == [SettingsFault(f"signatories[0].{field}", code)]


@pytest.mark.parametrize(
    ("since", "until"), [("2026-12-31", ""), ("2026-11-01", "2026-12-01"), ("2026-11-01", "")]
)
def test_two_on_one_day_are_told(since: str, until: str) -> None:
    other = structs.replace(NEXT, since=since, until=until)
    assert faults(ACTING, other) == [SettingsFault("signatories[1].since", "overlap")]


def test_older_settings_are_read_and_older_programs_read_ours_until_it_is_used() -> None:
    assert b"signatories" not in msgspec.json.encode(demo.SETTINGS)
    body = msgspec.json.encode(WITH)
    assert msgspec.json.decode(body, type=Settings) == WITH


def test_a_kiosk_toml_names_them() -> None:
    text = (HOME / "docs" / "kiosk.toml").read_text(encoding="utf-8")
    head, _, rest = text.partition("# [[signatories]]")
    lines = [line.removeprefix("# ") for line in rest.split("\n\n")[0].splitlines()]
    found = read_settings(
        f"{head}[[signatories]]{chr(10).join(lines)}\n\n{rest.partition(chr(10) * 2)[2]}"
    )
    settings = found[0]
    assert isinstance(settings, Settings)
    assert settings.signatories == (
        SignatoryTerm(
            "Pejabat Contoh 2", "", "Plt. Kepala BKPSDM Kota Contoh", "2026-12-01", "2026-12-31"
        ),
    )
