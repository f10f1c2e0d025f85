from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.store import Store, StoreTrouble

SITI = "11111111-1111-5111-8111-111111111111"


def test_a_changed_document_is_not_handed_out(store: Store) -> None:
    store.keep("settings", "kiosk", b"{}")
    store._db.execute("update document set body = x'5b5d' where kind = 'settings'")
    with pytest.raises(StoreTrouble, match="damaged"):
        store.document("settings", "kiosk")


@pytest.mark.parametrize(
    "edit", ["body = 7", "body = 'text'", "body = 1.5", "seal = x''", "seal = 'x'", "seal = 9"]
)
def test_a_value_of_another_type_is_damage_too(store: Store, edit: str) -> None:
    store.keep("x", "y", b"{}")
    store._db.execute("create table loose as select * from document")
    # a strict table takes no such value, a flipped bit makes one
    store._db.execute("drop table document")
    store._db.execute("alter table loose rename to document")
    store._db.execute("create unique index names on document (kind, id)")
    store._db.execute(f"update document set {edit} where kind = 'x'")  # noqa: S608
    with pytest.raises(StoreTrouble, match="damaged"):
        store.document("x", "y")
    store.keep("x", "y", b"anew")
    assert store.document("x", "y") == b"anew"


def test_all_of_a_learner_goes_and_nothing_of_another(store: Store) -> None:
    other = SITI.replace("1", "2")
    with store.writing():
        for kind, name in (("wait", SITI), ("evaluation", f"{SITI}/k"), ("wait", other)):
            store.keep(kind, name, b"x")
        store.keep("evaluation", f"{other}/{SITI}", b"x")
        store._log.documents.remove_all_of(SITI)
    left = store._db.execute("select kind, id from document where kind in ('wait', 'evaluation')")
    assert left.fetchall() == [("evaluation", f"{other}/{SITI}"), ("wait", other)]
    assert store.damages() == ()


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.none() | st.binary(max_size=20)),
        max_size=12,
    )
)
def test_whatever_is_kept_and_forgotten_the_sum_of_seals_is_right(
    tmp_path_factory: pytest.TempPathFactory, done: list[tuple[str, bytes | None]]
) -> None:
    from tests.conftest import Clock

    clock, kept = Clock(), dict[str, bytes]()
    store = Store(tmp_path_factory.mktemp("d") / "f.sqlite", clock.now, clock.chance)
    for name, body in done:
        if body is None:
            store.forget("x", name)
            kept.pop(name, None)
        else:
            store.keep("x", name, body)
            kept[name] = body
    assert {name: store.document("x", name) for name in store.names_of("x")} == kept
    assert store.damages() == ()
    store.close()
