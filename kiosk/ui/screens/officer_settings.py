"""The kiosk's settings, changed by the officer: the form of the first set-up, all steps open."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from kiosk.people.agency import Settings
from kiosk.ui.screens.settings_form import SettingsForm
from kiosk.ui.screens.settings_words import step_words
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import row
from kiosk.ui.widgets.text import button, chip, text
from kiosk.ui.words import _


class SettingsPart(QWidget):
    """`drafted` tells each change, `saved` settings without faults; both carry Settings."""

    drafted = Signal(object)
    saved = Signal(object)

    def __init__(self, settings: Settings, step: int, said: str, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._theme = theme
        self.form = SettingsForm(settings, theme, with_passphrase=False)
        self._chips: list[QPushButton] = []
        self.note = text(said, "ok")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(14))
        box.addWidget(self._steps())
        box.addWidget(self.note)
        box.addWidget(self.form)
        box.addStretch(1)
        if not said:
            self.note.hide()
        self.form.changed.connect(self._changed)
        self.show_step(step)
        self.first_focus = self._chips[step]

    def _steps(self) -> QWidget:
        theme = self._theme
        for place in range(self.form.steps):
            made = chip(step_words()[place][0], f"settings-step-{place}", theme)
            made.setFixedHeight(theme.px(48))
            made.clicked.connect(lambda _on=False, step=place: self.show_step(step))
            self._chips.append(made)
        save = button(_("Simpan"), "settings-save", theme, role="primary", icon_left="check")
        save.clicked.connect(self._save)
        return row(*self._chips, None, save, spacing=theme.px(8))

    def show_step(self, step: int) -> None:
        """Show one step, from 0."""
        for place, made in enumerate(self._chips):
            made.setChecked(place == step)
        self.form.show_step(step)

    def _changed(self) -> None:
        self.note.hide()
        self.drafted.emit(self.form.settings())

    def _save(self) -> None:
        wrong = self.form.show_faults()
        if wrong is None:
            self.saved.emit(self.form.settings())
        else:
            self.show_step(wrong)
            self.form.show_faults()
