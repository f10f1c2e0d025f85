"""How lines become what the pages show."""

from __future__ import annotations

import threading
import uuid

import pytest
from sqlalchemy import Engine, insert, text, update
from starlette.testclient import TestClient

from kiosk.hub.database import reading, writing
from kiosk.hub.pages import digest, learners, reports, said
from kiosk.hub.pages.learners import NAMESPACE
from kiosk.hub.post import tables
from kiosk.people import learner as people
from tests.hub.pages.town import (
    COURSE,
    NOW,
    WIB,
    Town,
    certificate,
    learner_of,
    nip,
    rated,
    started,
    submitted,
)


def catch_up(town: Town) -> None:
    assert digest.catch_up(town.engine, WIB) == 0


def rows(engine: Engine, sql: str, **values: object) -> list[tuple[object, ...]]:
    with reading(engine) as connection:
        return [tuple(row) for row in connection.execute(text(sql), values)]


def erase(town: Town, who: str, clock: int) -> None:
    """As the post carries out an erasure: the lines lose the person, and the entry is kept."""
    line, person = tables.line, uuid.UUID(who).bytes
    town.record(1, [("", {"type": "person-erased", "person": who, "rows": 5})])
    with writing(town.engine) as connection:
        connection.execute(
            update(line)
            .where(line.c.learner == person, line.c.clock < clock)
            .values(learner=None, salt=None, body=bytes(32))
        )
        newest = connection.execute(text("select max(n) from post_line")).scalar_one()
        row = {"person": person, "clock": clock, "line": newest}
        connection.execute(insert(tables.erasure).values(**row))


def test_learner_ids_are_made_as_on_the_kiosk() -> None:
    assert NAMESPACE == people.NAMESPACE
    assert learner_of(nip(1)) == people.learner_id(nip(1))


def test_nothing_new_writes_nothing(town: Town) -> None:
    catch_up(town)
    before = rows(town.engine, "select * from page_progress")
    catch_up(town)
    assert rows(town.engine, "select * from page_progress") == before
    assert before == [("lines", 56)]


def test_lines_are_drawn_once_however_they_are_portioned(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digest, "PORTION", 7)
    catch_up(town)
    small = {t: rows(town.engine, f"select * from {t} order by 1, 2") for t in TABLES}  # noqa: S608
    with writing(town.engine) as connection:
        for table in (*TABLES, "page_progress"):
            connection.execute(text(f"delete from {table}"))  # noqa: S608
    monkeypatch.setattr(digest, "PORTION", 4_000)
    catch_up(town)
    assert {t: rows(town.engine, f"select * from {t} order by 1, 2") for t in TABLES} == small  # noqa: S608
    assert len(small["page_certificate"]) == 9
    assert len(small["page_learner"]) == 10


TABLES = ("page_learner", "page_certificate", "page_result", "page_rating", "page_course")


def test_a_page_draws_in_a_part_and_says_how_much_is_left(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digest, "PORTION", 10)
    assert digest.catch_up(town.engine, WIB, at_once=20) == 36
    assert digest.catch_up(town.engine, WIB, at_once=20) == 16
    assert digest.catch_up(town.engine, WIB, at_once=20) == 0


def test_best_results_count_and_a_failed_final_test_is_no_pass(town: Town) -> None:
    who = learner_of(nip(30))
    town.record(1, [(who, submitted("post", 60)), (who, started()), (who, submitted("pre", 20))])
    town.record(1, [(who, submitted("post", 95)), (who, submitted("post", 70))])
    town.record(1, [(who, submitted("cek", 99, "lain"))])
    catch_up(town)
    with reading(town.engine) as connection:
        found = learners.results(connection, uuid.UUID(who).bytes)
    assert [(r.title, r.pre, r.post, r.passed) for r in found] == [
        ("Pelayanan Publik Prima", 20.0, 95.0, True)
    ]


def test_the_newest_certificate_names_the_learner(town: Town) -> None:
    who = learner_of(nip(3))
    town.record(1, [(who, certificate(3, "Peserta Contoh 4, M.Si.", "Inspektorat"))])
    catch_up(town)
    found = rows(town.engine, "select name, unit from page_learner where nip = :nip", nip=nip(3))
    assert found == [("Peserta Contoh 4, M.Si.", "Inspektorat")]


