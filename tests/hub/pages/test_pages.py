"""What the pages show, in both languages."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from starlette.applications import Starlette
from starlette.testclient import TestClient

from kiosk.hub.database import reading, writing
from kiosk.hub.pages import kiosks as known
from kiosk.hub.pages.doors import routes_of
from kiosk.hub.post import codes, lines
from kiosk.hub.post.devices import device_row
from kiosk.hub.prepared import prepare
from kiosk.hub.records import take_in
from kiosk.parcel import code as by_code
from kiosk.parcel.forms import PairAsk
from kiosk.xapi.line import Line
from kiosk.xapi.words import statement_of
from tests.hub.pages.conftest import let_in, token_at
from tests.hub.pages.town import DAY, NOW, WIB, Town, certificate, learner_of, nip, started

FIRST = "00000000-0000-7001-8000-000000000000"
PAGES = (
    ("/", "Ringkasan", "Overview"),
    ("/kios", "Kios", "Kiosks"),
    ("/kios/pasangkan", "Pasangkan kios", "Pair a kiosk"),
    ("/kios/karantina", "Karantina", "Quarantine"),
    (f"/kios/{FIRST}", "DINKES-01", "DINKES-01"),
    ("/peserta", "Peserta", "Learners"),
    (f"/peserta/{learner_of(nip(0))}", "Peserta Contoh 1, S.A.P.", "Peserta Contoh 1, S.A.P."),
    ("/sertifikat", "Sertifikat", "Certificates"),
    ("/sertifikat/5", "800.1.4/K1.0000/BKPSDM/XI/2026", "800.1.4/K1.0000/BKPSDM/XI/2026"),
    ("/laporan", "Laporan 2026", "Reports of 2026"),
    ("/paket", "Paket", "Parcels"),
)


def words(text: str) -> str:
    """A page's text without its marks."""
    body = text[text.index("<main") :].replace("<wbr>", "")
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def store(town: Town, connection: Connection, found: Sequence[Line]) -> None:
    """The lines' statements, in the record store."""
    home_page = town.post.keys.agency.home_page
    by = {"objectType": "Agent", "account": {"homePage": home_page, "name": FIRST}}
    ready = [
        prepare(
            statement_of(line, home_page), new_id=line.id, authority=by, version="1.0.3",
            terms=town.post.terms,
        )
        for line in found
    ]  # fmt: skip
    take_in(connection, ready, NOW * 1000, town.post.terms)


