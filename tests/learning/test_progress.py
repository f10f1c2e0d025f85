from __future__ import annotations

import pytest

from kiosk.learning.answers import Chosen
from kiosk.learning.course import Course
from kiosk.learning.evaluation import Draft, open_items
from kiosk.learning.events import (
    AnswerGiven,
    BlockReached,
    BookmarkSet,
    CertificateIssued,
    CertificatePrinted,
    CheckAnswered,
    CourseStarted,
    EvaluationGiven,
    Event,
    LessonRead,
    NoteWritten,
    QuestionFlagged,
    QuizStarted,
    QuizSubmitted,
    SignedIn,
)
from kiosk.learning.progress import (
    CourseProgress,
    Progress,
    Step,
    may_certify,
    may_start_again,
    may_take,
    next_step,
    renewable,
    share_done,
)
from kiosk.learning.trouble import NotAllowed
from tests.learning.samples import MINUTE, course, happened, timed

COURSE = course()
STARTED = CourseStarted("kursus", "2026.11.1")
READ = (LessonRead("kursus", "l1"), LessonRead("kursus", "l2"))
EVALUATED = EvaluationGiven("kursus", named=False)
CERTIFIED = CertificateIssued("kursus", "1/2026", 2, 100, "2026-01-05", "{}", "")
NO_PRE_TEST = course(pre_test=None)
RIGHT = Chosen(("a",))


def tried(quiz: str, name: str, score: float) -> tuple[Event, ...]:
    """An attempt from beginning to end."""
    mark = 70 if quiz == "post" else None
    return (
        QuizStarted("kursus", quiz, name, ("q1", "q2"), {}),
        QuizSubmitted("kursus", quiz, name, score, mark, 60),
    )


WAITS = (
    QuizStarted("kursus", "post", "w", ("q1",), {}),
    QuizSubmitted("kursus", "post", "w", 80.0, 70, 60, waiting=1),
)
PRE, PASSED, FAILED = tried("pre", "a", 50.0), tried("post", "b", 70.0), tried("post", "c", 69.9)


def after(*events: Event) -> CourseProgress:
    return Progress.of(happened(*events)).course("kursus")


def refusal(of: Course, p: CourseProgress, quiz: str, now: int = 10**9) -> str:
    """The code of the rule that forbids the test, empty if it may be taken."""
    try:
        may_take(of, p, quiz, now)
    except NotAllowed as no:
        return no.code
    return ""


STEPS: list[tuple[tuple[Event, ...], tuple[Step, str]]] = [
    ((), (Step.PRE_TEST, "")),
    ((STARTED,), (Step.PRE_TEST, "")),
    ((STARTED, PRE[0]), (Step.PRE_TEST, "")),
    ((STARTED, *PRE), (Step.LESSON, "l1")),
    ((STARTED, READ[0]), (Step.LESSON, "l2")),
    ((STARTED, READ[1]), (Step.LESSON, "l1")),
    ((STARTED, *PRE, BlockReached("kursus", "l2", "b", 5)), (Step.LESSON, "l2")),
    ((STARTED, *PRE, *READ), (Step.POST_TEST, "")),
    ((STARTED, *PRE, *READ, *FAILED), (Step.POST_TEST, "")),
    ((STARTED, *PRE, *READ, *WAITS), (Step.WAITING, "")),
    ((STARTED, *PRE, *READ, *PASSED), (Step.EVALUATION, "")),
    ((STARTED, *PRE, *READ, *PASSED, *FAILED), (Step.EVALUATION, "")),
    ((STARTED, *PRE, *READ, *PASSED, EVALUATED), (Step.CERTIFICATE, "")),
    ((STARTED, *PRE, *READ, *PASSED, EVALUATED, CERTIFIED), (Step.DONE, "")),
    ((STARTED, *PRE, *READ, *PASSED, EVALUATED, CERTIFIED, STARTED), (Step.PRE_TEST, "")),
]


@pytest.mark.parametrize(("events", "step"), STEPS)
def test_the_next_step_follows_from_what_was_done(
    events: tuple[Event, ...], step: tuple[Step, str]
) -> None:
    assert next_step(COURSE, after(*events)) == step


def test_every_step_has_a_case_here() -> None:
    assert {step for _, (step, _) in STEPS} == set(Step)


def test_a_course_without_a_first_test_begins_with_a_lesson() -> None:
    assert next_step(NO_PRE_TEST, after(STARTED)) == (Step.LESSON, "l1")


@pytest.mark.parametrize(
    ("events", "quiz", "code"),
    [
        ((), "pre", ""),
        ((STARTED, *PRE), "pre", "pre-test-over"),
        ((STARTED, READ[0]), "pre", "pre-test-over"),
        ((STARTED, CERTIFIED), "pre", "certificate-held"),
        ((), "post", "lessons-unread"),
        ((STARTED, READ[0]), "post", "lessons-unread"),
        ((STARTED, *READ), "post", ""),
        ((STARTED, *READ, *PASSED), "post", ""),
        ((STARTED, *READ, *FAILED, *PASSED, *tried("post", "d", 0.0)), "post", "no-attempts-left"),
        ((STARTED, *READ, *PASSED, CERTIFIED), "post", "certificate-held"),
    ],
)
def test_a_test_may_be_taken_when_the_rules_allow(
    events: tuple[Event, ...], quiz: str, code: str
) -> None:
    assert refusal(COURSE, after(*events), quiz) == code


