from __future__ import annotations

import hashlib
import io
import os
import shutil
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.catalog.catalog import Catalog
from kiosk.hub.word.targets import course_target
from kiosk.learning.trouble import NotAllowed
from kiosk.office import word_courses, word_unpack
from kiosk.office.word_courses import Placed, mend, place
from kiosk.office.word_unpack import Unsafe, unpack
from kiosk.store.keys import sync_folder
from kiosk.sync.word import CourseFile, Word
from tests.hub.word.agency import COURSE, course

EXAMPLES = 2_000 if os.environ.get("DERMAGA_FAULTS") == "long" else 60
FIRST, SECOND = "Kursus Kecil", "Kursus Kecil Baru"


class Crash(BaseException):
    pass


def zipped(*files: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, body in files:
            packed.writestr(name, body)
    return out.getvalue()


def wrapped(folder: Path, packed: bytes, version: str = "1.0", *, expired: bool = False) -> Word:
    """A word that brings one course."""
    sha256 = hashlib.sha256(packed).hexdigest()
    file = folder / sha256
    file.write_bytes(packed)
    name = f"courses/{COURSE}-{version}.zip"
    brought = CourseFile(name, COURSE, version, sha256, file)
    return Word("root", 1, 0, expired, {name: sha256}, courses=(brought,))


def word_with(folder: Path, version: str = "1.0", title: str = FIRST) -> Word:
    [packed] = course(folder, version, title).values()
    return wrapped(folder, packed, version)


class Kiosk:
    """Where the agency's courses lie."""

    def __init__(self, folder: Path) -> None:
        self.content, self.work = folder / "content", folder / "word"

    def place(self, word: Word) -> Placed:
        [placed] = place(word, self.content, self.work)
        return placed

    def titles(self) -> list[str]:
        return [c.title for c in Catalog([self.content], None).courses()]


@pytest.fixture
def kiosk(tmp_path: Path) -> Kiosk:
    return Kiosk(tmp_path / "data")


def test_a_course_is_put_in_place_and_a_newer_one_takes_it_over(
    kiosk: Kiosk, tmp_path: Path
) -> None:
    placed = kiosk.place(word_with(tmp_path))
    assert (placed.code, placed.version) == ("", "1.0")
    assert kiosk.titles() == [FIRST]
    old = {p.relative_to(kiosk.content) for p in kiosk.content.rglob("*")}
    assert kiosk.place(word_with(tmp_path, "1.1", SECOND)).code == ""
    assert kiosk.titles() == [SECOND]
    assert {p.relative_to(kiosk.content) for p in kiosk.content.rglob("*")} == old
    assert [p for p in kiosk.work.rglob("*") if p.is_file()] == []


def test_a_course_with_errors_is_refused_with_its_faults_and_the_old_one_stays(
    kiosk: Kiosk, tmp_path: Path
) -> None:
    kiosk.place(word_with(tmp_path))
    folder = next((tmp_path / "1.0").rglob("course.toml")).parent
    shutil.rmtree(folder / "lessons")
    placed = kiosk.place(wrapped(tmp_path, course_target(folder)[f"courses/{COURSE}-1.0.zip"]))
    assert placed.code == "course-faults"
    assert {f.code for f in placed.faults} >= {"missing-file"}
    assert kiosk.titles() == [FIRST]


def test_a_course_that_is_another_one_than_its_name_says_is_refused(
    kiosk: Kiosk, tmp_path: Path
) -> None:
    [packed] = course(tmp_path, "1.0").values()
    assert kiosk.place(wrapped(tmp_path, packed, "2.0")).code == "course-differs"
    assert not (kiosk.content / COURSE).exists()


def test_bytes_that_changed_since_they_were_fetched_are_refused(
    kiosk: Kiosk, tmp_path: Path
) -> None:
    word = word_with(tmp_path)
    word.courses[0].file.write_bytes(b"x")
    assert kiosk.place(word).code == "damaged"
    word.courses[0].file.unlink()
    assert kiosk.place(word).code == "busy"


def test_a_word_out_of_date_waits_for_the_officer(kiosk: Kiosk, tmp_path: Path) -> None:
    word = wrapped(tmp_path, b"", expired=True)
    with pytest.raises(NotAllowed, match="word-expired"):
        place(word, kiosk.content, kiosk.work)
    assert place(word, kiosk.content, kiosk.work, accept_expired=True)[0].code == "not-packed"


def crashing(patch: pytest.MonkeyPatch, after: int) -> None:
    """The power goes at the rename or the removal after so many."""
    left = after

    def then(real: Callable[..., object]) -> Callable[..., object]:
        def step(*args: object, **more: object) -> object:
            nonlocal left
            if not left:
                raise Crash
            left -= 1
            return real(*args, **more)

        return step

    patch.setattr(Path, "rename", then(Path.rename))
    patch.setattr(Path, "replace", then(Path.replace))
    patch.setattr(shutil, "rmtree", then(shutil.rmtree))
    patch.setattr(word_unpack, "_write", then(word_unpack._write))
    patch.setattr(word_courses, "sync_folder", then(sync_folder))


def test_a_power_cut_anywhere_leaves_the_old_course_or_the_new_one(
    kiosk: Kiosk, tmp_path: Path
) -> None:
    seen = []
    kiosk.place(word_with(tmp_path / "a"))
    shutil.copytree(kiosk.content, tmp_path / "before")
    word = word_with(tmp_path / "b", "1.1", SECOND)
    for step in range(100):
        shutil.rmtree(kiosk.content.parent)
        shutil.copytree(tmp_path / "before", kiosk.content)
        with pytest.MonkeyPatch.context() as patch:
            crashing(patch, step)
            try:
                kiosk.place(word)
            except Crash:
                seen.append(True)
            else:
                break
        mend(kiosk.content, kiosk.work)
        assert kiosk.titles() in ([FIRST], [SECOND])
        assert kiosk.place(word).code == ""
        assert kiosk.titles() == [SECOND]
    assert len(seen) > 12


def test_a_power_cut_while_mending_loses_nothing_either(kiosk: Kiosk, tmp_path: Path) -> None:
    kiosk.place(word_with(tmp_path))
    for step in range(5):
        old = kiosk.work / "old" / COURSE
        old.parent.mkdir(parents=True, exist_ok=True)
        (kiosk.content / COURSE).rename(old)
        with pytest.MonkeyPatch.context() as patch:
            crashing(patch, step)
            try:
                mend(kiosk.content, kiosk.work)
            except Crash:
                pass
            else:
                break
        mend(kiosk.content, kiosk.work)
        assert kiosk.titles() == [FIRST]
    assert step == 4


def test_a_full_disk_keeps_the_old_course(
    kiosk: Kiosk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kiosk.place(word_with(tmp_path))

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert kiosk.place(word_with(tmp_path, "1.1", SECOND)).code == "full"
    monkeypatch.undo()
    assert kiosk.titles() == [FIRST]
    assert [p for p in kiosk.work.rglob("*") if p.is_file()] == []


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
    monkeypatch.setattr(word_unpack, "LARGEST", 10_000)
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
