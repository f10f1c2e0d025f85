"""dermaga sync forward: this kiosk's records on to any LRS, pseudonymous unless asked otherwise."""

from __future__ import annotations

import hashlib
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
import msgspec
from msgspec import Struct

from kiosk.cli.words import STORE_TROUBLE
from kiosk.cli.words_sync import FORWARD as WORDS
from kiosk.cli.words_sync import TROUBLE
from kiosk.house import Rooms
from kiosk.store import StoreTrouble
from kiosk.sync.trouble import SyncTrouble

if TYPE_CHECKING:
    from collections.abc import Generator

    from kiosk.house import House
    from kiosk.sync.forward import FromLog
    from kiosk.wire.forward import Far, Forwarded
    from kiosk.wire.lrs import Lrs

KIND: Final = "forward"
"""Of the documents that tell how far it came, one for each LRS."""
KEY_BYTES: Final = 32
VARIABLE: Final = "DERMAGA_LRS_SECRET"
MOST_NAMED: Final = 5


class Target(Struct, frozen=True):
    """A foreign LRS, the key for it, and how the records go there."""

    url: str
    key: str
    secret: str
    ca: str
    plain: bool

    @property
    def name(self) -> str:
        """The name of the document that tells how far it came."""
        return hashlib.sha256(f"{self.url} {self.plain}".encode()).hexdigest()[:32]


@click.command()
@click.option("--lrs", "url", required=True, metavar="URL", help="Alamat LRS, sebelum /statements.")
@click.option("--key", required=True, help="Nama kunci (Basic authentication).")
@click.option(
    "--secret-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=f"Berkas berisi rahasianya; bila tidak disebut, {VARIABLE} atau ditanyakan.",
)
@click.option("--ca", default="", help="Berkas PEM bila LRS memakai sertifikat sendiri.")
@click.option("--plain", is_flag=True, help="Dengan id peserta dan jawaban, untuk LRS sendiri.")
@click.option("--json", "as_json", is_flag=True, help="Tulis hasilnya sebagai JSON.")
@click.pass_context
def forward(  # noqa: PLR0913 - one parameter for each option
    context: click.Context,
    *,
    url: str,
    key: str,
    secret_file: Path | None,
    ca: str,
    plain: bool,
    as_json: bool,
) -> None:
    """Teruskan catatan kios ini ke LRS mana pun, lewat xAPI biasa. Kios harus ditutup dahulu.

    Tanpa --plain nama peserta disamarkan dengan kunci milik kios ini. Yang sudah diteruskan
    diingat; perintah yang sama melanjutkan dari situ.

    \b
    --json: form, sent, known, other[], refused[], trouble, exit. Kode keluar seperti dermaga sync.
    """  # noqa: D301 - click wants the sign itself
    given: tuple[Rooms, Path] = context.obj
    rooms, data = given
    secret = _secret(secret_file)
    try:
        with rooms.house(data) as house:
            done = _forward(house, Target(url, key, secret, ca, plain))
    except StoreTrouble as trouble:
        raise click.ClickException(STORE_TROUBLE[trouble.code]) from trouble
    context.exit(_tell(done, url, as_json=as_json))


def _secret(file: Path | None) -> str:
    if file is not None:
        return file.read_text("utf-8").strip()
    import os

    return os.environ.get(VARIABLE) or click.prompt(WORDS["secret"], hide_input=True, err=True)


def _forward(house: House, target: Target) -> Forwarded:
    from kiosk.store.exchange import Outgoing
    from kiosk.sync.forward import FromLog
    from kiosk.wire.forward import Forwarded
    from kiosk.wire.lrs import Lrs

    settings = house.office.settings()
    if settings is None:
        raise click.ClickException(WORDS["not-set-up"])
    far = _far(house, target.name)
    page = _home_page(house, settings.domain)
    with closing(Outgoing(house.store.file)) as log:
        source = FromLog(log, page, far.key, plain=target.plain)
        try:
            with closing(Lrs(target.url, (target.key, target.secret), ca=target.ca)) as lrs:
                return _through(house, target.name, forward_to(source, lrs, far, house))
        except SyncTrouble as trouble:
            return Forwarded(far, trouble=trouble.code)


def forward_to(
    source: FromLog, lrs: Lrs, far: Far, house: House
) -> Generator[Far, None, Forwarded]:
    """All steps of the way."""
    from kiosk.wire import forward as on

    return on.forward(source, lrs, far, house.rooms.chance)


def _through(house: House, name: str, going: Generator[Far, None, Forwarded]) -> Forwarded:
    """Go, and keep how far it came after each step."""
    while True:
        try:
            far = next(going)
        except StopIteration as ended:
            done: Forwarded = ended.value
            return done
        house.store.keep(KIND, name, msgspec.json.encode(far))


def _far(house: House, name: str) -> Far:
    """How far it came to that LRS; its key is drawn the first time, one for all pseudonyms."""
    from kiosk.wire.forward import Far

    kept = house.store.document(KIND, name)
    if kept is not None:
        return msgspec.json.decode(kept, type=Far)
    key = house.store.document(KIND, "key")
    if key is None:
        key = house.rooms.chance(KEY_BYTES)
        house.store.keep(KIND, "key", key)
    return Far(key)


def _home_page(house: House, domain: str) -> str:
    """Under which learners are named: the agency's, or the kiosk's own domain."""
    from kiosk.sync import pairing

    found = pairing.read(house.folder.path)
    return found.agency.home_page if found else f"https://{domain}"


def _tell(done: Forwarded, url: str, *, as_json: bool) -> int:
    from kiosk.cli.sync_round import exit_code

    code = exit_code(done.trouble or "")
    if as_json:
        told = {
            "form": 1,
            "sent": done.sent,
            "known": done.known,
            "other": done.other,
            "refused": done.refused,
            "trouble": done.trouble or "",
            "exit": code,
        }
        click.echo(msgspec.json.encode(told).decode())
        return code
    click.echo(WORDS["done"].format(url=url, sent=done.sent, known=done.known))
    for names, words in ((done.other, WORDS["other"]), (done.refused, WORDS["refused"])):
        if names:
            click.echo(words.format(n=len(names), names=", ".join(names[:MOST_NAMED])), err=True)
    if done.trouble:
        told_words = {"unpaired": WORDS["login"], "strange": WORDS["no-lrs"]}
        click.echo(told_words.get(done.trouble, TROUBLE[done.trouble]), err=True)
    return code
