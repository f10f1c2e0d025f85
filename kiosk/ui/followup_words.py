"""The evaluation three months after a training, in words."""

from __future__ import annotations

from kiosk.learning.followup import By, State
from kiosk.ui.words import _


def item_words(item: str, of: str = By.PARTICIPANT) -> str:
    """An item as the participant or their superior is asked."""
    if of == By.SUPERIOR:
        return {
            "applied": _("Peserta memakai materi pelatihan dalam pekerjaannya"),
            "able": _("Peserta lebih mampu mengerjakan tugasnya"),
            "support": _("Saya dan rekan mendukung peserta menerapkannya"),
            "means": _("Sarana dan aturan kantor memungkinkan penerapannya"),
            "service": _("Layanan atau hasil kerja unit menjadi lebih baik"),
        }[item]
    return {
        "applied": _("Saya memakai materi pelatihan dalam pekerjaan"),
        "able": _("Saya lebih mampu mengerjakan tugas"),
        "support": _("Atasan dan rekan mendukung saya menerapkannya"),
        "means": _("Sarana dan aturan kantor memungkinkan penerapannya"),
        "service": _("Layanan atau hasil kerja unit menjadi lebih baik"),
    }[item]


def scale() -> tuple[str, str, str, str]:
    """How far an item is true, from least to most."""
    return _("Tidak"), _("Sedikit"), _("Banyak"), _("Penuh")


def of_words(of: str) -> str:
    """Whose answers."""
    return _("Atasan") if of == By.SUPERIOR else _("Peserta")


def state_words(state: State) -> str:
    """Where an evaluation stands."""
    return {
        State.EARLY: _("Belum waktunya"),
        State.DUE: _("Waktunya diisi"),
        State.LATE: _("Terlambat"),
        State.GIVEN: _("Sudah diisi"),
        State.OVER: _("Tidak ditagih lagi"),
    }[state]
