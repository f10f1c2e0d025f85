"""dermaga hub say: what the agency tells all its kiosks; people, settings, courses and so on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click
import msgspec

from kiosk.cli.hub_place import Place, opened, placed
from kiosk.cli.hub_say_erased import Learners, erasures_of, kept_whole
from kiosk.cli.hub_say_people import begun, people
from kiosk.cli.hub_say_words import EMBLEM, SAID, TOML
from kiosk.cli.hub_words import moment
from kiosk.hub.post import saying
from kiosk.hub.word import decided, telling
from kiosk.hub.word.decided import TomlTrouble
from kiosk.hub.word.trouble import WriterTrouble
from kiosk.parcel import emblem as emblems
from kiosk.parcel import word

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def say() -> None:
    """Kabar instansi untuk semua kios: peserta, setelan, angkatan, pelatihan, lambang."""


say.add_command(people)


@say.command()
@placed
@click.argument("file", type=_FILE)
def settings(place: Place, file: Path) -> None:
    """Tetapkan setelan dari FILE.toml bagi semua kios.

    Yang tidak disebut di dalamnya tetap urusan tiap kios; berkas kosong melepaskan semuanya.
    """
    from kiosk.hub.word.targets import settings_target

    with _told(file):
        found = decided.settings(_bytes(file))
    version = _said(place, settings_target(found))
    names = ", ".join(sorted(found))
    click.echo(SAID["settings" if found else "no-settings"].format(names=names))
    click.echo(SAID["version"].format(version=version))


@say.command()
@placed
@click.argument("file", type=_FILE)
def cohorts(place: Place, file: Path) -> None:
    """Umumkan angkatan dari FILE.toml, sebagai pengganti yang lama.

    Tiap [[cohort]] memuat id, name, course, since, until, dan nip = ["…"].
    """
    from kiosk.hub.word.targets import cohorts_target

    learners = Learners(kept_whole(place), erasures_of(place))
    with _told(file):
        raw = _bytes(file)
        found = decided.cohorts(raw, learners.id)
    for code, told in learners.told(decided.lines_of(raw)).items():
        click.echo(SAID[code].format(count=told.count, lines=told.lines), err=True)
    version = _said(place, cohorts_target(found))
    click.echo(SAID["cohorts"].format(count=len(found)))
    click.echo(SAID["version"].format(version=version))


@say.command()
@placed
@click.argument("folder_", metavar="[FOLDER]", required=False, type=click.Path(path_type=Path))
@click.option("--remove", default="", metavar="ID", help="Pelatihan yang tidak dikirim lagi.")
def course(place: Place, folder_: Path | None, remove: str) -> None:
    """Kirim pelatihan di FOLDER ke semua kios, sebagai pengganti versi lamanya."""
    if (folder_ is None) == (not remove):
        raise click.UsageError(SAID["folder-or-id"])
    if folder_ is None:
        gone = telling.courses(place.word, remove)
        if not gone:
            raise click.ClickException(SAID["no-course"].format(course=remove))
        version = _said(place, {}, gone)
        click.echo(SAID["removed"].format(course=remove))
    else:
        version = _course(place, folder_)
    click.echo(SAID["version"].format(version=version))


def _course(place: Place, folder: Path) -> int:
    from kiosk.hub.word.targets import course_target

    try:
        packed = course_target(folder)
    except WriterTrouble as trouble:
        raise click.ClickException(SAID["name"].format(folder=folder)) from trouble
    except OSError as error:
        raise click.ClickException(SAID["unreadable"].format(file=folder)) from error
    [name] = packed
    id_, number = word.course_of(name) or ("", "")
    version = _said(place, packed, telling.courses(place.word, id_))
    click.echo(SAID["course"].format(course=id_, version=number))
    return version


@say.command()
@placed
@click.argument("file", required=False, type=_FILE)
@click.option("--none", is_flag=True, help="Tiap kios memakai lambangnya sendiri lagi.")
def emblem(place: Place, file: Path | None, *, none: bool) -> None:
    """Tetapkan lambang pada sertifikat baru di semua kios.

    FILE dibuat di kios dengan: certificate emblem GAMBAR --out lambang.png. Lambang sebelumnya
    tetap dikirim, agar sertifikat lama dapat digambar lagi di kios mana pun.
    """
    from kiosk.hub.word.targets import emblems_target

    if (file is None) == (not none):
        raise click.UsageError(EMBLEM["file-or-none"])
    before = telling.emblems(place.word)
    if file is None:
        now = emblems.without_emblem(before)
    else:
        png = _start(file, emblems.MOST_BYTES + 1)
        if fault := emblems.fault(png):
            raise click.ClickException(EMBLEM[fault].format(file=file))
        now = emblems.with_emblem(before, png)
    version = _said(place, emblems_target(now))
    click.echo(_emblem_words(now.now, len(now.pictures)))
    click.echo(SAID["version"].format(version=version))


def _emblem_words(now: str, count: int) -> str:
    """What is said of emblems; `count` are sent."""
    if now:
        return EMBLEM["now"].format(mark=now[:12], older=count - 1)
    return EMBLEM["none"].format(older=count)


@say.command("list")
@placed
@click.option("--json", "as_json", is_flag=True, help="Tulis hasilnya sebagai JSON.")
def list_(place: Place, *, as_json: bool) -> None:
    """Tulis apa yang dikabarkan sekarang, tanpa nama dan NIP peserta.

    \b
    --json: form, version, said, expires (UTC ms), people, kiosks, settings[],
    cohorts[], courses[], revoked_devices, revoked_certificates, emblem (SHA-256), emblems.
    """  # noqa: D301 - click wants the sign itself
    now = telling.told(place.word, len(kept_whole(place).people))
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(now)).decode())
        return
    if not now.version:
        click.echo(SAID["none"])
        return
    at = {"version": now.version, "said": moment(now.said), "expires": moment(now.expires)[:10]}
    click.echo(SAID["at"].format(**at))
    click.echo(SAID["people"].format(people=now.people, kiosks=now.kiosks))
    names = ", ".join(now.settings)
    click.echo(SAID["settings" if names else "no-settings"].format(names=names))
    for each in now.cohorts:
        click.echo(SAID["cohort"].format(**msgspec.structs.asdict(each)))
    for one in now.courses:
        click.echo(SAID["course-line"].format(id=one.id, version=one.version))
    counts = {"devices": now.revoked_devices, "certificates": now.revoked_certificates}
    click.echo(SAID["revoked"].format(**counts))
    click.echo(_emblem_words(now.emblem, now.emblems))


def _said(place: Place, files: Mapping[str, bytes], gone: Collection[str] = ()) -> int:
    """Say the files; the version."""
    with opened(place) as post:
        begun(post, place)
        from kiosk.hub.word import writer

        saying.let_in(post.engine, place.word, post.now())  # first, so that the erased are gone
        try:
            return writer.replace(place.word, files, post.now(), gone)
        except WriterTrouble as trouble:
            if trouble.code == "too-large":
                raise click.ClickException(SAID["too-large"]) from trouble
            raise


def _bytes(file: Path) -> bytes:
    return _start(file, -1)


def _start(file: Path, most: int) -> bytes:
    """At most so many bytes of a file, all for -1."""
    try:
        with file.open("rb") as opened_file:
            return opened_file.read(most)
    except OSError as error:
        raise click.ClickException(SAID["unreadable"].format(file=file)) from error


@contextmanager
def _told(file: Path) -> Iterator[None]:
    try:
        yield
    except TomlTrouble as trouble:
        known = ", ".join(sorted(word.DECIDABLE))
        words = TOML[trouble.code].format(file=file, where=trouble.where, known=known)
        raise click.ClickException(words) from trouble
