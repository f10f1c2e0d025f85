from __future__ import annotations

from kiosk.xapi.fault import Fault
from kiosk.xapi.shape import Shape, remembered
from kiosk.xapi.values import boolean, string


def test_what_was_valid_once_is_not_gone_through_again() -> None:
    asked: list[object] = []
    shape = Shape({"name": string})

    def node(value: object, path: str, found: list[Fault]) -> None:
        asked.append(value)
        shape.check(value, path, found)

    check = remembered(node)
    for _ in range(3):
        found: list[Fault] = []
        check({"name": "a"}, "object", found)
        assert found == []
    assert asked == [{"name": "a"}]


def test_a_fault_is_told_each_time_and_with_its_own_path() -> None:
    check = remembered(Shape({"on": boolean}).check)
    for path in ("verb", "object"):
        found: list[Fault] = []
        check({"on": True}, path, found)
        check({"on": 1}, path, found)  # in Python the same value
        check({"on": True, "off": True}, path, found)
        assert found == [
            Fault(f"{path}.on", "It must be true or false."),
            Fault(f"{path}.off", "No property of this name belongs here."),
        ]


def test_what_cannot_be_written_as_json_is_gone_through() -> None:
    found: list[Fault] = []
    check = remembered(Shape({"name": string}).check)
    check({"name": "\ud800"}, "object", found)
    check({"name": b"\xff".decode("latin-1"), "x": {1j}}, "object", found)
    assert found == [Fault("object.x", "No property of this name belongs here.")]
