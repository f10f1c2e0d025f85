"""The evaluation three months after a training, as the learner gives it at a kiosk."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from kiosk.desk.places import AtFollowUp
from kiosk.desk.standing import Standing
from kiosk.desk.views_followup import FollowUpView
from kiosk.learning import followup
from kiosk.learning.course import Course
from kiosk.learning.events_office import FollowUpGiven
from kiosk.learning.followup import By, State
from kiosk.learning.progress import CourseProgress
from kiosk.learning.trouble import NotAllowed

DRAFT = "follow-up"
"""Documents of this kind, named learner/course, hold what is filled in and not yet sent."""


class Sketch(Struct, frozen=True):
    """The form as filled in so far."""

    ratings: dict[str, int] = {}
    text: str = ""


def asked(standing: Standing) -> tuple[Course, ...]:
    """The courses about which the learner is asked now."""
    return tuple(
        course for course in standing.courses if _state(standing, course) in (State.DUE, State.LATE)
    )


def page(standing: Standing, place: AtFollowUp) -> FollowUpView:
    """The form as far as it was filled in. Refuses "follow-up-not-due"."""
    course, _progress = standing.course(place.course)
    issued = _due(standing, course)
    name = f"{standing.learner.id}/{course.id}"
    body = standing.kiosk.store.document(DRAFT, name)
    draft = Sketch() if body is None else msgspec.json.decode(body, type=Sketch)
    return FollowUpView(standing.status(), course, issued, draft.ratings, draft.text)


def given(standing: Standing, place: AtFollowUp, draft: Sketch) -> FollowUpGiven:
    """What is recorded of a form. Refuses "follow-up-not-due" and "evaluation-open"."""
    course, _progress = standing.course(place.course)
    _due(standing, course)
    if followup.open_items(draft.ratings):
        raise NotAllowed("evaluation-open")
    return FollowUpGiven(course.id, By.PARTICIPANT, draft.ratings, draft.text.strip())


def _due(standing: Standing, course: Course) -> str:
    if _state(standing, course) not in (State.DUE, State.LATE):
        raise NotAllowed("follow-up-not-due")
    return _issued(standing, standing.progress.course(course.id))


def _state(standing: Standing, course: Course) -> State:
    issued = _issued(standing, standing.progress.course(course.id))
    if not issued:
        return State.EARLY
    kiosk = standing.kiosk
    told = followup.given(standing.events, kiosk.day_of)
    answer = followup.answer_of(told, course.id, By.PARTICIPANT, issued)
    return followup.state(issued, kiosk.today, answer)


def _issued(standing: Standing, p: CourseProgress) -> str:
    """The day of the newest certificate that counts, "" without one."""
    held = [c for c in (*p.earlier, p.certificate) if c and c.number not in standing.revoked]
    return max((c.issued for c in held), default="")
