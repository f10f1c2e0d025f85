from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.sheets.html import read_html
from kiosk.sheets.kind import kind_of
from kiosk.sheets.marks_ods import marks_of_tables
from kiosk.sheets.marks_xlsx import marks_of
from kiosk.sheets.read import read_book
from kiosk.sheets.text import read_text
from tests.sheets.rig_readers import damaged_inside, outcome, run
from tests.sheets.test_read import SAME


@given(st.binary() | st.text().map(str.encode), st.sampled_from(list(SAME)), st.integers(0, 2**32))
def test_whatever_the_bytes_only_our_own_error_comes_out(raw: bytes, kind: str, seed: int) -> None:
    for given_bytes in (raw, damaged_inside(SAME[kind], random.Random(seed))):
        for read in (kind_of, read_text, read_html, marks_of, marks_of_tables):
            outcome(read, given_bytes)


@pytest.mark.parametrize("seed", range(4))
def test_a_damaged_workbook_ends_as_read_or_as_a_code(seed: int) -> None:
    chance = random.Random(seed)
    kind = ("xlsx", "xls", "ods")[seed % 3]
    raw = damaged_inside(SAME[kind], chance)
    codes = {"read", "broken", "too-wide", "too-large", "locked", "empty", "other-kind"}
    assert outcome(lambda x: read_book(x, "a.xlsx"), raw) in codes


@settings(max_examples=40)
@given(st.lists(st.lists(st.text("aé;,\t\" '1"), min_size=2, max_size=4), min_size=1, max_size=5))
def test_what_is_written_as_csv_is_read_again(rows: list[list[str]]) -> None:
    import csv
    import io

    out = io.StringIO()
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL).writerows(rows)
    text = "sep=;\n" + out.getvalue()
    if not out.getvalue().replace('"', "").replace(";", "").strip():
        return
    found = {row.line: row.cells for row in read_text(text.encode()).sheets[0].rows}
    for line, row in enumerate(rows, start=2):
        filled = [cell or None for cell in row]
        while filled and not (filled[-1] or "").strip():
            filled.pop()
        assert found.get(line, ()) == tuple(filled)


def test_the_rig_itself_runs() -> None:
    assert sum(run(0.3, seed=1, apart=0).values()) > 0
