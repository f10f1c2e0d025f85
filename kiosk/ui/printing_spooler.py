"""What the Windows spooler says of printers and jobs (winspool.drv), which Qt does not pass on.

Microsoft's documented functions and values only: OpenPrinter, EnumJobs, GetJob, SetJob, GetPrinter.
Imported on any system; the library itself is looked for at the first question.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import POINTER, Structure, byref, c_uint32, c_void_p, c_wchar_p, sizeof
from typing import Any, Final

from kiosk.ui.printing import JobState

NO_SUCH_PRINTER: Final = (1801, 1905)
"""ERROR_INVALID_PRINTER_NAME and ERROR_PRINTER_DELETED."""
NO_SUCH_JOB: Final = 87
"""ERROR_INVALID_PARAMETER: of a job's number that is not in the queue."""
DELETE: Final = 5
MOST_JOBS: Final = 500

_JOB_PAUSED, _ERROR, _DELETING, _PRINTING, _JOB_OFFLINE, _PAPER_OUT, _PRINTED, _DELETED = (
    0x1, 0x2, 0x4, 0x10, 0x20, 0x40, 0x80, 0x100,
)  # fmt: skip
_BLOCKED, _INTERVENTION, _COMPLETE, _RETAINED = 0x200, 0x400, 0x1000, 0x2000
_OF_PRINTER: Final = (
    ("offline", 0x80 | 0x1000),  # OFFLINE, NOT_AVAILABLE
    ("paper", 0x10),
    ("jam", 0x8 | 0x40),  # PAPER_JAM, PAPER_PROBLEM
    ("ink", 0x40000),  # NO_TONER
    ("cover", 0x400000),  # DOOR_OPEN
    ("stopped", 0x1 | 0x2 | 0x100000),  # PAUSED, ERROR, USER_INTERVENTION
)


class _Time(Structure):
    """SYSTEMTIME."""

    _fields_ = tuple((f"part{n}", ctypes.c_uint16) for n in range(8))


class JobInfo(Structure):
    """JOB_INFO_1W."""

    _fields_ = (
        ("JobId", c_uint32),
        ("pPrinterName", c_wchar_p),
        ("pMachineName", c_wchar_p),
        ("pUserName", c_wchar_p),
        ("pDocument", c_wchar_p),
        ("pDatatype", c_wchar_p),
        ("pStatus", c_wchar_p),
        ("Status", c_uint32),
        ("Priority", c_uint32),
        ("Position", c_uint32),
        ("TotalPages", c_uint32),
        ("PagesPrinted", c_uint32),
        ("Submitted", _Time),
    )


