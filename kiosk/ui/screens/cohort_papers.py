"""The papers of a class: a card with those of the day, a choice of what to do, and all of them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from kiosk.ui.screens.sheet import RowButton, Sheet
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, column, row
from kiosk.ui.widgets.text import chip, line, picture, text
from kiosk.ui.words import _

ALL = "all"
FOLDER, ZIP = "folder", "zip"
OF_THE_DAY = ("attendance", "scores", "minutes")
DRAWN = {
    "attendance": "clipboard-list",
    "scores": "list",
    "minutes": "file-text",
    "evaluation": "message-square-text",
    "register": "award",
    "siasn": "landmark",
    ALL: "folder",
}


def paper_names() -> dict[str, str]:
    """The papers in the interface's words."""
    return {
        "attendance": _("Daftar hadir"),
        "scores": _("Rekap nilai"),
        "minutes": _("Berita acara"),
        "evaluation": _("Rekap evaluasi"),
        "register": _("Register sertifikat"),
        "siasn": _("Usulan SIASN"),
    }


def about(paper: str) -> str:
    """What a paper holds, and in which forms it is saved."""
    return {
        "attendance": _(
            "Satu baris per peserta dengan tempat tanda tangan dan jam masuk. Disimpan sebagai PDF"
            " dan Excel."
        ),
        "scores": _(
            "Uji awal, uji akhir, N-gain, kelulusan, dan JP setiap peserta beserta rata-rata kelas."
            " Disimpan sebagai PDF dan Excel."
        ),
        "minutes": _(
            "Dasar, kursus, kehadiran, dan hasil pelatihan, dengan tempat tanda tangan pelatih dan"
            " penyelenggara. Disimpan sebagai PDF."
        ),
        "evaluation": _(
            "Nilai setiap unsur dan saran tanpa nama, mulai dari 5 evaluasi. Disimpan sebagai PDF"
            " dan Excel."
        ),
        "register": _(
            "Nomor, nama, NIP, kursus, dan keadaan setiap sertifikat angkatan ini. Disimpan sebagai"
            " PDF dan Excel."
        ),
        "siasn": _(
            "Tabel CSV untuk diisikan ke SIASN, dengan catatan kolom yang harus dilengkapi. Hanya"
            " disimpan, tidak dicetak."
        ),
    }[paper]


class CohortPapersCard(Card):
    """The papers of a class, or of its day. `wanted` tells one of them, or ALL."""

    wanted = Signal(str)

    def __init__(self, theme: Theme, *, of_day: bool) -> None:
        super().__init__(margin=theme.px(16), spacing=theme.px(2))
        self.setObjectName("papers-card")
        self.box.addWidget(text(_("Berkas hari ini") if of_day else _("Berkas"), "h3"))
        names = paper_names()
        for paper in OF_THE_DAY:
            self.box.addWidget(self._row(paper, names[paper], "printer", theme))
            self.box.addWidget(line())
        words = _("Semua berkas")
        self.box.addWidget(self._row(ALL, words, "chevron-right", theme))
        self.box.addStretch(1)

    def _row(self, paper: str, words: str, after: str, theme: Theme) -> RowButton:
        made = _paper_row(f"paper-{paper}", paper, words, after, theme)
        made.clicked.connect(lambda: self.wanted.emit(paper))
        return made


class AllPapers(Sheet):
    """Every paper of a class, each to be taken alone, and how all are kept together."""

    wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(spacing=theme.px(4))
        for paper, words in paper_names().items():
            made = _paper_row(f"all-{paper}", paper, words, "chevron-right", theme)
            made.clicked.connect(lambda _on=False, paper=paper: self.wanted.emit(paper))
            self.box.addWidget(made)
        self.form = FOLDER
        self.box.addWidget(self._forms(theme))

    def _forms(self, theme: Theme) -> QWidget:
        group = QButtonGroup(self)
        made = []
        for form, words in ((FOLDER, _("Folder")), (ZIP, _("Satu ZIP"))):
            each = chip(words, f"papers-{form}", theme, on=form == FOLDER)
            each.clicked.connect(lambda _on=False, form=form: self._choose(form))
            group.addButton(each)
            made.append(each)
        return column(
            text(_("Simpan semua sebagai"), "label"), row(*made, None), spacing=theme.px(6)
        )

    def _choose(self, form: str) -> None:
        self.form = form


def _paper_row(name: str, paper: str, words: str, after: str, theme: Theme) -> RowButton:
    drawn = picture(DRAWN[paper], theme.laut, theme)
    return RowButton(name, words, drawn, text(words), picture(after, theme.laut, theme))
