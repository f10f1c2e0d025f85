"""The certificate as PDF bytes: two pages A4 landscape, the same bytes for the same facts."""

from __future__ import annotations

import io
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from kiosk.certificate import typeface
from kiosk.certificate.back import draw_back
from kiosk.certificate.facts import Certificate
from kiosk.certificate.front import draw_front
from kiosk.certificate.sheet import HEIGHT, WIDTH


def render(certificate: Certificate, fonts: Path) -> bytes:
    """Draw a certificate. `fonts` is the folder of static Plus Jakarta Sans TTFs.

    Deterministic: no clock, no chance; the date inside the PDF is the date of issue. An emblem
    whose file is gone is left out, so that a learner is not refused for it. Not to be called from
    two threads at once: the PDF library keeps one set of fonts.
    """
    typeface.load(fonts)
    out = io.BytesIO()
    canvas = Canvas(
        out,
        pagesize=(WIDTH, HEIGHT),
        invariant=1,
        pageCompression=1,
        initialFontName=typeface.REGULAR,  # type: ignore[arg-type]  # the stub says float
        lang="id-ID",
    )
    _describe(canvas, certificate)
    draw_front(canvas, certificate)
    canvas.showPage()
    draw_back(canvas, certificate)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _describe(canvas: Canvas, certificate: Certificate) -> None:
    """Title, author and how to print: unscaled, and turned on the short edge on both sides."""
    stamp = f"D:{certificate.issued.replace('-', '')}000000Z"
    canvas.setTitle(f"Sertifikat {certificate.number}: {certificate.course}")
    canvas.setAuthor(certificate.agency)
    canvas.setSubject(certificate.course)
    canvas.setCreator("Dermaga")
    canvas.setProducer("Dermaga")
    canvas.setDateFormatter(lambda *_: stamp)
    canvas.setViewerPreference("PrintScaling", "None")
    canvas.setViewerPreference("Duplex", "DuplexFlipShortEdge")
    canvas.setViewerPreference("DisplayDocTitle", "true")
