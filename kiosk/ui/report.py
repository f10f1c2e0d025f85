"""A report of a fault of ours: where in the code, and of what kind; no values, nobody's name."""

from __future__ import annotations

import datetime as dt
import traceback
from contextlib import suppress
from pathlib import Path
from types import TracebackType


def write_report(data: Path, kind: type[BaseException], trace: TracebackType | None) -> None:
    """The places in the code and the kind of fault; no values, which might name a person."""
    folder = data / "reports"
    stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    places = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)]
    text = "\n".join([kind.__name__, *places]) + "\n"
    with suppress(OSError):  # a disk that cannot be written is no reason not to recover
        folder.mkdir(exist_ok=True, mode=0o700)
        (folder / f"{stamp}.txt").write_text(text, encoding="utf-8")
