"""When a kiosk tries by itself."""

from __future__ import annotations

from kiosk.sync.plan import next_try, pause


def least(_count: int) -> bytes:
    return b"\0\0"


def most(_count: int) -> bytes:
    return b"\xff\xff"


def test_the_first_try_is_at_the_start() -> None:
    assert next_try(100.0, None, 0, most) == 100.0


def test_what_went_well_is_tried_again_after_a_few_minutes() -> None:
    assert next_try(100.0, 100.0, 0, least) == 250.0
    assert 399.9 < next_try(100.0, 100.0, 0, most) <= 400.0


def test_pauses_grow_up_to_an_hour() -> None:
    grown = [pause(n, least) for n in (1, 2, 3, 4, 5, 8, 50, 10_000)]
    assert grown == [15.0, 30.0, 60.0, 120.0, 240.0, 1_800.0, 1_800.0, 1_800.0]
    assert 3_599 < pause(50, most) <= 3_600


def test_kiosks_that_lost_their_hub_together_do_not_come_back_together() -> None:
    drawn = iter(range(256))
    found = {pause(5, lambda _count: bytes((next(drawn), 7))) for _ in range(256)}
    assert len(found) == 256
    assert min(found) >= 240
    assert max(found) < 480


def test_a_certificate_is_sent_soon_also_while_a_hub_is_away() -> None:
    assert next_try(510.0, 500.0, 6, most, code="away", certificate=505.0) == 510.0
    assert next_try(505.5, 500.0, 6, most, code="away", certificate=505.0) == 507.0
    assert next_try(505.5, 500.0, 6, most, code="away", certificate=499.0) > 1_000


def test_a_hub_that_asks_to_wait_is_given_time_even_then() -> None:
    assert next_try(505.0, 500.0, 1, least, code="wait", wait=90.0, certificate=504.0) == 590.0
    assert pause(1, least, "wait", 1e9) == 3_600


def test_what_another_try_will_not_mend_is_tried_seldom() -> None:
    for code in ("unpaired", "revoked", "twin", "foreign", "newer"):
        assert pause(1, least, code) == 1_800
        assert next_try(505.0, 500.0, 1, least, code=code, certificate=504.0) == 2_300


def test_a_time_that_has_passed_is_now() -> None:
    assert next_try(10_000.0, 100.0, 1, most) == 10_000.0
