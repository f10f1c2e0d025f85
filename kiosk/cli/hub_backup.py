"""dermaga hub backup: a copy of the database, while the server works."""

from __future__ import annotations

from pathlib import Path

import click
from sqlalchemy import make_url

from kiosk.cli.hub_place import Place, placed
from kiosk.cli.hub_words import BACKUP, size
from kiosk.hub.post.backup import backup as make
from kiosk.hub.post.trouble import PostTrouble


@click.command()
@placed
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(place: Place, file: Path) -> None:
    """Salin basis data ke FILE selagi server berjalan, lalu periksa hasilnya.

    Kunci instansi tidak ikut. PostgreSQL dicadangkan dengan pg_dump.
    """
    if place.file is None:
        url = make_url(place.database).set(drivername="postgresql")
        shown = url.render_as_string(hide_password=True)
        raise click.ClickException(BACKUP["postgresql"].format(file=file, url=shown))
    try:
        count = make(place.file, file)
    except PostTrouble as trouble:
        words = BACKUP[trouble.code.removeprefix("backup-")]
        raise click.ClickException(words.format(file=file, folder=place.folder)) from trouble
    click.echo(BACKUP["done"].format(file=file, size=size(count)))
    click.echo(BACKUP["keys"])
