"""Printing against tools and a server that talk like CUPS 2.4 (`tests/faults` has a real one)."""

from __future__ import annotations

import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from kiosk.ui import printing, printing_cups, printing_patience
from kiosk.ui.background import Background
from kiosk.ui.printing import PRINTING_SECONDS, Job, JobState, Printer, PrintTrouble
from kiosk.ui.printing_media import media

from .rig_ipp import (
    A4,
    ABORTED,
    BUSY,
    CANCELED,
    COMPLETED,
    FOLIO,
    HELD,
    LETTER,
    PENDING,
    PROCESSING,
    STOPPED,
    Rig,
    serve,
)

if sys.platform == "win32":
    pytest.skip("CUPS is not on this system", allow_module_level=True)

PDF = b"%PDF-1.4 a certificate"


@pytest.fixture
def rig(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rig]:
    yield from serve(tmp_path, monkeypatch)


def job(seconds: float = 0, mark: str = "urn:uuid:1") -> Job:
    return Job("EPSON-12", "EPSON", time.monotonic() - seconds, mark)


def test_a_printer_is_told_by_its_exact_name_and_the_name_for_people(rig: Rig) -> None:
    assert printing.printers() == (Printer("EPSON", "EPSON L3110", ready=True),)
    assert rig.asked() == []


