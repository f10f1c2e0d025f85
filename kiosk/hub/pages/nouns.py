"""The names of the parts, as they stand in the menu and above the pages."""

from __future__ import annotations

from kiosk.hub.pages.speech import _


def nouns() -> dict[str, str]:
    """By path. The space at an end asks the catalogue for the plural, which Indonesian has not."""
    return {
        "/": _("Ringkasan"),
        "/kios": _("Kios ").strip(),
        "/peserta": _("Peserta"),
        "/sertifikat": _("Sertifikat ").strip(),
        "/laporan": _("Laporan"),
        "/paket": _("Paket"),
    }
