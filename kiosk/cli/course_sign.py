"""dermaga course sign: packed courses signed by the agency, by hand or for a repository.

The folder of keys is like a hub's: the agency's keys, and the word with its own two. So an agency
may begin on one PC and have a hub with the same folder later, or sign in a hub's folder now.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from msgspec import Struct

from kiosk.cli.course_build import size_words
from kiosk.cli.course_words import PACKAGE, REFUSED, SIGN
from kiosk.cli.hub_words import TROUBLE
from kiosk.parcel import course_seal, sealing
from kiosk.parcel.forms import Word as Root
from kiosk.parcel.trouble import ParcelTrouble
from kiosk.parcel.word import COURSE_LIMIT, course_name

if TYPE_CHECKING:
    from kiosk.house import Rooms
    from kiosk.hub.post.keys import AgencyKeys

_FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)
_PLACE: Final = click.Path(file_okay=False, path_type=Path)
_HOME_PAGE: Final = "https://dermaga.invalid"
"""Until an agency says its own: a name that is nobody's (RFC 2606)."""
_MOST_ROOT: Final = 1 << 18


class Packed(Struct, frozen=True):
    """A packed course that was looked through."""

    file: Path
    course: str
    version: str
    body: bytes


@click.command("sign")
@click.argument("files", nargs=-1, required=True, type=_FILE)
@click.option("--keys", type=_PLACE, required=True, help="Map kunci instansi, atau map server hub.")
@click.option("--repository", type=_PLACE, help="Stik atau map bersama untuk kios.")
@click.option("--agency", default="", help="Nama instansi; hanya saat kuncinya dibuat.")
@click.pass_obj
def command(
    given: tuple[Rooms, Path],
    files: tuple[Path, ...],
    keys: Path,
    repository: Path | None,
    agency: str,
) -> None:
    """Tanda tangani FILES, hasil course build, dengan kunci instansi.

    Di samping tiap berkas ditulis tanda tangannya, untuk dipasang satu per satu. Dengan
    --repository semuanya ditaruh juga di stik atau map bersama, sebagai pengganti versi lamanya;
    kios yang berpasangan mengambilnya saat sinkron. Map kunci tidak pernah disalin ke sana.
    """
    rooms, _ = given
    packed = tuple(_looked(file) for file in files)
    _judge(packed, keys, repository, agency)
    now = rooms.now()
    with _told(repository or keys):
        signing = _keys(keys, agency, rooms)
        for each in packed:
            _seal(each, signing, now)
        if repository is not None:
            _lay(packed, keys, repository, signing, rooms)
    mark = sealing.fingerprint(signing.agency)
    click.echo(SIGN["mark"].format(agency=signing.agency.name, mark=mark))


def _looked(file: Path) -> Packed:
    from kiosk.catalog.package import look

    try:
        if file.stat().st_size > COURSE_LIMIT:
            raise _refusal(file, "too-large")
        body = file.read_bytes()
        found = look(body)
    except OSError as error:
        raise _refusal(file, "unreadable") from error
    if found.code:
        for fault in found.faults:
            click.echo(f"{fault.file}:{fault.line}: {fault.words} ({fault.code})", err=True)
        raise _refusal(file, found.code)
    return Packed(file, found.course, found.version, body)


def _refusal(file: Path, code: str) -> click.ClickException:
    return click.ClickException(REFUSED.format(name=file, why=PACKAGE[code]))


def _judge(packed: tuple[Packed, ...], keys: Path, repository: Path | None, agency: str) -> None:
    """What would go wrong is told before anything is written."""
    from kiosk.hub.post.keys import KEY

    ids = [each.course for each in packed]
    if twice := sorted({name for name in ids if ids.count(name) > 1}):
        raise click.UsageError(SIGN["twice"].format(course=twice[0]))
    if repository is not None and keys.resolve().is_relative_to(repository.resolve()):
        raise click.UsageError(SIGN["inside"].format(place=repository))
    if not (keys / KEY).exists() and not agency.strip():
        raise click.UsageError(SIGN["name-first"].format(keys=keys))


def _keys(keys: Path, agency: str, rooms: Rooms) -> AgencyKeys:
    from kiosk.hub.post.keys import KEY, agency_keys

    there = (keys / KEY).exists()
    found = agency_keys(keys, rooms.chance, agency.strip() or "Dermaga", _HOME_PAGE)
    if not there:
        click.echo(SIGN["made"].format(keys=keys))
    return found


def _seal(packed: Packed, signing: AgencyKeys, now: int) -> None:
    from kiosk.hub.word.files import write

    file = packed.file.with_name(packed.file.name + course_seal.SUFFIX)
    named = (packed.course, packed.version)
    write(file, course_seal.sealed(packed.body, named, signing.agency, signing.sign, now))
    size = size_words(len(packed.body))
    words = SIGN["signed"].format(
        course=packed.course, version=packed.version, size=size, file=file
    )
    click.echo(words)


def _lay(
    packed: tuple[Packed, ...], keys: Path, repository: Path, signing: AgencyKeys, rooms: Rooms
) -> None:
    """Say the courses in the agency's word, and bring it to the repository."""
    from kiosk.hub.word import carry, telling, writer
    from kiosk.office.sync_word import ROOT, WORD
    from kiosk.sync.folder import FOLDER

    word, now = keys / WORD, rooms.now()
    targets = {course_name(each.course, each.version): each.body for each in packed}
    writer.begin(word, now, rooms.chance)
    gone = {name for each in packed for name in telling.courses(word, each.course)} - set(targets)
    writer.replace(word, targets, now, gone)
    writer.refresh(word, now)
    place = repository / FOLDER
    version = carry.copy_to(word, place / WORD)
    _vouch(place / WORD / ROOT, writer.root_bytes(word), signing, now)
    _put(place / "agency.json", sealing.written(signing.agency))
    click.echo(SIGN["repository"].format(place=repository, version=version))


def _vouch(file: Path, root: bytes, signing: AgencyKeys, now: int) -> None:
    """The root as the agency's own key vouches for it, unless the same lies there."""
    try:
        known = sealing.read(file.read_bytes()[:_MOST_ROOT], Root).root.encode()
    except (OSError, ParcelTrouble):
        known = b""
    if known != root:
        bare = Root(root=root.decode(), at=now, serial=now)
        _put(file, sealing.written(sealing.signed(bare, signing.sign)))


def _put(file: Path, body: bytes) -> None:
    from kiosk.hub.word.files import write

    try:
        same = file.read_bytes() == body
    except OSError:
        same = False
    if not same:
        write(file, body)


@contextmanager
def _told(place: Path) -> Iterator[None]:
    """Troubles of keys, word and disk as sentences."""
    from kiosk.hub.post.trouble import PostTrouble
    from kiosk.hub.word.trouble import WriterTrouble

    known: Mapping[str, str] = {**TROUBLE, **SIGN}
    try:
        yield
    except (PostTrouble, WriterTrouble) as trouble:
        words = known.get(trouble.code, TROUBLE["other"])
        raise click.ClickException(
            words.format(code=trouble.code, place=place, keys=place)
        ) from trouble
    except OSError as error:
        raise click.ClickException(SIGN["unwritable"].format(place=place)) from error
