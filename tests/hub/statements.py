"""Statements for tests, as kiosks and other programs write them."""

from __future__ import annotations

import random
import uuid
from typing import Any

HOME_PAGE = "https://diklat.example.go.id"


def simple(**other: object) -> dict[str, Any]:
    return {
        "actor": {"objectType": "Agent", "mbox": "mailto:peserta1@example.go.id"},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/experienced"},
        "object": {"id": "https://example.go.id/pelajaran/1"},
        **other,
    }


def answer(chance: random.Random) -> dict[str, Any]:
    """An answer given at a kiosk: one of 10,000 learners, 50 courses."""
    learner, question = chance.randrange(10_000), chance.randrange(20)
    course = f"urn:dermaga:course:pelatihan-{chance.randrange(50)}"
    quiz = f"{course}:post".replace("course", "quiz")
    day, hour = chance.randrange(1, 28), chance.randrange(10)
    return {
        "id": str(uuid.UUID(int=chance.getrandbits(128), version=4)),
        "actor": {
            "objectType": "Agent",
            "account": {"homePage": HOME_PAGE, "name": _name(f"learner {learner}")},
        },
        "verb": {
            "id": "http://adlnet.gov/expapi/verbs/answered",
            "display": {"id": "menjawab", "en": "answered"},
        },
        "object": _question(quiz, question),
        "result": {"response": chance.choice("abcd"), "success": chance.random() < 0.7},
        "context": {
            "registration": _name(f"{learner} {course}"),
            "platform": "Dermaga",
            "contextActivities": {
                "parent": [{"objectType": "Activity", "id": quiz}],
                "grouping": [{"objectType": "Activity", "id": course}],
            },
            "extensions": _place_in_the_log(chance, learner % 40),
        },
        "timestamp": f"2026-11-{day:02}T0{hour}:15:00.{chance.randrange(1000):03}Z",
    }


def _question(quiz: str, n: int) -> dict[str, Any]:
    return {
        "objectType": "Activity",
        "id": f"{quiz}:q{n}".replace("quiz", "question"),
        "definition": {
            "type": "http://adlnet.gov/expapi/activities/cmi.interaction",
            "interactionType": "choice",
            "choices": [{"id": each} for each in "abcd"],
            "correctResponsesPattern": ["abcd"[n % 4]],
        },
    }


def _place_in_the_log(chance: random.Random, kiosk: int) -> dict[str, Any]:
    return {
        "urn:dermaga:ext:device": _name(f"kiosk {kiosk}"),
        "urn:dermaga:ext:seq": chance.randrange(100_000),
        "urn:dermaga:ext:hash": f"{chance.getrandbits(256):064x}",
    }


def _name(words: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, words))
