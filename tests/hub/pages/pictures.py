"""Pictures of the pages: python -m tests.hub.pages.pictures FOLDER [id|en]"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from kiosk.hub.pages.officers import new_officer
from tests.hub.pages.chromium import Chromium, chromium
from tests.hub.pages.served import served
from tests.hub.pages.town import NOW, Town, furnished

SIZES = ((1366, 768), (360, 740))
NAME, PASSPHRASE = "Pengelola Contoh", "sampan-biru-tiga-dayung"


def main(out: Path, language: str) -> None:
    """Every page at both sizes."""
    with tempfile.TemporaryDirectory() as folder:
        town = Town(Path(folder))
        furnished(town)
        new_officer(town.engine, NAME, PASSPHRASE, NOW)
        with served(town) as address, chromium(Path(folder) / "profile") as page:
            page.open(f"{address}/bahasa/{language}")
            for width, height in SIZES:
                page.size(width, height)
                page.open(f"{address}/masuk")
                page.picture(out / f"{language}-{width}-masuk.png", whole=True)
            sign_in(page, address)
            for width, height in SIZES:
                page.size(width, height)
                for name, path in paths(page, address).items():
                    page.open(address + path)
                    wide = page.ask("document.documentElement.scrollWidth")
                    assert wide <= width, f"{name} is {wide} wide on {width}"
                    page.picture(out / f"{language}-{width}-{name}.png", whole=True)
            assert all("/kios/zzz" in each for each in page.errors), page.errors


def sign_in(page: Chromium, address: str) -> None:
    """By the keyboard, as a person does."""
    page.open(f"{address}/masuk")
    page.type(NAME)
    page.press("Tab")
    page.type(PASSPHRASE)
    page.press("Enter")
    page.wait_for("Page.loadEventFired")


def paths(page: Chromium, address: str) -> dict[str, str]:
    """All pages, with one kiosk, learner and certificate."""
    found = {
        "ringkasan": "/", "kios": "/kios", "pasangkan": "/kios/pasangkan",
        "karantina": "/kios/karantina", "peserta": "/peserta", "sertifikat": "/sertifikat",
        "laporan": "/laporan", "paket": "/paket", "tidak-ada": "/kios/zzz",
    }  # fmt: skip
    for name, at in (("satu-kios", 3), ("satu-peserta", 0), ("satu-sertifikat", 0)):
        page.open(f"{address}/{name.removeprefix('satu-')}")
        script = f"[...document.querySelectorAll('tbody th a')][{at}].getAttribute('href')"
        found[name] = page.ask(script)
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "id")
