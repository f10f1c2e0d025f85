"""What home tells of essays that were marked."""

from __future__ import annotations

from msgspec import Struct

from kiosk.learning.course import Course


class Marked(Struct, frozen=True):
    """Essays that a trainer has marked: those of a test, else of a lesson at a block."""

    course: Course
    quiz: str
    lesson: str = ""
    block: str = ""
