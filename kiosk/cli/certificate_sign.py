"""dermaga certificate sign: the agency's electronic signature (PAdES), with its own P12."""

from __future__ import annotations

import datetime as dt
import errno
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec
from msgspec import Struct

from kiosk.certificate.signature_trouble import SignTrouble
from kiosk.cli import certificate_sign_words as words
from kiosk.cli.certificate_bulk import Stopped
from kiosk.cli.certificate_chosen import Chosen, checked, choosing, opened, today
from kiosk.cli.certificate_chosen import wanted as wanted_of
from kiosk.cli.person import Given
from kiosk.house import House, Rooms
from kiosk.register import bulk as work

if TYPE_CHECKING:
    from kiosk.register.signed import Left, Pen, Task, Told

_FILE = click.Path(dir_okay=False, path_type=Path)
_MOST_SECRET = 4096
_RIGHTLY = frozenset({"revoked-certificate", "replaced"})
"""Left out as it should be."""


class Typed(Struct, frozen=True):
    """What was typed about the signature."""

    p12: Path
    passphrase_file: Path | None
    level: Any
    tsa: str
    ca: Path | None
    number: int
    visible: bool
    out: Path
    as_json: bool
    lang: str


@click.command()
@click.argument("what", metavar="[NOMOR|BERKAS.pdf]...", nargs=-1)
@choosing
@click.option("--p12", required=True, type=_FILE, help="Berkas P12 instansi: kunci dan sertifikat.")
@click.option("--passphrase-file", type=_FILE, help="Frasa sandinya; bila tidak disebut, ditanya.")
@click.option(
    "--level",
    type=click.Choice(["b-b", "b-t", "b-lta"]),
    default="b-b",
    help="PAdES: tanpa jaringan (b-b), dengan cap waktu (b-t), untuk disimpan lama (b-lta).",
)
@click.option("--tsa", default="", metavar="ALAMAT", help="Server penanda waktu (RFC 3161).")
@click.option("--ca", type=_FILE, help="Sertifikat PEM penerbit yang dipercaya.")
@click.option("--as", "number", type=click.IntRange(1, 2), default=1, help="Penanda tangan ke-.")
@click.option(
    "--visible/--invisible", default=True, help="Tampak di kotak tanda tangan, atau tidak."
)
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Map.")
@click.option("--json", "as_json", is_flag=True, help="Tulis hasilnya sebagai JSON.")
@click.option("--lang", type=click.Choice(["id", "en"]), default="id", help="Bahasa jawaban.")
@click.pass_obj
def sign(given: Given, /, what: tuple[str, ...], **typed: Any) -> None:  # noqa: ANN401
    """Bubuhkan tanda tangan elektronik instansi pada sertifikat, dengan kunci P12 miliknya.

    Berkas yang terbit tidak berubah: hasilnya berkas lain, "Sertifikat ….ttd.pdf", di map --out.
    Setiap tanda tangan diperiksa lagi sebelum disimpan. Yang dicabut tidak ditandatangani. Jalankan
    perintah yang sama untuk melanjutkan: tidak ada yang ditandatangani dua kali. Ini bukan TTE yang
    diterbitkan negara; baca docs/agency-signature.md.
    """
    names = Chosen.__struct_fields__
    chosen = checked(Chosen(**{name: typed.pop(name) for name in names}))
    asked = Typed(**typed)
    _check(what, chosen, asked)
    try:
        told = _run(given, what, chosen, asked)
    except SignTrouble as trouble:
        sentence = words.trouble(trouble.code, trouble.detail, asked.lang)
        raise click.ClickException(sentence) from trouble
    except OSError as error:
        full = "disk-full" if error.errno == errno.ENOSPC else "disk"
        raise click.ClickException(words.say(full, asked.lang, place=asked.out)) from error
    except KeyboardInterrupt as stop:
        click.echo(err=True)
        raise Stopped(words.say("cut", asked.lang)) from stop
    _tell(told, asked)


def _check(what: tuple[str, ...], chosen: Chosen, asked: Typed) -> None:
    if not what and chosen == Chosen():
        raise click.UsageError(words.say("choose", asked.lang))
    if asked.level != "b-b" and not asked.tsa:
        raise click.UsageError(words.say("tsa-missing", asked.lang, level=asked.level))
    if asked.level == "b-b" and asked.tsa:
        raise click.UsageError(words.say("tsa-unused", asked.lang))


def _run(given: Given, what: tuple[str, ...], chosen: Chosen, asked: Typed) -> Told:
    rooms, _ = given
    pen = _pen(rooms, asked)
    if not asked.as_json:
        until = words.date(pen.key.until, asked.lang)
        click.echo(words.say("key", asked.lang, name=pen.key.name, until=until))
        if not pen.key.complete:
            click.echo(words.say("incomplete", asked.lang))
    with opened(given) as house:
        tasks, left = _tasks(house, what, chosen)
        told = _signed(house, pen, tasks, asked)
    told.left = left + told.left
    return told


