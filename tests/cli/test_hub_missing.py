"""On a computer that is only a kiosk, the hub's commands say in one sentence what is missing."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from kiosk.cli import hub as door
from tests.conftest import HOME

SERVER = "alembic jinja2 mako markupsafe psycopg sqlalchemy starlette uvicorn"
"""What requirements/hub.txt has and requirements/run.txt has not, as it is imported."""
KIOSK_ONLY = """
import runpy, sys
missing = sys.argv.pop(1).split()
class Missing:
    def find_spec(self, name, *rest):
        if name.partition(".")[0] in missing:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Missing())
runpy.run_path("main.py", run_name="__main__")
"""


def typed(missing: str, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, which cannot import these."""
    line = [sys.executable, "-c", KIOSK_ONLY, missing, *(str(word) for word in words)]
    return subprocess.run(line, cwd=HOME, capture_output=True, text=True, check=False, timeout=60)


def refused(missing: str, package: str, *words: str | Path) -> None:
    done = typed(missing, *words)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.endswith(
        f"Error: Paket untuk server belum terpasang di komputer ini ({package}). Jalankan"
        " ./run hub … dengan jaringan atau dengan map wheels/ di sampingnya; tanpa kios: pip"
        " install --require-hashes -r requirements/hub.txt.\n"
        f"Packages for the server are not installed on this computer ({package}). Run ./run hub …"
        " with network or with a folder wheels/ beside it; without a kiosk: pip install"
        " --require-hashes -r requirements/hub.txt.\n"
    )


def data(tmp_path: Path) -> tuple[str | Path, ...]:
    return ("--data", tmp_path, "hub")


@pytest.mark.parametrize("words", ["serve --port 0", "say people main.py", "status", "--help"])
def test_where_only_a_kiosk_is_installed_each_command_says_what_to_do(
    words: str, tmp_path: Path
) -> None:
    refused(SERVER, "sqlalchemy", *data(tmp_path), *words.split())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("package", "words"),
    [
        ("alembic", "status"),
        ("alembic", "say people requirements/people.csv"),
        ("jinja2", "serve --port 0"),
        ("uvicorn", "serve --port 0"),
        ("starlette", "serve --port 0"),
        ("psycopg", "status --database postgresql+psycopg://dermaga@localhost/dermaga"),
        ("tuf", "say settings requirements/settings.toml"),
    ],
)
def test_a_package_that_is_missed_only_later_is_told_the_same_way(
    package: str, words: str, tmp_path: Path
) -> None:
    (tmp_path / "people.csv").write_text("NIP,Nama,Unit\n198704122011012008,Peserta,Dinas A\n")
    (tmp_path / "settings.toml").write_text("pass_mark = 80\n")
    line = words.replace("requirements", str(tmp_path)).split()
    refused(package, package, *data(tmp_path), *line)


def test_a_fault_of_our_own_is_not_told_as_a_missing_package(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(door.COMMANDS, "status", "hub_none")
    result = CliRunner().invoke(door.hub, ["status"])
    assert isinstance(result.exception, ModuleNotFoundError)
    assert result.exception.name == "kiosk.cli.hub_none"


def test_the_door_knows_all_that_the_hubs_list_names() -> None:
    listed = (HOME / "requirements" / "hub.in").read_text("utf-8").splitlines()
    names = {re.split(r"[\[>=<]", line)[0] for line in listed if line and line[0] not in "#-"}
    imported = {"argon2-cffi": "argon2", "PyNaCl": "nacl"}
    assert {imported.get(name, name) for name in names} == door.PACKAGES | {"click"}
