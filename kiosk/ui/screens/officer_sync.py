"""Syncing with the agency: three ways, one button, receipts; before that, pairing."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from kiosk.office.sync import KINDS, Standing, SyncView
from kiosk.ui import sync_words as words
from kiosk.ui.happened_words import DEVICE
from kiosk.ui.screens.officer_table import Cell, Column, Line, Table
from kiosk.ui.screens.sheet import Sheet, Turning
from kiosk.ui.screens.sync_cards import PairedCard, RoundCard, WayCard
from kiosk.ui.screens.sync_conflicts import DecisionsPart
from kiosk.ui.screens.sync_pairing import PairingPart
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import row
from kiosk.ui.widgets.text import button, text
from kiosk.ui.words import _


class SyncPart(Sheet):
    """The part "Sinkronisasi". What it shows comes by `show_view`, also while somebody looks."""

    go_wanted = Signal()
    stop_wanted = Signal()
    address_wanted = Signal()
    authority_wanted = Signal()
    folder_wanted = Signal()
    forget_wanted = Signal()
    unpair_wanted = Signal()

    def __init__(self, theme: Theme, *, may_pair: bool = True) -> None:
        super().__init__(spacing=theme.px(16))
        self._theme, self._may_pair = theme, may_pair
        self._lines: tuple[Line, ...] | None = None
        self._runs = False
        self.pairing = PairingPart(theme)
        self.decisions = DecisionsPart(theme)
        self._waiting = text("", "lead", wrap=False)
        self._waiting.setObjectName("sync-waiting")
        self.footer = self._footer()
        self.first_focus: QWidget = self.go
        self._paired = self._body()
        title = text(_("Sinkronisasi"), "title", wrap=False)
        self._head = row(title, None, self._waiting)
        self._alone = text(_alone(), "lead")
        for part in (self._head, self.pairing, self._alone, self._paired):
            self.box.addWidget(part)
        self.box.addStretch(1)

    def _footer(self) -> QFrame:
        """The one primary action, always in the same place."""
        theme, bar = self._theme, QFrame()
        bar.setProperty("role", "bottombar")
        box = QHBoxLayout(bar)
        box.setContentsMargins(theme.px(34), 8, theme.px(34), 8)
        self._finished: QLabel = text("", "small")
        self.go = button(
            _("Setor dan ambil"), "sync-go", theme, role="primary", icon_left="refresh-cw"
        )
        self.go.clicked.connect(self.go_wanted.emit)
        box.addWidget(self._finished, 1)
        box.addWidget(self.go)
        box.addWidget(self.pairing.pair)
        return bar

    def _body(self) -> QWidget:
        theme = self._theme
        choose = button(_("Pilih folder"), "sync-folder", theme, role="link", icon_left="folder")
        choose.clicked.connect(self.folder_wanted.emit)
        self._forget = button(_("Lepaskan"), "sync-forget", theme, role="link", icon_left="x")
        self._forget.clicked.connect(self.forget_wanted.emit)
        address = button(_("Alamat hub"), "sync-address", theme, role="link", icon_left="pencil")
        address.clicked.connect(self.address_wanted.emit)
        believe = button(
            _("Sertifikat hub"), "sync-authority", theme, role="link", icon_left="shield-check"
        )
        believe.clicked.connect(self.authority_wanted.emit)
        for made in (address, believe, choose, self._forget):
            made.setMinimumHeight(48)
        actions: dict[str, tuple[QWidget, ...]] = {
            "lan": (address, believe),
            "folder": (choose, self._forget),
        }
        if not self._may_pair:
            actions = {}
        self._ways = {kind: WayCard(kind, theme, *actions.get(kind, ())) for kind in KINDS}
        self._round = RoundCard(theme)
        self._round.stop_wanted.connect(self.stop_wanted.emit)
        self._table = Table(_columns(), "sync-receipts", _("Tanda terima"), theme)
        self._table.setMinimumHeight(theme.px(48 * 3 + 8))
        self._who = PairedCard(theme, may_pair=self._may_pair)
        self._who.unpair_wanted.connect(self.unpair_wanted.emit)
        self._three = Turning(
            *self._ways.values(), room=theme.px(930), shares=(1, 1, 1), spacing=theme.px(14)
        )
        below = Turning(
            self._table, self._who, room=theme.px(820), shares=(3, 2), spacing=theme.px(14)
        )
        self._middle = Sheet(self._three, self._round, spacing=theme.px(14))
        return Sheet(self.decisions, self._middle, below, spacing=theme.px(14))

    def _place_round(self) -> None:
        """A round under way comes first where it would else lie out of sight."""
        if self._runs and self._three.stacked:
            self._middle.box.insertWidget(0, self._round)
        else:
            self._middle.box.addWidget(self._round)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The cards turn once they know their width."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._place_round)

    def squeeze(self, *, low: bool) -> None:
        """In a low window the title gives way: the door that leads here says the same."""
        self._head.setVisible(not low)

    def show_view(self, view: SyncView) -> None:
        """What is so now."""
        paired = view.paired is not None
        self.pairing.setVisible(not paired and self._may_pair)
        self._alone.setVisible(not paired and not self._may_pair)
        self._paired.setVisible(paired)
        self.go.setVisible(paired)
        self.pairing.pair.setVisible(self._may_pair and not paired and view.offered is None)
        self.footer.setVisible(paired or view.offered is None)
        self._waiting.setText(_waiting(view.standing) if paired else "")
        if not paired:
            self._finished.setText("")
            self.pairing.show_view(view)
            self.first_focus = self.pairing.first_focus
            return
        for way in view.ways:
            self._ways[way.kind].show_way(way)
        led = any(way.kind == "folder" and way.name for way in view.ways)
        self._forget.setVisible(led and self._may_pair)
        self.decisions.show_view(view)
        self._round.show_round(view.running, view.ended)
        self._runs = view.running is not None
        self._place_round()
        self._who.show_paired(view)
        self._show_held(view)
        self.go.setEnabled(view.running is None and not view.view_only and not view.busy)
        self.first_focus = self.go if self.go.isEnabled() else self._round.stop
        done = [way.last.at for way in view.ways if way.last and not way.last.trouble]
        self._finished.setText(words.finished_words(max(done, default=0)))

    def _show_held(self, view: SyncView) -> None:
        lines = tuple(
            Line(
                held.device,
                (
                    Cell(_device(held.device, here=held.here), bold=held.here),
                    Cell(str(held.seq) if held.at else "–"),
                    Cell(words.day_time(held.at) if held.at else _("belum ada")),
                ),
            )
            for held in view.held
        )
        if lines != self._lines:
            self._lines = lines
            self._table.show_lines(lines)


def _waiting(standing: Standing) -> str:
    if not standing.waiting:
        return _("Tidak ada catatan yang menunggu")
    return _("{n} catatan menunggu").format(n=standing.waiting)


def _device(device: str, *, here: bool) -> str:
    form = _("{id} (sekarang)") if here else _("{id} (dahulu)")
    return form.format(id=device[-DEVICE:])


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Perangkat"), share=3),
        Column(_("Diterima sampai"), width=140, needs=560),
        Column(_("Tanda terima"), share=3),
    )


def _alone() -> str:
    return _(
        "Kios ini belum dipasangkan dengan instansi. Minta pengelola instansi memasangkannya."
        " Catatan menunggu dan tidak hilang."
    )