def _pen(rooms: Rooms, asked: Typed) -> Pen:
    """The key, read and found good, and the servers asked who they are."""
    p12 = _read(asked.p12)
    passphrase = _passphrase(asked)
    authorities = _read(asked.ca) if asked.ca else b""
    from kiosk.certificate import signature
    from kiosk.register.signed import Pen
    from kiosk.register.stamp_server import ask

    def now() -> dt.datetime:
        return dt.datetime.fromtimestamp(rooms.now() / 1000, dt.UTC).astimezone()

    key = signature.read_key(p12, passphrase, now(), authorities)
    stamper = signature.Stamper(asked.tsa, ask) if asked.tsa else None
    trust = signature.trusted(key, now(), asked.level, stamper)
    return Pen(key, trust, now, stamper, asked.level, asked.number, asked.visible)


def _passphrase(asked: Typed) -> bytes:
    """From the file, its last line break left off; else asked for, unseen."""
    if asked.passphrase_file:
        return _read(asked.passphrase_file)[:_MOST_SECRET].rstrip(b"\r\n")
    label = words.say("passphrase", asked.lang)
    typed: str = click.prompt(label, default="", show_default=False, hide_input=True, err=True)
    return typed.encode()


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise SignTrouble("p12-file", str(file)) from error


def _tasks(
    house: House, what: tuple[str, ...], chosen: Chosen
) -> tuple[list[Task], tuple[Left, ...]]:
    """What was named, each once, and those named that are left out at once."""
    from kiosk.register.signed import Left, Task, issued_as

    tasks, left = [], []
    for name in dict.fromkeys(what):
        file = Path(name)
        if file.is_file():
            tasks.append(Task(name, file=_read(file)))
        elif (issued := issued_as(house.store, name)) is not None:
            tasks.append(Task(name, issued))
        else:
            left.append(Left(name, "no-certificate"))
    if chosen != Chosen():
        found = work.found(house.store, wanted_of(house.store, chosen))
        tasks += [Task(held.issued.number, held.issued) for held in found.held]
        left += [Left(number, "revoked-certificate") for number in found.revoked]
    return tasks, tuple(left)


def _signed(house: House, pen: Pen, tasks: list[Task], asked: Typed) -> Told:
    from kiosk.register.signed import Desk, Told, sign_all

    if not tasks:
        return Told()
    fonts = house.rooms.home / "resources" / "fonts"
    view_only = house.folder.view_only
    desk = Desk(house.store, fonts, house.known(), today(house), view_only=view_only)
    told = Told(of=len(tasks))
    steps = sign_all(desk, pen, tasks, asked.out)
    label = words.say("signing", asked.lang)
    with click.progressbar(length=len(tasks), label=label, hidden=asked.as_json) as bar:
        try:
            for last in steps:
                told = last
                bar.update(1)
        finally:
            steps.close()
    return told


def _tell(told: Told, asked: Typed) -> None:
    if asked.as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(_as_json(told, asked))).decode())
    else:
        _tell_lines(told, asked)
    missed = any(each.code not in _RIGHTLY for each in told.left)
    if told.stopped or missed or not told.signed + told.there:
        raise click.exceptions.Exit(1)


def _tell_lines(told: Told, asked: Typed) -> None:
    lang, level = asked.lang, f"PAdES {asked.level.upper()}"
    if told.signed:
        click.echo(words.say("signed", lang, n=len(told.signed), level=level, place=asked.out))
    if told.there:
        click.echo(words.say("there", lang, n=len(told.there)))
    if not told.signed + told.there:
        click.echo(words.say("nothing", lang))
    if told.left:
        click.echo(words.say("left", lang, n=len(told.left)))
    for each in told.left:
        click.echo(f"  {each.name}: {words.trouble(each.code, each.detail, lang)}")
    if told.stopped:
        click.echo(words.say("stopped", lang))


def _as_json(told: Told, asked: Typed) -> dict[str, object]:
    left = [
        {"name": e.name, "code": e.code, "told": words.trouble(e.code, e.detail, asked.lang)}
        for e in told.left
    ]
    return {
        "level": asked.level,
        "signed": [_named(number, asked) for number in told.signed],
        "there": [_named(number, asked) for number in told.there],
        "left": left,
        "stopped": told.stopped,
    }


def _named(number: str, asked: Typed) -> dict[str, str]:
    from kiosk.register.signed import file_for

    return {"number": number, "file": str(file_for(asked.out, number))}