def test_a_stopped_a_refusing_and_a_switched_off_printer_are_not_ready(rig: Rig) -> None:
    rig.queues.clear()
    rig.printer("a", "paused", printer_state=(STOPPED,), printer_info=("A",))
    rig.printer("b", printer_is_accepting_jobs=(False,))
    rig.printer("c", "offline-report", printer_state=(BUSY,))
    rig.printer("d", "toner-low-warning", "media-low")
    rig.printer("e", "media-empty-error")
    assert [(p.name, p.words, p.ready, p.reason) for p in printing.printers()] == [
        ("a", "A", False, "stopped"),
        ("b", "b", False, "rejecting"),
        ("c", "c", False, "offline"),
        ("d", "d", True, ""),
        ("e", "e", True, "paper"),
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
    monkeypatch.setattr(printing_cups, "ASKING_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        rig.say("server", f"127.0.0.1:{deaf.getsockname()[1]}")
        assert printing.printers() == ()
        assert printing.state(job()) == JobState("waiting", "unreachable")


@pytest.mark.parametrize("trouble", ["down", "silent"])
def test_a_print_system_that_answers_nothing_of_use_is_told(rig: Rig, trouble: str) -> None:
    rig.open_job(PROCESSING)
    setattr(rig, trouble, True)
    assert printing.printers() == ()
    assert printing.state(job()) == JobState("waiting", "unreachable")


def test_the_pdf_itself_reaches_the_named_printer_byte_by_byte(rig: Rig) -> None:
    rig.open_job(PENDING, uuid="urn:uuid:7")
    sent = printing.send(PDF, "EPSON", "Sertifikat")
    assert (sent.id, sent.printer, sent.mark) == ("EPSON-12", "EPSON", "urn:uuid:7")
    assert (rig.folder / "got").read_bytes() == PDF
    asked = f"-o media={A4} -o sides=one-sided -o print-scaling=none -o pdftops-renderer=pdftops"
    assert rig.asked() == [f"lp -d EPSON -t Sertifikat -n 1 {asked} --"]


def test_both_sides_and_folio_are_asked_for_where_the_printer_can(rig: Rig) -> None:
    rig.printer(
        sides_supported=("one-sided", "two-sided-long-edge", "two-sided-short-edge"),
        media_supported=(A4, "om_folio_210x330mm", FOLIO),
    )
    printing.send(PDF, "EPSON", "Sertifikat", "F4")
    assert f"-o media={FOLIO} -o sides=two-sided-short-edge" in rig.asked()[0]


def test_a_printer_without_the_paper_is_refused(rig: Rig) -> None:
    with pytest.raises(PrintTrouble, match="paper"):
        printing.send(PDF, "EPSON", "Sertifikat", "F4")
    assert rig.asked() == []


@pytest.mark.parametrize(
    ("paper", "supported", "word"),
    [
        ("A4", (), "A4"),
        ("F4", (), "Custom.215x330mm"),
        ("A4", (LETTER,), None),
        ("F4", (A4, "na_legal_8.5x14in", "om_folio_210x330mm"), None),
        ("F4", (A4, "custom_min_50x50mm", "custom_max_216x356mm"), "Custom.215x330mm"),
        ("F4", (A4, "custom_min_3x3in", "custom_max_8.5x14in"), "Custom.215x330mm"),
        ("F4", (A4, "custom_min_50x50mm", "custom_max_210x356mm"), None),
        ("F4", (FOLIO, "custom_f4_215x330mm"), "custom_f4_215x330mm"),
        ("A4", ("custom_1.2.3x4mm", "custom_min_3x3in", A4), A4),
    ],
)
def test_a_paper_is_the_one_of_that_size_or_none(
    paper: str, supported: tuple[str, ...], word: str | None
) -> None:
    assert media(paper, supported) == word


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
    ("code", "reason", "message", "state"),
    [
        (PROCESSING, "none", "", JobState("printing")),
        (PENDING, "none", "", JobState("waiting")),
        (HELD, "none", "", JobState("waiting", "held")),
        (PROCESSING, "offline-report", "", JobState("waiting", "offline")),
        (PROCESSING, "media-empty-error", "", JobState("waiting", "paper")),
        (PROCESSING, "media-jam-error", "", JobState("waiting", "jam")),
        (PROCESSING, "cover-open-error", "", JobState("waiting", "cover")),
        (PROCESSING, "media-low-warning", "", JobState("printing")),
        (PROCESSING, "connecting-to-device", "", JobState("waiting", "connecting")),
        (PROCESSING, "none", "Connecting to printer.", JobState("waiting", "connecting")),
        (
            PROCESSING,
            "connecting-to-device",
            "The printer may not exist or is unavailable at this time.",
            JobState("waiting", "offline"),
        ),
        (PENDING, "none", "The printer is not responding.", JobState("waiting")),
        (PROCESSING, "none", "Waiting for printer to finish.", JobState("printing")),
    ],
)
def test_an_open_job_prints_or_says_what_it_waits_for(
    rig: Rig, code: int, reason: str, message: str, state: JobState
) -> None:
    rig.open_job(code, message)
    rig.printer("EPSON", reason, printer_state=(BUSY,))
    assert printing.state(job()) == state


def test_a_job_on_a_stopped_printer_waits_for_it(rig: Rig) -> None:
    rig.open_job(PENDING)
    rig.printer(printer_state=(STOPPED,))
    assert printing.state(job()) == JobState("waiting", "stopped")


@pytest.mark.parametrize(
    ("code", "state"),
    [
        (COMPLETED, JobState("done")),
        (ABORTED, JobState("failed", "aborted")),
        (CANCELED, JobState("failed", "cancelled")),
    ],
)
def test_an_ended_job_is_done_or_says_how_it_failed(rig: Rig, code: int, state: JobState) -> None:
    rig.open_job(code)
    assert printing.state(job()) == state


def test_a_job_whose_printer_was_taken_away_says_so(rig: Rig) -> None:
    rig.queues.clear()
    assert printing.state(job()) == JobState("failed", "removed")
    rig.open_job(CANCELED)
    assert printing.state(job()) == JobState("failed", "removed")


def test_of_a_job_that_is_gone_or_another_of_its_number_nothing_is_claimed(rig: Rig) -> None:
    assert printing.state(job()) == JobState("done", "lost")
    rig.open_job(PROCESSING, uuid="urn:uuid:2")
    assert printing.state(job()) == JobState("done", "lost")
    assert printing.state(job(mark="")) == JobState("printing")


@pytest.mark.parametrize(
    ("code", "seconds", "state"),
    [
        (PENDING, 58, JobState("waiting")),
        (PROCESSING, 3, JobState("printing")),
        (PROCESSING, 5, JobState("printing", "slow")),
        (PROCESSING, 179, JobState("printing", "slow")),
    ],
)
def test_a_job_may_wait_a_minute_and_print_three(
    rig: Rig, code: int, seconds: int, state: JobState
) -> None:
    rig.open_job(code)
    assert printing.state(job(seconds)) == state
    assert rig.asked() == []


def test_a_job_of_many_pages_may_print_longer(rig: Rig) -> None:
    rig.open_job(PROCESSING)
    long = replace(job(PRINTING_SECONDS + 15 * 98 - 1), pages=100)
    assert printing.state(long) == JobState("printing", "slow")
    assert rig.asked() == []


@pytest.mark.parametrize(("code", "seconds"), [(PENDING, 61), (PROCESSING, 181)])
def test_a_job_that_takes_too_long_is_taken_back_and_told_so_once_it_is(
    rig: Rig, code: int, seconds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rig.open_job(code)
    monkeypatch.setattr(printing_patience, "STOPPING_SECONDS", 0)
    stays = JobState("waiting" if code == PENDING else "printing")
    assert printing.state(job(seconds)) == stays
    tool = printing_cups._tool

    def cancels(*words: str, **more: Any) -> tuple[int, str, str]:  # noqa: ANN401
        if words[0] == "cancel":
            rig.open_job(CANCELED)
        return tool(*words, **more)

    monkeypatch.setattr(printing_cups, "_tool", cancels)
    assert printing.state(job(seconds)) == JobState("failed", "time-out")
    assert rig.asked() == ["cancel EPSON-12"] * 2


def test_background_answers_on_the_thread_that_draws(qtbot: QtBot) -> None:
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
