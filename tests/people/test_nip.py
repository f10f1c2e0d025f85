from __future__ import annotations

import datetime as dt

import pytest

from kiosk.people.nip import Kind, Nip, NipFault, bare, grouped, read_nip

TODAY = dt.date(2026, 11, 23)

SOUND = [
    ("198609262015051001", Kind.PNS, "lowest serial, a man"),
    ("198609262015052999", Kind.PNS, "highest serial, a woman"),
    ("198609262015011001", Kind.PNS, "first month of appointment"),
    ("198609262015121001", Kind.PNS, "last month of appointment"),
    ("199001012022211005", Kind.PPPK, "first contract"),
    ("199001012022221005", Kind.PPPK, "second contract"),
    ("199001012022991005", Kind.PPPK, "highest code of a contract"),
    ("200002292025052001", Kind.PNS, "29 February of a leap year"),
    ("200812312026121001", Kind.PNS, "appointed this year"),
    ("198609261987011001", Kind.PNS, "appointed the year after birth, as in old lists"),
]

FAULTS = [
    ("", NipFault.EMPTY),
    (" . - ", NipFault.EMPTY),
    ("19860926201505100A", NipFault.NOT_DIGITS),
    ("1,98609E+17", NipFault.NOT_DIGITS),
    ("١٩٨٦٠٩٢٦٢٠١٥٠٥١٠٠١", NipFault.NOT_DIGITS),
    ("19860926201505100²", NipFault.NOT_DIGITS),
    ("131110468", NipFault.LENGTH),
    ("19860926201505100", NipFault.LENGTH),
    ("1986092620150510011", NipFault.LENGTH),
    ("198613262015051001", NipFault.BIRTH),
    ("198600262015051001", NipFault.BIRTH),
    ("198609312015051001", NipFault.BIRTH),
    ("198609002015051001", NipFault.BIRTH),
    ("190002292015051001", NipFault.BIRTH),
    ("000009262015051001", NipFault.BIRTH),
    ("111197510201206101", NipFault.BIRTH),
    ("198609262015001001", NipFault.APPOINTED),
    ("198609262015131001", NipFault.APPOINTED),
    ("198609262015201001", NipFault.APPOINTED),
    ("198609261986011001", NipFault.APPOINTED),
    ("198609260000051001", NipFault.APPOINTED),
    ("198609262015050001", NipFault.SEX),
    ("198609262015053001", NipFault.SEX),
    ("198609262015051000", NipFault.SERIAL),
    ("198609262027011001", NipFault.FUTURE),
    ("199001012027211005", NipFault.FUTURE),
    ("202611242026121001", NipFault.FUTURE),
]

PASTED = [
    "19860926 201505 1 001",
    "19860926.201505.1.001",
    "19860926-201505-1-001",
    "  198609262015051001\r\n",
    "198609262015051001\t",
    "'198609262015051001",
    "’198609262015051001",
    "19860926\N{NO-BREAK SPACE}201505\N{NO-BREAK SPACE}1\N{NO-BREAK SPACE}001",
]


@pytest.mark.parametrize(("digits", "kind", "why"), SOUND)
def test_a_number_that_keeps_the_rules_is_read(digits: str, kind: Kind, why: str) -> None:
    nip = read_nip(digits, TODAY)
    assert nip == Nip(digits), why
    assert nip.kind is kind


@pytest.mark.parametrize(("typed", "fault"), FAULTS)
def test_the_first_fault_is_named(typed: str, fault: NipFault) -> None:
    assert read_nip(typed, TODAY) is fault


def test_every_fault_has_a_case_here() -> None:
    assert {fault for _, fault in FAULTS} == set(NipFault)


@pytest.mark.parametrize("pasted", PASTED)
def test_a_pasted_number_is_read_as_the_bare_one(pasted: str) -> None:
    assert read_nip(pasted, TODAY) == Nip("198609262015051001")
    assert bare(pasted) == "198609262015051001"


def test_a_number_is_grouped_as_the_agency_prints_it() -> None:
    assert Nip("198609262015051001").grouped == "19860926 201505 1 001"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("", ""),
        ("1986", "1986"),
        ("19860926", "19860926"),
        ("198609262", "19860926 2"),
        ("198609262015051", "19860926 201505 1"),
        ("1986092620150510", "19860926 201505 1 0"),
    ],
)
def test_an_unfinished_number_is_grouped_as_far_as_it_goes(typed: str, shown: str) -> None:
    assert grouped(typed) == shown


def test_a_masked_number_tells_neither_birthday_nor_appointment() -> None:
    assert Nip("198609262015051001").masked == "1986**********1001"


def test_a_number_tells_the_birth_date() -> None:
    assert Nip("200002292025052001").born == dt.date(2000, 2, 29)
