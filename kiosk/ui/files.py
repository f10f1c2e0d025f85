"""Our own file chooser: sticks and the user's folders, and nothing above them.

A system dialog would be a way out of the kiosk; this one only lists and answers a path.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScroller,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kiosk.ui.icons import icon
from kiosk.ui.sticks import sticks
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import clear, row
from kiosk.ui.widgets.overlay import Overlay
from kiosk.ui.widgets.text import button, chip, text
from kiosk.ui.window import Window
from kiosk.ui.words import _

MOST = 2000
"""Names listed of one folder; more cannot be looked through by hand."""
WIDTH = 760
PATH, KIND = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class Start:
    """A folder where looking begins; what lies above it is not shown."""

    path: Path
    label: str
    drawn: str


@dataclass(frozen=True)
class Shelf:
    """What lies in a folder, by name; `readable` is False when the folder cannot be read."""

    folders: tuple[Path, ...] = ()
    files: tuple[Path, ...] = ()
    readable: bool = True


def starts() -> tuple[Start, ...]:
    """The sticks now in this computer, then the user's own folders."""
    found = [Start(stick.path, stick.label, "usb") for stick in sticks()]
    home = Path.home()
    for path, label, drawn in (
        (_standard(QStandardPaths.StandardLocation.DocumentsLocation), _("Dokumen"), "file-text"),
        (_standard(QStandardPaths.StandardLocation.DownloadLocation), _("Unduhan"), "download"),
        (home, _("Folder saya"), "house"),
    ):
        known = [start.path for start in found]
        if path.is_dir() and path not in known and (path != home or drawn == "house"):
            found.append(Start(path, label, drawn))
    return tuple(found)


def _standard(place: QStandardPaths.StandardLocation) -> Path:
    return Path(QStandardPaths.writableLocation(place) or ".")


def shelf(folder: Path, root: Path, suffixes: Iterable[str]) -> Shelf:
    """The folders and the files of some suffixes (".csv"); hidden ones and ways out left out."""
    wanted, inside = {s.lower() for s in suffixes}, root.resolve()
    folders: list[Path] = []
    files: list[Path] = []
    try:
        found = sorted(folder.iterdir(), key=lambda path: path.name.casefold())
    except OSError:
        return Shelf(readable=False)
    for path in found[:MOST]:
        kind = "" if path.name.startswith((".", "$")) else _kind(path, inside)
        if kind == "folder":
            folders.append(path)
        elif kind == "file" and path.suffix.lower() in wanted:
            files.append(path)
    return Shelf(tuple(folders), tuple(files))


def _kind(path: Path, inside: Path) -> str:
    """Folder or file; empty for what leads out (a link) or cannot be looked at."""
    try:
        if not path.resolve().is_relative_to(inside):
            return ""
        return "folder" if path.is_dir() else "file" if path.is_file() else ""
    except (OSError, RuntimeError):  # RuntimeError: links in a ring
        return ""


