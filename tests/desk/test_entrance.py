from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from msgspec import structs

from kiosk.catalog.catalog import Catalog
from kiosk.desk.entrance import Entrance
from kiosk.desk.kiosk import Kiosk
from kiosk.learning.events import SignedIn, SignedOut
from kiosk.learning.trouble import NotAllowed
from kiosk.office import demo
from kiosk.people.nip import Kind
from kiosk.store import Store, secret
from tests.conftest import HOME, Clock

SITI, BUDI = demo.LEARNERS[0], demo.LEARNERS[1]


@pytest.fixture(scope="session")
def hashes() -> tuple[str, str]:
    """Hashes of Siti's PIN and of an activation code, made once: each takes its time."""
    return secret.hash_pin("482913"), secret.hash_pin("ABCD2345")


@pytest.fixture
def with_pin(kiosk: Kiosk, hashes: tuple[str, str]) -> Kiosk:
    kiosk.store.roster.set_pin(SITI.id, hashes[0])
    return kiosk


@pytest.fixture
def with_code(kiosk: Kiosk, hashes: tuple[str, str]) -> Kiosk:
    kiosk.store.roster.set_codes({BUDI.id: hashes[1]})
    return kiosk


def refusal(wish: Callable[[], object]) -> tuple[str, int]:
    """The code of the rule that refuses, and the seconds to wait."""
    with pytest.raises(NotAllowed) as no:
        wish()
    return no.value.code, int(no.value.facts.get("seconds", 0))


def test_a_learner_signs_in_with_nip_and_pin(with_pin: Kiosk, entrance: Entrance) -> None:
    desk = entrance.sign_in("19870412 201101 2 008", "482913")
    assert desk.learner == SITI
    desk.leave(idle=True)
    assert [r.event for r in with_pin.store.events(SITI.id)] == [SignedIn(), SignedOut(idle=True)]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "nip-empty"),
        ("abc", "nip-not-digits"),
        ("1987", "nip-length"),
        ("198713122011012008", "nip-birth"),
        ("198704122011132008", "nip-appointed"),
        ("198704122011013008", "nip-sex"),
        ("198704122011012000", "nip-serial"),
        ("198704122028012008", "nip-future"),
        ("198704122011012009", "nip-unknown"),
    ],
)
def test_a_nip_that_cannot_be_is_refused_by_its_fault(
    entrance: Entrance, typed: str, code: str
) -> None:
    assert refusal(lambda: entrance.sign_in(typed, "482913")) == (code, 0)


def test_someone_who_left_the_agency_may_not_sign_in(with_pin: Kiosk, entrance: Entrance) -> None:
    with_pin.store.roster.put([structs.replace(SITI, active=False)])
    assert refusal(lambda: entrance.sign_in(SITI.nip, "482913")) == ("learner-inactive", 0)


def test_without_a_pin_the_account_is_not_active_yet(entrance: Entrance) -> None:
    assert refusal(lambda: entrance.sign_in(SITI.nip, "482913")) == ("not-active-yet", 0)


def test_wrong_pins_wait_and_the_right_one_does_not_get_past_the_wait(
    with_pin: Kiosk, entrance: Entrance, clock: Clock
) -> None:
    wrong = partial(entrance.sign_in, SITI.nip, "000000")
    assert [refusal(wrong) for _ in range(5)] == [("pin-wrong", 0)] * 4 + [("pin-wait", 30)]
    clock.pass_seconds(29)
    assert refusal(lambda: entrance.sign_in(SITI.nip, "482913")) == ("pin-wait", 1)
    clock.pass_seconds(1)
    assert refusal(wrong) == ("pin-wait", 60)
    clock.pass_seconds(60)
    assert entrance.sign_in(SITI.nip, "482913").learner == SITI
    assert refusal(wrong) == ("pin-wrong", 0)
    assert with_pin.store.count == 1


def test_a_locked_screen_opens_with_the_pin_only(with_pin: Kiosk, entrance: Entrance) -> None:
    assert with_pin.store.count == 0
    assert refusal(lambda: entrance.unlock(SITI, "000000")) == ("pin-wrong", 0)
    entrance.unlock(SITI, "482913")


