"""Whatever happens to a kiosk in whatever order: what it said it had kept is there."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from kiosk.learning.events import Healed
from kiosk.people.learner import Learner
from kiosk.store.folder import FILE
from kiosk.store.heal import mark
from tests.faults.conftest import LONG
from tests.faults.rig_model import PEOPLE, Model

EXAMPLES, STEPS = (400, 40) if LONG else (8, 25)
people = st.sampled_from(PEOPLE)
names = st.sampled_from(["a", "b", "c"])


class Kiosk(RuleBasedStateMachine):
    """One kiosk, and every thing that may happen to it."""

    @initialize()
    def begin(self) -> None:
        self.model = Model()

    def teardown(self) -> None:
        if hasattr(self, "model"):
            self.model.end()

    @rule(learner=st.none() | people, count=st.integers(1, 60))
    def record(self, learner: Learner | None, count: int) -> None:
        self.model.record(learner, count)

    @rule(name=names, body=st.binary(max_size=2000))
    def keep(self, name: str, body: bytes) -> None:
        self.model.keep(name, body)

    @rule(name=names)
    def forget(self, name: str) -> None:
        self.model.forget(name)

    @rule(learner=people, name=st.sampled_from(["Tamu Satu", "Tamu Dua"]))
    def rename(self, learner: Learner, name: str) -> None:
        self.model.rename(learner, name)

    @rule(learner=people)
    def fail(self, learner: Learner) -> None:
        store = self.model.house.store
        self.model.fail(lambda: store.keep("x", "a", b"never"))
        self.model.fail(lambda: store.roster.put([learner]))
        self.model.fail(lambda: store.record(learner.id, Healed(1, 1, 1)))

    @rule(learner=people)
    def erase(self, learner: Learner) -> None:
        self.model.erase(learner)

    @rule()
    def crash(self) -> None:
        self.model.crash()
        self.model.open()

    @rule()
    def reopen(self) -> None:
        self.model.close()
        self.model.open()

    @rule(seconds=st.integers(-10_000_000, 10_000_000))
    def set_clock(self, seconds: int) -> None:
        self.model.world.clock.at += 1000 * seconds

    @rule(data=st.data(), mask=st.integers(1, 255))
    def damage(self, data: Any, mask: int) -> None:  # noqa: ANN401 - has no public type
        self.model.close()
        file = self.model.data / FILE
        whole = bytearray(file.read_bytes())
        whole[data.draw(st.integers(0, len(whole) - 1))] ^= mask
        file.write_bytes(whole)
        self.model.open()
        kept = self.model.kept
        left, known = self._rows(), {**kept.documents, **kept.names}
        # one byte hurts one row at most: it may be gone, or as it was in a backup
        assert sum(left.get(name) != known.get(name) for name in left.keys() | known.keys()) <= 1
        kept.documents, kept.names = self._documents(), self._names()

    @rule()
    def heal_without_need(self) -> None:
        self.model.close()
        mark(self.model.data, ("chain",))
        self.model.open()

    @rule()
    def back_up(self) -> None:
        self.model.back_up()

    @precondition(lambda self: self.model.backups)
    @rule(data=st.data())
    def restore(self, data: Any) -> None:  # noqa: ANN401 - has no public type
        self.model.restore(data.draw(st.sampled_from(sorted(self.model.backups))))
        self.model.kept.documents = self._documents() | self.model.kept.documents

    @precondition(lambda self: self.model.backups)
    @rule(data=st.data())
    def put_back(self, data: Any) -> None:  # noqa: ANN401 - has no public type
        self.model.put_back(data.draw(st.sampled_from(sorted(self.model.backups))))

    def _documents(self) -> dict[str, bytes]:
        store = self.model.house.store
        return {name: store.document("x", name) or b"" for name in store.names_of("x")}

    def _names(self) -> dict[str, str]:
        return {p.id: p.name for p in self.model.house.store.roster.everyone()}

    def _rows(self) -> dict[str, object]:
        return {**self._documents(), **self._names()}

    @rule()
    def rows_are_as_they_were_left(self) -> None:
        assert self._documents() == self.model.kept.documents
        assert self._names() == self.model.kept.names


Kiosk.TestCase.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestWhateverHappens = Kiosk.TestCase