def title(text: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", text, re.DOTALL)
    assert found
    return found[1].replace("<wbr>", "")


@pytest.mark.parametrize(("path", "indonesian"), [(path, said) for path, said, _ in PAGES])
def test_every_page_speaks_indonesian(still: TestClient, path: str, indonesian: str) -> None:
    answer = still.get(path)
    assert answer.status_code == 200
    assert '<html lang="id">' in answer.text
    assert title(answer.text) == indonesian


def test_every_page_speaks_english_and_nothing_else(english: TestClient) -> None:
    for path, _, said in PAGES:
        answer = english.get(path)
        assert answer.status_code == 200
        assert '<html lang="en">' in answer.text
        assert title(answer.text) == said
        found = words(answer.text).replace("Dinas", "").replace("Sekretariat", "")
        left = re.findall(r"\b(dan|yang|belum|tidak|catatan|kios|peserta|sampai|hari)\b", found)
        assert left == [], path


def test_pages_are_told_apart_and_can_be_walked_by_marks(still: TestClient) -> None:
    titles = set()
    for path, *_ in PAGES:
        page = still.get(path).text
        titles.update(re.findall(r"<title>(.*?)</title>", page))
        assert page.count("<h1") == 1
        assert page.count("<main") == 1
        assert '<a class="skip" href="#isi">' in page
        for field in re.findall(r'<(?:input|select) id="([^"]+)"', page):
            assert f'for="{field}"' in page, field
    assert len(titles) == len(PAGES)


def test_what_needs_attention_is_said_with_the_next_step(still: TestClient) -> None:
    found = words(still.get("/").text)
    assert "Menunggu di kios 373 catatan" in found
    assert "Kios berkabar 3 dari 5" in found
    assert "Sertifikat bulan ini 9 tahun ini 9, 90 JP diusulkan" in found
    assert "Kios kembar: PTSP-01. Dua komputer meneruskan catatan yang sama." in found
    assert "Tanpa kabar 7 hari atau lebih: SETDA-01. Hubungi unitnya" in found
    assert "Catatan di tengah belum sampai: DINKES-01. Minta kios itu menyetor lagi" in found
    assert "Sudah dipasangkan, belum pernah menyetor: PTSP-02." in found
    assert "Di karantina: 2." in found


def test_a_line_without_tls_is_told_to_those_who_come_from_elsewhere(
    town: Town, browser: Callable[..., TestClient]
) -> None:
    far = let_in(browser(), town)
    far._transport.client = ("10.0.0.9", 50_000)  # type: ignore[attr-defined]
    assert "Halaman ini dibuka tanpa TLS." in far.get("/").text
    assert "tanpa TLS" not in let_in(browser(), town).get("/").text


def test_kiosks_are_shown_with_their_states(still: TestClient) -> None:
    found = words(still.get("/kios").text)
    for row in (
        "DINKES-01 22 Nov 2026, 08.00 Jaringan 0 29 2026.11 Ada yang belum sampai",
        "LAMA-01 25 Agu 2026, 08.00 Jaringan 0 0 2026.11 Dicabut",
        "PTSP-01 23 Nov 2026, 07.00 Jaringan 0 2 2026.11 Kembar",
        "PTSP-02 – 0 0 – Belum pernah menyetor",
        "SETDA-01 5 Nov 2026, 08.00 Jaringan 302 18 2026.11 18 hari tanpa kabar",
        "UTARA-01 21 Nov 2026, 08.00 Stik USB 71 18 2026.11 Tertib",
    ):
        assert row in found


def test_kiosks_are_found_by_name_and_by_state(still: TestClient) -> None:
    assert re.findall(r"[A-Z]+-\d\d", words(still.get("/kios?cari=ptsp").text)) == [
        "PTSP-01", "PTSP-02",
    ]  # fmt: skip
    assert re.findall(r"[A-Z]+-\d\d", words(still.get("/kios?keadaan=silent").text)) == [
        "SETDA-01",
    ]  # fmt: skip
    assert "Tidak ada kios yang cocok." in still.get("/kios?cari=zzz").text


def test_lives_of_one_computer_are_one_kiosk(town: Town, officer: TestClient) -> None:
    pairing = str(uuid.UUID(int=2))
    new = town.kiosk(
        7, "UTARA-01", pairing=pairing, before=FIRST, since=NOW, contact=NOW, waiting=4
    )
    town.record(7, [("", {"type": "life-began", "reason": "clone", "before": FIRST})])
    with reading(town.engine) as connection:
        found = known.kiosk(connection, "00000000-0000-7002-8000-000000000000")
        everyone = known.kiosks(connection)
    assert found
    assert (found.device, found.waiting, len(found.lives)) == (new, 4, 2)
    assert sum(k.label == "UTARA-01" for k in everyone) == 1
    assert "00000000-0000-7002-8000-000000000000" in officer.get(f"/kios/{new}").text


@pytest.mark.parametrize(
    ("days", "state"), [(0, "good"), (6, "good"), (7, "silent"), (400, "silent")]
)
def test_seven_days_without_news_are_silence(town: Town, days: int, state: str) -> None:
    device = town.kiosk(8, "BARU-01", contact=NOW - days * DAY)
    with reading(town.engine) as connection:
        found = known.kiosk(connection, device)
    assert found
    assert (found.state(NOW), found.silent_days(NOW)) == (state, days)


def test_a_label_with_marks_is_only_text(town: Town, officer: TestClient) -> None:
    evil = "<script>alert(1)</script>\"'&"
    device = town.kiosk(8, evil, contact=NOW - 20 * DAY)
    town.record(8, [(learner_of(nip(50)), certificate(50, evil, evil, title=evil))])
    paths = (
        "/", "/kios", f"/kios/{device}", "/peserta", "/sertifikat", "/laporan",
        f"/peserta/{learner_of(nip(50))}", "/kios?cari=%3Cscript%3E", "/peserta?cari=%3Cscript%3E",
        "/bahasa/id?ke=%3Cscript%3E", "/kios?cari=%22%3E%3Csvg%20onload%3D1%3E",
    )  # fmt: skip
    for path in paths:
        page = officer.get(path).text
        assert "<script" not in page, path
        assert "<svg onload" not in page, path
    assert "&lt;script&gt;alert(1)" in officer.get("/kios").text


def test_a_code_pairs_a_kiosk_once(officer: TestClient, town: Town) -> None:
    token = token_at(officer, "/kios/pasangkan")
    page = officer.post("/kios/pasangkan", data={"token": token, "label": "  PTSP-03 "}).text
    found = re.search(r'class="big-code" aria-label="([\d ]+)"', page)
    assert found
    code = found[1].replace(" ", "")
    assert "http://hub.contoh.go.id/" in page
    assert '<svg class="qr"' in page or "segno" not in page
    bare = PairAsk(device=FIRST, public=bytes(32), label="", nonce=bytes(32))
    ask = by_code.with_mac(bare, by_code.key_of(code, bare))
    with writing(town.engine) as connection:
        open_now = codes.open_codes(connection, NOW, ask, "10.0.0.1")
        known = codes.known_code(town.post.keys, ask, open_now)
        assert codes.use_code(connection, NOW, ask, known, "10.0.0.1") == "PTSP-03"


def test_a_kiosk_without_a_name_is_not_paired(officer: TestClient) -> None:
    token = token_at(officer, "/kios/pasangkan")
    answer = officer.post("/kios/pasangkan", data={"token": token, "label": "  "})
    assert answer.status_code == 422
    assert "Tulis nama kiosnya" in answer.text


def test_revoking_a_kiosk_needs_a_reason_and_a_tick(officer: TestClient, town: Town) -> None:
    path = f"/kios/{FIRST}/cabut"
    token = token_at(officer, f"/kios/{FIRST}")
    for sent, said in (({}, "Tulis alasannya"), ({"reason": "Dijual"}, "Beri tanda")):
        answer = officer.post(path, data={"token": token, **sent})
        assert answer.status_code == 422
        assert said in answer.text
    assert 'name="reason" value="Dijual"' in answer.text
    sent = {"token": token, "reason": "Dijual", "sure": "ya"}
    assert officer.post(path, data=sent).headers["location"] == f"/kios/{FIRST}"
    page = words(officer.get(f"/kios/{FIRST}").text)
    assert "Dicabut 23 Nov 2026, 08.00: Dijual" in page
    assert "Cabut kios ini" not in page
    with reading(town.engine) as connection:
        row = device_row(connection, FIRST)
    assert row
    assert (row.revoked, row.reason) == (NOW, "Dijual")


def test_what_was_put_aside_is_explained_and_can_be_taken(still: TestClient) -> None:
    page = words(still.get("/kios/karantina").text)
    assert "Paket dari kembaran" in page
    assert "Cari komputer kedua" in page
    assert "PTSP-01" in page
    got = still.get("/kios/karantina/1")
    assert got.content == b"DERMAGA1 put aside"
    assert got.headers["content-disposition"] == 'attachment; filename="karantina-1.dermaga"'


def test_only_the_last_four_digits_of_a_nip_are_shown(still: TestClient) -> None:
    for path in ("/peserta", f"/peserta/{learner_of(nip(0))}", "/sertifikat", "/sertifikat/5"):
        page = still.get(path).text
        assert nip(0) not in page
        assert "19860926" not in page
    assert "•••• 1001" in still.get("/peserta").text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("contoh 3", ["Peserta Contoh 3, S.A.P."]),
        ("CONTOH   3,", ["Peserta Contoh 3, S.A.P."]),
        ("2004", ["Peserta Contoh 4, S.A.P."]),
        ("19860926 201505 2 004", ["Peserta Contoh 4, S.A.P."]),
        (nip(20), [f"Peserta {learner_of(nip(20))[:8]}"]),
        (learner_of(nip(20)), [f"Peserta {learner_of(nip(20))[:8]}"]),
        ("100%", []),
        ("_", []),
        ("\\", []),
    ],
)
def test_learners_are_found_by_name_and_nip(
    still: TestClient, asked: str, found: list[str]
) -> None:
    page = still.get("/peserta", params={"cari": asked}).text
    assert re.findall(r'href="/peserta/[0-9a-f-]{36}">([^<]+)<', page) == found


