"""Dialogs of the training day: how to help somebody, attendance, and the end of the day."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from kiosk.office.day import Look
from kiosk.office.day_help import Given, Help
from kiosk.office.day_row import Row, State
from kiosk.people.cohort import Presence
from kiosk.ui.ask_lines import solution
from kiosk.ui.cohort_words import day_words, state_words, where_words
from kiosk.ui.flow import flow
from kiosk.ui.office_words import TROUBLES, said
from kiosk.ui.screens.cohort_day import presence_chips
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.fields import Field
from kiosk.ui.widgets.layout import column, row
from kiosk.ui.widgets.overlay import Overlay
from kiosk.ui.widgets.text import button, picture, text
from kiosk.ui.window import Window
from kiosk.ui.words import _, clock_of

Mark = Callable[[Presence | None, str], None]


def tell_help(window: Window, learner: Row, known: Help) -> None:
    """What to look at before going there."""
    theme = window.theme
    kiosk = learner.kiosk or _("kios lain")
    place = " · ".join((kiosk, where_words(learner), state_words(learner)))
    parts: list[QWidget] = [text(place, "lead"), text(_advice(learner), "strong")]
    if known.lesson:
        parts.append(_about(_("Pelajaran"), (known.lesson,)))
    if known.question:
        parts.append(_about(_("Soal"), (known.question,)))
    if known.given:
        parts.append(column(text(_("Jawaban terakhir"), "label"), *_answers(known.given, theme)))
    if known.asked is not None and not known.tested:
        parts.append(_about(_("Jawaban yang benar, untuk Anda"), solution(known.asked)))
    if known.hints:
        parts.append(_about(_("Petunjuk untuk pelatih"), known.hints))
    close = button(_("Tutup"), "help-close", theme, role="primary")
    content = column(*parts, spacing=theme.px(12))
    window.put_overlay(
        Overlay(window, learner.name, theme, content, (close,), width=680, scroll=len(parts) > 4)
    )


def _about(label: str, lines: tuple[str, ...]) -> QWidget:
    return column(text(label, "label"), *(text(words, "body") for words in lines), spacing=2)


def _answers(given: tuple[Given, ...], theme: Theme) -> list[QWidget]:
    made = []
    for each in given:
        drawn, colour = ("circle-check", theme.hijau) if each.right else ("circle-x", theme.merah)
        words = f"{clock_of(each.at)} · {each.answer}"
        made.append(row(picture(drawn, colour, theme, 18), text(words), spacing=theme.px(8)))
    return made


def _advice(learner: Row) -> str:
    match learner.state:
        case State.WRONG:
            return _(
                "Minta peserta menceritakan cara berpikirnya, lalu baca bersama bagian pelajaran"
                " yang mengajarkan soal ini."
            )
        case State.NO_ATTEMPTS:
            return _(
                "Semua kesempatan uji sudah dipakai. Tambah kesempatan di isian kelas bila peserta"
                " boleh mencoba lagi."
            )
        case State.IDLE:
            return _(
                "Tidak ada kegiatan di kios. Lihat apakah peserta masih di tempat, atau komputernya"
                " berhenti."
            )
        case _:
            return _("Tanyakan apa yang diperlukan peserta.")


def ask_attendance(window: Window, learner: Row, day: str, mark: Mark) -> None:
    """A trainer's word on a day, with its reason; what is refused is said beside the field."""
    theme, known = window.theme, learner.attended
    chips = presence_chips(known.state, theme)
    reason = Field(_("Alasan"), "presence-reason", theme, value=known.reason)
    reason.line.setMaxLength(200)
    save = button(_("Simpan"), "presence-save", theme, role="primary", icon_left="check")
    cancel = button(_("Batal"), "presence-cancel", theme)
    back = button(_("Cabut keterangan"), "presence-back", theme)
    back.setVisible(known.marked)
    parts = (
        text(day_words(day), "small"),
        text(_came(learner), "body"),
        flow(*chips.values(), gap=theme.px(8)),
        reason,
        row(back, None, cancel, save, spacing=theme.px(10)),
    )
    overlay = Overlay(window, learner.name, theme, column(*parts, spacing=theme.px(12)))
    window.put_overlay(overlay)

    def take(state: Presence | None) -> None:
        try:
            mark(state, reason.value)
        except TROUBLES as error:
            reason.set_error(said(error))
            reason.setFocus()
        else:
            overlay.close_with("saved")

    def chosen() -> Presence:
        return next(state for state, made in chips.items() if made.isChecked())

    save.clicked.connect(lambda: take(chosen()))
    reason.line.returnPressed.connect(lambda: take(chosen()))
    back.clicked.connect(partial(take, None))
    cancel.clicked.connect(lambda: overlay.close_with("cancel"))
    chips[known.state].setFocus()


def _came(learner: Row) -> str:
    came = learner.attended.came
    if not came:
        return _("Tidak ada waktu masuk di kios pada hari ini.")
    return _("Masuk di kios pukul {time}.").format(time=clock_of(came))


def tell_end(window: Window, look: Look, close: Callable[[], None] | None) -> None:
    """What is still open at the end of the day, and on the last day the way to close the class."""
    theme = window.theme
    lines = _open_things(look, theme) or [("circle-check", theme.hijau, _("Semua sudah beres."))]
    parts = [
        row(picture(drawn, colour, theme, 20), text(words, "body"), spacing=theme.px(10))
        for drawn, colour, words in lines
    ]
    stay = button(_("Kembali"), "end-back", theme, role="secondary" if close else "primary")
    buttons = [stay]
    last = not [day for day in look.cohort.days if day > look.day]
    if close is not None and last and not look.cohort.closed:
        buttons.append(button(_("Tutup kelas"), "end-close", theme, role="primary"))
        parts.append(
            text(_("Ini hari terakhir. Kelas yang ditutup tidak mengikat peserta lagi."), "small")
        )
    form = _("Hadir {n} dari {m}, lulus {k}.")
    said_ = form.format(n=look.present, m=len(look.rows), k=look.finished)
    content = column(text(said_, "lead"), *parts, spacing=theme.px(10))
    title = _("Selesai hari ini")
    overlay = window.put_overlay(Overlay(window, title, theme, content, tuple(buttons)))
    if close is not None:
        overlay.closed.connect(lambda name: close() if name == "end-close" else None)


def _open_things(look: Look, theme: Theme) -> list[tuple[str, str, str]]:
    """What somebody should still look after, with its icon."""
    testing = sum(each.seen.testing for each in look.rows)
    silent = sum(not each.attended.marked for each in look.absent)
    unprinted, working = len(look.to_print), look.working
    counted = (
        (silent, "users", _("{n} peserta tidak hadir tanpa keterangan.")),
        (testing, "timer", _("{n} uji masih berjalan. Peserta melanjutkannya saat masuk lagi.")),
        (working, "circle-dot", _("{n} peserta belum selesai belajar.")),
        (unprinted, "printer", _("{n} sertifikat belum dicetak.")),
    )
    return [(drawn, theme.jingga_teks, form.format(n=n)) for n, drawn, form in counted if n]
