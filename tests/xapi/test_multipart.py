"""Statements with their attachments in one body."""

from __future__ import annotations

import hashlib

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kiosk.xapi.fault import Fault
from kiosk.xapi.multipart import Part, attachment_faults, mixed, parts
from tests.xapi.samples import ATTACHMENT, SHA256, SHORT, SUBSTATEMENT

TYPE = "multipart/mixed; boundary=-------314159265358979323846"
LINE = b"---------314159265358979323846"
DATA = b"here is a simple attachment"
HASH = hashlib.sha256(DATA).hexdigest()
JSON = msgspec.json.encode(SHORT)
NEEDED = {name: part for name, part in ATTACHMENT.items() if name != "fileUrl"}
STATEMENT = {**SHORT, "attachments": [{**NEEDED, "sha2": HASH}]}
BINARY = {"content-transfer-encoding": "binary", "x-experience-api-hash": HASH}


def body(*pieces: bytes) -> bytes:
    return b"".join(LINE + b"\r\n" + piece + b"\r\n" for piece in pieces) + LINE + b"--\r\n"


FIRST = b"Content-Type: application/json\r\n\r\n" + JSON
SECOND = (
    b"Content-Type:text/plain\r\nContent-Transfer-Encoding:binary\r\nX-Experience-API-Hash:"
    + HASH.encode()
    + b"\r\n\r\n"
    + DATA
)


def test_the_sample_has_the_hash_of_the_standards_example() -> None:
    assert HASH == SHA256


@pytest.mark.requirement("Communication 1.5.2.s2 parts")
def test_a_body_is_read_as_its_parts() -> None:
    found = parts(body(FIRST, SECOND), TYPE)
    assert found == (
        Part({"content-type": "application/json"}, JSON),
        Part({"content-type": "text/plain", **BINARY}, DATA),
    )


@pytest.mark.parametrize(
    "content_type",
    [
        'Multipart/Mixed; boundary="-------314159265358979323846"',
        "multipart/mixed;boundary=-------314159265358979323846;charset=utf-8",
        "multipart/mixed; charset=utf-8; Boundary=-------314159265358979323846",
    ],
)
@pytest.mark.requirement("RFC 2046 boundary")
def test_a_boundary_may_be_quoted_and_stand_anywhere(content_type: str) -> None:
    assert isinstance(parts(body(FIRST), content_type), tuple)


@pytest.mark.parametrize(
    "raw",
    [
        b"preamble\r\n" + body(FIRST, SECOND),
        b"\r\n" + body(FIRST, SECOND) + b"epilogue",
        body(FIRST, SECOND).removesuffix(b"\r\n"),
        body(FIRST, SECOND).replace(b"\r\n", b"\n"),
        body(FIRST, SECOND).replace(LINE + b"\r\n", LINE + b" \t\r\n"),
    ],
)
@pytest.mark.requirement("RFC 2046 preamble, epilogue, padding")
def test_what_stands_around_the_parts_is_ignored(raw: bytes) -> None:
    found = parts(raw, TYPE)
    assert isinstance(found, tuple)
    assert [part.body for part in found] == [JSON, DATA]


@pytest.mark.parametrize(
    "content_type",
    [
        "multipart/mixed",
        "multipart/mixed;",
        "multipart/mixed; boundary=",
        'multipart/mixed; boundary=""',
        f"multipart/mixed; boundary={'a' * 71}",
        "multipart/mixed; boundary=é",
        "multipart/form-data; boundary=-------314159265358979323846",
        "application/json",
        "",
    ],
)
@pytest.mark.requirement("Communication 1.5.2.s2.b2 boundary")
def test_without_a_boundary_nothing_is_read(content_type: str) -> None:
    assert isinstance(parts(body(FIRST), content_type), Fault)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        JSON,
        LINE + b"--\r\n",
        body(FIRST).removesuffix(LINE + b"--\r\n"),
        FIRST + b"\r\n" + LINE + b"--\r\n",
        body(b"Content-Type: text/plain\r\n\r\n" + JSON),
        body(b"\r\n" + JSON),
        body(b"Content-Type application/json\r\n\r\n" + JSON),
        body(b"Content-Type: application/json"),
        body(FIRST, b"no colon\r\n\r\n" + DATA),
        FIRST + b"\r\n" + body(SECOND),
    ],
)
@pytest.mark.requirement("Communication 1.5.2.s2.b2.b1 first part")
def test_a_body_that_does_not_begin_with_json_between_boundaries_is_refused(raw: bytes) -> None:
    assert isinstance(parts(raw, TYPE), Fault)


@pytest.mark.requirement("Communication 1.5.2.s2.b2 boundary before each part")
def test_a_part_without_its_boundary_belongs_to_the_one_before() -> None:
    found = parts(body(FIRST + b"\r\n" + SECOND), TYPE)
    assert isinstance(found, tuple)
    assert len(found) == 1
    assert found[0].body != JSON


