"""Views of the home screen and the search."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import Final, TypeAlias

from kiosk.catalog.catalog import Catalog
from kiosk.desk import followup, recall
from kiosk.desk.places import AtHome, AtSearch
from kiosk.desk.standing import Standing, scores, state
from kiosk.desk.views import CourseCard, Found, HomeView, Resume, SearchView
from kiosk.desk.views_class import Due
from kiosk.desk.views_marks import Marked
from kiosk.learning.answers import plain
from kiosk.learning.attempts import DAY
from kiosk.learning.course import Check, Course
from kiosk.learning.events_office import EssayMarked
from kiosk.learning.minutes import lesson_minutes
from kiosk.learning.progress import CourseProgress, Step, next_step, share_done

Dues: TypeAlias = Mapping[str, Due]
"""What the learner's classes say, by course."""


NEWS: Final = 14 * DAY
"""So long (ms) home tells of marks."""


def home(standing: Standing, place: AtHome) -> HomeView:
    """The learner's home."""
    courses, revoked = standing.courses, standing.revoked
    dues = standing.dues
    cards = [_card(standing, c, revoked, dues) for c in courses if place.topic in ("", c.topic)]
    return HomeView(
        status=standing.status(),
        resume=_resume(standing, courses, dues),
        hours=standing.hours(standing.year),
        topics=tuple(dict.fromkeys(c.topic for c in courses)),
        topic=place.topic,
        cards=tuple(cards),
        recall=recall.coming(standing),
        marked=_marked(standing, courses),
        follow_ups=followup.asked(standing),
    )


def _marked(standing: Standing, courses: tuple[Course, ...]) -> tuple[Marked, ...]:
    """Marks of the last two weeks that the learner has not gone on from."""
    found = []
    for course in courses:
        p = standing.progress.course(course.id)
        if p.newest is None:
            continue
        at, marks = p.newest
        if at >= p.last and standing.kiosk.now() - at < NEWS:
            found.append(_place_of(course, p, marks))
    return tuple(found)


def _place_of(course: Course, p: CourseProgress, marks: EssayMarked) -> Marked:
    quiz = next((a.quiz for a in p.attempts if a.id == marks.attempt), "")
    if quiz:
        return Marked(course, quiz)
    for lesson in course.lessons:
        for block in lesson.blocks:
            if isinstance(block, Check) and block.question == marks.question:
                return Marked(course, "", lesson.id, block.id)
    return Marked(course, "")


def _card(standing: Standing, course: Course, revoked: Container[str], dues: Dues) -> CourseCard:
    p = standing.progress.course(course.id)
    _, post = scores(course, p)
    stands = state(course, p, revoked, standing.kiosk.today)
    return CourseCard(course, stands, share_done(course, p), post, dues.get(course.id))


def _resume(standing: Standing, courses: tuple[Course, ...], dues: Dues) -> Resume | None:
    """The unfinished course touched last; before that the class's first one, then the first.

    One that may not be begun yet is none to go on with.
    """
    open_ones = [(standing.progress.course(c.id), c) for c in courses]
    unfinished = [(p, c) for p, c in open_ones if not p.certificate and not _early(dues.get(c.id))]
    if not unfinished:
        return None
    p, course = max(unfinished, key=lambda pair: (pair[0].last, pair[1].id in dues))
    return _resume_of(course, p, dues.get(course.id))


def _early(told: Due | None) -> bool:
    return told is not None and told.early


def _resume_of(course: Course, p: CourseProgress, told: Due | None) -> Resume:
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
        due=told,
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
