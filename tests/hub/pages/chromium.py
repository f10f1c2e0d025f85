"""Debian's Chromium without a window, led by the DevTools protocol over two pipes."""

from __future__ import annotations

import base64
import contextlib
import fcntl
import itertools
import json
import os
import shutil
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PATIENCE = 90.0
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
    "--no-default-browser-check", "--disable-extensions", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-default-apps", "--mute-audio",
    "--hide-scrollbars", "--remote-debugging-pipe", "--disable-features=Translate",
    "--font-render-hinting=none",
)  # fmt: skip
KEYS = {
    "Tab": ("Tab", 9, ""), "Enter": ("Enter", 13, "\r"), "Space": (" ", 32, " "),
    "Escape": ("Escape", 27, ""),
}  # fmt: skip


def program() -> str | None:
    """Where it is; None: not on this computer."""
    return shutil.which("chromium")


class Chromium:
    """One page of one browser."""

    def __init__(self, profile: Path) -> None:
        found = program()
        assert found
        self._numbers = itertools.count(1)
        self._read, theirs_out = os.pipe()
        theirs_in, self._write = os.pipe()
        high = [fcntl.fcntl(each, fcntl.F_DUPFD, 10) for each in (theirs_in, theirs_out)]
        away = os.open(os.devnull, os.O_RDWR)
        self._pid = os.posix_spawn(
            found, [found, *FLAGS, f"--user-data-dir={profile}", "about:blank"], os.environ,
            file_actions=[
                (os.POSIX_SPAWN_DUP2, away, 1), (os.POSIX_SPAWN_DUP2, away, 2),
                (os.POSIX_SPAWN_DUP2, high[0], 3), (os.POSIX_SPAWN_DUP2, high[1], 4),
            ],
        )  # fmt: skip
        for each in (theirs_in, theirs_out, away, *high):
            os.close(each)
        self._kept = b""
        self.errors: list[str] = []
        self._session = ""
        self._guard = threading.Timer(PATIENCE, os.kill, (self._pid, signal.SIGKILL))
        self._guard.daemon = True
        self._guard.start()
        target = self.say("Target.createTarget", url="about:blank")["targetId"]
        joined = self.say("Target.attachToTarget", targetId=target, flatten=True)
        self._session = joined["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.say(f"{domain}.enable")

    def close(self) -> None:
        """End it."""
        self._guard.cancel()
        with contextlib.suppress(OSError):
            os.close(self._write)
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._read)

    def say(self, method: str, **params: object) -> dict[str, Any]:
        """A command and its result."""
        number = next(self._numbers)
        message: dict[str, object] = {"id": number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            heard = self._heard()
            if heard.get("id") == number:
                assert "error" not in heard, heard
                result: dict[str, Any] = heard["result"]
                return result

    def _heard(self) -> dict[str, Any]:
        while b"\0" not in self._kept:
            more = os.read(self._read, 1 << 20)
            assert more, "Chromium ended"
            self._kept += more
        first, _, self._kept = self._kept.partition(b"\0")
        found: dict[str, Any] = json.loads(first)
        self._note(found)
        return found

    def _note(self, event: dict[str, Any]) -> None:
        """What a page's author would see in the console: refused by the policy, not found."""
        if event.get("method") == "Log.entryAdded":
            entry = event["params"]["entry"]
            if entry["level"] in {"error", "warning"}:
                self.errors.append(f"{entry['text']} {entry.get('url', '')}")

    def wait_for(self, method: str) -> dict[str, Any]:
        """The next event of that name."""
        while True:
            heard = self._heard()
            if heard.get("method") == method:
                found: dict[str, Any] = heard["params"]
                return found

    def size(self, width: int, height: int, scale: float = 1.0) -> None:
        """As on a screen of that size; narrow ones are phones."""
        self.say(
            "Emulation.setDeviceMetricsOverride", width=width, height=height,
            deviceScaleFactor=scale, mobile=width < 600,
        )  # fmt: skip

    def open(self, url: str) -> None:
        """Go there, until everything is loaded."""
        self.say("Page.navigate", url=url)
        self.wait_for("Page.loadEventFired")
        self.ask("document.fonts.ready.then(() => true)")

    def ask(self, script: str) -> Any:  # noqa: ANN401 - whatever the page says
        """What an expression in the page comes to."""
        given = self.say(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in given, given
        return given["result"].get("value")

    def press(self, name: str, *, shift: bool = False) -> None:
        """A key, down and up."""
        key, code, text = KEYS[name]
        about = {"key": key, "code": name, "windowsVirtualKeyCode": code, "modifiers": 8 * shift}
        self.say("Input.dispatchKeyEvent", type="keyDown", text=text, **about)
        self.say("Input.dispatchKeyEvent", type="keyUp", **about)

    def type(self, words: str) -> None:
        """Letters into what has the focus."""
        for letter in words:
            self.say("Input.dispatchKeyEvent", type="char", text=letter)

    def picture(self, file: Path, *, whole: bool = False) -> None:
        """What is to be seen, or the whole page."""
        shot = self.say("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(base64.b64decode(shot["data"]))


@contextlib.contextmanager
def chromium(profile: Path) -> Iterator[Chromium]:
    """Started, and ended whatever happens."""
    found = Chromium(profile)
    try:
        yield found
    finally:
        found.close()
