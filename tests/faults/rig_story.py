"""One data folder that survives many kills, and what is asked of it after each."""

from __future__ import annotations

import random
import statistics
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.rig_lives import Lived, Nursery, Wanted
from tests.faults.rig_log import Left, left_in

FIRST_WORD = 0.08
"""Seconds to the first screen of a fork, until the first life has told how many they are here."""
BORN = 3
"""Kills while the folder is being made, before its first whole life."""
WHILE_ANSWERING = 0.15
"""Seconds that a life goes on answering, at most, after it came back."""


@dataclass
class Story:
    """Lives on one folder; all its numbers are there to be added up."""

    data: Path
    nursery: Nursery
    chance: random.Random
    told: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    phases: Counter[str] = field(default_factory=Counter)
    back: dict[bool, list[float]] = field(default_factory=lambda: {False: [], True: []})
    """Seconds from birth to the learner's question; true: by processes started from nothing."""
    left: Left = field(default_factory=Left)

    def go_through(self, kills: int, fresh_each: int) -> Story:
        """So many kills; each `fresh_each`-th life is a process started from nothing."""
        for number in range(kills):
            self._live(self._wanted(number, fresh_each))
        return self

    def _wanted(self, number: int, fresh_each: int) -> Wanted:
        """Killed as the folder is made, on the way back to the question, or while answering."""
        data, chance = str(self.data), self.chance
        if number < BORN:
            return Wanted(data, chance.uniform(0, FIRST_WORD))
        fresh = number % fresh_each == fresh_each - 1
        if fresh or number == BORN or chance.random() < 0.5:
            return Wanted(data, chance.uniform(0, WHILE_ANSWERING), since="shown", fresh=fresh)
        usual = statistics.median(self.back[False][-9:] or [2 * FIRST_WORD])
        return Wanted(data, chance.uniform(0, usual))

    def _live(self, wanted: Wanted) -> None:
        lived = self.nursery.live(wanted)
        self.phases[lived.phase] += 1
        self._came_back(lived, fresh=wanted.fresh)
        self.told += lived.kept
        before, self.left = self.left, left_in(self.data, self.data.with_name("copy"))
        self.lost += self.left.lost([*before.answers, *lived.kept])
        self.faults += [*self.left.damages, *self.left.lives]

    def _came_back(self, lived: Lived, *, fresh: bool) -> None:
        """It must show the last answered question of the same attempt, with its answer."""
        last, shown = self.left.last, lived.shown
        if last is None or shown is None:
            return
        there = (shown.attempt, shown.question, shown.answer)
        if there != (last.attempt, last.question, last.answer):
            self.faults.append(f"came back at {there}, left at {last}")
        self.back[fresh].append(shown.at - lived.born)
