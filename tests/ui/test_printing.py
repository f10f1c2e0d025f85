"""Printing against tools that talk like CUPS 2.4 (their words were copied from a real one)."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.ui import printing, printing_cups
from kiosk.ui.background import Background
from kiosk.ui.printing import Job, JobState, Printer, PrintTrouble

if sys.platform == "win32":
    pytest.skip("CUPS is not on this system", allow_module_level=True)

PDF = b"%PDF-1.4 a certificate"
SINCE = "since Tue Nov 24 16:06:13 2026"
LPSTAT = """#!/bin/sh
echo "lpstat $*" >> "$RIG/asked"
[ -e "$RIG/hang" ] && exec sleep 30
case "$*" in
"-l -p"*) cat "$RIG/printers" 2>/dev/null;;
"-a") cat "$RIG/accepting" 2>/dev/null;;
*not-completed*) [ -e "$RIG/down" ] && exit 1; cat "$RIG/open" 2>/dev/null;;
*completed*) cat "$RIG/ended" 2>/dev/null;;
esac
exit 0
"""
LP = """#!/bin/sh
echo "lp $*" >> "$RIG/asked"
cat > "$RIG/got"
[ -e "$RIG/complaint" ] && { cat "$RIG/complaint" >&2; exit 1; }
echo "request id is $(cat "$RIG/request") (0 file(s))"
"""
CANCEL = """#!/bin/sh
echo "cancel $*" >> "$RIG/asked"
"""
IPPTOOL = """#!/bin/sh
cat "$RIG/outcome" 2>/dev/null
"""


class Rig:
    """A folder with fake tools and what they shall say."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def say(self, name: str, words: str) -> None:
        (self.folder / name).write_text(words, encoding="utf-8")

    def asked(self) -> list[str]:
        file = self.folder / "asked"
        return file.read_text(encoding="utf-8").splitlines() if file.exists() else []

    def job(self, alerts: str, status: str = "") -> str:
        return (
            "EPSON-12                root              1024   Tue Nov 24 16:06:33 2026\n"
            f"\tStatus: {status}\n\tAlerts: {alerts}\n\tqueued for EPSON\n"
        )

    def printer(self, alerts: str = "none", first: str = "is idle.  enabled") -> None:
        self.say(
            "printers",
            f"printer EPSON {first} {SINCE}\n\tForm mounted:\n\tDescription: EPSON L3110\n"
            f"\tAlerts: {alerts}\n\tLocation: \n",
        )


