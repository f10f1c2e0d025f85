"""Views of the home screen and the search."""

from __future__ import annotations

from collections.abc import Container, Iterator

from kiosk.catalog.catalog import Catalog
from kiosk.desk import recall
from kiosk.desk.places import AtHome, AtSearch
from kiosk.desk.standing import Standing, scores, state
from kiosk.desk.views import CourseCard, Found, HomeView, Resume, SearchView
from kiosk.learning.answers import plain
from kiosk.learning.course import Course
from kiosk.learning.minutes import lesson_minutes
from kiosk.learning.progress import CourseProgress, Step, next_step, share_done


def home(standing: Standing, place: AtHome) -> HomeView:
    """The learner's home."""
    courses, revoked = standing.courses, standing.revoked
    cards = [_card(standing, c, revoked) for c in courses if place.topic in ("", c.topic)]
    return HomeView(
        status=standing.status(),
        resume=_resume(standing, courses),
        hours=standing.hours(standing.year),
        topics=tuple(dict.fromkeys(c.topic for c in courses)),
        topic=place.topic,
        cards=tuple(cards),
        recall=recall.coming(standing),
    )


def _card(standing: Standing, course: Course, revoked: Container[str]) -> CourseCard:
    p = standing.progress.course(course.id)
    _, post = scores(course, p)
    stands = state(course, p, revoked, standing.kiosk.today)
    return CourseCard(course, stands, share_done(course, p), post)


def _resume(standing: Standing, courses: tuple[Course, ...]) -> Resume | None:
    """The unfinished course touched last; before anything was started, the first course."""
    open_ones = [(standing.progress.course(c.id), c) for c in courses]
    unfinished = [(p, c) for p, c in open_ones if not p.certificate]
    if not unfinished:
        return None
    p, course = max(unfinished, key=lambda pair: pair[0].last)
    return _resume_of(course, p)


def _resume_of(course: Course, p: CourseProgress) -> Resume:
    step, lesson_id = next_step(course, p)
    ids = [x.id for x in course.lessons]
    left = [x for x in ids if x not in p.read]
    return Resume(
        course=course,
        step=step,
        lesson_title=course.lesson(lesson_id).title if step is Step.LESSON else "",
        lesson_number=ids.index(lesson_id) + 1 if step is Step.LESSON else 0,
        lesson_count=len(ids),
        minutes_left=sum(lesson_minutes(course, x) for x in left),
        share=share_done(course, p),
    )


def search(standing: Standing, place: AtSearch) -> SearchView:
    """Courses by title and topic, then lessons by their text."""
    catalog, store = standing.kiosk.catalog, standing.kiosk.store
    courses = {c.id: c for c in standing.courses}
    store.index_lessons(catalog.mark, _texts(catalog))
    wanted = plain(place.words).split()
    found = [
        Found(c.id, c.title, "", "", c.summary)
        for c in courses.values()
        if wanted and all(word in plain(f"{c.title} {c.title_en} {c.topic}") for word in wanted)
    ]
    own = {_name(c): c for c in courses.values()}
    for name, lesson_id, excerpt in store.search(place.words, own):
        course = own[name]
        title = course.lesson(lesson_id).title
        found.append(Found(course.id, course.title, lesson_id, title, excerpt))
    return SearchView(standing.status(), place.words, tuple(found))


def _texts(catalog: Catalog) -> Iterator[tuple[str, str, str, str]]:
    """What is searched: the lessons of every version, as learners are in the middle of some."""
    for course in catalog.versions():
        for lesson, title, text in catalog.text(course):
            yield _name(course), lesson, title, text


def _name(course: Course) -> str:
    return f"{course.id} {course.version}"
