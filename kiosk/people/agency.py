"""What an agency decides for its kiosks. Kept as one document, edited by the officer."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from kiosk.people.nip import Kind


class Bound(StrEnum):
    """Whether a number of hours is to be reached or not to be passed."""

    LEAST = "least"
    MOST = "most"


class HoursRule(Struct, frozen=True):
    """Training hours (JP) a year for a kind of employee, with the rule it is cited from."""

    kind: Kind
    bound: Bound
    hours: int
    rule: str


class Signatory(Struct, frozen=True):
    """Who signs certificates."""

    name: str
    nip: str
    position: str


class SignatoryTerm(Struct, frozen=True, omit_defaults=True):
    """Who signs in the place of the usual signatory, from the ISO date `since` to `until`.

    Both days belong to it; `until` "" is without end, for a successor. `position` as printed: an
    acting one writes "Plt. Kepala …" or "Plh. Kepala …".
    """

    name: str
    nip: str
    position: str
    since: str
    until: str = ""

    def holds(self, day: str) -> bool:
        """Whether an ISO date belongs to it."""
        return self.since <= day and (not self.until or day <= self.until)


DEFAULT_RULES = (
    HoursRule(Kind.PNS, Bound.LEAST, 20, "PP 11/2017 Pasal 203 ayat (4)"),
    HoursRule(Kind.PPPK, Bound.MOST, 24, "PP 49/2018 Pasal 40 ayat (1)"),
)


class Settings(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The kiosk's settings. `idle_minutes` 1–60, `daily_cap` JP a day, `pass_mark` 0–100.

    `template` is the TOML of the certificate template, "" for ours. `validity` counts months by
    course id, `validity_months` for the others; 0: without end. `number_blocks` are the running
    numbers of certificates that are this kiosk's own each year, first and last; none: all from 1.
    `siasn_kind` is SIASN's jenisDiklatId of our courses, 1–10: 3 is Diklat Teknis.
    `reprint_mark`: a certificate printed again says so at its foot, its kept file never does.
    `backup_folder` is an absolute path, on another disk or a stick; empty: there is none.
    `signatories` sign in the place of `signatory` on their days; no two on the same day.
    What is as usual is left out of the file, so that older programs read what they know.
    """

    agency: str
    short: str
    city: str
    domain: str
    kop: tuple[str, ...]
    kiosk_code: str
    kiosk_name: str
    units: tuple[str, ...]
    signatory: Signatory
    rules: tuple[HoursRule, ...] = DEFAULT_RULES
    daily_cap: int = 3
    pass_mark: int = 70
    idle_minutes: int = 10
    language: str = "id"
    guests: bool = True
    emblem: str = ""
    number_template: str = "{klasifikasi}/{kios}.{urut:04d}/{unit}/{bulan_romawi}/{tahun}"
    classification: str = "800.1.4"
    demo: bool = False
    backup_folder: str = ""
    second_signatory: Signatory | None = None
    template: str = ""
    validity_months: int = 0
    validity: dict[str, int] = {}
    siasn_kind: int = 3
    reprint_mark: bool = False
    number_blocks: tuple[tuple[int, int], ...] = ()
    signatories: tuple[SignatoryTerm, ...] = ()

    def signatory_on(self, day: str) -> Signatory:
        """Who signs papers of an ISO date."""
        term = next((each for each in self.signatories if each.holds(day)), None)
        return self.signatory if term is None else Signatory(term.name, term.nip, term.position)

    def rule(self, kind: Kind) -> HoursRule | None:
        """The yearly rule for a kind of employee; guests have none."""
        return next((r for r in self.rules if r.kind == kind), None)
