"""What docs/hub tells to type and to install works."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import click
import pytest

from kiosk.cli.hub import hub

DOCS = Path(__file__).resolve().parents[3] / "docs" / "hub"
UNIT = DOCS / "dermaga-hub.service"


def typed() -> list[list[str]]:
    """Every command of the hub that the papers show."""
    readme = (DOCS / "README.md").read_text("utf-8")
    said = re.findall(r"kiosk\.cli\.hub (.+)$", readme, re.MULTILINE)
    said += re.findall(r"`hub ([^`]+)`", readme)
    said += re.findall(r"^ExecStart=\S+ -m kiosk\.cli\.hub (.+)$", UNIT.read_text(), re.MULTILINE)
    words = [shlex.split(each) for each in said if "…" not in each]
    listed = re.findall(r"(?:command:|CMD) (\[\"serve.+\])$", _all(), re.MULTILINE)
    return words + [re.findall(r'"([^"]*)"', line) for line in listed]


def _all() -> str:
    return "\n".join((DOCS / name).read_text() for name in ("compose.yaml", "Dockerfile"))


@pytest.mark.parametrize("words", typed(), ids=" ".join)
def test_every_command_in_the_papers_is_one(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DERMAGA_HUB_PASSPHRASE", "kata sandi yang panjang")
    file = tmp_path / "file"
    file.touch()
    there = {"/media": str(tmp_path), "/etc": str(file)}
    words = [there.get("/" + word.partition("/")[2].partition("/")[0], word) for word in words]
    _parse(hub, words)


def _parse(command: click.Command, words: list[str]) -> None:
    """As click does before it runs a command: names, options, types."""
    parent = None
    while True:
        context = command.make_context(command.name, list(words), parent=parent)
        if not isinstance(command, click.Group):
            return
        rest = [*context._protected_args, *context.args]
        _, found, words = command.resolve_command(context, rest)
        assert found
        command, parent = found, context


def test_at_least_a_dozen_commands_were_looked_at() -> None:
    assert len(typed()) >= 12


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    unit = tmp_path / UNIT.name
    text = UNIT.read_text()
    unit.write_text(text.replace("/opt/dermaga/.venv/bin/python", "/bin/true"))
    found = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(unit)],
        check=False,
        capture_output=True,
        text=True,
    )
    assert unit.name not in found.stderr, found.stderr


@pytest.mark.skipif(not shutil.which("docker"), reason="no docker here")
def test_docker_takes_the_compose_file() -> None:
    found = subprocess.run(
        ["docker", "compose", "-f", str(DOCS / "compose.yaml"), "config", "--quiet"],
        check=False,
        capture_output=True,
        text=True,
    )
    if "is not a docker command" in found.stderr or "unknown shorthand" in found.stderr:
        pytest.skip("no docker compose here")
    assert found.returncode == 0, found.stderr
