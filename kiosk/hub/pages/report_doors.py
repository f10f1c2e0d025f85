"""Laporan: what the records add up to, on the page and for Excel."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from starlette.responses import Response
from starlette.routing import Route

from kiosk.hub.database import reading
from kiosk.hub.pages import reports
from kiosk.hub.pages.gate import Pages, PageTrouble, Visit, page
from kiosk.hub.pages.nouns import nouns
from kiosk.hub.pages.reports import Course, Evaluation, Unit
from kiosk.hub.pages.seen import up_to_date
from kiosk.hub.pages.sheets import Cell, sheet
from kiosk.hub.pages.speech import _
from kiosk.hub.pages.years import year_asked, years


def routes(pages: Pages) -> list[Route]:
    """The doors of the reports."""
    return [page(pages, "/laporan", _report), page(pages, "/laporan/{name}.csv", _sheet)]


def _report(visit: Visit) -> Response:
    left, year = up_to_date(visit), year_asked(visit)
    with reading(visit.post.engine) as connection:
        units = reports.units(connection, year)
        courses = reports.courses(connection, year)
        evaluations = reports.evaluations(connection, year)
    return visit.shown(
        "reports.html", units=units, courses=courses, evaluations=evaluations, year=year,
        years=years(visit), target=reports.TARGET, fewest=reports.FEWEST, items=items(), left=left,
    )  # fmt: skip


def _sheet(visit: Visit) -> Response:
    up_to_date(visit)
    name, year = str(visit.request.path_params["name"]), year_asked(visit)
    with reading(visit.post.engine) as connection:
        match name:
            case "unit":
                head, rows = _units(reports.units(connection, year))
            case "pelatihan":
                head, rows = _courses(reports.courses(connection, year))
            case "evaluasi":
                head, rows = _evaluations(reports.evaluations(connection, year))
            case _:
                raise PageTrouble(404)
    return sheet(f"laporan-{name}-{year}.csv", head, rows)


Table = tuple[Sequence[str], Iterable[Sequence[Cell]]]


def _units(units: Iterable[Unit]) -> Table:
    head = (
        _("Unit"), _("Peserta"), _("JP"), _("JP rata-rata"),
        _("Mencapai {n} JP").format(n=reports.TARGET), nouns()["/sertifikat"],
    )  # fmt: skip
    return head, [(u.unit, u.people, u.hours, u.average, u.reached, u.certificates) for u in units]


def _courses(courses: Iterable[Course]) -> Table:
    head = (
        _("Pelatihan"), _("Dimulai"), _("Lulus"), nouns()["/sertifikat"], _("Uji awal"),
        _("Uji akhir"), _("N-gain"),
    )  # fmt: skip
    return head, [
        (c.title, c.started, c.passed, c.certificates, c.pre, c.post, c.gain) for c in courses
    ]


def _evaluations(evaluations: Iterable[Evaluation]) -> Table:
    words = items()
    head = (_("Pelatihan"), _("Butir"), _("Jawaban"), _("Rata-rata (1–4)"))
    return head, [
        (e.title, words.get(item, item), count, average if e.shown else None)
        for e in evaluations
        for item, (count, average) in e.items.items()
    ]


def items() -> dict[str, str]:
    """The items of the evaluation, as on the kiosk."""
    return {
        "information": _("Kejelasan informasi pelatihan"),
        "room": _("Kelayakan ruang dan komputer"),
        "help": _("Bantuan dari petugas"),
        "relevance": _("Kesesuaian materi dengan tugas"),
        "clarity": _("Kejelasan penjelasan"),
        "examples": _("Manfaat contoh dan studi kasus"),
        "legibility": _("Keterbacaan teks dan gambar"),
        "ease": _("Kemudahan penggunaan aplikasi"),
        "guidance": _("Kejelasan petunjuk di layar"),
    }
