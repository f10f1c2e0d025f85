"""One small file of each form, with every kind of question it can hold."""

from __future__ import annotations

import io
from pathlib import Path

import docx
from PIL import Image

from kiosk.catalog.exchange.sheet_template import EXAMPLES, columns, template

GIFT_FOLDER = Path(__file__).parent / "gift"
PNG = io.BytesIO()
Image.new("RGB", (8, 6), "red").save(PNG, "PNG")

MOODLE = """\
<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<question type="category"><category><text>$course$/top/Standar/R</text></category></question>
<question type="multichoice">
<name><text>Komponen</text></name>
<questiontext format="html"><text><![CDATA[<p>Berapa <b>komponen</b>?</p>]]></text></questiontext>
<generalfeedback format="html"><text>Lihat Pasal 21.</text></generalfeedback>
<idnumber>kk-01</idnumber><single>true</single>
<answer fraction="100" format="html"><text>14</text>
<feedback><text>Tepat.</text></feedback></answer>
<answer fraction="0" format="html"><text>6</text>
<feedback><text>Bagian.</text></feedback></answer>
<hint format="html"><text>Hitung.</text></hint>
<tags><tag><text>sumber:UU 25/2009 Pasal 21</text></tag></tags>
</question>
<question type="truefalse"><questiontext><text>Maklumat itu janji.</text></questiontext>
<answer fraction="0"><text>false</text><feedback><text>Baca lagi.</text></feedback></answer>
<answer fraction="100"><text>true</text><feedback><text>Ya.</text></feedback></answer></question>
<question type="shortanswer"><questiontext><text>Nama janji?</text></questiontext>
<usecase>1</usecase>
<answer fraction="100"><text>maklumat</text><feedback><text>Ya.</text></feedback></answer>
<answer fraction="0"><text>*</text><feedback><text>Bukan.</text></feedback></answer></question>
<question type="numerical"><questiontext><text>Nilai?</text></questiontext>
<answer fraction="100"><text>79.2</text><tolerance>0.1</tolerance></answer>
<units><unit><multiplier>1</multiplier><unit_name>poin</unit_name></unit></units></question>
<question type="matching"><questiontext><text>Jodohkan.</text></questiontext>
<subquestion format="html"><text>Penyampaian</text><answer><text>6</text></answer></subquestion>
<subquestion format="html"><text>Pengelolaan</text><answer><text>8</text></answer></subquestion>
<subquestion format="html"><text></text><answer><text>20</text></answer></subquestion></question>
<question type="ordering"><questiontext><text>Urutkan.</text></questiontext>
<answer fraction="1"><text>Standar</text></answer>
<answer fraction="2"><text>Maklumat</text></answer>
</question>
<question type="cloze"><questiontext format="html"><text><![CDATA[<p>Lengkapi.</p><p>Paling lambat
{1:SHORTANSWER:=14#Ya.~=empat belas#Ya.~*#Hitung lagi.} hari sejak
{1:MULTICHOICE:=diterima#Ya.~dinyatakan \\} lengkap#Bukan.}.</p>]]></text></questiontext></question>
<question type="ddwtos"><questiontext format="html"><text><![CDATA[<p>Letakkan.</p><p>[[2]] memuat
janji, [[1]] memuat ukuran.</p>]]></text></questiontext>
<dragbox><text>standar</text><group>1</group></dragbox>
<dragbox><text>Maklumat</text><group>2</group></dragbox>
<dragbox><text>visi</text><group>1</group></dragbox></question>
<question type="gapselect"><questiontext format="html"><text><![CDATA[<p>Pilih.</p><p>Nilai
[[1]].</p>]]></text></questiontext>
<selectoption><text>baik</text><group>1</group></selectoption>
<selectoption><text>buruk</text><group>1</group></selectoption></question>
<question type="essay"><questiontext><text>Tulis rencana.</text></questiontext>
<graderinfo format="html"><text>Sebut satu tindakan.</text></graderinfo></question>
<question type="description"><questiontext><text>Baca dahulu.</text></questiontext></question>
<question type="calculated"><questiontext><text>{a} + {b}</text></questiontext></question>
</quiz>
"""
AIKEN = """\
Berapa komponen standar pelayanan?
A. Enam
B. Empat belas
C) Delapan
ANSWER: B

Pertanyaan tanpa kunci?
A. Satu
B. Dua

Apa isi maklumat?
A. Janji
B. Visi
ANSWER: A
"""


def gift() -> str:
    """Every kind in one text."""
    names = ("mc4", "tf1", "shortAnswer1", "numerical1", "matching1", "escapeAll", "essay1",
             "totara_moodle_multichoice_multi", "multiLineFeedback1", "category1")  # fmt: skip
    texts = [(GIFT_FOLDER / f"{name}.gift").read_text(encoding="utf-8") for name in names]
    return "\n\n".join(
        [*texts, "Urutkan. {>2 ALL VERTICAL ABSOLUTE_POSITION SHOW 123\nsatu\ndua\n}\n"]
    )


def sheet(rows: tuple[dict[str, str], ...] = EXAMPLES) -> bytes:
    """Our template filled in by another program than our own."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(template()))
    page = book["Soal"]
    heads = [str(cell.value) for cell in page[1]]
    assert tuple(heads) == columns()
    for row in rows:
        page.append([row.get(head) for head in heads])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def document() -> bytes:
    """Two lessons with all that a lesson holds, and some that it does not."""
    page = docx.Document()
    page.add_heading("Melayani di loket", 0)
    page.add_paragraph("Kata pengantar.")
    page.add_heading("Standar pelayanan", 1)
    spoken = page.add_paragraph("Petugas ")
    spoken.add_run("selalu").bold = True
    spoken.add_run(" menepati ")
    spoken.add_run("janji").italic = True
    page.add_heading("Isi", 2)
    page.add_heading("Isi", 2)
    page.add_heading("Rinci", 4)
    page.add_paragraph("# bukan judul * bintang _garis_ <b> & 1. a|b")
    page.add_paragraph("1. bukan daftar")
    for text, style in (("satu", "List Bullet"), ("dua", "List Bullet 2"), ("x", "List Number")):
        page.add_paragraph(text, style=style)
    table = page.add_table(2, 2)
    for place, text in enumerate(("Bagian|", "Jumlah", "A", "6")):
        table.cell(place // 2, place % 2).text = text
    page.add_picture(io.BytesIO(PNG.getvalue()))
    page.add_paragraph("Papan merah", style="Caption")
    page.add_heading("Maklumat", 1)
    page.add_paragraph("Janji tertulis.")
    file = io.BytesIO()
    page.save(file)
    return file.getvalue()


def all_samples() -> dict[str, bytes]:
    """By a file name of their kind."""
    return {
        "soal.gift": gift().encode(),
        "aiken.txt": AIKEN.encode(),
        "soal.xml": MOODLE.encode(),
        "soal.xlsx": sheet(),
        "naskah.docx": document(),
    }
