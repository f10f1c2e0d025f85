"""How pages are drawn: templates with every value escaped, icons in the text, one style sheet."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable
from functools import cache, partial
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kiosk.hub.pages import speech

HERE: Final = Path(__file__).parent
ICONS: Final = speech.RESOURCES / "icons"
FONTS: Final = speech.RESOURCES / "fonts"
WEIGHTS: Final = {
    "regular.ttf": "PlusJakartaSans_400Regular.ttf",
    "semibold.ttf": "PlusJakartaSans_600SemiBold.ttf",
    "bold.ttf": "PlusJakartaSans_700Bold.ttf",
    "extrabold.ttf": "PlusJakartaSans_800ExtraBold.ttf",
}
PARTS: Final = (
    ("/", "layout-dashboard"),
    ("/kios", "monitor"),
    ("/peserta", "users"),
    ("/sertifikat", "award"),
    ("/laporan", "chart-column"),
    ("/paket", "folder-sync"),
)
"""The menu: paths and drawings."""
_INSIDE: Final = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


class Look:
    """Draws templates. `zone` is the clock by which the agency lives."""

    def __init__(self, zone: dt.tzinfo) -> None:
        self.zone = zone

    def drawn(self, template: str, **values: object) -> str:
        """The page as HTML."""
        return _templates(self.zone).get_template(template).render(**values)


@cache
def _templates(zone: dt.tzinfo) -> Environment:
    """Compiled once for all that look."""
    found = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    found.globals |= {
        "_": speech.say,
        "icon": icon,
        "parts": PARTS,
        "style": f"/rupa/pages.css?{style_mark()}",
        "zone_name": partial(speech.zone_name, zone=zone),
    }
    found.filters |= {
        "number": speech.number,
        "day": speech.day,
        "short_day": speech.short_day,
        "breakable": breakable,
        "moment": partial(speech.moment, zone=zone),
        "masked": speech.masked,
        "as_choices": paired,
    }
    return found


def paired(values: Iterable[object]) -> list[tuple[object, object]]:
    """Choices that are their own words."""
    return [(value, value) for value in values]


def breakable(number: str) -> Markup:
    """A certificate's number, which may go on in the next line after each stroke."""
    return Markup("/<wbr>").join(number.split("/"))


@cache
def icon(name: str) -> Markup:
    """A Lucide drawing in the text's colour; words stand beside it, so readers pass it over."""
    found = _INSIDE.search((ICONS / f"{name}.svg").read_text("utf-8"))
    inside = " ".join(found[1].split()) if found else ""
    return Markup(  # noqa: S704 - our own files
        '<svg class="icon" viewBox="0 0 24 24" width="20" height="20" fill="none"'
        ' stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
        f' aria-hidden="true" focusable="false">{inside}</svg>'
    )


@cache
def style_mark() -> str:
    """Changes when the style sheet does, so that browsers may keep it."""
    return hashlib.sha256((HERE / "style" / "pages.css").read_bytes()).hexdigest()[:12]


def files() -> dict[str, Path]:
    """What may be fetched by name without signing in: the style sheet, the typeface (OFL)."""
    fonts = {name: FONTS / file for name, file in WEIGHTS.items()}
    own = {name: HERE / "style" / name for name in ("pages.css", "icon.svg")}
    return {**own, "OFL.txt": FONTS / "OFL.txt", **fonts}
