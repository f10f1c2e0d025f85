"""What is done with people on the list: put right, closed, opened, released, given cards."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import structs

from kiosk.house import Clerk
from kiosk.learning.trouble import NotAllowed
from kiosk.office.people import People
from kiosk.office.person import Correction
from kiosk.people.learner import Learner
from kiosk.people.nip import Kind
from kiosk.people.role import Act
from kiosk.ui.officer_cards import print_cards
from kiosk.ui.officer_pick import pick
from kiosk.ui.officer_steps import attempt
from kiosk.ui.refusals import refusal
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.fields import Field
from kiosk.ui.widgets.layout import column
from kiosk.ui.widgets.overlay import Overlay
from kiosk.ui.widgets.text import button
from kiosk.ui.window import Window
from kiosk.ui.words import _

SAVE = "person-save"
_WRONG = {"name-missing": "name", "unit-missing": "unit", "too-long": "name"}
"""Where a refusal is said; all others are about the NIP."""


class PeopleActs:
    """Acts on the roster by one of the staff; `changed` shows the list anew."""

    def __init__(self, window: Window, clerk: Clerk, changed: Callable[[], None]) -> None:
        self._window, self._clerk, self._changed = window, clerk, changed
        self._people = People(clerk.acts, clerk.house.store, lambda: clerk.today)

    def ask(self, learner_id: str) -> None:
        """What is to be done with a person, of what this role may."""
        learner = attempt(self._window, _("Belum selesai"), lambda: self._people.get(learner_id))
        if learner is None:
            return
        acts: dict[str, tuple[Act, str, Callable[[], object]]] = {
            "edit": (Act.EDIT_PERSON, _("Ubah data"), lambda: self._edit(learner)),
            "card": (Act.PRINT_CARDS, _("Kartu peserta"), lambda: self.cards((learner.id,))),
            "release": (Act.RELEASE_LOCK, _("Hapus waktu tunggu PIN"), lambda: self._free(learner)),
            "close": (
                Act.CLOSE_PERSON,
                _("Tutup akun") if learner.active else _("Buka akun lagi"),
                lambda: self._turn(learner),
            ),
        }
        may = {k: words for k, (act, words, _go) in acts.items() if self._clerk.acts.may(act)}
        pick(self._window, learner.name, may, lambda key: acts[key][2]())

    def ask_several(self, ids: tuple[str, ...]) -> None:
        """What is to be done with all of those marked, as one act."""
        acts: dict[str, tuple[Act, str, Callable[[], object]]] = {
            "move": (Act.EDIT_PERSON, _("Pindah unit kerja"), lambda: self._move(ids)),
            "card": (Act.PRINT_CARDS, _("Kartu peserta"), lambda: self.cards(ids)),
            "close": (
                Act.CLOSE_PERSON,
                _("Tutup akun"),
                lambda: self._done(lambda: self._people.close(ids)),
            ),
            "open": (
                Act.CLOSE_PERSON,
                _("Buka akun lagi"),
                lambda: self._done(lambda: self._people.open(ids)),
            ),
        }
        may = {k: words for k, (act, words, _go) in acts.items() if self._clerk.acts.may(act)}
        title = _("{n} peserta ditandai").format(n=len(ids))
        pick(self._window, title, may, lambda key: acts[key][2]())

    def _move(self, ids: tuple[str, ...]) -> None:
        theme = self._window.theme
        unit = Field(_("Unit kerja"), "move-unit", theme)
        buttons = (
            button(_("Batal"), "cancel", theme),
            button(_("Simpan"), SAVE, theme, role="primary"),
        )
        title = _("Pindah unit kerja")
        overlay = self._window.put_overlay(Overlay(self._window, title, theme, unit, buttons))
        unit.setFocus()

        def closed(answer: str) -> None:
            if answer == SAVE:
                self._done(lambda: self._people.move(ids, unit.value))

        overlay.closed.connect(closed)

    def _edit(
        self, learner: Learner, typed: Correction | None = None, no: NotAllowed | None = None
    ) -> None:
        """The form: what is known or was `typed`, and why it was refused beside its field."""
        theme = self._window.theme
        fields = _fields(learner, typed, theme)
        buttons = (
            button(_("Batal"), "cancel", theme),
            button(_("Simpan"), SAVE, theme, role="primary"),
        )
        form = column(*fields.values())
        overlay = self._window.put_overlay(
            Overlay(self._window, _("Ubah data"), theme, form, buttons, scroll=True)
        )
        if no is not None:
            wrong = fields[_WRONG.get(no.code, "nip" if "nip" in fields else "name")]
            wrong.set_error(refusal(no))
            wrong.setFocus()

        def closed(answer: str) -> None:
            if answer == SAVE:
                wanted = Correction(**{key: field.value for key, field in fields.items()})
                self._save(learner, wanted)

        overlay.closed.connect(closed)

    def _save(self, learner: Learner, wanted: Correction) -> None:
        changed = Correction(
            **{k: v for k, v in structs.asdict(wanted).items() if v != getattr(learner, k)}
        )
        refused: list[NotAllowed] = []

        def work() -> bool:
            try:
                self._people.edit(learner.id, changed)
            except NotAllowed as no:
                refused.append(no)
            return True

        if attempt(self._window, _("Belum tersimpan"), work) is None:
            return
        if refused:
            self._edit(learner, wanted, refused[0])
        else:
            self._changed()

    def _free(self, learner: Learner) -> None:
        ticks = self._clerk.house.rooms.ticks
        self._done(lambda: self._people.release(learner.id, ticks))

    def _turn(self, learner: Learner) -> None:
        turn = self._people.close if learner.active else self._people.open
        self._done(lambda: turn([learner.id]))

    def _done(self, work: Callable[[], object]) -> None:
        if attempt(self._window, _("Belum tersimpan"), lambda: (work(),)) is not None:
            self._changed()

    def cards(self, chosen: Sequence[str]) -> None:
        """Cards of these people, printed or saved."""
        people = attempt(
            self._window, _("Kartu belum dibuat"), lambda: [self._people.get(x) for x in chosen]
        )
        if people is not None:
            print_cards(self._window, self._clerk, people)


def _fields(learner: Learner, typed: Correction | None, theme: Theme) -> dict[str, Field]:
    """What may be put right; a guest has no NIP, rank or position."""
    words = {"name": _("Nama dan gelar"), "unit": _("Unit kerja")}
    if learner.kind is not Kind.GUEST:
        words |= {"nip": _("NIP"), "rank": _("Pangkat/golongan"), "position": _("Jabatan")}
    return {
        key: Field(label, f"person-{key}", theme, value=getattr(typed or learner, key) or "")
        for key, label in words.items()
    }
