"""A paper beside the certificates, from a learner's history to a printer or stick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.certificate.merge import page_count
from kiosk.desk.sheets import SheetKind, name_of
from kiosk.register.prints import ToPrint
from kiosk.ui.paper import Outgoing, Paper
from kiosk.ui.paper_overlay import paper_overlay
from kiosk.ui.screens.paper_panel import PaperPanel
from kiosk.ui.screens.sheet_words import about
from kiosk.ui.words import _

if TYPE_CHECKING:
    from kiosk.ui.journey import Journey


def put_out(journey: Journey, kind: str, year: int) -> None:
    """A dialog in which the paper is printed or saved; it is drawn as things stand then."""
    wanted, desk = SheetKind(kind), journey.desk
    title, file = name_of(wanted, year, desk.today)
    outgoing = Outgoing(
        title=title,
        file=file,
        refused=_("Belum dapat dilakukan"),
        pdf=lambda: desk.sheet(wanted, year).pdf,
        sheet=lambda: _to_print(desk.sheet(wanted, year).pdf),
        keep=lambda *_copy: None,
    )
    panel = PaperPanel(about(wanted), journey.window.theme)
    paper_overlay(journey.window, title, panel)
    Paper(journey, outgoing, panel)


def _to_print(pdf: bytes) -> ToPrint:
    return ToPrint(pdf, "A4", page_count(pdf))
