"""A parcel is taken whole, as it was packed, by whom it is for; or it is not taken."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.parcel import contents, sealing
from kiosk.parcel.forms import DeviceCertificate, Request
from kiosk.parcel.parcel import (
    ParcelTrouble,
    Signer,
    fitting,
    name_of,
    opened,
    packed,
    packed_down,
    unsealed,
    unsealed_down,
)
from kiosk.xapi.line import Line
from tests.parcel import samples
from tests.parcel.samples import AGENCY, DAY, LEARNER, OWNED, SECRET, agency_signs, device, signer

ONE = device(1)


def code_of(file: bytes, secret: bytes = SECRET) -> str:
    with pytest.raises(ParcelTrouble) as trouble:
        unsealed(file, secret)
    return trouble.value.code


def with_contents(lines: tuple[Line, ...], box: bytes, **more: Any) -> bytes:  # noqa: ANN401
    """A rightly signed parcel whose sealed ZIP is another than the header tells."""
    true = contents.packed
    try:
        contents.packed = lambda *_: box
        return packed(lines, signer(ONE), AGENCY, **more)
    finally:
        contents.packed = true


def boxed(**files: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as box:
        for name, content in files.items():
            box.writestr(name.replace("_", "."), content)
    return written.getvalue()


@settings(max_examples=50)
@given(
    owned=st.lists(OWNED, min_size=1, max_size=8),
    start=st.integers(0, 7),
    gone=st.sets(st.integers(0, 7)),
)
def test_what_was_packed_comes_out_whatever_the_events(
    owned: list[tuple[str, Any]], start: int, gone: set[int]
) -> None:
    start = min(start, len(owned) - 1)
    lines = [
        samples.erased(line) if n in gone else line for n, line in enumerate(samples.chained(owned))
    ]
    before = lines[start - 1].hash if start else b""
    file = packed(lines[start:], signer(ONE), AGENCY, before=before)
    assert unsealed(file, SECRET) == tuple(lines[start:])


def test_the_header_tells_who_sends_what() -> None:
    header = opened(packed(samples.day(9)[3:], signer(ONE), AGENCY))
    assert (header.way, header.device, header.by) == ("up", ONE, ONE)
    assert (header.first, header.last, header.count) == (4, 9, 6)
    assert header.public == signer(ONE).public
    assert header.to == sealing.key_id(AGENCY.seal)
    assert isinstance(header.certificate, DeviceCertificate)
    assert header.request is None
    assert name_of(header) == f"{ONE}-4-9.dermaga"


def test_a_new_life_sends_its_request_in_place_of_a_certificate() -> None:
    sending = signer(ONE)
    request = sealing.with_mac(Request(ONE, sending.public, device(2), "p1"), bytes(32))
    new = Signer(ONE, sending.public, sending.sign, request)
    header = opened(packed(samples.day(3, device(2)), new, AGENCY))
    assert (header.device, header.by) == (device(2), ONE)
    assert header.certificate is None
    assert header.request == request
    assert sealing.mac_holds(header.request, bytes(32))


def test_nothing_of_the_records_can_be_read_without_the_agencys_secret() -> None:
    file = packed(samples.day(10), signer(ONE), AGENCY)
    for secret in (LEARNER, "pelayanan-prima", "199001012015011001", "Peserta"):
        assert secret.encode() not in file
    assert code_of(file, bytes(32)) == "foreign"


@pytest.mark.parametrize("cut", [0, 1, 8, 11, 12, 200, -1])
def test_a_parcel_cut_off_is_short(cut: int) -> None:
    file = packed(samples.day(10), signer(ONE), AGENCY)
    assert code_of(file[:cut]) == "short"


def test_a_parcel_cut_at_any_byte_is_short() -> None:
    file = packed(samples.day(2), signer(ONE), AGENCY)
    assert {code_of(file[:cut]) for cut in range(len(file))} == {"short"}


def test_a_parcel_with_more_behind_it_is_damaged() -> None:
    assert code_of(packed(samples.day(2), signer(ONE), AGENCY) + b"\0") == "damaged"


def test_what_is_no_parcel_is_strange() -> None:
    assert code_of(b"Hello, I am a letter") == "strange"
    assert code_of(b"DERMAGA1" + b"\xff" * 80) == "strange"
    assert code_of(b"DERMAGA1" + (2).to_bytes(4, "big") + b"{}" + bytes(80)) == "strange"


def test_a_parcel_of_a_later_version_is_newer_even_if_nothing_else_is_understood() -> None:
    head = b'{"form":2,"what":"else"}'
    file = b"DERMAGA1" + len(head).to_bytes(4, "big") + head + bytes(80)
    assert code_of(file) == "newer"


def test_a_header_changed_by_another_hand_is_forged() -> None:
    file = packed(samples.day(3), signer(ONE), AGENCY)
    assert code_of(file.replace(ONE.encode(), device(7).encode())) == "forged"
    assert code_of(file.replace(b"Kios 1", b"Kios 2")) == "forged"


def test_a_signature_for_a_parcel_down_does_not_hold_up() -> None:
    sending = signer(ONE)
    down = packed_down((), "", (ONE, sending.public), (sending.public, sending.sign))
    assert code_of(down) == "foreign"
    assert code_of(down.replace(b'"way":"down"', b'"way":"up"  ')) == "strange"


def test_sealed_bytes_changed_are_damaged() -> None:
    file = packed(samples.day(3), signer(ONE), AGENCY)
    assert code_of(file[:-1] + bytes([file[-1] ^ 1])) == "damaged"


def test_lines_that_are_no_chain_are_damaged() -> None:
    lines = samples.day(6)
    changed = msgspec.structs.replace(lines[2], at=lines[2].at + 1)
    other_end = samples.chained([(LEARNER, event) for event in reversed(DAY[:6])])
    for broken in (
        (*lines[:2], changed, *lines[3:]),
        (*lines[:3], *other_end[3:]),
        (lines[0], *other_end[1:]),
    ):
        assert code_of(packed(broken, signer(ONE), AGENCY)) == "damaged"


def test_the_first_line_must_follow_from_what_is_said_to_lie_before_it() -> None:
    lines = samples.day(6)
    assert unsealed(packed(lines[3:], signer(ONE), AGENCY, before=lines[2].hash), SECRET)
    assert code_of(packed(lines[3:], signer(ONE), AGENCY, before=lines[1].hash)) == "damaged"


def test_after_a_lost_event_the_first_is_believed_and_the_rest_must_follow() -> None:
    lines = samples.day(6)
    assert unsealed(packed(lines[3:], signer(ONE), AGENCY), SECRET) == lines[3:]


def test_the_very_first_event_has_nothing_before_it() -> None:
    lines = samples.chained([(LEARNER, event) for event in DAY], after=(0, b"\1" * 32))
    assert code_of(packed(lines, signer(ONE), AGENCY)) == "damaged"


def test_what_is_inside_must_be_what_the_header_tells() -> None:
    lines = samples.day(4)
    others = samples.day(4, device(2))
    for inside, told in ((others, lines), (lines[:3], lines), (lines[1:], lines[:3])):
        manifest = contents.Manifest(inside[0].device, inside[0].seq, inside[-1].seq, len(inside))
        box = contents.packed(manifest, inside, AGENCY.home_page)
        assert code_of(with_contents(told, box)) == "damaged"


def test_lines_of_another_place_are_damaged_whatever_the_manifest_says() -> None:
    lines = samples.day(6)
    manifest = contents.Manifest(ONE, 2, 4, 3)
    box = contents.packed(manifest, lines[2:5], AGENCY.home_page)
    assert code_of(with_contents(lines[1:4], box)) == "damaged"


def test_a_manifest_that_says_otherwise_than_the_header_is_damaged() -> None:
    lines = samples.day(6)
    for manifest in (
        contents.Manifest(device(2), 1, 6, 6, bytes(32)),
        contents.Manifest(ONE, 2, 6, 6, bytes(32)),
        contents.Manifest(ONE, 1, 7, 6, bytes(32)),
    ):
        box = contents.packed(manifest, lines, AGENCY.home_page)
        assert code_of(with_contents(lines, box)) == "damaged"


GONE = samples.erased(samples.day(1)[0])


@pytest.mark.parametrize(
    "odd",
    [
        {"seq": 0}, {"seq": -1}, {"seq": 1 << 62}, {"at": 1 << 62}, {"clock": -1},
        {"id": "x"}, {"id": LEARNER.upper()}, {"device": ""}, {"device": "../x"},
        {"hash": b""}, {"hash": bytes(33)}, {"kind": ""}, {"kind": "a\nb"}, {"kind": "x" * 65},
        {"learner": "x"}, {"learner": ONE + "0"}, {"salt": b"short"}, {"salt": bytes(65)},
        {"salt": b""},
        {"salt": b"", "learner": "", "body": bytes(31)},
        {"salt": b"", "learner": LEARNER, "body": bytes(32)},
    ],
    ids=str,
)  # fmt: skip
def test_a_bare_line_that_no_store_writes_is_damaged(odd: dict[str, Any]) -> None:
    line = msgspec.structs.replace(samples.day(1)[0], **odd)
    box = contents.packed(contents.Manifest(ONE, 1, 1, 1), (line,), "")
    with pytest.raises(ParcelTrouble, match="damaged"):
        contents.read(box)
    assert contents.read(contents.packed(contents.Manifest(ONE, 1, 1, 1), (GONE,), ""))


def test_a_statement_that_lies_is_damaged() -> None:
    lines = samples.day(9)
    manifest = contents.Manifest(ONE, 1, 9, 9, bytes(32))
    with zipfile.ZipFile(io.BytesIO(contents.packed(manifest, lines, AGENCY.home_page))) as box:
        said, told = box.read(contents.STATEMENTS), box.read(contents.MANIFEST)
    assert b"verbs/passed" in said
    for new in (said.replace(b"verbs/passed", b"verbs/failed"), said.replace(b'"a"', b'"b"')):
        lying = boxed(manifest_json=told, statements_jsonl=new)
        assert code_of(with_contents(lines, lying)) == "damaged"


MANIFEST = msgspec.json.encode(contents.Manifest(ONE, 1, 1, 1, bytes(32)))


@pytest.mark.parametrize(
    "box",
    [
        b"",
        b"no zip",
        boxed(),
        boxed(manifest_json=MANIFEST),
        boxed(manifest_json=MANIFEST, statements_jsonl=b"", more_txt=b""),
        boxed(**{"manifest_json": MANIFEST, "../statements_jsonl": b"{}"}),
        boxed(**{"manifest_json": MANIFEST, "/etc/passwd": b"{}"}),
        boxed(manifest_json=b"[", statements_jsonl=b"{}"),
        boxed(manifest_json=b"\xff" * 100, statements_jsonl=b"{}"),
        boxed(manifest_json=MANIFEST, statements_jsonl=b"{}"),
        boxed(manifest_json=MANIFEST, statements_jsonl=b"[]"),
        boxed(manifest_json=MANIFEST, statements_jsonl=b"null"),
        boxed(manifest_json=MANIFEST, statements_jsonl=b"[" * 100_000),
        boxed(manifest_json=MANIFEST, statements_jsonl=b"\xff\xfe"),
        boxed(manifest_json=MANIFEST, statements_jsonl=b'{"line":{}}'),
        boxed(manifest_json=MANIFEST.ljust(5_000), statements_jsonl=b"{}"),
    ],
)
def test_what_is_inside_and_is_not_as_we_pack_is_damaged(box: bytes) -> None:
    assert code_of(with_contents(samples.day(1), box)) == "damaged"


def test_a_parcel_whose_inside_is_of_a_later_version_is_newer() -> None:
    later = b'{"device":"","first":1,"last":1,"count":1,"form":2}'
    box = boxed(manifest_json=later, statements_jsonl=b"{}")
    assert code_of(with_contents(samples.day(1), box)) == "newer"


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = boxed(manifest_json=MANIFEST, statements_jsonl=bytes(contents.MOST_UNPACKED + 1))
    assert len(bomb) < 100_000
    assert code_of(with_contents(samples.day(1), bomb)) == "damaged"


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    size = contents.MOST_UNPACKED + 1
    bomb = boxed(manifest_json=MANIFEST, statements_jsonl=bytes(size))
    lying = bomb.replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != bomb
    assert code_of(with_contents(samples.day(1), lying)) == "damaged"


def test_a_zip_that_is_encrypted_or_packed_otherwise_is_refused() -> None:
    box = boxed(manifest_json=MANIFEST, statements_jsonl=b"{}")
    with zipfile.ZipFile(io.BytesIO(box)) as there:
        at = there.start_dir
    encrypted = box[: at + 8] + b"\1" + box[at + 9 :]
    assert code_of(with_contents(samples.day(1), encrypted)) == "damaged"
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_LZMA) as lzma:
        lzma.writestr("manifest.json", MANIFEST)
        lzma.writestr("statements.jsonl", b"{}")
    assert code_of(with_contents(samples.day(1), written.getvalue())) == "damaged"


def test_only_contiguous_lines_fit_into_one_parcel() -> None:
    lines = samples.day(10)
    assert fitting(lines) == 10
    assert fitting((*lines[:4], *lines[6:])) == 4
    with pytest.raises(ValueError, match="contiguous"):
        packed((lines[0], lines[2]), signer(ONE), AGENCY)


def test_a_parcel_is_cut_before_it_is_too_large_to_be_taken() -> None:
    line = samples.day(1)[0]
    large = [msgspec.structs.replace(line, seq=n, body=b"x" * (1 << 20)) for n in range(1, 20)]
    assert fitting(large) == 8
    huge = msgspec.structs.replace(line, body=b"x" * (20 << 20))
    assert fitting([huge, large[1]]) == 1


def unseal(box: bytes) -> bytes:
    return sealing.unsealed_by_device(box, samples.seed_of(ONE))


def test_what_comes_down_is_for_one_device_by_its_own_agency() -> None:
    lines = (*samples.day(3, device(2)), *samples.day(9, device(3))[4:])
    file = packed_down(lines, "after 9", (ONE, signer(ONE).public), (AGENCY.sign, agency_signs))
    down = unsealed_down(file, ONE, AGENCY.sign, unseal)
    assert down.lines == lines
    assert down.cursor == "after 9"

    def other(box: bytes) -> bytes:
        return sealing.unsealed_by_device(box, samples.seed_of(device(2)))

    up = packed(samples.day(1), signer(ONE), AGENCY)
    for given_to in (
        (file, device(2), AGENCY.sign, unseal),
        (file, ONE, signer(ONE).public, unseal),
        (file, ONE, AGENCY.sign, other),
        (up, ONE, AGENCY.sign, unseal),
    ):
        with pytest.raises(ParcelTrouble, match="foreign"):
            unsealed_down(*given_to)
