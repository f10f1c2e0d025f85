"""A person's name cut down: for comparison, and for a screen that others may see."""

from __future__ import annotations

import pytest

from kiosk.people.name import called


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Dr. Ir. H. Andi Putra Contoh, S.E., M.Si.", "Andi P. C."),
        ("Peserta Contoh 12", "Peserta C. 12"),
        ("Siti", "Siti"),
        ("Hj.", "Hj"),
        ("Ma'ruf d'Contoh", "Maruf D."),
        ("", ""),
    ],
)
def test_a_name_is_known_to_its_owner_and_hardly_to_others(name: str, shown: str) -> None:
    assert called(name) == shown
