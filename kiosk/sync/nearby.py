"""Hubs in the room that announce themselves by Zeroconf (RFC 6763). Nothing is asked outside."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from zeroconf import ServiceInfo, Zeroconf

SERVICE: Final = "_dermaga._tcp.local."
_ANSWER_MS: Final = 2_000


class Found(Struct, frozen=True, order=True):
    """A hub that said it is here: its room's name, where, and of which agency.

    `mark` is the `key_id` of the agency's signing key. All that is only said; what counts is shown
    when a round meets it.
    """

    name: str
    url: str
    agency: str = ""
    mark: str = ""


def hubs(seconds: float) -> tuple[Found, ...]:
    """Listen for so many seconds; whoever answered, by name. Empty where there is no network."""
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
