"""What more than one table of tests needs: right and wrong values, and where they are tried."""

from __future__ import annotations

from typing import Any

from kiosk.xapi.statement import faults
from tests.xapi.samples import ACCOUNT, FULL, OTHER_UUID, SHA1, SUBSTATEMENT, VERSIONS, changed

NOT_STRINGS: list[object] = [None, 1, True, {}, ["a"]]
NOT_OBJECTS: list[object] = [None, 1, True, "should fail", ["a"]]
NOT_IRIS: list[object] = [
    *NOT_STRINGS,
    "",
    "should fail",
    "example.com/activity",
    "ab=c://should.fail.com",
    "http://example.com/a b",
    "http:",
    "http://example.com/<x>",
    ":no-scheme",
    "1http://example.com",
]
NOT_UUIDS: list[object] = [
    *NOT_STRINGS,
    "",
    "should fail",
    "AA97B177-9383-4934-8543-0F91A7A028368",
    "MA97B177-9383-4934-8543-0F91A7A02836",
    "aa97b17793834934854300f91a7a02836",
    "{fd41c918-b88b-4b20-a0a5-a4c32391aaa0}",
    "fd41c918-b88b-4b20-a0a5-a4c32391aaa0\n",
]
NOT_LANGUAGE_MAPS: list[object] = [
    None,
    1,
    True,
    "should fail",
    ["en"],
    {"en": None},
    {"en": 1},
    {"a12345": "x"},
    {"something": "x"},
    {"de-419-DE": "x"},
    {"": "x"},
]
NOT_LANGUAGES: list[object] = [
    *NOT_STRINGS,
    "",
    "a-DE",
    "a12345",
    "something",
    "de-419-DE",
    "ar-a-aaa-b-bbb-a-ccc",
    "zh-z-aaa-z-bbb-c-ccc",
    "sl-rozaj-rozaj",
    "en_US",
    "en-",
    "x",
    "i-unknown",
]
NOT_EXTENSIONS: list[object] = [None, 1, True, "should fail", ["a"], {"should fail": 1}, {"a": 1}]


def assert_fault(path: str, value: object, where: str = "") -> None:
    """In both versions, and in a SubStatement too, the fault is found, and at its place."""
    for version in VERSIONS:
        found = faults(changed(FULL, path, value), version)
        assert (where or path) in [fault.where for fault in found], (version, found)
        if path.partition(".")[0] not in {"id", "stored", "version", "authority"}:
            inner = faults(changed(SUBSTATEMENT, f"object.{path}", value), version)
            places = [fault.where for fault in inner]
            assert f"object.{where or path}" in places, (version, inner)


def assert_right(statement: object) -> None:
    for version in VERSIONS:
        assert faults(statement, version) == ()


def assert_good(path: str, value: object) -> None:
    assert_right(changed(FULL, path, value))
    assert_right(changed(SUBSTATEMENT, f"object.{path}", value))


REFERENCE = {"objectType": "StatementRef", "id": OTHER_UUID}
AGENTS: list[dict[str, Any]] = [
    {"mbox": "mailto:peserta1@example.com"},
    {"objectType": "Agent", "name": "Peserta Contoh 1", "mbox": "mailto:p+1@sub.example.com"},
    {"mbox_sha1sum": SHA1},
    {"openid": "http://openid.example.org/12345"},
    {"account": {"homePage": "https://lms.example.go.id", "name": "1"}},
]
NOT_AGENTS: list[object] = [
    *NOT_OBJECTS,
    {},
    {"key": "should fail"},
    {"name": "Peserta Contoh 1"},
    {"mbox": "mailto:should.fail.com"},
    {"mbox": "http://should.fail.com"},
    {"mbox": "peserta1@example.com"},
    {"mbox": "mailto:a b@example.com"},
    {"mbox": "mailto:a@b@example.com"},
    {"mbox": ""},
    {"mbox": 12},
    {"mbox": "mailto:peserta1@example.com", "name": 12},
    {"mbox": "mailto:peserta1@example.com", "name": {}},
    {"mbox": "mailto:peserta1@example.com", "objectType": "agent"},
    {"mbox": "mailto:peserta1@example.com", "objectType": "group"},
    {"mbox": "mailto:peserta1@example.com", "objectType": "Person"},
    {"mbox": "mailto:peserta1@example.com", "objectType": 1},
    {"mbox": "mailto:peserta1@example.com", "objectType": ["Agent"]},
    {"mbox": "mailto:peserta1@example.com", "member": []},
    {"mbox_sha1sum": {"key": "value"}},
    {"mbox_sha1sum": "should fail"},
    {"mbox_sha1sum": SHA1[:-1]},
    {"openid": "ab=c://should.fail.com"},
    {"openid": "openid.example.org"},
    {"account": "peserta-1"},
    {"account": {}},
    {"account": {"homePage": "https://lms.example.go.id"}},
    {"account": {"name": "1"}},
    {"account": {"homePage": "ab=c://should.fail.com", "name": "1"}},
    {"account": {"homePage": "lms.example.go.id", "name": "1"}},
    {"account": {"homePage": "https://lms.example.go.id", "name": {"key": "x"}}},
    {"account": {"homePage": "https://lms.example.go.id", "name": 1}},
    {"account": {**ACCOUNT, "more": "x"}},
    {"mbox": "mailto:p1@example.com", "openid": "http://openid.example.org/12345"},
    {"mbox": "mailto:p1@example.com", "mbox_sha1sum": SHA1},
    {"mbox": "mailto:p1@example.com", "account": ACCOUNT},
    {"openid": "http://openid.example.org/12345", "account": ACCOUNT},
]
GROUPS: list[dict[str, Any]] = [
    *({**agent, "objectType": "Group"} for agent in AGENTS),
    {"objectType": "Group", "member": [{"mbox": "mailto:p1@example.com"}]},
    {"objectType": "Group", "name": "Kelas", "mbox": "mailto:k@example.com", "member": AGENTS},
    {"objectType": "Group", "mbox": "mailto:k@example.com", "member": []},
]
NOT_GROUPS: list[object] = [
    {"objectType": "Group"},
    {"objectType": "Group", "name": "Kelas"},
    {"objectType": "Group", "member": []},
    {"objectType": "Group", "member": None},
    {"objectType": "Group", "member": {"mbox": "mailto:p1@example.com"}},
    {"objectType": "Group", "member": ["x"]},
    {"objectType": "Group", "member": [{}]},
    {"objectType": "Group", "member": [{"name": "Peserta Contoh 1"}]},
    {"objectType": "Group", "member": [{"objectType": "Group", "mbox": "mailto:k@example.com"}]},
    {"objectType": "Group", "mbox": "mailto:k@example.com", "member": {"mbox": "mailto:p@e.com"}},
    {"objectType": "Group", "mbox": "mailto:k@example.com", "account": ACCOUNT},
    {"objectType": "Group", "mbox": "mailto:should.fail.com"},
]


def assert_refused(path: str, value: object) -> None:
    """Some fault lies at the path or below it, outside and in a SubStatement."""
    for version in VERSIONS:
        places = [fault.where for fault in faults(changed(FULL, path, value), version)]
        assert places
        assert all(place.startswith(path) for place in places)
        places = [
            fault.where for fault in faults(changed(SUBSTATEMENT, f"object.{path}", value), version)
        ]
        assert places
        assert all(place.startswith(f"object.{path}") for place in places)
