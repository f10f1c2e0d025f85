"""Failures of protection: written down with their three contents, and the letters of Pasal 46."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from kiosk.house import Clerk
from kiosk.learning.trouble import NotAllowed
from kiosk.office.breach import Found, holdings
from kiosk.office.requests import Failure, Failures
from kiosk.store import StoreTrouble
from kiosk.ui import sticks
from kiosk.ui.files import choose_folder
from kiosk.ui.happened_words import moment
from kiosk.ui.office_words import said
from kiosk.ui.officer_form import ask_form
from kiosk.ui.officer_steps import attempt
from kiosk.ui.privacy_words import shown_moment, typed_moment
from kiosk.ui.widgets.fields import Field
from kiosk.ui.widgets.text import text
from kiosk.ui.window import Window
from kiosk.ui.words import _


class FailuresDesk:
    """What is done with failures; `done` tells what was done, and shows the list anew."""

    def __init__(
        self, window: Window, clerk: Clerk, failures: Failures, done: Callable[[str], None]
    ) -> None:
        self._window, self._clerk, self._failures, self._done = window, clerk, failures, done

    def ask_report(self) -> None:
        """Write one down: when it was found, and the three contents of the notice."""
        theme, now = self._window.theme, self._clerk.house.rooms.now()
        hint = _("Sejak saat ini tenggat 3 x 24 jam dihitung. Tulis seperti 24-11-2026 09:00.")
        found = Field(_("Diketahui"), "failure-found", theme, hint=hint, value=shown_moment(now))
        parts = (
            Field(_("Data Pribadi yang terungkap"), "failure-what", theme),
            Field(_("Kapan dan bagaimana terungkap"), "failure-how", theme),
            Field(_("Upaya penanganan dan pemulihan"), "failure-done", theme),
        )

        def do() -> str:
            at = typed_moment(found.value)
            if at is None:
                found.set_error(_("Tulis seperti 24-11-2026 09:00."))
                return " "
            what, how, done = (part.value for part in parts)
            try:
                made = self._failures.report(
                    min(at, now) if at - now < 60_000 else at, what, how, done, self._clerk.today
                )
            except (NotAllowed, StoreTrouble) as error:
                return said(error)
            form = _("Kegagalan tercatat. Surat harus sampai paling lambat {moment}.")
            self._done(form.format(moment=moment(made.deadline)))
            return ""

        about = text(_("Surat ini dibaca semua orang: jangan menulis nama atau NIP."), "small")
        ask_form(
            self._window,
            _("Catat kegagalan pelindungan"),
            (found, *parts, about),
            _("Catat"),
            do,
            tall=True,
        )

    def choose_place(self, key: str) -> None:
        """Save the draft of both letters and the checklist."""
        failure = self._of(key)
        if failure is not None:
            choose_folder(
                self._window, self._window.theme, lambda folder: self._save(failure, folder)
            )

    def noticed(self, key: str) -> None:
        """The letters were given."""
        failure = self._of(key)
        if failure is None:
            return

        def kept() -> bool:
            self._failures.noticed(failure)
            return True

        if attempt(self._window, _("Belum tersimpan"), kept):
            self._done(_("Tercatat: pemberitahuan tertulis sudah disampaikan. Simpan bukti kirim."))

    def _of(self, key: str) -> Failure | None:
        return next((each for each in self._failures.all() if each.id == key), None)

    def _save(self, failure: Failure, folder: Path) -> None:
        from kiosk.office.breach_page import notice

        house = self._clerk.house
        at = dt.datetime.fromtimestamp(failure.found / 1000)  # noqa: DTZ006 - local, as on paper

        def saved() -> str:
            found = Found(at, failure.what, failure.how, failure.done)
            kept = holdings(house.store, house.rooms.day_of)
            page = notice(self._clerk.office.settings(), kept, found)
            name = f"Pemberitahuan kegagalan {at:%Y-%m-%d}.html"
            return sticks.save(page.encode(), folder, name).name

        name = attempt(self._window, _("Belum tersimpan"), saved)
        if name is not None:
            form = _("Draf surat tersimpan di {file}. Buka di pengolah kata dan isi bagian kosong.")
            self._done(form.format(file=name))
