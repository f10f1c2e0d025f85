"""Questions and forms of any kind: none of them breaks a door."""

from __future__ import annotations

import os
from urllib.parse import quote

from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from tests.hub.pages.test_pages import PAGES

MANY = 200 if os.environ.get("DERMAGA_FAULTS") == "long" else 8
WORDS = st.text(max_size=30) | st.sampled_from(["0", "-1", "2026", "ya", "id", "%00", "twin", "="])
NAMES = st.sampled_from(["cari", "unit", "tahun", "keadaan", "hal", "dari", "sampai", "ke", "nip"])
DOORS = st.sampled_from([path for path, *_ in PAGES] + ["/masuk", "/peserta.csv", "/bahasa/id"])


@settings(max_examples=MANY)
@given(DOORS, st.dictionaries(NAMES, WORDS, max_size=5), st.text(max_size=12))
def test_no_question_breaks_a_door(
    still: TestClient, path: str, asked: dict[str, str], more: str
) -> None:
    for url in (path, f"{path}/{quote(more, safe='', errors='replace')}"):
        clean = {name: word.encode(errors="replace").decode() for name, word in asked.items()}
        assert still.get(url, params=clean).status_code < 500


@settings(max_examples=MANY)
@given(st.dictionaries(st.sampled_from(["label", "reason", "sure", "token"]), WORDS, max_size=4))
def test_no_form_breaks_a_door(still: TestClient, sent: dict[str, str]) -> None:
    clean = {name: word.encode(errors="replace").decode() for name, word in sent.items()}
    for path in ("/kios/pasangkan", "/sertifikat/5/cabut", "/masuk", "/keluar"):
        assert still.post(path, data=clean).status_code in {400, 403, 415}
