"""What ./run and ./test install, and when: the lists of scripts/prepare.sh live in one .venv."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from itertools import combinations
from pathlib import Path

import pytest

from tests.conftest import HOME

PYTHON = """#!/bin/sh
# stands for Python, venv and pip: writes down what it is asked for, and fails at a list if told to
case "$*" in
    "-c "*) echo "$0"; exit ;;
    "-m venv "*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" && echo "venv" >>"$ASKED" ;;
    "-m pip "*) for list; do :; done; echo "pip ${list##*/} $*" >>"$ASKED"
        case $NO in "${list##*/}") exit 1 ;; esac ;;
    *) shift; echo "dermaga $*" >>"$ASKED" ;;
esac
"""
TOOLS = ("cat", "cmp", "cp", "dirname", "mkdir", "rm", "sh", "sync")

pytestmark = pytest.mark.skipif(os.name != "posix", reason="prepare.cmd is for Windows")


class Laptop:
    """A copy of the scripts with lists of its own, and a Python that only takes notes."""

    def __init__(self, folder: Path) -> None:
        self.home, self.bin, self.asked = folder / "home", folder / "bin", folder / "asked"
        (self.home / "requirements").mkdir(parents=True)
        for name in ("run", "scripts/prepare.sh"):
            (self.home / name).parent.mkdir(exist_ok=True)
            shutil.copy(HOME / name, self.home / name)
        for name in ("run", "hub", "dev"):
            (self.home / "requirements" / f"{name}.txt").write_text(f"{name}==1\n")
        self.bin.mkdir()
        for tool in TOOLS:
            found = shutil.which(tool)
            assert found
            (self.bin / tool).symlink_to(found)
        (self.bin / "python3").write_text(PYTHON)
        (self.bin / "python3").chmod(0o755)

    def typed(self, words: str, *, no: str = "") -> tuple[int, list[str]]:
        """A command: its exit code, and what Python was asked for, a pip's options left out.

        `no`: the list that cannot be installed, as without network.
        """
        self.asked.write_text("")
        place = {"PATH": str(self.bin), "ASKED": str(self.asked), "NO": no, "LANG": "en"}
        done = subprocess.run(
            ["/bin/sh", "-c", words], cwd=self.home, env=place, check=False, capture_output=True,
            text=True, timeout=30,
        )  # fmt: skip
        self.told, self.lines = done.stderr, self.asked.read_text().splitlines()
        return done.returncode, [re.sub(r"^(pip \S+).*", r"\1", line) for line in self.lines]


@pytest.fixture
def laptop(tmp_path: Path) -> Laptop:
    return Laptop(tmp_path)


def test_a_kiosk_becomes_a_hub_by_the_first_command_of_the_hub_alone(laptop: Laptop) -> None:
    assert laptop.typed("./run doctor") == (0, ["venv", "pip run.txt", "dermaga doctor"])
    assert laptop.typed("./run doctor") == (0, ["dermaga doctor"])
    assert laptop.typed("./run hub status") == (0, ["pip hub.txt", "dermaga hub status"])
    assert laptop.typed("./run hub status") == (0, ["dermaga hub status"])
    assert laptop.typed("./run doctor") == (0, ["dermaga doctor"])


def test_the_lists_of_hub_and_test_do_not_take_each_other_away(laptop: Laptop) -> None:
    checks = '. scripts/prepare.sh; prepare "$PWD" dev'
    laptop.typed("./run hub status")
    assert laptop.typed(checks) == (0, ["pip dev.txt"])
    assert laptop.typed(f"{checks}; ./run hub status; ./run") == (
        0,
        ["dermaga hub status", "dermaga "],
    )


def test_without_network_the_kiosk_still_opens_after_a_hub_was_asked_for(laptop: Laptop) -> None:
    laptop.typed("./run")
    assert laptop.typed("./run hub serve", no="hub.txt") == (1, ["pip hub.txt"])
    assert "Packages could not be installed. Connect to the internet" in laptop.told
    assert laptop.typed("./run") == (0, ["dermaga "])
    assert laptop.typed("./run hub serve") == (0, ["pip hub.txt", "dermaga hub serve"])


def test_what_was_left_half_made_is_made_anew_and_a_new_list_too(laptop: Laptop) -> None:
    assert laptop.typed("./run", no="run.txt") == (1, ["venv", "pip run.txt"])
    assert laptop.typed("./run hub status") == (
        0,
        ["venv", "pip run.txt", "pip hub.txt", "dermaga hub status"],
    )
    (laptop.home / "requirements" / "hub.txt").write_text("hub==2\n")
    assert laptop.typed("./run hub status") == (0, ["pip hub.txt", "dermaga hub status"])
    (laptop.home / "requirements" / "run.txt").write_text("run==2\n")
    assert laptop.typed("./run hub status") == (
        0,
        ["venv", "pip run.txt", "pip hub.txt", "dermaga hub status"],
    )


def test_with_a_folder_of_wheels_no_network_is_asked(laptop: Laptop) -> None:
    (laptop.home / "wheels").mkdir()
    laptop.typed("./run hub status")
    pips = [line for line in laptop.lines if line.startswith("pip")]
    assert len(pips) == 2
    assert all(f"--no-index --find-links {laptop.home}/wheels" in line for line in pips)


def test_all_lists_hold_the_same_versions_so_one_adds_to_another_and_changes_nothing() -> None:
    lists = [(HOME / "requirements" / f"{x}.txt").read_text("utf-8") for x in ("run", "hub", "dev")]
    named = [dict(re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE)) for text in lists]
    for one, other in combinations(named, 2):
        both = one.keys() & other.keys()
        assert len(both) > 15
        assert {x: one[x] for x in both} == {x: other[x] for x in both}


def test_on_windows_only_the_mark_of_the_list_being_installed_goes() -> None:
    text = (HOME / "scripts" / "prepare.cmd").read_text("utf-8")
    assert re.findall(r"^del .+$", text, re.MULTILINE) == [r'del /q "%venv%\%~1.txt" 2>nul']
