"""Printing through CUPS: the PDF itself goes to `lp`; IPP says what became of it.

QPrinter reports success in every failure tried, and prints on the default printer when the named
one is missing; `lp -d` refuses. The PDF goes through a pipe, so no file with a name is left; the
queue's own copies are CUPS's business (`PreserveJobFiles No` in cupsd.conf forgets them).
"""

from __future__ import annotations

import os
import re
import subprocess
import time
from urllib.parse import quote

from kiosk.ui import printing_ipp as ipp
from kiosk.ui.printing import Job, JobState, Printer, PrintTrouble
from kiosk.ui.printing_ipp import Attributes, IppTrouble
from kiosk.ui.printing_media import media
from kiosk.ui.printing_patience import patient

ASKING_SECONDS = 5
SENDING_SECONDS = 60
OUTLINES = "pdftops-renderer=pdftops"
"""For PostScript printers: Ghostscript, which cups-filters takes otherwise, makes our letters into
pictures of 300 dots an inch (1.6 % of the ink lies elsewhere; 0.01 % with this)."""
SAFE_NAME = re.compile(r"[^\s/#'\"\\?-][^\s/#'\"\\?]*")

_JOB = re.compile(r"request id is (\S+-\d+)")
_HARMLESS = ("-warning", "media-low")
_TROUBLES = (
    ("offline", ("offline", "timed-out", "shutdown")),
    ("paper", ("media-empty", "media-needed", "input-tray-missing")),
    ("jam", ("media-jam",)),
    ("ink", ("toner-empty", "marker-supply-empty", "developer-empty")),
    ("cover", ("cover-open", "door-open", "interlock-open")),
    ("stopped", ("paused", "stopped", "moving-to-paused")),
    ("connecting", ("connecting-to-device",)),
)
_MESSAGES = (
    ("offline", (
        "may not exist", "unavailable", "unreachable", "not responding", "not connected",
        "to become available", "unable to locate",
    )),
    ("connecting", ("connecting to printer", "looking for printer")),
)  # fmt: skip
"""What some of CUPS's own backends say of a printer they cannot reach, without a reason beside."""
_NOT_READY = ("stopped", "offline")
_STOPPED = 5
_HELD, _PROCESSING, _JOB_STOPPED, _CANCELED, _ABORTED, _COMPLETED = 4, 5, 6, 7, 8, 9
_OF_PRINTER = (
    "printer-name", "printer-info", "printer-state", "printer-state-reasons",
    "printer-is-accepting-jobs", "media-supported", "sides-supported",
)  # fmt: skip
_OF_JOB = ("job-state", "job-printer-state-message", "job-uuid")


def _tool(*words: str, seconds: int = ASKING_SECONDS, stdin: bytes = b"") -> tuple[int, str, str]:
    """A CUPS command's exit code and words, in English. OSError or TimeoutExpired if it cannot."""
    done = subprocess.run(  # noqa: S603 - a list of arguments, no shell
        words,
        input=stdin,
        capture_output=True,
        timeout=seconds,
        check=False,
        start_new_session=True,
        env={**os.environ, "LC_ALL": "C"},
    )
    return (
        done.returncode,
        done.stdout.decode("utf-8", "replace"),
        done.stderr.decode("utf-8", "replace"),
    )


def _ask(operation: int, place: str, wanted: tuple[str, ...]) -> tuple[int, tuple[Attributes, ...]]:
    """What CUPS answers about "printers/NAME", "jobs/N" or all. IppTrouble if it does not."""
    try:
        _, server, _ = _tool("lpstat", "-H")  # where this computer's CUPS is found
    except (OSError, subprocess.TimeoutExpired) as error:
        raise IppTrouble("unreachable") from error
    uri = f"ipp://localhost/{quote(place)}" if place else ""
    return ipp.ask(server.strip(), operation, uri, wanted, ASKING_SECONDS)


def printers() -> tuple[Printer, ...]:
    """The queues that CUPS has, sorted by the name people see."""
    found = [_printer(queue) for queue in _queues()]
    return tuple(sorted(found, key=lambda p: p.words.casefold()))


def _queues() -> tuple[Attributes, ...]:
    try:
        _, queues = _ask(ipp.GET_PRINTERS, "", _OF_PRINTER)
    except IppTrouble:
        return ()
    return tuple(queue for queue in queues if "printer-name" in queue)


def _printer(queue: Attributes) -> Printer:
    name = str(queue["printer-name"][0])
    words = str(*queue.get("printer-info", ())[:1]) or name
    if queue.get("printer-is-accepting-jobs") == (False,):
        return Printer(name, words, ready=False, reason="rejecting")
    reason = _trouble(queue)
    return Printer(name, words, ready=reason not in _NOT_READY, reason=reason)


