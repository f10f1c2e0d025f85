"""dermaga hub backup: all that is needed to set the server up again, while it works."""

from __future__ import annotations

from pathlib import Path

import click
from sqlalchemy import make_url

from kiosk.cli.hub_place import Place, placed
from kiosk.cli.hub_words import BACKUP, size
from kiosk.hub.post.backup import Parts
from kiosk.hub.post.backup import backup as make
from kiosk.hub.post.trouble import PostTrouble

_KIND = "backup-"


@click.command()
@placed
@click.argument("target", metavar="MAP", type=click.Path(path_type=Path))
def backup(place: Place, target: Path) -> None:
    """Buat MAP baru berisi basis data, kunci, daftar peserta, dan kabar, selagi server berjalan.

    MAP cukup untuk memasang server ini lagi, dan siapa memegangnya dapat bertindak sebagai
    instansi: simpan di tempat terkunci. Basis data PostgreSQL dicadangkan dengan pg_dump.
    """
    try:
        count = make(Parts(place.file, place.secrets, place.word), target)
    except PostTrouble as trouble:
        if not trouble.code.startswith(_KIND):
            raise
        words = BACKUP[trouble.code.removeprefix(_KIND)]
        raise click.ClickException(words.format(target=target, folder=place.folder)) from trouble
    click.echo(BACKUP["done"].format(target=target, size=size(count)))
    click.echo(BACKUP["keys"])
    if place.word.is_dir() and not (target / "word" / "keys" / "root.key").is_file():
        click.echo(BACKUP["root-away"], err=True)
    if place.file is None:
        url = make_url(place.database).set(drivername="postgresql")
        shown = url.render_as_string(hide_password=True)
        click.echo(BACKUP["postgresql"].format(file=target / "hub.dump", url=shown))
