"""The certificate template in the officer's room: typed, drawn, kept as a draft, saved."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from kiosk.catalog.catalog import Catalog
from kiosk.certificate.template import Template, read_template
from kiosk.certificate.template_rules import TemplateTrouble
from kiosk.house import Clerk
from kiosk.learning.trouble import NotAllowed
from kiosk.office.template_form import (
    Typed,
    changed,
    draft,
    forget_draft,
    keep_draft,
    other_faults,
    same,
    sound,
    toml_of,
    typed_of,
    typed_template,
)
from kiosk.people.agency import Settings
from kiosk.register.issue import Press
from kiosk.register.specimen import specimen
from kiosk.store import StoreTrouble
from kiosk.ui import sticks
from kiosk.ui.files import choose_file, choose_folder
from kiosk.ui.officer_steps import attempt, read
from kiosk.ui.screens.officer_template import TemplatePart, TemplateView
from kiosk.ui.screens.template_fields import owner
from kiosk.ui.sync_words import decided_words
from kiosk.ui.template_words import wrong, wrong_file, wrong_other
from kiosk.ui.widgets.layout import AFTER_PAINT
from kiosk.ui.window import Window, signals_of
from kiosk.ui.words import _

DRAW_AFTER, KEEP_AFTER = 300, 800
"""Milliseconds after the last key."""
LARGEST = 100_000
OURS = frozenset({"template", "second_signatory", "validity_months", "validity"})
"""The settings that this form changes."""


class TemplateRoom(QObject):
    """What is typed lives here and, a moment later, as a draft in the store.

    `decided` tells which settings are the agency's, `show` shows the part anew.
    """

    def __init__(
        self,
        window: Window,
        clerk: Clerk,
        catalog: Catalog,
        decided: Callable[[], frozenset[str]],
        show: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._window, self._house, self._catalog = window, clerk.house, catalog
        self._clerk = clerk
        self._decided, self._show = decided, show
        self._typed: dict[str, str] | None = None
        self._said = ""
        self._part: TemplatePart | None = None
        self._draw_later = self._timer(DRAW_AFTER, self._draw)
        self._keep_later = self._timer(KEEP_AFTER, self.keep)

    def _timer(self, after: int, then: Callable[[], None]) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(after)
        made.timeout.connect(then)
        return made

    def reset(self) -> None:
        """Leave; what is typed stays as a draft."""
        self.keep()
        self._typed, self._said, self._part = None, "", None
        self._draw_later.stop()

    def part(self) -> QWidget:
        """The form as it was typed last, whether it was saved or not."""
        if self._typed is None:
            self._typed = self._fresh() | (draft(self._house.store) or {})
        self._typed |= {f: w for f, w in self._fresh().items() if owner(f) in self._decided()}
        part = self._part = TemplatePart(self._view(), self._window.theme)
        signals_of(
            part,
            typed=self._type,
            left=self._left,
            save_wanted=self._save,
            drop_wanted=self._ask_drop,
            ours_wanted=self._ask_ours,
            load_wanted=lambda: choose_file(
                self._window, self._window.theme, (".toml",), self.load
            ),
            keep_wanted=lambda: choose_folder(self._window, self._window.theme, self._keep_file),
        )
        QTimer.singleShot(AFTER_PAINT, self, self._draw)
        return part

    def _settings(self) -> Settings:
        settings = self._house.office.settings()
        if settings is None:
            raise NotAllowed("settings-wrong")
        return settings

    def _fresh(self) -> dict[str, str]:
        """What is in force; the courses on this computer have a place for their months."""
        return typed_of(self._settings())

    @property
    def typed(self) -> Typed:
        """What is typed now."""
        return self._typed or {}

    @property
    def unsaved(self) -> bool:
        """Whether something else is typed than is in force."""
        return self._typed is not None and not same(self._typed, self._fresh())

    def _view(self) -> TemplateView:
        decided = self._decided() & OURS
        return TemplateView(
            typed=self.typed,
            courses={c.id: c.title for c in self._catalog.courses()},
            decided=decided,
            unsaved=self.unsaved,
            said=self._said,
            note=decided_words(decided),
            view_only=self._house.folder.view_only,
        )

    def _type(self, typed: dict[str, str]) -> None:
        self._typed, self._said = typed, ""
        self._draw_later.start()
        self._keep_later.start()
        if self._part is not None:
            self._part.show_state(self._view())

    # The draft

    def _left(self) -> None:
        """Nobody sees the form any more."""
        self._draw_later.stop()
        self.keep()

    def keep(self) -> None:
        """Keep what is typed and not saved; a disk that says no is told when it is saved."""
        self._keep_later.stop()
        if self._typed is None or self._house.folder.view_only:
            return
        with suppress(StoreTrouble):
            if self.unsaved:
                keep_draft(self._house.store, self._typed)
            else:
                forget_draft(self._house.store)

    def _ask_drop(self) -> None:
        words = _("Yang Anda ketik hilang, dan templat yang berlaku tampil lagi.")
        asked = self._window.ask(_("Buang perubahan?"), words, _("Buang"), _("Kembali"))
        asked.closed.connect(
            lambda name: self._take(self._fresh(), "") if name == "overlay-yes" else None
        )

    def _ask_ours(self) -> None:
        words = _(
            "Kertas, kalimat, dan bagian sertifikat kembali ke bawaan Dermaga. Penanda tangan"
            " kedua dan masa berlaku tetap. Belum berlaku sebelum Anda menyimpan."
        )
        asked = self._window.ask(_("Kembalikan ke bawaan?"), words, _("Kembalikan"), _("Kembali"))
        asked.closed.connect(lambda name: self._ours() if name == "overlay-yes" else None)

    def _ours(self) -> None:
        self._take({**self.typed, **typed_template(Template())}, "")

    def _take(self, typed: dict[str, str], said: str) -> None:
        """Another form in place of this one."""
        self._typed, self._said = typed, said
        self.keep()
        self._show()

    # The preview

    def _faults(self) -> tuple[Template, dict[str, str]]:
        template, found = sound(self.typed)
        faults = {field: wrong(trouble) for field, trouble in found.items()}
        faults |= {field: wrong_other(field) for field in other_faults(self.typed)}
        return template, faults

    def _draw(self) -> None:
        """Draw what is typed: 20 ms here, for drawing is one thread's (widths are shared)."""
        part = self._part
        if part is None or not isValid(part):
            return
        template, faults = self._faults()
        right = {f: w for f, w in self.typed.items() if f not in faults}
        house, courses = self._house, self._catalog.courses()
        rooms, pdf = house.rooms, b""
        if courses:
            settings = changed(self._settings(), right, self._decided())
            fonts = rooms.home / "resources" / "fonts"
            press = Press(house.store, settings, fonts, rooms.day_of(rooms.now()))
            pdf = specimen(press, template, courses[0])
        part.show_preview(pdf, faults)

    # Saving

    def _save(self) -> None:
        part, faults = self._part, self._faults()[1]
        if faults:
            if part is not None:
                part.show_wrong(faults)
            return

        def save() -> bool:
            after = changed(self._settings(), self.typed, self._decided())
            self._clerk.office.change(after)
            return True

        if attempt(self._window, _("Templat belum tersimpan"), save):
            said = _("Tersimpan. Berlaku untuk sertifikat berikutnya; yang sudah terbit tetap.")
            self._take(self._fresh(), said)

    # Files

    def load(self, file: Path) -> None:
        """Take a template from its TOML; nothing is in force before it is saved."""

        def found() -> Template | TemplateTrouble:
            try:
                return read_template(read(file, LARGEST).decode("utf-8-sig"))
            except TemplateTrouble as trouble:
                return trouble

        title = _("Templat belum diambil")
        template = attempt(self._window, title, found)
        if isinstance(template, TemplateTrouble):
            self._window.tell(title, wrong_file(template))
        elif template is not None:
            said = _("Isi {file} sudah diambil. Periksa, lalu simpan.").format(file=file.name)
            self._take({**self.typed, **typed_template(template)}, said)

    def _keep_file(self, folder: Path) -> None:
        template, faults = sound(self.typed)
        if faults:
            words = {field: wrong(trouble) for field, trouble in faults.items()}
            if self._part is not None:
                self._part.show_wrong(words)
            return
        del template
        body = toml_of(self.typed, self._settings().template).encode()
        name = _("Templat sertifikat.toml")
        made = attempt(self._window, _("Belum tersimpan"), lambda: sticks.save(body, folder, name))
        if made is not None:
            self._said = _("Templat tersimpan di {file}.").format(file=made.name)
            if self._part is not None:
                self._part.show_state(self._view())
