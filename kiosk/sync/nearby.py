"""Hubs in the room that announce themselves by Zeroconf (RFC 6763). Nothing is asked outside.

A look is done by a child process: Zeroconf takes 6 MiB, of which Python gives nothing back after
the few seconds in which it is wanted.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct

import kiosk

if TYPE_CHECKING:
    from zeroconf import ServiceInfo, Zeroconf

SERVICE: Final = "_dermaga._tcp.local."
_ANSWER_MS: Final = 2_000
_PATIENCE: Final = 20.0
"""Seconds beyond those of the look itself that a slow computer may take for a child."""
_ROOT: Final = Path(kiosk.__file__).parents[1]
_CHILD: Final = (sys.executable, "-E", "-m", "kiosk.sync.nearby")


class Found(Struct, frozen=True, order=True):
    """A hub that said it is here: its room's name, where, and of which agency.

    `mark` is the `key_id` of the agency's signing key. All that is only said; what counts is shown
    when a round meets it.
    """

    name: str
    url: str
    agency: str = ""
    mark: str = ""


def hubs(seconds: float, child: Sequence[str] = _CHILD) -> tuple[Found, ...]:
    """Listen for so many seconds; whoever answered, by name. Empty where there is no network.

    `child` is the command that listens; one that fails has heard nobody.
    """
    try:
        told = subprocess.run(  # noqa: S603 - this program's own Python and module
            [*child, str(seconds)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            timeout=seconds + _PATIENCE,
            check=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        return msgspec.json.decode(told.stdout, type=tuple[Found, ...])
    except (OSError, subprocess.SubprocessError, msgspec.MsgspecError):
        return ()


def listen(seconds: float) -> tuple[Found, ...]:
    """`hubs` in this process."""
    from zeroconf import ServiceBrowser, Zeroconf

    try:
        listening = Zeroconf()
    except OSError:
        return ()
    heard = _Heard()
    try:
        ServiceBrowser(listening, SERVICE, heard)  # type: ignore[arg-type]
        threading.Event().wait(seconds)
    finally:
        listening.close()
    return tuple(sorted(set(heard.found)))


class _Heard:
    """Whoever was heard; called from Zeroconf's own thread."""

    def __init__(self) -> None:
        self.found: list[Found] = []

    def add_service(self, listening: Zeroconf, kind: str, name: str) -> None:
        """Someone is there."""
        told = listening.get_service_info(kind, name, timeout=_ANSWER_MS)
        if told is not None:
            name = told.name.removesuffix("." + SERVICE)
            agency, mark = _said(told, b"name"), _said(told, b"mark")
            self.found += [Found(name, url, agency, mark) for url in _urls(told)[:1]]

    def update_service(self, listening: Zeroconf, kind: str, name: str) -> None:
        """Someone says more."""
        self.add_service(listening, kind, name)

    def remove_service(self, *_told: object) -> None:
        """Someone left: whoever asks finds out."""


def _said(told: ServiceInfo, what: bytes) -> str:
    return ((told.properties or {}).get(what) or b"").decode("utf-8", "replace")


def _urls(told: ServiceInfo) -> list[str]:
    scheme = "https" if _said(told, b"scheme") == "https" else "http"
    hosts = [f"[{a}]" if ":" in a else a for a in told.parsed_addresses()]
    hosts.sort(key=lambda host: host.startswith("["))  # an IPv4 address is easier to say
    return [f"{scheme}://{host}:{told.port}" for host in hosts]


if __name__ == "__main__":
    sys.stdout.buffer.write(msgspec.json.encode(listen(float(sys.argv[1]))))
