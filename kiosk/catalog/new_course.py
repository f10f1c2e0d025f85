"""A new course to write on: small, complete and without errors, with placeholders to replace."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from msgspec import Struct


class Wanted(Struct, frozen=True):
    """What a new course is called. `topic` is one of `source.TOPICS`, `as_of` an ISO date."""

    id: str
    title: str
    topic: str
    as_of: str


_COURSE: Final = """\
# Ganti setiap teks contoh. Periksa dengan: course check FOLDER
id = {id}
version = "{version}"
title = {title}
title_en = "English title"
summary = "Satu atau dua kalimat tentang isi pelatihan ini."
summary_en = "One or two sentences about this course."
promise = "Anda dapat …"
audience = "Siapa yang memerlukan pelatihan ini."
topic = {topic}
icon = "book-open"
colour = "#0B4F5C"
# 1 JP = 45 menit; paling banyak sejumlah yang didukung menit bacaan, soal, dan tugas
hours = 1
form = "E-learning"
as_of = "{as_of}"
aims = ["Menyebutkan …", "Memilih tindakan …"]
legal_basis = []
prior = []

[[lesson]]
id = "pelajaran-satu"
title = "Pelajaran satu"
file = "lessons/1-pelajaran-satu.md"
aims = ["Menyebutkan …"]

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
draws = [{{lesson = "pelajaran-satu", level = "U", count = 2}}]

[[source]]
name = "Sumber"
title = "Judul lengkap peraturan atau buku yang menjadi dasar"

[[term]]
term = "istilah"
meaning = "Artinya dalam satu kalimat."
"""
_LESSON: Final = """\
::: di-loket Sebuah kejadian
Ceritakan satu kejadian nyata dari pekerjaan, dua atau tiga kalimat.
:::

## Gagasan utama

Tulis satu gagasan dalam tiap paragraf. Pakai kalimat pendek dan **tebalkan** kata kunci.

- Butir pertama.
- Butir kedua.

::: definisi istilah
Artinya dalam satu kalimat.
:::

::: cek cek-1
:::

::: bawa-pulang
Apa yang perlu diingat besok.
:::

::: sumber
Sumber. Isi diperiksa {as_of}.
:::
"""
_CASE: Final = """\
## Sebuah keputusan

Ceritakan keadaan yang menuntut keputusan.

::: cek kasus-k1
:::

::: bila kasus-k1 b
Ceritakan akibat pilihan itu, lalu kembali ke aturannya.
:::

Lanjutkan cerita dari tindakan yang benar.

::: tugas 40 Satu perubahan untuk besok
Tulis apa yang akan Anda ubah di meja Anda besok, lalu lakukan.
:::
"""
_CHECKS: Final = """\
# Soal di dalam pelajaran: latihan, tidak dinilai.
"""
_PRE: Final = """\
# Uji awal: mengukur apa yang sudah diketahui, tanpa ambang kelulusan.
"""
_POST: Final = """\
# Uji akhir: sebutkan dasar tiap soal pada source.
"""
_QUESTION: Final = """
[[question]]
id = "{id}"
kind = "single"
lesson = "{lesson}"
level = "U"
source = "Data dalam soal"
certainty = ""
stem = "Pertanyaan {id}?"

[[question.choice]]
text = "Jawaban yang benar"
right = true
feedback = "Mengapa ini benar."

[[question.choice]]
text = "Kekeliruan pertama"
right = false
feedback = "Mengapa ini menggoda, dan mengapa keliru."

[[question.choice]]
text = "Kekeliruan kedua"
right = false
feedback = "Mengapa ini menggoda, dan mengapa keliru."
"""


def write_new_course(folder: Path, wanted: Wanted) -> None:
    """Write the course into a folder that is not there yet. Raises FileExistsError and OSError."""
    folder.mkdir(parents=True)
    year, month, _ = wanted.as_of.split("-")
    named = {
        "id": _quoted(wanted.id),
        "title": _quoted(wanted.title),
        "topic": _quoted(wanted.topic),
        "version": f"{year}.{int(month)}.1",
        "as_of": wanted.as_of,
    }
    files = {
        "course.toml": _COURSE.format(**named),
        "lessons/1-pelajaran-satu.md": _LESSON.format(**named),
        "lessons/2-kasus.md": _CASE,
        "questions/cek.toml": _CHECKS + _asked("cek-1", "pelajaran-satu") + _asked("kasus-k1"),
        "questions/uji-awal.toml": _PRE + _asked("awal-1", "pelajaran-satu"),
        "questions/uji-akhir.toml": _POST
        + "".join(_asked(f"akhir-{n}", "pelajaran-satu") for n in range(1, 5)),
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _asked(name: str, lesson: str = "kasus") -> str:
    return _QUESTION.format(id=name, lesson=lesson)


def _quoted(text: str) -> str:
    """A string in TOML, which takes JSON's signs but for the sign of deletion."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
