"""The dark panel of the first start: who speaks, and the two ways to begin."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Scroll, column, row
from kiosk.ui.widgets.text import button, chip, picture, text
from kiosk.ui.words import _, language


class Way(QPushButton):
    """A large button of a title and a sentence; `on` is the way taken now."""

    def __init__(self, name: str, title: str, words: str, theme: Theme, *, on: bool) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        self.setProperty("role", "choice-card")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        ink = theme.laut if on else theme.di_panel
        quiet = theme.tinta2 if on else theme.di_panel2
        head, about = text(title, "h2"), text(words, "small")
        head.setStyleSheet(f"color: {ink};")
        about.setStyleSheet(f"color: {quiet};")
        drawn = picture("circle-dot" if on else "circle", ink, theme, 22)
        parts = row(drawn, column(head, about, spacing=theme.px(4)), spacing=theme.px(14))
        parts.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        box = QHBoxLayout(self)
        box.setContentsMargins(*([theme.px(18)] * 4))
        box.addWidget(parts)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if on:
            self.setStyleSheet(
                f"QPushButton {{ background: {theme.kertas}; border-radius: 16px; }}"
                f"QPushButton:focus {{ border: {theme.tebal_fokus}px solid {theme.jingga}; }}"
            )
        else:
            self.setStyleSheet(
                "QPushButton:hover { background: transparent; }"
                f"QPushButton:focus {{ border: {theme.tebal_fokus}px solid {theme.di_panel}; }}"
            )

    def hasHeightForWidth(self) -> bool:
        """The sentence wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as title and sentence need."""
        box = self.layout()
        return box.totalHeightForWidth(width) if box is not None else 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the height that the words need at this width."""
        super().resizeEvent(event)
        self.setMinimumHeight(self.heightForWidth(self.width()))

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(280, self.heightForWidth(max(self.width(), 280)))

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for the panel."""
        return QSize(200, 60)


class Ways(QFrame):
    """The panel. `taken` is "", "demo" or "setup"."""

    demo_wanted = Signal()
    setup_wanted = Signal()
    file_wanted = Signal()

    def __init__(self, theme: Theme, taken: str = "") -> None:
        super().__init__()
        self.setProperty("role", "sea-flat")
        inner = column(
            _brand(theme),
            theme.px(24),
            text(_("Selamat datang."), "sea-title"),
            text(_("Kios ini belum disiapkan. Pilih cara memulai."), "sea"),
            theme.px(12),
            *self._choices(theme, taken),
            None,
            text(_("Tidak memerlukan internet."), "sea-small"),
            spacing=theme.px(12),
        )
        side = theme.px(36) if theme.scale == 1 else 36
        inner.setContentsMargins(side, side, side, side)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(Scroll(inner, "ways"))

    def _choices(self, theme: Theme, taken: str) -> tuple[QWidget, ...]:
        about = _(
            "Instansi contoh dengan lima peserta contoh. Sertifikat bertanda CONTOH."
            " Dapat dihapus kapan saja."
        )
        demo = Way("demo", _("Coba dulu"), about, theme, on=taken == "demo")
        about = _("Lima langkah, sekitar 10 menit. Semua isian dapat diubah kemudian.")
        setup = Way("setup", _("Siapkan kios ini"), about, theme, on=taken == "setup")
        words = _("Muat dari berkas kiosk.toml")
        file = button(words, "file", theme, role="sea-link", icon_left="file-cog")
        demo.clicked.connect(self.demo_wanted.emit)
        setup.clicked.connect(self.setup_wanted.emit)
        file.clicked.connect(self.file_wanted.emit)
        return demo, setup, row(file, None)


def _brand(theme: Theme) -> QWidget:
    name = text("Dermaga", "sea-title")
    place = text(_("Ruang belajar ASN"), "sea-small")
    anchor = picture("anchor", theme.di_panel, theme, 34)
    return row(anchor, column(name, place, spacing=0), spacing=14)


class Languages(QWidget):
    """The two languages, each in its own words."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        group = QButtonGroup(self)
        for key, words in (("id", "Bahasa Indonesia"), ("en", "English")):
            made = chip(words, f"language-{key}", theme, on=key == language())
            made.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            group.addButton(made)
            box.addWidget(made)
