from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.catalog import package_place, package_unpack
from kiosk.catalog.catalog import Catalog
from kiosk.catalog.package_place import Shelf, earlier, mend, remove, tidy
from kiosk.hub.word.targets import course_target
from kiosk.learning.trouble import NotAllowed
from kiosk.office.word_courses import Placed, place
from kiosk.store.keys import sync_folder
from kiosk.sync.word import CourseFile, Word
from tests.hub.word.agency import COURSE, course

FIRST, SECOND = "Kursus Kecil", "Kursus Kecil Baru"


class Crash(BaseException):
    pass


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
        self.shelf = Shelf.of(folder)

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
    assert earlier(kiosk.shelf) == {(COURSE, "1.0")}
    both = Catalog([kiosk.content], None, kiosk.shelf.earlier)
    assert [c.version for c in both.versions()] == ["1.1", "1.0"]
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
    patch.setattr(package_unpack, "_write", then(package_unpack._write))
    patch.setattr(package_place, "sync_folder", then(sync_folder))


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
        mend(kiosk.shelf)
        assert kiosk.titles() in ([FIRST], [SECOND])
        kept = {c.version for c in Catalog([kiosk.content], None, kiosk.shelf.earlier).versions()}
        assert "1.0" in kept, step
        assert kiosk.place(word).code == ""
        assert kiosk.titles() == [SECOND]
        assert earlier(kiosk.shelf) == {(COURSE, "1.0")}
    assert len(seen) > 12


def test_the_same_version_of_other_bytes_leaves_no_earlier_one(
    kiosk: Kiosk, tmp_path: Path
) -> None:
    kiosk.place(word_with(tmp_path / "a"))
    kiosk.place(word_with(tmp_path / "b", "1.0", SECOND))
    assert kiosk.titles() == [SECOND]
    assert earlier(kiosk.shelf) == frozenset()


def test_earlier_versions_that_nobody_needs_go_and_a_removed_course_takes_them_along(
    kiosk: Kiosk, tmp_path: Path
) -> None:
    for version in ("1.0", "1.1", "1.2"):
        kiosk.place(word_with(tmp_path / version, version))
    assert tidy(kiosk.shelf, {(COURSE, "1.1"), ("kursus-lain", "1.0")}) == 1
    assert earlier(kiosk.shelf) == {(COURSE, "1.1")}
    assert remove(COURSE, kiosk.shelf)
    assert not remove(COURSE, kiosk.shelf)
    left = [p for p in kiosk.content.parent.rglob("*") if p.is_file()]
    assert left == []
    assert not kiosk.shelf.earlier.exists()


def test_a_power_cut_while_mending_loses_nothing_either(kiosk: Kiosk, tmp_path: Path) -> None:
    kiosk.place(word_with(tmp_path))
    for step in range(5):
        old = kiosk.work / "old" / COURSE
        old.parent.mkdir(parents=True, exist_ok=True)
        (kiosk.content / COURSE).rename(old)
        with pytest.MonkeyPatch.context() as patch:
            crashing(patch, step)
            try:
                mend(kiosk.shelf)
            except Crash:
                pass
            else:
                break
        mend(kiosk.shelf)
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
