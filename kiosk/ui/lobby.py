"""Before anybody is signed in: first start, sign-in, activation, guests, the officer's door."""

from __future__ import annotations

import functools
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, cast

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kiosk.desk.entrance import Entrance
from kiosk.learning.trouble import NotAllowed
from kiosk.office import demo
from kiosk.store import StoreTrouble
from kiosk.ui.display import Display
from kiosk.ui.refusals import refusal, trouble
from kiosk.ui.screens.signin import SignInScreen
from kiosk.ui.settings_card import display_card
from kiosk.ui.window import Refuses, Window, signals_of
from kiosk.ui.words import _

if TYPE_CHECKING:
    from kiosk.catalog.catalog import Catalog
    from kiosk.desk.desk import Desk
    from kiosk.house import House
    from kiosk.people.agency import Settings
    from kiosk.ui.courier import Courier
    from kiosk.ui.keeper import Keeper
    from kiosk.ui.officer import OfficerRoom
    from kiosk.ui.screens.activate import ActivateScreen


class Lobby(QObject):
    """Shows what stands before a desk; `entered` hands over the learner's desk."""

    entered = Signal(object)

    def __init__(
        self,
        window: Window,
        house: House,
        catalog: Catalog,
        keeper: Callable[[], Keeper],
        courier: Callable[[], Courier],
    ) -> None:
        super().__init__(window)
        self._window, self._house, self._catalog = window, house, catalog
        self._keeper, self._courier = keeper, courier
        self.office = house.office
        self.entrance: Entrance | None = None
        window.back_pressed.connect(self._back)
        self._here: Callable[[], None] | None = None
        self.open = True

    def drop(self) -> None:
        """Let go of the window for good."""
        self._window.back_pressed.disconnect(self._back)
        self.deleteLater()

    def start(self) -> None:
        """The first screen: set-up, or signing in."""
        self.open = True
        settings = self.office.settings()
        if settings is None:
            self.show_welcome()
        else:
            self._enter_house(settings)
            self.show_sign_in()

    def refresh(self) -> None:
        """The agency decided something else: show it, if nobody has begun to type."""
        if self.rests:
            self.start()

    @property
    def rests(self) -> bool:
        """Whether nobody is signed in or has begun to type."""
        shown = self._window.screen_shown
        waiting = isinstance(shown, SignInScreen) and not (shown.nip.value or shown.pin.value)
        return self.open and waiting and self._window.overlay is None

    def take_catalog(self, catalog: Catalog) -> None:
        """Other courses are here; whoever is signed in goes on with theirs."""
        self._catalog = catalog
        settings = self.office.settings()
        if settings is not None and self.entrance is not None:
            self._enter_house(settings)
            self.refresh()

    def _enter_house(self, settings: Settings) -> None:
        kiosk = self._house.kiosk(settings, self._catalog)
        self.entrance = Entrance(kiosk, demo.SAMPLES)
        if not self.entrance.view().demo:
            self.entrance = Entrance(kiosk)

    def show_welcome(self) -> None:
        """Choose: try, or set this kiosk up."""
        from kiosk.ui.screens.setup import SetupScreen

        self._here = self.show_welcome
        self._show(
            lambda: SetupScreen(self.office.draft(), self._window.theme),
            demo_wanted=self._take_demo,
            finished=self._take_settings,
            drafted=self._keep_draft,
            language_chosen=self._language,
            file_wanted=self._load_file,
        )

    def _keep_draft(self, draft: bytes) -> None:
        """A draft that could not be kept is still on the screen; saving it at the end tells."""
        with suppress(StoreTrouble):
            self.office.keep_draft(draft)

    def _take_demo(self) -> None:
        self._tried(self.office.set_up_demo, self.start)

    def _take_settings(self, settings: Settings, passphrase: str) -> None:
        def done() -> None:
            self._window.set_display(Display(language=settings.language))
            self.start()

        self._tried(lambda: self.office.set_up(settings, passphrase), done)

    def _load_file(self) -> None:
        self._officer_room().load_settings_file()

    def show_sign_in(self) -> None:
        """NIP and PIN."""
        entrance = self._door()
        self._here = self.show_sign_in
        self._show(
            lambda: SignInScreen(entrance.view(), self._window.theme),
            signed=self._sign_in,
            card_read=self._card,
            activation_wanted=self.show_activation,
            guest_wanted=self.show_guest,
            language_chosen=self._language,
            display_wanted=self._display,
            officer_wanted=self.ask_officer,
            check_wanted=self.show_check,
        )

    def _sign_in(self, nip: str, pin: str) -> None:
        self._try_enter(lambda: self._door().sign_in(nip, pin))

    def _card(self, text: str) -> None:
        """Say whose card it is; somebody without a PIN goes on to make one."""
        try:
            card = self._door().card(text)
        except NotAllowed as no:
            self._refuse(no)
            return
        if card.new and isinstance(self._window.screen_shown, SignInScreen):
            self.show_activation(text)
        cast("SignInScreen | ActivateScreen", self._window.screen_shown).show_card(card.name)

    def show_activation(self, nip: str) -> None:
        """The trainer's code, then a PIN of one's own."""
        from kiosk.ui.screens.activate import ActivateScreen

        entrance = self._door()
        self._here = functools.partial(self.show_activation, nip)
        self._show(
            lambda: ActivateScreen(nip, self._window.theme),
            card_read=self._card,
            code_given=self._check_code,
            activated=lambda n, code, pin: self._try_enter(lambda: entrance.activate(n, code, pin)),
            back_wanted=self.show_sign_in,
            display_wanted=self._display,
        )

    def _check_code(self, nip: str, code: str) -> None:
        try:
            self._door().check_code(nip, code)
        except NotAllowed as no:
            self._refuse(no)
        else:
            cast("ActivateScreen", self._window.screen_shown).accept_code()

    def show_guest(self) -> None:
        """Name and unit."""
        from kiosk.ui.screens.guest import GuestScreen

        entrance = self._door()
        self._here = self.show_guest
        self._show(
            lambda: GuestScreen(entrance.view(), self._window.theme),
            entered=lambda name, unit: self._try_enter(lambda: entrance.guest(name, unit)),
            back_wanted=self.show_sign_in,
            display_wanted=self._display,
        )

    def show_check(self) -> None:
        """Whether a certificate holds; imported now, since few starts lead there."""
        from kiosk.ui.verifying import Verifying

        self._here = self.show_check
        Verifying(self._window, self._house, self.show_sign_in).open(self._display)

    def ask_officer(self) -> None:
        """The officer's room, by passphrase."""
        self._officer_room().ask_passphrase()

    def _officer_room(self) -> OfficerRoom:
        """Imported now, since few starts lead there."""
        from kiosk.ui.officer import OfficerRoom

        return OfficerRoom(self._window, self._keeper(), self._courier(), self._catalog, self.start)

    def _door(self) -> Entrance:
        if self.entrance is None:
            raise NotAllowed("settings-wrong")
        return self.entrance

    def _show(self, make: Callable[[], QWidget], **handlers: Callable[..., object]) -> None:
        """Show a screen; it is made and connected anew when look or language change."""

        def build() -> QWidget:
            screen = make()
            signals_of(screen, **handlers)
            return screen

        self._window.show_screen(build)

    def _try_enter(self, enter: Callable[[], Desk]) -> None:
        try:
            desk = enter()
        except NotAllowed as no:
            self._refuse(no)
        except StoreTrouble as error:
            self._say(error)
        else:
            self.open = False
            self.entered.emit(desk)

    def _say(self, error: StoreTrouble) -> None:
        if error.code == "damaged":
            self._window.damage_found.emit()
        else:
            self._window.tell(_("Belum tersimpan"), trouble(error))

    def _refuse(self, no: NotAllowed) -> None:
        """Say it beside the field it belongs to, if it belongs to one."""
        if no.code == "view-only":
            self._window.tell(_("Belum dapat dilakukan"), refusal(no))
            return
        screen = cast("Refuses", self._window.screen_shown)
        field = no.code.split("-")[0]
        if no.code in ("learner-inactive", "not-active-yet"):
            field = "nip"
        if no.code == "pin-wait" and isinstance(screen, SignInScreen):
            screen.wait(int(no.facts["seconds"]))
        screen.refuse(field, refusal(no))

    def _tried(self, work: Callable[[], None], then: Callable[[], None]) -> None:
        try:
            work()
        except NotAllowed as no:
            self._window.tell(_("Belum selesai"), refusal(no))
        except StoreTrouble as error:
            self._say(error)
        else:
            then()

    def _language(self, language: str) -> None:
        self._window.set_display(msgspec.structs.replace(self._window.display, language=language))

    def _display(self) -> None:
        self._window.put_overlay(
            display_card(
                self._window,
                self._window.theme,
                self._window.display,
                self._window.set_display,
                officer=self.ask_officer,
            )
        )

    def _back(self) -> None:
        if self.open and self.office.settings() is not None and self._here != self.show_sign_in:
            self.show_sign_in()