def _trouble(queue: Attributes) -> str:
    """What keeps a printer from printing; "" if nothing is known to."""
    if queue.get("printer-state") == (_STOPPED,):
        return "stopped"
    reasons = [str(r) for r in queue.get("printer-state-reasons", ())]
    hard = [r for r in reasons if not r.endswith(_HARMLESS)]
    for trouble, signs in _TROUBLES:
        if any(sign in reason for reason in hard for sign in signs):
            return trouble
    return ""


def send(pdf: bytes, printer: str, title: str, paper: str = "A4", pages: int = 2) -> Job:
    """Hand the PDF to this queue; see the face."""
    if not pdf.startswith(b"%PDF-"):
        raise PrintTrouble("bad-pdf")
    known = {str(queue["printer-name"][0]): queue for queue in _queues()}
    if printer not in known or not SAFE_NAME.fullmatch(printer):
        raise PrintTrouble("no-printer")
    if _printer(known[printer]).reason == "rejecting":
        raise PrintTrouble("rejecting")
    command = ("lp", "-d", printer, "-t", title, "-n", "1", *_options(known[printer], paper), "--")
    try:
        code, said, complaint = _tool(*command, seconds=SENDING_SECONDS, stdin=pdf)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PrintTrouble("unreachable") from error
    found = _JOB.search(said)
    if code == 0 and found and found[1].rpartition("-")[0] == printer:
        return Job(found[1], printer, time.monotonic(), _mark(found[1]), pages)
    if found:
        cancel(Job(found[1], printer, 0.0))
    raise PrintTrouble(_refusal(complaint))


def _options(queue: Attributes, paper: str) -> tuple[str, ...]:
    """Paper, sides and size as the queue can have them. PrintTrouble "paper" if it has not."""
    size = media(paper, [str(name) for name in queue.get("media-supported", ())])
    if size is None:
        raise PrintTrouble("paper")
    both = "two-sided-short-edge"  # the back of a landscape page turns like the page of a book
    sides = both if both in queue.get("sides-supported", ()) else "one-sided"
    asked = (f"media={size}", f"sides={sides}", "print-scaling=none", OUTLINES)
    return tuple(word for option in asked for word in ("-o", option))


def _mark(job_id: str) -> str:
    """What tells this job from another that bears its number after CUPS was set up anew."""
    try:
        _, jobs = _ask(ipp.GET_JOB, _place(job_id), _OF_JOB)
    except IppTrouble:
        return ""
    return _first(jobs, "job-uuid")


def _place(job_id: str) -> str:
    return f"jobs/{job_id.rpartition('-')[2]}"


def _first(groups: tuple[Attributes, ...], name: str) -> str:
    return next((str(value) for group in groups for value in group.get(name, ())), "")


def _refusal(complaint: str) -> str:
    if "not accepting" in complaint:
        return "rejecting"
    return "no-printer" if "does not exist" in complaint else "unreachable"


def state(job: Job) -> JobState:
    """How the job stands; see the face."""
    return patient(job, _state, cancel)


def _state(job: Job) -> JobState:
    try:
        status, jobs = _ask(ipp.GET_JOB, _place(job.id), _OF_JOB)
        if status in (ipp.NOT_FOUND, ipp.GONE) or (
            job.mark and _first(jobs, "job-uuid") != job.mark
        ):
            return _lost(job)
        if status > ipp.OK_MOST:
            return JobState("waiting", "unreachable")
        return _open_or_over(job, jobs[0])
    except (IppTrouble, IndexError):
        return JobState("waiting", "unreachable")


def _open_or_over(job: Job, found: Attributes) -> JobState:
    code = found.get("job-state", (0,))[0]
    if code == _COMPLETED:
        return JobState("done")
    if code in (_CANCELED, _ABORTED):
        gone = not _there(job.printer)
        reason = "cancelled" if code == _CANCELED else "aborted"
        return JobState("failed", "removed" if gone else reason)
    _, queues = _ask(ipp.GET_PRINTER, f"printers/{job.printer}", _OF_PRINTER)
    trouble = _trouble(queues[0]) if queues else ""
    if code == _PROCESSING and trouble in ("", "connecting"):
        trouble = _unreached(_first((found,), "job-printer-state-message")) or trouble
    if trouble:
        return JobState("waiting", trouble)
    if code in (_HELD, _JOB_STOPPED):
        return JobState("waiting", "held")
    return JobState("printing" if code == _PROCESSING else "waiting")


def _unreached(message: str) -> str:
    said = message.casefold()
    return next((t for t, signs in _MESSAGES if any(sign in said for sign in signs)), "")


def _there(printer: str) -> bool:
    status, _ = _ask(ipp.GET_PRINTER, f"printers/{printer}", ("printer-name",))
    return status not in (ipp.NOT_FOUND, ipp.GONE)


def _lost(job: Job) -> JobState:
    """Of a job CUPS knows nothing of: its printer was removed, or CUPS keeps no history."""
    return JobState("done", "lost") if _there(job.printer) else JobState("failed", "removed")


def cancel(job: Job) -> None:
    """Take the job back; see the face."""
    try:
        _tool("cancel", job.id)
    except (OSError, subprocess.TimeoutExpired):
        return