def test_the_final_test_waits_an_hour_after_a_failed_one() -> None:
    p = after(STARTED, *READ, *FAILED)
    handed_in = 5000
    assert refusal(COURSE, p, "post", handed_in + 60 * MINUTE - 1) == "wait"
    assert refusal(COURSE, p, "post", handed_in + 60 * MINUTE) == ""


def test_the_refusal_tells_how_many_lessons_are_unread() -> None:
    with pytest.raises(NotAllowed) as no:
        may_take(COURSE, after(STARTED), "post", 0)
    assert no.value.facts == {"count": 2}


def test_an_unknown_test_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        may_take(COURSE, after(), "tengah", 0)


@pytest.mark.parametrize(
    ("events", "code"),
    [
        ((STARTED,), "lessons-unread"),
        ((*PASSED, EVALUATED, READ[0]), "lessons-unread"),
        ((*READ, EVALUATED), "not-passed"),
        ((*READ, *FAILED, EVALUATED), "not-passed"),
        ((*READ, *PRE, EVALUATED), "not-passed"),
        ((*READ, PASSED[0], EVALUATED), "not-passed"),
        ((*READ, *PASSED), "evaluation-missing"),
        ((*READ, *PASSED, EVALUATED), ""),
        ((*READ, *PASSED, EVALUATED, CERTIFIED), "certificate-held"),
        ((*READ, *PASSED, EVALUATED, CERTIFIED, STARTED), "lessons-unread"),
    ],
)
def test_a_certificate_needs_every_lesson_a_passed_test_and_an_evaluation(
    events: tuple[Event, ...], code: str
) -> None:
    p = after(*events)
    if not code:
        may_certify(COURSE, p)
        return
    with pytest.raises(NotAllowed) as no:
        may_certify(COURSE, p)
    assert no.value.code == code


@pytest.mark.parametrize(
    ("events", "share"),
    [
        ((), 0.0),
        ((STARTED, *PRE), 0.2),
        ((STARTED, READ[0]), 0.2),
        ((STARTED, *PRE, *READ), 0.6),
        ((STARTED, *PRE, *READ, *PASSED), 0.8),
        ((STARTED, *PRE, *READ, *PASSED, EVALUATED), 1.0),
    ],
)
def test_lessons_tests_and_evaluation_count_alike(events: tuple[Event, ...], share: float) -> None:
    assert share_done(COURSE, after(*events)) == share


def test_an_attempt_is_folded_from_its_events() -> None:
    p = after(
        QuizStarted("kursus", "post", "t", ("q1", "q2"), {"q1": ("b", "a")}),
        AnswerGiven("kursus", "post", "t", "q1", Chosen(("b",)), 10),
        AnswerGiven("kursus", "post", "t", "q2", RIGHT, 30),
        AnswerGiven("kursus", "post", "t", "q1", RIGHT, 20),
        QuestionFlagged("kursus", "post", "t", "q1", on=True),
        QuestionFlagged("kursus", "post", "t", "q2", on=True),
        QuestionFlagged("kursus", "post", "t", "q1", on=False),
        AnswerGiven("kursus", "post", "other", "q1", Chosen(("z",)), 999),
    )
    attempt = p.running("post")
    assert attempt is not None
    assert attempt.answers == {"q1": RIGHT, "q2": RIGHT}
    assert attempt.orders == {"q1": ("b", "a")}
    assert (attempt.flagged, attempt.used, attempt.last) == (frozenset({"q2"}), 30, "q1")
    assert (p.tries("post"), p.running("pre")) == ((), None)


def test_what_comes_after_handing_in_changes_an_attempt_no_longer() -> None:
    p = after(
        *FAILED,
        AnswerGiven("kursus", "post", "c", "q1", RIGHT, 99),
        QuizSubmitted("kursus", "post", "c", 100.0, 70, 99),
        FAILED[0],
    )
    assert [(a.score, a.passed, a.used, a.answers) for a in p.attempts] == [(69.9, False, 60, {})]


def test_reading_is_kept_with_its_first_end_and_its_last_place() -> None:
    p = after(
        STARTED,
        BlockReached("kursus", "l1", "b1", 5),
        BlockReached("kursus", "l1", "b2", 5),
        READ[0],
        READ[0],
        BlockReached("kursus", "l2", "b9", 5),
    )
    assert (p.started, p.last) == (1000, 6000)
    assert p.read == {"l1": 4000}
    assert (p.reached, p.last_lesson) == ({"l1": "b2", "l2": "b9"}, "l2")


