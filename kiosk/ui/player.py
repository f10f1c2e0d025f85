"""Plays a film or a recording; says when the computer cannot, also where Qt does not say so."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer, QVideoFrame, QVideoSink

PATIENCE = 3_000
"""Milliseconds of playing after which a film without a picture cannot be played here.

A codec the computer lacks (AV1 without the hardware) raises no error: it plays to the end and shows
nothing.
"""


class Player(QObject):
    """One file. `moved(position, duration)` in milliseconds; `turned(playing)`; `failed` once."""

    moved = Signal(int, int)
    turned = Signal(bool)
    drawn = Signal(QImage)
    ended = Signal()
    failed = Signal()

    def __init__(self, file: str, parent: QObject, *, film: bool) -> None:
        super().__init__(parent)
        self._film, self._frames, self._begun, self._lost = film, 0, 0, False
        self._start = 0
        self._player = QMediaPlayer(self)
        self._sound = QAudioOutput(self)
        self._player.setAudioOutput(self._sound)
        if film:
            self._sink = QVideoSink(self)
            self._player.setVideoSink(self._sink)
            self._sink.videoFrameChanged.connect(self._frame)
        self._player.positionChanged.connect(self._moved)
        self._player.playingChanged.connect(self.turned.emit)
        self._player.errorOccurred.connect(lambda *_: self._fail())
        self._player.mediaStatusChanged.connect(self._status)
        self._doubt = QTimer(self)
        self._doubt.setSingleShot(True)
        self._doubt.setInterval(PATIENCE)
        self._doubt.timeout.connect(self._judge)
        self._player.setSource(QUrl.fromLocalFile(file))

    @property
    def playing(self) -> bool:
        """Whether it plays now."""
        return self._player.isPlaying()

    @property
    def position(self) -> int:
        """Milliseconds from the start."""
        return self._start or self._player.position()

    def play(self, start: int = 0) -> None:
        """Go on; the first time from `start` (ms), as soon as the file is open."""
        self._start = start
        if self._film and not self._frames:
            self._doubt.start()
        self._player.play()

    def pause(self) -> None:
        """Stop for a while."""
        self._player.pause()

    def seek(self, position: int) -> None:
        """Go to a moment, in milliseconds."""
        self._start = 0
        self._player.setPosition(max(0, min(position, self._player.duration())))

    def set_speed(self, speed: float) -> None:
        """1.0 is as recorded; the pitch is kept where Qt can."""
        self._player.setPlaybackRate(speed)

    def close(self) -> None:
        """Let the file go. Must come before the player is destroyed.

        Qt's threads need Python's lock to end, which whoever destroys the player holds: the two
        would wait for each other for ever. Here the lock is free while they end.
        """
        self._lost = True
        self._doubt.stop()
        self._player.stop()
        self._player.setSource(QUrl())

    def _moved(self, position: int) -> None:
        if not self._start:
            self.moved.emit(position, self._player.duration())

    def _frame(self, frame: QVideoFrame) -> None:
        if frame.isValid():
            self._frames += 1
            self._doubt.stop()
            self.drawn.emit(frame.toImage())

    def _status(self, status: QMediaPlayer.MediaStatus) -> None:
        states = QMediaPlayer.MediaStatus
        if status == states.InvalidMedia:
            self._fail()
        elif status in (states.LoadedMedia, states.BufferedMedia) and self._start:
            start, self._start = self._start, 0
            self.seek(start)
        elif status == states.EndOfMedia and not self._lost:
            self._judge()
            if not self._lost:
                self.ended.emit()

    def _judge(self) -> None:
        if self._film and not self._frames:
            self._fail()

    def _fail(self) -> None:
        if not self._lost:
            self.close()
            self.failed.emit()
