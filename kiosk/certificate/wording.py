"""The fixed words of a certificate in Indonesian and English, and the template's texts filled in.

They are part of the paper, not of the screens: a certificate keeps its language whatever language
the kiosk is set to, so they are not translated with the program.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from msgspec import Struct, structs

from kiosk.certificate import english, words
from kiosk.certificate.facts import Certificate
from kiosk.certificate.template import Template, Texts


class Words(Struct, frozen=True):
    """Words in one language, or in both with a stroke between them."""

    number: str
    replaces: str
    valid_until: str
    no_signature: str
    attachment: str
    holder: str
    lesson: str
    minutes: str
    score: str
    total: str
    equal: str
    final: str
    basis: str
    accreditation: str
    content: str
    as_of: str
    form: str
    kiosk: str
    code: str
    code_told: str
    second_caption: str
    photo: str


INDONESIAN: Final = Words(
    number="Nomor",
    replaces="Pengganti sertifikat Nomor",
    valid_until="Berlaku sampai dengan",
    no_signature="bukan tanda tangan elektronik",
    attachment="Lampiran sertifikat nomor",
    holder="atas nama",
    lesson="Pelajaran",
    minutes="Menit",
    score="Nilai",
    total="Jumlah menit",
    equal="Setara",
    final="Nilai akhir",
    basis="Dasar hukum",
    accreditation="Akreditasi",
    content="Isi kursus",
    as_of="per",
    form="Bentuk",
    kiosk="Kode kios",
    code="Kode periksa",
    code_told="Kode QR pada halaman depan memeriksa keaslian tanpa internet, "
    "bukan tanda tangan elektronik.",
    second_caption="Mengetahui,",
    photo="Foto 3 × 4",
)
ENGLISH: Final = Words(
    number="Number",
    replaces="Replaces certificate number",
    valid_until="Valid until",
    no_signature="not an electronic signature",
    attachment="Attachment to certificate number",
    holder="awarded to",
    lesson="Lesson",
    minutes="Minutes",
    score="Score",
    total="Total minutes",
    equal="Equal to",
    final="Final score",
    basis="Legal basis",
    accreditation="Accreditation",
    content="Course content",
    as_of="as of",
    form="Form",
    kiosk="Kiosk code",
    code="Check code",
    code_told="The QR code on the front page proves authenticity without internet; "
    "it is not an electronic signature.",
    second_caption="Acknowledged by,",
    photo="Photo 3 × 4",
)


class Language(Struct, frozen=True):
    """One language of a page: its words, its texts, how it says hours and dates."""

    code: str
    words: Words
    texts: Texts
    hours: Callable[[int], str]
    date: Callable[[str], str]
    span: Callable[[str, str], str]


def languages(template: Template) -> tuple[Language, ...]:
    """The languages of a page, the main one first."""
    indonesian = Language(
        "id", INDONESIAN, template.text, words.hours_words, words.date_words, words.span_words
    )
    foreign = Language(
        *("en", ENGLISH, template.text_en),
        *(english.hours_words, english.date_words, english.span_words),
    )
    return {"id": (indonesian,), "en": (foreign,), "id-en": (indonesian, foreign)}[
        template.language
    ]


def both(template: Template) -> Words:
    """The words of a page's languages; of two, one after the other: "Nilai / Score"."""
    first, *more = (language.words for language in languages(template))
    for other in more:
        pairs = {
            name: f"{getattr(first, name)} / {getattr(other, name)}"
            for name in Words.__struct_fields__
        }
        first = structs.replace(first, **pairs)
    return first


def filled(text: str, c: Certificate, language: Language) -> str:
    """A text of the template with its values in place of the names in braces."""
    host = c.agency if c.city in c.agency else f"{c.agency} {c.city}"
    return text.format(
        peserta=c.name,
        nip=words.nip_grouped(c.nip),
        kursus=c.course,
        nomor=c.number,
        jp=language.hours(c.hours),
        bentuk=c.form,
        penyelenggara=host,
        kota=c.city,
        tanggal=language.span(c.started, c.finished),
        nilai=c.score,
        hasil=language.texts.result,
    )
