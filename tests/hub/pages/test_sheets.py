"""Tables for Excel."""

from __future__ import annotations

import csv
import io

import pytest
from starlette.testclient import TestClient

from kiosk.hub.pages.sheets import plain
from tests.hub.pages.town import Town, certificate, learner_of, nip

HEAD = ["Nama", "NIP", "Unit", "JP 2026", "Jumlah pelatihan"]


def table(client: TestClient, path: str) -> list[list[str]]:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    assert answer.headers["content-disposition"].startswith('attachment; filename="')
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in answer.content
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("+62 631", "'+62 631"),
        ("-1+2", "'-1+2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("  =1", "'  =1"),
        ("\N{FULLWIDTH EQUALS SIGN}1", "'\N{FULLWIDTH EQUALS SIGN}1"),
        ("Peserta Contoh", "Peserta Contoh"),
        ("800.1.4/0001", "800.1.4/0001"),
        ("", ""),
        (None, ""),
        (7, "7"),
        (-7, "-7"),
        (0.4567, "0,46"),
    ],
)
def test_no_cell_is_taken_for_a_formula(cell: str | float | None, written: str) -> None:
    assert plain(cell) == written


def test_a_name_that_is_a_formula_comes_out_as_text(officer: TestClient, town: Town) -> None:
    evil = '=HYPERLINK("http://x.example";"klik")'
    town.record(1, [(learner_of(nip(60)), certificate(60, evil, "@Unit"))])
    for path in ("/peserta.csv", "/sertifikat.csv"):
        cells = [cell for row in table(officer, path) for cell in row]
        assert "'" + evil in cells
        assert "'@Unit" in cells
        assert not any(cell.startswith(("=", "@", "+")) for cell in cells)


def test_learners_come_with_the_last_digits_of_their_nip(still: TestClient) -> None:
    found = table(still, "/peserta.csv?tahun=2026")
    assert found[0] == HEAD
    assert found[-1][:1] == ["Peserta " + learner_of(nip(20))[:8]]
    assert ["Peserta Contoh 1, S.A.P.", "…1001", "Dinas Kesehatan", "6", "1"] in found
    assert len(found) == 11


def test_a_whole_nip_comes_when_asked_for_and_in_groups(still: TestClient) -> None:
    found = table(still, "/peserta.csv?nip=utuh&cari=contoh+1")
    assert found[1:] == [
        ["Peserta Contoh 1, S.A.P.", "19860926 201505 1 001", "Dinas Kesehatan", "6", "1"]
    ]


def test_the_register_comes_with_state_and_reason(still: TestClient) -> None:
    found = table(still, "/sertifikat.csv?unit=Sekretariat+Daerah&cari=K1.0004")
    assert found[1] == [
        "800.1.4/K1.0004/BKPSDM/XI/2026", "Peserta Contoh 5, S.A.P.", "…1005",
        "Sekretariat Daerah", "Pelayanan Publik Prima", "10", "88", "2026-11-20", "UTARA-01",
        "Berlaku", "", "", "", "", "",
    ]  # fmt: skip


def test_a_register_of_many_portions_is_whole(officer: TestClient, town: Town) -> None:
    many = [(learner_of(nip(n)), certificate(n, f"Orang {n:04d}", "Unit")) for n in range(70, 640)]
    town.record(1, many)
    found = table(officer, "/sertifikat.csv")
    assert len(found) == 1 + 9 + 570
    assert len({row[0] for row in found}) == len(found)
    assert len(table(officer, "/peserta.csv")) > 500


def test_reports_come_as_tables(still: TestClient) -> None:
    assert table(still, "/laporan/unit.csv?tahun=2026") == [
        ["Unit", "Peserta", "JP", "JP rata-rata", "Mencapai 20 JP", "Sertifikat"],
        ["Dinas Kesehatan", "3", "27", "9,00", "0", "3"],
        ["Dinas PMPTSP", "3", "33", "11,00", "0", "3"],
        ["Sekretariat Daerah", "3", "30", "10,00", "0", "3"],
    ]
    assert table(still, "/laporan/pelatihan.csv")[1][:4] == [
        "Pelayanan Publik Prima", "10", "6", "9",
    ]  # fmt: skip
    ratings = table(still, "/laporan/evaluasi.csv")
    assert ["Pelayanan Publik Prima", "Bantuan dari petugas", "9", "3,00"] in ratings
    assert still.get("/laporan/lain.csv").status_code == 404


def test_averages_of_few_answers_stay_blank(officer: TestClient, town: Town) -> None:
    few = {
        "type": "evaluation-answered", "course": "lain", "ratings": {"room": 1}, "text": "",
        "named": False,
    }  # fmt: skip
    town.record(1, [("", few)] * 4)
    path, room = "/laporan/evaluasi.csv", "Kelayakan ruang dan komputer"
    assert ["lain", room, "4", ""] in table(officer, path)
    assert "Jawaban masih terlalu sedikit." in officer.get("/laporan").text
    town.record(1, [("", few)])
    assert ["lain", room, "5", "1,00"] in table(officer, path)
