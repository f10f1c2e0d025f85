"""Packages that an agency signed, by mistake or by a stolen key: each refused with its reason."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kiosk.catalog.package import contents, zipped
from kiosk.catalog.source import read_course
from kiosk.cli.course_words import PACKAGE
from kiosk.cli.door import commands
from kiosk.hub.post.keys import agency_keys
from kiosk.hub.word import carry, writer
from kiosk.parcel import sealing
from kiosk.parcel.forms import Word
from kiosk.parcel.word import course_name
from tests.catalog.conftest import write_course
from tests.conftest import MONDAY, Clock
from tests.rooms import rooms_of

COURSE, VERSION = "kursus-kecil", "2026.11.1"


def files_of(tmp_path: Path) -> dict[str, bytes]:
    folder = write_course(tmp_path / COURSE)
    course, _ = read_course(folder)
    assert course is not None
    return contents(folder, course)


def linked(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO(zipped(files))
    with zipfile.ZipFile(out, "a") as packed:
        entry = zipfile.ZipInfo("figures/peta.svg")
        entry.create_system, entry.external_attr = 3, 0o120777 << 16
        packed.writestr(entry, b"/etc/passwd")
    return out.getvalue()


def squeezed(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, body in files.items():
            packed.writestr(name, body)
    return out.getvalue()


def hostile(code: str, files: dict[str, bytes]) -> bytes:
    """A package that must be refused with that code."""
    match code:
        case "bad-name":
            return zipped({**files, "../../content/lain/course.toml": b"x"})
        case "link":
            return linked(files)
        case "bomb":
            return squeezed({**files, "figures/besar.svg": bytes(20_000_000)})
        case "name-twice":
            return zipped({**files, "COURSE.toml": b"x"})
        case "course-differs":
            return zipped({**files, "course.toml": files["course.toml"].replace(b"11.1", b"11.2")})
        case "course-faults":
            return zipped({**files, "course.toml": b"id = 1"})
        case "newer":
            return zipped({**files, "package.json": b'{"form":2}'})
        case "broken":
            return zipped(files).replace(b"Kursus", b"Kurses")
        case _:
            return b"bukan zip"


@pytest.mark.parametrize(
    "code",
    [
        "bad-name", "link", "bomb", "name-twice", "course-differs", "course-faults", "newer",
        "broken", "not-packed",
    ],
)  # fmt: skip
def test_a_signed_package_is_refused_with_its_reason(
    code: str, clock: Clock, data: Path, tmp_path: Path
) -> None:
    rooms = rooms_of(clock, chance=os.urandom, home=tmp_path / "program")
    keys = agency_keys(tmp_path / "kunci", os.urandom, "Badan Contoh", "https://contoh.invalid")
    word, stick = tmp_path / "kunci" / "word", tmp_path / "DERMAGA"
    packed = hostile(code, files_of(tmp_path / "sumber"))
    writer.begin(word, MONDAY, os.urandom)
    writer.replace(word, {course_name(COURSE, VERSION): packed}, MONDAY)
    carry.copy_to(word, stick / "word")
    root = Word(root=writer.root_bytes(word).decode(), at=MONDAY, serial=MONDAY)
    vouched = sealing.written(sealing.signed(root, keys.sign))
    (stick / "word" / "root.dermaga.json").write_bytes(vouched)
    (stick / "agency.json").write_bytes(sealing.written(keys.agency))

    def run(*words: str | Path) -> Result:
        line = ["--data", str(data), "course", *map(str, words)]
        return CliRunner().invoke(commands, line, obj=rooms)

    done = run("install", stick, "--mark", sealing.fingerprint(keys.agency))
    assert done.exit_code == 1
    said = f"Ditolak: {COURSE}-{VERSION}.zip: {PACKAGE[code]}."
    assert done.stderr.splitlines()[-1] == said
    assert [p for p in (data / "content").rglob("*") if p.is_file()] == []
    assert not list(tmp_path.rglob("lain"))
