"""A paper on its way out, in a dialog: to which printer or stick, and how it stands.

The panel asks printers and sticks nothing. It says what is wanted; `ui.paper` answers by the
show_… methods.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from kiosk.ui.printing import NO_PRINTER, JobState, Printer
from kiosk.ui.screens import paper_words
from kiosk.ui.sticks import Stick
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Scroll, clear, row
from kiosk.ui.widgets.text import button, picture, text
from kiosk.ui.words import _, decimal

MEGABYTE = 1_000_000
NAME_ROOM = 400


class PaperPanel(QWidget):
    """Print or save. `refresh_wanted` asks for printers and sticks anew.

    `seen` is told only by one that `asks`: of most papers no count is kept that an answer would
    correct.
    """

    print_wanted = Signal(str)
    save_wanted = Signal(str)
    seen = Signal(bool)
    refresh_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(
        self,
        about: str,
        theme: Theme,
        *,
        paper: str = "A4",
        to_stick: bool = True,
        asks: bool = False,
    ) -> None:
        """`about` says what the paper is; without `to_stick` it only goes to a printer.

        One that `asks` wants to know whether a certificate came out.
        """
        super().__init__()
        self._asks = asks
        self.setProperty("role", "clear")
        self._theme, self._paper = theme, paper
        self._wish, self._job = "", JobState("")
        self.print = button(_("Cetak"), "paper-print", theme, role="primary", icon_left="printer")
        self.save = button(_("Simpan ke USB"), "paper-save", theme, icon_left="usb")
        self.print.clicked.connect(lambda: self._look("print"))
        self.save.clicked.connect(lambda: self._look("save"))
        self.save.setVisible(to_stick)
        self._said = QVBoxLayout()
        self._said.setSpacing(theme.px(10))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(14))
        box.addWidget(text(about, "body"))
        box.addWidget(row(self.print, self.save))
        box.addLayout(self._said)
        box.addStretch(1)

    def _look(self, wish: str) -> None:
        found = {"print": _("Mencari printer …"), "save": _("Mencari stik USB …")}
        self._wish = wish
        self._tell(found[wish], "printer" if wish == "print" else "usb")
        self.refresh_wanted.emit()

    # What is answered

    def show_printers(self, printers: tuple[Printer, ...]) -> None:
        """One that is ready is taken; among several somebody chooses."""
        if self._wish != "print":
            return
        ready = [p for p in printers if p.ready]
        if len(printers) == 1 and ready:
            self._send(printers[0].name)
        elif len(printers) <= 1:
            one = printers[0] if printers else NO_PRINTER
            self._tell(paper_words.not_ready(one.reason), "circle-alert", self._again("print"))
        else:
            choices = [self._printer(n, p) for n, p in enumerate(printers)]
            self._tell(_("Pilih printer:"), "printer", *choices, self._again("print"))

    def _printer(self, n: int, printer: Printer) -> QPushButton:
        made = self._choice(printer.words, paper_words.printer_state(printer), f"printer-{n}")
        made.setEnabled(printer.ready)
        made.clicked.connect(lambda: self._send(printer.name))
        return made

    def _send(self, printer: str) -> None:
        self._wish, self._job = "", JobState("")
        self._allow(on=False)
        self._tell(_("Mengirim ke printer …"), "printer")
        self.print_wanted.emit(printer)

    def show_sticks(self, sticks: tuple[Stick, ...]) -> None:
        """Somebody chooses one, also of one: a paper with a NIP goes nowhere by itself."""
        if self._wish != "save":
            return
        if not sticks:
            words = _("Belum ada stik USB. Masukkan stik ke komputer ini, lalu cari lagi.")
            self._tell(words, "usb", self._again("save"))
            return
        choices = [self._stick(n, s) for n, s in enumerate(sticks)]
        self._tell(_("Simpan ke stik yang mana?"), "usb", *choices, self._again("save"))

    def _stick(self, n: int, stick: Stick) -> QPushButton:
        room = decimal(stick.free / MEGABYTE, 1 if stick.free < 10 * MEGABYTE else 0)
        made = self._choice(stick.label, _("sisa {room} MB").format(room=room), f"stick-{n}")
        made.clicked.connect(lambda: self._store(stick))
        return made

    def _store(self, stick: Stick) -> None:
        self._wish = ""
        self._allow(on=False)
        self._tell(_("Menyimpan ke {stick} …").format(stick=stick.label), "usb")
        self.save_wanted.emit(str(stick.path))

    def show_job(self, state: JobState) -> None:
        """How the print job stands; told again and again, so only news is shown."""
        if state == self._job:
            return
        self._job = state
        self._allow(on=state.over)
        if state.code == "done" and self._asks:
            self._ask_seen(state)
        elif state.code == "done":
            words = _(
                "Printer selesai dengan cetakan ini. Ambil kertasnya. Bila belum keluar, periksa"
                " printer, lalu cetak lagi."
            )
            self._tell(words, "circle-check")
        elif state.code == "failed":
            self._tell(_failure(state.reason), "circle-alert", self._again("print"))
        else:
            stop = button(_("Batalkan cetakan"), "cancel-print", self._theme, small=True)
            stop.clicked.connect(self.cancel_wanted.emit)
            self._tell(paper_words.waiting(state, self._paper), "printer", stop)

    def _ask_seen(self, state: JobState) -> None:
        yes = button(_("Ya, sudah"), "seen-yes", self._theme, icon_left="check", small=True)
        no = button(_("Belum"), "seen-no", self._theme, icon_left="x", small=True)
        yes.clicked.connect(lambda: self._saw(came_out=True))
        no.clicked.connect(lambda: self._saw(came_out=False))
        self._tell(paper_words.asked(state), "printer", yes, no)

    def _saw(self, *, came_out: bool) -> None:
        if came_out:
            words = _("Terima kasih. Sertifikat tercatat sudah dicetak.")
            self._tell(words, "circle-check")
        else:
            words = _("Tercatat belum keluar. Periksa kertas dan printer, lalu cetak lagi.")
            self._tell(words, "circle-alert", self._again("print"))
        self.seen.emit(came_out)

    def show_saved(self, name: str) -> None:
        """The file lies whole on the stick."""
        self._allow(on=True)
        words = _("Tersimpan: {place}. Stik USB boleh dicabut.").format(place=name)
        self._tell(words, "circle-check")

    def show_trouble(self, words: str) -> None:
        """Something was not possible; `words` say what to do next."""
        self._allow(on=True)
        self._tell(words, "circle-alert")

    # How it is shown

    def _allow(self, *, on: bool) -> None:
        self.print.setEnabled(on)
        self.save.setEnabled(on)

    def _again(self, wish: str) -> QPushButton:
        made = button(
            _("Cari lagi"), "search-again", self._theme, icon_left="refresh-cw", small=True
        )
        made.clicked.connect(lambda: self._look(wish))
        return made

    def _choice(self, name: str, state: str, object_name: str) -> QPushButton:
        """One of several, in two lines; a long name is cut in its middle."""
        made = button("", object_name, self._theme, small=True)
        made.setMinimumHeight(self._theme.px(64))
        room = self._theme.px(NAME_ROOM)
        cut = made.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, room)
        made.setText(f"{cut}\n{state}")
        made.setAccessibleName(f"{name}, {state}")
        return made

    def _tell(self, words: str, drawn: str, *buttons: QPushButton) -> None:
        theme = self._theme
        clear(self._said)
        colour = {"circle-alert": theme.jingga_teks, "circle-check": theme.hijau}.get(
            drawn, theme.laut
        )
        sentence = text(words, "strong")
        sentence.setObjectName("paper-words")
        self._said.addWidget(row(picture(drawn, colour, theme, 22), sentence, spacing=10))
        for made in buttons:
            self._said.addWidget(made)
        choices = [b for b in buttons if b.isEnabled()]
        if choices:
            choices[0].setFocus()
        QTimer.singleShot(0, self, self._reveal)

    def _reveal(self) -> None:
        """On a low screen what was said, or can be pressed, may lie below the edge."""
        area = self.parentWidget()
        while area is not None and not isinstance(area, Scroll):
            area = area.parentWidget()
        if area is not None:
            last = self._said.itemAt(self._said.count() - 1)
            for shown in (last.widget() if last else None, self.focusWidget()):
                if shown is not None and self.isAncestorOf(shown):
                    area.ensureWidgetVisible(shown, 0, 12)


def _failure(reason: str) -> str:
    if reason in {"time-out", "cancelled", "removed"}:
        return paper_words.failure(reason)
    return _("Printer gagal mencetak. Periksa printer, lalu cetak lagi.")
