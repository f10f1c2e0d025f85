"""Pairing this kiosk with its agency: by a code from the hub's screen, or by a stick."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.office.sync import Hub, SyncView
from kiosk.ui import sync_words as words
from kiosk.ui.screens.porch import TouchKeys
from kiosk.ui.screens.sheet import RowButton, Sheet, Turning
from kiosk.ui.screens.sync_cards import wide
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.fields import Field
from kiosk.ui.widgets.layout import Card, clear, row, signed
from kiosk.ui.widgets.text import button, picture, text
from kiosk.ui.words import _


class PairingPart(Sheet):
    """`pair_wanted` tells the hub's address and the code; `offer_taken` says yes to an answer.

    `pair`, the primary action, is for the frame to place.
    """

    pair_wanted = Signal(str, str)
    look_wanted = Signal()
    authority_wanted = Signal()
    ask_wanted = Signal()
    offer_taken = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(spacing=theme.px(16))
        self._theme = theme
        self._hubs: tuple[Hub, ...] | None = None
        lead = text(
            _(
                "Kios ini belum berpasangan dengan instansi. Semua catatan tersimpan di komputer"
                " ini, dan tidak ada yang dikirim."
            ),
            "lead",
        )
        sample = _("Kios ini memakai data contoh. Bila dipasangkan, catatan contoh ikut disetor.")
        self._demo = text(sample, "warn")
        self._wrong = text("", "warn")
        self._wrong.setObjectName("pair-trouble")
        self._warning = row(picture("triangle-alert", theme.jingga_teks, theme), self._wrong)
        for part in (lead, self._demo, self._warning, self._offer(), self._cards()):
            self.box.addWidget(part)
        self.first_focus: QWidget = self.address.line

    def _cards(self) -> QWidget:
        return Turning(self._by_code(), self._by_stick(), room=self._theme.px(820), shares=(3, 2))

    # By code

    def _by_code(self) -> Card:
        theme = self._theme
        self.address = Field(
            _("Alamat hub"), "pair-address", theme,
            hint=_("Pilih hub di atas, atau ketik alamat yang tampil di layar hub."),
        )  # fmt: skip
        self.code = Field(
            _("Kode pasangan"), "pair-code", theme, hint=_("Tampil di layar hub instansi.")
        )
        self.pair = button(_("Pasangkan"), "pair", theme, role="primary", icon_left="shield-check")
        self.pair.clicked.connect(self._pair)
        self._look = button(_("Cari hub"), "pair-look", theme, icon_left="search", small=True)
        self._look.clicked.connect(self.look_wanted.emit)
        self._found = QVBoxLayout()
        self._found.setSpacing(theme.px(4))
        self._none = text("", "small")
        keys = TouchKeys(theme, self.address.line, self.code.line, digits=(self.code.line,))
        card = Card(margin=theme.px(20), spacing=theme.px(12))
        title = text(_("Lewat jaringan di ruang ini"), "h3")
        head = row(picture("network", theme.laut, theme, 22), title)
        card.box.addWidget(wide(head, self._look))
        card.box.addWidget(self._none)
        card.box.addLayout(self._found)
        for part in (self.address, self.code, row(self._believe(), None), keys):
            card.box.addWidget(part)
        card.box.addStretch(1)
        return card

    def _believe(self) -> QWidget:
        """For a hub with https:// and a certificate of the agency's own."""
        made = button(
            _("Sertifikat hub"), "pair-authority", self._theme, role="link",
            icon_left="shield-check",
        )  # fmt: skip
        made.setMinimumHeight(48)
        made.clicked.connect(self.authority_wanted.emit)
        return made

    def _pair(self) -> None:
        if not self.address.value:
            self.address.set_error(_("Pilih hub, atau ketik alamatnya."))
            self.address.line.setFocus()
        elif not self.code.value:
            self.code.set_error(_("Ketik kode yang tampil di layar hub."))
            self.code.line.setFocus()
        else:
            self.pair_wanted.emit(self.address.value, self.code.value)

    def _show_hubs(self, view: SyncView) -> None:
        if view.hubs != self._hubs:
            self._hubs = view.hubs
            clear(self._found)
            for number, hub in enumerate(view.hubs):
                name, url = text(hub.name, "strong"), text(hub.url, "tiny", wrap=False)
                said = _("Hub {name}, {url}").format(name=hub.name, url=hub.url)
                drawn = picture("monitor", self._theme.laut, self._theme)
                made = RowButton(f"pair-hub-{number}", said, drawn, name, None, url)
                made.clicked.connect(partial(self._take, hub))
                self._found.addWidget(made)
            if len(view.hubs) == 1 and not self.address.value:
                self.address.line.setText(view.hubs[0].url)
        searching = _("Mencari hub di ruang ini…")
        nothing = _("Tidak ada hub yang ditemukan. Pastikan hub menyala di jaringan yang sama.")
        self._none.setText(searching if view.looking else nothing)
        self._none.setVisible(view.looking or not view.hubs)
        self._look.setEnabled(not view.looking)

    def _take(self, hub: Hub) -> None:
        self.address.line.setText(hub.url)
        self.code.line.setFocus()

    # By stick

    def _by_stick(self) -> Card:
        theme = self._theme
        self.ask = button(_("Tulis permintaan ke stik"), "pair-ask", theme, icon_left="usb")
        self.ask.clicked.connect(self.ask_wanted.emit)
        self._asked = text("", "ok")
        steps = (
            _("Pasang stik, lalu tulis permintaan kios ini ke sana."),
            _("Bawa stik ke instansi. Di sana permintaan diterima di hub."),
            _("Pasang lagi stik itu di kios ini, dan cocokkan sidik jari kuncinya."),
        )
        card = Card(margin=theme.px(20), spacing=theme.px(12))
        title = text(_("Lewat stik, tanpa jaringan"), "h3")
        card.box.addWidget(row(picture("usb", theme.laut, theme, 22), title))
        for number, said in enumerate(steps, 1):
            place = text(str(number), "strong", wrap=False)
            place.setFixedWidth(theme.px(12))
            card.box.addWidget(signed(place, text(said, "small")))
        card.box.addWidget(self._asked)
        card.box.addWidget(row(self.ask, None))
        card.box.addStretch(1)
        return card

    def _offer(self) -> QWidget:
        theme = self._theme
        self._offered = text("", "body")
        self._offered.setObjectName("pair-offer")
        self._yes = button(_("Cocok, pasangkan"), "pair-yes", theme, role="primary")
        self._yes.clicked.connect(self.offer_taken.emit)
        title = text(_("Instansi sudah menjawab"), "h3")
        self._offer_card = Card(
            row(picture("badge-check", theme.hijau, theme, 22), title),
            self._offered,
            row(None, self._yes),
            role="callout-green",
            margin=theme.px(18),
        )
        return self._offer_card

    def show_view(self, view: SyncView) -> None:
        """What is so now; what was typed stays."""
        self._demo.setVisible(view.demo)
        trouble = words.trouble_words(view.trouble) if view.trouble else ""
        beside = view.trouble == "code"
        self._warning.setVisible(bool(trouble) and not beside)
        self._wrong.setText(trouble)
        self.code.set_error(trouble if beside else "")
        self._show_hubs(view)
        self._show_offer(view)
        idle = not view.busy and not view.view_only
        for made in (self.pair, self.ask, self._yes):
            made.setEnabled(idle)
        self._asked.setVisible(bool(view.asked))
        form = _("Permintaan sudah ada di stik, {time}. Bawa stik itu ke instansi.")
        self._asked.setText(form.format(time=words.day_time(view.asked)) if view.asked else "")

    def _show_offer(self, view: SyncView) -> None:
        self._offer_card.setVisible(view.offered is not None)
        self.first_focus = self._yes if view.offered else self.address.line
        if view.offered is None:
            return
        form = _(
            "{agency} menerima kios ini. Cocokkan sidik jari kunci dengan yang tampil di hub:"
            " {mark}."
        )
        self._offered.setText(form.format(agency=view.offered.agency, mark=view.offered.mark))