def test_a_learners_hours_are_of_the_year_and_each_course_counts_once(
    town: Town, officer: TestClient
) -> None:
    who = learner_of(nip(0))
    town.record(1, [
        (who, certificate(0, "Peserta Contoh 1, S.A.P.", "Dinas Kesehatan", number="ULANG")),
        (who, certificate(0, "Peserta Contoh 1, S.A.P.", "Dinas Kesehatan", number="LAMA",
                          issued="2025-12-31", hours=40)),
        (who, certificate(0, "Peserta Contoh 1, S.A.P.", "Dinas Kesehatan", number="LAIN",
                          course="lain", hours=5)),
    ])  # fmt: skip
    assert "6 JP" not in words(officer.get(f"/peserta/{who}").text)
    assert "JP 2026 11 JP diusulkan" in words(officer.get(f"/peserta/{who}").text)
    row = words(officer.get("/peserta?tahun=2025&cari=contoh+1").text)
    assert "Dinas Kesehatan 23 Nov 2026, 08.00 1 40" in row


def test_a_revoked_certificate_counts_no_more(officer: TestClient, town: Town) -> None:
    token = token_at(officer, "/sertifikat/5")
    sent = {"token": token, "reason": "Nama keliru", "sure": "ya"}
    assert officer.post("/sertifikat/5/cabut", data=sent).status_code == 303
    assert "Dicabut sejak 23 November 2026: Nama keliru" in words(officer.get("/sertifikat/5").text)
    assert "0 JP diusulkan" in words(officer.get(f"/peserta/{learner_of(nip(0))}").text)
    assert "Dinas Kesehatan 2 21" in words(officer.get("/laporan").text)
    rows = re.findall(r'href="/sertifikat/(\d+)">', officer.get("/sertifikat?keadaan=revoked").text)
    assert rows == ["5"]
    with reading(town.engine) as connection:
        kept = connection.execute(text("select number, reason, date from post_revoked")).all()
    assert [tuple(row) for row in kept] == [
        ("800.1.4/K1.0000/BKPSDM/XI/2026", "Nama keliru", "2026-11-23")
    ]


