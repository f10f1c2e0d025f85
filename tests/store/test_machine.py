from __future__ import annotations

import time
from pathlib import Path

import pytest

from kiosk.store.machine import (
    UNKNOWN,
    Machine,
    firmware,
    learnt,
    linux,
    machine_of,
    same,
    this_machine,
)

SYSTEM, OTHER_SYSTEM = "0123456789abcdef0123456789abcdef", "fedcba9876543210fedcba9876543210"
BOARD, OTHER_BOARD = "4c4c4544-0042-3510-8052-b4c04f4e3632", "4c4c4544-0039-4a10-8034-c7c04f564332"
MODEL, OTHER_MODEL = ("Contoh", "Meja 3000", "0X1Y2Z"), ("Contoh", "Meja 5000", "0A9B8C")
CARD, WIFI, NEW_CARD = "8c:16:45:00:00:01", "8c:16:45:00:00:02", "00:1b:21:00:00:03"
FACTORY = "03000200-0400-0500-0006-000700080009"

HOME = machine_of(SYSTEM, BOARD, MODEL, (CARD, WIFI))
UNPRIVILEGED = machine_of(SYSTEM, "", MODEL, (CARD, WIFI))


@pytest.mark.parametrize(
    ("what", "now"),
    [
        ("nothing changed", HOME),
        ("a card was exchanged", machine_of(SYSTEM, BOARD, MODEL, (NEW_CARD,))),
        ("a card was added", machine_of(SYSTEM, BOARD, MODEL, (CARD, WIFI, NEW_CARD))),
        ("both cards went", machine_of(SYSTEM, BOARD, MODEL, ())),
        ("firmware spells its model anew", machine_of(SYSTEM, BOARD, OTHER_MODEL, (CARD,))),
        ("this user may not read the UUID", UNPRIVILEGED),
        ("only the system is known", machine_of(SYSTEM, "", (), ())),
        ("only the UUID is known", machine_of("", BOARD, (), ())),
        ("nothing is known", UNKNOWN),
    ],
)
def test_the_same_computer_stays_the_same(what: str, now: Machine) -> None:
    assert same(HOME, now), what
    assert same(now, HOME), what


@pytest.mark.parametrize(
    ("what", "kept", "now"),
    [
        (
            "a copied folder",
            HOME,
            machine_of(OTHER_SYSTEM, OTHER_BOARD, MODEL, (NEW_CARD,)),
        ),
        ("a copied folder, nothing else known", HOME, machine_of(OTHER_SYSTEM, "", (), ())),
        ("a disk image", HOME, machine_of(SYSTEM, OTHER_BOARD, MODEL, (NEW_CARD,))),
        ("a disk image, cards unknown", HOME, machine_of(SYSTEM, OTHER_BOARD, MODEL, ())),
        (
            "a disk image on the same model, UUID not readable",
            UNPRIVILEGED,
            machine_of(SYSTEM, "", MODEL, (NEW_CARD,)),
        ),
        (
            "a disk image on the same model, one UUID readable",
            HOME,
            machine_of(SYSTEM, "", MODEL, (NEW_CARD,)),
        ),
        (
            "a disk image on another model, UUID not readable",
            UNPRIVILEGED,
            machine_of(SYSTEM, "", OTHER_MODEL, ()),
        ),
        (
            "a disk image between boards with the factory's UUID",
            machine_of(SYSTEM, FACTORY, MODEL, (CARD,)),
            machine_of(SYSTEM, FACTORY, MODEL, (NEW_CARD,)),
        ),
        (
            "a system installed anew on the same computer",
            HOME,
            machine_of(OTHER_SYSTEM, BOARD, MODEL, (CARD, WIFI)),
        ),
    ],
)
def test_another_computer_differs(what: str, kept: Machine, now: Machine) -> None:
    assert not same(kept, now), what
    assert not same(now, kept), what


def test_one_common_card_is_enough_where_the_uuid_is_not_readable() -> None:
    assert same(UNPRIVILEGED, machine_of(SYSTEM, "", MODEL, (WIFI, NEW_CARD)))


def test_the_unknown_computer_equals_every_other() -> None:
    for machine in (UNKNOWN, HOME, UNPRIVILEGED, machine_of(OTHER_SYSTEM, OTHER_BOARD, (), ())):
        assert same(UNKNOWN, machine)
        assert same(machine, UNKNOWN)


