"""Copies at this kiosk: made now, kept at a second place, looked through, brought back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kiosk.house import Clerk
from kiosk.learning.trouble import NotAllowed
from kiosk.office.copies import Copies, Copy, Foreseen
from kiosk.people.role import Staff
from kiosk.store import StoreTrouble
from kiosk.store.check import Damage
from kiosk.ui.copies_words import failed_words, foreseen_words
from kiosk.ui.files import choose_folder
from kiosk.ui.happened_words import moment
from kiosk.ui.keeper import Keeper
from kiosk.ui.office_words import said
from kiosk.ui.officer_steps import attempt
from kiosk.ui.screens.officer_copies import HERE, SECOND, CopiesPart, CopiesView, copy_file
from kiosk.ui.window import Window, signals_of
from kiosk.ui.words import _


class CopiesRoom(QObject):
    """The part "Cadangan". Copies are read and looked through on the keeper's worker."""

    def __init__(self, window: Window, keeper: Keeper, clerk: Clerk) -> None:
        super().__init__(window)
        self._window, self._keeper, self._clerk = window, keeper, clerk
        self._part: CopiesPart | None = None
        self._place, self._said, self._doing = HERE, "", ""
        self._listed: dict[str, tuple[Copy, ...]] = {HERE: (), SECOND: ()}
        self._sound: dict[Path, bool] = {}
        keeper.copied.connect(self._copied)

    def part(self) -> QWidget:
        """What is shown now; the list comes a moment later."""
        part = CopiesPart(self._window.theme)
        part.destroyed.connect(partial(self._gone, part))
        signals_of(
            part,
            make_wanted=self._make,
            restore_wanted=self._look_at,
            place_chosen=self._go_to,
            folder_wanted=self._choose_folder,
            copy_on_wanted=self._copy_on,
            forget_wanted=lambda: self._keep_folder(""),
        )
        self._part = part
        self._show()
        self._list()
        return part

    def _gone(self, part: CopiesPart, _qt: object = None) -> None:
        if self._part is part:
            self._part = None

    def reset(self) -> None:
        """As on entering."""
        self._place, self._said = HERE, ""

    def _show(self) -> None:
        keeper = self._keeper
        if self._part is None:
            return
        failed = tuple(failed_words(place, each) for place, each in keeper.failed.items())
        busy = self._doing or (_("Cadangan sedang dibuat…") if keeper.busy else "")
        self._part.show_view(
            CopiesView(
                copies=self._listed[self._place],
                place=self._place,
                sound=self._sound,
                busy=busy,
                said="" if failed else self._said,
                wrong=failed,
                second=keeper.second,
                second_at=keeper.copies.second_at(),
                view_only=keeper.house.folder.view_only,
            )
        )

    # The list

    def _list(self) -> None:
        place, copies = self._place, self._keeper.copies
        source = Path(self._keeper.second) if place == SECOND else None

        def then(found: tuple[Copy, ...]) -> None:
            self._listed[place] = found
            self._show()
            self._look_through()

        self._keeper.run(lambda: copies.listed(source), then, lambda _error: self._show())

    def _look_through(self) -> None:
        """One copy after the other, as long as somebody looks at the list."""
        copy = next((c for c in self._listed[HERE] if copy_file(c) not in self._sound), None)
        if copy is None or self._part is None or self._place != HERE:
            return

        def then(faults: tuple[Damage, ...]) -> None:
            self._sound[copy_file(copy)] = not faults
            self._show()
            self._look_through()

        pace = self._keeper.pace
        self._keeper.run(lambda: Copies.faults(copy, pace), then, lambda _error: None)

    def _go_to(self, place: str) -> None:
        self._place, self._said = place, ""
        self._show()
        self._list()

    # Copies

    def _make(self) -> None:
        self._said = ""
        self._do(lambda: self._keeper.copy("wish"), "")

    def _copy_on(self) -> None:
        self._said = ""
        self._do(self._keeper.copy_on, "second")

    def _do(self, work: Callable[[], None], why: str) -> None:
        def done() -> bool:
            self._clerk.duties.copy(work, why=why)
            return True

        if attempt(self._window, _("Cadangan belum dibuat"), done):
            self._show()

    def _copied(self) -> None:
        newest = self._keeper.newest
        if newest is not None and not self._keeper.busy:
            form = _("Keadaan pada {moment} sudah ada di cadangan.")
            self._said = form.format(moment=moment(newest.at))
        if self._part is not None:
            self._show()
            self._list()

    # The second place

    def _choose_folder(self) -> None:
        choose_folder(self._window, self._window.theme, lambda path: self._keep_folder(str(path)))

    def _keep_folder(self, folder: str) -> None:
        office = self._clerk.office
        settings = office.settings()
        if settings is None:
            return

        def change() -> bool:
            office.change(msgspec.structs.replace(settings, backup_folder=folder))
            return True

        if attempt(self._window, _("Tempat kedua belum disimpan"), change):
            self._keeper.failed.pop("second", None)
            self._go_to(HERE)
            if folder:
                self._copy_on()

    # The way back

    def _look_at(self, number: int) -> None:
        """Look the copy through and count what would go, then ask."""
        copy = next(c for c in self._listed[self._place] if c.number == number)
        self._doing = _("Cadangan ini sedang diperiksa…")
        self._show()
        copies, pace = self._keeper.copies, self._keeper.pace

        def work() -> Foreseen | None:
            return None if copies.faults(copy, pace) else copies.foresee(copy)

        def failed(error: Exception) -> None:
            self._done()
            trouble = error if isinstance(error, StoreTrouble) else StoreTrouble("cannot-open")
            self._window.tell(_("Belum dipulihkan"), said(trouble))

        self._keeper.run(work, partial(self._ask, copy), failed)

    def _done(self) -> None:
        self._doing = ""
        self._show()

    def _ask(self, copy: Copy, foreseen: Foreseen | None) -> None:
        self._sound[copy_file(copy)] = foreseen is not None
        self._done()
        if foreseen is None:
            words = _("Cadangan ini rusak, jadi tidak dipasang. Pilih cadangan lain.")
            self._window.tell(_("Belum dipulihkan"), words)
            return
        words = foreseen_words(copy.backup.at, foreseen)
        asked = self._window.ask(_("Pulihkan cadangan ini?"), words, _("Pulihkan"), _("Batal"))
        asked.closed.connect(lambda name: self._restore(copy) if name == "overlay-yes" else None)

    def _restore(self, copy: Copy) -> None:
        rooms, data = self._keeper.house.rooms, self._keeper.house.folder.path
        self._keeper.reopen_wanted.emit(restoring(rooms.copies(data), copy, self._clerk.who))


def restoring(copies: Copies, copy: Copy, who: Staff) -> Callable[[], tuple[str, str]]:
    """What brings a copy back while the house is closed, and says how it went."""

    def work() -> tuple[str, str]:
        try:
            copies.restore(copy, who)
        except (StoreTrouble, NotAllowed) as trouble:
            return _("Belum dipulihkan"), said(trouble)
        form = _(
            "Kios ini kembali ke keadaan {moment}. Keadaan sebelumnya tetap ada di daftar cadangan."
        )
        return _("Cadangan dipulihkan"), form.format(moment=moment(copy.backup.at))

    return work
