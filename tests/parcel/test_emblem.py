"""An emblem in the word is a small picture that every kiosk prints as it is, or it is none."""

from __future__ import annotations

import hashlib

import msgspec
import pytest

from kiosk.parcel import word
from kiosk.parcel.emblem import (
    MOST_BYTES,
    MOST_EMBLEMS,
    Emblems,
    emblems_in,
    fault,
    with_emblem,
    without_emblem,
)
from kiosk.parcel.trouble import ParcelTrouble
from tests.parcel.pictures import HOSTILE, SOUND, emblem, head, png, rows


def name(picture: bytes) -> str:
    return hashlib.sha256(picture).hexdigest()


def test_what_a_kiosk_prepares_is_taken() -> None:
    small = png(head(9, 2, 1, 3, 0, 0, 0), bytes(3 * 2))
    for picture in (
        SOUND,
        small,
        emblem(888, 296),
        emblem(1, 1),
        png(head(3, 2), rows(3, 2, 1, 4)),
    ):
        assert fault(picture) is None


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_picture_that_would_not_be_printed_everywhere_is_refused(kind: str) -> None:
    picture, why = HOSTILE[kind]
    assert fault(picture) == why


def test_any_byte_changed_or_cut_off_is_seen() -> None:
    for place in range(len(SOUND)):
        changed = bytearray(SOUND)
        changed[place] ^= 0x20
        assert fault(bytes(changed)) is not None, place
        assert fault(SOUND[:place]) is not None, place


def test_a_new_emblem_is_printed_and_those_of_before_are_still_sent() -> None:
    one, two = emblem(dot=0), emblem(dot=1)
    first = with_emblem(Emblems(), one)
    second = with_emblem(first, two)
    assert (first, second) == (Emblems((one,), name(one)), Emblems((two, one), name(two)))
    assert with_emblem(second, one) == Emblems((one, two), name(one))
    assert without_emblem(second) == Emblems((two, one), "")


def test_only_the_newest_are_sent_and_the_largest_of_them_fit_into_the_word() -> None:
    said = Emblems()
    made = [png(head(200, 30), rows(200, 30, n)) for n in range(MOST_EMBLEMS + 1)]
    for picture in made:
        said = with_emblem(said, picture)
    assert said.pictures == tuple(reversed(made[1:]))
    assert emblems_in(word.written(said)) == said
    largest = Emblems((bytes(MOST_BYTES),) * MOST_EMBLEMS, "0" * 64)
    assert len(word.written(largest)) <= word.limit_of(word.EMBLEMS)


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_list_with_a_hostile_picture_is_strange(kind: str) -> None:
    picture, _ = HOSTILE[kind]
    for pictures in ((picture,), (SOUND, picture)):
        body = word.written(Emblems(pictures, name(pictures[0])))
        with pytest.raises(ParcelTrouble, match="strange"):
            emblems_in(body)


def test_a_list_is_strange_that_names_another_picture_or_has_too_many() -> None:
    many = tuple(emblem(dot=n) for n in range(MOST_EMBLEMS + 1))
    for said in (Emblems((SOUND,), "00" * 32), Emblems((), name(SOUND)), Emblems(many)):
        with pytest.raises(ParcelTrouble, match="strange"):
            emblems_in(word.written(said))
    for body in (b"", b"{", b"[]", b'{"pictures":["?"]}', b'{"now":1}'):
        with pytest.raises(ParcelTrouble, match="strange"):
            emblems_in(body)
    newer = msgspec.json.encode({"pictures": [SOUND], "now": name(SOUND), "said": 1})
    assert emblems_in(newer) == with_emblem(Emblems(), SOUND)
