"""Participant cards: for whom they are made, and what happens to codes when somebody stops."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence

import pypdfium2
import pytest
from msgspec import structs

from kiosk.desk.entrance import Entrance
from kiosk.desk.kiosk import Kiosk
from kiosk.desk.views_signin import CardView
from kiosk.learning.trouble import NotAllowed
from kiosk.office import demo
from kiosk.office.acts import Acts
from kiosk.office.cards import Batch, holders, issued_by, not_active, of_class, of_unit
from kiosk.people.card import card_text
from kiosk.people.cohort import Cohort
from kiosk.people.learner import Learner, learner_id
from kiosk.people.nip import Kind
from kiosk.people.role import OFFICER, Role, Staff
from kiosk.store import Store, secret
from tests.conftest import HOME

ISSUED = issued_by(demo.SETTINGS, dt.date(2026, 11, 23), HOME)


def person(n: int) -> Learner:
    nip = f"19870412201101{n % 2 + 1}{n:03d}"
    unit = "Dinas Contoh" if n % 2 else "Badan Contoh"
    return Learner(learner_id(nip), f"Peserta Contoh {n:02}", unit, Kind.PNS, nip)


PEOPLE = [person(n) for n in range(1, 25)]
GUEST = Learner("g", "Tamu Contoh", "Dinas Contoh", Kind.GUEST)


def made_up(people: Sequence[Learner]) -> dict[str, str]:
    """Codes that tell whose they are, without the hashing."""
    return {x.id: f"CODE{x.nip[-3:]}Z" for x in people}


def words_of(pdf: bytes) -> list[str]:
    pages = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return [page.get_textpage().get_text_bounded() for page in pages]


def test_cards_are_of_open_accounts_with_a_nip_by_unit_and_name(store: Store) -> None:
    closed = structs.replace(PEOPLE[3], active=False)
    chosen = [PEOPLE[0], PEOPLE[1], GUEST, closed, PEOPLE[2], PEOPLE[0]]
    assert holders(chosen) == (PEOPLE[1], PEOPLE[0], PEOPLE[2])
    acts = Acts(store, OFFICER)
    for nobody in ([], [GUEST, closed]):
        with pytest.raises(NotAllowed, match="nobody-chosen"):
            Batch(acts, nobody, ISSUED)
    with pytest.raises(NotAllowed, match="role-refused"):
        Batch(Acts(store, Staff("x", "Peserta", Role.LEARNER)), PEOPLE, ISSUED)


def test_people_are_of_a_unit_of_a_class_or_without_a_pin(store: Store) -> None:
    store.roster.put(PEOPLE[:4])
    store.roster.set_pin(PEOPLE[0].id, "hash")
    assert set(of_unit(store, " dinas  CONTOH ")) == {PEOPLE[0], PEOPLE[2]}
    cohort = Cohort("a", "Angkatan Contoh", (PEOPLE[2].id, "gone", PEOPLE[0].id))
    assert of_class(store, cohort) == (PEOPLE[2], PEOPLE[0])
    assert not_active(store, PEOPLE[:3]) == (PEOPLE[1], PEOPLE[2])


def test_only_those_meant_get_a_code_and_the_log_names_everybody(store: Store) -> None:
    acts = Acts(store, OFFICER)
    batch = Batch(acts, PEOPLE, ISSUED, made_up, [PEOPLE[0].id, PEOPLE[1].id])
    pieces = list(batch.pieces())
    assert len(pieces) == batch.total == 5  # three sheets, a code on two of them
    for piece in pieces:
        piece()
    pages = words_of(batch.finish())
    assert len(pages) == 3
    assert [code in "".join(pages) for code in ("CODE-001Z", "CODE-002Z", "CODE-003Z")] == [
        True,
        True,
        False,
    ]
    (entry,) = acts.log()
    assert (entry.acted.act, entry.acted.count, len(entry.acted.on)) == ("print-cards", 24, 24)


def test_whoever_stops_midway_gets_the_cards_of_those_with_a_new_code(store: Store) -> None:
    batch = Batch(Acts(store, OFFICER), PEOPLE, ISSUED, made_up, [x.id for x in PEOPLE])
    pieces = batch.pieces()
    for _n in range(6):  # four pieces of codes, the first sheet, three more codes
        next(pieces)()
    assert (batch.codes, batch.whole) == (13, False)
    first, second = words_of(batch.finish())
    assert (first.count("CODE-"), second.count("CODE-")) == (10, 3)
    empty = Batch(Acts(store, OFFICER), PEOPLE, ISSUED)
    with pytest.raises(NotAllowed, match="nobody-chosen"):
        empty.finish()


def test_a_card_and_a_pin_open_the_desk(entrance: Entrance, kiosk: Kiosk) -> None:
    andi, other = PEOPLE[:2]
    kiosk.store.roster.put([andi])
    text = card_text(andi.id)
    assert entrance.card(text) == CardView("Peserta C. 01", new=True)
    kiosk.store.roster.set_pin(andi.id, secret.hash_pin("482915"))
    assert entrance.card(text) == CardView("Peserta C. 01", new=False)
    assert entrance.sign_in(text.lower(), "482915").learner == andi
    with pytest.raises(NotAllowed, match="card-misread"):
        entrance.card(text[:-1])
    with pytest.raises(NotAllowed, match="card-unknown"):
        entrance.card(card_text(other.id))
    kiosk.store.roster.put([structs.replace(andi, active=False)])
    with pytest.raises(NotAllowed, match="learner-inactive"):
        entrance.card(text)


def test_a_code_is_taken_as_it_stands_on_a_card(entrance: Entrance, kiosk: Kiosk) -> None:
    kiosk.store.roster.put([PEOPLE[0]])
    kiosk.store.roster.set_codes({PEOPLE[0].id: secret.hash_pin("ABCD2345")})
    assert entrance.activate(card_text(PEOPLE[0].id), "abcd-2345", "482915").learner == PEOPLE[0]
