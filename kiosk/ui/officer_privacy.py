"""Personal data at this kiosk: requests with their clock, carried out; failures with theirs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kiosk.catalog.catalog import Catalog
from kiosk.house import Clerk
from kiosk.learning.trouble import NotAllowed
from kiosk.office import person
from kiosk.office.person import Correction
from kiosk.office.requests import Asked, Failures, Request, Requests
from kiosk.people.learner import Learner
from kiosk.people.nip import Kind, grouped
from kiosk.store import StoreTrouble
from kiosk.ui import sticks
from kiosk.ui.files import choose_folder
from kiosk.ui.happened_words import moment
from kiosk.ui.office_words import said
from kiosk.ui.officer_erase import Erasing
from kiosk.ui.officer_failures import FailuresDesk
from kiosk.ui.officer_form import ask_form
from kiosk.ui.officer_reason import ask_reason, told
from kiosk.ui.officer_steps import attempt
from kiosk.ui.privacy_words import asked_short, asked_words, shown_moment, typed_moment
from kiosk.ui.screens.privacy import REQUESTS, PrivacyPart, PrivacyView, Search
from kiosk.ui.screens.settings_parts import Words
from kiosk.ui.widgets.fields import Field
from kiosk.ui.widgets.text import text
from kiosk.ui.window import Window, signals_of
from kiosk.ui.words import _


class PrivacyRoom(QObject):
    """What people ask of their data, and what is done about it."""

    def __init__(
        self, window: Window, clerk: Clerk, catalog: Catalog, show: Callable[[], None]
    ) -> None:
        super().__init__(window)
        self._window, self._clerk, self._catalog, self._show = window, clerk, catalog, show
        self._at, self._said = REQUESTS, ""
        house = clerk.house
        self._now = house.rooms.now
        given = (clerk.acts, house.store, house.rooms.now, house.rooms.new_id)
        self._requests, self._failures = Requests(*given), Failures(*given)
        self._desk = FailuresDesk(window, clerk, self._failures, self._done)

    def reset(self) -> None:
        """As on entering."""
        self._at, self._said = REQUESTS, ""

    def part(self) -> QWidget:
        """Requests or failures, as they stand now."""
        house = self._clerk.house
        requests = self._requests.all()
        people = (house.store.roster.by_id(r.learner) for r in requests)
        view = PrivacyView(
            self._at,
            self._now(),
            requests,
            self._failures.all(),
            {x.id: x.name for x in people if x is not None},
            said=self._said,
            view_only=house.folder.view_only,
        )
        part = PrivacyPart(view, self._window.theme)
        signals_of(
            part,
            turned=self._turn,
            record_wanted=self._ask_record,
            carry_wanted=lambda key: self._with(key, self._carry),
            finish_wanted=lambda key: self._with(key, self._finish),
            refuse_wanted=lambda key: self._with(key, self._ask_refuse),
            report_wanted=self._desk.ask_report,
            letter_wanted=self._desk.choose_place,
            noticed_wanted=self._desk.noticed,
        )
        return part

    def _turn(self, name: str) -> None:
        self._at, self._said = name, ""
        self._show()

    def _done(self, words: str) -> None:
        self._said = words
        self._show()

    def _with(self, key: str, do: Callable[[Request], None]) -> None:
        found = next((r for r in self._requests.all() if r.id == key), None)
        if found is not None:
            do(found)

    # A request comes, and ends

    def _ask_record(self) -> None:
        theme, now = self._window.theme, self._now()
        who = Search(self._clerk.office.people, theme)
        kinds = {asked.value: asked_short(asked) for asked in Asked}
        kind = Words(_("Yang diminta"), "request-kind", theme, kinds, Asked.ACCESS.value)
        hint = _("Tanggal dan jam permintaan sampai, seperti 24-11-2026 09:00.")
        came = Field(_("Diterima"), "request-received", theme, hint=hint, value=shown_moment(now))

        def do() -> str:
            at, learner = typed_moment(came.value), who.chosen
            if learner is None:
                return _("Cari lalu pilih orangnya di daftar.")
            if at is None:
                came.set_error(_("Tulis seperti 24-11-2026 09:00."))
                return " "
            asked = Asked(kind.value)
            try:
                # what is shown has no seconds, and is never later than now by them
                made = self._requests.receive(asked, learner.id, min(at, now))
            except (NotAllowed, StoreTrouble) as error:
                return said(error)
            self._done(self._recorded(made, learner))
            return ""

        title, yes = _("Catat permintaan"), _("Catat")
        ask_form(self._window, title, (who, kind, came), yes, do, tall=True)

    @staticmethod
    def _recorded(made: Request, learner: Learner) -> str:
        if not made.deadline:
            form = _("Permintaan {name} tercatat: {asked}.")
            return form.format(name=learner.name, asked=asked_words(made.asked))
        form = _("Permintaan {name} tercatat: {asked}. Kerjakan paling lambat {moment}.")
        until = moment(made.deadline)
        return form.format(name=learner.name, asked=asked_words(made.asked), moment=until)

    def _finish(self, request: Request) -> None:
        def finished() -> bool:
            self._requests.finish(request)
            return True

        if attempt(self._window, _("Belum tersimpan"), finished):
            self._done(_("Permintaan ditandai selesai. Beri tahu hasilnya kepada orangnya."))

    def _ask_refuse(self, request: Request) -> None:
        words = _(
            "Permintaan hanya boleh ditolak dengan alasan yang ada di undang-undang, misalnya Pasal"
            " 15 atau Pasal 33 UU 27/2022. Beri tahu alasannya kepada orangnya. Jangan menulis nama"
            " atau NIP di sini."
        )

        def do(reason: str) -> str:
            try:
                self._requests.refuse(request, reason)
            except (NotAllowed, StoreTrouble) as error:
                return said(error)
            self._done(_("Permintaan ditolak. Beri tahu alasannya kepada orangnya."))
            return ""

        usual = (_("Pasal 15 ayat (1) UU 27/2022"), _("Pasal 33 UU 27/2022"))
        ask_reason(self._window, _("Tolak permintaan?"), (told(words),), usual, _("Tolak"), do)

    # What is asked for is done

    def _carry(self, request: Request) -> None:
        learner = self._clerk.house.store.roster.by_id(request.learner)
        if learner is None:
            return
        if request.asked is Asked.ACCESS:
            choose_folder(
                self._window,
                self._window.theme,
                lambda folder: self._copy(request, learner, folder),
            )
        elif request.asked is Asked.CORRECT:
            self._ask_correct(request, learner)
        elif request.asked is Asked.ERASE:
            erasing = Erasing(self._window, self._clerk, self._catalog)
            erasing.ask(learner, lambda words: self._erased(request, words))

    def _copy(self, request: Request, learner: Learner, folder: Path) -> None:
        clerk, rooms = self._clerk, self._clerk.house.rooms

        def saved() -> str:
            packed, copy = clerk.rights.copy(
                learner, clerk.office.settings(), rooms.now(), rooms.day_of, self._catalog.named()
            )
            place = sticks.save(packed, folder, f"data-pribadi-{copy.made}.zip")
            self._requests.finish(request)
            return place.name

        name = attempt(self._window, _("Belum tersimpan"), saved)
        if name is not None:
            form = _("Salinan tersimpan di {file}. Serahkan langsung kepada orangnya.")
            self._done(form.format(file=name))

    def _ask_correct(self, request: Request, learner: Learner) -> None:
        theme = self._window.theme
        fields = {
            "name": Field(_("Nama dengan gelar"), "correct-name", theme, value=learner.name),
            "unit": Field(_("Unit kerja"), "correct-unit", theme, value=learner.unit),
            "rank": Field(_("Pangkat/golongan"), "correct-rank", theme, value=learner.rank),
            "position": Field(_("Jabatan"), "correct-position", theme, value=learner.position),
        }
        if learner.kind is not Kind.GUEST:
            nip = grouped(learner.nip)
            fields["nip"] = Field(_("NIP"), "correct-nip", theme, value=nip)

        def do() -> str:
            typed = {name: field.value for name, field in fields.items()}
            try:
                right = person.corrected(learner, Correction(**typed), self._clerk.today)
                changed = self._clerk.rights.correct(learner, right)
                if not changed:
                    return _("Belum ada yang berubah. Betulkan isian yang keliru.")
                self._requests.finish(request)
            except (NotAllowed, StoreTrouble) as error:
                return said(error)
            words = _("Data diperbaiki ({n} isian). Beri tahu hasilnya kepada orangnya.")
            self._done(words.format(n=len(changed)))
            return ""

        about = text(_("Riwayat belajar dan sertifikat yang sudah terbit tetap."), "small")
        ask_form(
            self._window,
            _("Perbaiki data pribadi"),
            (*fields.values(), about),
            _("Simpan"),
            do,
            tall=True,
        )

    def _erased(self, request: Request, words: str) -> None:
        def finished() -> bool:
            self._requests.finish(request)
            return True

        attempt(self._window, _("Belum tersimpan"), finished)
        self._done(words)
