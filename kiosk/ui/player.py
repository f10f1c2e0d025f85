"""Plays a film or a recording; says when the computer cannot, also where Qt does not say so.

Qt plays in threads of its own, and these need Python's lock now and then, as Python has a hand in
Qt's objects. Whoever waits for them while holding it waits for ever, and so do they. So Qt's player
is only *asked*, by queued calls: the event loop carries them out, and it holds no lock.
"""

from __future__ import annotations

from PySide6.QtCore import Q_ARG, QMetaObject, QObject, Qt, QTimer, QUrl, Signal
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
        self._film, self._frames, self._closed = film, 0, False
        self._start = 0
        self.playing = False
        self._player = QMediaPlayer()  # without a parent, which would destroy it: see `close`
        self._player.setAudioOutput(QAudioOutput(self._player))
        if film:
            sink = QVideoSink(self._player)
            self._player.setVideoSink(sink)
            sink.videoFrameChanged.connect(self._frame)
        self._player.positionChanged.connect(self._moved)
        self._player.playingChanged.connect(self._turned)
        self._player.errorOccurred.connect(self._error)
        self._player.mediaStatusChanged.connect(self._status)
        self._doubt = QTimer(self)
        self._doubt.setSingleShot(True)
        self._doubt.setInterval(PATIENCE)
        self._doubt.timeout.connect(self._judge)
        self._ask("setSource", Q_ARG(QUrl, QUrl.fromLocalFile(file)))

    def _ask(self, slot: str, *given: object) -> None:
        """Have Qt's player do something, by the event loop."""
        queued = Qt.ConnectionType.QueuedConnection
        QMetaObject.invokeMethod(self._player, slot, queued, *given)  # type: ignore[call-overload]

    @property
    def position(self) -> int:
        """Milliseconds from the start."""
        return self._start or self._player.position()

    def play(self, start: int = 0) -> None:
        """Go on; the first time from `start` (ms), as soon as the file is open."""
        self._start = start
        if self._film and not self._frames:
            self._doubt.start()
        self._ask("play")

    def pause(self) -> None:
        """Stop for a while."""
        self._ask("pause")

    def seek(self, position: int) -> None:
        """Go to a moment, in milliseconds."""
        self._start = 0
        within = max(0, min(position, self._player.duration()))
        self._ask("setPosition", Q_ARG("qlonglong", within))

    def set_speed(self, speed: float) -> None:
        """1.0 is as recorded; the pitch is kept where Qt can."""
        self._ask("setPlaybackRate", Q_ARG("double", speed))

    def close(self) -> None:
        """Let the file go. Qt's player lives until the event loop has stopped and destroyed it."""
        if self._closed:
            return
        self._closed, self.playing = True, False
        self._doubt.stop()
        player = self._player
        for signal, slot in (
            (player.positionChanged, self._moved),
            (player.playingChanged, self._turned),
            (player.errorOccurred, self._error),
            (player.mediaStatusChanged, self._status),
        ):
            signal.disconnect(slot)
        kept = [player]
        player.destroyed.connect(lambda *_gone: kept.clear())
        self._ask("stop")
        player.deleteLater()

    def _moved(self, position: int) -> None:
        if not self._start:
            self.moved.emit(position, self._player.duration())

    def _turned(self, playing: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.playing = playing
        self.turned.emit(playing)

    def _frame(self, frame: QVideoFrame) -> None:
        if frame.isValid() and not self._closed:
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
        elif status == states.EndOfMedia:
            self._judge()
            if not self._closed:
                self.ended.emit()

    def _error(self, *_error: object) -> None:
        self._fail()

    def _judge(self) -> None:
        if self._film and not self._frames:
            self._fail()

    def _fail(self) -> None:
        if not self._closed:
            self.close()
            self.failed.emit()
