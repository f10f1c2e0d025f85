"""dermaga hub forward: what the hub has on to any LRS, pseudonymous unless asked otherwise."""

from __future__ import annotations

import datetime as dt
import os
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
import msgspec
from msgspec import Struct

from kiosk.cli.hub_place import Place, opened, placed
from kiosk.cli.hub_words import FORWARD, FORWARD_TROUBLE, TROUBLE
from kiosk.hub import forwarding
from kiosk.hub.post.post import Post

if TYPE_CHECKING:
    from kiosk.wire.forward import Far, Forwarded
    from kiosk.wire.lrs import Lrs

VARIABLE: Final = "DERMAGA_LRS_SECRET"
MOST_NAMED: Final = 5
WHOLE, NOT_YET, REFUSED = 0, 3, 4
_LATER: Final = frozenset({"away", "gone", "slow", "wait"})


class Target(Struct, frozen=True):
    """A foreign LRS, the key for it, and what goes there."""

    url: str
    key: str
    secret: str
    ca: str
    wish: forwarding.Wish


@click.command()
@placed
@click.option("--lrs", "url", required=True, metavar="URL", help="Alamat LRS, sebelum /statements.")
@click.option("--key", required=True, help="Nama kunci (Basic authentication).")
@click.option(
    "--secret-file",
    type=click.Path(path_type=Path),
    help=f"Berkas berisi rahasianya; bila tidak disebut, {VARIABLE} atau ditanyakan.",
)
@click.option("--ca", default="", help="Berkas PEM bila LRS memakai sertifikat sendiri.")
@click.option("--plain", is_flag=True, help="Dengan id peserta dan jawaban, untuk LRS sendiri.")
@click.option("--all", "others", is_flag=True, help="Juga pernyataan klien xAPI lain; --plain.")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Hanya yang diterima server sejak tanggal ini.",
)
@click.option("--json", "as_json", is_flag=True, help="Tulis hasilnya sebagai JSON.")
def forward(
    place: Place, *, secret_file: Path | None, since: dt.datetime | None, **how: str | bool
) -> None:
    """Teruskan pernyataan server ini ke LRS mana pun, lewat xAPI biasa; server boleh berjalan.

    Tanpa --plain nama peserta disamarkan dengan kunci instansi. Yang sudah diteruskan diingat;
    perintah yang sama melanjutkan dari situ.

    \b
    --json: form, sent, known, other[], refused[], skipped, trouble, exit.
    Kode keluar: 0 selesai, 3 coba lagi nanti, 4 ditolak.
    """  # noqa: D301 - click wants the sign itself
    plain, others = bool(how["plain"]), bool(how["others"])
    if others and not plain:
        raise click.UsageError(FORWARD["all"])
    start = 0 if since is None else int(since.astimezone().timestamp()) * 1_000_000
    where = (str(how["url"]), str(how["key"]), _secret(secret_file), str(how["ca"]))
    target = Target(*where, forwarding.Wish(plain, others, start))
    with opened(place) as post:
        done, skipped = _forward(post, target)
    _tell(done, skipped, target.url, as_json=bool(how["as_json"]))
    click.get_current_context().exit(_exit(done))


def _secret(file: Path | None) -> str:
    if file is None:
        return os.environ.get(VARIABLE) or click.prompt(
            FORWARD["secret"], hide_input=True, err=True
        )
    try:
        return file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise click.ClickException(FORWARD["file"].format(file=file)) from error


def _forward(post: Post, target: Target) -> tuple[Forwarded, int]:
    """How the run ended, and how many statements were passed over for their attachments."""
    from kiosk.wire.forward import Forwarded
    from kiosk.wire.lrs import Lrs
    from kiosk.wire.trouble import SyncTrouble

    name = forwarding.mark(target.url, target.wish)
    begun = forwarding.far(post.engine, name, post.keys.mac("pseudonym"))
    source = forwarding.Stored(post.engine, begun.key, target.wish)
    try:
        with closing(Lrs(target.url, (target.key, target.secret), ca=target.ca)) as lrs:
            return _through(post, name, source, lrs, begun), source.skipped
    except SyncTrouble as trouble:  # an address or authority that is none
        return Forwarded(begun, trouble=trouble.code), 0


def _through(post: Post, name: str, source: forwarding.Stored, lrs: Lrs, begun: Far) -> Forwarded:
    """Go, and keep how far it came after each step."""
    from kiosk.wire.forward import forward as going_on

    going = going_on(source, lrs, begun, post.chance)
    while True:
        try:
            far = next(going)
        except StopIteration as ended:
            done: Forwarded = ended.value
            return done
        forwarding.keep(post.engine, name, far)


def _exit(done: Forwarded) -> int:
    if not done.trouble:
        return WHOLE
    return NOT_YET if done.trouble in _LATER else REFUSED


def _tell(done: Forwarded, skipped: int, url: str, *, as_json: bool) -> None:
    if as_json:
        told = {
            "form": 1,
            "sent": done.sent,
            "known": done.known,
            "other": done.other,
            "refused": done.refused,
            "skipped": skipped,
            "trouble": done.trouble or "",
            "exit": _exit(done),
        }
        click.echo(msgspec.json.encode(told).decode())
        return
    click.echo(FORWARD["done"].format(url=url, sent=done.sent, known=done.known))
    for names, words in ((done.other, FORWARD["other"]), (done.refused, FORWARD["refused"])):
        if names:
            click.echo(words.format(n=len(names), names=", ".join(names[:MOST_NAMED])), err=True)
    if skipped:
        click.echo(FORWARD["skipped"].format(n=skipped), err=True)
    if done.trouble:
        usual = TROUBLE["other"].format(code=done.trouble)
        click.echo(FORWARD_TROUBLE.get(done.trouble, usual), err=True)
