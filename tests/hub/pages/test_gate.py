"""Who gets in, and what no page may lack."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from kiosk.hub.database import reading, writing
from kiosk.hub.pages import officers, sessions, waits
from kiosk.hub.pages.doors import routes_of
from kiosk.hub.pages.entrance import local
from tests.hub.pages.conftest import OFFICER, PASSPHRASE, let_in, sign_in, token_at
from tests.hub.pages.town import DAY, NOW, WIB, Town

MINUTE = 60_000
PLACES = (
    "/", "/kios", "/kios/pasangkan", "/kios/karantina", "/kios/karantina/1",
    "/kios/00000000-0000-7001-8000-000000000000", "/peserta", "/peserta.csv", "/sertifikat",
    "/sertifikat.csv", "/sertifikat/5", "/laporan", "/laporan/unit.csv", "/paket",
    "/paket/pernyataan.jsonl",
)  # fmt: skip
FORMS = (
    "/keluar", "/kios/pasangkan", "/kios/00000000-0000-7001-8000-000000000000/cabut",
    "/sertifikat/5/cabut",
)  # fmt: skip


def try_in(client: TestClient, passphrase: str, name: str = OFFICER) -> int:
    """The status of an attempt."""
    sent = {"token": token_at(client, "/masuk"), "name": name, "passphrase": passphrase}
    return client.post("/masuk", data=sent).status_code


def test_every_page_is_closed_to_those_who_are_not_in(browser: Callable[..., TestClient]) -> None:
    client = browser()
    for path in PLACES:
        answer = client.get(path)
        assert answer.status_code == 303, path
        assert answer.headers["location"].startswith("/masuk"), path


def test_every_door_is_in_these_lists(town: Town) -> None:
    # whoever adds a door adds it above, and it is tried without permission and without a token
    known = {re.sub(r"/(\d+|[0-9a-f-]{36})(?=/|$)", "/{}", path) for path in PLACES + FORMS}
    known |= {"/masuk", "/bahasa/{}", "/rupa/{}", "/peserta/{}", "/laporan/{}.csv"}
    doors = {re.sub(r"\{[^}]*\}", "{}", route.path) for route in routes_of(town.post, WIB)}
    assert doors <= known


def test_every_form_without_its_token_is_refused(officer: TestClient, town: Town) -> None:
    sent = {"label": "PTSP-09", "reason": "hilang", "sure": "ya"}
    for path in FORMS:
        for data in (sent, sent | {"token": "0" * 32}):
            answer = officer.post(path, data=data)
            assert answer.status_code == 403, path
            assert "Tidak ada yang diubah" in answer.text
    with reading(town.engine) as connection:
        assert connection.exec_driver_sql("select count(*) from post_code").scalar_one() == 0
        assert connection.exec_driver_sql("select count(*) from post_revoked").scalar_one() == 0


def test_every_form_of_nobody_is_refused(browser: Callable[..., TestClient]) -> None:
    client = browser()
    token = token_at(client, "/masuk")
    for path in FORMS:
        assert client.post(path, data={"token": token}).status_code == 401, path


def test_a_token_of_another_officer_is_refused(
    browser: Callable[..., TestClient], town: Town
) -> None:
    mine, other = let_in(browser(), town), let_in(browser(), town)
    stolen = token_at(other, "/kios/pasangkan")
    sent = {"token": stolen, "label": "PTSP-09"}
    assert mine.post("/kios/pasangkan", data=sent).status_code == 403
    assert other.post("/kios/pasangkan", data=sent).status_code == 200


def test_signing_in_needs_a_token_too(browser: Callable[..., TestClient]) -> None:
    sent = {"name": OFFICER, "passphrase": PASSPHRASE}
    assert browser().post("/masuk", data=sent).status_code == 403


def test_who_signs_in_gets_to_where_they_wanted(browser: Callable[..., TestClient]) -> None:
    client = browser()
    first = client.get("/sertifikat?cari=a%20b")
    assert first.headers["location"] == "/masuk?ke=/sertifikat%3Fcari%3Da%2520b"
    shown = client.get(first.headers["location"])
    assert 'name="ke" value="/sertifikat?cari=a%20b"' in shown.text
    sent = {
        "token": token_at(client, "/masuk"), "name": "  pengelola   CONTOH ",
        "passphrase": PASSPHRASE, "ke": "/sertifikat?cari=a%20b",
    }  # fmt: skip
    assert client.post("/masuk", data=sent).headers["location"] == "/sertifikat?cari=a%20b"


@pytest.mark.parametrize(
    "path",
    [
        "//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example", "javascript:1",
        "", "\\\\elsewhere.example", "/\t/elsewhere.example", "http:/x", "/a\\b",
    ],
)  # fmt: skip
def test_nobody_is_sent_elsewhere_after_signing_in(path: str) -> None:
    assert local(path) == "/"


def test_wrong_name_and_wrong_passphrase_get_the_same_answer(
    browser: Callable[..., TestClient],
) -> None:
    client = browser()
    pages = []
    for name in (OFFICER, "Bukan Siapa-siapa"):
        sent = {"token": token_at(client, "/masuk"), "name": name, "passphrase": "salah sekali"}
        answer = client.post("/masuk", data=sent)
        assert answer.status_code == 403
        pages.append(answer.text.replace(name, ""))
    assert pages[0] == pages[1]
    assert "salah sekali" not in pages[0]


def test_after_four_wrong_tries_even_the_right_passphrase_waits(
    browser: Callable[..., TestClient], town: Town
) -> None:
    client = browser()
    assert [try_in(client, "salah") for _ in range(5)] == [403, 403, 403, 403, 429]
    assert try_in(client, PASSPHRASE) == 429
    town.at += 29_000
    assert try_in(client, PASSPHRASE) == 429
    town.at += 1_000
    assert try_in(client, "salah") == 403
    town.at += 59_000
    assert try_in(client, PASSPHRASE) == 429
    town.at += 1_000
    assert try_in(client, PASSPHRASE) == 303
    assert try_in(browser(), "salah") == 403


def test_waits_double_up_to_half_an_hour() -> None:
    found = [waits.wait_after(n, free=4) // 1000 for n in range(1, 13)]
    assert found == [0, 0, 0, 30, 60, 120, 240, 480, 960, 1800, 1800, 1800]


def test_many_names_from_one_address_wait_too(town: Town) -> None:
    with writing(town.engine) as connection:
        found = [waits.tried(connection, f"orang {n}", "10.0.0.7", NOW) for n in range(21)]
        assert found == [0] * 20 + [30_000]
        assert waits.tried(connection, "orang lain", "10.0.0.8", NOW) == 0
        network = "2001:db8:1:2:"
        found = [waits.tried(connection, f"di {n}", f"{network}:{n}", NOW) for n in range(21)]
        assert found == [0] * 20 + [30_000]


def test_a_clock_set_back_makes_nobody_wait_for_years(town: Town) -> None:
    with writing(town.engine) as connection:
        for _ in range(4):
            waits.tried(connection, "orang", "10.0.0.7", NOW)
        assert waits.tried(connection, "orang", "10.0.0.7", NOW) == 30_000
        assert waits.tried(connection, "orang", "10.0.0.7", NOW - 365 * DAY) == 0


def test_half_an_hour_without_a_page_ends_the_visit(officer: TestClient, town: Town) -> None:
    for _ in range(3):
        town.at += 29 * MINUTE
        assert officer.get("/kios").status_code == 200
    town.at += 31 * MINUTE
    assert officer.get("/kios").status_code == 303


def test_twelve_hours_end_the_visit_even_of_somebody_busy(officer: TestClient, town: Town) -> None:
    for _ in range(24):
        town.at += 29 * MINUTE
        assert officer.get("/kios").status_code == 200
    town.at += 29 * MINUTE
    assert officer.get("/kios").status_code == 303


def test_signing_out_ends_the_visit_also_for_a_kept_cookie(officer: TestClient) -> None:
    kept = officer.cookies["dermaga"]
    officer.post("/keluar", data={"token": token_at(officer, "/kios/pasangkan")})
    officer.cookies.set("dermaga", kept)
    assert officer.get("/kios").status_code == 303


def test_a_new_passphrase_and_a_removal_end_all_visits(
    browser: Callable[..., TestClient], town: Town
) -> None:
    client = let_in(browser(), town)
    officers.change_passphrase(town.engine, OFFICER, "perahu-merah-dua-layar")
    assert client.get("/").status_code == 303
    assert try_in(client, PASSPHRASE) == 403
    assert try_in(client, "perahu-merah-dua-layar") == 303
    officers.remove_officer(town.engine, OFFICER)
    assert client.get("/").status_code == 303


def test_the_database_holds_neither_cookie_nor_passphrase(officer: TestClient, town: Town) -> None:
    cookie = officer.cookies["dermaga"]
    with reading(town.engine) as connection:
        key = connection.exec_driver_sql("select key from page_session").scalar_one()
        kept = connection.exec_driver_sql("select hash from page_officer").scalar_one()
    assert cookie.encode() not in bytes(key)
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(
    browser: Callable[..., TestClient],
) -> None:
    plain, secure = browser(), browser(base="https://hub.contoh.go.id")
    for client, name, locked in (
        (plain, "dermaga_start", False),
        (secure, "__Host-dermaga_start", True),
    ):
        said = client.get("/masuk").headers["set-cookie"]
        assert said.startswith(f"{name}=")
        assert "HttpOnly" in said
        assert "SameSite=strict" in said
        assert "Path=/;" in said
        assert ("Secure" in said) is locked
        assert "Max-Age" not in said
    assert [each.name for each in sign_in(secure).cookies.jar] == ["__Host-dermaga"]


def test_every_answer_forbids_scripts_frames_and_strangers(still: TestClient) -> None:
    for path in ("/", "/kios", "/sertifikat.csv", "/kios/karantina/1", "/kios/zzz", "/rupa/nix"):
        headers = still.get(path).headers
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'self'; font-src 'self';")
        assert "script-src" not in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"


def test_no_page_asks_for_anything_of_another_host(still: TestClient) -> None:
    for path in ("/", "/kios", "/laporan"):
        text = still.get(path).text
        assert not re.search(r'(src|href|action)="(https?:)?//', text)
        assert "<script" not in text
        assert "style=" not in text


def test_style_and_typeface_are_served_to_all_and_may_be_kept(
    browser: Callable[..., TestClient],
) -> None:
    client = browser()
    style = re.search(r'href="(/rupa/pages\.css\?[0-9a-f]{12})"', client.get("/masuk").text)
    assert style
    sheet = client.get(style[1])
    assert sheet.headers["content-type"].startswith("text/css")
    assert sheet.headers["cache-control"] == "public, max-age=31536000"
    for name in re.findall(r'url\("(/rupa/[^"]+)"\)', sheet.text):
        assert client.get(name).headers["content-type"] == "font/ttf"
    assert client.get("/rupa/OFL.txt").text.startswith("Copyright")
    assert client.get("/rupa/..%2Fgate.py").status_code == 404


def test_the_language_is_the_browsers_until_one_is_chosen(
    browser: Callable[..., TestClient],
) -> None:
    client = browser("en-US,en;q=0.8")
    assert '<html lang="en">' in client.get("/masuk").text
    answer = client.get("/bahasa/id?ke=/masuk")
    assert (answer.status_code, answer.headers["location"]) == (303, "/masuk")
    assert '<html lang="id">' in client.get("/masuk").text
    assert client.get("/bahasa/de").status_code == 404
    for wish, said in (
        ("id", "id"),
        ("fr,en;q=0.5", "en"),
        ("en;q=0.3,id;q=0.9", "id"),
        ("", "id"),
    ):
        assert f'<html lang="{said}">' in browser(wish).get("/masuk").text


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"a" * 70_000, "application/x-www-form-urlencoded", 413),
        (b"{}", "application/json", 415),
        (b"\xff\xfe", "application/x-www-form-urlencoded", 400),
        (b"&".join(b"a=1" for _ in range(90)), "application/x-www-form-urlencoded", 400),
    ],
)
def test_a_form_that_is_none_is_refused(
    still: TestClient, body: bytes, kind: str, status: int
) -> None:
    answer = still.post("/kios/pasangkan", content=body, headers={"content-type": kind})
    assert answer.status_code == status
    assert "Tidak ada yang diubah" in answer.text


def test_a_form_token_follows_from_the_cookie_alone() -> None:
    assert sessions.is_form_token("kue", sessions.form_token("kue"))
    assert not sessions.is_form_token("kue", sessions.form_token("kue lain"))
    assert not sessions.is_form_token("", sessions.form_token(""))
