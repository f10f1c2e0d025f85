"""The certificate: its picture is the PDF itself; print it, or save it on a stick.

The screen asks printers and sticks nothing. It says what is wanted; the window looks in Background
and answers by the show_… methods.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from kiosk.desk.views import CertificateView, Hours, Revoked
from kiosk.people.agency import Bound
from kiosk.register.prints import Print
from kiosk.ui.page import Page
from kiosk.ui.printing import NO_PRINTER, JobState, Printer
from kiosk.ui.screens import paper_words, revoked_words
from kiosk.ui.screens.beside import Beside
from kiosk.ui.screens.preview import Preview
from kiosk.ui.sticks import Stick
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import AFTER_PAINT, Card, Part, Scroll, clear, column, row
from kiosk.ui.widgets.text import badge, button, chip, picture, text
from kiosk.ui.words import _, decimal

SIDE = 372
MEGABYTE = 1_000_000


class CertificateScreen(Page):
    """A certificate. `refresh_wanted` asks for printers and sticks anew."""

    print_wanted = Signal(str)
    save_wanted = Signal(str)
    seen = Signal(bool)
    refresh_wanted = Signal()
    cancel_wanted = Signal()
    done_wanted = Signal()
    siasn_wanted = Signal()

    def __init__(self, view: CertificateView, theme: Theme) -> None:
        super().__init__(
            view.status,
            theme,
            back=_("Kembali"),
            action=_("Selesai"),
            action_icon="check",
        )
        self._view = view
        self._printers: tuple[Printer, ...] | None = None
        self._wish, self._tried = "", ""
        self._job: JobState | None = None
        self._copies = view.printed
        name = _("Gambar sertifikat {number}").format(number=view.issued.number)
        stamp = _("DICABUT") if view.revoked else ""
        self._preview = Preview(view.pdf, name, theme, stamp=stamp)
        self._panel = Card(role="callout-plain", margin=theme.px(16), spacing=theme.px(10))
        self._panel.setVisible(False)
        self._machine = Card(margin=theme.px(18), spacing=theme.px(6))
        self.set_body(
            Beside(self._paper(), self._side(), theme, side_width=SIDE, turn=0), scroll=False
        )
        self._show_machine()
        self.acted.connect(self.done_wanted.emit)
        if view.revoked:
            self._keep_inside()
            self._machine.setVisible(False)
        elif view.pdf:
            self._print.setFocus()
        else:
            self._tell_elsewhere()

    def _keep_inside(self) -> None:
        """Nothing leaves this screen."""
        self._print.setEnabled(False)
        self._save.setEnabled(False)

    def _tell_elsewhere(self) -> None:
        """The record came here from another kiosk, and its paper cannot be drawn here alike."""
        self._keep_inside()
        words = _(
            "Sertifikat {number} diterbitkan di kios lain dan tercatat di sini."
            " Cetak di kios itu: hanya di sana lembarannya tersimpan."
        )
        self._tell(words.format(number=self._view.issued.number), "circle-alert")

    def _paper(self) -> QWidget:
        """The picture of the certificate and the choice of its page."""
        frame = Card(role="sunken", margin=0, spacing=0)
        frame.box.addWidget(self._preview, 1)
        names = {"page-front": _("Halaman depan"), "page-back": _("Halaman belakang")}
        group = QButtonGroup(self)
        chips = [chip(words, name, self.theme) for name, words in names.items()]
        chips = chips[: self._preview.pages]
        for made in chips[:1]:
            made.setChecked(True)
        for n, made in enumerate(chips):
            group.addButton(made, n)
        group.idClicked.connect(self._preview.turn)
        if len(chips) > 1:
            pages = row(None, *chips, None, spacing=8)
            pages.setContentsMargins(0, 0, 0, 12)
            frame.box.addWidget(pages)
        return frame

    def _side(self) -> QWidget:
        """What the certificate is worth, and what can be done with it."""
        theme, view = self.theme, self._view
        self._print = button(
            _("Cetak sertifikat"), "print", theme, role="primary", icon_left="printer"
        )
        self._save = button(_("Simpan ke USB"), "save", theme, icon_left="usb")
        self._print.clicked.connect(self._wish_print)
        self._save.clicked.connect(self._wish_save)
        siasn = button(_("Lembar isian SIASN"), "sheet-siasn", theme, role="quiet", small=True)
        siasn.clicked.connect(self.siasn_wanted.emit)
        if view.revoked or not view.status.learner.nip:
            siasn.setVisible(False)
        head = self._void(view.revoked) if view.revoked else self._earned()
        inner = column(
            *head,
            theme.px(8),
            self._print,
            self._save,
            self._panel,
            theme.px(4),
            self._machine,
            siasn,
            spacing=theme.px(10),
        )
        inner.setContentsMargins(2, 0, theme.px(12), 0)
        side = Scroll(inner, "certificate-side")
        if view.revoked:  # nothing in it can be pressed, and all of it can be read by keys
            side.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            side.setAccessibleName(revoked_words.what(view.revoked))
        return side

    def _earned(self) -> tuple[QWidget, ...]:
        """What was reached."""
        theme, issued = self.theme, self._view.issued
        passed = badge(_("Lulus · nilai {score}").format(score=issued.score), "green")
        return (
            row(picture("badge-check", theme.hijau, theme, 24), passed, None, spacing=8),
            text(_("Selamat, Anda lulus!"), "title"),
            text(self._view.course_title, "strong"),
            text(_worth(issued.hours, self._view.hours), "lead"),
        )

    def _void(self, revoked: Revoked) -> tuple[QWidget, ...]:
        """That it does not count any more: since when, why, what now, and who says so."""
        theme = self.theme
        what = text(revoked_words.what(revoked), "strong")
        what.setObjectName("revoked-words")
        banner = Card(
            _beside(picture("circle-x", theme.merah, theme, 24), what),
            text(revoked_words.why(revoked)),
            text(revoked_words.next_step(revoked)),
            text(revoked_words.as_of(revoked), "small"),
            role="callout-red",
            margin=theme.px(16),
            spacing=theme.px(8),
        )
        return banner, text(self._view.course_title, "strong")

    # What is wished

    def _wish_print(self) -> None:
        self._wish = "print"
        if self._printers is None:
            self._tell(_("Mencari printer …"), "printer")
            self.refresh_wanted.emit()
        else:
            self._offer_printers(self._printers)

    def _wish_save(self) -> None:
        self._wish = "save"
        self._tell(_("Mencari stik USB …"), "usb")
        self.refresh_wanted.emit()

    def _search(self, wish: str) -> None:
        """Look again for what is wished."""
        self._printers = None
        if wish == "save":
            self._wish_save()
        else:
            self._wish_print()

    def _send(self, printer: str) -> None:
        self._wish, self._tried, self._job = "", "print", None
        self._print.setEnabled(False)
        self._tell(_("Mengirim sertifikat ke printer …"), "printer")
        self.print_wanted.emit(printer)

    def _store(self, stick: Stick) -> None:
        self._wish, self._tried = "", "save"
        self._tell(_("Menyimpan ke {stick} …").format(stick=stick.label), "usb")
        self.save_wanted.emit(str(stick.path))

    # What the window answers

    def show_printers(self, printers: tuple[Printer, ...]) -> None:
        """The printers of this computer as they are now."""
        self._printers = printers
        self._show_machine()
        if self._wish == "print":
            self._offer_printers(printers)

    def _offer_printers(self, printers: tuple[Printer, ...]) -> None:
        ready = [p for p in printers if p.ready]
        if len(printers) == 1 and ready:
            self._send(printers[0].name)
        elif len(printers) <= 1:
            one = printers[0] if printers else NO_PRINTER
            self._tell(paper_words.not_ready(one.reason), "circle-alert", self._again("print"))
        else:
            choices = [self._printer_choice(n, p) for n, p in enumerate(printers)]
            self._tell(_("Pilih printer:"), "printer", *choices, self._again("print"))

    def _printer_choice(self, n: int, printer: Printer) -> QPushButton:
        state = paper_words.printer_state(printer)
        made = _choice(printer.words, state, f"printer-{n}", self.theme)
        made.setEnabled(printer.ready)
        made.clicked.connect(lambda: self._send(printer.name))
        return made

    def show_sticks(self, sticks: tuple[Stick, ...]) -> None:
        """The sticks in this computer now."""
        if self._wish != "save":
            return
        if not sticks:
            words = _("Belum ada stik USB. Masukkan stik ke komputer ini, lalu cari lagi.")
            self._tell(words, "usb", self._again("save"))
            return
        choices = [self._stick_choice(n, s) for n, s in enumerate(sticks)]
        self._tell(_("Simpan ke stik yang mana?"), "usb", *choices, self._again("save"))

    def _stick_choice(self, n: int, stick: Stick) -> QPushButton:
        room = decimal(stick.free / MEGABYTE, 1 if stick.free < 10 * MEGABYTE else 0)
        free = _("sisa {room} MB").format(room=room)
        made = _choice(stick.label, free, f"stick-{n}", self.theme)
        made.clicked.connect(lambda: self._store(stick))
        return made

    def show_copies(self, copies: tuple[Print, ...]) -> None:
        """How often it was printed by now."""
        self._copies = copies
        self._show_machine()

    def show_job(self, state: JobState) -> None:
        """How the print job stands; told again and again, so only news is shown."""
        if state == self._job:
            return
        self._job = state
        self._print.setEnabled(state.over)
        if state.code == "done":
            self._ask_seen(state)
        elif state.code == "failed":
            self._tell(paper_words.failure(state.reason), "circle-alert", self._again("print"))
        else:
            stop = button(_("Batalkan cetakan"), "cancel-print", self.theme, small=True)
            stop.clicked.connect(self.cancel_wanted.emit)
            self._tell(paper_words.waiting(state, self._preview.paper), "printer", stop)

    def _ask_seen(self, state: JobState) -> None:
        yes = button(_("Ya, sudah"), "seen-yes", self.theme, icon_left="check", small=True)
        no = button(_("Belum"), "seen-no", self.theme, icon_left="x", small=True)
        yes.clicked.connect(lambda: self._saw(came_out=True))
        no.clicked.connect(lambda: self._saw(came_out=False))
        self._tell(paper_words.asked(state), "printer", yes, no)

    def _saw(self, *, came_out: bool) -> None:
        unkept = self.status.view_only
        if came_out:
            words = _("Terima kasih. Sertifikat tercatat sudah dicetak.")
            if unkept:
                words = _("Terima kasih. Cetakan ini tidak dapat dicatat di komputer ini.")
            self._tell(words, "circle-check")
        else:
            words = _(
                "Tercatat belum keluar. Periksa kertas dan printer, lalu cetak lagi."
                " Sertifikat Anda tetap sama."
            )
            if unkept:
                words = _("Periksa kertas dan printer, lalu cetak lagi. Sertifikat tetap sama.")
            self._tell(words, "circle-alert", self._again("print"))
        self.seen.emit(came_out)

    def show_saved(self, place: str) -> None:
        """The file lies whole on the stick."""
        words = _("Tersimpan: {place}. Stik USB boleh dicabut.").format(place=place)
        self._tell(words, "circle-check")

    def show_trouble(self, words: str) -> None:
        """Something was not possible; `words` say what to do next."""
        self._print.setEnabled(True)
        self._tell(words, "circle-alert", self._again(self._wish or self._tried or "print"))

    # How it is shown

    def _again(self, wish: str) -> QPushButton:
        made = button(
            _("Cari lagi"), "search-again", self.theme, icon_left="refresh-cw", small=True
        )
        made.clicked.connect(lambda: self._search(wish))
        return made

    def _tell(self, words: str, drawn: str, *buttons: QPushButton) -> None:
        """Put a sentence, and what can be done about it, into the panel."""
        theme = self.theme
        held = self._panel.isAncestorOf(self.focusWidget() or self)
        clear(self._panel.box)
        colour = {"circle-alert": theme.jingga_teks, "circle-check": theme.hijau}.get(
            drawn, theme.laut
        )
        sentence = text(words, "strong")
        sentence.setObjectName("panel-words")
        self._panel.box.addWidget(_beside(picture(drawn, colour, theme, 22), sentence))
        for made in buttons:
            self._panel.box.addWidget(made)
        self._panel.setVisible(True)
        choices = [b for b in buttons if b.isEnabled()]
        if choices:
            choices[0].setFocus()
        elif held:
            self._save.setFocus()
        QTimer.singleShot(AFTER_PAINT, self, self._reveal)

    def _reveal(self) -> None:
        """On a small screen the panel may lie below the edge."""
        area = self.findChild(Scroll, "certificate-side")
        if area is not None:
            area.ensureWidgetVisible(self._panel, 0, 12)
            here = self.focusWidget()
            if here is not None and self._panel.isAncestorOf(here):
                area.ensureWidgetVisible(here, 0, 12)

    def _show_machine(self) -> None:
        """The card of the printer: its name and true state, and how often was printed."""
        clear(self._machine.box)
        words, state, kind = self._machine_words()
        name = text(words, "strong")
        icon = picture("printer", self.theme.laut, self.theme)
        parts: list[Part] = [row(_beside(icon, name), *([badge(state, kind)] if state else []))]
        sheet = _("{paper} lanskap · {pages} halaman").format(
            paper=self._preview.paper, pages=self._preview.pages
        )
        copies = text(paper_words.copies(self._copies), "small")
        copies.setObjectName("copies")
        self._machine.box.addWidget(column(*parts, text(sheet, "small"), copies, spacing=6))

    def _machine_words(self) -> tuple[str, str, str]:
        printers = self._printers
        if printers is None:
            return _("Mencari printer …"), "", ""
        if len(printers) == 1:
            one = printers[0]
            good = one.ready and not one.reason
            return one.words, paper_words.printer_state(one), "green" if good else "orange"
        ready = sum(p.ready for p in printers)
        if not printers:
            return _("Printer"), paper_words.printer_state(NO_PRINTER), "orange"
        counted = _("{n} siap").format(n=ready)
        return _("{n} printer").format(n=len(printers)), counted, "green" if ready else "orange"


def _worth(hours: int, year: Hours) -> str:
    """What the certificate counts for. The agency decides, so all is proposed only."""
    if year.rule is None:
        return _("Sertifikat ini bernilai {n} JP.").format(n=hours)
    if year.rule.bound is Bound.MOST:
        form = _(
            "Sertifikat ini bernilai {n} JP. Yang diusulkan pada {year}: {sum} JP,"
            " paling banyak {bound} JP."
        )
    else:
        form = _(
            "Sertifikat ini bernilai {n} JP. Yang diusulkan pada {year}: {sum} dari {bound} JP."
        )
    return form.format(n=hours, year=year.year, sum=year.counted, bound=year.rule.hours)


def _beside(drawn: QWidget, words: QWidget) -> QWidget:
    """An icon at the top left of words that wrap."""
    return row(drawn, words, spacing=10)


def _choice(name: str, state: str, object_name: str, theme: Theme) -> QPushButton:
    """One of several to choose from, in two lines; a long name is cut in its middle."""
    made = button("", object_name, theme, small=True)
    made.setMinimumHeight(theme.px(64))
    room = theme.px(SIDE - 110 if theme.scale == 1 else 200)
    cut = made.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, room)
    made.setText(f"{cut}\n{state}")
    made.setAccessibleName(f"{name}, {state}")
    made.setToolTip(name)
    return made
