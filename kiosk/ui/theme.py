"""The look in one place: tokens and the style sheet made from them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
FAMILY = "Plus Jakarta Sans"
LARGEST = 64


@dataclass(frozen=True)
class Theme:
    """Every colour and width of the look; `scale` is the size of the text (1.0, 1.25 or 1.5)."""

    pasir: str
    kertas: str
    tinta: str
    tinta2: str
    tinta3: str
    laut: str
    laut_d: str
    laut50: str
    laut100: str
    di_laut: str
    di_laut2: str
    garis: str
    bidang: str
    abu: str
    jingga: str
    jingga_tint: str
    jingga_teks: str
    di_jingga: str
    hijau: str
    hijau_tint: str
    hijau_teks: str
    merah: str
    merah_tint: str
    fokus: str
    panel: str
    di_panel: str
    di_panel2: str
    tebal_garis: int
    tebal_fokus: int
    contrast: bool
    scale: float

    def px(self, size: float) -> int:
        """A size of the drawings, in pixels at this scale."""
        return round(size * self.scale)


def plain(scale: float = 1.0) -> Theme:
    """Paper on sand."""
    return Theme(
        pasir="#F7F5F0",
        kertas="#FFFFFF",
        tinta="#14262B",
        tinta2="#4A5D62",
        tinta3="#5C6C71",
        laut="#0B4F5C",
        laut_d="#083C46",
        laut50="#E6F0F1",
        laut100="#CFE2E4",
        di_laut="#FFFFFF",
        di_laut2="#CFE2E4",
        garis="#DDE3E2",
        bidang="#7F9197",
        abu="#EEF0EF",
        jingga="#D9772B",
        jingga_tint="#FCEFE2",
        jingga_teks="#8A4A15",
        di_jingga="#14262B",
        hijau="#2E7D4F",
        hijau_tint="#E5F3EA",
        hijau_teks="#1F5C39",
        merah="#B3372F",
        merah_tint="#FBE9E7",
        fokus="#0B4F5C",
        panel="#0B4F5C",
        di_panel="#FFFFFF",
        di_panel2="#CFE2E4",
        tebal_garis=1,
        tebal_fokus=3,
        contrast=False,
        scale=scale,
    )


def high_contrast(scale: float = 1.0) -> Theme:
    """Light on black: text 7:1, lines of 2 px, a yellow focus ring."""
    return Theme(
        pasir="#000000",
        kertas="#0A0F10",
        tinta="#FFFFFF",
        tinta2="#E2EAEB",
        tinta3="#C2CED0",
        laut="#7FE7F5",
        laut_d="#C4F5FB",
        laut50="#06323A",
        laut100="#06323A",
        di_laut="#000000",
        di_laut2="#000000",
        garis="#9FB0B3",
        bidang="#9FB0B3",
        abu="#0A0F10",
        jingga="#FFB65C",
        jingga_tint="#2E1A00",
        jingga_teks="#FFD7A0",
        di_jingga="#000000",
        hijau="#7CEBA4",
        hijau_tint="#04301A",
        hijau_teks="#7CEBA4",
        merah="#FF9F96",
        merah_tint="#3F0B07",
        fokus="#FFE34D",
        panel="#06323A",
        di_panel="#FFFFFF",
        di_panel2="#E2EAEB",
        tebal_garis=2,
        tebal_fokus=4,
        contrast=True,
        scale=scale,
    )


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two "#RRGGBB" colours, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def stylesheet(theme: Theme) -> str:
    """The style sheet of a theme; KeyError when it asks for a token that does not exist."""
    tokens = {field.name: str(getattr(theme, field.name)) for field in fields(theme)}
    tokens |= {f"px{size}": f"{theme.px(size)}px" for size in range(1, LARGEST + 1)}
    tokens |= {"garis_px": f"{theme.tebal_garis}px", "fokus_px": f"{theme.tebal_fokus}px"}
    return _form().substitute(tokens)


@cache
def _form() -> Template:
    return Template((RESOURCES / "theme" / "dermaga.qss").read_text("utf-8"))


@cache
def load_fonts() -> None:
    """Register our own fonts, once; FileNotFoundError when they are not there."""
    loaded: set[str] = set()
    for file in sorted((RESOURCES / "fonts").glob("*.ttf")):
        font = QFontDatabase.addApplicationFont(str(file))
        loaded.update(QFontDatabase.applicationFontFamilies(font))
    if FAMILY not in loaded:
        raise FileNotFoundError(RESOURCES / "fonts")


def install(app: QApplication, window: QWidget | QApplication, theme: Theme) -> None:
    """Dress the application and its one window.

    The style sheet lies on the window, not on the application: a screen is then built bare and
    dressed once when it is shown, instead of anew with each part that is put into another.
    """
    load_fonts()
    if app.style().name() != "fusion":  # another style object would polish every widget anew
        app.setStyle("Fusion")
    font = QFont(FAMILY)
    font.setPixelSize(theme.px(16))
    if app.font() != font:  # the same again would dress every widget anew
        app.setFont(font)
    colours = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Window, theme.pasir),
        (QPalette.ColorRole.WindowText, theme.tinta),
        (QPalette.ColorRole.Base, theme.kertas),
        (QPalette.ColorRole.Text, theme.tinta),
        (QPalette.ColorRole.Button, theme.kertas),
        (QPalette.ColorRole.ButtonText, theme.tinta),
        (QPalette.ColorRole.PlaceholderText, theme.tinta3),
        (QPalette.ColorRole.Highlight, theme.laut),
        (QPalette.ColorRole.HighlightedText, theme.di_laut),
        (QPalette.ColorRole.Link, theme.laut),
    ):
        colours.setColor(role, QColor(colour))
    if app.palette() != colours:
        app.setPalette(colours)
    window.setStyleSheet(stylesheet(theme))
