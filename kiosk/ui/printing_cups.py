"""Printing through CUPS: the PDF itself goes to `lp`, `lpstat` says what became of it.

QPrinter reports success in every failure tried, and prints on the default printer when the named
one is missing; `lp -d` refuses. The PDF goes through a pipe, so no file with a name is left; the
queue's own copies are CUPS's business (`PreserveJobFiles No` in cupsd.conf forgets them).
"""

from __future__ import annotations

import os
import re
import subprocess
import time

from kiosk.ui.printing import (
    PRINTING_SECONDS,
    WAITING_SECONDS,
    Job,
    JobState,
    Printer,
    PrintTrouble,
)

ASKING_SECONDS = 10
SENDING_SECONDS = 60
SAFE_NAME = re.compile(r"[^\s/#'\"\\?-][^\s/#'\"\\?]*")

_JOB = re.compile(r"request id is (\S+-\d+)")
_PRINTER = re.compile(r"printer (\S+) (?:is |now |disabled |- )")
_HARMLESS = ("-warning", "media-low")
_TROUBLES = (
    ("offline", ("offline", "connecting-to-device", "timed-out", "shutdown")),
    ("paper", ("media-",)),
    ("ink", ("toner-empty", "marker-supply-empty", "developer-empty")),
    ("cover", ("cover-open", "door-open", "interlock-open")),
    ("stopped", ("paused", "stopped", "moving-to-paused")),
)


def _ask(*words: str, seconds: int = ASKING_SECONDS, stdin: bytes = b"") -> tuple[int, str, str]:
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


def printers() -> tuple[Printer, ...]:
    """The queues that CUPS has, sorted by the name people see."""
    try:
        _, states, _ = _ask("lpstat", "-l", "-p")
        _, accepting, _ = _ask("lpstat", "-a")
    except (OSError, subprocess.TimeoutExpired):
        return ()
    refusing = {
        line.split()[0] for line in accepting.splitlines() if " not accepting requests" in line
    }
    found = [_printer(block, refusing) for block in _blocks(states)]
    return tuple(sorted(found, key=lambda p: p.words.casefold()))


def _blocks(states: str) -> list[list[str]]:
    """The lines of `lpstat -l -p`, one list a printer."""
    blocks: list[list[str]] = []
    for line in states.splitlines():
        if _PRINTER.match(line):
            blocks.append([line])
        elif blocks:
            blocks[-1].append(line.strip())
    return blocks


def _printer(block: list[str], refusing: set[str]) -> Printer:
    found = _PRINTER.match(block[0])
    name = found[1] if found else ""
    if name in refusing:
        reason = "rejecting"
    else:
        reason = {"stopped": "stopped", "offline": "offline"}.get(_trouble(block), "")
    return Printer(name, _after("Description: ", block) or name, ready=not reason, reason=reason)


def _trouble(block: list[str]) -> str:
    """What keeps a printer from printing, from its first line and its alerts."""
    if " disabled since " in block[0]:
        return "stopped"
    alerts = [a for a in _after("Alerts: ", block).split() if not a.endswith(_HARMLESS)]
    for trouble, signs in _TROUBLES:
        if any(sign in alert for alert in alerts for sign in signs):
            return trouble
    return ""


def _after(start: str, block: list[str]) -> str:
    return next((line.removeprefix(start).strip() for line in block if line.startswith(start)), "")


def send(pdf: bytes, printer: str, title: str) -> Job:
    """Hand the PDF to this queue; see the face."""
    if not pdf.startswith(b"%PDF-"):
        raise PrintTrouble("bad-pdf")
    known = {p.name: p for p in printers()}
    if printer not in known or not SAFE_NAME.fullmatch(printer):
        raise PrintTrouble("no-printer")
    if known[printer].reason == "rejecting":
        raise PrintTrouble("rejecting")
    command = ("lp", "-d", printer, "-t", title, "-n", "1", "-o", "media=A4", "--")
    try:
        code, said, complaint = _ask(*command, seconds=SENDING_SECONDS, stdin=pdf)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PrintTrouble("unreachable") from error
    found = _JOB.search(said)
    if code == 0 and found and found[1].rpartition("-")[0] == printer:
        return Job(found[1], printer, time.monotonic())
    if found:
        cancel(Job(found[1], printer, 0.0))
    raise PrintTrouble(_refusal(complaint))


def _refusal(complaint: str) -> str:
    if "not accepting" in complaint:
        return "rejecting"
    return "no-printer" if "does not exist" in complaint else "unreachable"


def state(job: Job) -> JobState:
    """How the job stands; see the face."""
    try:
        now = _state(job)
    except (OSError, subprocess.TimeoutExpired):
        now = JobState("waiting", "unreachable")
    waited = time.monotonic() - job.sent
    limit = PRINTING_SECONDS if now.code == "printing" else WAITING_SECONDS
    if now.over or waited <= limit:
        return now
    cancel(job)
    return JobState("failed", "time-out")


def _state(job: Job) -> JobState:
    code, open_jobs, _ = _ask("lpstat", "-l", "-W", "not-completed", "-o", job.printer)
    if code != 0:
        return JobState("waiting", "unreachable")
    block = _job_block(open_jobs, job.id)
    if not block:
        return _ended(job)
    alerts = _after("Alerts: ", block)
    _, states, _ = _ask("lpstat", "-l", "-p", job.printer)
    trouble = next((_trouble(b) for b in _blocks(states)), "")
    if trouble:
        return JobState("waiting", trouble)
    printing = any(sign in alerts for sign in ("job-printing", "job-transforming"))
    return JobState("printing" if printing else "waiting")


def _ended(job: Job) -> JobState:
    """Of a job that is no longer in the queue. A queue without history can only say "done"."""
    _, ended, _ = _ask("lpstat", "-l", "-W", "completed", "-o", job.printer)
    block = _job_block(ended, job.id)
    alerts = _after("Alerts: ", block)
    outcome = _outcome(job)
    if "cancel" in alerts or outcome == "canceled":
        return JobState("failed", "cancelled")
    if "abort" in alerts or _after("Status: ", block) or outcome == "aborted":
        return JobState("failed", "aborted")
    return JobState("done")


def _outcome(job: Job) -> str:
    """The job's state in IPP's words, where `ipptool` is there: `lpstat` cannot always tell it."""
    server = os.environ.get("CUPS_SERVER", "")
    host = server if server and not server.startswith("/") else "localhost"
    uri = f"ipp://{host}/jobs/{job.id.rpartition('-')[2]}"
    try:
        _, said, _ = _ask("ipptool", "-t", "-v", "-T", "5", uri, "get-job-attributes.test")
    except (OSError, subprocess.TimeoutExpired):
        return ""
    found = re.search(r"job-state \(enum\) = (\S+)", said)
    return found[1] if found else ""


def _job_block(listing: str, job: str) -> list[str]:
    """The lines of `lpstat -l -o` about one job."""
    block: list[str] = []
    here = False
    for line in listing.splitlines():
        if line and not line[0].isspace():
            here = line.split()[0] == job
        if here:
            block.append(line.strip())
    return block


def cancel(job: Job) -> None:
    """Take the job back; see the face."""
    try:
        _ask("cancel", job.id)
    except (OSError, subprocess.TimeoutExpired):
        return
