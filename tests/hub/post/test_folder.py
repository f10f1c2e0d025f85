from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.hub.database import reading, writing
from kiosk.hub.post import devices, disk, revocations
from kiosk.hub.post.folder import Visit, visit
from kiosk.hub.post.post import Post
from kiosk.hub.post.trouble import PostTrouble
from kiosk.parcel import parcel, sealing
from kiosk.parcel.forms import Agency, PairFile, Receipt, Request, Revocations
from tests.hub.post.conftest import Time, let_in, post_at
from tests.hub.post.kiosks import LEARNER, OTHER, Kiosk

Counted = Callable[[str], int]


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def lay(post: Post, stick: Path, kiosk: Kiosk, first: int, last: int) -> Path:
    """What the kiosk does: a whole file under its own folder."""
    content = kiosk.parcel(post.keys.agency, first, last)
    return _file(stick, f"up/{kiosk.device}/{parcel.name_of(parcel.opened(content))}", content)


def _file(stick: Path, place: str, content: bytes) -> Path:
    file = stick / "DERMAGA" / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


def go(post: Post, stick: Path, *, pair: bool = False) -> Visit:
    return visit(post, stick, "stick", carry_word=lambda _place: 0, pair=pair)


def refused(post: Post, stick: Path) -> str:
    with pytest.raises(PostTrouble) as trouble:
        go(post, stick)
    return trouble.value.code


def read(stick: Path, place: str) -> bytes:
    return (stick / "DERMAGA" / place).read_bytes()


def test_parcels_of_several_kiosks_go_in_and_receipts_lie_there(
    post: Post, kiosk: Kiosk, second: Kiosk, stick: Path
) -> None:
    kiosk.work(12)
    second.work(2)
    files = [lay(post, stick, kiosk, a, b) for a, b in ((10, 12), (1, 4), (5, 9))]
    files.append(lay(post, stick, second, 1, 2))
    found = go(post, stick)
    assert (found.parcels, found.events, found.refused) == (4, 14, ())
    assert not any(file.exists() for file in files)
    receipt = sealing.read(read(stick, f"receipts/{kiosk.device}.json"), Receipt)
    assert sealing.holds(receipt, post.keys.agency.sign)
    assert (receipt.upto, receipt.gaps) == (12, ())
    assert sealing.read(read(stick, "agency.json"), Agency) == post.keys.agency


def test_roaming_events_lie_there_for_each_kiosk_and_are_not_written_again(
    post: Post, kiosk: Kiosk, second: Kiosk, stick: Path
) -> None:
    kiosk.work(2)
    kiosk.work(1, OTHER)
    second.work(1)
    lay(post, stick, kiosk, 1, 3)
    lay(post, stick, second, 1, 1)
    assert go(post, stick).down == 2
    file = stick / "DERMAGA" / "elsewhere" / f"{second.device}.dermaga"
    down = second.read(file.read_bytes(), post.keys.agency)
    assert list(down.lines) == kiosk.lines[:2]
    before = file.stat().st_mtime_ns, file.stat().st_ino
    assert go(post, stick).down == 0
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == before


def test_a_question_on_the_stick_says_where_to_go_on(
    post: Post, kiosk: Kiosk, second: Kiosk, stick: Path
) -> None:
    kiosk.work(2)
    lay(post, stick, kiosk, 1, 2)
    ask = f"ask/{second.device}-elsewhere.json"
    _file(stick, ask, sealing.written(second.ask_elsewhere([LEARNER])))
    assert go(post, stick).down == 1
    place = f"elsewhere/{second.device}.dermaga"
    cursor = second.read(read(stick, place), post.keys.agency).cursor
    _file(stick, ask, sealing.written(second.ask_elsewhere([LEARNER], cursor)))
    assert go(post, stick).down == 0
    assert not (stick / "DERMAGA" / place).exists()


