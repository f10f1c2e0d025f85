"""dermaga hub: the agency's side. `python -m kiosk.cli.hub` needs only requirements/hub.txt."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Final

import click

from kiosk.cli.hub_words import MISSING

COMMANDS: Final = {
    "serve": "hub_serve",
    "pair": "hub_pair",
    "client": "hub_clients",
    "officer": "hub_officers",
    "say": "hub_say",
    "revoke": "hub_kiosks",
    "kiosks": "hub_kiosks",
    "status": "hub_status",
    "stick": "hub_sticks",
    "folder": "hub_sticks",
    "forward": "hub_forward",
    "backup": "hub_backup",
    "page": "hub_page",
}
"""Each command, and the module it is loaded from when asked for."""
PACKAGES: Final = frozenset({
    "alembic", "argon2", "cbor2", "cryptography", "jinja2", "msgspec", "nacl", "psycopg",
    "segno", "sqlalchemy", "starlette", "tuf", "uvicorn", "zeroconf",
})  # fmt: skip
"""What requirements/hub.in names besides click, as it is imported."""


@contextmanager
def whole() -> Iterator[None]:
    """A missing package of the hub as a sentence (ClickException), at whatever moment it shows.

    Commands load most packages when they need them, so a kiosk's computer may lack one late.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package not in PACKAGES:
            raise
        raise click.ClickException(MISSING.format(package=package)) from error


class Hub(click.Group):
    """The hub's commands, loaded when asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own form
        """All commands, by name."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """A command, or None."""
        if cmd_name not in COMMANDS:
            return None
        with whole():
            module = import_module(f"kiosk.cli.{COMMANDS[cmd_name]}")
        found: click.Command = getattr(module, cmd_name)
        return found

    def invoke(self, ctx: click.Context) -> object:
        """A command carried out, or one sentence that says what is missing for it."""
        with whole():
            return super().invoke(ctx)


@click.group(cls=Hub)
def hub() -> None:
    """Server instansi: menerima catatan dari kios lewat jaringan, USB, atau map bersama.

    Data server ada di satu map (--folder); kunci instansi di dalamnya tidak boleh hilang.
    """
    if os.name == "posix":
        os.umask(0o077)


def run() -> None:
    """The commands by themselves, where no kiosk is installed."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    hub(prog_name="python -m kiosk.cli.hub")


if __name__ == "__main__":
    run()
