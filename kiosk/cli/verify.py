"""dermaga verify: whether a certificate holds, from its PDF, a picture of it, or its check code."""

from __future__ import annotations

import contextlib
import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click
import msgspec

from kiosk.certificate.scan import MOST_BYTES, SUFFIXES, ScanTrouble
from kiosk.cli import verify_words as words
from kiosk.house import Rooms
from kiosk.register.verify import Answer, Checker, NoAnswer
from kiosk.store import StoreTrouble
from kiosk.trust import code

if TYPE_CHECKING:
    from kiosk.trust.judge import Verdict

_HOLDS = ("valid", "own")
_UNREAD = ("strange", "newer")
_MAGIC = (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"RIFF")


@click.command()
@click.argument("what", metavar="BERKAS|KODE|-")
@click.option("--json", "as_json", is_flag=True, help="Tulis hasilnya sebagai JSON.")
@click.option("--lang", type=click.Choice(["id", "en"]), default="id", help="Bahasa jawaban.")
@click.pass_obj
def verify(given: tuple[Rooms, Path], what: str, *, as_json: bool, lang: str) -> None:
    """Periksa sertifikat: PDF, gambar hasil pindai (PNG, JPEG, TIFF, WebP), atau kode periksanya.

    Tanda - membaca berkas atau kode dari masukan baku; -- mendahului kode yang diawali garis. Tidak
    perlu internet, tidak ada yang diubah, dan boleh dijalankan selagi kios terbuka. Selesai dengan
    kode 0 bila sah, 1 bila tidak sah atau tidak dapat dipastikan, 2 bila tidak dapat dibaca.
    """
    rooms, data = given
    try:
        with rooms.checker(data) as checker:
            answer = _answer(checker, what)
    except NoAnswer as no:
        _unread(no.code, no.text, as_json=as_json, lang=lang)
    except ScanTrouble as trouble:
        _unread(trouble.code, "", as_json=as_json, lang=lang)
    except OSError:
        _unread("file", "", as_json=as_json, lang=lang)
    except StoreTrouble as trouble:
        _unread("store", trouble.code, as_json=as_json, lang=lang)
    age = _age(rooms, answer.verdict)
    if as_json:
        _echo(_told(answer, age, lang))
    else:
        click.echo("\n".join(words.lines(answer, age, lang)))
    sys.exit(0 if answer.verdict.state in _HOLDS else 2 if answer.verdict.state in _UNREAD else 1)


def _answer(checker: Checker, what: str) -> Answer:
    if what == "-":
        body = sys.stdin.buffer.read(MOST_BYTES + 1)
        if b"%PDF-" not in body[:1024] and not body.startswith(_MAGIC):
            return checker.text(body.decode(errors="replace"))
        return _of_file(checker, body)
    path = _file(what)
    if path is None:
        return checker.text(what)
    with path.open("rb") as file:
        return _of_file(checker, file.read(MOST_BYTES + 1))


def _of_file(checker: Checker, body: bytes) -> Answer:
    """Read in a process of its own: a file made to crash a reader leaves a sentence, too."""
    from kiosk.certificate.scanner import Scanner

    with contextlib.closing(Scanner()) as scanner:
        return checker.file(body, scanner.codes_in(body))


def _file(what: str) -> Path | None:
    """The file that is meant; None for a code, which may be longer than a file's name."""
    path = Path(what)
    if what.lower().endswith(SUFFIXES):
        return path
    try:
        return path if what.strip() and path.exists() else None
    except (OSError, ValueError):
        return None


def _age(rooms: Rooms, verdict: Verdict) -> words.Age | None:
    """How old the list of revocations is; None if none ever came."""
    if verdict.as_of is None:
        return None
    date = rooms.day_of(verdict.as_of)
    today = dt.date.fromisoformat(rooms.day_of(rooms.now()))
    return words.Age(date, max(0, (today - dt.date.fromisoformat(date)).days))


def _told(answer: Answer, age: words.Age | None, lang: str) -> dict[str, object]:
    verdict, said = answer.verdict, answer.verdict.said
    as_of = verdict.as_of
    return {
        "state": verdict.state,
        "source": answer.source,
        "seal": answer.seal,
        "registered": answer.registered,
        "compare_by_eye": answer.by_eye,
        "certificate": None
        if said is None
        else {
            **{f: getattr(said, f) for f in ("number", "name", "course", "hours", "issued")},
            **{f: getattr(said, f) for f in ("valid_until", "replaces", "cut")},
            "letters": code.letters(said),
        },
        "issuer": verdict.issuer,
        "agency": verdict.agency,
        "reason": verdict.reason,
        "date": verdict.date,
        "replaced_by": verdict.replaced_by,
        "differences": [msgspec.structs.asdict(each) for each in answer.differences],
        "list_as_of": None if as_of is None else _utc(as_of),
        "list_days": None if age is None else age.days,
        "words": words.lines(answer, age, lang),
    }


def _utc(at: int) -> str:
    return dt.datetime.fromtimestamp(at / 1000, dt.UTC).isoformat(timespec="seconds")


def _unread(why: str, text: str, *, as_json: bool, lang: str) -> NoReturn:
    said = words.unread(why, text, lang)
    if as_json:
        _echo({"state": "unread", "why": why, "text": text, "words": [said]})
    else:
        click.echo(said, err=True)
    sys.exit(2)


def _echo(table: dict[str, object]) -> None:
    click.echo(msgspec.json.format(msgspec.json.encode(table)).decode())
