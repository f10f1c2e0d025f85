"""What must be known at this computer, whoever sits there: a line above every screen."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout

from kiosk.store.folder import MEGABYTE, Room
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.text import picture, text
from kiosk.ui.words import _, decimal

GIGABYTE = 1000 * MEGABYTE


class Notice(QFrame):
    """A sentence across the window."""

    def __init__(self, words: str, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.setProperty("role", "notice")
        box = QHBoxLayout(self)
        box.setContentsMargins(theme.px(30), theme.px(8), theme.px(30), theme.px(8))
        box.setSpacing(theme.px(12))
        said = text(words, "strong")
        said.setObjectName("notice-words")
        said.setAccessibleName(words)
        box.addWidget(picture("triangle-alert", theme.jingga_teks, theme, 22))
        box.addWidget(said, 1)


def view_only_words() -> str:
    """The disk of this computer cannot be written."""
    return _(
        "Disk komputer ini tidak dapat ditulis. Anda dapat membaca, tetapi tidak ada yang"
        " tersimpan. Panggil pengelola."
    )


def disk_words(room: Room, free: int) -> str:
    """What whoever passes by should tell the officer; empty while there is plenty of room."""
    match room:
        case Room.PLENTY:
            return ""
        case Room.LOW:
            form = _("Disk hampir penuh: tersisa {size}. Beri tahu pengelola.")
        case Room.NONE:
            form = _(
                "Disk hampir penuh: tersisa {size}. Uji baru tidak dapat dimulai."
                " Beri tahu pengelola."
            )
    return form.format(size=size_words(free))


def office_words(room: Room, free: int) -> str:
    """The free room for the officer, and what to do about it."""
    size = size_words(free)
    match room:
        case Room.PLENTY:
            return size
        case Room.LOW:
            form = _("{size}. Kosongkan tempat di disk ini dalam waktu dekat.")
        case Room.NONE:
            form = _("{size}. Uji baru tidak dapat dimulai. Kosongkan tempat di disk ini sekarang.")
    return form.format(size=size)


def size_words(size: int) -> str:
    """Bytes as a person reads them: "640 kB", "48 MB", "12,4 GB"."""
    if size < MEGABYTE:
        return _("{n} kB").format(n=decimal(size / 1000, 0))
    if size < GIGABYTE:
        return _("{n} MB").format(n=decimal(size / MEGABYTE, 0))
    return _("{n} GB").format(n=decimal(size / GIGABYTE, 1))
