"""The door of the officer's room: who it is, and their passphrase."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QScroller, QVBoxLayout, QWidget

from kiosk.house import House
from kiosk.learning.trouble import NotAllowed
from kiosk.office import staff
from kiosk.people.role import Staff
from kiosk.store import StoreTrouble
from kiosk.ui.office_words import said
from kiosk.ui.staff_words import named, role_words
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.fields import Field
from kiosk.ui.widgets.layout import column, row
from kiosk.ui.widgets.overlay import Overlay
from kiosk.ui.widgets.text import button, text
from kiosk.ui.window import Window
from kiosk.ui.words import _

ROW, SEEN = 48, 4
"""Pixels of a name, and names seen at once."""


def ask(
    window: Window, house: House, entered: Callable[[Staff], None], left: Callable[[], None]
) -> None:
    """Ask until it is right or given up; what is wrong is said beside the field.

    Nothing is remembered from one time to the next: not who came last.
    """
    theme = window.theme
    people = tuple(each for each in staff.everyone(house.store) if each.active)
    who = _Who(people, theme)
    several = len(people) > 1
    title = _("Kata sandi Anda") if several else _("Kata sandi pengelola")
    field = Field(title, "passphrase", theme, secret=True)
    cancel = button(_("Batal"), "passphrase-cancel", theme)
    enter = button(_("Buka"), "passphrase-enter", theme, role="primary", icon_right="log-in")
    parts: list[QWidget] = [who] if several else []
    content = column(*parts, field, row(None, cancel, enter), spacing=theme.px(18))
    overlay = window.put_overlay(Overlay(window, _("Ruang pengelola"), theme, content))
    came: list[Staff] = []

    def try_it() -> None:
        typed = field.line.text()
        if not typed:
            field.set_error(_("Ketik kata sandi Anda."))
            return
        try:
            came.append(house.office.enter(typed, who.chosen.id))
        except (NotAllowed, StoreTrouble) as error:
            field.line.clear()
            field.set_error(said(error))
        else:
            overlay.close_with("open")

    cancel.clicked.connect(lambda: overlay.close_with("cancel"))
    enter.clicked.connect(try_it)
    field.line.returnPressed.connect(try_it)
    overlay.closed.connect(lambda name: entered(came[0]) if name == "open" else left())
    (who.list if several else field.line).setFocus()


class _Who(QWidget):
    """The names of those who may come in, the first account first."""

    def __init__(self, people: tuple[Staff, ...], theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._people = people
        self.list = made = QListWidget()
        made.setObjectName("passphrase-who")
        made.setAccessibleName(_("Siapa Anda?"))
        made.setFixedHeight(theme.px(ROW) * min(len(people), SEEN) + theme.px(12))
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        QScroller.grabGesture(made.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        for each in people:
            item = QListWidgetItem(f"{named(each)} · {role_words(each.role)}")
            item.setSizeHint(QSize(0, theme.px(ROW)))
            made.addItem(item)
        made.setCurrentRow(0)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(column(text(_("Siapa Anda?"), "label"), made, spacing=6))

    @property
    def chosen(self) -> Staff:
        """Whose name is marked."""
        return self._people[max(0, self.list.currentRow())]