def test_a_kiosk_is_paired_by_stick_only_when_the_officer_wants_it(post: Post, stick: Path) -> None:
    kiosk = Kiosk(3)
    ask = _file(stick, f"ask/{kiosk.device}.json", sealing.written(kiosk.ask_to_pair("")))
    assert (go(post, stick).asking, go(post, stick).paired) == (("Kios 3",), ())
    assert go(post, stick, pair=True).paired == ("Kios 3",)
    assert not ask.exists()
    answer = sealing.read(read(stick, f"pair/{kiosk.device}.json"), PairFile)
    assert sealing.holds(answer, post.keys.agency.sign)
    secret = sealing.unsealed_by_device(answer.sealed, bytes(kiosk.key))
    later = Kiosk(4)
    bare = Request(later.device, later.public, kiosk.device, answer.pairing)
    later.voucher = sealing.with_mac(bare, secret)
    later.work(1)
    lay(post, stick, later, 1, 1)
    assert go(post, stick).events == 1


def test_a_new_life_finds_its_certificate_on_the_stick(
    post: Post, kiosk: Kiosk, stick: Path
) -> None:
    later = Kiosk(4)
    with reading(post.engine) as connection:
        pairing = devices.pairing_of(connection, kiosk.device)
    bare = Request(later.device, later.public, kiosk.device, pairing)
    request = sealing.with_mac(bare, kiosk.secret)
    _file(stick, f"ask/{later.device}.json", sealing.written(request))
    go(post, stick)
    answer = sealing.read(read(stick, f"pair/{later.device}.json"), PairFile)
    assert sealing.certificate_holds(answer.certificate, post.keys.agency)
    assert (answer.certificate.device, answer.sealed) == (later.device, b"")


def test_half_files_and_strange_ones_stay_and_are_named(
    post: Post, kiosk: Kiosk, stick: Path, counted: Counted
) -> None:
    kiosk.work(2)
    half = lay(post, stick, kiosk, 1, 2)
    half.write_bytes(half.read_bytes()[:-5])
    part = half.with_name(half.name + ".part")
    part.write_bytes(b"DERMAGA1")
    strange = _file(stick, f"up/{kiosk.device}/x.dermaga", b"not one")
    _file(stick, "ask/x.json", b"{}")
    _file(stick, "up/not-an-id/a.dermaga", b"whatever")
    found = go(post, stick)
    assert found.refused == (
        ("x.json", "strange"), (strange.name, "strange"), (half.name, "short"),
    )  # fmt: skip
    assert (found.parcels, counted("post_line")) == (0, 0)
    assert all(file.exists() for file in (half, part, strange))


def test_every_cut_of_a_parcel_is_left_alone_and_the_whole_one_taken(
    post: Post, kiosk: Kiosk, stick: Path, counted: Counted
) -> None:
    kiosk.work(1)
    file = lay(post, stick, kiosk, 1, 1)
    whole = file.read_bytes()
    for cut in range(0, len(whole), 29):
        file.write_bytes(whole[:cut])
        assert go(post, stick).refused == ((file.name, "short"),)
    assert counted("post_line") == 0
    file.write_bytes(whole)
    assert go(post, stick).events == 1