def test_cards_exchanged_one_after_the_other_are_followed() -> None:
    first = machine_of(SYSTEM, "", MODEL, (CARD, WIFI))
    second = machine_of(SYSTEM, "", MODEL, (WIFI, NEW_CARD))
    third = machine_of(SYSTEM, "", MODEL, (NEW_CARD,))
    assert not same(first, third)
    assert same(learnt(first, second), third)


def test_what_was_known_once_stays_known_when_another_user_looks() -> None:
    assert learnt(HOME, UNPRIVILEGED) == HOME
    assert learnt(HOME, UNKNOWN) == HOME
    assert learnt(UNKNOWN, HOME) == HOME
    assert learnt(UNPRIVILEGED, HOME) == HOME


def test_only_hashes_are_kept() -> None:
    kept = HOME.to_bytes()
    for fact in (SYSTEM, BOARD, *MODEL, CARD, WIFI):
        assert fact.lower().encode() not in kept.lower()
    assert [len(x) for x in (HOME.system, HOME.board, HOME.model, *HOME.cards)] == [32] * 5


def test_a_cards_hash_differs_under_each_system_so_that_it_cannot_be_looked_up() -> None:
    one, other = machine_of(SYSTEM, "", (), (CARD,)), machine_of(OTHER_SYSTEM, "", (), (CARD,))
    assert one.cards != other.cards
    assert machine_of("", "", (), (CARD,)).cards == ()


def test_the_hashes_do_not_change_with_the_program() -> None:
    """A kept computer must be known again after an update of Dermaga."""
    assert machine_of(SYSTEM, BOARD, MODEL, (CARD,)) == Machine(
        system="7f05169a4536517cc4a862079b3e69a2",
        board="ed7b19b4d59989f8f359d6e076e430ca",
        model="b7e651568f88ada91d28cfbece40a43c",
        cards=("45ba679042db9bf775c21dfcd42c641e",),
    )


@pytest.mark.parametrize(
    "board",
    [
        "",
        "00000000-0000-0000-0000-000000000000",
        "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
        "03000200-0400-0500-0006-000700080009",
        "Not Settable",
    ],
)
def test_a_uuid_that_no_maker_wrote_is_unknown(board: str) -> None:
    assert machine_of(SYSTEM, board, MODEL, ()).board == ""


@pytest.mark.parametrize("system", ["", "uninitialized", "0123", "x" * 32])
def test_a_system_without_a_name_is_unknown(system: str) -> None:
    assert machine_of(system, BOARD, MODEL, (CARD,)) == Machine(board=HOME.board, model=HOME.model)


def test_a_computer_is_kept_and_read_back() -> None:
    for machine in (HOME, UNPRIVILEGED, UNKNOWN):
        assert Machine.from_bytes(machine.to_bytes()) == machine


@pytest.mark.parametrize("kept", [b"", b"{", b"[]", b'{"cards": 3}', b"\xff\xfe"])
def test_what_is_not_a_kept_computer_is_an_unknown_one(kept: bytes) -> None:
    assert Machine.from_bytes(kept) == UNKNOWN


def test_a_fact_that_a_later_program_adds_is_passed_over() -> None:
    assert Machine.from_bytes(b'{"system": "ab", "chassis": "cd"}') == Machine(system="ab")


def computer(root: Path, system: str = SYSTEM, board: str = BOARD) -> Path:
    """A Linux computer's own words about itself, below a folder."""
    files = {
        "etc/machine-id": system,
        "sys/class/dmi/id/product_uuid": board,
        "sys/class/dmi/id/sys_vendor": MODEL[0],
        "sys/class/dmi/id/product_name": MODEL[1],
        "sys/class/dmi/id/board_name": MODEL[2],
    }
    for name, words in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(f"{words}\n", encoding="ascii")
    return root


def plug(root: Path, name: str, bus: str, address: str, assigned: str = "0") -> None:
    """A network card on a bus; the bus "" is that of cards which only a program made."""
    card = root / "sys/class/net" / name
    card.mkdir(parents=True)
    (card / "address").write_text(f"{address}\n", encoding="ascii")
    (card / "addr_assign_type").write_text(f"{assigned}\n", encoding="ascii")
    if bus:
        (root / "sys/bus" / bus).mkdir(parents=True, exist_ok=True)
        (card / "device").mkdir()
        (card / "device/subsystem").symlink_to(root / "sys/bus" / bus)


