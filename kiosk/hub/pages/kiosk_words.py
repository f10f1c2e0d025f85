"""Kiosks in words: what state, by which way, and what to do about what was put aside."""

from __future__ import annotations

from msgspec import Struct

from kiosk.hub.pages.kiosks import State
from kiosk.hub.pages.speech import _


class Shown(Struct, frozen=True):
    """A state as a chip: its tint, its icon, its word; and what to do, if anything."""

    tint: str
    icon: str
    word: str
    todo: str = ""


def state_words(state: State, days: int) -> Shown:
    """A kiosk's state; `days` since it was last heard of."""
    match state:
        case "revoked":
            return Shown("red", "circle-x", _("Dicabut"))
        case "twin":
            todo = _("Dua komputer meneruskan catatan yang sama. Buka karantina di bawah.")
            return Shown("red", "unlink", _("Kembar"), todo)
        case "never":
            todo = _("Sudah dipasangkan, tetapi belum pernah menyetor. Buka kios itu, lalu setor.")
            return Shown("orange", "clock", _("Belum pernah menyetor"), todo)
        case "silent":
            todo = _("Hubungi unitnya, atau kirim stik untuk mengambil catatannya.")
            return Shown("orange", "clock", _("{n} hari tanpa kabar").format(n=days), todo)
        case "gap":
            todo = _("Sebagian catatan di tengah belum sampai. Minta kios itu menyetor lagi.")
            return Shown("orange", "circle-alert", _("Ada yang belum sampai"), todo)
        case "good":
            return Shown("green", "circle-check", _("Tertib"))


def states() -> dict[State, str]:
    """For the filter."""
    return {
        "good": _("Tertib"),
        "silent": _("Tanpa kabar"),
        "never": _("Belum pernah menyetor"),
        "gap": _("Ada yang belum sampai"),
        "twin": _("Kembar"),
        "revoked": _("Dicabut"),
    }


def carrier_words() -> dict[str, str]:
    """The way by which records came."""
    return {"lan": _("Jaringan"), "stick": _("Stik USB"), "folder": _("Folder bersama"), "": ""}


class AsideWords(Struct, frozen=True):
    """Why something was put aside, and what an officer does about it."""

    what: str
    todo: str


def aside_words() -> dict[str, AsideWords]:
    """By `why`."""
    return {
        "twin": AsideWords(
            _("Paket dari kembaran: dua komputer meneruskan catatan yang sama."),
            _(
                "Cari komputer kedua: salinan disk atau cadangan yang dipulihkan di tempat lain."
                " Buka Dermaga di komputer itu; ia lalu memakai nomor baru dan menyetor lagi."
            ),
        ),
        "statement": AsideWords(
            _("Pernyataan yang nomornya sudah dipakai dengan isi lain."),
            _(
                "Catatan kios tetap diterima. Unduh pernyataan ini, bandingkan dengan yang"
                " tersimpan, dan tanyakan kepada pengirim yang memakai nomor itu lebih dahulu."
            ),
        ),
        "": AsideWords(
            _("Sesuatu yang tidak dapat diterima."), _("Unduh, lalu tanyakan kepada unitnya.")
        ),
    }
