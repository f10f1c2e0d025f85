"""A signed-in learner: places, the way back, and each screen's wishes carried to the desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from kiosk.desk.places import (
    AtCertificate,
    AtCourse,
    AtHistory,
    AtHome,
    AtRecall,
    AtSearch,
    InLesson,
    InQuiz,
    InRecall,
    Place,
)
from kiosk.learning.trouble import NotAllowed
from kiosk.store import StoreTrouble
from kiosk.ui import wishes
from kiosk.ui.display import Display, remember, remembered
from kiosk.ui.page import Page
from kiosk.ui.refusals import refusal, trouble
from kiosk.ui.settings_card import display_card
from kiosk.ui.voice import Voice, seek
from kiosk.ui.window import signals_of
from kiosk.ui.words import _

if TYPE_CHECKING:
    from kiosk.desk.desk import Desk
    from kiosk.desk.entrance import Entrance
    from kiosk.store import Store
    from kiosk.ui.background import Background
    from kiosk.ui.screens.lesson import LessonScreen
    from kiosk.ui.screens.lock import LockScreen
    from kiosk.ui.window import Window


class Journey(QObject):
    """From signing in to signing out. `ended` tells that the desk is left.

    `certified` tells the number of a certificate that a wish led to.
    """

    ended = Signal()
    certified = Signal(str)

    def __init__(
        self,
        window: Window,
        desk: Desk,
        entrance: Entrance,
        store: Store,
        background: Background,
        idle_seconds: int,
    ) -> None:
        super().__init__(window)
        self.window, self.desk, self.background = window, desk, background
        self._entrance, self._store = entrance, store
        self._trail: list[Place] = []
        self._at_sign_in = window.display
        self._locked = False
        self._idle_seconds = idle_seconds
        self._voice: Voice | None = None
        self._voice_sought = self._slowly = False
        window.dress(remembered(store, desk.learner.id, window.display))
        window.back_pressed.connect(self._esc)
        window.idle.counting.connect(self._count)
        window.idle.gone.connect(self._gone)
        window.cleared.connect(self.drop)
        window.idle.start(idle_seconds)
        self.go(AtHome())

    @property
    def place(self) -> Place:
        """Where the learner is."""
        return self._trail[-1]

    def go(self, place: Place) -> None:
        """Go to a place. The way back leads outward: test or lesson, course, search, home."""
        outer = [p for p in self._trail if _depth(p) < _depth(place)]
        course = getattr(place, "course", "")
        if course and not isinstance(place, AtCourse):
            outer = [p for p in outer if not isinstance(p, AtCourse)] + [AtCourse(course)]
        self._trail = [*outer, place]
        self.show()

    def refresh(self) -> None:
        """More is known of this learner: show home anew; elsewhere it waits for the next place."""
        if isinstance(self.place, AtHome) and not self._locked and self.window.overlay is None:
            self.show()

    def back(self) -> None:
        """One step back; home is where it ends."""
        if len(self._trail) > 1:
            self._trail.pop()
        self.show()

    def show(self) -> None:
        """Show the place where the learner is, read afresh."""

        def build() -> QWidget:
            return self._screen()

        try:
            self.window.show_screen(build)
        except NotAllowed as no:
            self._trail = [AtHome()]
            self.window.show_screen(build)
            self.window.tell(_("Belum dapat dibuka"), refusal(no))

    def _screen(self) -> QWidget:
        screen = wishes.screen_at(self, self.desk.view(self.place), self.window.theme)
        if isinstance(screen, Page):
            signals_of(
                screen,
                back_wanted=self.back,
                leave_wanted=self.leave,
                display_wanted=self._display,
            )
        return screen

    def attempt(self, wish: Callable[[], object]) -> bool:
        """Carry out a wish; a refusal or trouble is said, and nothing that was typed is lost."""
        try:
            wish()
        except NotAllowed as no:
            self.window.tell(_("Belum dapat dilakukan"), refusal(no))
            return False
        except StoreTrouble as error:
            if error.code == "damaged":
                self.window.damage_found.emit()
                return False
            words = trouble(error)
            said = getattr(self.window.screen_shown, "not_saved", None)
            if callable(said):
                said(words)
            self.window.tell(_("Belum tersimpan"), words)
            return False
        return True

    def follow(self, wish: Callable[[], Place]) -> None:
        """Carry out a wish and go where it leads."""
        found: list[Place] = []
        if self.attempt(lambda: found.append(wish())):
            self.go(found[0])
            if isinstance(found[0], AtCertificate):
                self.certified.emit(found[0].number)

    def open(self, course: str) -> None:
        """Go on in a course."""
        self.follow(lambda: self.desk.open(course))

    def again(self, course: str) -> None:
        """Take a course anew whose certificate ends, after asking: reading begins at the front."""
        words = _(
            "Kursus dimulai dari awal: uji awal, pelajaran, uji akhir, dan evaluasi. Sertifikat"
            " yang lama dan catatan Anda tetap tersimpan."
        )
        asked = self.window.ask(_("Mulai dari awal?"), words, _("Mulai dari awal"), _("Kembali"))
        asked.closed.connect(
            lambda name: (
                self.follow(lambda: self.desk.again(course)) if name == "overlay-yes" else None
            )
        )

    def leave(self) -> None:
        """Sign out, after asking where a test would be left."""
        if isinstance(self.place, InQuiz):
            words = _("Jawaban Anda sudah tersimpan. Waktu uji berhenti sampai Anda masuk lagi.")
            asked = self.window.ask(_("Keluar dari uji?"), words, _("Keluar"), _("Tetap di sini"))
            asked.closed.connect(lambda name: self._end() if name == "overlay-yes" else None)
        else:
            self._end()

    def _end(self, *, idle: bool = False) -> None:
        self.flush()
        self.attempt(lambda: self.desk.leave(idle=idle))
        self.drop()
        self.ended.emit()

    def drop(self) -> None:
        """Let go of the window, as when the house is closed behind the learner."""
        self.window.idle.stop()
        for signal, slot in (
            (self.window.back_pressed, self._esc),
            (self.window.idle.counting, self._count),
            (self.window.idle.gone, self._gone),
            (self.window.cleared, self.drop),
        ):
            signal.disconnect(slot)
        self.window.dress(self._at_sign_in)
        self.deleteLater()

    def flush(self) -> None:
        """Let a screen tell what it still holds (reading position, half an evaluation)."""
        flush = getattr(self.window.screen_shown, "flush", None)
        if callable(flush):
            flush()

    def _esc(self) -> None:
        if not self._locked and len(self._trail) > 1:
            self.flush()
            self.back()

    def _display(self) -> None:
        self.window.put_overlay(
            display_card(self.window, self.window.theme, self.window.display, self.redress)
        )

    def redress(self, display: Display) -> None:
        """Another look, kept for this learner."""
        self.flush()
        self.attempt(lambda: remember(self._store, self.desk.learner.id, display))
        self.window.set_display(display)

    def text_larger(self) -> None:
        """The next text size."""
        self.redress(self.window.display.larger)

    def _count(self, left: int) -> None:
        """A visible countdown before signing out."""
        if left == 0:
            if self.window.overlay is not None and self.window.overlay.objectName() == "idle":
                self.window.overlay.close_with("awake")
            return
        if self._locked:
            return
        form = _("Tidak ada kegiatan. Anda keluar dalam {n} detik. Sentuh layar untuk melanjutkan.")
        if isinstance(self.place, InQuiz):
            form = _("Tidak ada kegiatan. Layar terkunci dalam {n} detik. Jawaban tersimpan.")
        overlay = self.window.tell(_("Apakah Anda masih di sini?"), form.format(n=left))
        overlay.setObjectName("idle")

    def _gone(self) -> None:
        if self.window.overlay is not None:
            self.window.overlay.close_with("idle")
        if isinstance(self.place, InQuiz):
            self._lock()
        else:
            self._end(idle=True)

    def _lock(self) -> None:
        """In a test the kiosk locks and loses nothing; the learner's PIN opens it again."""
        from kiosk.ui.screens.lock import LockScreen

        self.flush()
        self._locked = True
        learner = self.desk.learner

        def build() -> QWidget:
            screen = LockScreen(learner, self.window.theme)
            signals_of(
                screen,
                unlocked=self._unlock,
                leave_wanted=self._end,
                display_wanted=self._display,
            )
            return screen

        self.window.show_screen(build)

    def _unlock(self, pin: str) -> None:
        try:
            self._entrance.unlock(self.desk.learner, pin)
        except NotAllowed as no:
            screen = cast("LockScreen", self.window.screen_shown)
            if no.code == "pin-wait":
                screen.wait(int(no.facts["seconds"]))
            screen.refuse("pin", refusal(no))
        else:
            self._locked = False
            self.window.idle.start(self._idle_seconds)
            self.show()

    def later(self, milliseconds: int, work: Callable[[], None]) -> None:
        """Do something a little later, if the journey is still going on."""
        QTimer.singleShot(milliseconds, self, work)

    def lend_voice(self, screen: LessonScreen) -> None:
        """Give a lesson the voice of this computer, if it has one; looked for once."""
        if self._voice is not None:
            screen.give_voice(self._voice, slow=self._slowly)
        elif not self._voice_sought:
            self._voice_sought = True
            seek(self.background, self, self._take_voice)

    def _take_voice(self, voice: Voice) -> None:
        self._voice = voice
        give = getattr(self.window.screen_shown, "give_voice", None)
        if give is not None:
            give(voice, slow=self._slowly)

    def drop_voice(self) -> None:
        """A voice is here and nothing to hear it by: no lesson offers it again."""
        self._voice = None

    def read_slowly(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        """How fast lessons are read aloud until this learner signs out."""
        self._slowly = on

    def found(self, course: str, lesson: str) -> None:
        """A search hit was taken."""
        self.go(InLesson(course, lesson) if lesson else AtCourse(course))

    def search(self, words: str) -> None:
        """Search."""
        if words.strip():
            self.go(AtSearch(words.strip()))

    def history(self, tab: str) -> None:
        """What was learnt."""
        self.go(AtHistory(tab))

    def certificate(self, number: str) -> None:
        """A certificate."""
        self.go(AtCertificate(number))


def _depth(place: Place) -> int:
    """How far inside a place lies, home outermost."""
    match place:
        case AtHome():
            return 0
        case AtSearch() | AtHistory() | InRecall() | AtRecall():
            return 1
        case AtCourse():
            return 2
        case _:
            return 3
