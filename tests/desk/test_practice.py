"""How a question in the text helps on, and where the pictures of questions lie."""

from __future__ import annotations

from msgspec import structs

from kiosk.desk.pictures import files
from kiosk.desk.practice import CheckState
from kiosk.learning.answers import Mark
from kiosk.learning.question import Choice, ChoiceQuestion, Pointing
from tests.learning.samples import ONE, question

ASKED = structs.replace(question(ONE), hints=("Baca lagi.", "Hitung."))
WRONG, RIGHT, WAITING = Mark(0.0, ()), Mark(1.0, ()), Mark(0.0, (), waiting=True)


def test_hints_come_one_by_one_and_end_with_the_right_answer() -> None:
    state = CheckState(ASKED, None, None)
    told = [(state.hints, state.may_see)]
    for found in (WRONG, WRONG, WRONG, RIGHT):
        state = state.after(None, found)
        told.append((state.hints, state.may_see))
    both = ("Baca lagi.", "Hitung.")
    assert told == [
        ((), False),
        (("Baca lagi.",), False),
        (both, False),
        (both, True),
        ((), False),
    ]


def test_what_a_person_judges_needs_no_hint() -> None:
    state = CheckState(ASKED, None, None).after(None, WAITING)
    assert (state.open, state.hints) == (False, ())


def test_a_question_names_the_files_it_shows() -> None:
    pictured = Choice("a", "A", right=True, feedback="", picture="figures/a.svg")
    plain = Choice("b", "B", right=False, feedback="")
    assert files(question(ChoiceQuestion((pictured, plain)))) == ("figures/a.svg",)
    assert files(question(Pointing("figures/p.svg", "", (), ""))) == ("figures/p.svg",)
    assert files(question(ONE)) == ()
