"""The certificate as PDF bytes: the same bytes for the same facts, in every process."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from kiosk.certificate import typeface
from kiosk.certificate.back import draw_back
from kiosk.certificate.document import Document
from kiosk.certificate.emblem import emblem_picture
from kiosk.certificate.facts import Certificate
from kiosk.certificate.front import draw_front
from kiosk.certificate.metadata import About
from kiosk.certificate.sheet import SHEETS
from kiosk.certificate.signing import boxes
from kiosk.certificate.wording import languages

LANGUAGE_TAGS = {"id": "id-ID", "en": "en-GB"}


def render(
    certificate: Certificate, fonts: Path, emblem: bytes | None = None, badge: str = ""
) -> bytes:
    """Draw a certificate. `fonts` is the folder of static Plus Jakarta Sans TTFs.

    `emblem` is what `prepared_emblem` made; other bytes are left out, so that a learner is not
    refused for a picture. `badge` is a credential to attach, "" for none. The seal's place in the
    metadata holds letters A. Deterministic: no clock, no chance; the date inside the PDF is the
    date of issue. Not to be called from two threads at once: the typeface's widths are shared.
    """
    document = Document(typeface.load(fonts), _about(certificate, badge))
    _draw(document, certificate, emblem)
    return document.to_bytes()


def signature_boxes(
    certificate: Certificate, fonts: Path
) -> tuple[tuple[float, float, float, float], ...]:
    """The boxes on page 1 that are kept free to sign, the first signatory's first.

    Left, lower, right and upper edge in points from the lower left corner. For certificates as
    `render` draws them today: one drawn by another version may differ by a few points.
    """
    typeface.load(fonts)
    return boxes(certificate)


def render_many(
    certificates: Iterable[Certificate], fonts: Path, emblems: Mapping[str, bytes] | None = None
) -> bytes:
    """Certificates one after the other in one file, for the printer; ValueError without any.

    `emblems` by their SHA-256. The file bears no seal, no credential and no tags: it is printed,
    and what counts is each certificate's own file. All on the paper of their own templates.
    """
    faces, document = typeface.load(fonts), None
    for certificate in certificates:
        if document is None:
            first = certificate
            about = About(
                title=f"Sertifikat {first.agency}",
                author=first.agency,
                subject="Sertifikat",
                issued=first.issued,
                duplex=first.template.back.page,
            )
            document = Document(faces, about, tagged=False)
        _draw(document, certificate, (emblems or {}).get(certificate.emblem))
    if document is None:
        message = "no certificates to draw"
        raise ValueError(message)
    return document.to_bytes()


def _draw(document: Document, c: Certificate, emblem: bytes | None) -> None:
    sheet = SHEETS[c.template.paper]
    picture = emblem_picture(emblem) if emblem and c.template.front.emblem else None
    named = (document.add_picture(picture), picture) if picture else None
    draw_front(document.page(sheet.width, sheet.height), c, named)
    if c.template.back.page:
        draw_back(document.page(sheet.width, sheet.height), c)


def _about(c: Certificate, badge: str) -> About:
    main = languages(c.template)[0]
    title = " ".join(main.texts.title.split()).capitalize()
    return About(
        title=f"{title} {c.number}: {c.course}",
        author=c.agency,
        subject=c.course,
        issued=c.issued,
        lang=LANGUAGE_TAGS[main.code],
        sealed=True,
        code=c.check_code,
        badge=badge,
        duplex=c.template.back.page,
    )
