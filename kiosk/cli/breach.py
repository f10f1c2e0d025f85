"""dermaga breach: the draft of the written notice of UU 27/2022 Pasal 46."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.house import Rooms
from kiosk.learning.trouble import NotAllowed
from kiosk.office.office import Office
from kiosk.people.agency import Settings
from kiosk.store import Store, StoreTrouble
from kiosk.store.folder import FILE

if TYPE_CHECKING:
    from kiosk.office.breach import Found, Holdings

REFUSED = {
    "found-unreadable": 'Waktu --found tidak terbaca. Tulis seperti "2026-11-24 09:00".',
    "found-later": "Waktu --found ada di masa depan. Periksa waktu itu dan jam komputer ini.",
    "names-somebody": (
        "Ada NIP atau nama peserta dalam --what, --how, atau --done. Surat ini dibaca semua orang:"
        " tulis jenis datanya saja."
    ),
}
UNREADABLE = (
    "Data kios tidak dapat dibaca: kop surat dan jumlah data dibiarkan kosong untuk Anda isi."
)


@click.command()
@click.option("--found", "when", required=True, help='Kapan diketahui: "2026-11-24 09:00".')
@click.option("--what", default="", help="Data apa yang terungkap.")
@click.option("--how", default="", help="Kapan dan bagaimana terungkap.")
@click.option("--done", default="", help="Penanganan dan pemulihan.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.pass_obj
def breach(  # noqa: PLR0913, PLR0917 - one for each option
    given: tuple[Rooms, Path], when: str, what: str, how: str, done: str, out: Path
) -> None:
    """Buat draf pemberitahuan kegagalan Pelindungan Data Pribadi (UU 27/2022 Pasal 46).

    Surat kepada peserta, surat kepada lembaga, dan daftar periksa 72 jam; tanpa nama dan NIP.
    """
    from kiosk.cli.private_file import write_new
    from kiosk.office.breach import Found, read_found
    from kiosk.office.breach_page import notice
    from kiosk.office.paper import moment_words

    rooms, data = given
    try:
        found = Found(_not_later(read_found(when), rooms.now()), what, how, done)
        settings, kept = _kept(rooms, data, found)
    except NotAllowed as no:
        raise click.ClickException(REFUSED[no.code]) from no
    write_new(out, notice(settings, kept, found).encode())
    if kept is None:
        click.echo(UNREADABLE, err=True)
    click.echo(f"Draf ditulis ke {out}. Isi semua bagian [isi: …].")
    past = _utc(found.deadline) <= rooms.now()
    click.echo(f"Batas akhir {moment_words(found.deadline)}{' sudah lewat' if past else ''}.")


def _not_later(at: dt.datetime, now: int) -> dt.datetime:
    if _utc(at) > now:
        raise NotAllowed("found-later")
    return at


def _utc(at: dt.datetime) -> int:
    """UTC milliseconds of a local time, by this computer's time zone."""
    return int(at.timestamp() * 1000)


def _kept(rooms: Rooms, data: Path, found: Found) -> tuple[Settings | None, Holdings | None]:
    """The settings, and what is kept; nothing of a file that cannot be read: that is a failure too.

    Nothing is written, as the file may be evidence, and a kiosk may go on working meanwhile.
    """
    from kiosk.office.breach import check_nameless, holdings

    texts = (found.what, found.how, found.done)
    check_nameless(texts, (), found.at.date())
    try:
        store = Store(data / FILE, rooms.now, rooms.chance, view_only=True)
    except StoreTrouble:
        return None, None
    try:
        office = Office(store, rooms.ticks, found.at.date, rooms.pick)
        check_nameless(texts, office.people(), found.at.date())
        return office.settings(), holdings(store, rooms.day_of)
    except StoreTrouble:
        return None, None
    finally:
        store.close()
