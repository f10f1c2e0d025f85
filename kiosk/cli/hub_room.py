"""The server's name in the room, by Zeroconf (RFC 6762, 6763): no address has to be typed."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import click

from kiosk.cli.hub_words import SERVING
from kiosk.parcel import sealing
from kiosk.parcel.forms import Agency

if TYPE_CHECKING:
    from zeroconf import ServiceInfo

SERVICE: Final = "_dermaga._tcp.local."
_LONGEST: Final = 63
"""Bytes of a name (RFC 1035)."""


@contextmanager
def announced(room: str, agency: Agency, port: int, *, tls: bool) -> Iterator[None]:
    """Announce the server while the block runs; where that cannot be, one sentence says so."""
    from zeroconf import Error, Zeroconf

    try:
        found = Zeroconf()
    except OSError:
        click.echo(SERVING["no-room"], err=True)
        yield
        return
    info = _info(room, agency, port, tls=tls)
    try:
        found.register_service(info, allow_name_change=True)
        click.echo(SERVING["room"].format(room=info.get_name()))
    except (Error, OSError):
        click.echo(SERVING["no-room"], err=True)
    try:
        yield
    finally:
        found.unregister_all_services()
        found.close()


def _info(room: str, agency: Agency, port: int, *, tls: bool) -> ServiceInfo:
    from zeroconf import ServiceInfo

    name = room.replace(".", " ").encode()[:_LONGEST].decode(errors="ignore").strip()
    about = {
        "name": agency.name,
        "path": "/post/1/",
        "scheme": "https" if tls else "http",
        "mark": sealing.key_id(agency.sign),
    }
    return ServiceInfo(
        SERVICE,
        f"{name}.{SERVICE}",
        port=port,
        properties=about,
        server=f"{socket.gethostname().partition('.')[0] or 'dermaga'}.local.",
        parsed_addresses=addresses(),
    )


def addresses() -> list[str]:
    """The computer's addresses in its networks; its own loop only if there is no other."""
    import ifaddr

    found = [ip.ip for adapter in ifaddr.get_adapters() for ip in adapter.ips if ip.is_IPv4]
    plain = [str(ip) for ip in found]
    return [ip for ip in plain if not ip.startswith("127.")] or plain
