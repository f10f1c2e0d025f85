"""A hub with some kiosks and learners, and browsers in front of its pages."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from kiosk.hub.database import writing
from kiosk.hub.pages import sessions
from kiosk.hub.pages.doors import routes_of
from kiosk.hub.pages.officers import new_officer
from tests.hub.pages.town import NOW, WIB, Town, furnished

OFFICER, PASSPHRASE = "Pengelola Contoh", "sampan-biru-tiga-dayung"
BASE = "http://hub.contoh.go.id"
Browser = Callable[..., TestClient]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A furnished town, made once."""
    folder = tmp_path_factory.mktemp("town")
    town = Town(folder)
    furnished(town)
    new_officer(town.engine, OFFICER, PASSPHRASE, NOW)
    town.engine.dispose()
    return folder


@pytest.fixture
def town(built: Path, tmp_path: Path) -> Iterator[Town]:
    """A copy of it, for one test to change."""
    shutil.copytree(built, tmp_path / "town")
    found = Town(tmp_path / "town")
    found.go_on(after=9)
    yield found
    found.engine.dispose()


@pytest.fixture(scope="session")
def still(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The officer's browser before a town in which nothing is changed, for tests that only look."""
    folder = tmp_path_factory.mktemp("still") / "town"
    shutil.copytree(built, folder)
    town = Town(folder)
    app = Starlette(routes=routes_of(town.post, WIB))
    with TestClient(app, BASE, headers={"accept-language": "id"}, follow_redirects=False) as found:
        yield let_in(found, town)
    town.engine.dispose()


@pytest.fixture
def browser(town: Town) -> Iterator[Browser]:
    """Opens browsers; each has its own cookies and speaks Indonesian unless told otherwise."""
    app = Starlette(routes=routes_of(town.post, WIB))
    opened: list[TestClient] = []

    def opening(language: str = "id", base: str = BASE) -> TestClient:
        headers = {"accept-language": language}
        client = TestClient(app, base, headers=headers, follow_redirects=False)
        opened.append(client)
        return client

    yield opening
    for client in opened:
        client.close()


@pytest.fixture
def officer(browser: Browser, town: Town) -> TestClient:
    """A browser with the officer in."""
    return let_in(browser(), town)


@pytest.fixture
def english(browser: Browser, town: Town) -> TestClient:
    """The same, speaking English."""
    return let_in(browser("en-GB,en;q=0.9,id;q=0.5"), town)


def let_in(client: TestClient, town: Town) -> TestClient:
    """In without the passphrase, which takes time."""
    with writing(town.engine) as connection:
        client.cookies.set("dermaga", sessions.begin(connection, 1, town.at, town.chance))
    return client


def sign_in(client: TestClient) -> TestClient:
    answer = client.post(
        "/masuk",
        data={"token": token_at(client, "/masuk"), "name": OFFICER, "passphrase": PASSPHRASE},
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    return client


def token_at(client: TestClient, path: str) -> str:
    """The token in the forms of a page."""
    found = re.search(r'name="token" value="([0-9a-f]+)"', client.get(path).text)
    assert found
    return found[1]