def test_a_boundary_within_a_line_is_data() -> None:
    data = b"a" + LINE + b"\r\n" + LINE + b"x\r\n"
    found = parts(body(FIRST, b"a: b\r\n\r\n" + data), TYPE)
    assert isinstance(found, tuple)
    assert found[1].body == data


@given(
    st.lists(st.binary(max_size=60), max_size=4),
    st.text("abcXYZ019'()+_,-./:=?", min_size=1, max_size=70),
)
def test_what_was_written_is_read_again(bodies: list[bytes], boundary: str) -> None:
    assume(not any(b"--" + boundary.encode() in data for data in bodies))
    sent = (
        Part({"content-type": "application/json"}, JSON),
        *(Part({"content-type": "a/b", "x-experience-api-hash": "é"}, data) for data in bodies),
    )
    assert parts(mixed(sent, boundary), f'multipart/mixed; boundary="{boundary}"') == sent


@given(st.binary(max_size=300), st.text(max_size=80))
def test_any_bytes_are_parts_or_a_fault(raw: bytes, boundary: str) -> None:
    for content_type in (TYPE, boundary, f"multipart/mixed; boundary={boundary}"):
        found = parts(body(FIRST, raw) + raw, content_type)
        assert isinstance(found, (tuple, Fault))


@pytest.mark.parametrize(
    ("statements", "attached"),
    [
        ([SHORT], []),
        ([{**SHORT, "attachments": []}], []),
        ([{**SHORT, "attachments": [ATTACHMENT]}], []),
        ([{**SHORT, "attachments": [ATTACHMENT]}], [Part(BINARY, DATA)]),
        ([STATEMENT], [Part(BINARY, DATA)]),
        ([STATEMENT, STATEMENT, SHORT], [Part(BINARY, DATA)]),
        ([STATEMENT], [Part({**BINARY, "x-experience-api-hash": HASH.upper()}, DATA)]),
        ([{**STATEMENT, "attachments": [{**NEEDED, "length": 5}]}], [Part(BINARY, DATA)]),
        (
            [{**SHORT, "attachments": [{**NEEDED, "sha2": hashlib.sha512(DATA).hexdigest()}]}],
            [Part({**BINARY, "x-experience-api-hash": hashlib.sha512(DATA).hexdigest()}, DATA)],
        ),
        ([SUBSTATEMENT], [Part(BINARY, DATA)]),
    ],
)
@pytest.mark.requirement("Communication 1.5.1 and 1.5.2.s3 attachments")
def test_each_attachment_has_its_data_or_a_file_url(
    statements: list[object], attached: list[Part]
) -> None:
    assert attachment_faults(statements, attached) == ()


@pytest.mark.parametrize(
    ("statements", "attached", "where"),
    [
        ([STATEMENT], [], "attachments"),
        (
            [{**SHORT, "attachments": [{**NEEDED, "sha2": HASH}, {**ATTACHMENT, "sha2": HASH}]}],
            [],
            "attachments",
        ),
        ([{**SHORT, "attachments": [ATTACHMENT, {**NEEDED, "sha2": "a" * 64}]}], [], "attachments"),
        (
            [{**SHORT, "attachments": [NEEDED, {**NEEDED, "sha2": "a" * 64}]}],
            [Part(BINARY, DATA)],
            "attachments",
        ),
        ([SHORT], [Part(BINARY, DATA)], "body"),
        (
            [STATEMENT],
            [
                Part(BINARY, DATA),
                Part({**BINARY, "x-experience-api-hash": hashlib.sha256(b"x").hexdigest()}, b"x"),
            ],
            "body",
        ),
        ([{**SHORT, "attachments": [ATTACHMENT]}], [Part(BINARY, DATA + b" ")], "part[1]"),
        ([STATEMENT, SHORT], [Part({"x-experience-api-hash": HASH}, DATA)], "part[1]"),
        (
            [STATEMENT],
            [Part({**BINARY, "content-transfer-encoding": "base64"}, DATA)],
            "part[1]",
        ),
        (
            [{**SHORT, "attachments": [ATTACHMENT]}],
            [Part({"content-transfer-encoding": "binary"}, DATA)],
            "part[1]",
        ),
        (
            [{**SHORT, "attachments": [ATTACHMENT]}],
            [Part({**BINARY, "x-experience-api-hash": "short"}, DATA)],
            "part[1]",
        ),
    ],
)
@pytest.mark.requirement("Communication 1.5.2.s2.b2.b3 and b4, s3.b5 parts and hashes")
def test_data_that_no_attachment_speaks_of_and_missing_data_are_refused(
    statements: list[object], attached: list[Part], where: str
) -> None:
    assert [fault.where for fault in attachment_faults(statements, attached)] == [where]
