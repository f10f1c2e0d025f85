"""The window over a file that is damaged while it is open, or that is to be an older one again."""

from __future__ import annotations

import sqlite3
import time
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from kiosk.desk.places import AtEvaluation
from kiosk.learning.events import AnswerGiven, Healed, LifeBegan, SignedIn, SignedOut
from kiosk.office.demo import LEARNERS, PASSPHRASE, SETTINGS
from kiosk.store import StoreTrouble
from kiosk.ui import keeper, program, tour_steps
from kiosk.ui.driver import Driver, TourFailed
from kiosk.ui.program import last_resort
from tests.desk.learning_on import COURSE, read_all, take

from .conftest import sign_in
from .test_keyboard import tab_to

SITI = LEARNERS[0].id


@pytest.fixture(autouse=True)
def no_check_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test says itself when the file is looked through."""
    assert program.KEEP_AFTER == 2000
    monkeypatch.setattr(program, "KEEP_AFTER", 100_000)


def words_on(hands: Driver) -> str:
    return "\n".join(x.text() for x in hands.window.findChildren(QLabel) if x.isVisible())


def answer(hands: Driver, count: int) -> None:
    """So many answers in the first test, each on a question of its own."""
    sign_in(hands)
    hands.press("resume")
    hands.press("action")
    hands.wait_for("QuizScreen")
    for _ in range(count):
        answer_here(hands)
        hands.press("action")


def answer_here(hands: Driver) -> None:
    view = vars(hands.window.screen_shown)["_view"]
    tour_steps.give(hands, view.question, right=True)
    hands.screen_flush()


def damage(data: Path, *statements: str) -> None:
    """Another program writes into the file."""
    db = sqlite3.connect(data / "dermaga.sqlite", isolation_level=None)
    for statement in statements:
        db.execute(statement)
    db.close()


def answers(hands: Driver) -> int:
    return sum(isinstance(r.event, AnswerGiven) for r in hands.house.store.events(SITI))


def mended(hands: Driver) -> float:
    """Wait until the sign-in screen says what happened; answers the seconds it took."""
    began = time.perf_counter()
    hands.until(lambda: hands.screen == "SignInScreen", f"still {hands.screen}")
    took = time.perf_counter() - began
    hands.until(lambda: hands.maybe("overlay-ok") is not None, "nothing is said")
    return took


def sign_in_again(hands: Driver) -> None:
    hands.press("overlay-ok")
    hands.press("sample-1")
    hands.press("sign-in")


def enter_office(hands: Driver) -> None:
    hands.press("officer")
    hands.type("passphrase", PASSPHRASE)
    hands.press("passphrase-enter")
    hands.wait_for("OfficerScreen")


def test_a_damage_found_while_somebody_answers_is_mended_and_they_are_back_at_their_question(
    hands: Driver, data: Path
) -> None:
    answer(hands, 3)
    kept, device = answers(hands), hands.house.store.device
    damage(data, "update event set at = at + 1 where kind = 'signed-in'")
    hands.program.keeper().start()
    hands.until(lambda: hands.screen == "WaitScreen", f"still {hands.screen}")
    assert mended(hands) < 3
    assert "sempat rusak dan sudah dipulihkan sampai" in words_on(hands)
    assert "Bila pekerjaan terakhir Anda tidak tampak" in words_on(hands)
    assert hands.house.store.device != device
    assert hands.house.store.damages() == ()
    assert isinstance(hands.house.store.events(SITI)[-1].event, SignedOut)
    sign_in_again(hands)
    hands.wait_for("QuizScreen")
    view = vars(hands.window.screen_shown)["_view"]
    assert view.index == 3
    assert sum(view.answered) == 3
    assert answers(hands) == kept


def test_each_opening_is_followed_by_a_check_of_the_whole_file(
    hands: Driver, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands.house.store.record(SITI, *[SignedIn()] * 150)
    damage(data, "update event set at = at + 1 where seq = 2")
    monkeypatch.setattr(program, "KEEP_AFTER", 20)
    before = hands.program
    before.reopen(None)
    hands.until(lambda: hands.program is not before, "not opened again")
    hands.until(lambda: hands.screen == "WaitScreen", "nothing was found")
    mended(hands)
    assert "sempat rusak" in words_on(hands)


def test_what_is_half_typed_is_kept_when_the_file_is_mended(hands: Driver, data: Path) -> None:
    answer(hands, 1)
    while "typed" not in hands.names("typed"):
        hands.press("action")
    hands.type("typed", "lain")
    damage(data, "update event set at = at + 1 where kind = 'signed-in'")
    hands.program.keeper().start()
    mended(hands)
    sign_in_again(hands)
    hands.wait_for("QuizScreen")
    assert vars(hands.window.screen_shown)["_view"].answer.text == "lain"


def test_another_learner_does_not_come_to_the_place_of_the_one_before(
    hands: Driver, data: Path
) -> None:
    answer(hands, 1)
    damage(data, "update event set at = at + 1 where kind = 'signed-in'")
    hands.program.keeper().start()
    mended(hands)
    hands.press("overlay-ok")
    hands.press("sample-2")
    hands.press("sign-in")
    hands.wait_for("HomeScreen")
    assert hands.window.overlay is None


def test_a_wish_that_meets_the_damage_has_it_mended(hands: Driver, data: Path) -> None:
    answer(hands, 2)
    damage(
        data,
        "update event set body = x'00' where kind = 'answer-given' and seq < 6",
        "delete from event where kind = 'signed-in'",
    )
    with suppress(TourFailed):  # of several taps, the first one meets it
        answer_here(hands)
    mended(hands)
    assert "sempat rusak" in words_on(hands)


def ready_for_the_certificate(hands: Driver) -> None:
    sign_in(hands)
    journey = hands.program.journey
    assert journey is not None
    read_all(journey.desk)
    take(journey.desk, "post")
    journey.go(AtEvaluation(COURSE))
    hands.settle()


def test_a_damage_met_at_the_certificate_is_mended_and_the_certificate_given_then(
    hands: Driver, data: Path
) -> None:
    ready_for_the_certificate(hands)
    hands.program.keeper().start()
    hands.rest(1)
    damage(data, "update event set at = at + 1 where kind = 'signed-in'")
    with pytest.raises(TourFailed):
        tour_steps.evaluation(hands)
    mended(hands)
    assert "sempat rusak" in words_on(hands)
    assert hands.house.store.certificates() == ()
    sign_in_again(hands)
    tour_steps.evaluation(hands)
    assert [issued.course for _, issued in hands.house.store.certificates()] == [COURSE]


def test_a_certificate_is_copied_soon_after_it_was_given(
    hands: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "SOON", 50)
    ready_for_the_certificate(hands)
    tour_steps.evaluation(hands)
    copies = hands.house.copies
    hands.until(lambda: bool(copies.kept()), "no copy was made")
    assert [copy.reason for copy in copies.kept()] == ["certificate"]


def test_a_learner_is_not_told_of_a_copy_that_failed(hands: Driver) -> None:
    hands.house.office.change(
        msgspec.structs.replace(SETTINGS, backup_folder=str(hands.wanted.out / "away"))
    )
    sign_in(hands)
    hands.program.keeper().copy("time")
    hands.until(lambda: "second" in hands.program.keeper().failed, "nothing failed")
    assert hands.window.overlay is None
    assert hands.screen == "HomeScreen"
    hands.press("leave")
    enter_office(hands)
    assert "Tempat kedua tidak ditemukan" in words_on(hands)


def test_what_no_screen_expects_is_mended_too(hands: Driver, data: Path) -> None:
    sign_in(hands)
    hook = last_resort(hands.program, data)
    error = StoreTrouble("damaged")
    hook(StoreTrouble, error, None)
    mended(hands)
    assert list(data.glob("reports/*")) == []
    assert any(isinstance(r.event, Healed) for r in hands.house.store.happenings())


def test_a_disk_that_spoils_what_is_mended_sends_nobody_away_for_ever(hands: Driver) -> None:
    sign_in(hands)
    for _ in range(3):
        assert hands.program.mend(("chain",))
        mended(hands)
    hands.press("overlay-ok")
    assert not hands.program.mend(("chain",))
    assert hands.screen == "SignInScreen"


def test_the_message_comes_once_a_start_until_an_officer_has_read_of_it(hands: Driver) -> None:
    hands.program.mend(("chain",))
    mended(hands)
    hands.press("overlay-ok")
    sign_in(hands)
    hands.press("leave")
    hands.wait_for("SignInScreen")
    hands.rest(0.1)
    assert hands.maybe("overlay-ok") is None
    enter_office(hands)
    assert "Bacalah di bagian Kios." in words_on(hands)
    hands.press("part-kiosk")
    assert "Catatan rusak dan dipulihkan pada" in words_on(hands)
    assert "Perangkat lama" in words_on(hands)
    hands.press("happened-read")
    hands.settle()
    assert "Catatan rusak" not in words_on(hands)
    hands.press("officer-done")
    assert_nothing_is_said_at_the_next_start(hands)


def assert_nothing_is_said_at_the_next_start(hands: Driver) -> None:
    before = hands.program
    before.reopen(None)
    hands.until(lambda: hands.program is not before, "not opened again")
    hands.rest(0.1)
    assert hands.screen == "SignInScreen"
    assert hands.maybe("overlay-ok") is None


def test_after_a_fault_of_ours_nobody_comes_back_to_the_learners_screens(
    hands: Driver, data: Path
) -> None:
    answer(hands, 1)
    try:
        int("x")
    except ValueError as error:
        last_resort(hands.program, data)(ValueError, error, error.__traceback__)
    hands.press("overlay-ok")
    hands.key(Qt.Key.Key_Escape)
    assert hands.screen == "SignInScreen"


def test_a_copy_is_made_and_brought_back_in_the_officers_room(hands: Driver) -> None:
    answer(hands, 2)
    kept = answers(hands)
    hands.press("leave")
    hands.press("overlay-yes")
    enter_office(hands)
    hands.press("part-kiosk")
    hands.press("tab-copies")
    hands.press("copies-make")
    hands.until(lambda: "sudah ada di cadangan" in words_on(hands), "no copy was made")
    then = hands.house.store.count
    hands.press("officer-done")
    sign_in(hands)
    hands.press("resume")
    hands.wait_for("QuizScreen")
    answer_here(hands)
    hands.press("leave")
    hands.press("overlay-yes")
    assert answers(hands) > kept
    device = hands.house.store.device
    enter_office(hands)
    hands.press("part-kiosk")
    hands.press("tab-copies")
    hands.until(lambda: "1 cadangan." in words_on(hands), "no list")
    hands.find("copies-table").selectRow(0)  # type: ignore[attr-defined]
    hands.press("copies-restore")
    hands.until(lambda: hands.maybe("overlay-yes") is not None, "nothing is asked")
    assert f"tidak tampak lagi: {hands.house.store.count - then}." in words_on(hands)
    hands.press("overlay-yes")
    mended(hands)
    assert "Kios ini kembali ke keadaan" in words_on(hands)
    assert answers(hands) == kept
    assert hands.house.store.device != device
    lives = [r.event for r in hands.house.store.happenings() if isinstance(r.event, LifeBegan)]
    assert [life.reason for life in lives] == ["restored"]
    hands.press("overlay-ok")
    enter_office(hands)
    hands.press("part-kiosk")
    hands.press("tab-copies")
    hands.until(lambda: "3 cadangan." in words_on(hands), "the state before was not kept")
    assert "Sebelum pemulihan" in table_words(hands)
    hands.press("part-kiosk")
    assert "Berkas lama dipasang kembali" in words_on(hands)
    hands.press("officer-done")
    assert_nothing_is_said_at_the_next_start(hands)


def table_words(hands: Driver) -> str:
    model = hands.find("copies-table").model()  # type: ignore[attr-defined]
    return "\n".join(str(model.index(n, 1).data()) for n in range(model.rowCount()))


def test_copies_and_check_up_are_used_by_keyboard_alone(hands: Driver) -> None:
    enter_office(hands)
    for name in ("part-kiosk", "tab-copies"):
        tab_to(hands, name)
        hands.key(Qt.Key.Key_Return)
    assert focused(hands) == "copies-make"
    hands.key(Qt.Key.Key_Return)
    hands.until(lambda: "1 cadangan." in words_on(hands), "no copy was made")
    tab_to(hands, "copies-table")
    hands.key(Qt.Key.Key_Down)
    tab_to(hands, "copies-restore")
    hands.key(Qt.Key.Key_Return)
    hands.until(lambda: hands.maybe("overlay-yes") is not None, "nothing is asked")
    assert "Tidak ada catatan sesudah itu." in words_on(hands)
    hands.key(Qt.Key.Key_Escape)
    for name in ("second-choose", "tab-doctor"):
        tab_to(hands, name)
    hands.key(Qt.Key.Key_Return)
    assert focused(hands) == "officer-scroll"
    hands.until(lambda: "Perlu dilihat:" in words_on(hands), "nothing was found")
    bar = hands.find("officer-scroll").verticalScrollBar()  # type: ignore[attr-defined]
    for _ in range(20):
        hands.key(Qt.Key.Key_PageDown)
    assert bar.value() == bar.maximum() > 0
    tab_to(hands, "doctor-again")
    hands.key(Qt.Key.Key_Escape)
    hands.wait_for("SignInScreen")


def focused(hands: Driver) -> str:
    widget = hands.window.focusWidget()
    return widget.objectName() if widget is not None else ""


def test_the_check_up_finds_the_damage_and_has_it_mended(hands: Driver, data: Path) -> None:
    sign_in(hands)
    hands.press("leave")
    damage(data, "update event set at = at + 1 where kind = 'signed-in'")
    enter_office(hands)
    hands.press("part-kiosk")
    hands.press("tab-doctor")
    hands.until(lambda: hands.maybe("doctor-mend") is not None, "no damage is found")
    told = "Catatan yang berubah atau hilang: 1"
    hands.until(lambda: told in words_on(hands), "the damage is not counted")
    hands.press("doctor-mend")
    hands.press("overlay-yes")
    mended(hands)
    assert hands.house.store.damages() == ()
