"""A PostgreSQL server of our own, in a folder that goes away with it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_FAST = "-c fsync=off -c full_page_writes=off -c shared_buffers=32MB -c max_connections=80"
_SURE = "-c shared_buffers=64MB -c max_connections=80"


@contextmanager
def cluster(*, sure: bool = False) -> Iterator[str]:
    """Its address, `postgresql+psycopg://…`; or why there is none. `sure`: it syncs to the disk."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not programs:
        yield "PostgreSQL is not installed"
        return
    where = programs[-1].parent
    became = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    folder = Path(tempfile.mkdtemp(prefix="dermaga-pg"))
    data, port = folder / "data", _free_port()
    control = [*became, str(where / "pg_ctl"), "-D", str(data), "-w"]
    try:
        if became:
            shutil.chown(folder, "postgres")
        make = ["-D", str(data), "-A", "trust", "-U", "postgres", "-N", "-E", "UTF8", "--locale=C"]
        _run([*became, str(where / "initdb"), *make])
        options = f"-k {folder} -p {port} -c listen_addresses=127.0.0.1 {_SURE if sure else _FAST}"
        _run([*control, "-o", options, "-l", str(folder / "log"), "start"])
    except (subprocess.CalledProcessError, OSError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        yield f"PostgreSQL does not start here: {error}"
        return
    try:
        yield f"postgresql+psycopg://postgres@127.0.0.1:{port}"
    finally:
        _run([*control, "-m", "immediate", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    return port
