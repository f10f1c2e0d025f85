"""dermaga setup: set a kiosk up without a window."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click

from kiosk.cli.words import SETTINGS_FAULT, SETTINGS_FIELD, STORE_TROUBLE
from kiosk.house import Rooms
from kiosk.learning.trouble import NotAllowed
from kiosk.office.faults import SettingsFault
from kiosk.office.settings_file import read_settings
from kiosk.people.agency import Settings
from kiosk.store import StoreTrouble


@click.command()
@click.option("--file", "file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--demo", is_flag=True, help="Siapkan kios contoh dengan lima peserta contoh.")
@click.pass_obj
def setup(given: tuple[Rooms, Path], file: Path | None, *, demo: bool) -> None:
    """Siapkan kios dari berkas kiosk.toml, tanpa jendela."""
    rooms, data = given
    if demo == (file is not None):
        raise click.UsageError("Sebut --file kiosk.toml atau --demo.")
    try:
        with rooms.house(data) as house:
            if file is None:
                house.office.set_up_demo()
            else:
                house.office.set_up(*_read(file))
    except StoreTrouble as trouble:
        raise click.ClickException(STORE_TROUBLE[trouble.code]) from trouble
    except NotAllowed as no:
        words = "Kios ini sudah disiapkan. Ubah pengaturannya di layar pengelola."
        raise click.ClickException(words) from no
    click.echo(f"Kios siap: {data}")


def _read(file: Path) -> tuple[Settings, str]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{file.name} bukan teks UTF-8.") from error
    found = read_settings(text)
    faults = [part for part in found if isinstance(part, SettingsFault)]
    if faults:
        raise click.ClickException("\n" + "\n".join(f"{file.name}:{_say(f)}" for f in faults))
    return cast("tuple[Settings, str]", found)


def _say(fault: SettingsFault) -> str:
    form = SETTINGS_FAULT[fault.code]
    if fault.code == "wrong":
        form = SETTINGS_FIELD.get(fault.field, form)
    return f"{fault.line}: {form.replace('{field}', fault.field)}"
