from __future__ import annotations

from tests.hub import requirements


def test_the_list_of_requirements_is_up_to_date() -> None:
    """Else: python -m tests.hub.requirements."""
    assert requirements.LIST.read_text() == requirements.listed()
