"""How long a job may take, the same for both systems, and that it is taken back after that."""

from __future__ import annotations

import time
from collections.abc import Callable

from kiosk.ui.printing import (
    PAGE_SECONDS,
    PRINTING_SECONDS,
    SLOW_SECONDS,
    WAITING_SECONDS,
    Job,
    JobState,
)

STOPPING_SECONDS, STOPPING_LOOKS = 2.0, 10
"""How long a job that is taken back may need to go, and how often it is looked at meanwhile."""


def patient(job: Job, look: Callable[[Job], JobState], cancel: Callable[[Job], None]) -> JobState:
    """How a job stands, as `printing.state` tells it: taken back once it took too long."""
    now = look(job)
    waited = time.monotonic() - job.sent
    limit = _printing_seconds(job) if now.code == "printing" else WAITING_SECONDS
    if now.over or waited <= limit:
        slow = now == JobState("printing") and waited > SLOW_SECONDS
        return JobState("printing", "slow") if slow else now
    cancel(job)
    after = look(job)
    for _ in range(STOPPING_LOOKS):  # a filter at work takes a moment to stop
        if after.over or after.reason == "unreachable":
            break
        time.sleep(STOPPING_SECONDS / STOPPING_LOOKS)
        after = look(job)
    return JobState("failed", "time-out") if after.reason == "cancelled" else after


def _printing_seconds(job: Job) -> float:
    return PRINTING_SECONDS + PAGE_SECONDS * max(0, job.pages - 2)
