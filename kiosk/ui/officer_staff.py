"""The staff in the officer's room: added, renamed, given a role, closed; new passphrases."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kiosk.house import Clerk
from kiosk.learning.trouble import NotAllowed
from kiosk.office.faults import SHORTEST_PASSPHRASE
from kiosk.office.staff import Change, Personnel
from kiosk.people.role import OFFICER, Role, Staff
from kiosk.store import StoreTrouble
from kiosk.ui.office_words import said
from kiosk.ui.officer_form import ask_form
from kiosk.ui.officer_steps import attempt
from kiosk.ui.screens.settings_parts import Words
from kiosk.ui.screens.staff import StaffPart, StaffView
from kiosk.ui.staff_words import named, role_words
from kiosk.ui.widgets.fields import Field
from kiosk.ui.widgets.text import text
from kiosk.ui.window import Window, signals_of
from kiosk.ui.words import _


class StaffRoom(QObject):
    """The list of the staff, and what is done with one of them."""

    def __init__(self, window: Window, clerk: Clerk, show: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._clerk, self._show = window, clerk, show
        self._said = ""

    @property
    def _personnel(self) -> Personnel:
        clerk = self._clerk
        return Personnel(clerk.acts, clerk.house.store, clerk.house.rooms.new_id)

    def reset(self) -> None:
        """As on entering."""
        self._said = ""

    def part(self) -> QWidget:
        """The list as it is now."""
        view_only = self._clerk.house.folder.view_only
        view = StaffView(
            self._personnel.all(), self._clerk.who.id, said=self._said, view_only=view_only
        )
        part = StaffPart(view, self._window.theme)
        signals_of(
            part,
            add_wanted=self._ask_add,
            change_wanted=lambda who: self._with(who, self._ask_change),
            passphrase_wanted=lambda who: self._with(who, self._ask_passphrase),
            close_wanted=lambda who: self._with(who, self._ask_close),
        )
        return part

    def _with(self, who: str, do: Callable[[Staff], None]) -> None:
        found = next((each for each in self._personnel.all() if each.id == who), None)
        if found is not None:
            do(found)

    # Dialogs

    def _ask_add(self) -> None:
        theme = self._window.theme
        name = Field(_("Nama dan gelar"), "staff-name", theme)
        role = Words(_("Peran"), "staff-role", theme, _roles(), Role.TRAINER.value)
        first, again = self._passphrases()

        def do() -> str:
            if wrong := _unlike(first, again):
                return wrong
            added = self._personnel.add
            form = _("{name} ditambahkan. Serahkan kata sandi itu langsung kepadanya.")
            words = form.format(name=name.value)
            return self._done(lambda: added(name.value, Role(role.value), first.line.text()), words)

        about = text(_about_roles(), "small")
        ask_form(
            self._window, _("Tambah petugas"), (name, role, about, first, again), _("Tambah"), do
        )

    def _ask_change(self, who: Staff) -> None:
        theme = self._window.theme
        name = Field(_("Nama dan gelar"), "staff-name", theme, value=who.name)
        role = Words(_("Peran"), "staff-role", theme, _roles(), who.role.value)

        def do() -> str:
            wanted = Change(name=name.value, role=Role(role.value))
            words = _("Data {name} tersimpan.").format(name=name.value)
            return self._done(lambda: self._personnel.change(who.id, wanted), words)

        parts = (name, role, text(_about_roles(), "small"))
        ask_form(self._window, _("Ubah petugas"), parts, _("Simpan"), do)

    def _ask_passphrase(self, who: Staff) -> None:
        first, again = self._passphrases()

        def do() -> str:
            if wrong := _unlike(first, again):
                return wrong
            words = _("Kata sandi {name} sudah diganti.").format(name=named(who))
            typed = first.line.text()
            return self._done(lambda: self._personnel.new_passphrase(who.id, typed), words)

        form = _("Kata sandi baru untuk {name}. Yang lama tidak berlaku lagi.")
        about = text(form.format(name=named(who)), "lead")
        ask_form(self._window, _("Kata sandi baru"), (about, first, again), _("Ganti"), do)

    def _ask_close(self, who: Staff) -> None:
        if not who.active:
            self._set_active(who, active=True)
            return
        form = _(
            "{name} tidak dapat masuk lagi ke ruang pengelola. Namanya tetap ada di riwayat"
            " tindakan, dan akun ini dapat dibuka lagi."
        )
        asked = self._window.ask(
            _("Tutup akun petugas?"), form.format(name=who.name), _("Tutup akun"), _("Batal")
        )
        asked.closed.connect(
            lambda name: self._set_active(who, active=False) if name == "overlay-yes" else None
        )

    def _set_active(self, who: Staff, *, active: bool) -> None:
        def done() -> bool:
            self._personnel.change(who.id, Change(active=active))
            return True

        if attempt(self._window, _("Belum tersimpan"), done):
            form = _("Akun {name} terbuka lagi.") if active else _("Akun {name} ditutup.")
            self._said = form.format(name=who.name)
            self._show()

    def _passphrases(self) -> tuple[Field, Field]:
        theme = self._window.theme
        hint = _("Paling sedikit {n} huruf, misalnya empat kata yang mudah Anda ingat.")
        words = hint.format(n=SHORTEST_PASSPHRASE)
        first = Field(_("Kata sandi"), "staff-passphrase", theme, hint=words, secret=True)
        return first, Field(_("Ketik sekali lagi"), "staff-again", theme, secret=True)

    def _done(self, work: Callable[[], object], words: str) -> str:
        """What was in the way, or "" and the list anew with what was done."""
        try:
            work()
        except (NotAllowed, StoreTrouble) as error:
            return said(error)
        self._said = words
        self._show()
        return ""


def _unlike(first: Field, again: Field) -> str:
    if first.line.text() == again.line.text():
        return ""
    return _("Kedua kata sandi belum sama. Ketik ulang.")


def _roles() -> dict[str, str]:
    return {role.value: role_words(role.value) for role in (Role.TRAINER, OFFICER.role)}


def _about_roles() -> str:
    return _(
        "Pelatih mengurus peserta, kelas, nilai, dan berkas. Pengelola instansi juga mengubah"
        " pengaturan, petugas, cadangan, dan data pribadi, serta mencabut sertifikat."
    )
