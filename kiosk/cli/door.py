"""dermaga: the first command, which opens the window, and all others."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Final

import click

from kiosk import __version__
from kiosk.house import Rooms
from kiosk.store import StoreTrouble

COMMANDS: Final = (
    "setup", "roster", "person", "breach", "course", "tour", "bench", "faults",
    "doctor", "backup", "restore", "sync", "hub", "certificate", "verify", "cohort",
    "essay", "paper-test", "staff", "log", "report", "items", "followup",
)  # fmt: skip


class Door(click.Group):
    """Each command in the module of its name, loaded when asked for: the window needs none."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own form
        """All commands, by name."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """A command, or None."""
        if cmd_name not in COMMANDS:
            return None
        name = cmd_name.replace("-", "_")
        found: click.Command = getattr(import_module(f"kiosk.cli.{name}"), name)
        return found


@click.group(cls=Door, invoke_without_command=True)
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="DERMAGA_DATA",
    help="Map data kios; bila tidak disebut, map data pengguna.",
)
@click.version_option(__version__, prog_name="dermaga")
@click.pass_context
def commands(context: click.Context, data: Path | None) -> None:
    """Dermaga: kios pelatihan ASN yang bekerja tanpa internet.

    Tanpa perintah, jendela kios dibuka.
    """
    rooms: Rooms = context.obj
    context.obj = (rooms, data or _usual_folder())
    if context.invoked_subcommand is None:
        sys.exit(_open(context, rooms, context.obj[1]))


def _open(context: click.Context, rooms: Rooms, data: Path) -> int:
    """The window; where there is no screen, the tour instead, with one sentence that says so."""
    if not _has_screen():
        click.echo("Tidak ada layar di komputer ini, jadi tur dijalankan: gambarnya di folder out.")
        from kiosk.cli.tour import tour

        return int(context.invoke(tour, out=Path("out"), lang="id", size="1366x768"))
    try:
        return rooms.open_window(rooms, data)
    except StoreTrouble as trouble:
        from kiosk.cli.words import STORE_TROUBLE

        raise click.ClickException(STORE_TROUBLE[trouble.code]) from trouble


def _has_screen() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    shown = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in shown)


def _usual_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("dermaga", appauthor=False)
