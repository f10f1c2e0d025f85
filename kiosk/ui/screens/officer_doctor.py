"""The doctor's findings: a line for each check, with what to do where something is not right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.office.finding import Finding
from kiosk.ui.doctor_words import check_words, finding_words
from kiosk.ui.screens.officer_printer import PrinterCard
from kiosk.ui.screens.sheet import Sheet
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, clear, column, row, signed
from kiosk.ui.widgets.text import button, line, picture, text
from kiosk.ui.words import _

DAMAGES = ("integrity", "chain", "checkpoints", "rows", "projections")
"""Checks whose bad findings mending puts right."""
ORDER = ("bad", "look", "unknown", "good")


class DoctorPart(Sheet):
    """`examine_wanted` asks to look again, `mend_wanted` to mend what is damaged."""

    examine_wanted = Signal()
    mend_wanted = Signal()

    def __init__(self, theme: Theme, *, may_mend: bool = True) -> None:
        super().__init__(spacing=theme.px(14))
        self._theme, self._may_mend = theme, may_mend
        self.again = button(_("Periksa lagi"), "doctor-again", theme, icon_left="shield-check")
        self.again.clicked.connect(self.examine_wanted.emit)
        self.mend = button(
            _("Pulihkan catatan"), "doctor-mend", theme, role="primary", icon_left="history"
        )
        self.mend.clicked.connect(self.mend_wanted.emit)
        self._said = text("", "lead")
        self._found = QVBoxLayout()
        self._found.setContentsMargins(0, 0, 0, 0)
        title = text(_("Pemeriksaan"), "title", wrap=False)
        self.box.addWidget(row(title, None, self.mend, self.again))
        self.box.addWidget(self._said)
        self.box.addLayout(self._found)
        self.printers = PrinterCard(theme)
        self.box.addWidget(self.printers)
        self.box.addStretch(1)

    def show_findings(self, findings: tuple[Finding, ...], said: str, *, busy: bool) -> None:
        """What was found; `said` stands above it."""
        clear(self._found)
        self._said.setText(said)
        self.again.setEnabled(not busy)
        damaged = any(f.state == "bad" and f.check in DAMAGES for f in findings)
        self.mend.setVisible(self._may_mend and damaged and not busy)
        if not findings:
            return
        parts: list[QWidget] = []
        for finding in sorted(findings, key=lambda f: ORDER.index(f.state)):
            parts += [line(), self._line(finding)]
        margin, spacing = self._theme.px(20), self._theme.px(12)
        self._found.addWidget(Card(*parts[1:], margin=margin, spacing=spacing))

    def _line(self, finding: Finding) -> QWidget:
        theme = self._theme
        drawn, colour = {
            "good": ("circle-check", theme.hijau),
            "look": ("triangle-alert", theme.jingga_teks),
            "bad": ("circle-x", theme.merah),
            "unknown": ("circle-help", theme.tinta2),
        }[finding.state]
        found, next_step = finding_words(finding)
        name = check_words(finding.check)
        words = text(found)
        words.setAccessibleName(f"{name}: {_states()[finding.state]}. {found} {next_step}")
        parts: list[QWidget] = [text(name, "strong"), words]
        if next_step:
            parts.append(text(next_step, "warn"))
        return signed(picture(drawn, colour, theme, 22), column(*parts, spacing=2))


def _states() -> dict[str, str]:
    return {
        "good": _("baik"),
        "look": _("perlu dilihat"),
        "bad": _("ada masalah"),
        "unknown": _("belum diketahui"),
    }
