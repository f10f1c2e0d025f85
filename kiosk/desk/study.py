"""Views of a course's page and of a lesson."""

from __future__ import annotations

from kiosk.desk.pictures import pictures
from kiosk.desk.places import AtCourse, InLesson
from kiosk.desk.practice import CheckState
from kiosk.desk.standing import Standing, expired, scores
from kiosk.desk.views import CourseView, LessonView
from kiosk.learning.answers import judged
from kiosk.learning.course import Audio, Check, Course, Figure, Lesson, Pages, Video
from kiosk.learning.minutes import lesson_minutes, minutes
from kiosk.learning.progress import (
    CourseProgress,
    Step,
    lessons_left,
    next_step,
    renewable,
    share_done,
)


def course_page(standing: Standing, place: AtCourse) -> CourseView:
    """A course's page."""
    course, p = standing.course(place.course)
    step, lesson_id = next_step(course, p)
    number = p.certificate.number if p.certificate else ""
    until = p.certificate.valid_until if p.certificate else ""
    pre, post = scores(course, p)
    post_id = course.post_test.id
    return CourseView(
        status=standing.status(),
        course=course,
        rows=standing.rows(course, lesson_id if step is Step.LESSON else ""),
        minutes=round(minutes(course).total),
        step=step,
        next_lesson=lesson_id,
        share=share_done(course, p),
        last=p.last,
        pre_score=pre,
        post_score=post,
        post_running=p.running(post_id) is not None,
        pre_open=pre is None and not p.read and p.certificate is None,
        post_open=not lessons_left(course, p) and p.certificate is None,
        evaluated=p.evaluated,
        certificate=number,
        revoked=standing.revoked.get(number),
        daily_cap=standing.kiosk.settings.daily_cap,
        valid_until=until,
        expired=expired(p, standing.kiosk.today),
        again=renewable(until, standing.kiosk.today),
        waiting=p.waiting(post_id),
        due=standing.dues.get(course.id),
    )


def lesson_page(standing: Standing, place: InLesson) -> LessonView:
    """A lesson, open where reading stopped."""
    course, p = standing.course(place.course)
    lesson = course.lesson(place.lesson)
    ids = [x.id for x in course.lessons]
    here = ids.index(lesson.id)
    return LessonView(
        status=standing.status(),
        course=course,
        lesson=lesson,
        number=here + 1,
        minutes=lesson_minutes(course, lesson.id),
        rows=standing.rows(course, lesson.id),
        share=share_done(course, p),
        start=place.block or p.reached.get(lesson.id, ""),
        checks=_checks(standing, course, p, lesson),
        notes={block: text for (x, block), text in p.notes.items() if x == lesson.id},
        bookmarks=frozenset(block for x, block in p.bookmarks if x == lesson.id),
        files=_files(standing, course, lesson),
        previous=ids[here - 1] if here else "",
        following=ids[here + 1] if here + 1 < len(ids) else "",
        played={block: at for (x, block), at in p.played.items() if x == lesson.id},
    )


def _checks(
    standing: Standing, course: Course, p: CourseProgress, lesson: Lesson
) -> dict[str, CheckState]:
    found = {}
    for block in lesson.blocks:
        if isinstance(block, Check):
            question = course.check(block.question)
            given = p.checks.get(question.id)
            answer = given.answer if given else None
            marks = p.essays.get(question.id)
            marked = judged(question, answer, marks) if given else None
            shown = pictures(standing, course, (question,))
            tries = int(given is not None)
            found[question.id] = CheckState(question, answer, marked, shown, tries, marks)
    return found


def _files(standing: Standing, course: Course, lesson: Lesson) -> dict[str, str]:
    names: list[str] = []
    for block in lesson.blocks:
        match block:
            case Figure() | Pages():
                names.append(block.file)
            case Video() | Audio():
                names += [block.file, block.captions] if block.captions else [block.file]
            case _:
                pass
    place = standing.kiosk.catalog.figure
    return {name: str(place(course.id, name, course.version)) for name in names}
