"""The certificate template as an officer types it: fields of words in, TOML and settings out.

Fields bear the template's names ("text.title"; a choice of yes or no is "yes" or "no"), besides
"second.name", "second.nip", "second.position", "validity" (months for all courses) and
"validity:" with a course's id.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Final, TypeAlias

import msgspec
from msgspec import structs

from kiosk.certificate.template import Template, read_template
from kiosk.certificate.template_rules import TemplateTrouble
from kiosk.people.agency import Settings, Signatory
from kiosk.store import Store

Typed: TypeAlias = Mapping[str, str]
Value: TypeAlias = "str | int | bool"
MONTHS: Final = range(601)
OF: Final = "validity:"
TABLES: Final = ("text", "text_en", "front", "signature", "back", "colour")
_PLAIN: Final = ("paper", "language", "accreditation")
_DRAFT: Final = ("draft", "template")
_TYPED: Final = msgspec.json.Decoder(dict[str, str])


def typed_of(settings: Settings) -> dict[str, str]:
    """What the form shows of settings; of a template that this program cannot read, ours."""
    second = settings.second_signatory or Signatory("", "", "")
    try:
        template = read_template(settings.template)
    except TemplateTrouble:
        template = Template()
    months = settings.validity_months
    return {
        **typed_template(template),
        "second.name": second.name,
        "second.nip": second.nip,
        "second.position": second.position,
        "validity": str(months) if months else "",
        **{f"{OF}{course}": str(n) for course, n in settings.validity.items()},
    }


def typed_template(template: Template) -> dict[str, str]:
    """A template as words; all that is not of the template is left out."""
    return {field: _words(value) for field, value in _flat(template).items()}


def toml_of(typed: Typed, kept: str = "") -> str:
    """The TOML that says what is typed, and only what is not ours; `kept` itself if it says so."""
    made = _toml(typed)
    return kept if kept and _alike(kept, made) else made


def sound(typed: Typed) -> tuple[Template, dict[str, TemplateTrouble]]:
    """The template as far as it can be used, and what is wrong with the rest, by field."""
    rest, found = dict(typed), dict[str, TemplateTrouble]()
    while True:
        try:
            return read_template(_toml(rest)), found
        except TemplateTrouble as trouble:
            found[trouble.field] = trouble
            if rest.pop(trouble.field, None) is None:
                return Template(), found


def other_faults(typed: Typed) -> frozenset[str]:
    """The fields besides the template's that are wrong: half a signatory, months beyond 0-600."""
    found = {
        field
        for field, words in typed.items()
        if field == "validity" or field.startswith(OF)
        if words and not (words.isascii() and words.isdigit() and int(words[:9]) in MONTHS)
    }
    named = {part: bool(typed.get(f"second.{part}", "").strip()) for part in ("name", "position")}
    if named["name"] != named["position"]:
        found.add("second.position" if named["name"] else "second.name")
    if typed.get("second.nip", "").strip() and not any(named.values()):
        found.add("second.name")
    return frozenset(found)


def changed(settings: Settings, typed: Typed, decided: AbstractSet[str]) -> Settings:
    """The settings with what is typed, which must be sound; what the agency decided stays."""
    second = Signatory(*(typed.get(f"second.{part}", "").strip() for part in _SIGNATORY))
    months = {
        field.removeprefix(OF): int(words)
        for field, words in typed.items()
        if field.startswith(OF) and words
    }
    own = {
        "template": toml_of(typed, settings.template),
        "second_signatory": second if second.name else None,
        "validity_months": int(typed.get("validity") or 0),
        "validity": months,
    }
    return structs.replace(settings, **{k: v for k, v in own.items() if k not in decided})


_SIGNATORY: Final = ("name", "nip", "position")


def same(one: Typed, other: Typed) -> bool:
    """Whether both say the same; a field that is not there is an empty one."""
    return all(one.get(field, "") == other.get(field, "") for field in one.keys() | other.keys())


def draft(store: Store) -> dict[str, str] | None:
    """What was typed and not saved yet; None if nothing is."""
    body = store.document(*_DRAFT)
    try:
        return None if body is None else _TYPED.decode(body)
    except msgspec.MsgspecError:  # from a program of another kind
        return None


def keep_draft(store: Store, typed: Typed) -> None:
    """Keep what is typed, so that neither a power cut nor leaving loses it."""
    store.keep(*_DRAFT, msgspec.json.encode(dict(typed)))


def forget_draft(store: Store) -> None:
    """It is saved, or was given up."""
    if store.document(*_DRAFT) is not None:
        store.forget(*_DRAFT)


def _flat(template: Template) -> dict[str, Value]:
    found: dict[str, Value] = {name: getattr(template, name) for name in _PLAIN}
    for table in TABLES:
        part = getattr(template, table)
        found |= {f"{table}.{name}": getattr(part, name) for name in part.__struct_fields__}
    return found


def _words(value: Value) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _toml(typed: Typed) -> str:
    lines: list[str] = []
    here = ""
    for field, ours in _flat(Template()).items():
        words = typed.get(field, _words(ours))
        if words == _words(ours):
            continue
        table, _, name = field.rpartition(".")
        if table != here:
            lines += ["", f"[{table}]"] if lines else [f"[{table}]"]
            here = table
        lines.append(f"{name} = {_written(words, ours)}")
    return "".join(f"{line}\n" for line in lines)


def _written(words: str, ours: Value) -> str:
    """A value in TOML; what is no number stays a text, which `read_template` then refuses."""
    if isinstance(ours, bool):
        return "true" if words == "yes" else "false"
    if isinstance(ours, int) and words.isascii() and words.isdigit():
        return str(int(words[:9]))
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")


def _alike(one: str, other: str) -> bool:
    try:
        return _flat(read_template(one)) == _flat(read_template(other))
    except TemplateTrouble:
        return False


def courses_of(typed: Typed, known: Iterable[str]) -> tuple[str, ...]:
    """The courses with a field for their months: those known, then others that have a number."""
    named = dict.fromkeys(known)
    named |= dict.fromkeys(field.removeprefix(OF) for field in typed if field.startswith(OF))
    return tuple(named)
