"""Hands for the journeys of records: pairing, learning, sticks, and what the chip says."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QAbstractButton, QLabel

from kiosk.desk.places import AtEvaluation
from kiosk.office.demo import LEARNERS, PASSPHRASE
from kiosk.ui.driver import Driver
from kiosk.ui.sticks import Stick
from tests.desk.learning_on import CONTENT, COURSE, read_all, take

SITI = LEARNERS[0].id
Made: TypeAlias = Callable[[str], Driver]


def chip(hands: Driver) -> str:
    """What the chip says to whoever cannot see it: the longest form."""
    hands.settle()
    hands.window.tell_standing()
    shown = hands.window.screen_shown.status_chip  # type: ignore[union-attr]
    return str(shown.chip.accessibleName() if hasattr(shown, "chip") else shown.accessibleName())


def words_on(hands: Driver) -> str:
    found = hands.window.findChildren(QLabel) + hands.window.findChildren(QAbstractButton)
    return "\n".join(x.text() for x in found if x.isVisible())


def until_says(hands: Driver, words: str) -> None:
    hands.until(lambda: words in words_on(hands), f"“{words}” is not on the screen")


def until_chip(hands: Driver, words: str) -> None:
    hands.until(lambda: chip(hands) == words, f"the chip says “{chip(hands)}”, not “{words}”")


def into_office(hands: Driver) -> None:
    hands.press("officer")
    hands.type("passphrase", PASSPHRASE)
    hands.press("passphrase-enter")
    hands.wait_for("OfficerScreen")
    hands.press("part-sync")


def pair(hands: Driver, port: int, code: str = "1234 5678") -> None:
    into_office(hands)
    hands.type("pair-address", f"127.0.0.1:{port}")
    hands.type("pair-code", code)
    hands.press("pair")
    until_says(hands, "Berpasangan dengan ")
    idle(hands)
    hands.press("officer-done")
    hands.wait_for("SignInScreen")


def wait_quietly(done: Callable[[], bool]) -> None:
    """Let the event loop run as it does in the program, until something is so."""
    loop, look = QEventLoop(), QTimer()
    look.setInterval(5)
    look.timeout.connect(lambda: loop.quit() if done() else None)
    look.start()
    loop.exec()


def idle(hands: Driver) -> None:
    """No round is under way, and none waits."""
    there = hands.program.courier()
    hands.until(lambda: there.running is None, "the round does not end")


def learn(hands: Driver) -> None:
    """Signed in: open the course, take the test before, and read every lesson."""
    assert hands.program.journey is not None
    desk = hands.program.journey.desk
    desk.open(COURSE)
    take(desk, "pre", wrongly=4)
    read_all(desk)


def finish(hands: Driver) -> None:
    """Signed in: pass, evaluate, and look at the certificate through the window."""
    journey = hands.program.journey
    assert journey is not None
    take(journey.desk, "post")
    journey.follow(lambda: journey.desk.evaluate(AtEvaluation(COURSE), CONTENT))
    hands.wait_for("CertificateScreen")
    hands.settle()


def leave(hands: Driver) -> None:
    hands.press("leave")
    hands.wait_for("SignInScreen")


def put_in(slot: list[Stick], stick: Stick | None, *kiosks: Driver) -> None:
    """A stick is put into the computers, or pulled out; each has noticed and come to rest."""
    slot[:] = [stick] if stick is not None else []
    wanted = tuple(slot)
    for hands in kiosks:
        there = hands.program.courier()
        hands.until(
            lambda at=there: tuple(s.stick for s in at.seen) == wanted,  # type: ignore[misc]
            "nobody noticed the stick",
        )
        idle(hands)
