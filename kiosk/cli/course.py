"""dermaga course: for those who write courses, and for whoever installs them."""

from __future__ import annotations

from importlib import import_module
from typing import Final

import click

_COMMANDS: Final = (
    "new", "import", "check", "preview", "export", "build", "sign", "install", "remove", "list",
)  # fmt: skip


class Course(click.Group):
    """Each command in the module of its name, loaded when asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own form
        """All commands, in the order of the work."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """A command, or None."""
        if cmd_name not in _COMMANDS:
            return None
        found: click.Command = import_module(f"kiosk.cli.course_{cmd_name}").command
        return found


@click.group(cls=Course)
def course() -> None:
    """Pelatihan: menulis, memeriksa, mengemas, dan memasangnya."""
