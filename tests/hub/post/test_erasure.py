from __future__ import annotations

from collections.abc import Callable

from kiosk.hub.database import reading, writing
from kiosk.hub.post import lines
from kiosk.hub.post.devices import device_row
from kiosk.hub.post.ingest import Told, take_in
from kiosk.hub.post.post import Post
from kiosk.parcel import chain, contents
from kiosk.xapi.line import Line
from tests.hub.post.kiosks import LEARNER, OTHER, START, Kiosk
from tests.hub.post.test_elsewhere import pull, send

Counted = Callable[[str], int]


def erase(kiosk: Kiosk, person: str = LEARNER, *, before: int = 0) -> Line:
    body: dict[str, object] = {"type": "person-erased", "person": person, "rows": 1}
    later = (START + 60_000) << 12
    return kiosk.record("", {**body, "before": before} if before else body, clock=later)


def log_of(post: Post, kiosk: Kiosk) -> tuple[Line, ...]:
    with reading(post.engine) as connection:
        row = device_row(connection, kiosk.device)
        assert row is not None
        return lines.log(connection, row, 0, 10_000)


def held(post: Post, words: bytes) -> list[str]:
    """The tables that hold these bytes anywhere, after SQLite has put everything in its file."""
    found = []
    with post.engine.connect() as connection:
        tables = connection.exec_driver_sql("select name from sqlite_schema where type = 'table'")
        for (table,) in tables.fetchall():
            rows = connection.exec_driver_sql(f"select * from {table}").fetchall()  # noqa: S608
            cells = [c for row in rows for c in row]
            texts = [c if isinstance(c, bytes) else str(c).encode() for c in cells]
            found += [table] if any(words in text for text in texts) else []
    return found


def test_an_erased_person_is_gone_from_lines_and_statements_and_the_chain_still_holds(
    post: Post, kiosk: Kiosk, second: Kiosk, counted: Counted
) -> None:
    kiosk.work(3)
    kiosk.work(1, OTHER)
    send(post, kiosk)
    second.work(2)
    erase(second)
    send(post, second)
    log = log_of(post, kiosk)
    assert [line.erased for line in log] == [True, True, True, False]
    assert contents.linked(log, chain.START)
    assert [line.erased for line in log_of(post, second)] == [True, True, False]
    assert counted("statement") == 2  # the other learner's, and that somebody was erased


def test_what_comes_later_of_before_the_erasure_is_taken_without_its_bodies(
    post: Post, kiosk: Kiosk, second: Kiosk, counted: Counted
) -> None:
    kiosk.work(2)
    second.work(2)
    erase(second)
    send(post, second)
    send(post, kiosk)
    assert [line.erased for line in log_of(post, kiosk)] == [True, True]
    assert counted("statement") == 1
    assert pull(post, kiosk, [LEARNER])[0] == [second.lines[2]]


def test_a_person_who_came_back_keeps_what_came_after(
    post: Post, kiosk: Kiosk, counted: Counted
) -> None:
    kiosk.work(1)
    erase(kiosk)
    kiosk.work(2)
    send(post, kiosk)
    assert [line.erased for line in log_of(post, kiosk)] == [True, False, False, False]
    assert counted("statement") == 3


def test_an_erasure_reaches_back_only_as_far_as_it_says(post: Post, kiosk: Kiosk) -> None:
    kiosk.work(3)
    erase(kiosk, before=kiosk.lines[1].clock)
    send(post, kiosk)
    assert [line.erased for line in log_of(post, kiosk)] == [True, False, False, False]


def test_erasures_come_down_to_kiosks_that_ask_for_anybody(
    post: Post, kiosk: Kiosk, second: Kiosk
) -> None:
    kiosk.work(1)
    told = erase(kiosk)
    send(post, kiosk)
    found, after = pull(post, second, [OTHER])
    assert found == [told]
    assert pull(post, second, [OTHER], after)[0] == []
    assert pull(post, kiosk, [OTHER])[0] == []


def test_the_erasure_that_reaches_furthest_counts_whatever_comes_first(
    post: Post, kiosk: Kiosk, second: Kiosk
) -> None:
    kiosk.work(4)
    erase(second, before=kiosk.lines[3].clock)
    send(post, second)
    erase(second, before=kiosk.lines[1].clock)
    send(post, second, 2)
    send(post, kiosk)
    assert [line.erased for line in log_of(post, kiosk)] == [True, True, True, False]


def test_documents_and_names_of_an_erased_person_go_too(
    post: Post, kiosk: Kiosk, counted: Counted
) -> None:
    key = f"account https://contoh.go.id {LEARNER}"
    with writing(post.engine) as connection:
        connection.exec_driver_sql(
            "insert into document (resource, activity, agent, registration, id, content_type,"
            " etag, modified, body) values ('state', 'a', ?, '', 'x', 't', 'e', 1, x'00')",
            (key,),
        )
        connection.exec_driver_sql("insert into person (key, name) values (?, 'Peserta')", (key,))
    kiosk.work(1)
    send(post, kiosk)
    erase(kiosk)
    send(post, kiosk, 2)
    assert (counted("document"), counted("person"), counted("statement")) == (0, 0, 1)


def test_after_an_erasure_nothing_of_the_person_is_in_any_table_but_that_it_was_erased(
    post: Post, kiosk: Kiosk, second: Kiosk
) -> None:
    import uuid

    kiosk.work(3, text="rahasia")
    send(post, kiosk)
    assert "post_line" in held(post, b"rahasia")
    erase(second)
    send(post, second)
    for words in (LEARNER.encode(), uuid.UUID(LEARNER).bytes):
        assert set(held(post, words)) <= {"post_line", "post_erasure"}
    assert held(post, b"rahasia") == []
    take_in(post, kiosk.parcel(post.keys.agency, 1, 3), Told("stick"))
    assert held(post, b"rahasia") == []
