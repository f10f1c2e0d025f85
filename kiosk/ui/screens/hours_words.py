"""The two cards that explain the Kartu JP: the year's rule, and the cap of a day."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from kiosk.desk.views import Hours
from kiosk.learning.ledger import MINUTES_PER_HOUR
from kiosk.people.agency import Bound, HoursRule
from kiosk.people.nip import Kind
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, column, row
from kiosk.ui.widgets.painted import Ring
from kiosk.ui.widgets.text import picture, text
from kiosk.ui.words import _


def rule_card(hours: Hours, theme: Theme) -> Card:
    """The year's JP in a ring against the rule; a limit is shown as a limit, not as an aim."""
    rule = hours.rule
    if rule is None:
        words = text(_("Untuk tamu tidak ada aturan JP setahun."), "small")
        counted = text(_("{n} JP tercatat").format(n=hours.counted), "h2")
        return Card(counted, words, margin=theme.px(20), spacing=theme.px(6))
    if rule.bound is Bound.MOST:
        small = _("batas {n} JP").format(n=rule.hours)
        head = _("{n} JP diusulkan").format(n=hours.counted)
        until = _("pada {year}.").format(year=hours.year)
    else:
        small = _("dari {n} JP").format(n=rule.hours)
        left = rule.hours - hours.counted
        head = _("{n} JP lagi").format(n=left) if left > 0 else _("Sudah cukup")
        until = _("sampai 31 Desember {year}.").format(year=hours.year)
    ring = Ring(hours.counted / rule.hours, str(hours.counted), small, theme, size=104)
    about = column(
        text(head, "h2"), text(until, "muted"), text(_rule_words(rule), "small"), spacing=4
    )
    return Card(row(ring, about, spacing=theme.px(18)), margin=theme.px(20))


def _rule_words(rule: HoursRule) -> str:
    kind = {Kind.PNS: "PNS", Kind.PPPK: "PPPK"}.get(rule.kind, "")
    if rule.bound is Bound.MOST:
        form = _("{kind} paling banyak {n} JP setahun,\n{rule}.")
    else:
        form = _("{kind} paling sedikit {n} JP setahun,\n{rule}.")
    return form.format(kind=kind, n=rule.hours, rule=rule.rule)


def cap_card(cap: int, theme: Theme) -> Card:
    """Why not every minute counts."""
    why = _(
        "Penyelenggara menghitung e-learning paling banyak {n} JP per hari (rujukan PerLAN 10/2018,"
        " sebagaimana dikutip instansi). Sisanya tetap tercatat, tetapi tidak diusulkan."
    )
    hour = _("1 JP = {n} menit belajar.").format(n=MINUTES_PER_HOUR)
    head = row(
        picture("info", theme.jingga_teks, theme, 22),
        text(_("Mengapa ada batas harian?"), "h3"),
        spacing=10,
    )
    return Card(
        head,
        text(why.format(n=cap), "small"),
        _bar(cap, theme),
        text(hour, "tiny"),
        margin=theme.px(20),
        spacing=theme.px(8),
    )


def _bar(cap: int, theme: Theme) -> QWidget:
    """The cap as a filled length, and what lies above it as an outlined one."""
    made = QWidget()
    box = QHBoxLayout(made)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)
    form = _("{minutes} menit = {n} JP")
    full = text(form.format(minutes=cap * MINUTES_PER_HOUR, n=cap), "tiny", wrap=False)
    full.setStyleSheet(
        f"background: {theme.laut}; color: {theme.di_laut}; font-weight: 700;"
        f" border: 1px solid {theme.laut}; padding: {theme.px(3)}px {theme.px(10)}px;"
        " border-top-left-radius: 8px; border-bottom-left-radius: 8px;"
    )
    above = text(_("tercatat"), "tiny", wrap=False)
    above.setStyleSheet(
        f"background: {theme.jingga_tint}; color: {theme.jingga_teks}; font-weight: 700;"
        f" border: 1px solid {theme.jingga}; padding: {theme.px(3)}px {theme.px(10)}px;"
        " border-top-right-radius: 8px; border-bottom-right-radius: 8px;"
    )
    box.addWidget(full, 2)
    box.addWidget(above, 1)
    return made
