"""Everyone can read the kiosk: contrast computed from the tokens, and no token missing."""

from __future__ import annotations

from string import Template

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.ui import theme as looks
from kiosk.ui.icons import pixmap

WORDS = [  # word colour, ground; as the style sheet pairs them
    ("tinta", "pasir"), ("tinta", "kertas"), ("tinta", "laut50"), ("tinta", "abu"),
    ("tinta", "jingga_tint"), ("tinta", "hijau_tint"), ("tinta", "merah_tint"),
    ("tinta2", "pasir"), ("tinta2", "kertas"), ("tinta2", "abu"), ("tinta2", "laut50"),
    ("tinta3", "pasir"), ("tinta3", "kertas"), ("tinta3", "abu"),
    ("laut", "pasir"), ("laut", "kertas"), ("laut", "laut50"), ("laut_d", "laut100"),
    ("di_laut", "laut"), ("di_laut", "laut_d"), ("di_panel", "panel"), ("di_panel2", "panel"),
    ("di_jingga", "jingga"), ("jingga_teks", "kertas"), ("jingga_teks", "jingga_tint"),
    ("hijau_teks", "pasir"), ("hijau_teks", "kertas"), ("hijau_teks", "hijau_tint"),
    ("merah", "pasir"), ("merah", "kertas"), ("merah", "merah_tint"),
]  # fmt: skip
OUTLINES = [
    ("bidang", "kertas"), ("bidang", "pasir"), ("fokus", "kertas"), ("fokus", "pasir"),
    ("merah", "kertas"), ("hijau", "kertas"), ("hijau", "hijau_tint"), ("jingga", "kertas"),
]  # fmt: skip


@pytest.mark.parametrize(("word", "ground"), WORDS)
def test_words_stand_out_from_their_ground(word: str, ground: str) -> None:
    plain, strong = looks.plain(), looks.high_contrast()
    assert looks.contrast(getattr(plain, word), getattr(plain, ground)) >= 4.5
    assert looks.contrast(getattr(strong, word), getattr(strong, ground)) >= 7


@pytest.mark.parametrize(("line", "ground"), OUTLINES)
def test_outlines_stand_out_from_their_ground(line: str, ground: str) -> None:
    for theme in (looks.plain(), looks.high_contrast()):
        assert looks.contrast(getattr(theme, line), getattr(theme, ground)) >= 3


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert looks.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert looks.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


def test_a_missing_token_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looks, "_form", lambda: Template("QLabel { color: $no_such_token; }"))
    with pytest.raises(KeyError, match="no_such_token"):
        looks.stylesheet(looks.plain())


def test_sizes_grow_with_the_text() -> None:
    assert [looks.plain(scale).px(52) for scale in (1.0, 1.25, 1.5)] == [52, 65, 78]
    assert "font-size: 45px" in looks.stylesheet(looks.plain(1.5))


def test_an_icon_that_is_not_there_is_an_error(qapp: QApplication) -> None:
    assert qapp is not None
    with pytest.raises(LookupError, match="no such icon: no-such-icon"):
        pixmap("no-such-icon", "#000000", 20)
