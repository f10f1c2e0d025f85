"""How an agency wants its certificates: texts, parts and paper. Frozen with each certificate.

`read_template` reads the TOML form that docs/certificate-template.md describes.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any, Literal

import msgspec
from msgspec import Struct

from kiosk.certificate.template_rules import TemplateTrouble, check_colour, check_text

VERSION_LETTERS = 16


class Texts(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """The words of a page; `opening` to `footer` may name values in braces (FIELDS)."""

    title: str = "SERTIFIKAT"
    opening: str = "diberikan kepada"
    achievement: str = "telah menyelesaikan pembelajaran mandiri dan dinyatakan {hasil}"
    result: str = "LULUS"
    statement: str = (
        "dalam bentuk {bentuk} setara {jp}, yang diselenggarakan oleh {penyelenggara}"
        ", pada tanggal {tanggal}, dengan nilai akhir {nilai}."
    )
    footer: str = ""


class EnglishTexts(Texts, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """The same in English, for pages in English or in both languages."""

    title: str = "CERTIFICATE"
    opening: str = "awarded to"
    achievement: str = "has completed the self-paced course with the result {hasil}"
    result: str = "PASSED"
    statement: str = (
        "in the form of {bentuk}, equal to {jp}, organised by {penyelenggara}"
        ", on {tanggal}, with the final score {nilai}."
    )


class Front(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Parts of the front page: letterhead, emblem (if the agency has one), frame for a photo."""

    kop: bool = True
    emblem: bool = True
    photo: bool = False


class Signing(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Room to sign. Captions stand above the first and the second signatory's position.

    The box is kept free for ink or a later signature: `width_mm` 30–85, `height_mm` 12–40.
    """

    caption: str = ""
    second_caption: str = "Mengetahui,"
    width_mm: int = 60
    height_mm: int = 19
    label: str = ""


class Back(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Whether there is a back page, and the legal basis on it."""

    page: bool = True
    legal_basis: bool = True


class Colours(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Colours "#RRGGBB": both lines of the border 3:1 to white at least, the title 4.5:1."""

    border: str = "#0B4F5C"
    accent: str = "#D9772B"
    title: str = "#0B4F5C"


class Template(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A template as an officer wrote it; the defaults are ours.

    `version` is the first 16 hex digits of the SHA-256 of its TOML, "" for ours. Paper is
    landscape, F4 is 215 × 330 mm.
    """

    version: str = ""
    paper: Literal["A4", "F4"] = "A4"
    language: Literal["id", "en", "id-en"] = "id"
    accreditation: str = ""
    text: Texts = Texts()
    text_en: EnglishTexts = EnglishTexts()
    front: Front = Front()
    signature: Signing = Signing()
    back: Back = Back()
    colour: Colours = Colours()


LENGTHS = {
    "accreditation": 200,
    **{f"{part}.{name}": most for part in ("text", "text_en") for name, most in (
        ("title", 60), ("opening", 120), ("achievement", 200), ("result", 40),
        ("statement", 600), ("footer", 200),
    )},
    "signature.caption": 60,
    "signature.second_caption": 60,
    "signature.label": 60,
}  # fmt: skip
"""Letters a text may have at most."""

NEEDED = frozenset({"title", "opening", "achievement", "result", "statement"})
SIZES = {"signature.width_mm": range(30, 86), "signature.height_mm": range(12, 41)}
CONTRASTS = {"colour.border": 3.0, "colour.accent": 3.0, "colour.title": 4.5}


def read_template(toml: str) -> Template:
    """The template a TOML text describes; ours for "".

    Raises TemplateTrouble for the first thing that is wrong.
    """
    if not toml:
        return Template()
    try:
        template = _shaped(toml)
        _check(template)
    except TemplateTrouble as trouble:
        line = trouble.line or line_of(toml, trouble.field)
        raise TemplateTrouble(trouble.code, trouble.field, line, trouble.detail) from None
    version = hashlib.sha256(toml.encode()).hexdigest()[:VERSION_LETTERS]
    return msgspec.structs.replace(template, version=version)


def line_of(toml: str, field: str) -> int:
    """The line, from 1, on which "table.key" or "key" stands; 0 if none is found."""
    wanted_table, _, key = field.rpartition(".")
    table = ""
    for number, line in enumerate(toml.splitlines(), start=1):
        if header := re.match(r"\s*\[\s*([\w-]+)\s*\]", line):
            table = header[1]
            if table == field:
                return number
        elif (named := re.match(r"\s*([\w.-]+)\s*=", line)) and key:
            whole = f"{table}.{named[1]}" if table else named[1]
            if whole == (f"{wanted_table}.{key}" if wanted_table else key):
                return number
    return 0


def _shaped(toml: str) -> Template:
    import tomllib

    try:
        table = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else max(1, len(toml.splitlines()))
        raise TemplateTrouble("syntax", "", line) from None
    if "version" in table:  # it is worked out, never written
        raise TemplateTrouble("unknown-field", "version")
    try:
        return msgspec.convert(table, Template)
    except msgspec.ValidationError as error:
        raise _misshapen(str(error), table) from None


def _misshapen(message: str, table: dict[str, Any]) -> TemplateTrouble:
    """What the reader of TOML values objected to, as our trouble."""
    at = re.search(r"at `\$\.?([^`]*)`", message)
    place = at[1] if at else ""
    if unknown := re.search(r"unknown field `([^`]*)`", message):
        return TemplateTrouble("unknown-field", f"{place}.{unknown[1]}".lstrip("."))
    chosen = place in {"paper", "language"} and isinstance(table.get(place), str)
    return TemplateTrouble("choice" if chosen else "type", place, detail=message)


def _check(template: Template) -> None:
    for field, most in LENGTHS.items():
        check_text(field, _value(template, field), most, needed=_name(field) in NEEDED)
    for field, sizes in SIZES.items():
        if _value(template, field) not in sizes:
            raise TemplateTrouble("range", field, detail=f"{sizes[0]}–{sizes[-1]}")
    for field, least in CONTRASTS.items():
        check_colour(field, _value(template, field), least)
    _check_titles(template)


def _check_titles(template: Template) -> None:
    """Only an accredited training ends with a "Surat Tanda Tamat Pelatihan"."""
    if template.accreditation.strip():
        return
    for field in ("text.title", "text_en.title"):
        letters = "".join(c for c in str(_value(template, field)).casefold() if c.isalnum())
        if "tamatpelatihan" in letters or letters.startswith("sttp"):
            raise TemplateTrouble("accreditation", field)


def _value(template: Template, field: str) -> Any:  # noqa: ANN401  # texts, numbers, colours
    value: Any = template
    for name in field.split("."):
        value = getattr(value, name)
    return value


def _name(field: str) -> str:
    return field.rpartition(".")[2]
