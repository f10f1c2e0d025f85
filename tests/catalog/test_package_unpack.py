from __future__ import annotations

import io
import os
import shutil
import stat
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.catalog import package_unpack
from kiosk.catalog.package_unpack import Unsafe, unpack
from tests.hub.word.agency import course

EXAMPLES = 2_000 if os.environ.get("DERMAGA_FAULTS") == "long" else 60


def zipped(*files: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, body in files:
            packed.writestr(name, body)
    return out.getvalue()


def entry(name: str, mode: int = 0o100644) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name)
    made.create_system, made.external_attr = 3, mode << 16
    made.compress_type = zipfile.ZIP_DEFLATED
    return made


BAD_NAMES = [
    "../course.toml",
    "lessons/../../course.toml",
    "/etc/passwd",
    "//server/share/x",
    "C:/x",
    "C:x",
    "a\\..\\..\\x",
    "./x",
    "a//b",
    "con",
    "lessons/NUL.md",
    "com1.txt",
    "x.",
    "x ",
    " x",
    "a\nb",
    "a?b",
    "stream:x",
    "a/b/c/d/e/f/g",
    "x" * 201,
]


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_name_that_leads_out_or_that_a_system_cannot_hold(name: str, tmp_path: Path) -> None:
    packed = zipped(("course.toml", b""), (name, b"x"))
    inside = tmp_path / "in"
    inside.mkdir()
    with pytest.raises(Unsafe, match="bad-name"):
        unpack(packed, inside)
    assert list(tmp_path.iterdir()) == [inside]
    assert list(inside.iterdir()) == []


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (("Peta.svg", "peta.svg"), "name-twice"),
        (("caf\u00e9.md", "cafe\u0301.md"), "name-twice"),
        (("Lessons/a.md", "lessons"), "name-twice"),
        (("a", "a/b"), "name-twice"),
    ],
)
def test_names_that_a_file_system_takes_for_one(
    names: tuple[str, ...], code: str, tmp_path: Path
) -> None:
    with pytest.raises(Unsafe, match=code):
        unpack(zipped(*((name, b"x") for name in names)), tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("mode", "code"),
    [
        (stat.S_IFLNK | 0o777, "link"),
        (stat.S_IFIFO | 0o644, "broken"),
        (stat.S_IFCHR | 0o644, "broken"),
        (stat.S_IFSOCK | 0o644, "broken"),
    ],
)
def test_what_is_no_file(mode: int, code: str, tmp_path: Path) -> None:
    with pytest.raises(Unsafe, match=code):
        unpack(zipped((entry("x", mode), b"/etc/passwd")), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_bombs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for n, (packed, code) in enumerate(
        (
            (zipped(("zeros.svg", bytes(20_000_000))), "bomb"),
            (zipped(*((f"{i}.svg", bytes(2_000_000)) for i in range(20))), "bomb"),
            (zipped(*((f"{i}.md", b"") for i in range(2_001))), "too-many"),
            (b"PK\x01\x02" * 4_001, "too-many"),
        )
    ):
        folder = tmp_path / str(n)
        folder.mkdir()
        with pytest.raises(Unsafe, match=code):
            unpack(packed, folder)
        written = sum(f.stat().st_size for f in folder.rglob("*") if f.is_file())
        assert written <= 100 * len(packed) + (1 << 20)
    monkeypatch.setattr(package_unpack, "LARGEST", 10_000)
    (tmp_path / "large").mkdir()
    with pytest.raises(Unsafe, match="too-large"):
        unpack(zipped(("x.svg", bytes(20_000))), tmp_path / "large")


def test_a_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    packed = bytearray(zipped(("zeros.svg", bytes(20_000_000))))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", packed, packed.find(mark) + offset, 100)
    with pytest.raises(Unsafe, match="broken"):
        unpack(bytes(packed), tmp_path)
    assert sum(f.stat().st_size for f in tmp_path.rglob("*")) < 2_000_000


def test_a_name_with_an_end_in_its_middle(tmp_path: Path) -> None:
    packed = zipped(("x.md_../y", b"x")).replace(b"x.md_", b"x.md\0")
    with pytest.raises(Unsafe, match="bad-name"):
        unpack(packed, tmp_path)


def test_what_is_locked_or_packed_in_other_ways(tmp_path: Path) -> None:
    packed = bytearray(zipped(("x.md", b"x")))
    packed[packed.find(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(Unsafe, match="broken"):
        unpack(bytes(packed), tmp_path)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as other:
        other.writestr("x.md", b"x")
    with pytest.raises(Unsafe, match="broken"):
        unpack(out.getvalue(), tmp_path)
    for strange in (b"", b"x" * 100, b"PK\x05\x06" + bytes(10)):
        with pytest.raises(Unsafe, match="not-packed"):
            unpack(strange, tmp_path)


def test_folders_may_be_named_and_every_byte_arrives(tmp_path: Path) -> None:
    unpack(zipped(("lessons/", b""), ("lessons/1.md", b"satu"), ("x.md", b"")), tmp_path)
    assert (tmp_path / "lessons/1.md").read_bytes() == b"satu"
    assert (tmp_path / "x.md").read_bytes() == b""


@pytest.fixture(scope="module")
def packed_course(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    [packed] = course(tmp_path_factory.mktemp("course")).values()
    return packed


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=EXAMPLES)
@given(
    place=st.integers(0, 1 << 14),
    put=st.binary(max_size=8),
    cut=st.integers(0, 8),
    end=st.booleans(),
)
def test_any_bytes_are_unpacked_inside_or_refused(  # noqa: PLR0913, PLR0917
    tmp_path: Path,
    packed_course: bytes,
    place: int,
    put: bytes,
    cut: int,
    end: bool,  # noqa: FBT001
) -> None:
    n = place % len(packed_course)
    n = len(packed_course) - n // 8 if end else n  # where the names are
    changed = packed_course[:n] + put + packed_course[n + cut :]
    inside = tmp_path / "in"
    inside.mkdir(exist_ok=True)
    try:
        unpack(changed, inside)
    except Unsafe:
        pass
    finally:
        assert list(tmp_path.iterdir()) == [inside]
        shutil.rmtree(inside)
