"""What the evaluation three months after a training shows."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from kiosk.desk.views import Status
from kiosk.learning.course import Course


class FollowUpView(Struct, frozen=True):
    """The form about a course whose certificate is of the ISO day `issued`; answers 1–4 by item."""

    status: Status
    course: Course
    issued: str
    ratings: Mapping[str, int]
    text: str
