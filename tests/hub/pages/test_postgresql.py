"""The pages on PostgreSQL: what was shown on SQLite."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from kiosk.hub.database import writing
from kiosk.hub.pages.officers import new_officer
from tests.hub.pages.conftest import OFFICER, PASSPHRASE
from tests.hub.pages.test_digest import (  # noqa: F401 - the same claims on the other database
    test_an_erased_person_is_nowhere_and_the_register_keeps_the_entry,
    test_best_results_count_and_a_failed_final_test_is_no_pass,
    test_lines_are_drawn_once_however_they_are_portioned,
)
from tests.hub.pages.test_gate import (  # noqa: F401
    test_a_new_passphrase_and_a_removal_end_all_visits,
    test_many_names_from_one_address_wait_too,
)
from tests.hub.pages.test_officers import (  # noqa: F401
    test_officers_are_listed_by_name_and_gone_when_removed,
)
from tests.hub.pages.test_pages import (  # noqa: F401
    PAGES,
    test_a_revoked_certificate_counts_no_more,
    test_long_lists_come_in_pages_of_fifty,
    test_statements_of_a_period_come_as_lines_without_names_unless_asked,
)
from tests.hub.pages.test_register import (  # noqa: F401
    test_numbers_given_twice_can_be_listed,
    test_what_was_replaced_and_what_ran_out_is_told,
)
from tests.hub.pages.test_sheets import (  # noqa: F401
    test_a_name_that_is_a_formula_comes_out_as_text,
)
from tests.hub.pages.town import NOW, Town, furnished

COUNTED = (("post_line", "n"), ("post_quarantine", "n"), ("page_officer", "id"))


@pytest.fixture
def town(tmp_path: Path, postgres_url: str) -> Iterator[Town]:
    made = Town(tmp_path, postgres_url)
    with writing(made.engine) as connection:
        for table, column in COUNTED:
            again = f"select setval(pg_get_serial_sequence('{table}', '{column}'), 1, false)"
            connection.execute(text(again))
    furnished(made)
    new_officer(made.engine, OFFICER, PASSPHRASE, NOW)
    made.go_on(after=9)
    yield made
    made.engine.dispose()


def test_every_page_and_every_search_is_answered(officer: TestClient) -> None:
    for path, *_ in PAGES:
        assert officer.get(path).status_code == 200, path
    for query in ("cari=contoh&unit=Dinas+Kesehatan&tahun=2026", "cari=2004", "cari=%00%25_"):
        for path in ("/peserta", "/sertifikat", "/peserta.csv", "/sertifikat.csv"):
            assert officer.get(f"{path}?{query}&keadaan=valid").status_code == 200, path
