"""Erasing a person in two steps: what goes and what stays, then the word and the passphrase."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.catalog.catalog import Catalog
from kiosk.house import Clerk
from kiosk.learning.events import ResultKept
from kiosk.learning.trouble import NotAllowed
from kiosk.office.person import Erased, Kept, Stock
from kiosk.people.learner import Learner
from kiosk.store import StoreTrouble
from kiosk.ui.office_words import said
from kiosk.ui.officer_form import ask_form
from kiosk.ui.officer_steps import attempt
from kiosk.ui.widgets.fields import Field
from kiosk.ui.widgets.text import text
from kiosk.ui.window import Window
from kiosk.ui.words import _


class Erasing:
    """Asks twice, and for the passphrase of whoever is at work once more."""

    def __init__(self, window: Window, clerk: Clerk, catalog: Catalog) -> None:
        self._window, self._clerk, self._catalog = window, clerk, catalog

    def ask(self, learner: Learner, done: Callable[[str], None]) -> None:
        """Ask, erase, and tell `done` how it went."""
        courses = self._catalog.named()
        found = attempt(
            self._window,
            _("Belum terhapus"),
            lambda: self._clerk.rights.foresee(learner, courses),
        )
        if found is None:
            return
        parts = tuple(text(words) for words in _foretold(*found))
        head = text(_("{name}, {unit}").format(name=learner.name, unit=learner.unit), "lead")
        overlay = ask_form(
            self._window,
            _("Hapus data pribadi: langkah 1 dari 2"),
            (head, *parts),
            _("Lanjut"),
            lambda: "",
            tall=True,
        )
        overlay.closed.connect(
            lambda name: self._confirm(learner, done) if name == "done" else None
        )

    def _confirm(self, learner: Learner, done: Callable[[str], None]) -> None:
        theme, word = self._window.theme, _("HAPUS")
        about = _("Penghapusan tidak dapat dibatalkan. Ketik {word} dan kata sandi Anda.")
        typed = Field(_("Ketik {word}").format(word=word), "erase-word", theme)
        secret = Field(_("Kata sandi Anda"), "erase-passphrase", theme, secret=True)

        def do() -> str:
            if typed.value != word:
                typed.set_error(_("Ketik {word} dengan huruf besar.").format(word=word))
                return " "
            try:
                self._clerk.office.enter(secret.line.text(), self._clerk.who.id)
                erased = self._clerk.rights.erase(learner, self._catalog.named())
            except (NotAllowed, StoreTrouble) as error:
                return said(error)
            done(_told(erased))
            return ""

        ask_form(
            self._window,
            _("Hapus data pribadi: langkah 2 dari 2"),
            (text(about.format(word=word), "lead"), typed, secret),
            _("Hapus untuk selamanya"),
            do,
            role="danger",
        )


def _foretold(held: Stock, kept: tuple[Kept, ...]) -> tuple[str, ...]:
    results = sum(isinstance(each, ResultKept) for each in kept)
    goes = _(
        "Yang dihapus, di kios ini dan di semua cadangannya: nama, NIP, unit, pangkat, jabatan,"
        " PIN, dan {events} kejadian – di antaranya {attempts} uji dengan jawabannya, {notes}"
        " catatan, dan PDF {certificates} sertifikat."
    )
    stays = _(
        "Yang tetap: nilai {results} pelatihan dan {evaluations} penilaian sebagai angka tanpa"
        " nama; nomor, pelatihan, JP, tanggal, dan sidik berkas {certificates} sertifikat."
    )
    return (
        goes.format(
            events=held.events,
            attempts=held.attempts,
            notes=held.notes,
            certificates=held.certificates,
        ),
        stays.format(results=results, evaluations=held.evaluations, certificates=held.certificates),
        _(
            "Sebelum menghapus, periksa jadwal retensi arsip dan pengecualian Pasal 15, dan"
            " tawarkan salinan data kepada orangnya."
        ),
    )


def _told(erased: Erased) -> str:
    if erased.backups is None:
        return _(
            "Data dihapus dari kios, tetapi ada cadangan yang tidak dapat dibersihkan. Pasang"
            " kembali disk cadangan, lalu hapus sekali lagi."
        )
    return _(
        "Data dihapus dari kios dan dari cadangannya. Beri tahu orangnya (Pasal 45), dan hapus"
        " namanya dari berkas daftar peserta."
    )
