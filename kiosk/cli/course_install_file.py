"""A single packed course with the agency's signature beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.catalog.catalog import version_numbers
from kiosk.catalog.package_place import Put, Shelf, put, version_of
from kiosk.cli.course_install import Wish, agreed
from kiosk.cli.course_words import INSTALL, PACKAGE, REFUSED
from kiosk.parcel import course_seal
from kiosk.parcel.course_seal import MOST, SUFFIX, CourseSeal
from kiosk.parcel.trouble import ParcelTrouble
from kiosk.parcel.word import COURSE_LIMIT, course_name

if TYPE_CHECKING:
    from kiosk.house import House
    from kiosk.parcel.forms import Agency


class NotTaken(Exception):
    """The file is refused: a code of `course_words.PACKAGE`, with what its words name."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


def from_file(house: House, file: Path, wish: Wish) -> bool:
    """Install one file, or say why not."""
    shelf = Shelf.of(house.folder.path)
    try:
        packed, seal = _read(file)
        _judge(seal, packed, agreed(house, seal.agency, wish), shelf)
        return told(
            file.name, seal.course, seal.version, put(packed, seal.course, seal.version, shelf)
        )
    except NotTaken as no:
        _refuse(file.name, no.code, **no.facts)
    return False


def _judge(seal: CourseSeal, packed: bytes, agency: Agency, shelf: Shelf) -> None:
    """Raise NotTaken unless the agency signed these bytes, and nothing newer is there."""
    if (seal.agency.sign, seal.agency.seal) != (agency.sign, agency.seal):
        raise NotTaken("foreign", agency=agency.name)
    if not course_seal.is_of(seal, packed):
        raise NotTaken("damaged")
    there = version_of(shelf.content / seal.course)
    if there and version_numbers(there) > version_numbers(seal.version):
        raise NotTaken("older", there=there)


def _read(file: Path) -> tuple[bytes, CourseSeal]:
    beside = file.with_name(file.name + SUFFIX)
    if not beside.is_file():
        raise NotTaken("unsigned", file=beside.name)
    try:
        large = file.stat().st_size > COURSE_LIMIT or beside.stat().st_size > MOST
        packed, kept = (b"", b"") if large else (file.read_bytes(), beside.read_bytes())
    except OSError as error:
        raise NotTaken("unreadable") from error
    if large:
        raise NotTaken("too-large")
    try:
        seal = course_seal.opened(kept)
        course_name(seal.course, seal.version)
    except ParcelTrouble as trouble:
        raise NotTaken(trouble.code if trouble.code in PACKAGE else "strange") from trouble
    except ValueError as error:
        raise NotTaken("strange") from error
    return packed, seal


def told(name: str, course: str, version: str, done: Put) -> bool:
    """Say what became of a course; whether it is in place."""
    if done.code:
        for fault in done.faults:
            click.echo(f"{fault.file}:{fault.line}: {fault.words} ({fault.code})", err=True)
        _refuse(name, done.code)
        return False
    click.echo(INSTALL["done"].format(course=course, version=version))
    return True


def _refuse(name: str, code: str, **facts: str) -> None:
    click.echo(REFUSED.format(name=name, why=PACKAGE[code].format(**facts)), err=True)
