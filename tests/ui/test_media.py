"""Films, recordings and pages inside a lesson: they play, keep their place, or say why not."""

from __future__ import annotations

import io
import math
import struct
import sys
import wave
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QSlider, QWidget
from pytestqt.qtbot import QtBot

from kiosk.learning.course import Audio, Pages, Paragraph, Video
from kiosk.learning.spans import Span
from kiosk.ui import player
from kiosk.ui.media import MediaBlock, Pane
from kiosk.ui.player import Player
from kiosk.ui.sheets import PagesBlock
from kiosk.ui.theme import Theme, plain
from kiosk.ui.words import speak

SAMPLES = Path(__file__).parent / "media"
"""A teal square for one or two seconds, with a low tone."""
SAID = (Paragraph("t.1", (Span("Petugas menyapa warga."),)),)
FILM = Video("film", "media/loket.webm", "Di loket", "media/loket.vtt", SAID)
SOUND = Audio("sapa", "media/sapa.wav", "Sapaan", "", SAID)
CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:05.000\nSelamat pagi.\n"

pytestmark = pytest.mark.qt_log_ignore(
    "No audio device detected", "PulseAudioService", "No RHI backend", "Could not open media"
)
"""What Qt says of a computer without loudspeakers or graphics, and of files that are none."""


@pytest.fixture
def theme() -> Theme:
    speak("id")  # another test may have spoken English
    return plain()


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """Four seconds of a low tone."""
    file = tmp_path / "sapa.wav"
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(8000)
        tone = (int(3000 * math.sin(n / 4)) for n in range(4 * 8000))
        out.writeframes(b"".join(struct.pack("<h", value) for value in tone))
    return file


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    widget.resize(720, 900)
    qtbot.addWidget(widget)
    widget.show()
    return widget


def press(widget: QWidget, name: str) -> QPushButton:
    made = widget.findChild(QPushButton, name)
    assert isinstance(made, QPushButton)
    QTest.mouseClick(made, Qt.MouseButton.LeftButton)
    return made


def test_a_recording_goes_on_where_it_was_left_and_keeps_its_place(
    qtbot: QtBot, sound: Path, theme: Theme
) -> None:
    block = MediaBlock(SOUND, {SOUND.file: str(sound)}, 2000, theme)
    shown(qtbot, block)
    kept: list[tuple[str, int]] = []
    block.played.connect(lambda name, at: kept.append((name, at)))
    button = block.findChild(QPushButton, "sapa-play")
    assert button is not None
    assert button.text() == "Lanjutkan dari 0.02"
    press(block, "sapa-play")
    place = block.findChild(QSlider, "sapa-place")
    assert place is not None
    qtbot.waitUntil(lambda: place.value() > 2100)
    assert button.text() == "Jeda"
    press(block, "sapa-play")
    qtbot.waitUntil(lambda: button.text() == "Lanjutkan")
    assert len(kept) == 1
    assert kept[0][0] == "sapa"
    assert 2100 < kept[0][1] < 4000


def test_the_speed_goes_round_and_is_said(qtbot: QtBot, sound: Path, theme: Theme) -> None:
    block = MediaBlock(SOUND, {SOUND.file: str(sound)}, 0, theme)
    shown(qtbot, block)
    said = [press(block, "sapa-speed").text() for _n in range(4)]
    assert said == [f"Kecepatan {n}×" for n in ("1,25", "1,5", "0,75", "1")]


def test_arrows_go_five_seconds_and_space_plays(qtbot: QtBot, sound: Path, theme: Theme) -> None:
    block = MediaBlock(SOUND, {SOUND.file: str(sound)}, 0, theme)
    shown(qtbot, block)
    place = block.findChild(QSlider, "sapa-place")
    button = block.findChild(QPushButton, "sapa-play")
    assert place is not None
    assert button is not None
    QTest.keyClick(button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: place.maximum() >= 3900)
    place.setFocus()
    QTest.keyClick(place, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: button.text() == "Lanjutkan")
    QTest.keyClick(place, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: place.value() >= 3900)
    QTest.keyClick(place, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: place.value() < 500)


def test_captions_stand_below_the_picture_while_they_are_said(
    qtbot: QtBot, tmp_path: Path, sound: Path, theme: Theme
) -> None:
    (tmp_path / "loket.vtt").write_text(CAPTIONS, encoding="utf-8")
    told = Audio("sapa", SOUND.file, "Sapaan", "media/loket.vtt", SAID)
    files = {SOUND.file: str(sound), "media/loket.vtt": str(tmp_path / "loket.vtt")}
    block = MediaBlock(told, files, 0, theme)
    shown(qtbot, block)
    press(block, "sapa-play")
    qtbot.waitUntil(lambda: "Selamat pagi." in words_of(block))
    chip = block.findChild(QPushButton, "sapa-captions")
    assert chip is not None
    chip.setChecked(False)
    assert "Selamat pagi." not in words_of(block)


def words_of(widget: QWidget) -> str:
    """What the visible labels say."""
    labels = widget.findChildren(QLabel)
    return " ".join(label.text() for label in labels if label.isVisible())


