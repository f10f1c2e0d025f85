"""Words for the staff: names and roles."""

from __future__ import annotations

from kiosk.people.role import COMMAND, OFFICER, Role, Staff
from kiosk.ui.words import _


def role_words(role: str) -> str:
    """What somebody is."""
    return {
        Role.TRAINER.value: _("Pelatih"),
        Role.OFFICER.value: _("Pengelola instansi"),
    }.get(role, _("Peserta"))


def named(who: Staff) -> str:
    """A name with which they are called; the first account has none of its own."""
    if who.id == COMMAND.id:
        return _("Perintah di komputer ini")
    return who.name or _("Pengelola")


def name_of(who: str, names: dict[str, str]) -> str:
    """The name of a staff id, as it is now."""
    if who == COMMAND.id:
        return _("Perintah di komputer ini")
    if who == OFFICER.id:
        return _("Pengelola")
    return names.get(who) or _("Petugas tak dikenal")
