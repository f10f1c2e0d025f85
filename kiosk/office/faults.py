"""What can be wrong with settings, by field, so that a screen can say it beside the field."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import PurePosixPath, PureWindowsPath

from msgspec import Struct

from kiosk.certificate.number import TemplateFault, number
from kiosk.certificate.template import read_template
from kiosk.certificate.template_rules import TemplateTrouble
from kiosk.people.agency import Settings, SignatoryTerm
from kiosk.register.blocks import sound
from kiosk.register.numbers import apart

DOMAIN = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}")
CODE = re.compile(r"[A-Za-z0-9-]{2,20}")
SHORTEST_PASSPHRASE = 10
IDLE = range(1, 61)
CAP = range(1, 25)
MARK = range(101)
HOURS = range(1, 1001)
SIASN_KINDS = range(1, 11)
MONTHS = frozenset(range(601))
"""Of a certificate's validity; 0: without end."""
LONGEST_NUMBER = 90
"""Bytes of the year's first number: a check code takes 100, and a new life adds letters."""


class SettingsFault(Struct, frozen=True):
    """A fault: the field ("agency.domain"), a code, and the line in a file (0: no file)."""

    field: str
    code: str
    line: int = 0


def settings_faults(
    settings: Settings, passphrase: str | None, *, several: bool = False
) -> tuple[SettingsFault, ...]:
    """All faults in the order of the set-up steps; `passphrase` None leaves it as it is.

    `several`: the agency has or may get other kiosks, as when this one is paired. Then something
    must keep their numbers of certificates apart.
    """
    found = [
        SettingsFault(field, "missing")
        for field, value in _needed(settings).items()
        if not str(value).strip()
    ]
    wrong = {
        "agency.domain": bool(settings.domain) and not DOMAIN.fullmatch(settings.domain),
        "agency.kop": not any(line.strip() for line in settings.kop),
        "kiosk.code": bool(settings.kiosk_code) and not CODE.fullmatch(settings.kiosk_code),
        "agency.units": not settings.units,
        "kiosk.idle_minutes": settings.idle_minutes not in IDLE,
        "kiosk.backup_folder": not _absolute(settings.backup_folder),
        "learning.daily_cap": settings.daily_cap not in CAP,
        "learning.pass_mark": settings.pass_mark not in MARK,
        "learning.siasn_kind": settings.siasn_kind not in SIASN_KINDS,
        "rule": any(r.hours not in HOURS or not r.rule.strip() for r in settings.rules),
        "language": settings.language not in ("id", "en"),
        "agency.number_template": _template_fault(settings) not in {"", "touching", "long"},
        "agency.template": not _is_template(settings.template),
        "learning.validity_months": not MONTHS.issuperset(
            {settings.validity_months, *settings.validity.values()}
        ),
        "kiosk.number_blocks": not sound(settings.number_blocks),
        "officer.passphrase": passphrase is not None and len(passphrase) < SHORTEST_PASSPHRASE,
    }
    found += [SettingsFault(field, "wrong") for field, is_wrong in wrong.items() if is_wrong]
    found += _term_faults(settings.signatories)
    if _template_fault(settings) in {"touching", "long"}:
        found.append(SettingsFault("agency.number_template", _template_fault(settings)))
    elif several and not _template_fault(settings) and not apart(settings):
        found.append(SettingsFault("kiosk.number_blocks", "apart"))
    return tuple(found)


def _term_faults(terms: tuple[SignatoryTerm, ...]) -> list[SettingsFault]:
    """What is wrong with the signatories by date, each under "signatories[place].field"."""
    found = []
    for place, term in enumerate(terms):
        at = f"signatories[{place}]"
        found += [
            SettingsFault(f"{at}.{field}", "missing")
            for field in ("name", "position", "since")
            if not getattr(term, field).strip()
        ]
        if term.since and not is_day(term.since):
            found.append(SettingsFault(f"{at}.since", "wrong"))
        elif term.until and (not is_day(term.until) or term.until < term.since):
            found.append(SettingsFault(f"{at}.until", "wrong"))
        elif any(_meet(term, other) for other in terms[:place]):
            found.append(SettingsFault(f"{at}.since", "overlap"))
    return found


def _meet(one: SignatoryTerm, other: SignatoryTerm) -> bool:
    """Whether two terms have a day in common."""
    return one.holds(max(one.since, other.since)) and other.holds(max(one.since, other.since))


def is_day(words: str) -> bool:
    """Whether it is a date as ISO writes it, "2026-11-30"."""
    try:
        return dt.date.fromisoformat(words).isoformat() == words
    except ValueError:
        return False


def renumbered(before: Settings | None, after: Settings) -> bool:
    """Whether certificates get other numbers: only then is it asked what keeps them apart.

    A kiosk that was never asked goes on as it is, and its doctor tells it.
    """
    if before is None:
        return True
    same = before.number_template == after.number_template
    return not (same and before.number_blocks == after.number_blocks)


def _needed(settings: Settings) -> dict[str, str]:
    return {
        "agency.name": settings.agency,
        "agency.short": settings.short,
        "agency.city": settings.city,
        "agency.domain": settings.domain,
        "kiosk.code": settings.kiosk_code,
        "kiosk.name": settings.kiosk_name,
        "signatory.name": settings.signatory.name,
        "signatory.position": settings.signatory.position,
    }


def _absolute(folder: str) -> bool:
    """Whether it is a whole path, or none. The form of the other system is known too.

    A copy of this kiosk may be brought back there, and its settings must stay usable.
    """
    if not folder:
        return True
    forms = (PurePosixPath(folder), PureWindowsPath(folder))
    return "\0" not in folder and any(form.is_absolute() for form in forms)


def _is_template(toml: str) -> bool:
    try:
        read_template(toml)
    except TemplateTrouble:
        return False
    return True


def _template_fault(settings: Settings) -> str:
    """Why the template cannot be used, as `TemplateFault` says it, or "long"; empty if it can."""
    try:
        sample = number(
            settings.number_template,
            1,
            "2026-01-01",
            klasifikasi=settings.classification,
            kios=settings.kiosk_code,
            unit=settings.short,
        )
    except TemplateFault as fault:
        return fault.why
    return "long" if len(sample.encode()) > LONGEST_NUMBER else ""
