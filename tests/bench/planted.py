"""A kiosk file of a whole agency: 10,000 learners and about 1,000,000 events of true lives.

A fifth of the learners learnt at this kiosk, the others at 49 more, whose records came in by the
same door as the agency's. Answers follow a two-parameter model, so that reports have something to
tell. The same seed gives the same lives.
"""

from __future__ import annotations

import itertools
import math
import random
import shutil
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from kiosk.house import House
from kiosk.learning import attempts
from kiosk.learning.answers import Answer, Chosen
from kiosk.learning.attempts import Attempt
from kiosk.learning.course import Course, Quiz
from kiosk.learning.evaluation import BLOCKS
from kiosk.learning.events import (
    AnswerGiven,
    BlockReached,
    CertificateIssued,
    CourseStarted,
    EvaluationAnswered,
    EvaluationGiven,
    Event,
    LessonRead,
    QuizStarted,
    QuizSubmitted,
    SignedIn,
    SignedOut,
)
from kiosk.learning.question import ChoiceQuestion, Question
from kiosk.parcel import chain
from kiosk.people.learner import Learner
from kiosk.people.nip import Kind
from kiosk.xapi.line import Line
from main import rooms
from tests.bench.learners import answer_to

LEARNERS, UNITS, KIOSKS = 10_000, 40, 50
HERE: Final = 5
"""Every fifth learner learnt at this kiosk."""
BEGIN, DAY = 1_767_574_800_000, 86_400_000
"""UTC ms of Monday 5 January 2026, 08.00 in Sibolga."""
WEEKS = 45
EAGER, SECOND = 0.03, 0.15
"""Shares of those who take every course, and of those who begin a second one."""
STROKE = 5000
DONE: Final = "planted.done"
ENCODE = msgspec.json.Encoder()
Lived = tuple[int, Event]
Thing = TypeVar("Thing")


def planted(folder: Path, learners: int = LEARNERS) -> Path:
    """The data folder, made on the first call and kept; one that is not whole is made anew."""
    if not (folder / DONE).exists():
        shutil.rmtree(folder, ignore_errors=True)
        _plant(folder, learners)
        (folder / DONE).touch()
    return folder


def _plant(folder: Path, count: int) -> None:
    clock = [BEGIN]
    # a boot of its own, whose seconds go with the clock: nobody set that one
    world = replace(rooms(), now=lambda: clock[0], ticks=lambda: ("planted", clock[0] / 1000))
    with world.house(folder) as house:
        house.office.set_up_demo()
        courses = house.catalog().courses()
        house.store.roster.put(person(n) for n in range(count))
        for batch in _batched(iter(range(0, count, HERE)), 100):
            with house.store.writing():
                for n in batch:
                    _record(house, clock, n, life(n, courses))
        others = (n for n in range(count) if n % HERE)
        for lines in _batched(_lines(others, courses), STROKE):
            house.store.exchange.take_elsewhere(lines)


def _batched(things: Iterator[Thing], size: int) -> Iterator[tuple[Thing, ...]]:
    while batch := tuple(itertools.islice(things, size)):
        yield batch


def _record(house: House, clock: list[int], n: int, lived: Sequence[Lived]) -> None:
    owner = person(n).id
    for at, event in lived:
        clock[0] = at
        anonymous = isinstance(event, EvaluationAnswered)
        house.store.record("" if anonymous else owner, event)


def person(n: int) -> Learner:
    """The learner of a number; two thirds are PNS."""
    day, month, year = n % 28 + 1, n // 28 % 12 + 1, 1970 + n // 336
    nip = f"{year}{month:02d}{day:02d}2010011{1 + n % 9:03d}"
    kind = Kind.PPPK if n % 3 == 2 else Kind.PNS
    name = f"Peserta Contoh {n + 1}"
    owner = str(uuid.uuid5(uuid.NAMESPACE_OID, name))
    return Learner(owner, name, f"Dinas Contoh {n % UNITS + 1:02d}", kind, nip=nip)


def life(n: int, courses: Sequence[Course]) -> list[Lived]:
    """What a learner did, oldest first: a course, some part of a second one, a few all of them."""
    chance = random.Random(n)
    first, eager = chance.randrange(len(courses)), chance.random() < EAGER
    ability = chance.gauss(0.5 if eager else 0.0, 1)
    week = chance.randrange(WEEKS - len(courses)) * 7 + chance.randrange(5)
    at = BEGIN + week * DAY + chance.randrange(8 * 3_600_000)
    parts = [1.0] * len(courses) if eager else [1.0, 0.6 if chance.random() < SECOND else 0.0]
    lived: list[Lived] = []
    for place, part in enumerate(parts):
        course = courses[(first + place) % len(courses)]
        if part:
            lived += _course(course, n, chance, at + place * 7 * DAY, (ability, part))
    return lived


