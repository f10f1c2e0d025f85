"""Before a test: its rules in calm words, and whether it may begin now."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from kiosk.desk.views import TestView
from kiosk.learning.course import Behaviour, Counts, Quiz
from kiosk.ui import facts
from kiosk.ui.page import Page
from kiosk.ui.screens.class_words import due_advice, due_words
from kiosk.ui.screens.sheet import Sheet, local
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, centred, row
from kiosk.ui.widgets.text import badge, picture, text
from kiosk.ui.words import _, clock, date_long

WIDTH = 920
TILE = 190


class TestScreen(Page):
    """The rules of a test. `begun` also goes on with an attempt under way."""

    __test__ = False
    begun = Signal()

    def __init__(self, view: TestView, theme: Theme) -> None:
        may = not view.refused
        words = _("Lanjutkan uji") if view.running else _("Mulai uji")
        super().__init__(
            view.status,
            theme,
            back=_("Halaman kursus"),
            action=words if may else _("Kembali ke kursus"),
            action_icon="arrow-right" if may else "book-open",
            note=_hint(view) if may else "",
        )
        self.acted.connect(self.begun.emit if may else self.back_wanted.emit)
        # what is promised below could not be kept on a disk that keeps nothing
        below = None if view.refused in _disk() else _promises(view, theme)
        body = Sheet(
            _head(view),
            _standing(view, theme),
            Tiles(_facts(view), theme),
            below,
            spacing=16,
        )
        self.set_body(Sheet(centred(body, theme.px(WIDTH))))


class Tiles(QWidget):
    """Short facts side by side, in as many columns as there is room for."""

    def __init__(self, facts: tuple[tuple[str, str, str], ...], theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._theme, self._columns = theme, 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        self._tiles = [self._tile(*fact) for fact in facts]
        self._place(len(self._tiles))

    def _tile(self, drawn: str, large: str, small: str) -> Card:
        theme = self._theme
        head = row(picture(drawn, theme.laut, theme, 22), text(large, "h3"), spacing=10)
        tile = Card(head, text(small, "small"), margin=16, spacing=4)
        tile.box.addStretch(1)
        return tile

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, place // columns, place % columns)
        for place in range(len(self._tiles)):
            self._grid.setColumnStretch(place, 1 if place < columns else 0)

    def minimumSizeHint(self) -> QSize:
        """Two tiles may stand side by side on the smallest screen."""
        return QSize(2 * TILE, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Four columns, or two."""
        super().resizeEvent(event)
        room = self.width() // self._theme.px(TILE)
        self._place(len(self._tiles) if room >= len(self._tiles) else 2)


def _head(view: TestView) -> QWidget:
    title = _("Uji akhir") if view.final else _("Uji awal")
    if view.final:
        lead = _("Uji ini menunjukkan apa yang sudah Anda kuasai. Kerjakan dengan tenang.")
    else:
        lead = _(
            "Uji ini hanya melihat titik awal Anda. Hasilnya tidak memengaruhi kelulusan atau"
            " sertifikat."
        )
    course = badge(facts.title(view.course), "blue")
    return Sheet(row(course, None), text(title, "title"), text(lead, "lead"), spacing=8)


def _standing(view: TestView, theme: Theme) -> QWidget:
    """Why it may not begin, that it already began, or that it may."""
    if view.refused:
        title, words = _refusal(view)
        role, drawn, colour = "callout-orange", "info", theme.jingga_teks
    elif view.running:
        title = _("Uji ini sudah Anda mulai.")
        words = _("Jawaban Anda aman. Anda melanjutkan dari soal yang terakhir dijawab.")
        role, drawn, colour = "callout-blue", "history", theme.laut
    else:
        title = _("Anda dapat mulai sekarang.")
        words = _("Tekan “Mulai uji” jika Anda sudah siap. Waktu baru berjalan setelah itu.")
        if not view.quiz.minutes:
            words = _("Tekan “Mulai uji” jika Anda sudah siap.")
        role, drawn, colour = "callout-green", "circle-check", theme.hijau
    said = Sheet(text(title, "h3"), text(words, "body"), spacing=4)
    box = row(picture(drawn, colour, theme, 24), said, spacing=14)
    card = Card(box, role=role, margin=18)
    card.setObjectName("standing")
    card.setAccessibleName(f"{title} {words}")
    return card


def _refusal(view: TestView) -> tuple[str, str]:
    """What stands in the way, and what to do next."""
    at = local(view.until)
    wait = _("Uji dapat diulang mulai {date} pukul {time}.")
    left = _("Masih ada {n} pelajaran yang belum selesai. Buka halaman kursus dan lanjutkan.")
    words = {
        "lessons-unread": (
            _("Uji akhir terbuka setelah semua pelajaran dibaca."),
            left.format(n=view.lessons_left),
        ),
        "essays-waiting": (
            _("Esai Anda menunggu penilaian pelatih."),
            _("Uji dapat diulang setelah pelatih menilainya. Hasil sementara ada di kursus."),
        ),
        "wait": (
            wait.format(date=date_long(at.date()), time=clock(at)),
            _("Pakai jeda ini untuk membaca lagi pelajaran yang nilainya rendah."),
        ),
        **_closed(),
        **_by_class(view),
        **_disk(),
    }
    otherwise = _("Kembali ke halaman kursus, atau hubungi petugas.")
    return words.get(view.refused, (_("Uji ini belum dapat dimulai."), otherwise))


