"""A small course that is right in every way, written into a folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

COURSE = """\
id = "kursus-kecil"
version = "2026.11.1"
title = "Kursus Kecil"
title_en = "Small Course"
summary = "Belajar melayani."
summary_en = "Learning to serve."
promise = "Anda dapat melayani."
audience = "Petugas loket"
topic = "Pelayanan publik"
icon = "hand-heart"
colour = "#0B6E4F"
hours = 1
form = "E-learning"
as_of = "2026-11-24"
aims = ["Menyebutkan standar", "Menghitung nilai"]
legal_basis = ["UU 25/2009 tentang Pelayanan Publik"]
prior = []

[[lesson]]
id = "standar"
title = "Standar pelayanan"
file = "lessons/1-standar.md"
aims = ["Menyebutkan komponen standar"]

[[lesson]]
id = "kasus"
title = "Kasus"
file = "lessons/2-kasus.md"
case = true

[pre_test]
file = "questions/uji-awal.toml"

[post_test]
file = "questions/uji-akhir.toml"
pass_mark = 70
attempts = 3
wait_minutes = 60
minutes = 45
draws = [
  {lesson = "standar", level = "R", count = 1},
  {lesson = "standar", level = "U", count = 2},
]

[[source]]
name = "UU 25/2009"
title = "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik"

[[term]]
term = "maklumat pelayanan"
meaning = "Janji tertulis penyelenggara."
"""

STANDARD = """\
::: di-loket Papan di dinding
Papan menyebut **tiga hari**. Kantor perlu tujuh hari.

- Warga menunggu.
- Petugas diam.
:::

## Empat belas komponen

Standar memuat *empat belas* komponen
dan maklumat & janji.

{#tabel-komponen}
| Bagian | Jumlah |
|---|---|
| Penyampaian | **6** |
| Pengelolaan | 8 |

![Papan dengan enam bagian](figures/papan.svg "Enam bagian harus terlihat")

::: cek kk-c-01
:::

### Menyusun

3. Tulis
4. Umumkan

{#arti-maklumat}

::: definisi maklumat pelayanan
Pernyataan **sanggup** melayani.
:::

::: sumber
UU 25/2009 Pasal 21. Isi diperiksa 24 November 2026.
:::
"""

CASE = """\
## Map kurang satu lembar

Seorang warga datang.

::: cek kk-c-02
:::

::: tugas 40 Satu tindakan untuk besok
Tulis satu tindakan.
:::
"""

CHECKS = '''\
[[question]]
id = "kk-c-01"
kind = "matching"
lesson = "standar"
block = "tabel-komponen"
level = "U"
source = "UU 25/2009 Pasal 21"
certainty = "S"
stem = "Jodohkan."
extra = ["Bukan keduanya"]
[[question.pair]]
left = "Penyampaian"
right = "6"
feedback = "Enam."
[[question.pair]]
left = "Pengelolaan"
right = "8"
feedback = "Delapan."

[[question]]
id = "kk-c-02"
kind = "ordering"
lesson = "standar"
block = "arti-maklumat"
level = "A"
source = "UU 25/2009 Pasal 22"
stem = """
Urutkan langkah **dari awal**.

Mulai dari standar."""
[[question.step]]
text = "Standar"
feedback = "Standar lebih dahulu."
[[question.step]]
text = "Maklumat"
feedback = "Maklumat sesudahnya."
'''

BEFORE = """\
[[question]]
id = "kk-a-01"
kind = "true_false"
lesson = "standar"
level = "R"
source = "UU 25/2009 Pasal 21"
stem = "Standar memuat empat belas komponen."
[[question.choice]]
text = "Benar"
right = true
feedback = "Pasal 21."
[[question.choice]]
text = "Salah"
feedback = "Hitung lagi."
"""

AFTER = """\
[[question]]
id = "kk-z-01"
kind = "single"
lesson = "standar"
block = "empat-belas-komponen"
level = "R"
source = "UU 25/2009 Pasal 21"
stem = "Berapa komponen?"
[[question.choice]]
text = "Empat belas"
right = true
feedback = "Pasal 21."
[[question.choice]]
text = "Enam komponen"
feedback = "Itu bagian penyampaian."

[[question]]
id = "kk-z-02"
kind = "multiple"
lesson = "standar"
level = "U"
source = "UU 25/2009"
stem = "Pilih yang termasuk."
[[question.choice]]
text = "Biaya"
right = true
feedback = "Termasuk."
[[question.choice]]
text = "Waktu"
right = true
feedback = "Termasuk juga."
[[question.choice]]
text = "Visi"
feedback = "Bukan komponen."

[[question]]
id = "kk-z-03"
kind = "short"
lesson = "standar"
level = "U"
source = "UU 25/2009"
stem = "Apa nama janji tertulis?"
accept = ["maklumat", "maklumat pelayanan"]
right_feedback = "Tepat."
wrong_feedback = "Lihat pelajaran."
[[question.mistake]]
answer = "visi"
feedback = "Visi bukan janji."

[[question]]
id = "kk-z-04"
kind = "number"
lesson = "standar"
level = "A"
source = "Data dalam soal"
stem = "Semua unsur 3,2. Berapa nilainya?"
answer = 80.0
tolerance = 0.005
unit = "poin"
right_feedback = "3,2 kali 25."
wrong_feedback = "Kalikan 25."
[[question.mistake]]
answer = "79,20"
feedback = "Bobotnya 1/9."
"""

FILES = {
    "course.toml": COURSE,
    "lessons/1-standar.md": STANDARD,
    "lessons/2-kasus.md": CASE,
    "questions/cek.toml": CHECKS,
    "questions/uji-awal.toml": BEFORE,
    "questions/uji-akhir.toml": AFTER,
    "figures/papan.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
}


@pytest.fixture
def small_course(tmp_path: Path) -> Path:
    """The folder of a course without a fault."""
    return write_course(tmp_path / "kursus-kecil")


def write_course(folder: Path) -> Path:
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder
