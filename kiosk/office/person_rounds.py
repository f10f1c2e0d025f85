"""One course in a person's copy: lessons, notes, practice, and each attempt with its answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kiosk.learning.answers import mark
from kiosk.learning.attempts import Attempt
from kiosk.learning.course import Course
from kiosk.learning.events import CheckAnswered
from kiosk.learning.events_office import EssayMarked
from kiosk.learning.progress import CourseProgress
from kiosk.learning.question import Essay, Question
from kiosk.office import person_words as words
from kiosk.office.answer_words import answer_words, stem_words, worth_words
from kiosk.office.paper import day_words, facts, grid, number_words, spent_words, tag

DayOf = Callable[[int], str]


def course_part(p: CourseProgress, course: Course | None, day_of: DayOf) -> Iterator[str]:
    """All of one time through a course."""
    yield tag("h3", course.title if course else p.course)
    if course is None:
        yield tag("p", words.GONE)
    started = day_words(day_of(p.started)) if p.started else "–"
    yield facts((("Dimulai", started), ("Kegiatan terakhir", day_words(day_of(p.last)))))
    yield from _lessons(p, course, day_of)
    yield from _notes(p, course)
    yield from _practice(p, course)
    for attempt in p.attempts:
        yield from _attempt(attempt, course, day_of)


def _titles(course: Course | None) -> dict[str, str]:
    return {x.id: x.title for x in course.lessons} if course else {}


def _lessons(p: CourseProgress, course: Course | None, day_of: DayOf) -> Iterator[str]:
    titles = _titles(course)
    rows = [(titles.get(x, x), day_words(day_of(at))) for x, at in p.read.items()]
    rows += [
        (titles.get(x, x), "dibuka, belum selesai dibaca") for x in p.reached if x not in p.read
    ]
    if rows:
        yield grid(("Pelajaran", "Selesai dibaca"), rows)


def _notes(p: CourseProgress, course: Course | None) -> Iterator[str]:
    titles = _titles(course)
    places = sorted({*p.notes, *p.bookmarks})
    rows = [
        (titles.get(at[0], at[0]), "ya" if at in p.bookmarks else "–", p.notes.get(at, "–"))
        for at in places
    ]
    if rows:
        yield grid(("Pelajaran", "Penanda", "Catatan Anda"), rows)


def _practice(p: CourseProgress, course: Course | None) -> Iterator[str]:
    asked = {q.id: q for q in course.checks} if course else {}
    rows = [
        (
            _stem(asked.get(name), name),
            answer_words(asked.get(name), e.answer),
            _practice_worth(asked.get(name), e, p.essays.get(name)),
        )
        for name, e in p.checks.items()
    ]
    if rows:
        yield tag("p", "Latihan di dalam pelajaran (jawaban terakhir, tidak dinilai)")
        yield grid(("Pertanyaan", "Jawaban Anda", "Hasil"), rows)


def _practice_worth(
    question: Question | None, given: CheckAnswered, marks: EssayMarked | None
) -> str:
    """As it was judged then; what a person judges was not judged then."""
    judged = mark(question, given.answer) if question else None
    if marks is not None and question is not None:
        return _marked(question, marks)
    return worth_words(judged if judged and judged.waiting else given.worth)


def _attempt(attempt: Attempt, course: Course | None, day_of: DayOf) -> Iterator[str]:
    name = words.TESTS.get(attempt.quiz, attempt.quiz)
    day = day_words(day_of(attempt.submitted or attempt.started))
    yield tag("p", f"{name}, {day}: {_outcome(attempt)}")
    asked = _questions(course, attempt.quiz)
    rows = []
    for number, question in enumerate(attempt.questions, 1):
        known, given = asked.get(question), attempt.answers.get(question)
        found = worth_words(attempt.mark(known)) if known else "–"
        if known and (marks := attempt.essays.get(question)):
            found = _marked(known, marks)
        rows.append((str(number), _stem(known, question), answer_words(known, given), found))
    yield grid(("No.", "Soal", "Jawaban Anda", "Hasil"), rows)


def _marked(question: Question, marks: EssayMarked) -> str:
    """A trainer's points by criterion, and their words to the learner."""
    rubric = question.asked.rubric if isinstance(question.asked, Essay) else ()
    points = [
        f"{c.text}: {number_words(marks.points.get(c.id, 0.0))} dari {c.points}" for c in rubric
    ]
    comment = [f"Pesan pelatih: {marks.comment}"] if marks.comment else []
    return "; ".join((*points, *comment))


def _outcome(attempt: Attempt) -> str:
    spent = f"{spent_words(attempt.used)} terpakai" if not attempt.paper else "di kertas"
    if attempt.score is None:
        return f"belum diserahkan; {spent}."
    passed = ""
    if attempt.quiz == "post":
        passed = ", lulus" if attempt.passed else ", belum lulus"
    if attempt.waiting:
        passed = ", sementara: menunggu penilaian pelatih"
    return f"nilai {number_words(attempt.score)}{passed}; {spent}."


def _questions(course: Course | None, quiz: str) -> dict[str, Question]:
    tests = (course.pre_test, course.post_test) if course else ()
    return {q.id: q for t in tests if t is not None and t.id == quiz for q in t.questions}


def _stem(question: Question | None, name: str) -> str:
    return stem_words(question) if question else name