def test_the_last_note_bookmark_and_practice_answer_count() -> None:
    check = CheckAnswered("kursus", "l1", "c1", RIGHT, 1.0)
    p = after(
        NoteWritten("kursus", "l1", "b1", "Satu"),
        NoteWritten("kursus", "l1", "b2", "Dua"),
        NoteWritten("kursus", "l1", "b1", "Satu lagi"),
        NoteWritten("kursus", "l1", "b2", "  "),
        BookmarkSet("kursus", "l1", "b1", on=True),
        BookmarkSet("kursus", "l1", "b2", on=True),
        BookmarkSet("kursus", "l1", "b1", on=False),
        CheckAnswered("kursus", "l1", "c1", Chosen(("b",)), 0.0),
        check,
    )
    assert p.notes == {("l1", "b1"): "Satu lagi"}
    assert p.bookmarks == {("l1", "b2")}
    assert p.checks == {"c1": check}


def test_a_course_begun_again_keeps_its_certificate_and_notes_only() -> None:
    note = NoteWritten("kursus", "l1", "b1", "Ingat")
    whole = (STARTED, note, *PRE, *READ, *PASSED, EVALUATED, CERTIFIED)
    progress = Progress.of(happened(*whole, STARTED))
    p = progress.course("kursus")
    assert p == CourseProgress(
        "kursus",
        started=11_000,
        version="2026.11.1",
        last=11_000,
        notes={("l1", "b1"): "Ingat"},
        earlier=(CERTIFIED,),
    )
    assert progress.certificates == (CERTIFIED,)


def issued(number: str, replaces: str = "", valid_until: str = "") -> CertificateIssued:
    return CertificateIssued(
        "kursus", number, 2, 90, "2026-01-06", "{}", "", replaces=replaces, valid_until=valid_until
    )


def test_a_replacement_takes_the_place_of_what_it_replaces() -> None:
    old, new = issued("1"), issued("2", replaces="1")
    p = Progress.of(happened(STARTED, *READ, *PASSED, EVALUATED, old, new)).course("kursus")
    assert (p.certificate, p.earlier) == (new, (old,))
    assert next_step(COURSE, p) == (Step.DONE, "")
    with pytest.raises(NotAllowed, match="certificate-held"):
        may_certify(COURSE, p)


def test_a_replacement_of_an_earlier_one_ends_nothing_that_runs_again() -> None:
    old, new = issued("1"), issued("2", replaces="1")
    p = Progress.of(happened(STARTED, old, STARTED, READ[0], new)).course("kursus")
    assert (p.certificate, p.earlier, set(p.read)) == (None, (old, new), {"l1"})


def test_two_kiosks_that_did_not_know_of_each_other_leave_two_certificates() -> None:
    progress = Progress.of(happened(STARTED, issued("1/A"), issued("1/B")))
    assert [c.number for c in progress.certificates] == ["1/A", "1/B"]


@pytest.mark.parametrize(
    ("until", "again"),
    [("", False), ("2026-04-07", False), ("2026-04-06", True), ("2026-01-05", True)],
)
def test_a_course_may_be_taken_again_from_ninety_days_before_its_certificate_ends(
    until: str, *, again: bool
) -> None:
    p = CourseProgress("kursus", certificate=issued("1", valid_until=until))
    assert renewable(until, "2026-01-06") is again
    if again:
        may_start_again(p, "2026-01-06")
    else:
        with pytest.raises(NotAllowed, match="certificate-held"):
            may_start_again(p, "2026-01-06")
    may_start_again(CourseProgress("kursus"), "2026-01-06")


def test_certificates_are_listed_oldest_first() -> None:
    other = CertificateIssued("lain", "2/2026", 1, 80, "2026-01-04", "{}", "")
    assert Progress.of(happened(CERTIFIED, other)).certificates == (other, CERTIFIED)


def test_a_print_is_counted_once_however_often_its_event_comes() -> None:
    sent = CertificatePrinted("1/2026", "printer")
    asked = CertificatePrinted("1/2026", "printer", seen=True)
    stray = CertificatePrinted("9/2026", "printer")
    events = happened(SignedIn(), CERTIFIED, sent, asked, sent, stray)
    assert Progress.of(events).course("kursus").prints == 2
    assert Progress.of((*events, events[2])).course("kursus").prints == 2


def test_folding_events_twice_changes_nothing() -> None:
    events = happened(STARTED, *PRE, *READ, *PASSED, EVALUATED, CERTIFIED, STARTED, *READ)
    assert Progress.of((*events, *events)) == Progress.of(events)


def test_courses_do_not_touch_each_other() -> None:
    progress = Progress.of(timed([(5, STARTED), (9, LessonRead("lain", "l1"))]))
    assert set(progress.courses) == {"kursus", "lain"}
    assert progress.course("kursus").last == 5
    assert progress.course("tidak-ada") == CourseProgress("tidak-ada")


ITEMS = (
    "information", "room", "help", "relevance", "clarity", "examples", "legibility", "ease",
    "guidance",
)  # fmt: skip


def test_an_evaluation_is_open_until_each_of_nine_items_has_one_to_four() -> None:
    assert open_items(Draft()) == ITEMS
    assert open_items(Draft(dict.fromkeys(ITEMS, 4))) == ()
    almost = {**dict.fromkeys(ITEMS, 1), "room": 0, "ease": 5}
    assert open_items(Draft(almost)) == ("room", "ease")