def test_a_linux_computer_is_read(tmp_path: Path) -> None:
    root = computer(tmp_path)
    plug(root, "enp3s0", "pci", CARD)
    plug(root, "wlp2s0", "pci", WIFI.upper())
    assert linux(root) == HOME


def test_cards_that_come_and_go_are_not_part_of_the_computer(tmp_path: Path) -> None:
    root = computer(tmp_path)
    plug(root, "enp3s0", "pci", CARD)
    plug(root, "enx0", "usb", "00:e0:4c:00:00:09")
    plug(root, "lo", "", "00:00:00:00:00:00")
    plug(root, "docker0", "", "02:42:00:00:00:01", assigned="3")
    plug(root, "ens3", "virtio", "52:54:00:00:00:01")
    plug(root, "wlp2s0", "pci", "da:a1:19:00:00:07", assigned="3")
    assert linux(root) == machine_of(SYSTEM, BOARD, MODEL, (CARD,))


def test_a_computer_that_tells_nothing_is_unknown(tmp_path: Path) -> None:
    assert linux(tmp_path) == UNKNOWN


def test_this_computer_tells_the_same_twice_and_at_once() -> None:
    first = this_machine()
    spent = []
    for _ in range(20):
        began = time.perf_counter()
        again = this_machine()
        spent.append(time.perf_counter() - began)
        assert again == first
    assert min(spent) < 0.002


def part(kind: int, fixed: bytes, *strings: str) -> bytes:
    """A structure of an SMBIOS table."""
    words = b"".join(s.encode("ascii") + b"\0" for s in strings) or b"\0"
    return bytes((kind, 4 + len(fixed), 0, 0)) + fixed + words + b"\0"


def told(*parts: bytes, version: tuple[int, int] = (3, 2)) -> bytes:
    """A whole table, as Windows hands it out."""
    table = b"".join(parts)
    return bytes((0, *version, 0)) + len(table).to_bytes(4, "little") + table


RAW = bytes.fromhex("44454c4c4200103580 52b4c04f4e3632".replace(" ", ""))
BIOS = part(0, bytes(20), "Contoh", "1.2.3")
SYSTEM_PART = part(1, bytes((1, 2, 0, 3)) + RAW + bytes(3), "Contoh", "Meja 3000", "SN-RAHASIA")
BOARD_PART = part(2, bytes((1, 2, 0, 3)), "Contoh", "0X1Y2Z", "SN-PAPAN")
END = part(127, b"")


def test_the_firmware_table_gives_uuid_and_model() -> None:
    """The UUID's first three fields are little-endian (SMBIOS 3.2, 7.2.1)."""
    assert firmware(told(BIOS, SYSTEM_PART, BOARD_PART, END)) == (BOARD, MODEL)


def test_before_smbios_2_6_the_uuid_is_written_as_it_reads() -> None:
    board, _ = firmware(told(SYSTEM_PART, version=(2, 5)))
    assert board == "44454c4c-4200-1035-8052-b4c04f4e3632"


def test_windows_and_linux_know_one_computer_by_one_hash() -> None:
    board, model = firmware(told(BIOS, SYSTEM_PART, BOARD_PART, END))
    guid = "01234567-89AB-CDEF-0123-456789ABCDEF"
    assert machine_of(guid, board, model, ()).board == HOME.board
    assert machine_of(guid, board, model, ()).model == HOME.model
    assert machine_of(guid, board, model, ()).system != ""


@pytest.mark.parametrize(
    ("table", "found"),
    [
        (b"", ("", ())),
        (bytes(7), ("", ())),
        (told(), ("", ())),
        (told(END, SYSTEM_PART), ("", ())),
        (told(part(1, bytes((1, 9))  # maker there, product's number leads nowhere
              , "Contoh")), ("", ("Contoh",))),
        (told(part(1, b"")), ("", ())),
        (told(bytes((1, 0, 0, 0)) * 9), ("", ())),
        (told(SYSTEM_PART)[:-20], ("", ())),
        (told(part(1, bytes(4) + bytes(16))), ("00000000-0000-0000-0000-000000000000", ())),
    ],
)  # fmt: skip
def test_a_table_that_is_not_whole_gives_what_it_holds(
    table: bytes, found: tuple[str, tuple[str, ...]]
) -> None:
    assert firmware(table) == found
