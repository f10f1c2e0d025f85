from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.store.index import LESSONS, LessonIndex

COURSES = ("kursus",)
TEXTS = (("kursus", "l1", "Standar", "Empat belas komponen."), ("kursus", "l2", "Janji", "Dua."))


def test_a_filled_index_is_there_for_the_next_program(tmp_path: Path) -> None:
    one = LessonIndex(tmp_path, view_only=False)
    one.fill("1", TEXTS)
    one.close()
    again = LessonIndex(tmp_path, view_only=False)
    assert [hit[:2] for hit in again.search("komponen", COURSES, 9)] == [("kursus", "l1")]
    again.close()


@pytest.mark.parametrize("left", [b"", b"no index", bytes(5000)])
def test_a_damaged_index_is_made_anew(tmp_path: Path, left: bytes) -> None:
    (tmp_path / LESSONS).write_bytes(left)
    index = LessonIndex(tmp_path, view_only=False)
    assert index.search("komponen", COURSES, 9) == ()
    index.fill("1", TEXTS)
    assert len(index.search("komponen", COURSES, 9)) == 1
    index.close()


def test_every_single_hurt_byte_leaves_an_index_that_can_be_filled(tmp_path: Path) -> None:
    one = LessonIndex(tmp_path, view_only=False)
    one.fill("1", TEXTS)
    one.close()
    whole = (tmp_path / LESSONS).read_bytes()
    for place in range(0, len(whole), 997):
        hurt = bytearray(whole)
        hurt[place] ^= 0xFF
        (tmp_path / LESSONS).write_bytes(hurt)
        index = LessonIndex(tmp_path, view_only=False)
        index.search("komponen", COURSES, 9)
        index.fill("2", TEXTS)
        assert [hit[:2] for hit in index.search("janji", COURSES, 9)] == [("kursus", "l2")], place
        index.close()


def test_view_only_the_index_lives_in_memory(tmp_path: Path) -> None:
    index = LessonIndex(tmp_path, view_only=True)
    index.fill("1", TEXTS)
    assert len(index.search("janji", COURSES, 9)) == 1
    index.close()
    assert list(tmp_path.iterdir()) == []
