"""A film or a recording in a lesson, with captions, speed, and its words for whoever reads them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QSlider, QWidget

from kiosk.catalog.captions import Captions, cue_at, read_captions
from kiosk.learning.course import Audio, Video
from kiosk.ui.blocks import framed, show, stack, titled
from kiosk.ui.icons import icon
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, row
from kiosk.ui.widgets.text import button, chip, text
from kiosk.ui.words import _, decimal

if TYPE_CHECKING:
    from kiosk.ui.player import Player

SPEEDS = (1.0, 1.25, 1.5, 0.75)
STEP = 5_000
"""Milliseconds of an arrow key."""
KEEP_EVERY = 10_000
"""Milliseconds of playing after which the place is kept."""
_NIGHT = "#101B1E"


class Pane(QWidget):
    """The picture of a film, in its own proportions, 16:9 until it is known."""

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__()
        self._image, self._theme = QImage(), theme
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def draw(self, image: QImage) -> None:
        """Show a picture."""
        first, self._image = self._image.isNull(), image
        if first:
            self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """As the film."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height in pixels for a width in pixels."""
        size = self._image.size() if not self._image.isNull() else QSize(16, 9)
        return round(min(width * size.height() / size.width(), self._theme.px(420)))

    def sizeHint(self) -> QSize:
        """As wide as there is room for."""
        return QSize(self._theme.px(640), self.heightForWidth(self._theme.px(640)))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's form
        """Dark where there is no picture."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor(_NIGHT))
        if not self._image.isNull():
            size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF(0, 0, size.width(), size.height())
            place.moveCenter(QRectF(self.rect()).center())
            painter.drawImage(place, self._image)
        painter.end()


class MediaBlock(QWidget):
    """`played(block, position)` keeps the place. Nothing is opened before it is played."""

    played = Signal(str, int)

    def __init__(self, block: Video | Audio, files: dict[str, str], at: int, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self.block, self._theme, self._file = block, theme, files.get(block.file, "")
        self._at = self._kept = at
        self._length = 0
        self._player: Player | None = None
        self._captions = _captions(files.get(block.captions, ""))
        self._make_parts()
        self._lay_out()
        for part in (self._play, self._place):
            part.installEventFilter(self)

    def _make_parts(self) -> None:
        block, theme, name = self.block, self._theme, self.block.id
        words = _("Lanjutkan dari {time}").format(time=_time(self._at)) if self._at else _("Putar")
        self._play = button(words, f"{name}-play", theme, icon_left="play", small=True)
        self._play.clicked.connect(self._turn)
        self._speed = button(
            _speed_words(1.0), f"{name}-speed", theme, icon_left="gauge", small=True
        )
        self._speed.clicked.connect(self._faster)
        self._pace = 0
        self._place = QSlider(Qt.Orientation.Horizontal)
        self._place.setObjectName(f"{name}-place")
        self._place.setAccessibleName(_("Posisi putar"))
        self._place.setMinimumHeight(48)
        self._place.setEnabled(False)
        self._place.sliderMoved.connect(self._seek)
        self._time = text(_time(self._at), "small", wrap=False)
        self._caption = text("", "caption")
        self._caption.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._caption.setVisible(False)
        self._cc = chip(_("Teks"), f"{name}-captions", theme, on=True, drawn="captions")
        self._cc.setAccessibleName(_("Tampilkan teks ucapan"))
        self._cc.toggled.connect(self._show_caption)
        self._read = chip(_("Transkrip"), f"{name}-transcript", theme, drawn="file-text")
        self._read.toggled.connect(self._show_transcript)
        self._pane = Pane(block.title, theme) if isinstance(block, Video) else None

    def _lay_out(self) -> None:
        block, theme = self.block, self._theme
        film = isinstance(block, Video)
        head = titled(_("Film") if film else _("Rekaman"), "video" if film else "volume-2", theme)
        controls = row(self._play, self._speed, None, spacing=theme.px(8))
        chips = row(*([self._cc] if self._captions.cues else []), self._read, None)
        self._words = stack(*(show(part, theme) for part in block.transcript), spacing=theme.px(8))
        self._words.setVisible(False)
        self._trouble = Card(text(""), role="callout-orange", margin=theme.px(16))
        self._trouble.setVisible(False)
        parts: list[QWidget] = [head, text(block.title, "h3")]
        parts += [self._pane] if self._pane is not None else []
        parts += [self._caption, row(self._place, self._time), controls, chips]
        frame = framed([*parts, self._trouble, self._words], "card", theme.garis, theme)
        self._controls = [self._place, self._time, self._play, self._speed, self._caption, self._cc]
        box = stack(frame)
        outer = box.layout()
        if outer is not None:
            self.setLayout(outer)

    def _turn(self) -> None:
        if self._player is None:
            self._open()
        elif self._player.playing:
            self._player.pause()
            self.flush()
        else:
            self._player.play()

    def _open(self) -> None:
        if not Path(self._file).is_file():
            self._fail()
            return
        try:  # late: Qt's player takes 6 MiB, and a system library that a computer may lack
            from kiosk.ui.player import Player
        except ImportError:
            self._fail()
            return
        self._player = Player(self._file, self, film=self._pane is not None)
        self._player.moved.connect(self._moved)
        self._player.turned.connect(lambda playing: self._turned(playing=playing))
        self._player.ended.connect(self._ended)
        self._player.failed.connect(self._fail)
        if self._pane is not None:
            self._player.drawn.connect(self._pane.draw)
        self._player.set_speed(SPEEDS[self._pace])
        self._place.setEnabled(True)
        self._player.play(self._at)

    def _turned(self, *, playing: bool) -> None:
        words, drawn = (_("Jeda"), "pause") if playing else (_("Lanjutkan"), "play")
        self._play.setText(words)
        self._play.setAccessibleName(words)
        _draw(self._play, drawn, self._theme)

    def _moved(self, position: int, length: int) -> None:
        self._at, self._length = position, length
        if not self._place.isSliderDown():
            self._place.setMaximum(max(1, length))
            self._place.setValue(position)
        self._time.setText(f"{_time(position)} / {_time(length)}")
        self._show_caption()
        if abs(position - self._kept) >= KEEP_EVERY:
            self.flush()

    def _show_caption(self) -> None:
        words = cue_at(self._captions, self._at) if self._cc.isChecked() else ""
        self._caption.setText(words)
        self._caption.setVisible(
            bool(words)
            or (bool(self._captions.cues) and self._cc.isChecked() and self._player is not None)
        )

    def _show_transcript(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._words.setVisible(on)

    def _seek(self, position: int) -> None:
        if self._player is not None:
            self._player.seek(position)

    def _faster(self) -> None:
        self._pace = (self._pace + 1) % len(SPEEDS)
        self._tell_speed()
        if self._player is not None:
            self._player.set_speed(SPEEDS[self._pace])

    def _tell_speed(self) -> None:
        words = _speed_words(SPEEDS[self._pace])
        self._speed.setText(words)
        self._speed.setAccessibleName(words)

    def _ended(self) -> None:
        self._at = 0
        self.flush()
        self._play.setText(_("Putar lagi"))
        self._play.setAccessibleName(_("Putar lagi"))

    def _fail(self) -> None:
        """What the computer cannot play can still be read."""
        film = self._pane is not None
        words = _("Komputer ini tidak dapat memutar film ini. Isinya tertulis di bawah.")
        if not film:
            words = _("Komputer ini tidak dapat memutar rekaman ini. Isinya tertulis di bawah.")
        label = self._trouble.findChild(QLabel)
        if label is not None:
            label.setText(words)
        for part in (*self._controls, *([self._pane] if self._pane is not None else [])):
            part.setVisible(False)
        self._trouble.setVisible(True)
        self._read.setChecked(True)
        self._player = None

    def flush(self) -> None:
        """Tell the place, if it is another than was kept."""
        if self._at != self._kept:
            self._kept = self._at
            self.played.emit(self.block.id, self._at)

    def stop(self) -> None:
        """Let the file go: the screen is left."""
        self.flush()
        if self._player is not None:
            self._player.close()
            self._player = None
            self._turned(playing=False)

    def hideEvent(self, event: QHideEvent) -> None:
        """What is not on the screen does not speak; its file is let go (see `Player.close`)."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows go five seconds on or back; Space and Enter play."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Right: STEP, Qt.Key.Key_Left: -STEP}
            step = steps.get(Qt.Key(event.key()))
            if step is not None and self._player is not None:
                self._player.seek(self._player.position + step)
                return True
            if watched is self._place and event.key() == Qt.Key.Key_Space:
                self._turn()
                return True
        return super().eventFilter(watched, event)


def _captions(file: str) -> Captions:
    try:
        return read_captions(Path(file).read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return Captions(())


def _speed_words(speed: float) -> str:
    places = len(f"{speed:g}".partition(".")[2])
    return _("Kecepatan {n}×").format(n=decimal(speed, places))


def _time(milliseconds: int) -> str:
    minutes, seconds = divmod(milliseconds // 1000, 60)
    return f"{minutes}.{seconds:02d}"


def _draw(made: QPushButton, drawn: str, theme: Theme) -> None:
    made.setIcon(icon(drawn, theme.laut, theme.px(20), after=theme.px(6)))
