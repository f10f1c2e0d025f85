"""WebVTT as it is written, and as it is spoilt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.catalog.captions import Captions, Cue, cue_at, read_captions

FILM = """WEBVTT Di loket
Kind: captions

NOTE dibuat untuk contoh

1
00:01.000 --> 00:02.500 line:90%
<v Petugas>Selamat &amp; pagi.
Ada yang dapat dibantu?

01:00:00.000 --> 01:00:01.000
<i>Terima kasih.</i>
"""


def test_cues_are_read_with_their_times_and_without_their_marks() -> None:
    assert read_captions(FILM.replace("\n", "\r\n")) == Captions(
        (
            Cue(1000, 2500, "Selamat & pagi.\nAda yang dapat dibantu?"),
            Cue(3_600_000, 3_601_000, "Terima kasih."),
        )
    )


def test_a_cue_is_shown_from_its_start_until_just_before_its_end() -> None:
    told = [cue_at(read_captions(FILM), at) for at in (999, 1000, 2499, 2500)]
    words = "Selamat & pagi.\nAda yang dapat dibantu?"
    assert told == ["", words, words, ""]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", 1),
        ("WEBVT\n", 1),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\nMundur\n", 3),
        ("WEBVTT\n\n1\n00:01,000 --> 00:02,000\nKoma\n", 4),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n\n", 3),
        ("WEBVTT\n\nTanpa waktu\n", 3),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nBaik\n", 0),
    ],
)
def test_what_is_no_webvtt_is_told_by_its_line(text: str, fault: int) -> None:
    assert read_captions(text).fault == fault


@given(st.lists(st.sampled_from(["WEBVTT", "", "00:01.000 --> 00:02.000", "-->", "a", "NOTE"])))
def test_no_text_raises(lines: list[str]) -> None:
    read_captions("\n".join(lines))