class Browser(QWidget):
    """Places to begin at, where one is, and what lies there. `taken` tells a file by two taps."""

    changed = Signal()
    taken = Signal()

    def __init__(self, theme: Theme, suffixes: tuple[str, ...], room: QSize) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._theme, self._suffixes = theme, suffixes
        self._columns = max(2, room.width() // theme.px(170))
        self._label = ""
        self._chips: dict[Path, QPushButton] = {}
        self.root: Path | None = None
        self.folder: Path | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(10))
        self._places = QVBoxLayout()
        box.addLayout(self._places)
        self._where = text("", "small")
        again = button(_("Cari lagi"), "files-again", theme, role="quiet", icon_left="refresh-cw")
        again.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        again.clicked.connect(self.look_again)
        box.addWidget(row(self._where, again))
        self.list = self._list(room.height())
        box.addWidget(self.list)
        self._empty = text("", "muted")
        box.addWidget(self._empty)
        self.look_again()

    def _list(self, height: int) -> QListWidget:
        made, theme = QListWidget(), self._theme
        made.setObjectName("files-list")
        made.setAccessibleName(_("Isi folder"))
        made.setFixedHeight(height)
        made.setIconSize(QSize(theme.px(22), theme.px(22)))
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        made.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        QScroller.grabGesture(made.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        made.itemClicked.connect(self._tapped)
        made.itemActivated.connect(self._opened)
        made.currentItemChanged.connect(lambda *_two: self.changed.emit())
        return made

    @property
    def file(self) -> Path | None:
        """The file that is marked; None when none is."""
        item = self.list.currentItem()
        if item is None or not item.isSelected() or item.data(KIND) != "file":
            return None
        return Path(item.data(PATH))

    def look_again(self) -> None:
        """Read the places anew: a stick may have come or gone."""
        found = starts()
        self._chips.clear()
        clear(self._places)
        self._places.addWidget(self._grid(found))
        if found and self.root not in [start.path for start in found]:
            self._begin(found[0])
        elif not found:
            self.root = self.folder = None
            self._show()
        self._mark()

    def _grid(self, found: tuple[Start, ...]) -> QWidget:
        theme, grid = self._theme, QWidget()
        grid.setProperty("role", "clear")
        box = QGridLayout(grid)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(8))
        for place, start in enumerate(found):
            box.addWidget(self._start(start, place), *divmod(place, self._columns))
        return grid

    def _start(self, start: Start, place: int) -> QPushButton:
        label = start.label if len(start.label) <= 18 else start.label[:17] + "…"
        made = chip(label, f"files-place-{place}", self._theme, drawn=start.drawn)
        made.setFixedHeight(self._theme.px(48))
        made.setToolTip(start.label)
        self._chips[start.path] = made
        made.clicked.connect(lambda: self._begin(start))
        return made

    def _begin(self, start: Start) -> None:
        self.root = self.folder = start.path
        self._label = start.label
        self._show()
        self._mark()

    def _mark(self) -> None:
        for path, made in self._chips.items():
            made.setChecked(path == self.root)

    def _tapped(self, item: QListWidgetItem) -> None:
        """One tap opens a folder; on a file it marks it."""
        if item.data(KIND) != "file":
            self._opened(item)

    def _opened(self, item: QListWidgetItem) -> None:
        if item.data(KIND) == "file":
            self.taken.emit()
        else:
            self.folder = Path(item.data(PATH))
            self._show()
            self.list.setFocus()

    def _show(self) -> None:
        self.list.clear()
        if self.folder is None or self.root is None:
            words = _("Belum ada tempat penyimpanan. Pasang stik USB, lalu tekan “Cari lagi”.")
            self._say("", words)
            return
        found = shelf(self.folder, self.root, self._suffixes)
        if self.folder != self.root:
            self._add(_("Folder di atas"), "arrow-up", self.folder.parent, "folder")
        for path in found.folders:
            self._add(path.name, "folder", path, "folder")
        for path in found.files:
            self._add(path.name, "file-text", path, "file")
        way = " › ".join([self._label, *self.folder.relative_to(self.root).parts])
        words = ""
        if not found.readable:
            words = _("Folder ini tidak dapat dibaca. Pilih folder lain.")
        elif not found.files and self._suffixes:
            kinds = ", ".join(self._suffixes)
            words = _("Tidak ada berkas {kinds} di folder ini.").format(kinds=kinds)
        self._say(way, words)
        self.list.setCurrentRow(0)

    def _say(self, way: str, words: str) -> None:
        self._where.setText(way)
        self._empty.setText(words)
        self._empty.setVisible(bool(words))
        self.changed.emit()

    def _add(self, words: str, drawn: str, path: Path, kind: str) -> None:
        theme = self._theme
        item = QListWidgetItem(icon(drawn, theme.laut, theme.px(22)), words)
        item.setSizeHint(QSize(0, theme.px(48)))
        item.setToolTip(words)
        item.setData(PATH, str(path))
        item.setData(KIND, kind)
        self.list.addItem(item)


def choose_file(
    window: Window, theme: Theme, suffixes: tuple[str, ...], chosen: Callable[[Path], None]
) -> Overlay:
    """Let a file be chosen; `chosen` is called with it, or not at all."""
    take = button(_("Pakai berkas ini"), "files-take", theme, role="primary", icon_right="check")
    browser = Browser(theme, suffixes, _room(window, theme))
    overlay = _overlay(window, theme, _("Pilih berkas"), browser, take)

    def marked() -> None:
        take.setEnabled(browser.file is not None)

    def closed(name: str) -> None:
        if name == "files-take" and (file := browser.file) is not None:
            chosen(file)

    browser.changed.connect(marked)
    browser.taken.connect(lambda: overlay.close_with("files-take"))
    overlay.closed.connect(closed)
    marked()
    browser.list.setFocus()
    return overlay


def choose_folder(window: Window, theme: Theme, chosen: Callable[[Path], None]) -> Overlay:
    """Let a folder be chosen; `chosen` is called with it, or not at all."""
    take = button(_("Simpan di sini"), "files-take", theme, role="primary", icon_right="save")
    browser = Browser(theme, (), _room(window, theme))
    overlay = _overlay(window, theme, _("Pilih tempat menyimpan"), browser, take)

    def closed(name: str) -> None:
        if name == "files-take" and browser.folder is not None:
            chosen(browser.folder)

    browser.changed.connect(lambda: take.setEnabled(browser.folder is not None))
    overlay.closed.connect(closed)
    take.setEnabled(browser.folder is not None)
    browser.list.setFocus()
    return overlay


def _overlay(
    window: Window, theme: Theme, title: str, browser: Browser, take: QPushButton
) -> Overlay:
    cancel = button(_("Batal"), "files-cancel", theme)
    return window.put_overlay(
        Overlay(
            window, title, theme, browser, (cancel, take), width=WIDTH, scroll=_small(window, theme)
        )
    )


def _small(window: Window, theme: Theme) -> bool:
    """Whether the list does not stand below the places without scrolling."""
    return window.height() < theme.px(620)


def _room(window: Window, theme: Theme) -> QSize:
    """What the list may take: as wide as the card is inside, as high as is left over."""
    width = min(theme.px(WIDTH), window.width() - 48) - theme.px(56)
    height = min(theme.px(340), window.height() - 48 - theme.px(350))
    return QSize(width, max(theme.px(160), height))
