"""Statements to try the rules with: a short one, and one that uses nearly everything."""

from __future__ import annotations

import copy
import re
from typing import Any

from kiosk.xapi.fault import Version

VERSIONS: tuple[Version, ...] = ("1.0.3", "2.0.0")
UUID = "fd41c918-b88b-4b20-a0a5-a4c32391aaa0"
OTHER_UUID = "8f87ccde-bb56-4c2e-ab83-44982ef22df0"
SHA1 = "cd9b00a5611f94eaa7b1661edab976068e364975"
SHA256 = "495395e777cd98da653df9615d09c0fd6bb2f8d4788394cd53c56a3bfdcd848a"
ACCOUNT = {"homePage": "https://lms.example.go.id", "name": "peserta-1"}
GONE = object()
"""Set at a path: the property is taken away."""

SHORT: dict[str, Any] = {
    "actor": {"mbox": "mailto:peserta1@example.com"},
    "verb": {"id": "http://adlnet.gov/expapi/verbs/experienced"},
    "object": {"id": "http://example.com/activities/satu"},
}
ATTACHMENT: dict[str, Any] = {
    "usageType": "http://example.com/attachment-usage/certificate",
    "display": {"id": "Sertifikat", "en": "Certificate"},
    "description": {"id": "Sertifikat pelatihan"},
    "contentType": "text/plain; charset=ascii",
    "length": 27,
    "sha2": SHA256,
    "fileUrl": "http://example.com/sertifikat.txt",
}
FULL: dict[str, Any] = {
    "id": UUID,
    "actor": {
        "objectType": "Group",
        "name": "Kelas Contoh",
        "account": {"homePage": "https://lms.example.go.id", "name": "kelas-1"},
        "member": [
            {"objectType": "Agent", "name": "Peserta Contoh 1", "mbox": "mailto:p1@example.com"},
            {"mbox_sha1sum": SHA1},
            {"openid": "http://openid.example.org/12345"},
        ],
    },
    "verb": {
        "id": "http://adlnet.gov/expapi/verbs/answered",
        "display": {"en-GB": "answered", "id": "menjawab"},
    },
    "object": {
        "objectType": "Activity",
        "id": "http://example.com/activities/soal-1",
        "definition": {
            "name": {"id": "Soal 1", "en": "Question 1"},
            "description": {"id": "Pilih satu", "en": "Choose one"},
            "type": "http://adlnet.gov/expapi/activities/cmi.interaction",
            "moreInfo": "http://example.com/soal-1.html",
            "interactionType": "choice",
            "correctResponsesPattern": ["a[,]b"],
            "choices": [
                {"id": "a", "description": {"id": "Ya", "en": "Yes"}},
                {"id": "b", "description": {"id": "Tidak", "en": "No"}},
            ],
            "extensions": {"http://example.com/ext/level": 3, "urn:example:none": None},
        },
    },
    "result": {
        "score": {"scaled": 0.5, "raw": 10, "min": 0, "max": 20.5},
        "success": True,
        "completion": False,
        "response": "a",
        "duration": "PT4H35M59.14S",
        "extensions": {"http://example.com/ext/tries": [1, {"deep": None}]},
    },
    "context": {
        "registration": "ec531277-b57b-4c15-8d91-d292c5b2b8f7",
        "instructor": {"mbox": "mailto:pengajar@example.com"},
        "team": {"objectType": "Group", "mbox": "mailto:tim@example.com"},
        "contextActivities": {
            "parent": [{"objectType": "Activity", "id": "http://example.com/activities/uji"}],
            "grouping": {"id": "http://example.com/activities/pelatihan"},
            "category": [{"id": "https://w3id.org/xapi/cmi5/context/categories/cmi5"}],
            "other": [],
        },
        "revision": "r1",
        "platform": "Dermaga",
        "language": "id",
        "statement": {"objectType": "StatementRef", "id": OTHER_UUID},
        "extensions": {"http://example.com/ext/room": ""},
    },
    "timestamp": "2026-05-12T03:04:05.678Z",
    "stored": "2026-05-12T03:04:06.000Z",
    "authority": {
        "objectType": "Group",
        "member": [{"account": ACCOUNT}, {"mbox": "mailto:admin@example.com"}],
    },
    "version": "1.0.0",
    "attachments": [ATTACHMENT],
}
_ONLY_OUTSIDE = ("id", "stored", "authority", "version")
SUBSTATEMENT: dict[str, Any] = {
    **SHORT,
    "object": {
        "objectType": "SubStatement",
        **{name: part for name, part in FULL.items() if name not in _ONLY_OUTSIDE},
    },
}
CONTEXT_AGENTS: list[dict[str, Any]] = [
    {
        "objectType": "contextAgent",
        "agent": {"mbox": "mailto:penguji@example.com"},
        "relevantTypes": ["http://example.com/types/examiner"],
    }
]
CONTEXT_GROUPS: list[dict[str, Any]] = [
    {
        "objectType": "contextGroup",
        "group": {
            "objectType": "Group",
            "mbox": "mailto:panitia@example.com",
            "member": [{"mbox": "mailto:p7@example.com"}],
        },
        "relevantTypes": ["http://example.com/types/committee"],
    }
]


def changed(statement: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    """A copy with one thing changed, added or taken away at a path such as verb.display or a[0]."""
    whole = copy.deepcopy(statement)
    steps = [int(at) if at else name for name, at in re.findall(r"([^.\[\]]+)|\[(\d+)\]", path)]
    place: Any = whole
    for step in steps[:-1]:
        place = place[step]
    if value is GONE:
        del place[steps[-1]]
    elif isinstance(place, list) and steps[-1] == len(place):
        place.append(value)
    else:
        place[steps[-1]] = value
    return whole
