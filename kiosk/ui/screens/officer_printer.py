"""The printers of this computer, and a test page for each: borders, rulers, a QR to read back."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kiosk.ui.printing import JobState, Printer
from kiosk.ui.printing_media import SIZES
from kiosk.ui.screens import paper_words
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import AFTER_PAINT, Card, clear, row
from kiosk.ui.widgets.text import badge, button, chip, text
from kiosk.ui.words import _


class PrinterCard(Card):
    """`refresh_wanted` asks for the printers; `print_wanted` bears a printer's name and a paper."""

    refresh_wanted = Signal()
    print_wanted = Signal(str, str)
    cancel_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(margin=theme.px(20), spacing=theme.px(12))
        self._theme = theme
        self._state: JobState | None = None
        self._group = QButtonGroup(self)
        papers = [chip(paper, f"paper-{paper}", theme, on=paper == "A4") for paper in SIZES]
        for made in papers:
            self._group.addButton(made)
        again = button(_("Cari lagi"), "printers-again", theme, icon_left="refresh-cw", small=True)
        again.clicked.connect(self.refresh_wanted.emit)
        words = _(
            "Halaman uji menunjukkan apakah printer mencetak sertifikat utuh dan dengan ukuran yang"
            " benar. Pilih kertas yang sedang terpasang."
        )
        self._said = text("", "strong")
        self._said.setObjectName("trial-words")
        self._said.setVisible(False)
        self._choices, self._list = _below(), _below()
        head = row(text(_("Halaman uji printer"), "h3", wrap=False), None, again)
        for part in (head, text(words, "small"), row(*papers, None, spacing=8)):
            self.box.addWidget(part)
        self.box.addLayout(self._list)
        self.box.addWidget(self._said)
        self.box.addLayout(self._choices)
        self.say(_("Mencari printer …"))

    @property
    def paper(self) -> str:
        """The paper chosen."""
        chosen = self._group.checkedButton()
        return chosen.text() if chosen else "A4"

    def show_printers(self, printers: tuple[Printer, ...]) -> None:
        """The printers as they are now."""
        clear(self._list)
        for n, printer in enumerate(printers):
            self._list.addWidget(self._line(n, printer))
        self.say("" if printers else paper_words.not_ready("none"))

    def _line(self, n: int, printer: Printer) -> QWidget:
        good = printer.ready and not printer.reason
        state = badge(paper_words.printer_state(printer), "green" if good else "orange")
        made = button(
            _("Cetak halaman uji"), f"trial-{n}", self._theme, icon_left="printer", small=True
        )
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        made.setAccessibleName(_("Cetak halaman uji: {printer}").format(printer=printer.words))
        made.setEnabled(printer.ready)
        made.clicked.connect(lambda: self.print_wanted.emit(printer.name, self.paper))
        return row(text(printer.words, "strong"), state, made)

    def say(self, words: str, *choices: QPushButton) -> None:
        """How it stands, and what can be done about it."""
        self._said.setText(words)
        self._said.setVisible(bool(words))
        clear(self._choices)
        if choices:
            self._choices.addWidget(row(*choices, None, spacing=8))
            QTimer.singleShot(AFTER_PAINT, self, self._reveal)

    def _reveal(self) -> None:
        """On a small screen what was said may lie below the edge."""
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None:
            area.ensureWidgetVisible(self, 0, 12)
            area.ensureWidgetVisible(self._said, 0, self._theme.px(90))

    def show_sent(self) -> None:
        """On its way; nothing else is printed meanwhile."""
        self._state = None
        self._let(go=False)
        self.say(_("Mengirim halaman uji ke printer …"))

    def show_job(self, state: JobState) -> None:
        """How the job stands; told again and again, so only news is shown."""
        if state == self._state:
            return
        self._state = state
        self._let(go=state.over)
        if state.code == "done":
            self._ask_seen()
        elif state.code == "failed":
            self.say(paper_words.trial_failure(state.reason))
        else:
            stop = button(_("Batalkan cetakan"), "trial-cancel", self._theme, small=True)
            stop.clicked.connect(self.cancel_wanted.emit)
            self.say(paper_words.waiting(state, self.paper), stop)

    def _ask_seen(self) -> None:
        yes = button(_("Ya, sudah"), "trial-yes", self._theme, icon_left="check", small=True)
        no = button(_("Belum"), "trial-no", self._theme, icon_left="x", small=True)
        yes.clicked.connect(lambda: self.say(paper_words.trial_seen(came_out=True)))
        no.clicked.connect(lambda: self.say(paper_words.trial_seen(came_out=False)))
        self.say(_("Apakah halaman uji sudah keluar dari printer?"), yes, no)
        yes.setFocus()

    def show_trouble(self, words: str) -> None:
        """Nothing was sent; `words` say what to do next."""
        self._let(go=True)
        self.say(words)

    def _let(self, *, go: bool) -> None:
        for made in self.findChildren(QPushButton):
            if made.objectName().startswith("trial-") and made.objectName()[6:].isdigit():
                made.setEnabled(go)


def _below() -> QVBoxLayout:
    box = QVBoxLayout()
    box.setContentsMargins(0, 0, 0, 0)
    return box
