"""A hub to test with: a database fresh for each test, SQLite or PostgreSQL, and a clock."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import httpx2
import psycopg
import pytest
from starlette.testclient import TestClient

from kiosk.hub.application import Hub, application
from kiosk.hub.clients import Scope, new_client
from kiosk.hub.database import engine
from kiosk.hub.settling import settle
from kiosk.hub.tables import metadata
from tests.hub.cluster import cluster
from tests.hub.statements import HOME_PAGE

NOON = 1_796_040_000_000
"""Monday 30 November 2026, 12.00 UTC."""


class HubClock:
    def __init__(self) -> None:
        self.at = NOON

    def now(self) -> int:
        return self.at


class Visitor(TestClient):
    """A client of the record store that speaks one version and has credentials."""

    opened: ClassVar[list[Visitor]] = []

    def __init__(self, hub: Hub, version: str, *scopes: Scope) -> None:
        super().__init__(
            application(hub),
            base_url=f"http://hub.test/xapi/{'2.0' if version == '2.0.0' else version}/",
            raise_server_exceptions=True,
        )
        self.key, secret = new_client(hub.engine, os.urandom, "visitor", scopes or ("all",))
        self._pair = (self.key, secret)
        self.auth = self._pair
        self.headers["X-Experience-API-Version"] = version
        self.version = version
        self.__enter__()  # one event loop for all its requests
        self.opened.append(self)

    def auth_pair(self) -> tuple[str, str]:
        return self._pair

    def store(self, *statements: dict[str, Any]) -> list[str]:
        """Post the statements as a batch; their ids."""
        answer = self.post("statements", json=list(statements))
        assert answer.status_code == 200, answer.text
        ids: list[str] = answer.json()
        return ids

    def found(self, **params: object) -> list[dict[str, Any]]:
        """What a GET with these filters gives, all pages."""
        answer = self.get("statements", params=_words(params))
        assert answer.status_code == 200, answer.text
        page = answer.json()
        found: list[dict[str, Any]] = page["statements"]
        while page["more"]:
            page = self.get(f"http://hub.test{page['more']}").json()
            found += page["statements"]
        return found

    def ids(self, **params: object) -> list[str]:
        return [each["id"] for each in self.found(**params)]

    def one(self, name: str) -> dict[str, Any]:
        answer = self.get("statements", params={"statementId": name})
        assert answer.status_code == 200, answer.text
        statement: dict[str, Any] = answer.json()
        return statement

    def status(self, method: str, path: str, **other: object) -> int:
        answer: httpx2.Response = self.request(method, path, **other)  # type: ignore[arg-type]
        return answer.status_code


def _words(params: dict[str, object]) -> dict[str, str]:
    return {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in params.items()
    }


@pytest.fixture(autouse=True)
def _visitors_leave() -> Iterator[None]:
    yield
    while Visitor.opened:
        Visitor.opened.pop().__exit__()


@pytest.fixture(scope="session")
def sqlite_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database up to date, to be copied."""
    file = tmp_path_factory.mktemp("model") / "hub.sqlite3"
    made = engine(f"sqlite:///{file}")
    settle(made, os.urandom, HOME_PAGE)
    made.dispose()
    return file


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server of our own, without the name of a database."""
    with cluster() as found:
        if not found.startswith("postgresql"):
            pytest.skip(found)
        with psycopg.connect(_plain(found) + "/postgres", autocommit=True) as connection:
            connection.execute("create database model")
        made = engine(found + "/model")
        settle(made, os.urandom, HOME_PAGE)
        made.dispose()
        yield found


def _plain(url: str) -> str:
    return url.replace("postgresql+psycopg", "postgresql")


@pytest.fixture
def postgres_url(postgres: str) -> str:
    """The same database for each test, emptied."""
    tables = ", ".join(f'"{each}"' for each in metadata.tables if each != "setting")
    with psycopg.connect(_plain(postgres) + "/model", autocommit=True) as connection:
        connection.execute(f"truncate {tables} cascade")
    return f"{postgres}/model"


@pytest.fixture
def sqlite_url(sqlite_model: Path, tmp_path: Path) -> str:
    file = tmp_path / "hub.sqlite3"
    shutil.copyfile(sqlite_model, file)
    return f"sqlite:///{file}"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    name = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    found: str = request.getfixturevalue(name)
    return found


@pytest.fixture
def hub_clock() -> HubClock:
    return HubClock()


@pytest.fixture
def hub_on(hub_clock: HubClock) -> Iterator[Callable[[str], Hub]]:
    """Opens hubs by the address of a database."""
    opened: list[Hub] = []

    def opening(url: str) -> Hub:
        made = engine(url)
        hub = Hub(made, settle(made, os.urandom, HOME_PAGE), hub_clock.now, os.urandom)
        opened.append(hub)
        return hub

    yield opening
    for hub in opened:
        hub.engine.dispose()


@pytest.fixture
def hub(hub_on: Callable[[str], Hub], url: str) -> Hub:
    """A hub on both databases."""
    return hub_on(url)


@pytest.fixture
def lite(hub_on: Callable[[str], Hub], sqlite_url: str) -> Hub:
    """A hub on SQLite, for what does not depend on the database."""
    return hub_on(sqlite_url)


@pytest.fixture
def one(lite: Hub) -> Visitor:
    """A client that speaks 1.0.3."""
    return Visitor(lite, "1.0.3")


@pytest.fixture
def two(lite: Hub) -> Visitor:
    """A client that speaks 2.0."""
    return Visitor(lite, "2.0.0")


@pytest.fixture(params=["1.0.3", "2.0.0"])
def each(lite: Hub, request: pytest.FixtureRequest) -> Visitor:
    """A client of either version."""
    return Visitor(lite, request.param)
