"""Where the pictures of questions lie on this computer."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.desk.standing import Standing
from kiosk.learning.course import Course
from kiosk.learning.question import ChoiceQuestion, Pointing, Question


def pictures(standing: Standing, course: Course, asked: Iterable[Question]) -> dict[str, str]:
    """The path of each file that these questions of a course show, by its name in the course."""
    place = standing.kiosk.catalog.figure
    return {
        file: str(place(course.id, file, course.version))
        for question in asked
        for file in files(question)
    }


def files(question: Question) -> tuple[str, ...]:
    """The files of the course that a question shows."""
    match question.asked:
        case Pointing(picture=file):
            return (file,)
        case ChoiceQuestion(choices=choices):
            return tuple(choice.picture for choice in choices if choice.picture)
        case _:
            return ()
