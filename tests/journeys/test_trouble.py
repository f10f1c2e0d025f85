from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

import main
from kiosk.learning.question import ChoiceQuestion
from kiosk.office.demo import PASSPHRASE
from kiosk.store import StoreTrouble
from kiosk.ui import tour_steps
from kiosk.ui.driver import Driver
from kiosk.ui.program import last_resort

from .conftest import sign_in


def words_on(hands: Driver) -> str:
    return "\n".join(x.text() for x in hands.window.findChildren(QLabel) if x.isVisible())


def start_pre_test(hands: Driver) -> None:
    sign_in(hands)
    hands.press("resume")
    hands.press("action")
    hands.wait_for("QuizScreen")


def answer_here(hands: Driver, *, right: bool = True) -> None:
    view = vars(hands.window.screen_shown)["_view"]
    tour_steps.give(hands, view.question, right=right)
    hands.screen_flush()


def one_choice(hands: Driver) -> bool:
    """Whether the question shown takes another answer, and so another record, at each tap."""
    asked = vars(hands.window.screen_shown)["_view"].question.asked
    return isinstance(asked, ChoiceQuestion) and not asked.several


def test_a_full_disk_while_answering_is_said_and_nothing_kept_is_lost(hands: Driver) -> None:
    start_pre_test(hands)
    answer_here(hands)
    hands.press("action")
    while not one_choice(hands):
        hands.press("action")
    database = hands.house.store._db
    pages = database.execute("pragma page_count").fetchone()[0]
    database.execute(f"pragma max_page_count = {pages}")
    before = hands.house.store.count
    full = False
    for n in range(400):
        answer_here(hands, right=n % 2 == 0)
        if hands.maybe("overlay-ok") is not None:
            full = True
            break
    assert full, (before, hands.house.store.count, hands.screen, words_on(hands))
    assert "Disk komputer penuh" in words_on(hands)
    kept = hands.house.store.count
    assert hands.house.store.damages() == ()
    hands.press("overlay-ok")
    assert hands.screen == "QuizScreen"
    database.execute("pragma max_page_count = 1073741823")
    answer_here(hands, right=False)
    assert hands.house.store.count > kept >= before
    assert "Tersimpan" in words_on(hands)


def test_a_broken_course_folder_is_told_to_the_officer_and_keeps_no_other_course_out(
    data: Path, request: pytest.FixtureRequest
) -> None:
    broken = data / "content" / "rusak"
    broken.mkdir(parents=True)
    (broken / "course.toml").write_text('id = "rusak"\ntitle = \n', encoding="utf-8")
    hands: Driver = request.getfixturevalue("hands")
    hands.press("officer")
    hands.type("passphrase", PASSPHRASE)
    hands.press("passphrase-enter")
    hands.press("part-courses")
    shown = words_on(hands)
    assert "rusak" in shown
    assert "course.toml" in shown
    hands.press("officer-done")
    sign_in(hands)
    assert hands.maybe("course-pelayanan-prima") is not None


def test_a_second_instance_is_refused_by_name(hands: Driver, data: Path) -> None:
    assert hands.screen == "SignInScreen"
    with pytest.raises(StoreTrouble) as refused, main.rooms().house(data):
        pass
    assert refused.value.code == "second-instance"


def test_a_fault_of_ours_brings_the_first_screen_and_a_report_without_names(
    hands: Driver, data: Path
) -> None:
    sign_in(hands)
    hook = last_resort(hands.program, data)
    try:
        int("198704122011012008 Peserta Contoh 1")
    except ValueError as error:
        hook(ValueError, error, error.__traceback__)
    assert hands.screen == "SignInScreen"
    assert "Semua yang sudah tersimpan aman" in words_on(hands)
    (report,) = data.glob("reports/*.txt")
    written = report.read_text(encoding="utf-8")
    assert "ValueError" in written
    assert "19870412" not in written
    assert "Peserta" not in written


def test_without_a_printer_the_certificate_says_what_to_do_and_loses_nothing(
    hands: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    sign_in(hands)
    hands.press("course-pelayanan-prima")
    hands.press("action")
    tour_steps.pre_test(hands)
    tour_steps.lessons(hands)
    hands.press("action")
    hands.press("action")
    tour_steps.answer_all(hands, right=lambda _n: True, pictures={})
    tour_steps.hand_in(hands)
    hands.press("action")
    tour_steps.evaluation(hands)
    hands.until(lambda: "Belum ada" in words_on(hands), "no word about the printer")
    hands.press("action")
    hands.press("history")
    hands.press("tab-certificates")
    assert "800.1.4/CONTOH-01.0001/BKPSDM" in words_on(hands)


def test_the_samples_can_be_removed_and_the_kiosk_set_up_in_earnest(hands: Driver) -> None:
    sign_in(hands)
    hands.press("leave")
    device = hands.house.store.device
    hands.press("officer")
    hands.type("passphrase", PASSPHRASE)
    hands.press("passphrase-enter")
    hands.press("part-kiosk")
    hands.press("kiosk-end-demo")
    hands.press("overlay-yes")
    hands.wait_for("SetupScreen")
    assert hands.house.office.settings() is None
    assert hands.house.office.people() == ()
    (gone,) = hands.house.store.acts()  # all that is left: that they were removed
    assert (hands.house.store.count, gone.event.act) == (1, "end-demo")  # type: ignore[union-attr]
    assert hands.house.store.device != device
