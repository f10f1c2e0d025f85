"""All that a learner can do at a kiosk, from the first lesson to the certificate."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from kiosk.desk.desk import Desk
from kiosk.desk.places import AtCertificate, AtEvaluation, AtTest, InLesson, InQuiz
from kiosk.learning.answers import Typed
from kiosk.learning.course import Check, Course
from kiosk.learning.evaluation import Draft
from tests.desk.learning_on import COURSE, ITEMS, LESSONS, question_at, read_all, take

NOTE = "Tanyakan loket tiga."
REMOVED = "Catatan yang kemudian saya hapus."
COMMENT = "Kursi nomor tujuh goyah."
TYPED = "jawaban-yang-tak-mungkin"


class Said(Struct, frozen=True):
    """What a learner writes where words are free."""

    note: str = NOTE
    removed: str = REMOVED
    comment: str = COMMENT
    typed: str = TYPED


def live(
    desk: Desk,
    course: Course,
    an_hour: Callable[[], None] | None = None,
    *,
    named: bool = True,
    said: Said = Said(),  # noqa: B008 - frozen
) -> AtCertificate:
    """First test, lessons with notes and practice, final test, evaluation, certificate.

    With an hour to wait in, the final test is failed first.
    """
    desk.open(COURSE)
    take(desk, "pre", wrongly=4)
    _read_with_care(desk, course, said)
    read_all(desk)
    if an_hour is not None:
        _fail(desk, said)
        an_hour()
    take(desk, "post")
    at = AtEvaluation(COURSE)
    draft = Draft(dict.fromkeys(ITEMS, 3), said.comment, named)
    desk.sketch(at, draft)
    place = desk.evaluate(at, draft)
    assert isinstance(place, AtCertificate)
    desk.printed(place.number, "printer", seen=True)
    return place


def _read_with_care(desk: Desk, course: Course, said: Said) -> None:
    at = InLesson(COURSE, LESSONS[0])
    lesson = course.lesson(LESSONS[0])
    block = lesson.blocks[0].id
    desk.reach(at, block, 90)
    desk.write_note(at, block, said.removed)
    desk.write_note(at, block, "")
    desk.write_note(at, lesson.blocks[1].id, said.note)
    desk.bookmark(at, lesson.blocks[1].id, on=True)
    for block_ in lesson.blocks:
        if isinstance(block_, Check):
            desk.check(at, block_.question, Typed(said.typed))


def _fail(desk: Desk, said: Said) -> None:
    """The final test with one answer, which nobody else would give."""
    desk.start(AtTest(COURSE, "post"))
    first = question_at(desk, "post", 0).question
    desk.answer(InQuiz(COURSE, "post", 0), first.id, Typed(said.typed))
    desk.submit(InQuiz(COURSE, "post"))
