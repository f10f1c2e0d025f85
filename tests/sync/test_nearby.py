"""What a hub says of itself in the room."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from zeroconf import ServiceInfo

from kiosk.sync.nearby import SERVICE, Found, _Heard, hubs


class _Room:
    """Zeroconf, as far as it is asked."""

    def __init__(self, told: ServiceInfo | None) -> None:
        self._told = told

    def get_service_info(self, _kind: str, _name: str, timeout: int) -> ServiceInfo | None:
        assert timeout > 0
        return self._told


def heard(**about: object) -> list[Found]:
    said = ServiceInfo(SERVICE, f"Ruang Aula.{SERVICE}", port=8080, **about)  # type: ignore[arg-type]
    found = _Heard()
    found.add_service(_Room(said), SERVICE, said.name)  # type: ignore[arg-type]
    return found.found


def test_a_hub_is_found_with_its_address_and_agency() -> None:
    about = {"name": "BKPSDM Contoh", "scheme": "http", "mark": "0123456789abcdef"}
    found = heard(parsed_addresses=["192.168.1.7"], properties=about)
    assert found == [
        Found("Ruang Aula", "http://192.168.1.7:8080", "BKPSDM Contoh", "0123456789abcdef")
    ]


def test_an_address_of_the_older_kind_is_preferred_and_tls_is_said() -> None:
    found = heard(parsed_addresses=["fe80::1", "10.0.0.2"], properties={"scheme": "https"})
    assert [each.url for each in found] == ["https://10.0.0.2:8080"]
    found = heard(parsed_addresses=["fd00::1"], properties={"name": b"\xff"})
    assert [each.url for each in found] == ["http://[fd00::1]:8080"]


def test_who_says_no_address_or_leaves_is_not_found() -> None:
    assert heard(properties={}) == []
    found = _Heard()
    found.add_service(_Room(None), SERVICE, "x")  # type: ignore[arg-type]
    found.remove_service(None, SERVICE, "x")
    assert found.found == []


FOUND = (Found("Ruang Aula", "http://192.168.1.7:8080", "BKPSDM Contoh", "0123456789abcdef"),)


def child(program: str) -> tuple[str, ...]:
    """A child that does something else than listening."""
    return sys.executable, "-c", program


def test_what_the_child_heard_is_told_here() -> None:
    told = msgspec.json.encode(FOUND).decode()
    assert hubs(0.25, child(f"import sys; assert sys.argv[1] == '0.25'; print({told!r})")) == FOUND


@pytest.mark.parametrize("program", ["raise SystemExit(1)", "print('halo')", "print('[1]')", ""])
def test_a_child_that_fails_heard_nobody(program: str) -> None:
    assert hubs(0.0, child(program)) == ()


def test_a_child_that_cannot_be_started_heard_nobody() -> None:
    assert hubs(0.0, ("/there/is/no/such/program",)) == ()


def test_a_look_leaves_no_zeroconf_in_this_process() -> None:
    code = (
        "import sys; from kiosk.sync.nearby import hubs; hubs(0.0);"
        "sys.exit('zeroconf' in sys.modules or 'asyncio' in sys.modules)"
    )
    home = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", code], cwd=home, check=False).returncode == 0