def test_an_activation_code_opens_an_account_once(with_code: Kiosk, entrance: Entrance) -> None:
    assert entrance.activate(BUDI.nip, " abcd 2345 ", "719304").learner == BUDI
    assert refusal(lambda: entrance.activate(BUDI.nip, "ABCD2345", "719304")) == ("code-missing", 0)
    assert entrance.sign_in(BUDI.nip, "719304").learner == BUDI
    assert with_code.store.count == 2


def test_a_refused_pin_does_not_use_up_the_code(with_code: Kiosk, entrance: Entrance) -> None:
    for pin, code in (
        ("71930", "pin-length"),
        ("777777", "pin-repeated"),
        ("123456", "pin-sequence"),
        ("080375", "pin-birth"),
    ):
        wish = partial(entrance.activate, BUDI.nip, "ABCD2345", pin)
        assert refusal(wish) == (code, 0)
    assert with_code.store.roster.secret(BUDI.id)[0] == ""
    assert entrance.activate(BUDI.nip, "ABCD2345", "719304").learner == BUDI


def test_a_wrong_code_is_refused_and_counts_as_a_wrong_try(
    with_code: Kiosk, entrance: Entrance
) -> None:
    wrong = partial(entrance.check_code, BUDI.nip, "WRONG222")
    assert [refusal(wrong) for _ in range(5)] == [("code-wrong", 0)] * 4 + [("pin-wait", 30)]
    assert with_code.store.count == 0


def test_a_guest_comes_in_with_name_and_unit_and_is_known_again(
    kiosk: Kiosk, entrance: Entrance
) -> None:
    desk = entrance.guest("  Siti   Aminah ", "Kantor  Pos")
    assert (desk.learner.name, desk.learner.unit) == ("Siti Aminah", "Kantor Pos")
    assert (desk.learner.kind, desk.learner.nip) == (Kind.GUEST, "")
    assert entrance.guest("siti aminah", "kantor pos").learner.id == desk.learner.id
    assert len([x for x in kiosk.store.roster.everyone() if x.kind is Kind.GUEST]) == 1
    entrance.unlock(desk.learner, "")


@pytest.mark.parametrize(
    ("name", "unit", "code"),
    [("Al", "Kantor", "name-short"), ("Siti", "  ", "unit-missing")],
)
def test_a_guest_needs_a_name_and_a_unit(
    entrance: Entrance, name: str, unit: str, code: str
) -> None:
    assert refusal(lambda: entrance.guest(name, unit)) == (code, 0)


def test_an_agency_may_refuse_guests(kiosk: Kiosk) -> None:
    entrance = Entrance(replace(kiosk, settings=structs.replace(demo.SETTINGS, guests=False)))
    assert refusal(lambda: entrance.guest("Siti Aminah", "Kantor")) == ("guests-refused", 0)


def test_the_sign_in_screen_shows_samples_only_in_the_demonstration(
    kiosk: Kiosk, entrance: Entrance
) -> None:
    view = entrance.view()
    assert [x.pin for x in view.samples] == ["482913", "719304", "260871", "935162", "604728"]
    assert (view.courses, view.hours, view.version) == (1, 2, "2026.11.2")
    real = replace(kiosk, settings=structs.replace(demo.SETTINGS, demo=False))
    assert Entrance(real, demo.SAMPLES).view().samples == ()


def test_no_pin_and_no_code_stands_in_the_file(with_pin: Kiosk, store: Store) -> None:
    assert with_pin.store is store
    dump = "\n".join(store._db.iterdump())
    assert SITI.nip in dump
    assert "482913" not in dump


def test_the_newest_version_is_the_one_with_the_greatest_numbers(
    kiosk: Kiosk, tmp_path: Path
) -> None:
    older = tmp_path / "content" / "kursus-lama"
    shutil.copytree(HOME / "content" / "pelayanan-prima", older)
    text = (older / "course.toml").read_text(encoding="utf-8")
    text = text.replace("pelayanan-prima", "kursus-lama", 1).replace("2026.11.2", "2026.9.1", 1)
    (older / "course.toml").write_text(text, encoding="utf-8")
    both = Catalog([HOME / "content" / "pelayanan-prima", older], None)
    view = Entrance(replace(kiosk, catalog=both)).view()
    assert (view.courses, view.version) == (2, "2026.11.2")
