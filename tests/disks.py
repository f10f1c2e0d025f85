"""Small disks, disks that may only be read, and a user who owns nothing here."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(at: Path, size: str = "10m") -> Iterator[Path]:
    """A disk of its own, as long as the block lasts; the test is skipped where nobody may mount."""
    at.mkdir(parents=True, exist_ok=True)
    mount(at, "-t", "tmpfs", "-o", f"size={size}", "tmpfs")
    try:
        yield at
    finally:
        subprocess.run(["umount", "--lazy", str(at)], check=True)


def make_read_only(disk: Path) -> None:
    """From now on the disk may only be read."""
    mount(disk, "-o", "remount,ro")


def make_writable(disk: Path) -> None:
    """From now on the disk may be written again."""
    mount(disk, "-o", "remount,rw")


def mount(at: Path, *how: str) -> None:
    """Mount, or skip the test and say why."""
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only root may mount a disk")
    done = subprocess.run(["mount", *how, str(at)], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"mounting is not allowed here: {done.stderr.strip()}")


def fill(disk: Path, leave: int) -> Path:
    """Fill the disk with a file until only `leave` bytes are free."""
    ballast = disk / "ballast"
    found = os.statvfs(disk)
    with ballast.open("ab") as out:
        os.posix_fallocate(out.fileno(), out.tell(), found.f_bavail * found.f_frsize - leave)
    return ballast


@contextmanager
def somebody_else() -> Iterator[None]:
    """Be a user who owns nothing here."""
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only root may become somebody else")
    os.setegid(65534)
    os.seteuid(65534)
    try:
        yield
    finally:
        myself()


def myself() -> None:
    """Be root again."""
    os.seteuid(0)
    os.setegid(0)


def seen(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """All files below a folder with their times and bytes: what must not change."""
    return {
        str(p.relative_to(folder)): (
            p.stat().st_mtime_ns,
            p.stat().st_ctime_ns,
            p.read_bytes() if p.is_file() else b"",
        )
        for p in sorted(folder.rglob("*"))
    }
