"""A course as its learners see it, while it is being written: shown anew at every save."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from kiosk.catalog.catalog import Catalog, course_folders
from kiosk.catalog.fault import Fault, errors
from kiosk.desk.desk import Desk
from kiosk.desk.entrance import Entrance
from kiosk.desk.places import AtCourse, AtHome, InLesson
from kiosk.office import demo
from kiosk.ui.background import Background
from kiosk.ui.display import Display
from kiosk.ui.journey import Journey
from kiosk.ui.window import Window
from kiosk.ui.words import _

if TYPE_CHECKING:
    from kiosk.house import House, PreviewWanted, Rooms

REST: Final = 300
"""Milliseconds after the last change on the disk: an editor saves in several steps."""
NEVER: Final = 1_000_000
"""Seconds: nobody is signed out of their own writing."""
_TOLD: Final = 3


class Preview(QObject):
    """One course folder in a window of its own, over records that are thrown away.

    A course with errors stays as it was last right, and the errors are told above it by file and
    line. `read` follows each reading.
    """

    read = Signal()

    def __init__(self, house: House, wanted: PreviewWanted) -> None:
        super().__init__()
        self._house, self._wanted = house, wanted
        self.faults: tuple[Fault, ...] = ()
        self.window = Window(Display(language=wanted.lang))
        self._background = Background(self)
        self.journey: Journey | None = None
        self._watch = QFileSystemWatcher(self)
        self._watch.fileChanged.connect(self._changed)
        self._watch.directoryChanged.connect(self._changed)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self.look)
        self.look()

    def _changed(self, _path: str) -> None:
        self._rest.start()

    def look(self) -> None:
        """Read the folder, and show what came of it."""
        self._watch_all()
        catalog = Catalog([self._wanted.folder], None)
        courses = catalog.courses()
        self.faults = tuple(fault for told in catalog.faults().values() for fault in told)
        self.window.put_notice(self._words if self.faults else None)
        if courses:
            self._show(catalog)
        elif self.journey is None:
            self._begin(catalog)
        self.read.emit()

    def _watch_all(self) -> None:
        """Anew each time: many editors put another file in the place of the old one."""
        old = [*self._watch.files(), *self._watch.directories()]
        if old:
            self._watch.removePaths(old)
        folder = self._wanted.folder
        paths = [str(path) for path in (folder, *sorted(folder.rglob("*")))]
        self._watch.addPaths(paths)

    def _show(self, catalog: Catalog) -> None:
        if self.journey is None:
            self._begin(catalog)
            return
        journey = self.journey
        journey.flush()
        learner = journey.desk.learner
        journey.desk = Desk(self._house.kiosk(demo.SETTINGS, catalog), learner)
        course = catalog.courses()[0]
        place = journey.place
        if isinstance(place, InLesson) and place.lesson in {x.id for x in course.lessons}:
            journey.show()
        else:  # questions of a test under way may be gone, or the lesson
            journey.go(AtCourse(course.id))

    def _begin(self, catalog: Catalog) -> None:
        house, sample = self._house, demo.SAMPLES[0]
        entrance = Entrance(house.kiosk(demo.SETTINGS, catalog), demo.SAMPLES)
        desk = entrance.sign_in(sample.nip, sample.pin)
        if self._wanted.tests:
            for course in catalog.courses():
                for lesson in course.lessons:
                    desk.finish_lesson(InLesson(course.id, lesson.id))
        self.journey = Journey(self.window, desk, entrance, house.store, self._background, NEVER)
        self.journey.ended.connect(self.window.close)
        courses = catalog.courses()
        self.journey.go(AtCourse(courses[0].id) if courses else AtHome())

    def _words(self) -> str:
        """The first faults; errors before warnings."""
        wrong = errors(self.faults)
        ordered = [*wrong, *(fault for fault in self.faults if fault not in wrong)]
        told = [f"{fault.file}:{fault.line} {fault.words}" for fault in ordered[:_TOLD]]
        if len(ordered) > _TOLD:
            told.append(_("… dan {n} lagi: jalankan course check.").format(n=len(ordered) - _TOLD))
        head = _("Belum dapat ditampilkan:") if wrong else _("Periksa:")
        return "\n".join([head, *told])

    def close(self) -> None:
        """The window was closed."""
        if self.journey is not None:
            self.journey.flush()
            self.journey.drop()
        self._background.close()


def open_preview(rooms: Rooms, wanted: PreviewWanted) -> int:
    """Show a course folder until its window is closed; answers the exit code."""
    from kiosk.ui.program import application

    if not course_folders(wanted.folder):
        return 1
    app = application()
    with tempfile.TemporaryDirectory(prefix="dermaga-") as data, rooms.house(Path(data)) as house:
        house.office.set_up_demo()
        preview = Preview(house, wanted)
        preview.window.resize(1366, 768)
        preview.window.show()
        code = app.exec()
        preview.close()
    return code
