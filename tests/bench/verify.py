"""A certificate checked, from its file and from its code, beside zxing on the picture of a QR."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import segno
import zxingcpp
from msgspec import structs
from nacl.signing import SigningKey
from PIL import Image

from kiosk.certificate.page import render
from kiosk.certificate.scan import codes_in
from kiosk.certificate.scanner import Scanner
from kiosk.parcel import sealing
from kiosk.parcel.forms import Agency, DeviceCertificate
from kiosk.register.verify import Checker, nothing_here
from kiosk.trust import code
from kiosk.trust.judge import Known
from kiosk.trust.ring import Member, Ring
from kiosk.trust.seal import sealed
from tests.bench.certificate import FONTS, ORDINARY
from tests.bench.measure import Finding, Spread, Target, finding, milliseconds

TIMES = 40
DEVICE, ROOT = SigningKey(bytes(range(32))), SigningKey(bytes(range(1, 33)))
MOST = 50.0
FLOOR = "zxing-cpp pada gambar QR saja"


def run(_place: Path) -> Iterator[Finding]:
    """From a file, read in this process and in the child that a window or command asks; a code."""
    pdf, text = _issued()
    checker, picture = _checker(), _bare(text)
    with contextlib.closing(Scanner()) as scanner:
        scanner.codes_in(pdf)
        for name, what, ask in (
            ("verify-file", "PDF → jawaban, dibaca di proses sendiri", scanner.codes_in),
            ("verify-here", "PDF → jawaban, dibaca di proses ini", codes_in),
        ):
            yield _measured((name, what), _of_file(checker, pdf, ask), picture)
    yield _measured(("verify-code", "kode → jawaban"), lambda: checker.text(text), picture)


def _measured(
    subject: tuple[str, str], work: Callable[[], object], picture: Image.Image
) -> Finding:
    floor, mine = [], []
    work()
    for _ in range(TIMES):
        floor.append(milliseconds(lambda: zxingcpp.read_barcodes(picture)))
        mine.append(milliseconds(work))
    return finding((*subject, "ms"), mine, (FLOOR, floor), _within)


def _within(found: Spread, _ratio: float) -> tuple[Target, ...]:
    return (Target(f"median ≤ {MOST:.0f} ms", found.median <= MOST),)


def _of_file(checker: Checker, pdf: bytes, read: Callable[[bytes], object]) -> Callable[[], object]:
    def work() -> object:
        answer = checker.file(pdf, read(pdf))  # type: ignore[arg-type]
        if (answer.verdict.state, answer.seal) != ("valid", "whole"):
            raise AssertionError(answer)
        return answer

    return work


def _bare(text: str) -> Image.Image:
    out = io.BytesIO()
    segno.make_qr(text, error="m").save(out, kind="png", scale=4)
    return Image.open(out).convert("L")


def _issued() -> tuple[bytes, str]:
    said = code.Said(
        number=ORDINARY.number,
        name=ORDINARY.name,
        course=ORDINARY.course,
        hours=ORDINARY.hours,
        issued=ORDINARY.issued,
        facts=bytes(8),
        key=code.key_id(bytes(DEVICE.verify_key)),
    )
    text = code.packed(said, _signed_by(DEVICE))
    pdf = render(structs.replace(ORDINARY, check_code=text), FONTS)
    return sealed(pdf, _signed_by(DEVICE))[0], text


def _checker() -> Checker:
    agency = Agency("BKPSDM Contoh", "https://contoh.go.id", bytes(ROOT.verify_key), bytes(32))
    bare = DeviceCertificate("bench", bytes(DEVICE.verify_key), "CONTOH-01", 0, 0, 1)
    member = Member(sealing.signed(bare, _signed_by(ROOT)))
    return Checker(Known(Ring(agency, 0, (member,)), as_of=0), ORDINARY.issued, nothing_here)


def _signed_by(key: SigningKey) -> Callable[[bytes], bytes]:
    return lambda message: key.sign(message).signature
