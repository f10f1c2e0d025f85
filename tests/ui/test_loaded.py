"""What a kiosk has loaded with a lesson open: memory that its learners pay for all day."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bench.process import demonstration, paired

HOME = Path(__file__).parents[2]
LATE = frozenset({
    "aiohttp", "anyio", "asn1crypto", "asyncio", "cbor2", "cryptography", "html", "httpx2", "lxml",
    "markdown_it", "PIL", "pyhanko", "pypdfium2", "reportlab", "securesystemslib", "segno", "tuf",
    "urllib3", "zeroconf", "zxingcpp",
})  # fmt: skip
"""Packages that only some wish needs: a certificate, a word of the agency, a look for its hub."""
OFFICER = (
    "kiosk.catalog.markdown",
    "kiosk.certificate.page",
    "kiosk.certificate.scan",
    "kiosk.desk.sheets",
    "kiosk.register.bulk",
    "kiosk.register.issue",
    "kiosk.sync.word_tuf",
)
"""Rooms of ours that nobody in a lesson needs."""
CARRYING = ("http.client", "kiosk.sync.word", "kiosk.ui.courier", "kiosk.wire.wire", "ssl")
"""What only a kiosk needs that is paired with an agency."""
PROGRAM = """
import sys
from tests.bench import kiosk_process as kiosk

told = kiosk.tell

def tell(program):
    sys.stdout.write(" ".join(sys.modules) + "\\n")
    told(program)

kiosk.tell = tell
kiosk.main(sys.argv[1], "1")
"""


def loaded(data: Path) -> frozenset[str]:
    """The modules of a kiosk in whose window a learner has opened a lesson."""
    command = [sys.executable, "-c", PROGRAM, str(data)]
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(HOME)}
    done = subprocess.run(
        command, cwd=HOME, env=surroundings, capture_output=True, text=True, check=True
    )
    modules, told = done.stdout.splitlines()
    assert '"LessonScreen"' in told
    return frozenset(modules.split())


@pytest.mark.parametrize("made", [demonstration, paired])
def test_a_lesson_has_loaded_nothing_that_another_wish_needs(
    made: Callable[[Path], Path], tmp_path: Path
) -> None:
    there = loaded(made(tmp_path / "data"))
    assert "kiosk.ui.screens.lesson" in there
    assert sorted({name.partition(".")[0] for name in there} & LATE) == []
    assert sorted(there & set(OFFICER)) == []
    carrying = sorted(there & set(CARRYING))
    assert carrying == (list(CARRYING) if made is paired else [])
