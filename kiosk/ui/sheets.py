"""Pages of a PDF file inside a lesson, one at a time, larger when touched."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from kiosk.learning.course import Pages
from kiosk.ui.blocks import framed, stack, titled
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, Scroll, row
from kiosk.ui.widgets.overlay import Overlay
from kiosk.ui.widgets.text import button, text
from kiosk.ui.words import _

_LARGEST = 2_400
"""Pixels of the longer side that is drawn: a page named as larger would fill the memory."""


class Sheet(QAbstractButton):
    """One page on white; touched, it asks to be shown larger."""

    def __init__(self, document: QPdfDocument, page: int, name: str, theme: Theme) -> None:
        super().__init__()
        self._document, self._theme, self._drawn = document, theme, QImage()
        self.setObjectName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.turn(page)

    def turn(self, page: int) -> None:
        """Show that page, from 0; its words are told to screen readers."""
        self._page, self._drawn = page, QImage()
        self.setAccessibleName(_("Halaman {n}. Perbesar").format(n=page + 1))
        self.setAccessibleDescription(self._document.getAllText(page).text())
        self.updateGeometry()
        self.update()

    @property
    def proportions(self) -> QSizeF:
        """Width and height of the page, in points."""
        return self._document.pagePointSize(self._page)

    def hasHeightForWidth(self) -> bool:
        """As the paper."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height in pixels for a width in pixels."""
        size = self.proportions
        return round(width * size.height() / size.width()) if size.width() > 0 else width

    def sizeHint(self) -> QSize:
        """As wide as there is room for."""
        width = self._theme.px(600)
        return QSize(width, self.heightForWidth(width))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's form
        """The paper, what is printed on it, and its edge."""
        wanted = self.size() * self.devicePixelRatioF()
        if max(wanted.width(), wanted.height()) > _LARGEST:
            wanted.scale(_LARGEST, _LARGEST, Qt.AspectRatioMode.KeepAspectRatio)
        if self._drawn.size() != wanted:
            self._drawn = self._document.render(self._page, wanted)
        theme, focused = self._theme, self.hasFocus()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        painter.drawImage(QRectF(self.rect()), self._drawn)
        wide = theme.tebal_fokus if focused else theme.tebal_garis
        painter.setPen(QPen(QColor(theme.fokus if focused else theme.garis), wide))
        half = wide / 2
        painter.drawRect(QRectF(self.rect()).adjusted(half, half, -half, -half))
        painter.end()


class PagesBlock(QWidget):
    """Some pages of a file; `enlarged` when one was touched."""

    enlarged = Signal()

    def __init__(self, block: Pages, file: str, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self.block, self._theme = block, theme
        self._document = QPdfDocument(self)
        opened = Path(file).is_file() and self._document.load(file) == QPdfDocument.Error.None_
        self._last = min(block.last, self._document.pageCount()) - 1
        self._page = block.first - 1
        head = titled(_("Dokumen"), "file-text", theme, text(block.title, "h3"))
        if opened and self._last >= self._page:
            parts = [head, self._sheet_of(), self._turns()]
        else:
            words = _("Dokumen ini tidak dapat dibuka di komputer ini. Beri tahu penyelenggara.")
            parts = [head, Card(text(words), role="callout-orange", margin=theme.px(16))]
        box = stack(framed(parts, "card", theme.garis, theme))
        outer = box.layout()
        if outer is not None:
            self.setLayout(outer)

    def _sheet_of(self) -> QWidget:
        self._sheet = Sheet(self._document, self._page, f"{self.block.id}-sheet", self._theme)
        self._sheet.clicked.connect(self.enlarged.emit)
        return self._sheet

    def _turns(self) -> QWidget:
        theme, name = self._theme, self.block.id
        self._before = button(
            _("Sebelumnya"), f"{name}-before", theme, icon_left="chevron-left", small=True
        )
        self._after = button(
            _("Berikutnya"), f"{name}-after", theme, icon_right="chevron-right", small=True
        )
        self._before.clicked.connect(lambda: self._turn(-1))
        self._after.clicked.connect(lambda: self._turn(1))
        self._where = text("", "small", wrap=False)
        made = row(self._before, None, self._where, None, self._after)
        self._tell()
        made.setVisible(self._last > self.block.first - 1)
        return made

    def _turn(self, step: int) -> None:
        self._page += step
        self._sheet.turn(self._page)
        self._tell()

    def _tell(self) -> None:
        first, last = self.block.first - 1, self._last
        self._before.setEnabled(self._page > first)
        self._after.setEnabled(self._page < last)
        form = _("Halaman {n} dari {m}")
        self._where.setText(form.format(n=self._page - first + 1, m=last - first + 1))

    def enlarge(self, window: QWidget) -> Overlay:
        """The page as wide as the window allows, scrolled."""
        theme = self._theme
        sheet = Sheet(self._document, self._page, "sheet-large", theme)
        width = min(window.width() - 2 * theme.px(28) - 90, theme.px(1000))
        sheet.setFixedSize(width, sheet.heightForWidth(width))
        sheet.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close = button(_("Tutup"), "sheet-close", theme, role="primary")
        across = round(width / theme.scale) + 90
        content = row(None, sheet, None)
        made = Overlay(
            window, self.block.title, theme, content, (close,), width=across, scroll=True
        )
        scroll = made.findChild(Scroll)
        if isinstance(scroll, Scroll):
            scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            scroll.setFocus()
        return made