class Pulled:
    """A stick that is pulled out at its `last`-th write or removal."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, last: int) -> None:
        self._left = last
        self._put, self._unlink = disk.put, Path.unlink
        monkeypatch.setattr(disk, "put", self.put)
        monkeypatch.setattr(Path, "unlink", lambda file, **how: self.unlink(file, **how))  # noqa: PLW0108 - a bound method would not get the file

    def put(self, file: Path, content: bytes) -> bool:
        self._step()
        return self._put(file, content)

    def unlink(self, file: Path, *, missing_ok: bool = False) -> None:
        self._step()
        self._unlink(file, missing_ok=missing_ok)

    def _step(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise OSError(errno.EIO, "pulled out")


@pytest.mark.parametrize("last", range(12))
def test_pulled_out_after_any_step_the_next_visit_ends_the_same(
    post: Post, stick: Path, monkeypatch: pytest.MonkeyPatch, last: int
) -> None:
    kiosks = let_in(post, Kiosk(1)), let_in(post, Kiosk(2))
    for kiosk in kiosks:
        kiosk.work(2)
        lay(post, stick, kiosk, 1, 2)
    with monkeypatch.context() as patched:
        Pulled(patched, last)
        with contextlib.suppress(PostTrouble):
            go(post, stick)
    go(post, stick)
    for kiosk in kiosks:
        receipt = sealing.read(read(stick, f"receipts/{kiosk.device}.json"), Receipt)
        assert receipt.upto == 2
        assert not list((stick / "DERMAGA" / "up" / kiosk.device).iterdir())


def test_a_stick_of_another_agency_is_not_touched(
    post: Post, kiosk: Kiosk, stick: Path, tmp_path: Path, time: Time
) -> None:
    other = post_at(tmp_path / "other", time)
    _file(stick, "agency.json", sealing.written(other.keys.agency))
    kiosk.work(1)
    file = lay(post, stick, kiosk, 1, 1)
    assert refused(post, stick) == "stick-foreign"
    assert file.exists()
    other.engine.dispose()


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "stick-full"),
        (errno.EROFS, "stick-read-only"),
        (errno.EACCES, "stick-read-only"),
        (errno.EIO, "stick-gone"),
    ],
)
def test_what_the_disk_says_is_told_and_what_went_in_stays(  # noqa: PLR0913, PLR0917
    post: Post, kiosk: Kiosk, stick: Path, monkeypatch: pytest.MonkeyPatch, counted: Counted,
    number: int, code: str,
) -> None:  # fmt: skip
    kiosk.work(2)
    go(post, stick)
    file = lay(post, stick, kiosk, 1, 2)

    def full(_file: int) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        assert refused(post, stick) == code
    assert counted("post_line") == 2
    assert file.exists()
    assert not list((stick / "DERMAGA").rglob("*.part"))
    assert go(post, stick).parcels == 1
    assert not file.exists()


def test_a_stick_that_is_not_there_is_told(post: Post, tmp_path: Path) -> None:
    assert refused(post, tmp_path / "none") == "stick-gone"


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
@pytest.mark.parametrize("name", ["up", "receipts", "elsewhere", "word", "pair", "ask"])
def test_a_link_that_leads_out_of_the_stick_is_not_followed(
    post: Post, stick: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / "outside").mkdir()
    (stick / "DERMAGA").mkdir()
    (stick / "DERMAGA" / name).symlink_to(tmp_path / "outside")
    assert refused(post, stick) == "stick-foreign"
    assert not list((tmp_path / "outside").iterdir())


def test_a_revoked_kiosk_gets_nothing_and_the_list_says_so(
    post: Post, kiosk: Kiosk, second: Kiosk, stick: Path
) -> None:
    kiosk.work(1)
    second.work(1)
    lay(post, stick, kiosk, 1, 1)
    go(post, stick)
    with writing(post.engine) as connection:
        revocations.revoke_device(post, connection, second.device, "hilang")
    lay(post, stick, second, 1, 1)
    found = go(post, stick)
    assert [code for _, code in found.refused] == ["revoked"]
    assert not (stick / "DERMAGA" / "elsewhere" / f"{second.device}.dermaga").exists()
    assert sealing.read(read(stick, "revoked.json"), Revocations).devices == (second.device,)


def test_a_file_that_is_too_large_is_not_read(post: Post, kiosk: Kiosk, stick: Path) -> None:
    file = _file(stick, f"up/{kiosk.device}/{kiosk.device}-1-1.dermaga", b"")
    with file.open("r+b") as out:
        out.truncate(40 << 20)
    assert go(post, stick).refused == ((file.name, "large"),)


def test_files_that_were_refused_and_did_not_change_are_looked_at_once(
    post: Post, kiosk: Kiosk, stick: Path
) -> None:
    from kiosk.cli.hub_sticks import past

    file = _file(stick, f"up/{kiosk.device}/x.dermaga", b"strange")
    looked = past({})
    rounds = [
        visit(post, stick, "folder", carry_word=lambda _place: 0, past=looked).refused
        for _ in range(2)
    ]
    file.write_bytes(b"strange too")
    rounds.append(visit(post, stick, "folder", carry_word=lambda _: 0, past=looked).refused)
    assert rounds == [(("x.dermaga", "strange"),), (), (("x.dermaga", "strange"),)]