@pytest.mark.parametrize("content", [b"", b"bukan film", b"\x1aE\xdf\xa3" + bytes(500)])
def test_what_cannot_be_played_can_be_read(
    qtbot: QtBot, tmp_path: Path, theme: Theme, content: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "loket.webm"
    file.write_bytes(content)
    block = MediaBlock(FILM, {FILM.file: str(file)}, 0, theme)
    shown(qtbot, block)
    assert "Petugas menyapa warga." not in words_of(block)
    press(block, "film-play")
    qtbot.waitUntil(lambda: "tidak dapat memutar film ini" in words_of(block))
    assert "Petugas menyapa warga." in words_of(block)
    capfd.readouterr()


@pytest.mark.parametrize("name", ["kotak.webm", "kotak.mp4"])
def test_a_film_is_drawn(qtbot: QtBot, theme: Theme, name: str) -> None:
    """VP9 with Opus, and H.264 with AAC."""
    block = MediaBlock(FILM, {FILM.file: str(SAMPLES / name)}, 0, theme)
    shown(qtbot, block)
    press(block, "film-play")

    def teal() -> bool:
        pane = block.findChild(Pane)
        assert pane is not None
        drawn = pane.grab().toImage().pixelColor(pane.width() // 2, pane.height() // 2)
        return abs(drawn.red()) < 12 and abs(drawn.green() - 128) < 12

    qtbot.waitUntil(teal)
    block.stop()


def test_a_film_that_plays_may_be_taken_away_at_any_moment(qtbot: QtBot, theme: Theme) -> None:
    """As screens are: hidden, and destroyed by the event loop."""
    for moment in range(12):
        holder = QWidget()
        qtbot.addWidget(holder)
        block = MediaBlock(FILM, {FILM.file: str(SAMPLES / "kotak.webm")}, 0, theme)
        block.setParent(holder)
        holder.show()
        press(block, "film-play")
        qtbot.wait(20 * moment)
        holder.hide()
        with qtbot.waitSignal(block.destroyed):
            block.deleteLater()


def test_a_codec_that_shows_nothing_is_told_and_one_that_works_is_shown(
    qtbot: QtBot, theme: Theme
) -> None:
    """AV1 where neither the computer nor Qt can decode it: no error comes, and no frame."""
    block = MediaBlock(FILM, {FILM.file: str(SAMPLES / "kotak-av1.webm")}, 0, theme)
    shown(qtbot, block)
    frames: list[object] = []
    press(block, "film-play")
    playing = block.findChild(Player)
    assert playing is not None
    playing.drawn.connect(frames.append)
    qtbot.waitUntil(lambda: bool(frames) or "tidak dapat memutar film ini" in words_of(block))


def test_a_film_that_plays_without_a_picture_is_told(
    qtbot: QtBot, sound: Path, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a codec does that the computer lacks: no error, no frame. Here a film without pictures."""
    monkeypatch.setattr(player, "PATIENCE", 200)
    block = MediaBlock(FILM, {FILM.file: str(sound)}, 0, theme)
    shown(qtbot, block)
    press(block, "film-play")
    qtbot.waitUntil(lambda: "tidak dapat memutar film ini" in words_of(block), timeout=15_000)
    assert "Petugas menyapa warga." in words_of(block)


def test_a_lost_file_is_told_at_once(qtbot: QtBot, theme: Theme) -> None:
    block = MediaBlock(SOUND, {}, 0, theme)
    shown(qtbot, block)
    press(block, "sapa-play")
    assert "tidak dapat memutar rekaman ini" in words_of(block)


def test_without_the_systems_sound_library_the_words_are_there(
    qtbot: QtBot, sound: Path, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "kiosk.ui.player", None)
    block = MediaBlock(SOUND, {SOUND.file: str(sound)}, 0, theme)
    shown(qtbot, block)
    press(block, "sapa-play")
    assert "tidak dapat memutar rekaman ini" in words_of(block)


def test_a_recording_left_behind_stops(qtbot: QtBot, sound: Path) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    playing = Player(str(sound), holder, film=False)
    playing.play()
    qtbot.waitUntil(lambda: playing.playing)
    playing.close()
    qtbot.waitUntil(lambda: not playing.playing)


def pdf(pages: int) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(300, 400), invariant=1)
    for page in range(pages):
        canvas.drawString(40, 200, f"Formulir halaman {page + 1}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_only_the_pages_named_are_turned_and_their_words_can_be_heard(
    qtbot: QtBot, tmp_path: Path, theme: Theme
) -> None:
    file = tmp_path / "formulir.pdf"
    file.write_bytes(pdf(5))
    block = PagesBlock(Pages("dok", "media/formulir.pdf", "Formulir", 2, 3), str(file), theme)
    shown(qtbot, block)
    assert "Halaman 1 dari 2" in words_of(block)
    after, before = (block.findChild(QPushButton, f"dok-{way}") for way in ("after", "before"))
    assert after is not None
    assert before is not None
    assert (before.isEnabled(), after.isEnabled()) == (False, True)
    press(block, "dok-after")
    sheet = block.findChild(QWidget, "dok-sheet")
    assert sheet is not None
    assert "Formulir halaman 3" in sheet.accessibleDescription()
    assert (before.isEnabled(), after.isEnabled()) == (True, False)


@pytest.mark.parametrize(("content", "first"), [(b"bukan pdf", 1), (None, 1), (pdf(2), 3)])
def test_pages_that_are_not_there_are_told(
    qtbot: QtBot, tmp_path: Path, theme: Theme, content: bytes | None, first: int
) -> None:
    file = tmp_path / "formulir.pdf"
    if content is not None:
        file.write_bytes(content)
    block = PagesBlock(Pages("dok", "x", "Formulir", first, first + 1), str(file), theme)
    shown(qtbot, block)
    assert "Dokumen ini tidak dapat dibuka" in words_of(block)
