"""What is said about a course in more than one place."""

from __future__ import annotations

from kiosk.learning.course import Course
from kiosk.ui.words import _, language


def title(course: Course) -> str:
    """Its title in the language spoken."""
    return course.title_en if language() == "en" and course.title_en else course.title


def summary(course: Course) -> str:
    """What it is about, in the language spoken."""
    return course.summary_en if language() == "en" and course.summary_en else course.summary


def hours(course: Course) -> str:
    """JP in a word."""
    return _("{n} JP").format(n=course.hours)


def contents(course: Course) -> str:
    """Lessons, case study and tests, counted apart."""
    lessons = sum(not x.case for x in course.lessons)
    cases = len(course.lessons) - lessons
    tests = 1 + (course.pre_test is not None)
    form = _("{lessons} pelajaran, {tests} uji")
    if cases:
        form = _("{lessons} pelajaran, {cases} studi kasus, {tests} uji")
    return form.format(lessons=lessons, cases=cases, tests=tests)


def lesson_place(course: Course, number: int) -> str:
    """Which lesson of how many; the case study is not counted among them. `number` from 1."""
    if course.lessons[number - 1].case:
        return _("Studi kasus")
    lessons = [n for n, x in enumerate(course.lessons, start=1) if not x.case]
    form = _("Pelajaran {n} dari {m}")
    return form.format(n=lessons.index(number) + 1, m=len(lessons))


def topic_words(topic: str) -> str:
    """A topic in the language spoken."""
    return {
        "Pelayanan publik": _("Pelayanan publik"),
        "Teknologi informasi": _("Teknologi informasi"),
        "Tata kelola": _("Tata kelola"),
        "Kemitraan": _("Kemitraan"),
        "Sosial kultural": _("Sosial kultural"),
    }.get(topic, topic)
