"""“Cetak ulang ke-n” on a copy for the printer. The kept file never bears it."""

from __future__ import annotations

import ctypes
import io
from pathlib import Path
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium

from kiosk.certificate.typeface import FILES, REGULAR

SIZE: Final = 8.0
RIGHT, BOTTOM = 60.0, 36.0
"""Points from the lower right corner: between border and text of every template."""


def reprinted(pdf: bytes, turn: int, fonts: Path) -> bytes:
    """A certificate's bytes with the mark of its `turn`-th reprint (from 1) on the front page.

    `fonts` as for `page.render`. Raises pypdfium2.PdfiumError if it is no PDF.
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        _write(document, page, f"Cetak ulang ke-{turn}", (fonts / FILES[REGULAR]).read_bytes())
        page.gen_content()
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()
    finally:
        document.close()


def _write(
    document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, words: str, face: bytes
) -> None:
    data = (ctypes.c_uint8 * len(face)).from_buffer_copy(face)
    font = pdfium.FPDFText_LoadFont(
        document,
        data,
        len(face),
        pdfium.FPDF_FONT_TRUETYPE,
        True,  # noqa: FBT003 - a C function: letters by two bytes
    )
    made = pypdfium2.PdfObject(pdfium.FPDFPageObj_CreateTextObj(document, font, SIZE), pdf=document)
    letters = (words + "\0").encode("utf-16-le")
    pointer = ctypes.cast(ctypes.c_char_p(letters), ctypes.POINTER(ctypes.c_ushort))
    pdfium.FPDFText_SetText(made, pointer)
    page.insert_obj(made)
    _, _, end, _ = made.get_bounds()
    wide, _ = page.get_size()
    made.set_matrix(pypdfium2.PdfMatrix(1, 0, 0, 1, wide - RIGHT - end, BOTTOM))
    pdfium.FPDFFont_Close(font)