def test_a_number_given_twice_is_pointed_out(officer: TestClient, town: Town) -> None:
    town.record(2, [(learner_of(nip(1)), certificate(0, "Peserta Contoh 2", "Dinas PMPTSP"))])
    assert "Nomor sertifikat yang terpakai ganda: 1." in words(officer.get("/").text)
    assert "Nomor ini dipakai 2 kali." in words(officer.get("/sertifikat/5").text)


def test_long_lists_come_in_pages_of_fifty(officer: TestClient, town: Town) -> None:
    many = [(learner_of(nip(n)), certificate(n, f"Orang {n:04d}", "Unit")) for n in range(100, 222)]
    town.record(1, many)
    page = officer.get("/peserta?cari=orang&tahun=2026").text
    assert "1–50 dari 122" in page
    assert page.count('href="/peserta/') == 50
    after = re.search(r'rel="next" href="([^"]+)"', page)
    assert after
    assert after[1].replace("&amp;", "&") == "?cari=orang&tahun=2026&hal=2"
    last = officer.get("/peserta?cari=orang&hal=3").text
    assert "101–122 dari 122" in last
    assert 'rel="next"' not in last
    assert 'rel="prev" href="?cari=orang&amp;hal=2"' in last
    for odd in ("0", "-1", "abc", "99999999999999999999", "1e3", "²"):
        assert "1–50 dari 122" in officer.get("/peserta", params={"cari": "orang", "hal": odd}).text
    assert officer.get("/peserta?hal=20000").status_code == 200


