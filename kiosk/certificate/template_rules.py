"""What a certificate template's texts and colours may be, and the trouble when they are not."""

from __future__ import annotations

import re
from string import Formatter

from kiosk.certificate.colour import linear

FIELDS = (
    *("peserta", "nip", "kursus", "nomor", "jp", "bentuk", "penyelenggara"),
    *("kota", "tanggal", "nilai", "hasil"),
)
"""The values a text may name in braces."""

WITH_FIELDS = frozenset({"opening", "achievement", "statement", "footer"})

HONEST = re.compile(r"bukan tanda ?tangan elektronik|not an electronic signature")
CLAIMS = (
    *("tandatanganelektronik", "ditandatanganisecaraelektronik", "sertifikatelektronik"),
    *("sertifikasielektronik", "badansiberdansandinegara", "electronicsignature"),
    *("electronicallysigned", "digitallysigned", "digitalsignature", "tandatangandigital"),
)
NAMES = frozenset({"bsre", "bssn", "tte"})
"""Words that only a state electronic signature may bear, without their spaces and dots."""


class TemplateTrouble(Exception):
    """A certificate template that cannot be used.

    `code` is "syntax" (not TOML), "unknown-field", "type", "choice", "range", "empty", "long",
    "braces" (unpaired, or with more than a name), "placeholder" (a name nobody knows), "letters"
    (control letters), "colour" (not #RRGGBB), "contrast" (too pale), "accreditation" (a Surat
    Tanda Tamat Pelatihan without one) or "signature-claim" (words of an electronic signature).
    `field` is "table.key", `line` counts from 1, 0 where the text is not in the file; `detail`
    is a bound, a name or a text for logs.
    """

    def __init__(self, code: str, field: str, line: int = 0, detail: str = "") -> None:
        """The trouble, with a message for logs; screens word `code` themselves."""
        super().__init__(f"certificate template: {code} at {field!r}, line {line}: {detail}")
        self.code = code
        self.field = field
        self.line = line
        self.detail = detail


def check_text(field: str, text: str, most: int, *, needed: bool) -> None:
    """Raise TemplateTrouble unless the text may stand on a certificate."""
    if needed and not text.strip():
        raise TemplateTrouble("empty", field)
    if claims_signature(text):
        raise TemplateTrouble("signature-claim", field)
    if len(text) > most:
        raise TemplateTrouble("long", field, detail=str(most))
    if _has_strange_letters(text):
        raise TemplateTrouble("letters", field)
    if field.rpartition(".")[2] in WITH_FIELDS:
        _check_fields(field, text)


def _has_strange_letters(text: str) -> bool:
    import unicodedata

    strange = {"Cc", "Cs", "Co", "Cn"}
    return any(unicodedata.category(c) in strange and c != "\n" for c in text)


def claims_signature(text: str) -> bool:
    """Whether the text says what only a state electronic signature may say of itself.

    Spaces, dots and look-alike forms of letters do not hide it; saying that something is *not*
    an electronic signature is allowed.
    """
    import unicodedata

    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    told = HONEST.sub(" ", "".join(c for c in plain if unicodedata.category(c) != "Cf"))
    words = {"".join(c for c in word if c.isalnum()) for word in re.split(r"[\s/()\-,;:]+", told)}
    letters = "".join(c for c in told if c.isalnum())
    return bool(words & NAMES) or any(claim in letters for claim in CLAIMS)


def contrast(colour: str) -> float:
    """Contrast of "#RRGGBB" to white paper, 1–21, as WCAG 2 reckons it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (linear(c) for c in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def check_colour(field: str, colour: str, least: float) -> None:
    """Raise TemplateTrouble unless the colour can be read and seen on white paper."""
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", colour):
        raise TemplateTrouble("colour", field)
    if contrast(colour) < least:
        raise TemplateTrouble("contrast", field, detail=f"{contrast(colour):.2f} < {least}")


def _check_fields(field: str, text: str) -> None:
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        raise TemplateTrouble("braces", field) from None
    for _, name, spec, turn in parts:
        if name is None:
            continue
        if spec or turn:
            raise TemplateTrouble("braces", field, detail=name)
        if name not in FIELDS:
            raise TemplateTrouble("placeholder", field, detail=name)
