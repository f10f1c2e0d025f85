"""Voices: what espeak-ng truly makes of Indonesian words, and when there is no voice at all."""

from __future__ import annotations

import subprocess
import sys
import wave
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QObject
from pytestqt.qtbot import QtBot

from kiosk.desk.practice import CheckState
from kiosk.learning.course import (
    Callout,
    CalloutKind,
    Check,
    Figure,
    Listing,
    Paragraph,
    Table,
)
from kiosk.learning.spans import Span
from kiosk.ui import voice_espeak
from kiosk.ui.aloud import aloud
from kiosk.ui.voice_espeak import EspeakVoice, arguments, installed, speaks
from tests.learning.samples import ONE, question

LISTED = """\
Pty Language       Age/Gender VoiceName          File                 Other Languages
 5  id              --/M      Indonesian         poz/id
 7  id              --/M      indonesian-mbrola-1 mb/mb-id1
"""
WORDS = "Setiap warga berhak mengetahui lamanya layanan. Papan di loket menyebutnya."


def seconds(program: str, file: Path, *, slow: bool) -> float:
    """How long the speech is that a program makes of the words."""
    asked = [program, *arguments(slow=slow), "-w", str(file)]
    subprocess.run(asked, input=WORDS.encode(), check=True)
    with wave.open(str(file)) as made:
        assert any(made.readframes(made.getnframes()))
        return float(made.getnframes() / made.getframerate())


def test_espeak_makes_speech_of_indonesian_and_slower_speech_when_asked(tmp_path: Path) -> None:
    program = installed()
    if not program:
        pytest.skip("espeak-ng with its Indonesian voice is not installed on this computer")
    normal = seconds(program, tmp_path / "normal.wav", slow=False)
    slow = seconds(program, tmp_path / "slow.wav", slow=True)
    assert 3 < normal < slow < 12


def test_only_an_indonesian_voice_of_its_own_counts() -> None:
    first, own, foreign = LISTED.splitlines()
    assert speaks(LISTED)
    assert not speaks(f"{first}\n{foreign}\n")
    assert not speaks(f"{first}\n{own.replace(' id ', ' en ')}\n")
    assert not speaks("")


def test_without_the_program_there_is_no_voice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert installed() == ""


@pytest.mark.skipif(sys.platform == "win32", reason="stands in for a program of Linux")
def test_a_text_goes_in_by_itself_and_its_end_is_told(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "espeak"
    program.write_text('#!/bin/sh\necho "$@" > "$0.given"\ncat > "$0.said"\n', encoding="utf-8")
    program.chmod(0o755)
    parent = QObject()
    voice = EspeakVoice(str(program), parent)
    with qtbot.waitSignal(voice.failed):  # ended sooner than anybody can speak: no sound card
        voice.say("--help $(kata) é", slow=True)
    assert (tmp_path / "espeak.said").read_text(encoding="utf-8") == "--help $(kata) é"
    given = (tmp_path / "espeak.given").read_text(encoding="utf-8")
    assert given == "-v id -s 110 -b 1 --stdin\n"
    monkeypatch.setattr(voice_espeak, "LEAST", 0)
    with qtbot.waitSignal(voice.said):
        voice.say("Kata.", slow=False)


@pytest.mark.skipif(sys.platform == "win32", reason="stands in for a program of Linux")
def test_a_voice_that_is_stopped_is_silent_at_once_and_tells_nothing(
    qtbot: QtBot, tmp_path: Path
) -> None:
    program = tmp_path / "espeak"
    program.write_text("#!/bin/sh\nexec sleep 60\n", encoding="utf-8")
    program.chmod(0o755)
    parent = QObject()
    voice = EspeakVoice(str(program), parent)
    told: list[str] = []
    voice.said.connect(lambda: told.append("said"))
    voice.failed.connect(lambda: told.append("failed"))
    voice.say("Satu.", slow=False)
    process = vars(voice)["_process"]
    qtbot.waitUntil(lambda: process.state() == process.ProcessState.Running)
    voice.stop()
    assert process.state() == process.ProcessState.NotRunning
    assert told == []


def test_a_program_that_does_not_start_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    parent = QObject()
    voice = EspeakVoice(str(tmp_path / "none"), parent)
    with qtbot.waitSignal(voice.failed):
        voice.say("Satu.", slow=False)


@pytest.mark.qt_log_ignore("pipewire-0.3")  # which Qt looks for, where it is not installed
def test_the_system_s_voice_speaks_and_no_english_one_is_taken_for_indonesian(
    qtbot: QtBot,
) -> None:
    from kiosk.ui.voice_qt import found

    parent = QObject()
    assert found(parent, ("mock",)) is None
    voice = found(parent, ("mock",), QLocale.Language.Finnish)
    assert voice is not None
    with qtbot.waitSignal(voice.said):
        voice.say("Yksi.", slow=False)


def spans(*words: str) -> tuple[Span, ...]:
    return tuple(Span(word) for word in words)


STEM = question(ONE, "c1")
CHECKS = {"c1": CheckState(STEM, None, None)}


@pytest.mark.parametrize(
    ("block", "said"),
    [
        (Paragraph("b", spans("Warga ", "berhak", " tahu.")), "Warga berhak tahu."),
        (Listing("b", (spans("Satu"), spans("Dua."))), "Satu. Dua."),
        (Listing("b", (spans("Isi"), spans("Kirim")), 1), "1. Isi. 2. Kirim."),
        (
            Table("b", (spans("Layanan"), spans("Hari")), ((spans("SKCK"), spans("3")),)),
            "Layanan: SKCK; Hari: 3.",
        ),
        (Figure("b", "f.svg", "Papan loket", "Tiga baris"), "Gambar. Papan loket. Tiga baris."),
        (
            Callout("b", CalloutKind.RULE, "UU 25", (Paragraph("p", spans("Wajib!")),)),
            "Bunyi aturan. UU 25. Wajib!",
        ),
        (Check("b", "c1"), "Pertanyaan."),
    ],
)
def test_each_kind_of_block_is_said_in_sentences(block: Paragraph, said: str) -> None:
    assert aloud(block, CHECKS) == said
