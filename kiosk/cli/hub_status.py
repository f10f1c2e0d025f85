"""dermaga hub status: the hub in five lines, and the numbers of certificates given twice."""

from __future__ import annotations

from typing import Any, Final

import click
import msgspec
from sqlalchemy import func, select, text

from kiosk.cli.hub_kept import zone
from kiosk.cli.hub_place import Place, now, opened, placed
from kiosk.cli.hub_words import SERVING, STATUS
from kiosk.hub.database import reading
from kiosk.hub.pages.certificates import doubles
from kiosk.hub.pages.digest import catch_up
from kiosk.hub.post import saying, tables
from kiosk.hub.post.health import health, kiosk_states
from kiosk.hub.post.post import Post
from kiosk.parcel import sealing

MOST_SHOWN: Final = 20
"""Numbers on the screen; JSON has them all."""


@click.command()
@placed
@click.option("--json", "as_json", is_flag=True, help="Tulis hasilnya sebagai JSON.")
def status(place: Place, *, as_json: bool) -> None:
    """Tulis keadaan server: instansi, basis data, kios, catatan, dan kabar."""
    with opened(place) as post:
        found = _found(post, place)
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
        return
    click.echo(SERVING["agency"].format(name=found["agency"], mark=found["mark"]))
    click.echo(STATUS["database"].format(kind=found["database"], step=found["step"]))
    click.echo(STATUS["kiosks"].format(**found["kiosks"]))
    click.echo(STATUS["records"].format(**found))
    click.echo(STATUS["word" if found["word"] else "no-word"].format(version=found["word"]))
    if found["double_numbers"]:
        click.echo(STATUS["doubles"].format(count=len(found["double_numbers"])))
        for number in found["double_numbers"][:MOST_SHOWN]:
            click.echo(f"  {number}")


def _found(post: Post, place: Place) -> dict[str, Any]:
    agency, kept = post.keys.agency, health(post) or {}
    while catch_up(post.engine, zone()):
        pass
    with reading(post.engine) as connection:
        statements = connection.scalar(text("select count(*) from statement"))
        parcels = connection.scalar(select(func.count()).select_from(tables.intake))
        aside = connection.scalar(select(func.count()).select_from(tables.quarantine))
        kiosks = kiosk_states(connection, now())
        doubled = doubles(connection)
    return {
        "agency": agency.name,
        "home_page": agency.home_page,
        "mark": sealing.fingerprint(agency),
        "database": kept.get("database", ""),
        "step": kept.get("step", ""),
        "kiosks": kiosks,
        "statements": statements,
        "parcels": parcels,
        "aside": aside,
        "word": saying.version(place.word),
        "double_numbers": doubled,
    }
