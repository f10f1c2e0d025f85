"""The stick: pulled out at any byte, full, read-only, hurt; what was on it before stays whole."""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Self, cast

import msgspec
import pytest

from kiosk.parcel import sealing
from kiosk.parcel.parcel import ParcelTrouble, opened
from kiosk.sync.files import Files, trouble
from kiosk.sync.folder import Folder, is_ours
from kiosk.sync.rounds import Outcome
from kiosk.sync.trouble import SyncTrouble
from tests.disks import fill, make_read_only, make_writable, small_disk
from tests.parcel.samples import AGENCY, device
from tests.sync.kiosks import Kiosk
from tests.sync.receiver import Receiver


class _Breaking:
    """A file that takes so many bytes and no more."""

    def __init__(self, file: BinaryIO, most: int, code: int) -> None:
        self._file, self._most, self._code = file, most, code

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, content: bytes) -> int:
        self._file.write(content[: self._most])
        self._file.flush()
        if len(content) > self._most:
            raise OSError(self._code, os.strerror(self._code))
        return len(content)

    def flush(self) -> None:
        self._file.flush()

    def fileno(self) -> int:
        return self._file.fileno()


def breaking(most: int, code: int) -> type[Files]:
    """Files of a stick that is pulled out (or is full) after so many bytes of a parcel."""

    class Broken(Files):
        def opened(self, part: Path) -> BinaryIO:
            file = super().opened(part)
            if ".dermaga" not in part.name:
                return file
            return cast("BinaryIO", _Breaking(file, most, code))

        def write(self, place: str, content: bytes) -> None:
            # nobody can tidy up on a stick that is gone: what was half-written lies there
            try:
                super().write(place, content)
            except SyncTrouble as error:
                if error.code == "gone":
                    half = self.root / (place + ".part")
                    half.write_bytes(content[:most])
                raise

    return Broken


def one_parcel(kiosk: Kiosk, stick: Path) -> tuple[Path, bytes]:
    kiosk.round(Folder(stick, "stick"))
    (file,) = stick.glob("DERMAGA/up/*/*")
    return file, file.read_bytes()


def whole(kiosk: Kiosk, receiver: Receiver) -> bool:
    log = receiver.logs.get(kiosk.device, {})
    came = receiver.came
    return [log[n] for n in sorted(log)] == kiosk.logs[kiosk.device] and len(came) == len(log)


def test_a_stick_pulled_out_at_any_byte_loses_nothing(
    tmp_path: Path, counted: Callable[..., None]
) -> None:
    size = len(one_parcel(recorded(2), tmp_path / made("first", tmp_path))[1])
    lost = 0
    for at in range(0, size, 1 if os.environ.get("DERMAGA_FAULTS") == "long" else 19):
        root = tmp_path / made("stick", tmp_path)
        kiosk, receiver = recorded(2), Receiver()
        outcome = kiosk.round(Folder(root, "stick", files=breaking(at, errno.EIO)))
        assert (outcome.trouble, outcome.sent, kiosk.waiting) == ("gone", 0, 2)
        assert receiver.visit(root) == []
        assert receiver.came == []
        kiosk.round(Folder(root, "stick"))
        assert receiver.visit(root) == []
        kiosk.round(Folder(root, "stick"))
        lost += not (whole(kiosk, receiver) and kiosk.waiting == 0)
        assert not list(root.rglob("*.part"))
        shutil.rmtree(root)
    counted("sync, stick pulled out", acknowledged=2 * size, lost=lost, bytes=size)
    assert lost == 0


def recorded(count: int) -> Kiosk:
    kiosk = Kiosk(1)
    kiosk.record(count)
    return kiosk


def made(name: str, above: Path) -> str:
    (above / name).mkdir()
    return name


def test_a_parcel_that_the_stick_kept_only_half_of_is_written_again(tmp_path: Path) -> None:
    kiosk, receiver = recorded(2), Receiver()
    file, good = one_parcel(kiosk, tmp_path)
    for cut in range(0, len(good), 41):
        for bad in (good[:cut], good[:cut].ljust(len(good), b"\0")):
            file.write_bytes(bad)
            assert receiver.visit(tmp_path) != []
            assert kiosk.round(Folder(tmp_path, "stick")).sent == 2
            assert opened(file.read_bytes()).count == 2
    receiver.visit(tmp_path)
    assert whole(kiosk, receiver)


