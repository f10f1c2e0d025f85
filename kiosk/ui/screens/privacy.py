"""Requests about personal data with their clock, and failures of protection with theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScroller,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kiosk.office.requests import Asked, Failure, Request
from kiosk.people.learner import Learner
from kiosk.people.nip import Nip
from kiosk.ui.flow import flow
from kiosk.ui.happened_words import moment
from kiosk.ui.privacy_words import asked_short, span_words, state_words
from kiosk.ui.screens.officer_table import Cell, Column, Line, Table
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.fields import Field
from kiosk.ui.widgets.layout import AFTER_PAINT, column, row
from kiosk.ui.widgets.text import button, chip, text
from kiosk.ui.words import _

REQUESTS, FAILURES = "requests", "failures"
MOST, ROW, SEEN = 30, 48, 4
"""People offered for a search, pixels of one, and how many are seen at once."""


@dataclass(frozen=True)
class PrivacyView:
    """What is shown at `now` (UTC ms); `names` are those of the learners, by id."""

    at: str
    now: int
    requests: tuple[Request, ...]
    failures: tuple[Failure, ...]
    names: dict[str, str]
    said: str = ""
    view_only: bool = False


class PrivacyPart(QWidget):
    """Signals with a text tell the id of a request or failure; `turned` the name of the other."""

    turned = Signal(str)
    record_wanted = Signal()
    carry_wanted = Signal(str)
    finish_wanted = Signal(str)
    refuse_wanted = Signal(str)
    report_wanted = Signal()
    letter_wanted = Signal(str)
    noticed_wanted = Signal(str)

    def __init__(self, view: PrivacyView, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._view, self._theme = view, theme
        asking = view.at == REQUESTS
        new = self._new(asking=asking)
        self.first_focus: QWidget = new
        chips = [
            chip(words, f"privacy-{name}", theme, on=name == view.at)
            for name, words in (
                (REQUESTS, _("Permintaan")),
                (FAILURES, _("Kegagalan pelindungan")),
            )
        ]
        for name, made in zip((REQUESTS, FAILURES), chips, strict=True):
            made.clicked.connect(lambda _on=False, name=name: self.turned.emit(name))
        said = text(view.said, "ok")
        said.setObjectName("privacy-said")
        said.setVisible(bool(view.said))
        self.table = self._requests() if asking else self._failures()
        self._do = self._buttons(asking=asking)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(12))
        box.addWidget(row(text(_("Data pribadi"), "title", wrap=False), None, new))
        box.addWidget(flow(*chips, gap=theme.px(8)))
        box.addWidget(said)
        box.addWidget(self.table, 1)
        box.addWidget(text(_about_requests() if asking else _about_failures(), "small"))
        box.addWidget(flow(*self._do, gap=theme.px(10)))
        self.table.picked.connect(lambda _key: self._allow())
        self._allow()

    def _new(self, *, asking: bool) -> QPushButton:
        words = _("Catat permintaan") if asking else _("Catat kegagalan")
        made = button(words, "privacy-new", self._theme, role="primary", icon_left="plus")
        made.clicked.connect((self.record_wanted if asking else self.report_wanted).emit)
        made.setEnabled(not self._view.view_only)
        return made

    def _buttons(self, *, asking: bool) -> tuple[QPushButton, ...]:
        wanted = (
            (
                ("privacy-carry", _("Kerjakan…"), "check", self.carry_wanted),
                ("privacy-finish", _("Tandai selesai"), "circle-check", self.finish_wanted),
                ("privacy-refuse", _("Tolak…"), "circle-x", self.refuse_wanted),
            )
            if asking
            else (
                ("privacy-letter", _("Simpan surat…"), "file-text", self.letter_wanted),
                (
                    "privacy-noticed",
                    _("Surat sudah disampaikan"),
                    "circle-check",
                    self.noticed_wanted,
                ),
            )
        )
        found = []
        for name, words, drawn, wish in wanted:
            made = button(words, name, self._theme, icon_left=drawn)
            made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            made.clicked.connect(lambda _on=False, wish=wish: wish.emit(self.table.key))
            found.append(made)
        return tuple(found)

    def _allow(self) -> None:
        key, view = self.table.key, self._view
        request = next((r for r in view.requests if r.id == key), None)
        failure = next((f for f in view.failures if f.id == key), None)
        able = not view.view_only
        if view.at == REQUESTS:
            still = able and request is not None and not request.ended
            there = request is not None and request.learner in view.names
            for made in self._do:
                made.setEnabled(still)
            limit = request is not None and request.asked is Asked.LIMIT
            self._do[0].setEnabled(still and there and not limit)
        else:
            self._do[0].setEnabled(able and failure is not None)
            self._do[1].setEnabled(able and failure is not None and not failure.noticed)

    def _requests(self) -> Table:
        table = Table(_request_columns(), "privacy-table", _("Permintaan"), self._theme)
        view, theme = self._view, self._theme
        lines = []
        for each in view.requests:
            name = view.names.get(each.learner) or _("peserta yang sudah dihapus")
            late = not each.ended and each.deadline and each.left(view.now) < 0
            drawn, colour = (
                ("circle-x" if each.refused else "circle-check", theme.tinta2)
                if each.ended
                else ("triangle-alert", theme.merah)
                if late
                else ("clock", theme.jingga_teks)
            )
            cells = (
                Cell(asked_short(each.asked), bold=True),
                Cell(name),
                Cell(moment(each.received)),
                Cell(state_words(each, view.now), drawn, colour),
            )
            lines.append(Line(each.id, cells))
        table.show_lines(tuple(lines))
        return table

    def _failures(self) -> Table:
        table = Table(_failure_columns(), "privacy-table", _("Kegagalan"), self._theme)
        view, theme = self._view, self._theme
        lines = []
        for each in view.failures:
            left = each.deadline - view.now
            state = (
                Cell(_("Sudah disampaikan"), "circle-check", theme.hijau_teks)
                if each.noticed
                else Cell(
                    span_words(left),
                    "triangle-alert" if left < 0 else "clock",
                    theme.merah if left < 0 else theme.jingga_teks,
                )
            )
            cells = (Cell(moment(each.found), bold=True), Cell(each.what), state)
            lines.append(Line(each.id, cells))
        table.show_lines(tuple(lines))
        return table


class Search(QWidget):
    """Somebody to be found by name, unit or NIP; `chosen` is whoever is marked."""

    def __init__(self, people: Callable[[], tuple[Learner, ...]], theme: Theme) -> None:
        """`people` is asked once this is seen: ten thousand take half a second."""
        super().__init__()
        self.setProperty("role", "clear")
        self._read, self._theme = people, theme
        self._people: tuple[Learner, ...] = ()
        self._found: list[Learner] = []
        self.field = Field(_("Siapa? Cari nama, NIP, atau unit kerja"), "person-search", theme)
        self.list = made = QListWidget()
        made.setObjectName("person-list")
        made.setAccessibleName(_("Peserta yang ditemukan"))
        made.setFixedHeight(theme.px(ROW) * SEEN + theme.px(12))
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(made.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(column(self.field, made, spacing=theme.px(8)))
        self.field.changed.connect(lambda _words: self._show())
        QTimer.singleShot(AFTER_PAINT, self, self._fill)

    def _fill(self) -> None:
        self._people = self._read()
        self._show()

    @property
    def chosen(self) -> Learner | None:
        """Whoever is marked; None when nobody is."""
        place = self.list.currentRow()
        return self._found[place] if 0 <= place < len(self._found) else None

    def _show(self) -> None:
        words = self.field.value.casefold().split()
        bare = self.field.value.replace(" ", "")
        self._found = [
            x
            for x in self._people
            if (bare.isdigit() and bare in x.nip)
            or all(word in f"{x.name} {x.unit} {x.nip}".casefold() for word in words)
        ][:MOST]
        self.list.clear()
        for each in self._found:
            nip = f" · {Nip(each.nip).masked}" if each.nip else ""
            item = QListWidgetItem(f"{each.name} · {each.unit}{nip}")
            item.setSizeHint(QSize(0, self._theme.px(ROW)))
            self.list.addItem(item)


def _request_columns() -> tuple[Column, ...]:
    return (
        Column(_("Permintaan"), share=3),
        Column(_("Siapa"), share=4),
        Column(_("Diterima"), share=3, needs=700),
        Column(_("Keadaan"), width=210),
    )


def _failure_columns() -> tuple[Column, ...]:
    return (
        Column(_("Diketahui"), share=3),
        Column(_("Data yang terungkap"), share=5),
        Column(_("Keadaan"), width=210),
    )


def _about_requests() -> str:
    return _(
        "UU 27/2022: perbaikan (Pasal 30), akses (Pasal 32), serta penundaan dan pembatasan"
        " (Pasal 41) paling lambat 3 x 24 jam sejak permintaan diterima. Untuk penghapusan,"
        " undang-undang tidak menyebut jam; beri tahu orangnya (Pasal 45)."
    )


def _about_failures() -> str:
    return _(
        "UU 27/2022 Pasal 46: pemberitahuan tertulis paling lambat 3 x 24 jam, kepada Subjek Data"
        " Pribadi dan lembaga. Undang-undang tidak menyebut sejak kapan; di sini dihitung sejak"
        " kegagalan diketahui."
    )
