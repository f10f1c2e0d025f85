"""dermaga hub kiosks and revoke: who sends, and who may not any more."""

from __future__ import annotations

import click
import msgspec

from kiosk.cli.hub_place import Place, opened, placed
from kiosk.cli.hub_words import CARRIERS, KIOSKS, REVOKE, moment
from kiosk.hub.database import reading, writing
from kiosk.hub.post import aside, revocations, saying
from kiosk.hub.post.listing import KioskListed
from kiosk.hub.post.listing import kiosks as listed
from kiosk.hub.post.post import Post


@click.command()
@placed
@click.option("--json", "as_json", is_flag=True, help="Tulis hasilnya sebagai JSON.")
def kiosks(place: Place, *, as_json: bool) -> None:
    """Tulis semua kios: terakhir terdengar, lewat mana, dan yang masih menunggu di sana."""
    with opened(place) as post, reading(post.engine) as connection:
        found = listed(connection)
        put_aside = len(aside.listed(connection))
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
        return
    if not found:
        click.echo(KIOSKS["none"])
        return
    click.echo(KIOSKS["listed"])
    for each in found:
        click.echo(_line(each))
    if put_aside:
        click.echo(KIOSKS["aside"].format(count=put_aside))


def _line(kiosk: KioskListed) -> str:
    last = moment(kiosk.contact) if kiosk.contact else KIOSKS["never"]
    state = KIOSKS["gap"] if kiosk.missing and kiosk.state == "active" else KIOSKS[kiosk.state]
    return (
        f"{kiosk.label[:20]:20}  {last:16}  {CARRIERS[kiosk.carrier]:6}  {kiosk.events:>7}"
        f"  {kiosk.waiting:>8}  {state:7}  {kiosk.device}"
    )


@click.group()
def revoke() -> None:
    """Cabut kios atau sertifikat peserta."""


_REASON = click.option("--reason", required=True, help="Sebabnya; ikut tercatat.")


@revoke.command()
@placed
@click.argument("device")
@_REASON
def device(place: Place, device: str, reason: str) -> None:
    """Cabut kios DEVICE (pengenal atau awalannya): seluruh komputer itu tidak diterima lagi."""
    with opened(place) as post:
        with writing(post.engine) as connection:
            gone = revocations.revoke_device(post, connection, device, reason)
        words = REVOKE["devices"].format(count=len(gone)) if gone else REVOKE["already"]
        click.echo(words)
        _say(post, place)


@revoke.command()
@placed
@click.argument("number")
@_REASON
def certificate(place: Place, number: str, reason: str) -> None:
    """Cabut sertifikat bernomor NUMBER per hari ini."""
    with opened(place) as post:
        with writing(post.engine) as connection:
            new = revocations.revoke_certificate(post, connection, number, reason)
        words = REVOKE["certificate" if new else "certificate-already"]
        click.echo(words.format(number=number))
        _say(post, place)


def _say(post: Post, place: Place) -> None:
    """Tell the kiosks by the agency's word."""
    version = saying.say_revoked(post, place.word)
    words = REVOKE["word"].format(version=version) if version else REVOKE["no-word"]
    click.echo(words)
