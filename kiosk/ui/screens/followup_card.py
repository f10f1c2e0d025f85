"""Home's card for the evaluation three months after a training."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.desk.views import HomeView
from kiosk.ui import facts
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, row
from kiosk.ui.widgets.text import button, picture, text
from kiosk.ui.words import _

if TYPE_CHECKING:
    from kiosk.ui.screens.home import HomeScreen

Policy = QSizePolicy.Policy


def follow_up_cards(home: HomeScreen, view: HomeView, theme: Theme) -> list[QWidget]:
    """A card for each course that is due; without any, nothing."""
    return [
        _card(home, course.id, facts.title(course), n, theme)
        for n, course in enumerate(view.follow_ups)
    ]


def _card(home: HomeScreen, course: str, title: str, n: int, theme: Theme) -> QWidget:
    form = _("Evaluasi 3 bulan: apa yang Anda pakai dari pelatihan {course}? ± 2 menit.")
    said = text(form.format(course=title))
    said.setSizePolicy(Policy.Expanding, said.sizePolicy().verticalPolicy())
    fill = button(_("Isi evaluasi"), f"follow-up-{n}", theme, small=True)
    fill.setAccessibleName(_("Isi evaluasi 3 bulan: {course}").format(course=title))
    fill.clicked.connect(lambda: home.follow_up_wanted.emit(course))
    line = row(picture("calendar-days", theme.jingga_teks, theme), said, fill)
    return Card(line, role="callout-orange", margin=theme.px(12))
