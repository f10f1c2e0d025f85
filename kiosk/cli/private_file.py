"""A new file that only its owner may read, for what a command makes of personal data."""

from __future__ import annotations

import os
from pathlib import Path

import click

PRIVATE = 0o600


def write_new(file: Path, content: bytes) -> None:
    """Write a file that is not there yet; whole and on disk at return, or not there at all."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        opened = os.open(file, flags, PRIVATE)
    except FileExistsError as error:
        words = f"Berkas {file} sudah ada. Sebut nama lain dengan --out, atau hapus berkas itu."
        raise click.ClickException(words) from error
    except OSError as error:
        words = f"Berkas {file} tidak dapat ditulis. Sebut tempat lain dengan --out."
        raise click.ClickException(words) from error
    try:
        with os.fdopen(opened, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        file.unlink(missing_ok=True)
        words = f"Disk penuh atau terlepas: {file} tidak dapat ditulis. Sebut tempat lain."
        raise click.ClickException(words) from error