def _course(
    course: Course, n: int, chance: random.Random, at: int, how: tuple[float, float]
) -> list[Lived]:
    ability, part = how
    events: list[Event] = [SignedIn(), CourseStarted(course.id, course.version)]
    if course.pre_test is not None:
        events += _test(course, course.pre_test, chance, ability - 0.8, f"{n}-{course.id}-pre")[0]
    lessons = course.lessons if part == 1.0 else course.lessons[: int(part * len(course.lessons))]
    for lesson in lessons:
        blocks = lesson.blocks[:: max(1, len(lesson.blocks) // 4)]
        events += [
            BlockReached(course.id, lesson.id, b.id, 60 + chance.randrange(90)) for b in blocks
        ]
        events.append(LessonRead(course.id, lesson.id))
    passed, score = False, 0.0
    for attempt in range(3 if part == 1.0 else 0):
        name = f"{n}-{course.id}-{attempt}"
        told, score = _test(course, course.post_test, chance, ability + 1.2 + attempt, name)
        events += told
        if passed := score >= (course.post_test.pass_mark or 0):
            break
    if passed:
        ratings = {i: chance.choice((2, 3, 3, 4, 4)) for _, items in BLOCKS for i in items}
        text = chance.choice(("", "", "Contohnya jelas.", "Waktunya kurang.", "Perlu latihan."))
        events += [EvaluationGiven(course.id, named=False)]
        events += [EvaluationAnswered(course.id, ratings, text, named=False)]
    events.append(SignedOut())
    lived = list(zip(itertools.count(at, 45_000), events))
    if passed:
        lived.append(_certificate(course, n, int(score), lived[-1][0] + 1000))
    return lived


def _certificate(course: Course, n: int, score: int, at: int) -> Lived:
    number, issued = f"800.1.4/{course.id}/{n}/2026", rooms().day_of(at)
    return at, CertificateIssued(course.id, number, course.hours, score, issued, "{}", "")


def _test(
    course: Course, quiz: Quiz, chance: random.Random, ability: float, name: str
) -> tuple[list[Event], float]:
    drawn = attempts.draw(quiz, lambda x: tuple(chance.sample(list(x), len(x))), frozenset())
    attempt = str(uuid.uuid5(uuid.NAMESPACE_OID, name))
    asked = {q.id: q for q in quiz.questions}
    events: list[Event] = [QuizStarted(course.id, quiz.id, attempt, drawn, {})]
    given: dict[str, Answer] = {}
    for place, q in enumerate(drawn):
        hard = (sum(map(ord, q)) % 7 - 3) / 2
        right = chance.random() < 1 / (1 + math.exp(-1.2 * (ability - hard)))
        given[q] = _answer(asked[q], chance, right=right)
        events.append(AnswerGiven(course.id, quiz.id, attempt, q, given[q], 30 * (place + 1)))
    whole = Attempt(attempt, quiz.id, drawn, {}, given, frozenset(), 0, 0)
    score, used = attempts.score(quiz, whole), 30 * (len(drawn) + 1)
    return [*events, QuizSubmitted(course.id, quiz.id, attempt, score, quiz.pass_mark, used)], score


def _answer(question: Question, chance: random.Random, *, right: bool) -> Answer:
    asked = question.asked
    if not isinstance(asked, ChoiceQuestion):
        return answer_to(question) if right else Chosen(())
    good = tuple(c.id for c in asked.choices if c.right)
    bad = tuple(c.id for c in asked.choices if not c.right)
    return Chosen(good if right else (chance.choice(bad),))


def _lines(numbers: Iterator[int], courses: Sequence[Course]) -> Iterator[Line]:
    """What came from the other kiosks: each with its own chain and clock."""
    ends: dict[str, tuple[int, bytes, int]] = {}
    for n in numbers:
        device = str(uuid.UUID(int=1 + n % (KIOSKS - 1), version=4))
        owner = uuid.UUID(person(n).id)
        for at, event in life(n, courses):
            if isinstance(event, EvaluationAnswered):
                continue
            seq, before, clock = ends.get(device, (0, chain.START, 0))
            seq, clock = seq + 1, max(clock + 1, at << 12)
            kind, body = str(type(event).__struct_config__.tag), ENCODE.encode(event)
            name = uuid.uuid5(owner, f"{seq} {clock}")
            salt = name.bytes
            head = chain.header(device, seq, name.bytes, kind, at, clock)
            hashed = chain.link(before, head, chain.commitment(salt, owner.bytes, body))
            ends[device] = seq, hashed, clock
            yield Line(device, seq, str(name), str(owner), kind, at, clock, salt, body, hashed)
