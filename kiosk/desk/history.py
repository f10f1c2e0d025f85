"""View of what was learnt: the JP card, courses, certificates, notes."""

from __future__ import annotations

from kiosk.desk.places import AtHistory
from kiosk.desk.standing import Standing, scores
from kiosk.desk.views import CourseLine, HistoryView, NoteLine
from kiosk.learning.course import Course
from kiosk.learning.progress import CourseProgress


def history(standing: Standing, place: AtHistory) -> HistoryView:
    """The learner's history; year 0 is this one."""
    year = place.year or standing.year
    started = [(c, p) for c in standing.courses if (p := standing.progress.course(c.id)).started]
    days = {int(standing.kiosk.day_of(r.at)[:4]) for r in standing.events}
    return HistoryView(
        status=standing.status(),
        tab=place.tab,
        years=tuple(sorted(days | {standing.year, year}, reverse=True)),
        card=standing.card(year),
        hours=standing.hours(year),
        titles={c.id: c.title for c in standing.courses},
        daily_cap=standing.kiosk.settings.daily_cap,
        courses=tuple(_line(c, p) for c, p in started),
        certificates=tuple(reversed(standing.progress.certificates)),
        revoked=standing.revoked,
        notes=tuple(n for c, p in started for n in _notes(c, p)),
    )


def _line(course: Course, p: CourseProgress) -> CourseLine:
    pre, post = scores(course, p)
    number = p.certificate.number if p.certificate else ""
    count = len(p.tries(course.post_test.id))
    return CourseLine(course.id, course.title, p.started, p.last, pre, post, count, number)


def _notes(course: Course, p: CourseProgress) -> list[NoteLine]:
    titles = {x.id: x.title for x in course.lessons}
    places = sorted(set(p.notes) | p.bookmarks)
    return [
        NoteLine(
            course.id, course.title, lesson, titles[lesson], block, p.notes.get((lesson, block), "")
        )
        for lesson, block in places
        if lesson in titles
    ]
