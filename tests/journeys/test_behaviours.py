"""Tests that judge at once, or ask how sure one is, through the real window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from kiosk.catalog.catalog import Catalog
from kiosk.house import House
from kiosk.learning.answers import Chosen
from kiosk.learning.events import AnswerGiven, QuizSubmitted
from kiosk.office.demo import LEARNERS
from kiosk.ui.driver import Driver
from tests.catalog.conftest import write_course
from tests.journeys.conftest import sign_in

RIGHT, WRONG = Chosen(("a",)), Chosen(("b",))


@pytest.fixture
def ruled(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small course whose first test has other rules, and no other course."""
    folder = write_course(tmp_path / "kursus-kecil")
    named = 'file = "questions/uji-awal.toml"\n'
    stem = 'stem = "Standar memuat empat belas komponen."'
    changes = (
        ("course.toml", named, named + request.param),
        ("questions/uji-awal.toml", stem, f'{stem}\nhints = ["Hitung barisnya."]'),
    )
    for name, old, new in changes:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    catalog = Catalog([folder], None)
    monkeypatch.setattr(House, "catalog", lambda _self: catalog)


@pytest.fixture
def asked(ruled: None, hands: Driver) -> Driver:
    """Before the question."""
    assert ruled is None
    sign_in(hands)
    hands.press("resume")
    hands.wait_for("TestScreen")
    hands.press("action")
    hands.wait_for("QuizScreen")
    return hands


def words(hands: Driver) -> str:
    labels = hands.window.findChildren(QLabel)
    return " ".join(label.text() for label in labels if label.isVisible())


def told(hands: Driver) -> list[tuple[object, bool, int]]:
    events = [recorded.event for recorded in hands.house.store.events(LEARNERS[0].id)]
    given = [event for event in events if isinstance(event, AnswerGiven)]
    return [(event.answer, event.judged, event.sure) for event in given]


def score(hands: Driver) -> float:
    hands.press("action")
    hands.wait_for("ReviewScreen")
    hands.press("action")
    hands.wait_for("ResultScreen")
    events = [recorded.event for recorded in hands.house.store.events(LEARNERS[0].id)]
    [ended] = [event for event in events if isinstance(event, QuizSubmitted)]
    return ended.score


@pytest.mark.parametrize("ruled", ['behaviour = "immediate"\ntries = 2\n'], indirect=True)
def test_a_try_is_judged_at_once_with_a_hint_and_costs_its_part(asked: Driver) -> None:
    hands = asked
    assert "2 percobaan." in words(hands)
    hands.press("choice-b")
    assert "Hitung lagi." not in words(hands)
    hands.press("judge")
    hands.until(lambda: "Hitung lagi." in words(hands), "what the try was worth")
    assert "Hitung barisnya." in words(hands)
    assert "Sisa 1 percobaan untuk soal ini." in words(hands)
    hands.press("choice-a")
    hands.press("judge")
    hands.until(lambda: "Soal ini sudah selesai." in words(hands), "that it is settled")
    assert hands.maybe("judge") is None
    assert [row for row in told(hands) if row[1]] == [(WRONG, True, 0), (RIGHT, True, 0)]
    assert score(hands) == 50.0


@pytest.mark.parametrize("ruled", ['behaviour = "certainty"\n'], indirect=True)
def test_how_sure_one_is_counts(asked: Driver) -> None:
    hands = asked
    hands.press("sure-2")
    assert "Jawab soalnya dahulu" in words(hands)
    assert told(hands) == []
    hands.press("choice-a")
    hands.press("sure-2")
    assert "dua pertiga" in words(hands)
    assert told(hands) == [(RIGHT, False, 0), (RIGHT, False, 2)]
    assert score(hands) == 66.7
