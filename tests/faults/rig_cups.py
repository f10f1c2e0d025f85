"""A CUPS of one's own: a private `cupsd` on a socket in a folder, with printers that fail.

It shares nothing with the computer's own print system but the programs. As root the real cups-pdf
prints real pages into the folder, in a mount namespace of its own, as that program reads its
settings from one fixed place.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Final, Self

PATIENCE: Final = 20.0
"""Seconds after which a rig that does not answer is broken."""
_BIN: Final = Path("/usr/lib/cups")
_PDF_SETTINGS: Final = Path("/etc/cups/cups-pdf.conf")
_FILES: Final = """
FileDevice Yes
SystemGroup root
User lp
Group lp
ServerRoot {r}
ServerBin {r}/bin
RequestRoot {r}/spool
TempDir {r}/spool/tmp
CacheDir {r}/cache
StateDir {r}/state
DataDir /usr/share/cups
AccessLog {r}/log/access
ErrorLog {r}/log/error
PageLog {r}/log/page
Printcap
"""
_SERVER: Final = """
Listen {r}/s
LogLevel debug
Browsing No
WebInterface No
DefaultAuthType None
<Location />
Order deny,allow
Allow all
</Location>
<Policy default>
JobPrivateAccess all
JobPrivateValues none
<Limit All>
Order deny,allow
</Limit>
</Policy>
"""
_CUPS_PDF: Final = """
Out {r}/out
AnonDirName {r}/out
AnonUMask 0000
UserUMask 0000
Spool {r}/pdf
Log {r}/log
LogType 7
Label 0
"""
_DRY: Final = """#!/bin/sh
[ $# = 0 ] && { echo 'direct dry "rig" "rig"'; exit 0; }
cat "${6:--}" > /dev/null
echo "STATE: +media-empty-error" >&2
while [ ! -e RIG/out/refilled ]; do sleep 0.1; done
echo "STATE: -media-empty-error" >&2
"""
"""A printer without paper, in the words of a real backend, until somebody refills it."""
_PPD: Final = """*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "RIG.PPD"
*Manufacturer: "Dermaga"
*Product: "(Rig)"
*ModelName: "Rig"
*ShortNickName: "Rig"
*NickName: "Rig"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: True
*DefaultColorSpace: RGB
*cupsFilter: "application/vnd.cups-pdf 0 -"
*OpenUI *PageSize/Media Size: PickOne
*DefaultPageSize: A4
*PageSize A4/A4: "<</PageSize[595 842]>>setpagedevice"
*PageSize Letter/Letter: "<</PageSize[612 792]>>setpagedevice"
{size}*CloseUI: *PageSize
*OpenUI *PageRegion/Media Size: PickOne
*DefaultPageRegion: A4
*PageRegion A4/A4: "<</PageSize[595 842]>>setpagedevice"
*PageRegion Letter/Letter: "<</PageSize[612 792]>>setpagedevice"
{region}*CloseUI: *PageRegion
*DefaultImageableArea: A4
*ImageableArea A4/A4: "12 12 583 830"
*ImageableArea Letter/Letter: "12 12 600 780"
{area}*DefaultPaperDimension: A4
*PaperDimension A4/A4: "595 842"
*PaperDimension Letter/Letter: "612 792"
{dimension}{duplex}"""
_FOLIO: Final = {
    "size": '*PageSize Folio/F4: "<</PageSize[609 935]>>setpagedevice"\n',
    "region": '*PageRegion Folio/F4: "<</PageSize[609 935]>>setpagedevice"\n',
    "area": '*ImageableArea Folio/F4: "12 12 597 923"\n',
    "dimension": '*PaperDimension Folio/F4: "609 935"\n',
    "duplex": """*OpenUI *Duplex/2-Sided Printing: PickOne
*DefaultDuplex: None
*Duplex None/Off: "<</Duplex false>>setpagedevice"
*Duplex DuplexNoTumble/Long Edge: "<</Duplex true>>setpagedevice"
*Duplex DuplexTumble/Short Edge: "<</Duplex true/Tumble true>>setpagedevice"
*CloseUI: *Duplex
""",
}
_PLAIN: Final = dict.fromkeys(_FOLIO, "")


class NoCupsError(Exception):
    """There can be no such rig on this computer; the words say why."""


class Cups:
    """A print system. A context: with it go its folder, its printers and its jobs."""

    def __init__(self, *, real_pages: bool = False) -> None:
        if reason := _missing(real_pages=real_pages):
            raise NoCupsError(reason)
        # not below pytest's folder: cupsd's filters run as another user, and socket paths are short
        self.place = Path(tempfile.mkdtemp(prefix="dermaga-cups-"))
        self.place.chmod(0o755)
        self.server, self.out = str(self.place / "s"), self.place / "out"
        self._real_pages = real_pages
        self._process: subprocess.Popen[bytes] | None = None
        before = os.umask(0o022)  # a kiosk's own lets nobody else read, cupsd's filters neither
        try:
            self._write()
        finally:
            os.umask(before)
        try:
            self.start()
        except NoCupsError:
            shutil.rmtree(self.place, ignore_errors=True)
            raise

    def _write(self) -> None:
        for name in ("spool/tmp", "cache", "state", "log", "out", "pdf", "bin/backend"):
            (self.place / name).mkdir(parents=True)
        self.out.chmod(0o777)
        for found in _BIN.iterdir():
            if found.name != "backend":
                (self.place / "bin" / found.name).symlink_to(found)
        backends = self.place / "bin" / "backend"
        (backends / "socket").symlink_to(_BIN / "backend" / "socket")
        if self._real_pages:
            shutil.copy(_BIN / "backend" / "cups-pdf", backends)
        written = {
            "cups-files.conf": _FILES,
            "cupsd.conf": _SERVER,
            "cups-pdf.conf": _CUPS_PDF,
            "plain.ppd": _PPD.format_map(_PLAIN),
            "folio.ppd": _PPD.format_map(_FOLIO),
        }
        for name, words in written.items():
            filled = words if name.endswith(".ppd") else words.format(r=self.place)
            (self.place / name).write_text(filled, encoding="utf-8")
        dry = backends / "dry"
        dry.write_text(_DRY.replace("RIG", str(self.place)), encoding="utf-8")
        dry.chmod(0o755)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None
    ) -> None:
        self.stop()
        shutil.rmtree(self.place, ignore_errors=True)

    def start(self) -> None:
        """Start it, or start it again with the jobs it had.

        NoCupsError if this computer forbids it, as AppArmor may with its profile of cupsd.
        """
        conf = self.place
        command = [_cupsd(), "-f", "-c", f"{conf}/cupsd.conf", "-s", f"{conf}/cups-files.conf"]
        if self._real_pages:
            bind = 'mount --bind "$1" "$2" && shift 2 && exec "$@"'
            own = ("unshare", "--mount", "--propagation", "private", "sh", "-c", bind, "sh")
            command = [*own, f"{conf}/cups-pdf.conf", str(_PDF_SETTINGS), *command]
        with (conf / "log" / "said").open("ab") as said:
            self._process = subprocess.Popen(command, stdout=said, stderr=said, umask=0o022)
        deadline = time.monotonic() + PATIENCE
        while subprocess.run(
            ["lpstat", "-r"], env=self._around(), capture_output=True, check=False
        ).stdout.count(b"not running"):
            said_so = (conf / "log" / "said").read_text().strip()
            if self._process.poll() is not None:
                raise NoCupsError(f"cupsd does not start here: {said_so}")
            assert time.monotonic() < deadline, said_so
            time.sleep(0.02)

    def stop(self) -> None:
        """Stop it as a restart of the computer does."""
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(PATIENCE)
            self._process = None
        Path(self.server).unlink(missing_ok=True)

    def forget(self) -> None:
        """Lose all jobs and their numbers, as when the print system is set up anew."""
        for name in ("spool", "cache"):
            for found in (self.place / name).iterdir():
                if found.is_file():
                    found.unlink()

    def queue(self, name: str, device: str, ppd: str = "folio") -> None:
        """Set a printer up that takes jobs."""
        self.do("lpadmin", "-p", name, "-v", device, "-P", f"{self.place}/{ppd}.ppd", "-E")

    def file_queue(self, name: str, ppd: str = "folio") -> Path:
        """A printer that writes each job into a file."""
        self.queue(name, f"file:{self.out}/{name}", ppd)
        return self.out / name

    def do(self, *command: str) -> str:
        """What a CUPS command of this print system says; it must succeed."""
        done = subprocess.run(
            command, env=self._around(), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def jobs(self, which: str = "all") -> list[str]:
        """The ids of its jobs: all, completed or not-completed."""
        return [line.split()[0] for line in self.do("lpstat", "-W", which, "-o").splitlines()]

    def _around(self) -> dict[str, str]:
        path = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
        return {**os.environ, "CUPS_SERVER": self.server, "LC_ALL": "C", "PATH": path}


def _cupsd() -> str:
    return shutil.which("cupsd", path="/usr/sbin:/sbin:/usr/local/sbin") or ""


def _missing(*, real_pages: bool) -> str:
    if not _cupsd() or not shutil.which("lp") or not (_BIN / "filter" / "pdftopdf").exists():
        return "cupsd is not installed (cups, cups-client, cups-filters)"
    if not real_pages:
        return ""
    if not (_BIN / "backend" / "cups-pdf").exists() or not _PDF_SETTINGS.exists():
        return "cups-pdf is not installed (printer-driver-cups-pdf)"
    if os.geteuid() != 0:
        return "only root may give cups-pdf a folder of its own"
    tried = subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False)
    return tried.stderr.decode().strip()


@contextmanager
def deaf() -> Iterator[int]:
    """The port of a printer that takes connections and then does nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


@contextmanager
def closed() -> Iterator[int]:
    """A port at which nobody listens, held so that nobody will."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]
