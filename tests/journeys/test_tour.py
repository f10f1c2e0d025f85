from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def tour(out: Path, lang: str, size: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "main.py", "tour", "--out", str(out), "--lang", lang, "--size", size],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


@pytest.mark.parametrize(("lang", "size"), [("en", "1024x600")])
def test_a_learner_goes_from_the_first_start_to_the_certificate(
    tmp_path: Path, lang: str, size: str
) -> None:
    done = tour(tmp_path, lang, size)
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads((tmp_path / "tour.json").read_text(encoding="utf-8"))
    assert len(report["pictures"]) >= 20
    assert all((tmp_path / name).stat().st_size > 5000 for name in report["pictures"])
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("pdftotext (poppler-utils) is not installed, so the certificate is not read")
    words = subprocess.run(
        [reader, "-layout", str(tmp_path / "sertifikat.pdf"), "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for wanted in (
        "800.1.4/CONTOH-01.0001/BKPSDM/",
        "Peserta Contoh 1",
        "19870412 201101 2 008",
        "Pelayanan Publik Prima",
        "2 (dua) jam pelajaran (JP)",
    ):
        assert wanted in words


def test_a_tour_that_cannot_go_on_says_where_and_fails(tmp_path: Path) -> None:
    blocked = tmp_path / "out"
    blocked.write_text("a file, not a folder", encoding="utf-8")
    done = tour(blocked, "id", "1366x768")
    assert done.returncode != 0
    assert "out" in done.stderr
