"""Pages to read, print and keep: HTML of one file, without scripts, in Indonesian.

Only what a browser and an office program both show alike: headings, paragraphs, lists, tables.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from html import escape

from kiosk.certificate.words import date_words

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MINUTE, HOUR = 60, 3600
STYLE = """
@page { size: A4; margin: 2cm }
body { font-family: Arial, "Liberation Sans", sans-serif; font-size: 11pt; line-height: 1.4;
  color: #111; background: #fff; max-width: 18cm; margin: 1cm auto }
h1 { font-size: 16pt } h2 { font-size: 13pt; margin-top: 1.6em } h3 { font-size: 11pt }
table { border-collapse: collapse; width: 100%; margin: 0.4em 0 }
th, td { text-align: left; vertical-align: top; padding: 2pt 6pt 2pt 0 }
table.grid th, table.grid td { border: 1px solid #999; padding: 2pt 6pt }
tr, h2, h3 { page-break-inside: avoid } h2, h3 { page-break-after: avoid }
.next { page-break-before: always }
.small { font-size: 9.5pt; color: #333 }
"""


def page(title: str, body: Iterable[str], style: str = "") -> str:
    """A whole page of parts that are HTML already."""
    return (
        '<!DOCTYPE html>\n<html lang="id">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}{style}</style>\n</head>\n<body>\n"
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    )


def tag(name: str, words: str, kind: str = "") -> str:
    """An element around plain words."""
    return raw(name, escape(words), kind)


def raw(name: str, inside: str, kind: str = "") -> str:
    """An element around HTML."""
    named = f' class="{kind}"' if kind else ""
    return f"<{name}{named}>{inside}</{name}>"


def paragraphs(words: str) -> str:
    """Plain words, a paragraph for each line that is not empty."""
    return "\n".join(tag("p", line.strip()) for line in words.splitlines() if line.strip())


def listing(items: Iterable[str], kind: str = "ul") -> str:
    """A list of plain items; `kind` "ol" numbers them."""
    return raw(kind, "".join(tag("li", item) for item in items))


def facts(rows: Iterable[tuple[str, str]]) -> str:
    """Two columns without lines: what, and its value."""
    cells = (tag("th", what) + tag("td", value) for what, value in rows)
    return raw("table", "\n".join(raw("tr", row) for row in cells))


def grid(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table with lines and one row of headings."""
    heading = raw("tr", "".join(tag("th", cell) for cell in head))
    body = (raw("tr", "".join(tag("td", cell) for cell in row)) for row in rows)
    return raw("table", "\n".join((heading, *body)), "grid")


def day_words(date: str) -> str:
    """An ISO date with its day: "Selasa, 24 November 2026"."""
    return f"{DAYS[dt.date.fromisoformat(date).weekday()]}, {date_words(date)}"


def moment_words(at: dt.datetime) -> str:
    """A local date and hour: "Selasa, 24 November 2026 pukul 09.00"."""
    return f"{day_words(at.date().isoformat())} pukul {at:%H.%M}"


def number_words(value: float) -> str:
    """A number with the decimal comma and no idle zeros: "87,5", "80"."""
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")


def spent_words(seconds: int) -> str:
    """Seconds as hours, minutes and seconds: "1 jam 2 menit", "45 detik"."""
    hours, minutes, rest = seconds // HOUR, seconds % HOUR // MINUTE, seconds % MINUTE
    parts = ((hours, "jam"), (minutes, "menit"), (0 if hours else rest, "detik"))
    return " ".join(f"{n} {word}" for n, word in parts if n) or "0 detik"
