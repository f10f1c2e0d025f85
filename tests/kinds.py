"""A small course whose first test and first lesson ask in the ways that need more than a tap."""

from __future__ import annotations

from pathlib import Path

from tests.catalog.conftest import BEFORE, CHECKS, FILES, STANDARD

HEAD = 'lesson = "standar"\nlevel = "R"\nsource = "UU 25/2009 Pasal 21"\n'

CLOZE = f"""\
[[question]]
id = "kk-isi"
kind = "cloze"
{HEAD}stem = "Lengkapi kalimat berikut."
passage = "Standar memuat {{jumlah}} komponen, dan janji tertulisnya bernama {{janji}}."
hints = ["Buka lagi tabelnya.", "Enam ditambah delapan."]
[[question.gap]]
name = "jumlah"
accept = ["14", "empat belas"]
right_feedback = "Enam ditambah delapan."
wrong_feedback = "Jumlahkan kedua bagiannya."
[[question.gap]]
name = "janji"
accept = ["maklumat"]
choices = ["visi", "maklumat", "motto"]
right_feedback = "Pasal 22 menyebutnya maklumat."
wrong_feedback = "Itu bukan janji yang wajib dipasang."
"""

DRAG = f"""\
[[question]]
id = "kk-kata"
kind = "drag"
{HEAD}stem = "Letakkan kata pada tempatnya."
passage = "{{satu}} disusun lebih dahulu, lalu {{dua}} diumumkan di loket."
extra = ["Visi"]
[[question.gap]]
name = "satu"
word = "Standar"
feedback = "Standar mendahului janjinya."
[[question.gap]]
name = "dua"
word = "Maklumat"
feedback = "Yang diumumkan adalah janjinya."
"""

POINT = f"""\
[[question]]
id = "kk-tunjuk"
kind = "point"
{HEAD}stem = "Tunjuk bagian papan yang menyebut lamanya layanan."
picture = "figures/loket.svg"
alternative = "Papan loket dengan tiga baris."
wrong_feedback = "Di sana tidak ada keterangan."
[[question.area]]
name = "jangka waktu"
at = [0.05, 0.40, 0.90, 0.20]
right = true
feedback = "Baris kedua menyebut hari."
[[question.area]]
name = "biaya"
at = [0.05, 0.70, 0.90, 0.20]
right = false
feedback = "Baris ini menyebut uang."
"""

PICTURE = f"""\
[[question]]
id = "kk-gambar"
kind = "picture"
{HEAD}stem = "Papan mana yang lengkap?"
[[question.choice]]
text = "Papan satu"
picture = "figures/loket.svg"
alternative = "Tiga baris."
right = true
feedback = "Ketiga barisnya ada."
[[question.choice]]
text = "Papan dua"
picture = "figures/kosong.svg"
alternative = "Satu baris."
feedback = "Dua baris hilang."
"""

ESSAY = f"""\
[[question]]
id = "kk-uraian"
kind = "essay"
{HEAD}stem = "Jelaskan dengan kata Anda mengapa papan harus lengkap."
model = "Warga dapat bersiap sebelum datang."
least_words = 4
[[question.criterion]]
text = "Menyebut kepentingan warga"
points = 3
[[question.criterion]]
text = "Memberi satu contoh"
points = 2
"""

CHECK_CLOZE = CLOZE.replace('"kk-isi"', '"kk-c-isi"')

BOARD = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 400">
<rect width="720" height="400" fill="#FFFFFF"/>
<rect x="36" y="40" width="648" height="80" fill="#E6F0F1"/>
<rect x="36" y="160" width="648" height="80" fill="#E6F0F1"/>
<rect x="36" y="280" width="648" height="80" fill="#E6F0F1"/>
<text x="60" y="90" font-size="28" fill="#14262B">Surat keterangan</text>
<text x="60" y="210" font-size="28" fill="#14262B">3 hari kerja</text>
<text x="60" y="330" font-size="28" fill="#14262B">Tanpa biaya</text>
</svg>
"""
EMPTY = BOARD.replace("3 hari kerja", "").replace("Tanpa biaya", "")

WRITTEN = {
    **FILES,
    "lessons/1-standar.md": STANDARD.replace(
        "::: cek kk-c-01\n:::",
        "::: cek kk-c-01\n:::\n\n::: cek kk-c-isi\n:::\n\n::: cek kk-uraian\n:::",
    ),
    "questions/cek.toml": CHECKS + CHECK_CLOZE + ESSAY,
    "questions/uji-awal.toml": f"{CLOZE}\n{DRAG}\n{POINT}\n{PICTURE}\n{BEFORE}",
    "figures/loket.svg": BOARD,
    "figures/kosong.svg": EMPTY,
}


def write_kinds_course(folder: Path) -> Path:
    """The course as its author left it."""
    for name, text in WRITTEN.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder
