"""dermaga certificate: the register of certificates, for whoever answers for it.

Each command stands in a module of its own and is loaded when asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import Final

import click

COMMANDS: Final = {
    "bulk": "certificate_bulk",
    "emblem": "certificate_emblem",
    "export": "certificate_register",
    "list": "certificate_register",
    "page": "certificate_page",
    "renewals": "certificate_register",
    "replace": "certificate_revoke",
    "revoke": "certificate_revoke",
    "show": "certificate_register",
    "siasn": "certificate_siasn",
    "sign": "certificate_sign",
}
"""Name to module in this room; the command has the name in its module too."""
_NAMED: Final = {"list": "listed"}
"""But for what Python has a use for itself."""


class Certificates(click.Group):
    """The commands of `COMMANDS`."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own form
        """All commands, by name."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """A command, or None."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"kiosk.cli.{COMMANDS[cmd_name]}")
        found: click.Command = getattr(module, _NAMED.get(cmd_name, cmd_name))
        return found


@click.group(cls=Certificates)
def certificate() -> None:
    """Register sertifikat: cari, ekspor, cabut, ganti, kumpulkan, tanda tangani, SIASN."""
