"""A question inside a lesson's text: what helps after a try that was not right."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, structs

from kiosk.learning.answers import Answer, Mark
from kiosk.learning.events_office import EssayMarked
from kiosk.learning.question import Question

TRIES_TO_SEE = 3
"""After so many tries a learner may ask for the answer to a question in the text."""


class CheckState(Struct, frozen=True):
    """An in-text question with the learner's last answer to it.

    `tries` counts answers since the lesson was opened; an answer of an earlier day is one.
    `pictures` are the paths of the course's files that the question shows. `marks`: a trainer's for
    this very answer.
    """

    question: Question
    answer: Answer | None
    mark: Mark | None
    pictures: Mapping[str, str] = {}
    tries: int = 0
    marks: EssayMarked | None = None

    def after(self, answer: Answer | None, mark: Mark) -> CheckState:
        """How it stands after another try."""
        marks = self.marks if answer == self.answer else None
        return structs.replace(self, answer=answer, mark=mark, tries=self.tries + 1, marks=marks)

    @property
    def open(self) -> bool:
        """Whether the last answer was not wholly right, so that another try makes sense."""
        return self.mark is not None and not self.mark.right and not self.mark.waiting

    @property
    def hints(self) -> tuple[str, ...]:
        """The hints given so far: one more after each try, while the answer is open."""
        return self.question.hints[: self.tries] if self.open else ()

    @property
    def may_see(self) -> bool:
        """Whether the answer may be asked for now."""
        return self.open and self.tries >= TRIES_TO_SEE
