"""How many planted bad questions the item analysis finds, and how often it accuses a good one.

    python -m tests.learning.rig_items [COHORTS]

Prints rates with 95 % confidence (Wilson) by size of the cohort. "Found": any finding that asks for
a review. The marks in `kiosk/learning/items_found.py` were tuned on cohorts of the same model from
seeds below 1,500; these are drawn from seeds 500,000 on, which nothing was tuned on.
"""

from __future__ import annotations

import random
import sys
from collections import Counter, defaultdict
from typing import Final

from kiosk.learning.items import figures
from kiosk.learning.items_found import Finding, judge
from tests.learning.cohort_2pl import BAD, planted, quiz, sat

SIZES: Final = (60, 100, 150, 200, 300, 500, 1000)
SEEDS: Final = 500_000
NAMED: Final = {
    "key": {Finding.KEY},
    "second": {Finding.SECOND},
    "random": {Finding.WEAK, Finding.KEY},
    "easy": {Finding.EASY},
    "hard": {Finding.HARD},
    "idle": {Finding.IDLE},
}
"""What the finding should be called: a question that tells nobody apart may lean below zero."""


def counted(seed: int, people: int) -> dict[str, Counter[Finding]]:
    """Findings of one cohort by what is wrong with a question."""
    chance = random.Random(seed)
    questions, test = planted(chance), quiz()
    found: dict[str, Counter[Finding]] = defaultdict(Counter)
    for item in figures(test, sat(questions, people, chance)).items:
        place = int(item.question.removeprefix("q"))
        found[questions[place].bad][judge(test.questions[place], item).finding] += 1
    return found


def all_counted(seeds: range, people: int) -> dict[str, Counter[Finding]]:
    """Findings of many cohorts of one size."""
    whole: dict[str, Counter[Finding]] = defaultdict(Counter)
    for seed in seeds:
        for bad, findings in counted(seed, people).items():
            whole[bad].update(findings)
    return whole


def accused(findings: Counter[Finding]) -> tuple[int, int]:
    """How many were to be reviewed, of how many."""
    silent = (Finding.FINE, Finding.UNSURE, Finding.FEW)
    return sum(n for f, n in findings.items() if f not in silent), findings.total()


def _rate(some: int, of: int) -> str:
    share, add = some / of, 1.96**2 / of
    middle = (share + add / 2) / (1 + add)
    wide = 1.96 / (1 + add) * (share * (1 - share) / of + add / (4 * of)) ** 0.5
    return f"{100 * share:5.1f} % [{100 * (middle - wide):.1f}; {100 * (middle + wide):.1f}]"


def _tell(people: int, cohorts: int) -> None:
    whole = all_counted(range(SEEDS, SEEDS + cohorts), people)
    hits = [accused(whole[bad]) for bad in BAD]
    found = _rate(sum(h for h, _ in hits), sum(n for _, n in hits))
    print(f"{people:5} people: found {found}, false alarms {_rate(*accused(whole['']))}")  # noqa: T201
    for bad, (hit, of) in zip(BAD, hits, strict=True):
        named = sum(whole[bad][f] for f in NAMED[bad])
        print(f"      {bad:7} found {_rate(hit, of)}, by its name {_rate(named, of)}")  # noqa: T201


def main(cohorts: int) -> None:
    """All sizes."""
    for people in SIZES:
        _tell(people, cohorts)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