@pytest.fixture
def rig(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Rig:
    tools = tmp_path / "tools"
    tools.mkdir()
    for name, words in (("lpstat", LPSTAT), ("lp", LP), ("cancel", CANCEL), ("ipptool", IPPTOOL)):
        (tools / name).write_text(words, encoding="utf-8")
        (tools / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}/usr/bin{os.pathsep}/bin")
    monkeypatch.setenv("RIG", str(tmp_path))
    made = Rig(tmp_path)
    made.printer()
    made.say("accepting", f"EPSON accepting requests {SINCE}\n")
    made.say("request", "EPSON-12")
    return made


def job() -> Job:
    return Job("EPSON-12", "EPSON", time.monotonic())


def test_a_printer_is_told_by_its_exact_name_and_the_name_for_people(rig: Rig) -> None:
    assert printing.printers() == (Printer("EPSON", "EPSON L3110", ready=True),)
    assert rig.asked() == ["lpstat -l -p", "lpstat -a"]


def test_a_stopped_a_refusing_and_a_switched_off_printer_are_not_ready(rig: Rig) -> None:
    rig.say(
        "printers",
        f"printer a disabled {SINCE} -\n\tPaused\n\tDescription: A\n\tAlerts: paused\n"
        f"printer b is idle.  enabled {SINCE}\n\tDescription: B\n\tAlerts: none\n"
        f"printer c now printing c-3.  enabled {SINCE}\n\tAlerts: offline-report\n"
        f"printer d is idle.  enabled {SINCE}\n\tAlerts: toner-low-warning media-low\n",
    )
    rig.say("accepting", f"a accepting requests {SINCE}\nb not accepting requests {SINCE} -\n")
    assert [(p.name, p.words, p.ready, p.reason) for p in printing.printers()] == [
        ("a", "A", False, "stopped"),
        ("b", "B", False, "rejecting"),
        ("c", "c", False, "offline"),
        ("d", "d", True, ""),
    ]


def test_without_the_print_system_there_is_no_printer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert printing.printers() == ()
    with pytest.raises(PrintTrouble, match="no-printer"):
        printing.send(PDF, "EPSON", "Sertifikat")


def test_a_print_system_that_hangs_is_not_waited_for(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing_cups._ask, "__kwdefaults__", {"seconds": 0.2, "stdin": b""})
    rig.say("hang", "")
    assert printing.printers() == ()
    assert printing.state(job()) == JobState("waiting", "unreachable")


def test_the_pdf_itself_reaches_the_named_printer_byte_by_byte(rig: Rig) -> None:
    sent = printing.send(PDF, "EPSON", "Sertifikat")
    assert (sent.id, sent.printer) == ("EPSON-12", "EPSON")
    assert (rig.folder / "got").read_bytes() == PDF
    assert rig.asked()[-1] == "lp -d EPSON -t Sertifikat -n 1 -o media=A4 --"


@pytest.mark.parametrize("name", ["Lain", "EPSO", "EPSON L3110", "epson", "", "-d"])
def test_a_printer_that_is_not_there_is_refused_and_nothing_goes_elsewhere(
    rig: Rig, name: str
) -> None:
    with pytest.raises(PrintTrouble, match="no-printer"):
        printing.send(PDF, name, "Sertifikat")
    assert not (rig.folder / "got").exists()


def test_a_job_that_landed_on_another_printer_is_taken_back(rig: Rig) -> None:
    rig.say("request", "EPSON-2-7")
    with pytest.raises(PrintTrouble, match="unreachable"):
        printing.send(PDF, "EPSON", "Sertifikat")
    assert rig.asked()[-1] == "cancel EPSON-2-7"


@pytest.mark.parametrize(
    ("complaint", "code"),
    [
        ('lp: Destination "EPSON" is not accepting jobs.', "rejecting"),
        ("lp: Error - The printer or class does not exist.", "no-printer"),
        ("lp: Error - scheduler not responding.", "unreachable"),
    ],
)
def test_a_refusal_of_the_print_system_has_a_name(rig: Rig, complaint: str, code: str) -> None:
    rig.say("complaint", complaint)
    with pytest.raises(PrintTrouble, match=code):
        printing.send(PDF, "EPSON", "Sertifikat")


def test_what_is_not_a_pdf_is_never_sent(rig: Rig) -> None:
    with pytest.raises(PrintTrouble, match="bad-pdf"):
        printing.send(b"", "EPSON", "Sertifikat")
    assert rig.asked() == []


@pytest.mark.parametrize(
    ("alerts", "printer", "state"),
    [
        ("job-printing", "none", JobState("printing")),
        ("none", "none", JobState("waiting")),
        ("resources-are-not-ready", "none", JobState("waiting")),
        ("job-printing", "offline-report", JobState("waiting", "offline")),
        ("job-printing", "media-empty-error", JobState("waiting", "paper")),
        ("job-printing", "cover-open-error", JobState("waiting", "cover")),
        ("job-printing", "media-low-warning", JobState("printing")),
    ],
)
def test_an_open_job_prints_or_says_what_it_waits_for(
    rig: Rig, alerts: str, printer: str, state: JobState
) -> None:
    rig.say("open", rig.job(alerts))
    rig.printer(printer)
    assert printing.state(job()) == state


def test_a_job_on_a_stopped_printer_waits_for_it(rig: Rig) -> None:
    rig.say("open", rig.job("printer-stopped"))
    rig.printer("paused", "disabled")
    assert printing.state(job()) == JobState("waiting", "stopped")


@pytest.mark.parametrize(
    ("alerts", "status", "outcome", "state"),
    [
        ("processing-to-stop-point", "", "completed", JobState("done")),
        ("processing-to-stop-point", "", "aborted", JobState("failed", "aborted")),
        ("processing-to-stop-point", "broken", "", JobState("failed", "aborted")),
        ("processing-to-stop-point", "", "canceled", JobState("failed", "cancelled")),
        ("job-canceled-by-user", "", "", JobState("failed", "cancelled")),
        ("job-completed-successfully", "", "", JobState("done")),
    ],
)
def test_an_ended_job_is_done_or_says_how_it_failed(
    rig: Rig, alerts: str, status: str, outcome: str, state: JobState
) -> None:
    rig.say("ended", rig.job(alerts, status))
    rig.say("outcome", f"        job-state (enum) = {outcome}\n" if outcome else "")
    assert printing.state(job()) == state


def test_a_job_in_a_queue_without_history_is_done_once_it_is_gone(rig: Rig) -> None:
    assert printing.state(job()) == JobState("done")
    assert rig.asked()[-1] == "lpstat -l -W completed -o EPSON"


@pytest.mark.parametrize(
    ("alerts", "seconds", "state"),
    [
        ("none", 58, JobState("waiting")),
        ("none", 61, JobState("failed", "time-out")),
        ("job-printing", 61, JobState("printing")),
        ("job-printing", 181, JobState("failed", "time-out")),
    ],
)
def test_a_job_that_takes_too_long_is_taken_back(
    rig: Rig, alerts: str, seconds: int, state: JobState
) -> None:
    rig.say("open", rig.job(alerts))
    assert printing.state(Job("EPSON-12", "EPSON", time.monotonic() - seconds)) == state
    taken_back = "cancel EPSON-12" in rig.asked()
    assert taken_back == (state.code == "failed")


def test_a_print_system_that_goes_away_meanwhile_is_told(rig: Rig) -> None:
    rig.say("down", "")
    assert printing.state(job()) == JobState("waiting", "unreachable")


def test_the_job_of_another_number_is_not_ours(rig: Rig) -> None:
    rig.say("open", rig.job("job-printing").replace("EPSON-12", "EPSON-123"))
    assert printing.state(job()) == JobState("done")


def test_background_answers_on_the_thread_that_draws(qtbot: QtBot) -> None:
    import threading

    background, here = Background(), threading.get_ident()
    seen: list[tuple[str, bool]] = []

    def told(kind: str) -> Callable[[object], None]:
        return lambda value: seen.append((f"{kind} {value}", threading.get_ident() == here))

    def fails() -> None:
        raise OSError("gone")

    background.run(lambda: threading.get_ident() != here, told("then"), told("failed"))
    background.run(fails, told("then"), told("failed"))
    qtbot.waitUntil(lambda: len(seen) == 2)
    background.close()
    assert seen == [("then True", True), ("failed gone", True)]


def test_nothing_is_answered_after_the_close(qtbot: QtBot) -> None:
    background = Background()
    seen: list[object] = []
    background.run(lambda: time.sleep(0.1), seen.append, seen.append)
    background.close()
    qtbot.wait(200)
    assert seen == []


def test_the_windows_back_refuses_a_printer_that_is_not_there(qtbot: QtBot) -> None:
    from kiosk.ui import printing_windows

    del qtbot
    with pytest.raises(PrintTrouble, match="no-printer"):
        printing_windows.send(PDF, "Tidak Ada", "Sertifikat")
    assert printing_windows.state(job()) == JobState("done")