class SpoolerTrouble(Exception):
    """Windows refused; `number` is its error number."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class Spooler:
    """The spooler behind `library`: winspool.drv, or what stands for it in a test."""

    def __init__(self, library: Any = None) -> None:  # noqa: ANN401 - a C library has no type
        """Raises OSError where there is no spooler."""
        if library is None:
            if not hasattr(ctypes, "WinDLL"):
                raise OSError("no spooler")
            library = ctypes.WinDLL("winspool.drv", use_last_error=True)
            _declare(library)
        self._library = library

    @contextmanager
    def _opened(self, printer: str) -> Iterator[c_void_p]:
        handle = c_void_p()
        self._must(self._library.OpenPrinterW(printer, byref(handle), None))
        try:
            yield handle
        finally:
            self._library.ClosePrinter(handle)

    def _must(self, done: int) -> None:
        if not done:
            get_last_error = getattr(ctypes, "get_last_error", lambda: 0)
            last = getattr(self._library, "last_error", get_last_error)
            raise SpoolerTrouble(last())

    def jobs(self, printer: str, document: str) -> frozenset[int]:
        """Numbers of the jobs of that name in a printer's queue. Raises SpoolerTrouble."""
        needed, found = c_uint32(), c_uint32()
        with self._opened(printer) as handle:
            ask = self._library.EnumJobsW
            ask(handle, 0, MOST_JOBS, 1, None, 0, byref(needed), byref(found))
            if not needed.value:
                return frozenset()
            room = ctypes.create_string_buffer(needed.value)
            size = needed.value
            self._must(ask(handle, 0, MOST_JOBS, 1, room, size, byref(needed), byref(found)))
            listed = ctypes.cast(room, POINTER(JobInfo * found.value)).contents
            return frozenset(job.JobId for job in listed if job.pDocument == document)

    def state(self, printer: str, number: int) -> JobState:
        """How a job stands. One that left the queue is done: Windows takes printed jobs out."""
        try:
            with self._opened(printer) as handle:
                status = self._status(handle, number)
                trouble = self._trouble(handle)
        except SpoolerTrouble as no:
            if no.number in NO_SUCH_PRINTER:
                return JobState("failed", "removed")
            if no.number == NO_SUCH_JOB:
                return JobState("done")
            return JobState("waiting", "unreachable")
        return state_of(status, trouble)

    def _status(self, handle: c_void_p, number: int) -> int:
        needed = c_uint32()
        ask = self._library.GetJobW
        ask(handle, number, 1, None, 0, byref(needed))
        room = ctypes.create_string_buffer(max(needed.value, sizeof(JobInfo)))
        self._must(ask(handle, number, 1, room, len(room), byref(needed)))
        return int(ctypes.cast(room, POINTER(JobInfo)).contents.Status)

    def _trouble(self, handle: c_void_p) -> str:
        """PRINTER_INFO_6 is the status alone; a driver that does not say it says nothing."""
        status, needed = c_uint32(), c_uint32()
        done = self._library.GetPrinterW(handle, 6, byref(status), sizeof(status), byref(needed))
        return trouble_of(status.value) if done else ""

    def trouble(self, printer: str) -> str:
        """What keeps a printer from printing, in the words of `printing.Printer`; "": nothing."""
        try:
            with self._opened(printer) as handle:
                return self._trouble(handle)
        except SpoolerTrouble:
            return "offline"

    def cancel(self, printer: str, number: int) -> None:
        """Take a job out of the queue; no harm if it is not there."""
        try:
            with self._opened(printer) as handle:
                self._library.SetJobW(handle, number, 0, None, DELETE)
        except SpoolerTrouble:
            return


def trouble_of(status: int) -> str:
    """A printer's status bits in the words of `printing.Printer`."""
    return next((reason for reason, bits in _OF_PRINTER if status & bits), "")


def state_of(status: int, trouble: str) -> JobState:
    """A job's status bits and its printer's trouble as a state."""
    if status & (_DELETING | _DELETED):
        return JobState("failed", "cancelled")
    if status & (_PRINTED | _COMPLETE | _RETAINED):
        return JobState("done")
    for reason, bits in (("offline", _JOB_OFFLINE), ("paper", _PAPER_OUT)):
        if status & bits:
            return JobState("waiting", reason)
    if trouble:
        return JobState("waiting", trouble)
    if status & (_JOB_PAUSED | _ERROR | _BLOCKED | _INTERVENTION):
        return JobState("waiting", "held")
    return JobState("printing" if status & _PRINTING else "waiting")


def _declare(library: Any) -> None:  # noqa: ANN401 - as above
    """The functions' arguments, so that handles keep their 64 bits."""
    number, place = c_uint32, c_void_p
    for name, arguments in {
        "OpenPrinterW": (c_wchar_p, POINTER(c_void_p), place),
        "ClosePrinter": (place,),
        "EnumJobsW": (place, number, number, number, place, number, place, place),
        "GetJobW": (place, number, number, place, number, place),
        "SetJobW": (place, number, number, place, number),
        "GetPrinterW": (place, number, place, number, place),
    }.items():
        function = getattr(library, name)
        function.argtypes, function.restype = arguments, ctypes.c_int
