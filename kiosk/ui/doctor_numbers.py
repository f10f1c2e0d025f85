"""The doctor's sentences about the numbers of certificates."""

from __future__ import annotations

from kiosk.people.agency import Settings
from kiosk.register.numbers import FEW, left
from kiosk.store import Store
from kiosk.ui.words import _


def number_sentences() -> dict[tuple[str, str], tuple[str, str]]:
    """By check and code: what was found, and what to do."""
    return {
        ("numbers", "none"): (_("Belum ada nomor yang diberikan."), ""),
        ("numbers", "code"): (
            _("Kode kios {kiosk} membedakan nomor kios ini dari kios lain."),
            "",
        ),
        ("numbers", "block"): (
            _("Blok nomor kios ini masih berisi {count} nomor untuk {year}."),
            "",
        ),
        ("numbers", "alone"): (
            _("Pola nomor tidak memuat {{kios}}, dan kios ini tidak mempunyai blok nomor."),
            "",
        ),
        ("numbers", "not-apart"): (
            _("Kios lain instansi Anda dapat memberi nomor sertifikat yang sama."),
            _("Isi blok nomor kios ini di Pengaturan, atau pakai {{kios}} dalam pola nomornya."),
        ),
        ("numbers", "few"): (few_left(), _("Minta blok baru, lalu tambahkan di Pengaturan.")),
        ("numbers", "used-up"): (used_up(), _("Tambahkan blok nomor di Pengaturan.")),
    }


def numbers_note(store: Store, settings: Settings | None, year: str) -> str:
    """What an officer should know of this kiosk's numbers; empty while there are enough."""
    count = None if settings is None else left(store, settings, year)
    if count is None or count > FEW:
        return ""
    words = few_left() if count else used_up()
    return f"{words.format(count=count, year=year)} {_('Tambahkan blok nomor di Pengaturan.')}"


def few_left() -> str:
    """That a block is nearly used up; `count` and `year` in braces."""
    return _("Blok nomor kios ini tinggal {count} nomor untuk {year}.")


def used_up() -> str:
    """That it is; `year` in braces."""
    return _("Blok nomor kios ini habis untuk {year}, jadi sertifikat tidak dapat terbit.")
