"""What an officer does with one certificate: look at it, let it out, revoke or replace it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QButtonGroup, QWidget

from kiosk.house import Clerk
from kiosk.learning.events import CertificateIssued, CertificatePrinted
from kiosk.learning.trouble import NotAllowed
from kiosk.people.nip import grouped
from kiosk.register.issue import Press
from kiosk.register.listing import Entry
from kiosk.register.paper import paper
from kiosk.register.prints import Print, ToPrint, printed, to_print
from kiosk.register.revoke import Change, changes
from kiosk.store.revoked import revoked_list
from kiosk.ui import sticks
from kiosk.ui.background import Background
from kiosk.ui.office_words import TROUBLES
from kiosk.ui.officer_bulk_print import OFFICER, Host
from kiosk.ui.officer_reason import ask_reason, told
from kiosk.ui.paper import Outgoing, Paper
from kiosk.ui.paper_overlay import paper_overlay
from kiosk.ui.register_words import (
    field_words,
    holder,
    refused,
    replace_reasons,
    revoke_reasons,
    value_words,
)
from kiosk.ui.screens.paper_panel import PaperPanel
from kiosk.ui.screens.preview import Preview
from kiosk.ui.widgets.layout import Card, column, row
from kiosk.ui.widgets.overlay import Overlay
from kiosk.ui.widgets.text import button, chip, text
from kiosk.ui.window import Window
from kiosk.ui.words import _

FRONT, BACK = 0, 1
Value = TypeVar("Value")


class Handling:
    """Certificates by their entries; `changed` is called after each change, with what to say."""

    def __init__(
        self,
        window: Window,
        background: Background,
        clerk: Clerk,
        changed: Callable[[str, str], None],
    ) -> None:
        """`changed(words, number)`: what was done, and whose row to choose then."""
        self._window, self._background = window, background
        self._clerk, self._house = clerk, clerk.house
        self._changed = changed

    def prints(self, entry: Entry) -> tuple[Print, ...]:
        """Its copies, oldest first; of one whose holder was erased none is left."""
        if not entry.learner:
            return ()
        return printed(self._house.store.events(entry.learner), entry.number)

    def look(self, entry: Entry) -> None:
        """Its pages, large."""
        pdf = self._tried(lambda: self._pdf(entry))
        if pdf is None:
            return
        if not pdf:
            self._window.tell(_("Lembarannya tidak ada di sini"), _elsewhere())
            return
        window, theme = self._window, self._window.theme
        name = _("Gambar sertifikat {number}").format(number=entry.number)
        stamp = _("DICABUT") if entry.revoked else ""
        shown = Preview(pdf, name, theme, stamp=stamp)
        chips = _turning(shown, window)
        room = window.height() - theme.px(262)
        shown.setFixedHeight(max(theme.px(200), room))
        width = round(min(window.width() - 48, max(theme.px(560), room * 1.45)) / theme.scale)
        close = button(_("Tutup"), "look-close", theme)
        made = column(shown, row(None, *chips, None), spacing=theme.px(8))
        window.put_overlay(
            Overlay(window, entry.number, theme, made, (close,), width=width, scroll=False)
        )

    def let_out(self, entry: Entry) -> None:
        """The dialog from which it goes to a printer or stick."""
        store, found = self._house.store, self._tried(lambda: self._sheet(entry))
        if found is None:
            return
        if not found.pdf:
            self._window.tell(_("Lembarannya tidak ada di sini"), _elsewhere())
            return

        def keep(where: str, seen: bool | None, job: str) -> None:  # noqa: FBT001 - Outgoing's form
            if not self._house.folder.view_only:
                event = CertificatePrinted(entry.number, where, seen, by=OFFICER, job=job)
                with store.writing():
                    if seen is None:
                        self._clerk.duties.hand_out((entry.learner,), where=where)
                    store.record(entry.learner, event)
                self._changed("", entry.number)

        outgoing = Outgoing(
            title=_("Sertifikat"),
            file=sticks.file_name(entry.number),
            refused=_("Sertifikat dicabut"),
            pdf=lambda: self._pdf(entry, out=True),
            sheet=lambda: self._sheet(entry),
            keep=keep,
            badge=self._issued(entry).badge,
        )
        about = f"{holder(entry)} · {entry.number}"
        asks = not self._house.folder.view_only
        panel = PaperPanel(about, self._window.theme, paper=found.paper, asks=asks)
        paper_overlay(self._window, _("Cetak atau simpan sertifikat"), panel)
        Paper(Host(self._window, self._background), outgoing, panel)

    def ask_revoke(self, entry: Entry) -> None:
        """Say what revoking means, and do it for a reason."""
        form = _(
            "Sertifikat {number} atas nama {name} tidak berlaku lagi di semua kios dan pada"
            " pemeriksaan, setelah kabar ini sampai. Nomornya tetap tercatat. Pencabutan tidak"
            " dapat ditarik kembali."
        )
        words = form.format(number=entry.number, name=holder(entry))

        def do(reason: str) -> str:
            duties = self._clerk.duties
            wrong = self._wrong(lambda: duties.revoke(entry.number, reason, self._today()))
            if not wrong:
                said = _("Sertifikat {number} sudah dicabut.").format(number=entry.number)
                self._changed(said, entry.number)
            return wrong

        title, yes = _("Cabut sertifikat?"), _("Cabut sertifikat")
        ask_reason(self._window, title, (told(words),), revoke_reasons(), yes, do)

    def ask_replace(self, entry: Entry) -> None:
        """Show what another would say otherwise, and issue it for a reason."""
        found = self._tried(lambda: changes(self._press(), entry.number))
        if found is None:
            return
        if not found and not entry.revoked:
            self._window.tell(_("Belum ada yang berubah"), refused(NotAllowed("nothing-changed")))
            return
        form = _(
            "Sertifikat baru terbit dengan nomor baru dan menunjuk ke {number}; yang lama dicabut."
            " Isinya menurut daftar peserta dan pengaturan sekarang:"
        )
        about = (told(form.format(number=entry.number)), _table(found, self._window))

        def do(reason: str) -> str:
            made: list[CertificateIssued] = []
            duties = self._clerk.duties
            wrong = self._wrong(
                lambda: made.append(duties.replace(self._press(), entry.number, reason))
            )
            if not wrong:
                words = _("Pengganti terbit dengan nomor {number}.").format(number=made[0].number)
                self._changed(words, made[0].number)
            return wrong

        title, yes = _("Ganti sertifikat?"), _("Terbitkan pengganti")
        ask_reason(self._window, title, about, replace_reasons(), yes, do)

    # What it stands on

    def _tried(self, work: Callable[[], Value]) -> Value | None:
        """What the work answers; None where it was refused, which is told."""
        answer: list[Value] = []
        if wrong := self._wrong(lambda: answer.append(work())):
            self._window.tell(_("Belum dapat dilakukan"), wrong)
            return None
        return answer[0]

    def _wrong(self, work: Callable[[], object]) -> str:
        """Why the work was refused; empty when it is done."""
        try:
            work()
        except TROUBLES as trouble:
            if getattr(trouble, "code", "") == "damaged":
                self._window.damage_found.emit()
            return refused(trouble)
        return ""

    def _issued(self, entry: Entry) -> CertificateIssued:
        found = [r.event for r in self._house.store.events(entry.learner)]
        for event in reversed(found):
            if isinstance(event, CertificateIssued) and event.number == entry.number:
                return event
        raise NotAllowed("no-certificate", number=entry.number)

    def _pdf(self, entry: Entry, *, out: bool = False) -> bytes:
        """Its bytes; to go out, it must not be void: that may have become known only now."""
        house = self._house
        gone = revoked_list(house.store).certificates.get(entry.number)
        if out and gone is not None:
            raise NotAllowed("certificate-revoked", number=entry.number, date=gone.date)
        issued, view_only = self._issued(entry), house.folder.view_only
        return paper(house.store, issued, self._fonts, view_only=view_only)

    def _sheet(self, entry: Entry) -> ToPrint:
        settings = self._house.office.settings()
        return to_print(
            self._pdf(entry, out=True),
            self._issued(entry),
            self.prints(entry),
            self._fonts,
            mark=settings is not None and settings.reprint_mark,
        )

    def _press(self) -> Press:
        settings = self._house.office.settings()
        if settings is None:
            raise NotAllowed("settings-wrong")
        return Press(self._house.store, settings, self._fonts, self._today())

    @property
    def _fonts(self) -> Path:
        return self._house.rooms.home / "resources" / "fonts"

    def _today(self) -> str:
        return self._house.rooms.day_of(self._house.rooms.now())


def _turning(shown: Preview, window: Window) -> tuple[QWidget, ...]:
    """Front and back of what is shown, where there is a back."""
    if shown.pages <= BACK:
        return ()
    group = QButtonGroup(shown)
    sides = (("look-front", _("Depan"), FRONT), ("look-back", _("Belakang"), BACK))
    chips = []
    for name, words, page in sides:
        made = chip(words, name, window.theme, on=page == FRONT)
        made.clicked.connect(lambda _on=False, page=page: shown.turn(page))
        group.addButton(made)
        chips.append(made)
    return tuple(chips)


def _table(found: tuple[Change, ...], window: Window) -> QWidget:
    """Old and new, one value below the other."""
    theme = window.theme
    parts: list[QWidget] = []
    for change in found:
        show = grouped if change.field.endswith("nip") else str
        before, after = (
            value_words(change.field, show(value)) for value in (change.before, change.after)
        )
        words = text(_("{old} → {new}").format(old=before, new=after), "strong")
        words.setObjectName(f"change-{change.field}")
        parts.append(column(text(field_words(change.field), "label"), words, spacing=0))
    if not parts:
        parts = [text(_("Tidak ada isi yang berubah, hanya nomor dan tanggalnya."))]
    return Card(*parts, role="sunken", margin=theme.px(14), spacing=theme.px(8))


def _elsewhere() -> str:
    return _(
        "Sertifikat ini terbit di kios lain dan lembarannya tidak dapat dibuat sama di sini. Buka"
        " di kios itu."
    )
