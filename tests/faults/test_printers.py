"""Eight states of a printer, and each is told rightly: through a real CUPS with printers that fail.

Seconds in the table count from the sending to the first right answer, asking five times a second.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageFilter

from kiosk.certificate.page import render
from kiosk.ui import printing, printing_patience
from kiosk.ui.printing import Job, JobState, PrintTrouble
from tests.certificate.samples import CERTIFICATE, FONTS
from tests.faults.rig_cups import PATIENCE, Cups, NoCupsError, closed, deaf

TITLE = "Sertifikat"
EVERY = 0.2
DONE = JobState("done")
MOST_INK = 0.001
"""Share of the PDF's ink that may be missing from the print or be there besides."""


@pytest.fixture
def cups(monkeypatch: pytest.MonkeyPatch, counted: Callable[..., None]) -> Iterator[Cups]:
    """A print system, where this computer has the programs for it."""
    yield from _cups(monkeypatch, counted, real_pages=False)


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch, counted: Callable[..., None]) -> Iterator[Cups]:
    """One whose cups-pdf prints real pages."""
    yield from _cups(monkeypatch, counted, real_pages=True)


def _cups(
    monkeypatch: pytest.MonkeyPatch, counted: Callable[..., None], *, real_pages: bool
) -> Iterator[Cups]:
    try:
        rig = Cups(real_pages=real_pages)
    except NoCupsError as no:
        counted("printer", skipped=str(no))
        pytest.skip(str(no))
    with rig:
        monkeypatch.setenv("CUPS_SERVER", rig.server)
        yield rig