def test_statements_of_a_period_come_as_lines_without_names_unless_asked(
    officer: TestClient, town: Town
) -> None:
    who = learner_of(nip(0))
    town.record(1, [(who, started()), (who, certificate(0, "Peserta Contoh 1", "Dinas"))])
    with reading(town.engine) as connection:
        row = device_row(connection, FIRST)
        assert row
        found = lines.log(connection, row, 900, 10)
    with writing(town.engine) as connection:
        store(town, connection, found)
    path = "/paket/pernyataan.jsonl?dari=2026-11-23&sampai=2026-11-23"
    said = [json.loads(line) for line in officer.get(path).text.splitlines()]
    assert [s["id"] for s in said] == [line.id for line in found]
    assert "Peserta Contoh" not in officer.get(path).text
    assert "Peserta Contoh 1" in officer.get(f"{path}&isi=utuh").text
    assert officer.get("/paket/pernyataan.jsonl?dari=2026-11-22&sampai=2026-11-22").text == ""


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("dari=2026-11-23", "Tulis kedua tanggal"),
        ("dari=kemarin&sampai=2026-11-23", "Tulis kedua tanggal"),
        ("dari=0001-01-01&sampai=9999-12-31", "Tulis kedua tanggal"),
        ("dari=2026-11-23&sampai=2026-11-01", "Tukar keduanya"),
    ],
)
def test_a_period_that_is_none_is_told_beside_its_fields(
    still: TestClient, query: str, said: str
) -> None:
    answer = still.get(f"/paket/pernyataan.jsonl?{query}")
    assert answer.status_code == 422
    assert said in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/kios/zzz", f"/kios/{uuid.UUID(int=1)}", "/kios/karantina/99", "/kios/karantina/x",
        "/peserta/zzz", f"/peserta/{uuid.UUID(int=1)}", "/sertifikat/1", "/sertifikat/x",
        "/sertifikat/99999999999999999999", "/laporan/x.csv",
    ],
)  # fmt: skip
def test_what_is_not_there_is_told_with_a_way_on(still: TestClient, path: str) -> None:
    answer = still.get(path)
    assert answer.status_code == 404
    assert "Halaman ini tidak ada" in answer.text
    assert '<nav class="side"' in answer.text


def test_strange_words_in_a_query_break_nothing(still: TestClient) -> None:
    for odd in ("\x00", "\ud800".encode("utf-8", "surrogatepass"), "a" * 5_000, "'; drop table x"):
        for path in ("/kios", "/peserta", "/sertifikat", "/laporan", "/paket"):
            asked = {"cari": odd, "unit": odd, "tahun": odd, "keadaan": odd, "dari": odd}
            assert still.get(path, params=asked).status_code == 200


def test_a_revocation_goes_into_the_agencys_word_at_once(town: Town, tmp_path: Path) -> None:
    app = Starlette(routes=routes_of(town.post, WIB, tmp_path / "word"))
    with TestClient(app, "http://hub.contoh.go.id", follow_redirects=False) as client:
        officer = let_in(client, town)
        token = token_at(officer, "/sertifikat/5")
        sent = {"token": token, "reason": "Nama keliru", "sure": "ya"}
        assert officer.post("/sertifikat/5/cabut", data=sent).status_code == 303
    said = [file.read_bytes() for file in (tmp_path / "word" / "targets").glob("*.revoked.json")]
    assert any(b"800.1.4/K1.0000/BKPSDM/XI/2026" in body for body in said)