def test_a_half_receipt_is_none(kiosk: Kiosk, receiver: Receiver, tmp_path: Path) -> None:
    kiosk.record(2)
    stick = Folder(tmp_path, "stick")
    kiosk.round(stick)
    receiver.visit(tmp_path)
    file = tmp_path / f"DERMAGA/receipts/{device(1)}.json"
    good = file.read_bytes()
    for cut in range(0, len(good), 5):
        file.write_bytes(good[:cut])
        outcome = kiosk.round(stick)
        assert (outcome.trouble, outcome.received) == (None, 0)
    file.write_bytes(good.replace(b'"upto":2', b'"upto":9'))
    assert kiosk.round(stick).others == ("forged",)
    file.write_bytes(good)
    assert kiosk.round(stick).received == 2


def test_a_full_stick_says_so_and_leaves_nothing_half(kiosk: Kiosk, tmp_path: Path) -> None:
    kiosk.record(5)
    outcome = kiosk.round(Folder(tmp_path, "stick", files=breaking(100, errno.ENOSPC)))
    assert outcome == Outcome(waiting=5, trouble="full")
    assert not list(tmp_path.rglob("*.part"))


def test_a_small_stick_that_is_full_takes_the_rest_when_there_is_room(
    tmp_path: Path, receiver: Receiver, kiosk: Kiosk
) -> None:
    with small_disk(tmp_path / "stick", "1m") as disk:
        kiosk.record(40)
        kiosk.round(Folder(disk, "stick"))
        kiosk.record(40)
        ballast = fill(disk, 8_192)
        outcome = kiosk.round(Folder(disk, "stick"))
        assert (outcome.trouble, outcome.waiting) == ("full", 80)
        assert receiver.visit(disk) == []
        outcome = kiosk.round(Folder(disk, "stick"))
        assert (outcome.trouble, outcome.received) == ("full", 40)
        ballast.unlink()
        assert kiosk.round(Folder(disk, "stick")).sent == 40
        receiver.visit(disk)
        kiosk.round(Folder(disk, "stick"))
        assert whole(kiosk, receiver)
        assert kiosk.waiting == 0


def test_a_stick_that_may_only_be_read_still_tells_what_was_received(
    tmp_path: Path, receiver: Receiver, kiosk: Kiosk
) -> None:
    with small_disk(tmp_path / "stick", "1m") as disk:
        kiosk.record(4)
        kiosk.round(Folder(disk, "stick"))
        receiver.visit(disk)
        kiosk.record(1)
        make_read_only(disk)
        outcome = kiosk.round(Folder(disk, "stick"))
        assert (outcome.trouble, outcome.received, outcome.waiting) == ("read-only", 4, 1)
        make_writable(disk)


def test_a_stick_that_is_pulled_out_for_good_is_away(kiosk: Kiosk, tmp_path: Path) -> None:
    kiosk.record(1)
    assert kiosk.round(Folder(tmp_path / "nothing", "stick")).trouble == "away"
    assert not (tmp_path / "nothing").exists()


def test_staging_takes_at_most_twice_the_payload(tmp_path: Path, kiosk: Kiosk) -> None:
    kiosk.record(12_000)
    most = 0

    class Measured(Files):
        def opened(self, part: Path) -> BinaryIO:
            nonlocal most
            file = super().opened(part)
            most = max(most, space(tmp_path))
            return file

        def write(self, place: str, content: bytes) -> None:
            nonlocal most
            most = max(most, space(tmp_path) + len(content))
            super().write(place, content)

    kiosk.round(Folder(tmp_path, "stick", files=Measured))
    payload = sum(len(line.body) for line in kiosk.logs[device(1)])
    assert most <= space(tmp_path) + 65_536
    assert most < 2 * payload