def pdf(pages: int = 2, paper: str = "A4") -> bytes:
    """A landscape certificate's worth of ink: lines, boxes and letters up to the margins."""
    from reportlab.lib.units import mm
    from reportlab.pdfgen.canvas import Canvas

    short, long = {"A4": (210, 297), "F4": (215, 330)}[paper]
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(long * mm, short * mm), invariant=1)
    for page in range(pages):
        canvas.rect(10 * mm, 10 * mm, (long - 20) * mm, (short - 20) * mm)
        canvas.rect(20 * mm, 20 * mm, 40 * mm, 40 * mm, fill=1)
        canvas.drawString(80 * mm, 100 * mm, f"Peserta Contoh 1, halaman {page + 1}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def until(job: Job, *wanted: JobState, never: tuple[JobState, ...] = (DONE,)) -> float:
    """Seconds from the sending until a state comes that is wanted; `never` must not come before."""
    deadline = time.monotonic() + PATIENCE
    while (now := printing.state(job)) not in wanted:
        assert now not in never
        assert not now.over, now
        assert time.monotonic() < deadline, now
        time.sleep(EVERY)
    return round(time.monotonic() - job.sent, 2)


def told(printer: str) -> tuple[bool, str]:
    """Whether a printer is offered, and what is said of it."""
    (found,) = (p for p in printing.printers() if p.name == printer)
    return found.ready, found.reason


def test_1_a_ready_printer_prints_the_certificate_as_it_is_and_its_code_can_be_read(
    pages: Cups, counted: Callable[..., None]
) -> None:
    pages.do(
        "lpadmin", "-p", "pdf", "-v", "cups-pdf:/", "-E",
        "-P", "/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd",
    )  # fmt: skip
    sent = render(CERTIFICATE, FONTS)
    assert told("pdf") == (True, "")
    seconds = until(printing.send(sent, "pdf", TITLE), DONE)
    (came,) = pages.out.glob("*.pdf")
    worst = ink(sent, came.read_bytes())
    counted("printer 1, ready (cups-pdf)", seconds=seconds, ink_percent=round(worst * 100, 4))
    assert worst <= MOST_INK
    (code,) = zxingcpp.read_barcodes(drawn(came.read_bytes(), 200)[0])
    assert code.text == CERTIFICATE.check_code


def test_2_a_printer_without_paper_is_told_and_goes_on_when_it_has_some(
    cups: Cups, counted: Callable[..., None]
) -> None:
    cups.queue("dry", "dry:/")
    job = printing.send(pdf(), "dry", TITLE)
    seconds = until(job, JobState("waiting", "paper"))
    assert told("dry") == (True, "paper")
    counted("printer 2, out of paper", seconds=seconds)
    (cups.out / "refilled").touch()
    until(job, DONE, never=())
    assert told("dry") == (True, "")


def test_3_a_paused_printer_is_told_and_its_job_waits(
    cups: Cups, counted: Callable[..., None]
) -> None:
    came = cups.file_queue("one")
    cups.do("cupsdisable", "one")
    assert told("one") == (False, "stopped")
    job = printing.send(pdf(), "one", TITLE)
    counted("printer 3, paused", seconds=until(job, JobState("waiting", "stopped")))
    assert not came.exists()
    cups.do("cupsenable", "one")
    until(job, DONE, never=())
    assert came.read_bytes().startswith(b"%PDF-")


def test_4_a_printer_that_rejects_gets_nothing_and_neither_does_another(
    cups: Cups, counted: Callable[..., None]
) -> None:
    cups.file_queue("one")
    cups.file_queue("other")
    cups.do("lpadmin", "-d", "other")
    cups.do("cupsreject", "one")
    began = time.monotonic()
    assert told("one") == (False, "rejecting")
    with pytest.raises(PrintTrouble, match="rejecting"):
        printing.send(pdf(), "one", TITLE)
    counted("printer 4, rejecting", seconds=round(time.monotonic() - began, 2))
    assert cups.jobs() == []


def test_5_a_printer_that_cannot_be_reached_is_told(
    cups: Cups, counted: Callable[..., None]
) -> None:
    with closed() as port:
        cups.queue("away", f"socket://127.0.0.1:{port}")
        job = printing.send(pdf(), "away", TITLE)
        seconds = until(job, JobState("waiting", "offline"))
        counted("printer 5, unreachable", seconds=seconds)
        printing.cancel(job)
        until(job, JobState("failed", "cancelled"))
    assert cups.jobs("not-completed") == []


def test_6_a_printer_removed_while_a_job_waits_is_told_and_no_other_prints_it(
    cups: Cups, counted: Callable[..., None]
) -> None:
    cups.file_queue("one")
    other = cups.file_queue("other")
    cups.do("lpadmin", "-d", "other")
    cups.do("cupsdisable", "one")
    job = printing.send(pdf(), "one", TITLE)
    until(job, JobState("waiting", "stopped"))
    cups.do("lpadmin", "-x", "one")
    began = time.monotonic()
    until(job, JobState("failed", "removed"))
    counted("printer 6, removed", seconds=round(time.monotonic() - began, 2))
    with pytest.raises(PrintTrouble, match="no-printer"):
        printing.send(pdf(), "one", TITLE)
    assert not other.exists()


def test_7_a_print_system_that_is_started_again_goes_on_with_the_same_job(
    cups: Cups, counted: Callable[..., None]
) -> None:
    came = cups.file_queue("one")
    cups.do("cupsdisable", "one")
    job = printing.send(pdf(), "one", TITLE)
    cups.stop()
    began = time.monotonic()
    assert printing.state(job) == JobState("waiting", "unreachable")
    counted("printer 7, reset", seconds=round(time.monotonic() - began, 2))
    cups.start()
    assert printing.state(job) == JobState("waiting", "stopped")
    cups.do("cupsenable", "one")
    until(job, DONE, never=())
    assert came.exists()


def test_a_job_that_was_forgotten_is_not_taken_for_a_later_one_of_its_number(cups: Cups) -> None:
    cups.file_queue("one")
    cups.do("cupsdisable", "one")
    first = printing.send(pdf(), "one", TITLE)
    cups.stop()
    cups.forget()
    cups.start()
    second = printing.send(pdf(), "one", TITLE)
    assert (first.id, second.id) == ("one-1", "one-1")
    assert printing.state(first) == JobState("done", "lost")
    assert printing.state(second) == JobState("waiting", "stopped")


def test_8_a_printer_that_takes_the_job_and_stalls_is_told_and_the_job_taken_back(
    cups: Cups, counted: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    with deaf() as port:
        cups.queue("deaf", f"socket://127.0.0.1:{port}")
        job = printing.send(pdf(), "deaf", TITLE)
        seconds = until(job, JobState("printing", "slow"))
        monkeypatch.setattr(printing_patience, "PRINTING_SECONDS", 0)
        assert printing.state(job) == JobState("failed", "time-out")
    counted("printer 8, stalled", seconds=seconds)
    assert cups.jobs("not-completed") == []


def test_a_job_that_waits_too_long_is_not_told_as_taken_back_before_it_is(
    cups: Cups, monkeypatch: pytest.MonkeyPatch
) -> None:
    cups.file_queue("one")
    cups.do("cupsdisable", "one")
    job = printing.send(pdf(), "one", TITLE)
    monkeypatch.setattr(printing_patience, "WAITING_SECONDS", 0)
    cups.stop()
    assert printing.state(job) == JobState("waiting", "unreachable")
    cups.start()
    assert printing.state(job) == JobState("failed", "time-out")
    assert cups.jobs("not-completed") == []


@pytest.mark.parametrize("paper", ["A4", "F4"])
def test_both_papers_are_printed_on_both_sides_unscaled_where_the_printer_can(
    cups: Cups, paper: str
) -> None:
    came = cups.file_queue("one")
    sent = pdf(paper=paper)
    job = printing.send(sent, "one", TITLE, paper)
    until(job, DONE)
    assert asked(cups, job, "sides") == "two-sided-short-edge"
    assert sizes(came.read_bytes()) == [{"A4": (210, 297), "F4": (215, 330)}[paper]] * 2
    assert ink(sent, came.read_bytes()) <= MOST_INK


def test_a_printer_may_bear_any_name_that_cups_allows(cups: Cups) -> None:
    name = "Ruang-2_léger.b%41"
    cups.queue(name, "dry:/")
    assert [p.name for p in printing.printers()] == [name]
    cups.do("cupsdisable", name)
    job = printing.send(pdf(), name, TITLE)
    assert (job.printer, printing.state(job)) == (name, JobState("waiting", "stopped"))


def test_a_printer_without_the_paper_is_refused_and_nothing_is_scaled(cups: Cups) -> None:
    came = cups.file_queue("plain", "plain")
    with pytest.raises(PrintTrouble, match="paper"):
        printing.send(pdf(paper="F4"), "plain", TITLE, "F4")
    assert cups.jobs() == []
    job = printing.send(pdf(), "plain", TITLE)
    until(job, DONE)
    assert asked(cups, job, "sides") == "one-sided"
    assert sizes(came.read_bytes()) == [(210, 297)] * 2


def asked(cups: Cups, job: Job, name: str) -> str:
    """What CUPS was asked for with a job."""
    from kiosk.ui import printing_ipp as ipp

    number = job.id.rpartition("-")[2]
    _, found = ipp.ask(cups.server, ipp.GET_JOB, f"ipp://localhost/jobs/{number}", (name,), 5)
    return str(found[0][name][0])


def sizes(printed: bytes) -> list[tuple[int, int]]:
    """Short and long side of each page in mm."""
    document = pypdfium2.PdfDocument(printed)
    found = [document[n].get_size() for n in range(len(document))]
    return [(round(min(s) / 72 * 25.4), round(max(s) / 72 * 25.4)) for s in found]


def ink(sent: bytes, printed: bytes, dpi: int = 300) -> float:
    """The worst page's share of ink that is missing or besides: dots with none beside them.

    The next dot counts as the same place: a printer's page is whole points large, so all lies up to
    half a dot elsewhere. A landscape page lies turned on its sheet, all pages the same way.
    """
    first, second = drawn(sent, dpi), drawn(printed, dpi)
    assert len(first) == len(second)
    over = ([p.rotate(180) for p in second], second)
    return min(max(_difference(a, b) for a, b in zip(first, pages, strict=True)) for pages in over)


def drawn(document: bytes, dpi: int) -> list[Image.Image]:
    """Its pages, landscape."""
    opened = pypdfium2.PdfDocument(document)
    pages = [opened[n].render(scale=dpi / 72, grayscale=True).to_pil() for n in range(len(opened))]
    return [p if p.width > p.height else p.rotate(90, expand=True) for p in pages]


def _difference(one: Image.Image, other: Image.Image) -> float:
    size = max(one.width, other.width), max(one.height, other.height)
    first, second = _dark(one, size), _dark(other, size)
    lost = ImageChops.subtract(first, second.filter(ImageFilter.MaxFilter(3)))
    more = ImageChops.subtract(second, first.filter(ImageFilter.MaxFilter(3)))
    return (_dots(lost) + _dots(more)) / _dots(first)


def _dark(page: Image.Image, size: tuple[int, int]) -> Image.Image:
    whole = Image.new("L", size, 255)
    whole.paste(page, (0, 0))
    return whole.point([255 * (value < 128) for value in range(256)])


def _dots(picture: Image.Image) -> int:
    return picture.histogram()[255]


def test_the_measure_of_ink_sees_a_page_that_was_scaled(tmp_path: Path) -> None:
    del tmp_path
    assert ink(pdf(1), pdf(1)) == 0
    assert ink(pdf(1), pdf(1, "F4")) > MOST_INK
