"""Syncing at this kiosk: what the officer sees of the courier, pairs with, and has to decide."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from msgspec import structs
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kiosk.house import Clerk
from kiosk.learning.trouble import NotAllowed
from kiosk.office.duties import Side
from kiosk.office.sync import Differing, Hub, SyncView
from kiosk.office.sync_ca import MOST, SUFFIXES
from kiosk.office.sync_ways import as_url
from kiosk.people.role import Act
from kiosk.store import StoreTrouble
from kiosk.sync.pairing import Pairing
from kiosk.ui.courier import Courier, paired
from kiosk.ui.files import choose_file, choose_folder
from kiosk.ui.introduction import ask_on, find_hubs, pair_at
from kiosk.ui.officer_steps import attempt, read
from kiosk.ui.screens.officer_sync import SyncPart
from kiosk.ui.screens.porch import TouchKeys
from kiosk.ui.sync_words import decided_words, trouble_words
from kiosk.ui.widgets.fields import Field
from kiosk.ui.widgets.layout import column
from kiosk.ui.widgets.overlay import Overlay
from kiosk.ui.widgets.text import button
from kiosk.ui.window import Window, signals_of
from kiosk.ui.words import _


class SyncRoom(QObject):
    """The part "Sinkronisasi". The courier goes on whether somebody looks or not."""

    def __init__(self, window: Window, courier: Courier, clerk: Clerk) -> None:
        super().__init__(window)
        self._window, self._courier, self._clerk = window, courier, clerk
        self._part: SyncPart | None = None
        self._hubs: tuple[Hub, ...] = ()
        self._looking = self._busy = self._looked = False
        self._asked, self._trouble = 0, ""
        courier.changed.connect(self._show)

    def part(self) -> QWidget:
        """What is shown now."""
        part = SyncPart(self._window.theme, may_pair=self._clerk.acts.may(Act.PAIR))
        part.destroyed.connect(partial(self._gone, part))
        self._connect(part)
        self._part = part
        if self._courier.errands.pairing is None and not self._looked:
            self._look()
        self._show()
        return part

    def _connect(self, part: SyncPart) -> None:
        signals_of(
            part,
            go_wanted=self._go,
            stop_wanted=self._courier.halt,
            address_wanted=self._ask_address,
            authority_wanted=self._choose_authority,
            folder_wanted=self._choose_folder,
            forget_wanted=partial(self._lead, folder=""),
            unpair_wanted=self._ask_unpair,
        )
        signals_of(
            part.pairing,
            pair_wanted=self._pair,
            look_wanted=self._look,
            authority_wanted=self._choose_authority,
            ask_wanted=self._ask_on_stick,
            offer_taken=self._take_offer,
        )
        signals_of(
            part.decisions,
            settle_wanted=self._settle,
            all_wanted=self._settle_all,
            accept_wanted=self._accept,
        )

    def _go(self) -> None:
        def gone() -> bool:
            self._clerk.duties.sync(self._courier.go)
            return True

        attempt(self._window, _("Belum disinkronkan"), gone)

    def _accept(self) -> None:
        def gone() -> bool:
            self._clerk.duties.pair(lambda: self._courier.go(accept_expired=True), why="expired")
            return True

        attempt(self._window, _("Belum disinkronkan"), gone)

    def _gone(self, part: SyncPart, _qt: object = None) -> None:
        if self._part is part:
            self._part = None

    def reset(self) -> None:
        """As on entering."""
        self._trouble, self._looked = "", False
        if self._courier.running is None:
            self._courier.ended = None

    def note(self) -> str:
        """What the officer should know in whatever part they are; empty if nothing."""
        lasting = ("unpaired", "revoked", "twin", "foreign", "forged", "newer")
        ended = [road.last for road in self._courier.roads.values() if road.last]
        wrong = [last for last in ended if last.trouble in lasting]
        if wrong:
            form = _("Sinkronisasi: {words}")
            return form.format(words=trouble_words(wrong[0].trouble))
        if self._courier.errands.pairing and self._courier.errands.word.conflicts():
            return _("Ada data profil yang berbeda dengan instansi. Pilih di Sinkronisasi.")
        return ""

    def decided(self) -> str:
        """Which settings are the agency's, for whoever changes them."""
        return decided_words(self.decided_fields())

    def decided_fields(self) -> frozenset[str]:
        """The settings that are the agency's, none without one."""
        errands = self._courier.errands
        return errands.word.decided() if errands.pairing else frozenset()

    def _show(self) -> None:
        if self._part is None:
            return
        try:
            view = self._view()
        except StoreTrouble as trouble:
            if trouble.code == "damaged":
                self._window.damage_found.emit()
            return  # what is shown stays until the store can tell again
        self._part.show_view(view)

    def _view(self) -> SyncView:
        word, courier = self._courier.errands.word, self._courier
        answer = next((seen.answer for seen in courier.seen if seen.answer), None)
        people = courier.house.store.roster
        differing = tuple(
            Differing(c.learner, name.name if name else "", c.field, c.here, c.agency)
            for c in word.conflicts()
            for name in (people.by_id(c.learner),)
        )
        return structs.replace(
            courier.view(),
            differing=differing,
            refused=len(word.refused()),
            hubs=self._hubs,
            looking=self._looking,
            asked=self._asked,
            offered=paired(answer),
            busy=self._busy,
            trouble=self._trouble,
        )

    # Pairing

    def _look(self) -> None:
        """See which hubs are in the room."""
        if not self._looking:
            self._looking = self._looked = True
            self._courier.search.run(find_hubs, self._found, lambda _error: self._found(()))
            self._show()

    def _found(self, hubs: tuple[Hub, ...]) -> None:
        self._hubs, self._looking = hubs, False
        self._show()

    def _pair(self, address: str, code: str) -> None:
        label = self._label()
        self._do(pair_at(self._courier.errands, address, code, label), self._paired)

    def _label(self) -> str:
        settings = self._clerk.office.settings()
        return f"{settings.kiosk_code} · {settings.kiosk_name}" if settings else ""

    def _do(self, work: Callable[[], Pairing | int], then: Callable[[Pairing | int], None]) -> None:
        """Something that takes as long as a wire or a stick does."""
        self._busy, self._trouble = True, ""

        def done(value: Pairing | int) -> None:
            self._busy = False
            then(value)
            self._show()

        def failed(error: Exception) -> None:
            self._busy, self._trouble = False, str(getattr(error, "code", "unknown"))
            if not hasattr(error, "code"):
                self._courier.faulty.emit(error)
            self._show()

        self._courier.scout.run(work, done, failed)
        self._show()

    def _paired(self, pairing: Pairing | int) -> None:
        if isinstance(pairing, int):
            return

        def keep() -> bool:
            self._clerk.duties.pair(lambda: self._courier.errands.pair(pairing))
            return True

        if attempt(self._window, _("Belum dipasangkan"), keep):
            self._asked = 0
            self._courier.paired_anew()
            self._courier.go()

    def _ask_on_stick(self) -> None:
        stick = next((seen.stick for seen in self._courier.seen), None)
        if stick is None:
            self._trouble = "no-stick"
            self._show()
            return
        work = ask_on(stick.path, self._courier.errands, self._label())
        self._do(work, self._has_asked)

    def _has_asked(self, at: Pairing | int) -> None:
        self._asked = at if isinstance(at, int) else 0

    def _take_offer(self) -> None:
        answer = next((seen.answer for seen in self._courier.seen if seen.answer), None)
        if answer is not None:
            self._paired(answer)
            self._show()

    def _ask_unpair(self) -> None:
        words = _(
            "Catatan yang menunggu tetap tersimpan di komputer ini, tetapi tidak dikirim lagi."
            " Untuk berpasangan lagi diperlukan kode baru dari instansi."
        )
        asked = self._window.ask(
            _("Lepaskan pasangan dengan instansi?"), words, _("Lepaskan"), _("Batal")
        )
        asked.closed.connect(lambda name: self._unpair() if name == "overlay-yes" else None)

    def _unpair(self) -> None:
        def forget() -> bool:
            self._clerk.duties.pair(self._courier.unpair, why="unpair")
            return True

        if attempt(self._window, _("Belum dilepaskan"), forget):
            self._look()

    def end_demo(self) -> None:
        """The samples are gone, and with them the device that was paired. Raises StoreTrouble."""
        self._courier.unpair()

    # Where to

    def _ask_address(self) -> None:
        """Another address of the same agency's hub; a round with another's is refused."""
        theme, pairing = self._window.theme, self._courier.errands.pairing
        hint = _("Seperti http://192.168.1.20:8080. Kosongkan bila tidak ada hub.")
        field = Field(
            _("Alamat hub"), "hub-address", theme, hint=hint, value=pairing.url if pairing else ""
        )
        keys = TouchKeys(theme, field.line)
        cancel = button(_("Batal"), "hub-cancel", theme)
        keep = button(_("Simpan"), "hub-keep", theme, role="primary", icon_right="check")
        overlay = self._window.put_overlay(
            Overlay(
                self._window, _("Alamat hub"), theme, column(field, keys), (cancel, keep), width=680
            )
        )
        field.line.returnPressed.connect(lambda: overlay.close_with("hub-keep"))
        overlay.closed.connect(
            lambda name: self._take_address(field.value) if name == "hub-keep" else None
        )
        field.line.setFocus()

    def _take_address(self, typed: str) -> None:
        self._lead(url=as_url(typed) if typed else "")
        self._courier.look()

    def _choose_authority(self) -> None:
        choose_file(self._window, self._window.theme, SUFFIXES, self._take_authority)

    def _take_authority(self, file: Path) -> None:
        title = _("Sertifikat belum dipakai")
        raw = attempt(self._window, title, partial(read, file, MOST))
        if raw is None:
            return

        def keep() -> bool:
            self._clerk.duties.pair(lambda: self._courier.errands.believe(raw), why="believe")
            return True

        if attempt(self._window, title, keep):
            words = _(
                "Mulai sekarang kios ini hanya percaya pada hub dengan sertifikat itu. Pakai alamat"
                " hub yang diawali https://."
            )
            self._window.tell(_("Sertifikat hub tersimpan"), words)
            self._courier.paired_anew()

    def _choose_folder(self) -> None:
        choose_folder(self._window, self._window.theme, self._take_folder)

    def _take_folder(self, folder: Path) -> None:
        self._lead(folder=str(folder))
        self._courier.look()

    def _lead(self, *, url: str | None = None, folder: str | None = None) -> None:
        def keep() -> bool:
            errands = self._courier.errands
            self._clerk.duties.pair(lambda: errands.lead(url=url, folder=folder), why="lead")
            return True

        if attempt(self._window, _("Belum tersimpan"), keep):
            self._courier.paired_anew()

    # What is to be decided

    def _settle(self, learner: str, field: str, keep: str) -> None:
        office = self._courier.errands.word
        for conflict in office.conflicts():
            if (conflict.learner, conflict.field) == (learner, field):
                side: Side = "here" if keep == "here" else "agency"
                self._decided(partial(self._clerk.duties.settle, office, conflict, side))
        self._show()

    def _settle_all(self, keep: str) -> None:
        side: Side = "here" if keep == "here" else "agency"
        self._decided(partial(self._clerk.duties.settle_all, self._courier.errands.word, side))
        self._show()

    def _decided(self, settle: Callable[[], None]) -> None:
        try:
            settle()
        except NotAllowed as no:
            taken = _("NIP itu sudah dipakai peserta lain. Betulkan dahulu data peserta itu.")
            gone = _("Perbedaan ini sudah tidak ada lagi.")
            self._window.tell(_("Belum dipilih"), taken if no.code == "nip-taken" else gone)
        except StoreTrouble as trouble:
            attempt(self._window, _("Belum tersimpan"), partial(_again, trouble))


def _again(trouble: StoreTrouble) -> None:
    raise trouble
