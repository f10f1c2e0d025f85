"""The page's parts from the resources, a page to test with, and a browser that notes requests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from msgspec import structs

from kiosk.cli.page_file import parts
from kiosk.trust import code
from kiosk.trust.judge import Known, Own, Voided
from kiosk.trust.page import Maker, page
from kiosk.trust.ring import Ring
from tests.hub.pages.chromium import Chromium
from tests.trust.conftest import AGENCY, NOVEMBER_30, ONE, STRANGER, TWO, Key, member

MAKER = Maker("agency", "BKPSDM Contoh")
LATER = 1_794_400_000_000
"""11 November 2026, UTC."""
THREE, OWN = Key("kiosk three"), Key("this kiosk")


def knowing(said: code.Said) -> Known:
    """Everything at once: revoked and replaced numbers, a stolen kiosk, own and foreign keys."""
    upheld = structs.replace(said, number="UPHELD", key=code.key_id(TWO.public))
    members = (
        member(ONE, "Kios Aula"),
        member(TWO, "Kios Lobi", upheld=(code.fingerprint(upheld),)),
        member(THREE, "Kios Rapat", since=LATER, until=LATER + 86_400_000),
        member(STRANGER, "Kios Palsu", by=STRANGER),
    )
    return Known(
        ring=Ring(AGENCY, NOVEMBER_30, members),
        own=(Own(OWN.public, "KTS-09"),),
        revoked={
            "GONE": Voided("Nama <b>keliru</b>.", "2026-11-26", "GONE-2"),
            "GONE-3": Voided("", "2026-11-27"),
        },
        devices={"kiosk two": Voided("Laptop dicuri", "2026-11-25")},
        as_of=NOVEMBER_30,
    )


def laid(folder: Path, known: Known, maker: Maker = MAKER) -> str:
    """A page written there; its address."""
    file = folder / "periksa.html"
    file.write_bytes(page(parts(), known, maker))
    return file.as_uri()


class Watching(Chromium):
    """Notes what a page asks for."""

    def __init__(self, profile: Path) -> None:
        self.asked: list[str] = []
        super().__init__(profile)

    def _note(self, event: dict[str, Any]) -> None:
        if event.get("method") == "Network.requestWillBeSent":
            self.asked.append(event["params"]["request"]["url"])
        super()._note(event)

    def give(self, selector: str, file: Path) -> None:
        """A file chosen by a person."""
        root = self.say("DOM.getDocument")["root"]["nodeId"]
        node = self.say("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self.say("DOM.setFileInputFiles", nodeId=node, files=[str(file)])

    def answered(self) -> str:
        """The state shown, once there is one."""
        state: str = self.ask(
            "new Promise(done => { const look = () => {"
            " const found = document.querySelector('#answer [data-state]');"
            " found ? done(found.dataset.state) : requestAnimationFrame(look); }; look(); })"
        )
        return state


@contextmanager
def watching(profile: Path) -> Iterator[Watching]:
    """Started, and ended whatever happens."""
    found = Watching(profile)
    try:
        yield found
    finally:
        found.close()
