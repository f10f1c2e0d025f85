"""Who listens in the room while a kiosk is paired learns nothing that lets anybody in."""

from __future__ import annotations

import base64

import httpx2
from msgspec import structs

from kiosk.hub.post.post import Post
from kiosk.parcel import sealing
from kiosk.parcel.forms import PairFile
from tests.hub.post.kiosks import Kiosk
from tests.hub.post.test_doors import code_of, refusal


def test_a_question_overheard_lets_no_other_kiosk_in(wire: httpx2.Client, post: Post) -> None:
    code = code_of(post)
    heard, thief = Kiosk(1).ask_to_pair(code), Kiosk(2)
    for changed in (
        structs.replace(heard, device=thief.device, public=thief.public),
        structs.replace(heard, public=thief.public),
        structs.replace(heard, label="Kios lain"),
        structs.replace(heard, nonce=bytes(32)),
    ):
        asked = sealing.signed(changed, thief.sign)
        answer = wire.post("/post/1/pair", content=sealing.written(asked))
        assert refusal(answer) == (403, "code")


def test_neither_code_nor_secret_goes_over_the_wire(wire: httpx2.Client, post: Post) -> None:
    kiosk, code = Kiosk(1), code_of(post)
    asked = sealing.written(kiosk.ask_to_pair(code))
    answer = wire.post("/post/1/pair", content=asked).content
    kiosk.let_in(sealing.read(answer, PairFile), code)
    assert len(kiosk.secret) == 32
    for said in (asked, answer):
        assert code.encode() not in said
        assert base64.b64encode(kiosk.secret) not in said


def test_a_question_as_on_a_stick_is_none_over_the_wire(wire: httpx2.Client, post: Post) -> None:
    code_of(post)
    asked = sealing.written(Kiosk(1).ask_to_pair())
    assert refusal(wire.post("/post/1/pair", content=asked)) == (400, "strange")
