"""The officer's door and room: passphrase, people, settings, courses, and the ways out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from kiosk.catalog.catalog import Catalog
from kiosk.learning.trouble import NotAllowed
from kiosk.office.faults import SettingsFault
from kiosk.office.happened import read as read_happened
from kiosk.office.happened import unseen
from kiosk.office.settings_file import read_settings
from kiosk.people.agency import Settings
from kiosk.store import StoreTrouble
from kiosk.ui.copies_words import failed_words
from kiosk.ui.courier import Courier
from kiosk.ui.display import Display
from kiosk.ui.doctor_numbers import numbers_note
from kiosk.ui.files import choose_file
from kiosk.ui.keeper import Keeper
from kiosk.ui.notice import office_words
from kiosk.ui.office_words import said, settings_fault
from kiosk.ui.officer_certificates import CertificatesRoom
from kiosk.ui.officer_clock import clock_card
from kiosk.ui.officer_copies import CopiesRoom
from kiosk.ui.officer_doctor import DoctorRoom
from kiosk.ui.officer_people import PeopleRoom
from kiosk.ui.officer_steps import attempt, read
from kiosk.ui.officer_sync import SyncRoom
from kiosk.ui.screens.officer import OfficerScreen
from kiosk.ui.screens.officer_happened import HappenedCard
from kiosk.ui.screens.officer_kiosk import CoursesPart, KioskPart
from kiosk.ui.screens.officer_settings import SettingsPart
from kiosk.ui.settings_card import display_card
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.fields import Field
from kiosk.ui.widgets.layout import column, row
from kiosk.ui.widgets.overlay import Overlay
from kiosk.ui.widgets.text import button, text
from kiosk.ui.window import Window, signals_of
from kiosk.ui.words import _

LARGEST = 1_000_000


class OfficerRoom(QObject):
    """What the officer does at this kiosk; `leave` shows the lobby again."""

    def __init__(
        self,
        window: Window,
        keeper: Keeper,
        courier: Courier,
        catalog: Catalog,
        leave: Callable[[], None],
    ) -> None:
        super().__init__(window)
        house = keeper.house
        self._window, self._keeper, self._house, self._catalog = window, keeper, house, catalog
        self._office, self._leave = house.office, leave
        self._at, self._said = "people", ""
        self._draft: Settings | None = None
        self.people = PeopleRoom(window, house, self._show)
        self.copies, self.doctor = CopiesRoom(window, keeper), DoctorRoom(window, keeper)
        self.sync = SyncRoom(window, courier)
        self.certificates = CertificatesRoom(
            window, keeper, catalog, self.sync.decided_fields, self._show
        )

    def ask_passphrase(self) -> None:
        """Ask until it is right or given up; what is wrong is said beside the field."""
        theme = self._window.theme
        field = Field(_("Kata sandi pengelola"), "passphrase", theme, secret=True)
        cancel = button(_("Batal"), "passphrase-cancel", theme)
        enter = button(_("Buka"), "passphrase-enter", theme, role="primary", icon_right="log-in")
        content = column(field, row(None, cancel, enter), spacing=theme.px(18))
        overlay = self._window.put_overlay(
            Overlay(self._window, _("Ruang pengelola"), theme, content)
        )
        cancel.clicked.connect(lambda: overlay.close_with("cancel"))
        enter.clicked.connect(lambda: self._try(field, overlay))
        field.line.returnPressed.connect(lambda: self._try(field, overlay))
        overlay.closed.connect(lambda name: self._enter() if name == "open" else self.deleteLater())
        field.line.setFocus()

    def _try(self, field: Field, overlay: Overlay) -> None:
        typed = field.line.text()
        if not typed:
            field.set_error(_("Ketik kata sandi pengelola."))
            return
        try:
            self._office.enter(typed)
        except (NotAllowed, StoreTrouble) as error:
            field.line.clear()
            field.set_error(said(error))
        else:
            overlay.close_with("open")

    def _enter(self) -> None:
        self._window.idle.gone.connect(self._go)
        self._window.back_pressed.connect(self._esc)
        self._window.cleared.connect(self.drop)
        self._show()

    def _esc(self) -> None:
        """Esc is one step back; in the list of people it is the way out."""
        if self._at == "people" and not self.people.at_list:
            self.people.close_codes()
        else:
            self.done()

    def done(self) -> None:
        """Leave the room; what nobody saved is asked about first."""
        self._when_saved(self._go)

    def _when_saved(self, then: Callable[[], None]) -> None:
        """Go on at once, or once the officer has said that unsaved work may go."""
        if self._draft is None or self._draft == self._office.settings():
            self.people.when_saved(then)
            return
        words = _("Perubahan pengaturan hilang bila Anda tidak menyimpannya.")
        asked = self._window.ask(
            _("Pengaturan belum disimpan"), words, _("Buang perubahan"), _("Kembali")
        )
        asked.closed.connect(lambda name: then() if name == "overlay-yes" else None)

    def _go(self) -> None:
        self.drop()
        self._leave()

    def drop(self) -> None:
        """Let go of the window."""
        self._window.idle.stop()
        self._window.idle.gone.disconnect(self._go)
        self._window.back_pressed.disconnect(self._esc)
        self._window.cleared.disconnect(self.drop)
        if self._window.overlay is not None:
            self._window.overlay.close_with("left")
        self.certificates.template.keep()
        for room in (self.people, self.copies, self.doctor, self.sync, self.certificates, self):
            room.deleteLater()

    def _show(self) -> None:
        settings = self._office.settings()
        self._window.idle.start((settings.idle_minutes if settings else 10) * 60)
        self._window.show_screen(self._screen)

    def _screen(self) -> QWidget:
        settings, theme = self._office.settings(), self._window.theme
        city, short = (settings.city, settings.short) if settings else ("", "")
        screen = OfficerScreen(self._at, city, short, self._part(theme), theme, note=self._note())
        signals_of(screen, part_wanted=self.go, display_wanted=self._display, done=self.done)
        return screen

    def _part(self, theme: Theme) -> QWidget:
        if self._at == "courses":
            faults = self._office.course_faults(self._catalog)
            return CoursesPart(self._catalog.courses(), faults, theme)
        if self._at == "settings":
            return self._settings_part(theme)
        if self._at == "certificates":
            return self.certificates.part()
        if self._at == "copies":
            return self.copies.part()
        if self._at == "doctor":
            return self.doctor.part()
        if self._at == "sync":
            return self.sync.part()
        if self._at == "kiosk":
            return self._kiosk_part(theme)
        return self.people.part()

    def _kiosk_part(self, theme: Theme) -> QWidget:
        settings, happened = self._office.settings(), unseen(self._house.store)
        card = HappenedCard(happened, theme) if happened else None
        if card is not None:
            card.read.connect(self._read)
        clock = clock_card(self._window, self._house, self._show)
        demo = settings is not None and settings.demo
        part = KioskPart(card, self._facts(), clock, theme, demo=demo)
        signals_of(
            part,
            window_wanted=self._leave_full_screen,
            close_wanted=self._ask_close,
            end_demo_wanted=self._ask_end_demo,
        )
        return part

    def _note(self) -> str:
        """What the officer should know in whatever part they are."""
        if self._at != "kiosk" and unseen(self._house.store):
            return _("Ada kabar tentang catatan di komputer ini. Bacalah di bagian Kios.")
        if self._at != "copies":
            failed = self._keeper.failed.items()
            told = next((failed_words(place, each) for place, each in failed), "")
            if told:
                return told
        rooms = self._house.rooms
        year = rooms.day_of(rooms.now())[:4]
        if numbers := numbers_note(self._house.store, self._office.settings(), year):
            return numbers
        if self._at == "settings" and (decided := self.sync.decided()):
            return decided
        return "" if self._at == "sync" else self.sync.note()

    def _read(self) -> None:
        def done() -> bool:
            read_happened(self._house.store)
            return True

        if attempt(self._window, _("Belum tersimpan"), done):
            self._show()

    def go(self, part: str) -> None:
        """Another part of the room; the same one again starts it anew."""

        def then() -> None:
            for room in (self.people, self.copies, self.doctor, self.sync, self.certificates):
                room.reset()
            self._at, self._said, self._draft = part, "", None
            self._show()

        self._when_saved(then)

    def _display(self) -> None:
        window = self._window
        window.put_overlay(display_card(window, window.theme, window.display, window.set_display))

    def _settings_part(self, theme: Theme) -> QWidget:
        settings = self._draft or self._office.settings()
        if settings is None:
            raise NotAllowed("settings-wrong")
        shown = getattr(self._window.screen_shown, "part", None)
        step = shown.form.step if isinstance(shown, SettingsPart) else 0
        part = SettingsPart(settings, step, self._said, theme)
        part.form.several = self._office.paired
        signals_of(part, drafted=self._keep, saved=self._change)
        return part

    def _keep(self, draft: Settings) -> None:
        self._draft, self._said = draft, ""

    def _change(self, settings: Settings) -> None:
        def change() -> bool:
            self._office.change(settings)
            return True

        if attempt(self._window, _("Pengaturan belum disimpan"), change):
            self._draft, self._said = None, _("Pengaturan tersimpan.")
            self._show()

    def _facts(self) -> tuple[tuple[str, str], ...]:
        settings = self._office.settings()
        name = f"{settings.kiosk_code} · {settings.kiosk_name}" if settings else ""
        return (
            (_("Kios ini"), name),
            (_("Map data"), str(self._house.folder.path)),
            self._disk(),
            (_("Catatan yang tersimpan"), str(self._house.store.count)),
            (_("Peserta"), str(len(self._office.people()))),
        )

    def _disk(self) -> tuple[str, str]:
        folder = self._house.folder
        if folder.view_only:
            words = _(
                "Tidak dapat ditulis, jadi tidak ada yang tersimpan. Periksa disk dan izin map"
                " data, lalu buka Dermaga lagi."
            )
            return _("Disk"), words
        return _("Sisa tempat di disk"), office_words(folder.room(), folder.free())

    def _leave_full_screen(self) -> None:
        self._window.may_close = True
        self._window.showNormal()

    def _ask_close(self) -> None:
        words = _("Kios tidak dapat dipakai sampai Dermaga dibuka lagi.")
        asked = self._window.ask(_("Tutup Dermaga?"), words, _("Tutup Dermaga"), _("Batal"))
        asked.closed.connect(lambda name: self._close() if name == "overlay-yes" else None)

    def _ask_end_demo(self) -> None:
        words = _("Peserta contoh, hasil belajar, dan sertifikat contoh dihapus dari komputer ini.")
        asked = self._window.ask(_("Hapus data contoh?"), words, _("Hapus"), _("Batal"))
        asked.closed.connect(lambda name: self._end_demo() if name == "overlay-yes" else None)

    def _end_demo(self) -> None:
        def ended() -> bool:
            self._office.end_demo()
            self.sync.end_demo()
            return True

        if attempt(self._window, _("Belum terhapus"), ended):
            self._go()

    def _close(self) -> None:
        self._window.may_close = True
        self._window.close()

    def load_settings_file(self) -> None:
        """First start: set the kiosk up from a kiosk.toml on a stick."""
        choose_file(self._window, self._window.theme, (".toml",), self.take_settings)

    def take_settings(self, file: Path) -> None:
        """Set the kiosk up from a file, or say line by line what is wrong with it."""
        title = _("Kios belum disiapkan")

        def found() -> tuple[Settings, str] | tuple[SettingsFault, ...]:
            return read_settings(read(file, LARGEST).decode("utf-8-sig"))

        answer = attempt(self._window, title, found)
        if answer is None:
            return
        faults = [part for part in answer if isinstance(part, SettingsFault)]
        if faults:
            self._tell_faults(file.name, faults)
            return
        settings, passphrase = cast("tuple[Settings, str]", answer)

        def set_up() -> bool:
            self._office.set_up(settings, passphrase)
            return True

        if attempt(self._window, title, set_up):
            self._window.set_display(Display(language=settings.language))
            self.deleteLater()
            self._leave()

    def _tell_faults(self, name: str, faults: list[SettingsFault]) -> None:
        theme = self._window.theme
        parts: list[QWidget] = [text(_("Perbaiki baris ini di {file}:").format(file=name), "lead")]
        for fault in sorted(faults, key=lambda f: f.line):
            line = _("Baris {n}").format(n=fault.line)
            parts.append(column(text(line, "label"), text(settings_fault(fault)), spacing=2))
        ok = button(_("Mengerti"), "overlay-ok", theme, role="primary")
        content, title = column(*parts, spacing=theme.px(12)), _("Kios belum disiapkan")
        many = len(faults) > 3
        overlay = Overlay(self._window, title, theme, content, (ok,), width=680, scroll=many)
        for scroll in overlay.findChildren(QWidget, "overlay-scroll"):
            scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._window.put_overlay(overlay)
