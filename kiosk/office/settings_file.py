"""kiosk.toml: a kiosk's settings in a file, read strictly, each fault with its line.

language = "id"
[agency]      name, short, city, domain, kop = ["line", …], emblem, classification,
number_template, units = ["…"], reprint_mark
[kiosk]       code, name, idle_minutes, guests, backup_folder, number_blocks = "201-400"
[signatory]   name, nip, position: who signs as a rule
[[signatories]] name, nip, position, since, until: who signs in their place on these days
[learning]    pass_mark, daily_cap, siasn_kind, validity_months
[validity]    months a certificate lasts, by the course's id
[[rule]]      kind = "pns" | "pppk", bound = "least" | "most", hours, rule
[officer]     passphrase
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from typing import Any

import msgspec
from msgspec import Struct

from kiosk.office.faults import SettingsFault, settings_faults
from kiosk.people.agency import DEFAULT_RULES, HoursRule, Settings, Signatory, SignatoryTerm
from kiosk.register.blocks import blocks_in


class _Agency(Struct, forbid_unknown_fields=True):
    name: str
    short: str
    city: str
    domain: str
    kop: list[str]
    units: list[str] = []
    emblem: str = ""
    classification: str = "800.1.4"
    number_template: str = ""
    reprint_mark: bool = False


class _Kiosk(Struct, forbid_unknown_fields=True):
    code: str
    name: str
    idle_minutes: int = 10
    guests: bool = True
    backup_folder: str = ""
    number_blocks: str = ""


class _Learning(Struct, forbid_unknown_fields=True):
    pass_mark: int = 70
    daily_cap: int = 3
    siasn_kind: int = 3
    validity_months: int = 0


class _Officer(Struct, forbid_unknown_fields=True):
    passphrase: str


class _File(Struct, forbid_unknown_fields=True):
    agency: _Agency
    kiosk: _Kiosk
    signatory: Signatory
    officer: _Officer
    learning: _Learning = msgspec.field(default_factory=_Learning)
    rule: list[HoursRule] = []
    validity: dict[str, int] = {}
    signatories: list[SignatoryTerm] = []
    language: str = "id"


def read_settings(text: str) -> tuple[Settings, str] | tuple[SettingsFault, ...]:
    """Settings and the officer's passphrase, or all faults found, each with its line from 1."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        last = max(1, len(text.splitlines()))
        return (SettingsFault("toml", "syntax", int(found[1]) if found else last),)
    unknown = _unknown(text, table)
    if unknown:
        return unknown
    try:
        file = msgspec.convert(table, _File)
    except msgspec.ValidationError as error:
        return (_shape_fault(text, str(error)),)
    settings = _settings(file)
    faults = settings_faults(settings, file.officer.passphrase)
    if faults:
        return tuple(SettingsFault(f.field, f.code, line_of(text, f.field)) for f in faults)
    return settings, file.officer.passphrase


def _settings(file: _File) -> Settings:
    agency, kiosk = file.agency, file.kiosk
    bare = Settings(
        agency=agency.name,
        short=agency.short,
        city=agency.city,
        domain=agency.domain,
        kop=tuple(agency.kop),
        kiosk_code=kiosk.code,
        kiosk_name=kiosk.name,
        units=tuple(agency.units),
        signatory=file.signatory,
        signatories=tuple(file.signatories),
        rules=tuple(file.rule) or DEFAULT_RULES,
        daily_cap=file.learning.daily_cap,
        siasn_kind=file.learning.siasn_kind,
        validity_months=file.learning.validity_months,
        validity=file.validity,
        pass_mark=file.learning.pass_mark,
        idle_minutes=kiosk.idle_minutes,
        language=file.language,
        guests=kiosk.guests,
        emblem=agency.emblem,
        classification=agency.classification,
        backup_folder=kiosk.backup_folder,
        number_blocks=blocks_in(kiosk.number_blocks),
        reprint_mark=agency.reprint_mark,
    )
    if not agency.number_template:
        return bare
    return msgspec.structs.replace(bare, number_template=agency.number_template)


_KNOWN: dict[str, type] = {
    "agency": _Agency,
    "kiosk": _Kiosk,
    "signatory": Signatory,
    "signatories": SignatoryTerm,
    "officer": _Officer,
    "learning": _Learning,
    "rule": HoursRule,
}


def _unknown(text: str, table: dict[str, Any]) -> tuple[SettingsFault, ...]:
    """Every key that is not ours, with its line: a misspelt key must not pass unseen."""
    found = [k for k in table if k not in _File.__struct_fields__]
    for name, kind in _KNOWN.items():
        value = table.get(name, {})
        known = {f.name for f in msgspec.structs.fields(kind)}
        rows = enumerate(value) if isinstance(value, list) else ()
        for place, part in [(name, value), *((f"{name}[{n}]", row) for n, row in rows)]:
            if isinstance(part, dict):
                found += [f"{place}.{k}" for k in part if k not in known]
    return tuple(
        SettingsFault(place.rpartition(".")[2], "unknown-key", line_of(text, place))
        for place in found
    )


def _shape_fault(text: str, words: str) -> SettingsFault:
    path = re.search(r"at `\$\.?([^`]*)`", words)
    missing = re.search(r"missing required field `([^`]*)`", words)
    where = path[1] if path else ""
    if missing:
        field = f"{where}.{missing[1]}".lstrip(".")
        return SettingsFault(field, "missing", line_of(text, field))
    return SettingsFault(where, "type", line_of(text, where))


def line_of(text: str, place: str) -> int:
    """The line that sets `place` ("kiosk.name", "rule[1].hours"), or opens what it belongs in.

    1 if there is none of them.
    """
    lines = _places(text)
    while place and place not in lines:
        place = place[: max(place.rfind("."), place.rfind("["), 0)]
    return lines.get(place, 1)


_TABLE = re.compile(r"""\s*(\[\[?)\s*["']?([\w.-]+)["']?\s*\]""")
_KEY = re.compile(r"""\s*["']?([\w.-]+)["']?\s*=""")


def _places(text: str) -> dict[str, int]:
    """Every table and key of the file, each with the first line that names it."""
    found: dict[str, int] = {}
    rows: Counter[str] = Counter()
    here = ""
    for n, line in enumerate(text.splitlines(), 1):
        if opened := _TABLE.match(line):
            here = opened[2]
            found.setdefault(here, n)
            if opened[1] == "[[":
                rows[here] += 1
                here = f"{here}[{rows[here] - 1}]"
                found[here] = n
        elif key := _KEY.match(line):
            found.setdefault(f"{here}.{key[1]}".lstrip("."), n)
    return found
