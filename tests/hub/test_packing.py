from __future__ import annotations

import hashlib
import random
import zlib
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.hub.packing import EVENT, PLAIN, WORDS, packed, packed_event, unpacked, vouched
from kiosk.hub.terms import Terms
from kiosk.xapi.words import has_words, statement_of
from tests.hub.statements import answer
from tests.parcel import samples

HOME = "https://contoh.go.id"


@given(st.binary(max_size=300))
def test_what_is_packed_comes_back_to_the_byte(body: bytes) -> None:
    assert unpacked(packed(body)) == body
    assert len(packed(body)) <= len(body) + 1


def test_the_words_of_the_first_form_never_change() -> None:
    """A hub of the future reads what one of today has stored."""
    assert (
        hashlib.sha256(WORDS).hexdigest()
        == "8eb28b9191afcbc06f5a19528ffd8bc6b649418c24fe408bfe36051811452e5b"
    )
    deflate = zlib.compressobj(9, zlib.DEFLATED, -13, 9, zlib.Z_DEFAULT_STRATEGY, WORDS)
    old = b"\x01" + deflate.compress(b'{"actor":{}}') + deflate.flush()
    assert unpacked(old) == b'{"actor":{}}'
    assert unpacked(PLAIN + b"{}") == b"{}"


@settings(max_examples=100)
@given(owned=samples.OWNED, at=st.integers(-(10**12), 10**13))
def test_a_kiosks_statement_comes_back_to_the_byte(owned: tuple[str, Any], at: int) -> None:
    (line,) = samples.chained([owned], at=at)
    statement = statement_of(line, HOME)
    kept = packed_event(line, HOME, statement)
    assert unpacked(kept) == msgspec.json.encode({**statement, **vouched(HOME, line.device)})
    assert kept.startswith(EVENT) or not has_words(line.kind) or len(line.body) > 600


BODIES = (
    """
{"type":"signed-in"}
{"type":"signed-out","idle":true}
{"type":"course-started","course":"pp","version":"2"}
{"type":"block-reached","course":"pp","lesson":"dasar","block":"b3","seconds":41}
{"type":"lesson-read","course":"pp","lesson":"dasar"}
{"type":"check-answered","course":"pp","lesson":"dasar","question":"c1","answer":{"type":"chosen","ids":["a"]},"worth":0.5}
{"type":"note-written","course":"pp","lesson":"dasar","block":"b3","text":"ingat"}
{"type":"bookmark-set","course":"pp","lesson":"dasar","block":"b3","on":false}
{"type":"quiz-started","course":"pp","quiz":"akhir","attempt":"u1"}
{"type":"answer-given","course":"pp","quiz":"akhir","attempt":"u1","question":"q1","answer":{"type":"joined","pairs":{"p1":"Ya"}},"used":12}
{"type":"question-flagged","course":"pp","quiz":"akhir","attempt":"u1","question":"q1","on":true}
{"type":"quiz-submitted","course":"pp","quiz":"akhir","attempt":"u1","score":87.5,"pass_mark":70,"used":75}
{"type":"evaluation-given","course":"pp"}
{"type":"evaluation-answered","course":"pp","ratings":{"i1":4}}
{"type":"certificate-issued","course":"pp","number":"800/1","hours":6,"score":88,"issued":"2026-11-23","facts":"{}","sha256":"ab"}
{"type":"certificate-printed","number":"800/1","where":"kios"}
{"type":"certificate-kept","course":"pp","number":"800/1","hours":6,"issued":"2026-11-23","sha256":"ab"}
{"type":"result-kept","course":"pp"}
""".strip()
    .encode()
    .split(b"\n")
)


def test_what_is_kept_as_an_event_reads_the_same_in_every_version() -> None:
    """Statements never change: if this is red, others' words need a first byte of their own."""
    read = []
    for n, body in enumerate(BODIES):
        ids = bytes([n] * 16), bytes([n + 100] * 16), bytes([n + 200] * 16)
        kept = [
            HOME,
            ids[0],
            n + 1,
            ids[1],
            ids[2],
            1_795_395_600_123,
            9,
            b"s" * 18,
            body,
            b"h" * 32,
        ]
        read.append(unpacked(b"\x02" + msgspec.msgpack.encode(kept)))
    assert b'"response":"p1[.]Ya","duration":"PT12S"' in read[9]
    assert (
        hashlib.sha256(b"\n".join(read)).hexdigest()
        == "7bccbba9857480dee69b8dbfba6918a1f38bd3f239e8eb8e064dd4adf1e5e41f"
    )


def test_an_answer_of_a_kiosk_takes_a_third_of_its_json() -> None:
    chance = random.Random(1)
    bodies = [msgspec.json.encode(answer(chance)) for _ in range(100)]
    assert sum(len(packed(each)) for each in bodies) * 3 < sum(map(len, bodies))


def test_terms_are_the_same_in_every_process_and_others_for_every_hub() -> None:
    terms = Terms(bytes(32))
    assert terms.of("verb", "http://example.com/v") == 1068018035701958816
    assert terms.of("activity", "http://example.com/v") != terms.of("verb", "http://example.com/v")
    assert Terms(bytes(31) + b"\x01").of("verb", "http://example.com/v") != 1068018035701958816