def _disk() -> dict[str, tuple[str, str]]:
    """Tests that wait until the computer can keep answers again."""
    return {
        "view-only": (
            _("Disk komputer ini tidak dapat ditulis."),
            _(
                "Jawaban tidak dapat disimpan, jadi uji menunggu. Yang sudah tersimpan aman."
                " Panggil pengelola; pelajaran tetap dapat dibaca."
            ),
        ),
        "disk-full": (
            _("Disk komputer hampir penuh."),
            _(
                "Jawaban Anda mungkin tidak tersimpan, jadi uji belum dapat dimulai. Panggil"
                " pengelola untuk mengosongkan disk; pelajaran tetap dapat dibaca."
            ),
        ),
    }


def _by_class(view: TestView) -> dict[str, tuple[str, str]]:
    """Tests that the learner's class does not open, or no more."""
    if view.due is None:
        return {}
    told = (due_words(view.due), due_advice(view.due))
    return {"class-not-open": told, "class-deadline-over": told}


def _closed() -> dict[str, tuple[str, str]]:
    """Tests that do not open again."""
    return {
        "pre-test-over": (
            _("Uji awal sudah lewat."),
            _("Uji awal diikuti satu kali, sebelum pelajaran pertama. Lanjutkan pelajaran Anda."),
        ),
        "no-attempts-left": (
            _("Semua kesempatan uji sudah dipakai."),
            _("Hubungi penyelenggara pelatihan untuk langkah berikutnya. Catatan Anda tersimpan."),
        ),
        "certificate-held": (
            _("Sertifikat kursus ini sudah terbit."),
            _("Uji tidak perlu diulang. Sertifikat Anda ada di Riwayat belajar."),
        ),
    }


def _facts(view: TestView) -> tuple[tuple[str, str, str], ...]:
    """Icon, short fact, explanation."""
    quiz = view.quiz
    count = _("{n} soal").format(n=quiz.asked_count)
    if quiz.draws:
        drawn = _("Diambil dari kumpulan {n} soal.").format(n=len(quiz.questions))
    else:
        drawn = _("Satu soal di setiap layar.")
    return (("clipboard-list", count, drawn), _mark(view), _time(view), _tries(view))


def _mark(view: TestView) -> tuple[str, str, str]:
    mark = view.quiz.pass_mark
    if not view.final or mark is None:
        return "map-pin", _("Tanpa ambang"), _("Tidak ada lulus atau tidak lulus.")
    return "target", _("Ambang {n}").format(n=mark), _("Nilai kelulusan, dari 100.")


def _time(view: TestView) -> tuple[str, str, str]:
    minutes = view.quiz.minutes
    if not minutes:
        return "clock", _("Tanpa batas waktu"), _("Kerjakan dengan irama Anda.")
    return (
        "timer",
        _("{n} menit").format(n=minutes),
        _("Waktu yang habis mengirim jawaban yang tersimpan."),
    )


def _tries(view: TestView) -> tuple[str, str, str]:
    quiz = view.quiz
    if not view.final:
        return "repeat", _("Satu kali"), _("Sebelum pelajaran pertama.")
    if not quiz.attempts:
        return "repeat", _("Boleh diulang"), _rule(quiz)
    left = max(0, quiz.attempts - view.tries)
    large = _("Sisa {n} dari {m} kesempatan").format(n=left, m=quiz.attempts)
    if not quiz.wait_minutes:
        return "repeat", large, _rule(quiz)
    small = _("Nilai terbaik dipakai. Jeda {n} menit di antaranya.")
    if quiz.counts is Counts.LAST:
        small = _("Nilai terakhir dipakai. Jeda {n} menit di antaranya.")
    return "repeat", large, small.format(n=quiz.wait_minutes)


def _rule(quiz: Quiz) -> str:
    if quiz.counts is Counts.LAST:
        return _("Nilai terakhir yang dipakai.")
    return _("Nilai terbaik yang dipakai.")


def _behaviour(quiz: Quiz) -> tuple[tuple[str, str], ...]:
    match quiz.behaviour:
        case Behaviour.IMMEDIATE:
            form = _(
                "Tiap soal langsung dapat diperiksa, paling banyak {n} kali. Tiap percobaan yang"
                " terpakai mengurangi nilai soal itu."
            )
            return (("circle-check", form.format(n=quiz.tries)),)
        case Behaviour.CERTAINTY:
            words = _(
                "Anda menyatakan seberapa yakin Anda pada tiap jawaban. Yakin dan benar bernilai"
                " lebih tinggi; yakin tetapi salah mengurangi nilai."
            )
            return (("scale", words),)
        case Behaviour.DEFERRED:
            return ()


def _promises(view: TestView, theme: Theme) -> QWidget:
    timed = _("Penghitung waktu ikut berhenti selama komputer mati.") if view.quiz.minutes else ""
    power = _("Jika listrik padam, masuk lagi dan Anda melanjutkan dari soal yang sama.")
    lines = (
        *_behaviour(view.quiz),
        ("save", _("Setiap jawaban langsung tersimpan di komputer ini.")),
        ("power", f"{power} {timed}".strip()),
        ("flag", _("Tandai soal yang meragukan. Anda dapat kembali ke soal mana pun.")),
        ("list", _("Sebelum dikirim, Anda melihat daftar semua soal dan yang masih kosong.")),
    )
    parts = [
        row(picture(drawn, theme.laut, theme, 20), text(words, "body"), spacing=14)
        for drawn, words in lines
    ]
    return Card(text(_("Yang perlu Anda ketahui"), "h3"), *parts, margin=20, spacing=12)


def _hint(view: TestView) -> str:
    if view.running:
        return _("Jawaban Anda tersimpan")
    return _("{n} soal").format(n=view.quiz.asked_count)
