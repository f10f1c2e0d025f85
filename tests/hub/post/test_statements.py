"""Statements of parcels are what the record store would make of them itself."""

from __future__ import annotations

from typing import get_args

import msgspec
import pytest

from kiosk.hub.post.post import Post
from kiosk.hub.post.statements import prepared
from kiosk.hub.prepared import prepare, statement_of
from kiosk.learning.events import Event
from kiosk.parcel.contents import Said
from kiosk.xapi import words
from kiosk.xapi.statement import faults
from tests.hub.post.kiosks import LEARNER, Kiosk

KINDS = [kind for kind in get_args(Event) if kind.__struct_config__.tag]
HOME = "https://contoh.go.id"


def example(kind: type[msgspec.Struct]) -> dict[str, object]:
    """An event of a kind, its fields filled by their types."""
    made = msgspec.to_builtins(_filled(kind))
    assert isinstance(made, dict)
    return made


def _filled(kind: object) -> object:
    info = msgspec.inspect.type_info(kind)
    return _value(info)


def _value(info: msgspec.inspect.Type) -> object:
    match info:
        case msgspec.inspect.StructType():
            return info.cls(**{f.name: _value(f.type) for f in info.fields})
        case msgspec.inspect.StrType():
            return "kata"
        case msgspec.inspect.IntType():
            return 7
        case msgspec.inspect.FloatType():
            return 0.5
        case msgspec.inspect.BoolType():
            return True
        case msgspec.inspect.DictType():
            return {"kata": _value(info.value_type)}
        case msgspec.inspect.UnionType():
            return _value(info.types[0])
        case msgspec.inspect.VarTupleType() | msgspec.inspect.ListType():
            return [_value(info.item_type)]
        case msgspec.inspect.TupleType():
            return tuple(_value(each) for each in info.item_types)
        case msgspec.inspect.LiteralType():
            return info.values[0]
    return None


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.__struct_config__.tag))
@pytest.mark.parametrize("learner", [LEARNER, ""])
def test_a_line_becomes_the_statement_that_the_record_store_would_make(
    post: Post, kind: type[msgspec.Struct], learner: str
) -> None:
    kiosk = Kiosk(1)
    line = kiosk.record(learner, example(kind))
    statement = words.statement_of(line, HOME)
    assert faults(statement, "1.0.3") == ()
    authority = {"objectType": "Agent", "account": {"homePage": HOME, "name": kiosk.device}}
    wanted = prepare(statement, new_id="", authority=authority, version="1.0.3", terms=post.terms)
    found = prepared(post, [Said(line, statement)]).ready[line.id]
    assert statement_of(found.flags, 0, found.body) == statement_of(wanted.flags, 0, wanted.body)
    assert msgspec.structs.replace(found, body=b"") == msgspec.structs.replace(wanted, body=b"")


def test_a_parcel_written_under_another_address_is_said_under_the_agencys_own(post: Post) -> None:
    kiosk = Kiosk(1)
    kiosk.work(1)
    line = kiosk.lines[0]
    other = words.statement_of(line, "https://lain.go.id")
    found = prepared(post, [Said(line, other)]).ready[line.id]
    same = prepared(post, [Said(line, words.statement_of(line, HOME))]).ready[line.id]
    assert (found.body, found.terms) == (same.body, same.terms)
