"""Saving on a stick: whole or not at all, and never over another file."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.ui import sticks
from kiosk.ui.sticks import SaveTrouble, file_name, save, save_with_badge

linux = pytest.mark.skipif(sys.platform != "linux", reason="mounts are read on Linux only")


def test_the_file_name_is_the_number_with_hyphens() -> None:
    name = file_name("800.1.4/CONTOH-01.0127/BKPSDM/XI/2026")
    assert name == "Sertifikat 800.1.4-CONTOH-01.0127-BKPSDM-XI-2026.pdf"


def test_no_sign_of_a_number_leads_out_of_the_folder_or_is_refused_by_windows() -> None:
    assert file_name('../a\\b:c*d?"<>|é ') == "Sertifikat a-b-c-d.pdf"


def test_saving_leaves_the_whole_file_and_nothing_else(tmp_path: Path) -> None:
    assert save(b"pdf", tmp_path, "a.pdf") == tmp_path / "a.pdf"
    assert {f.name: f.read_bytes() for f in tmp_path.iterdir()} == {"a.pdf": b"pdf"}


def test_another_file_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"old")
    names = [save(b"new", tmp_path, "a.pdf").name for _ in range(2)]
    assert names == ["a (2).pdf", "a (3).pdf"]
    assert (tmp_path / "a.pdf").read_bytes() == b"old"


def test_a_badge_lies_beside_its_pdf_under_the_same_name(tmp_path: Path) -> None:
    for _ in range(2):
        save_with_badge(b"pdf", "a.b.c", tmp_path, "Sertifikat 800.1.pdf")
    save_with_badge(b"pdf", "", tmp_path, "old.pdf")
    assert {f.name: f.read_bytes() for f in tmp_path.iterdir()} == {
        "Sertifikat 800.1.pdf": b"pdf",
        "Sertifikat 800.1.badge.jwt": b"a.b.c",
        "Sertifikat 800.1 (2).pdf": b"pdf",
        "Sertifikat 800.1 (2).badge.jwt": b"a.b.c",
        "old.pdf": b"pdf",
    }


def test_a_badge_that_finds_no_place_does_not_lose_the_pdf(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = sticks.save

    def first_only(content: bytes, folder: Path, name: str) -> Path:
        if name.endswith(".jwt"):
            raise SaveTrouble("full")
        return whole(content, folder, name)

    monkeypatch.setattr(sticks, "save", first_only)
    assert save_with_badge(b"pdf", "a.b.c", tmp_path, "a.pdf") == tmp_path / "a.pdf"


def test_a_stick_that_was_pulled_out_is_gone(tmp_path: Path) -> None:
    with pytest.raises(SaveTrouble, match="gone"):
        save(b"pdf", tmp_path / "gone", "a.pdf")


def test_a_failure_at_the_last_step_leaves_no_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pulled(*_: object) -> Path:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(sticks, "_name", pulled)
    with pytest.raises(SaveTrouble, match="gone"):
        save(b"pdf", tmp_path, "a.pdf")
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 256 KB, which can be full and write-protected."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("a disk of our own needs root on Linux")
    place = tmp_path / "KINGSTON 8 GB"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(place)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("this machine allows no mounts")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_stick_is_told_and_keeps_its_files(small_disk: Path) -> None:
    (small_disk / "other").write_bytes(bytes(150_000))
    with pytest.raises(SaveTrouble, match="full"):
        save(bytes(60_000), small_disk, "a.pdf")
    assert [f.name for f in small_disk.iterdir()] == ["other"]


def test_a_stick_that_fills_up_while_writing_is_full(
    small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sticks, "KEPT_FREE", -1_000_000)
    with pytest.raises(SaveTrouble, match="full"):
        save(bytes(500_000), small_disk, "a.pdf")
    assert list(small_disk.iterdir()) == []


def test_a_write_protected_stick_is_told(small_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(SaveTrouble, match="read-only"):
        save(b"pdf", small_disk, "a.pdf")


@linux
def test_sticks_are_removable_disks_and_what_the_desktop_mounted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = tmp_path / "devices" / "sdb"
    (disk / "sdb1").mkdir(parents=True)
    (disk / "removable").write_text("1\n", encoding="ascii")
    fixed = tmp_path / "devices" / "sda"
    (fixed / "sda1").mkdir(parents=True)
    (fixed / "removable").write_text("0\n", encoding="ascii")
    numbers = tmp_path / "numbers"
    numbers.mkdir()
    (numbers / "8:17").symlink_to(disk / "sdb1")
    (numbers / "8:1").symlink_to(fixed / "sda1")
    stick = tmp_path / "Stik Saya"
    stick.mkdir()
    escaped = str(stick).replace(" ", "\\040")
    mounts = tmp_path / "mountinfo"
    mounts.write_text(
        "22 27 0:21 / /proc rw,relatime shared:5 - proc proc rw\n"
        "27 1 8:17 / / rw,relatime - ext4 /dev/sdb1 rw\n"
        f"30 27 8:17 / {escaped} rw,relatime shared:9 - vfat /dev/sdb1 rw\n"
        f"31 27 8:1 / {tmp_path} rw,relatime - ext4 /dev/sda1 rw\n"
        f"32 27 8:17 / {tmp_path} ro,relatime - iso9660 /dev/sr0 ro\n"
        "33 27 8:33 / /media/gone/STIK rw - vfat /dev/sdc1 rw\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(sticks, "MOUNTS", mounts)
    monkeypatch.setattr(sticks, "DEVICES", numbers)
    found = sticks.sticks()
    assert [(s.path, s.label, s.free > 0) for s in found] == [(stick, "Stik Saya", True)]


@linux
def test_a_computer_without_mount_list_has_no_sticks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sticks, "MOUNTS", tmp_path / "none")
    assert sticks.sticks() == ()
