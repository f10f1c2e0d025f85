"""Whole files come in whole; a reader is not held up. Broken ones: tests/faults/test_imports.py."""

from __future__ import annotations

from pathlib import Path

from kiosk.catalog.exchange.gift import read_gift
from kiosk.catalog.exchange.moodle import read_moodle
from tests.catalog.exchange.samples import all_samples
from tests.faults.rig_imports import bring_in


def test_whole_files_come_in_with_every_kind_they_hold(tmp_path: Path) -> None:
    told = {}
    for name, raw in all_samples().items():
        report = bring_in(name, raw, tmp_path / name)
        assert report is not None
        told[name] = sum("masuk" in note.words for note in report.notes if note.state == "masuk")
    assert told == {
        "soal.gift": 22, "aiken.txt": 2, "soal.xml": 11, "soal.xlsx": 9, "naskah.docx": 3,
    }  # fmt: skip


def test_signs_that_could_be_read_in_two_ways_do_not_hold_up_the_reader() -> None:
    """Each once took longer than a life: a backslash was read alone and with what follows."""
    title = "::" + "\\\\a" * 2_000
    assert read_gift(title + ": {T}").items
    gap = "{1:SA:=" + "&#39;" * 2_000
    stem = f"<questiontext><text><![CDATA[{gap}]]></text></questiontext>"
    raw = f'<quiz><question type="cloze">{stem}</question></quiz>'
    assert read_moodle(raw.encode()).told[0].skipped