def test_an_erased_person_is_nowhere_and_the_register_keeps_the_entry(town: Town) -> None:
    who = learner_of(nip(2))
    town.record(1, [(who, rated(4, named=True))])
    catch_up(town)
    whole = rows(town.engine, "select count, total from page_rating where item = 'room'")
    kept = {
        "type": "certificate-kept", "number": "800.1.4/K1.0002/BKPSDM/XI/2026", "course": COURSE,
        "hours": 8, "issued": "2026-11-20", "sha256": "0" * 64,
    }  # fmt: skip
    erase(town, who, 1 << 60)
    town.record(1, [("", kept), ("", {"type": "result-kept", "course": COURSE, "pre": 42.0,
                                      "post": 82.0, "answers": {}})])  # fmt: skip
    catch_up(town)
    assert whole == [(10, 31)]
    assert rows(town.engine, "select count, total from page_rating where item = 'room'") == [
        (9, 27)
    ]
    found = rows(town.engine, "select learner, name, nip, unit, hours, issued from page_certificate"
                              " where number like '%K1.0002/%'")  # fmt: skip
    assert found == [(None, "", "", "", 8, "2026-11-20")]
    for table in ("page_learner", "page_result", "page_named", "page_certificate"):
        left = rows(town.engine, f"select learner from {table}")  # noqa: S608
        assert (uuid.UUID(who).bytes,) not in left
    with reading(town.engine) as connection:
        assert reports.courses(connection, 2026)[0].started == 10


def test_what_came_after_an_erasure_stays(town: Town) -> None:
    who = learner_of(nip(2))
    catch_up(town)
    with reading(town.engine) as connection:
        clock = connection.execute(text("select max(clock) + 1 from post_line")).scalar_one()
    town.go_on(after=20)
    town.record(2, [(who, started("lain"))])
    erase(town, who, clock)
    catch_up(town)
    mine = {"who": uuid.UUID(who).bytes}
    found = rows(town.engine, "select name, nip from page_learner where learner = :who", **mine)
    assert found == [("", "")]
    found = rows(town.engine, "select course from page_result where learner = :who", **mine)
    assert found == [("lain",)]


def test_an_entry_kept_before_its_certificate_came_is_an_entry(town: Town) -> None:
    kept = {
        "type": "certificate-kept", "number": "800/K9/2025", "course": "lain", "hours": 3,
        "issued": "2025-02-01", "sha256": "",
    }  # fmt: skip
    town.record(1, [("", kept)])
    catch_up(town)
    found = rows(town.engine, "select learner, hours, year from page_certificate where year = 2025")
    assert found == [(None, 3, 2025)]


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b'{"type":"certificate-issued"}', b"\xff",
        b'{"course":"a","number":"n","hours":-1,"score":1,"issued":"2026-01-01","facts":"{}"}',
        b'{"course":"a","number":"n","hours":1,"score":1,"issued":"2026-13-01","facts":"{}"}',
        b'{"course":"a","number":"n","hours":99999999999,"score":1,"issued":"2026-01-01","facts":""}',
        b'{"course":"a","number":"%b","hours":1,"score":1,"issued":"2026-01-01","facts":""}'
        % (b"n" * 600),
        b"[" * 100_000,
    ],
)  # fmt: skip
def test_a_body_that_says_nothing_of_the_kind_is_passed_over(body: bytes) -> None:
    assert said.said("certificate-issued", body) is None


def test_words_that_no_database_keeps_are_replaced() -> None:
    body = rb'{"course":"a\u0000b","version":"\ud800"}'
    assert said.said("course-started", body) == said.Started("a\N{REPLACEMENT CHARACTER}b")


def test_a_sample_counts_nowhere(town: Town) -> None:
    who = learner_of(nip(40))
    town.record(1, [(who, certificate(40, "Contoh", "Unit Contoh", sample=True, hours=50))])
    catch_up(town)
    with reading(town.engine) as connection:
        assert all(u.unit != "Unit Contoh" for u in reports.units(connection, 2026))
        found = learners.one(connection, uuid.UUID(who).bytes, 2026)
    assert found
    assert found.hours == 0


def test_a_time_that_is_none_harms_nothing(town: Town) -> None:
    town.record(1, [(learner_of(nip(41)), started())], at=1 << 62)
    catch_up(town)
    assert rows(town.engine, "select year from page_result order by started desc limit 1") == [
        (1970,)
    ]
    assert NOW


def test_such_a_time_breaks_no_page(officer: TestClient, town: Town) -> None:
    who = learner_of(nip(41))
    town.record(1, [(who, started())], at=1 << 62)
    assert officer.get(f"/peserta/{who}").status_code == 200
    assert officer.get("/peserta?hal=1").status_code == 200


def test_many_who_look_at_once_draw_each_line_once(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digest, "PORTION", 3)
    looking = [threading.Thread(target=catch_up, args=(town,)) for _ in range(4)]
    for each in looking:
        each.start()
    for each in looking:
        each.join()
    assert rows(town.engine, "select count(*) from page_certificate") == [(9,)]
    assert rows(town.engine, "select count, total from page_rating where item = 'room'") == [
        (9, 27)
    ]


def test_lines_are_drawn_in_without_anybody_looking(town: Town) -> None:
    ended = threading.Event()
    watch = threading.Thread(target=digest.kept_up, args=(town.engine, WIB, ended, 0.01))
    watch.start()
    while digest.behind(town.engine):
        ended.wait(0.01)
    ended.set()
    watch.join()
    assert rows(town.engine, "select count(*) from page_learner") == [(10,)]
