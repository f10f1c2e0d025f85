"""What an attempt came to: the score, what it means, and what to read again."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from kiosk.desk.views import LessonScore, ResultView
from kiosk.learning.course import Counts
from kiosk.learning.progress import Step
from kiosk.ui.page import Page
from kiosk.ui.screens.discussion import Discussion
from kiosk.ui.screens.sheet import Sheet, Turning, local, points
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, row
from kiosk.ui.widgets.painted import Bar, Ring
from kiosk.ui.widgets.text import badge, button, line, picture, text
from kiosk.ui.words import _, clock, clock_of, date_long, decimal

LEFT = 400
WIDE = 900
AGAIN = 0.7
HIGH_GAIN, MIDDLE_GAIN = 0.7, 0.3


class ResultScreen(Page):
    """The result of a test. `acted` goes on in the course."""

    lesson_opened = Signal(str, str)
    retry_wanted = Signal()

    def __init__(self, view: ResultView, theme: Theme) -> None:
        spent = view.step is Step.POST_TEST and view.final and view.attempts_left == 0
        spent = spent or view.step is Step.WAITING
        super().__init__(
            view.status,
            theme,
            back=_("Halaman kursus"),
            action=_("Kembali ke kursus") if spent else _onward(view),
            action_icon="book-open" if spent else "arrow-right",
            note=_note(view, theme),
        )
        self._view = view
        if spent and self.action_button is not None:
            self.action_button.clicked.disconnect()
            self.action_button.clicked.connect(self.back_wanted.emit)
        self.set_body(Sheet(self._final() if view.final else self._first()))

    def _final(self) -> QWidget:
        """Score and lessons on the left, every question on the right."""
        view, theme = self._view, self.theme
        discussion = Discussion(view, theme)
        discussion.lesson_opened.connect(self.lesson_opened.emit)
        left = Sheet(self._score(), self._lessons(_("Nilai per pelajaran")), spacing=14)
        left.box.addStretch(1)
        return self._beside(left, discussion)

    def _first(self) -> QWidget:
        """The starting point; no solutions, since the topics come again."""
        theme = self.theme
        left = Sheet(self._score(), spacing=14)
        left.box.addStretch(1)
        why = _(
            "Pembahasan soal tidak ditampilkan di sini, karena topiknya Anda temui lagi dalam"
            " pelajaran dan uji akhir."
        )
        said = row(picture("info", theme.laut, theme), text(why, "body"), spacing=12)
        right = Sheet(
            self._lessons(_("Titik awal per pelajaran")),
            Card(said, role="callout-blue", margin=18),
            spacing=14,
        )
        right.box.addStretch(1)
        return self._beside(left, right)

    def _beside(self, left: QWidget, right: QWidget) -> QWidget:
        both = Turning(left, right, room=self.theme.px(WIDE), shares=(4, 8))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        both.setSizePolicy(policy)
        return both

    def _score(self) -> Card:
        view, theme = self._view, self.theme
        colour = theme.laut
        if view.final and not view.waiting:
            colour = theme.hijau if view.passed else theme.jingga
        ring = Ring(view.score / 100, points(view.score), _("dari 100"), theme, colour=colour)
        head = row(ring, Sheet(*_verdict(view), spacing=6), spacing=20)
        card = Card(head, margin=22, spacing=10)
        if view.final:
            card.box.addWidget(line())
            for name, value in _facts(view):
                card.box.addWidget(_fact(name, value))
            said = _until_marked() if view.waiting else _chances(view)
            card.box.addWidget(text(said, "small"))
            if retry := self._retry():
                card.box.addWidget(retry)
        return card

    def _retry(self) -> QPushButton | None:
        """A passed test may be taken again for a better score, while that still counts."""
        view = self._view
        if not view.passed or view.attempts_left == 0 or view.step is Step.DONE:
            return None
        made = button(
            _("Ulangi untuk nilai lebih baik"), "retry", self.theme, icon_left="repeat", small=True
        )
        made.setMinimumHeight(48)
        made.clicked.connect(self.retry_wanted.emit)
        return made

    def _lessons(self, title: str) -> Card:
        card = Card(text(title, "h3"), margin=22, spacing=14)
        for score in self._view.lessons:
            card.box.addWidget(self._lesson(score))
        return card

    def _lesson(self, score: LessonScore) -> QWidget:
        view, theme = self._view, self.theme
        share = score.worth / score.count
        low = view.final and share < AGAIN
        said = _("{n} dari {m}").format(n=points(score.worth), m=score.count)
        head: list[QWidget | int | None] = [text(score.title, "body")]
        if low:
            head.append(self._again(score))
        head.append(text(said, "strong", wrap=False))
        colour = theme.jingga if low else theme.hijau if view.final else theme.laut
        bar = Bar(share, colour, theme.garis, theme, f"{score.title}: {said}")
        return Sheet(_stretched(head), bar, spacing=0 if low else 6)

    def _again(self, score: LessonScore) -> QPushButton:
        made = button(_("Baca lagi"), f"again-{score.lesson}", self.theme, role="link", small=True)
        made.setAccessibleName(_("Baca lagi: {title}").format(title=score.title))
        made.setMinimumHeight(48)
        made.setStyleSheet(f"QPushButton {{ color: {self.theme.jingga_teks}; }}")
        made.clicked.connect(partial(self.lesson_opened.emit, score.lesson, ""))
        return made


def _stretched(parts: list[QWidget | int | None]) -> QWidget:
    made = row(*parts)
    box = made.layout()
    first = parts[0]
    if box is not None and isinstance(first, QLabel):
        first.setSizePolicy(QSizePolicy.Policy.Expanding, first.sizePolicy().verticalPolicy())
    return made


def _fact(name: str, value: str) -> QWidget:
    return _stretched([text(name, "muted"), text(value, "strong", wrap=False)])


def _verdict(view: ResultView) -> tuple[QWidget, ...]:
    """The state in a word, the sentence, the mark."""
    if not view.final:
        words = _("Inilah yang sudah Anda kuasai sebelum belajar. Pelajaran melengkapi sisanya.")
        if view.waiting:
            words = _("Nilai sementara: esai Anda menunggu penilaian pelatih. Anda dapat belajar.")
        return (
            _tight(badge(_("Uji awal"), "blue")),
            text(_("Titik awal Anda"), "h2"),
            text(words, "small"),
        )
    mark = _("Ambang kelulusan {n}").format(n=view.quiz.pass_mark or 0)
    if view.waiting:
        form = _("Nilai sementara, {n} esai belum dihitung. {mark}.")
        return (
            _tight(badge(_("Menunggu"), "blue")),
            text(_("Menunggu penilaian pelatih."), "h2"),
            text(form.format(n=view.waiting, mark=mark), "small"),
        )
    if view.passed:
        return (
            _tight(badge(_("Lulus"), "green")),
            text(_("Selamat, Anda lulus."), "h2"),
            text(mark, "small"),
        )
    return (
        _tight(badge(_("Belum lulus"), "orange")),
        text(_("Belum sampai ambang."), "h2"),
        text(mark, "small"),
    )


def _tight(label: QLabel) -> QWidget:
    return row(label, None)


def _facts(view: ResultView) -> tuple[tuple[str, str], ...]:
    pre = _("tidak diikuti") if view.pre_score is None else points(view.pre_score)
    both = pre if view.pre_score is None else f"{pre} → {points(view.score)}"
    most = view.quiz.attempts
    tries = _("{n} dari {m}").format(n=view.tries, m=most) if most else str(view.tries)
    paper = ((_("Cara mengikuti"), _("di kertas")),) if view.on_paper else ()
    return (
        *paper,
        (_("Uji awal ke uji akhir") if view.pre_score is not None else _("Uji awal"), both),
        (_("N-gain"), _gain(view.gain)),
        (_("Percobaan"), tries),
    )


def _gain(gain: float | None) -> str:
    """The N-gain with the word for it (Hake 1998)."""
    if gain is None:
        return "–"
    if gain >= HIGH_GAIN:
        form = _("{gain} (tinggi)")
    elif gain >= MIDDLE_GAIN:
        form = _("{gain} (sedang)")
    else:
        form = _("{gain} (rendah)")
    return form.format(gain=decimal(gain, 2))


def _until_marked() -> str:
    return _(
        "Pelatih menilai esai Anda, lalu nilai akhir dan kelulusan tampil di sini. Uji dapat"
        " diulang setelah itu."
    )


def _chances(view: ResultView) -> str:
    """Attempts left, when the next may begin, and which one counts."""
    best = _("Nilai terbaik yang dipakai.")
    if view.quiz.counts is Counts.LAST:
        best = _("Nilai terakhir yang dipakai.")
    if view.attempts_left is None:
        return f"{_('Uji dapat diulang.')} {best}"
    if view.attempts_left == 0:
        if view.passed:
            return f"{_('Semua kesempatan sudah dipakai.')} {best}"
        return _("Semua kesempatan sudah dipakai. Hubungi penyelenggara pelatihan.")
    if not view.quiz.wait_minutes:
        return f"{_('Masih ada {n} kesempatan.').format(n=view.attempts_left)} {best}"
    at = local(view.next_allowed)
    form = _("Masih ada {n} kesempatan, terbuka mulai {date} pukul {time}.")
    said = form.format(n=view.attempts_left, date=date_long(at.date()), time=clock(at))
    return f"{said} {best}"


def _onward(view: ResultView) -> str:
    match view.step:
        case Step.PRE_TEST:
            return _("Ke uji awal")
        case Step.LESSON:
            return _("Lanjut belajar") if view.final else _("Mulai belajar")
        case Step.POST_TEST:
            return _("Ulangi uji") if view.final else _("Ke uji akhir")
        case Step.WAITING:
            return _("Kembali ke kursus")
        case Step.EVALUATION:
            return _("Isi evaluasi")
        case Step.CERTIFICATE:
            return _("Terima sertifikat")
        case Step.DONE:
            return _("Lihat sertifikat")


def _note(view: ResultView, theme: Theme) -> str:
    saved = _("Tersimpan {time}").format(time=clock_of(view.status.saved))
    if view.step is Step.EVALUATION and theme.scale == 1:
        return f"{saved} · {_('berikutnya evaluasi, lalu sertifikat')}"
    return saved