def space(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def test_names_are_what_every_stick_can_hold(
    kiosk: Kiosk, receiver: Receiver, tmp_path: Path
) -> None:
    kiosk.record(2)
    stick = Folder(tmp_path, "stick")
    kiosk.round(stick)
    receiver.visit(tmp_path)
    kiosk.begin_life(2)
    kiosk.record(1)
    kiosk.round(stick)
    found = [file for file in tmp_path.rglob("*") if file != tmp_path]
    assert len(found) > 8
    assert all(re.fullmatch(r"[A-Za-z0-9._-]{1,120}", file.name) for file in found)
    names = [str(file).casefold() for file in found]
    assert len(set(names)) == len(names)


def test_what_is_on_the_stick_of_others_stays(
    kiosk: Kiosk, receiver: Receiver, tmp_path: Path
) -> None:
    stick = Folder(tmp_path, "stick")
    other = Kiosk(2)
    other.record(3)
    other.round(stick)
    (tmp_path / "Laporan.docx").write_bytes(b"x")
    strange = tmp_path / f"DERMAGA/up/{device(1)}/catatan.txt"
    strange.parent.mkdir(parents=True)
    strange.write_bytes(b"x")
    kiosk.record(2)
    kiosk.round(stick)
    receiver.visit(tmp_path)
    kiosk.round(stick)
    left = sorted(str(f.relative_to(tmp_path)) for f in tmp_path.rglob("*") if f.is_file())
    assert f"DERMAGA/up/{device(2)}/{device(2)}-1-3.dermaga" in left
    assert "Laporan.docx" in left
    assert f"DERMAGA/up/{device(1)}/catatan.txt" in left
    assert not [name for name in left if name.startswith(f"DERMAGA/up/{device(1)}/0")]


def test_parcels_for_a_key_the_agency_no_longer_has_are_written_anew(
    kiosk: Kiosk, tmp_path: Path
) -> None:
    kiosk.record(2)
    file, before = one_parcel(kiosk, tmp_path)
    assert kiosk.round(Folder(tmp_path, "stick", "0123456789abcdef")).sent == 2
    assert file.read_bytes() != before
    assert kiosk.round(Folder(tmp_path, "stick", sealing.key_id(AGENCY.seal))).sent == 0


def test_a_stick_is_ours_by_the_agencys_key(tmp_path: Path) -> None:
    assert not is_ours(tmp_path, AGENCY)
    Receiver().visit(tmp_path)
    assert is_ours(tmp_path, AGENCY)
    assert not is_ours(tmp_path, msgspec.structs.replace(AGENCY, sign=bytes(32)))
    assert not is_ours(tmp_path / "nothing", AGENCY)


def test_a_stick_that_lost_half_of_its_agency_still_carries(kiosk: Kiosk, tmp_path: Path) -> None:
    good = sealing.written(AGENCY)
    room = tmp_path / "DERMAGA"
    room.mkdir()
    for cut in (0, 9, len(good) - 1):
        (room / "agency.json").write_bytes(good[:cut])
        assert not is_ours(tmp_path, AGENCY)
        kiosk.record(1)
        assert kiosk.round(Folder(tmp_path, "stick")).sent == 1


def test_a_stick_of_a_later_version_says_so(kiosk: Kiosk, tmp_path: Path) -> None:
    room = tmp_path / "DERMAGA"
    room.mkdir()
    (room / "agency.json").write_bytes(b'{"form":2}')
    kiosk.record(1)
    assert kiosk.round(Folder(tmp_path, "stick")).trouble == "newer"
    (room / "agency.json").unlink()
    (room / "receipts").mkdir()
    (room / f"receipts/{device(1)}.json").write_bytes(b'{"form":2,"upto":"all"}')
    assert kiosk.round(Folder(tmp_path, "stick")).trouble == "newer"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.ENOSPC, "full"), (errno.EROFS, "read-only"), (errno.EACCES, "read-only"),
        (errno.EIO, "gone"), (errno.ENODEV, "gone"), (errno.ENOENT, "gone"),
        (errno.ETIMEDOUT, "slow"),
    ],
)  # fmt: skip
def test_what_the_system_says_is_one_of_our_codes(code: int, said: str) -> None:
    assert trouble(OSError(code, "")).code == said


def test_windows_says_it_by_numbers_of_its_own() -> None:
    for number, said in ((112, "full"), (19, "read-only"), (21, "gone"), (1167, "gone")):
        error = OSError()
        error.winerror = number  # type: ignore[attr-defined, unused-ignore]
        assert trouble(error).code == said
    assert ParcelTrouble("short").code == "short"
