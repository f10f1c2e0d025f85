"""The sentence of each fault code. Codes are stable: tests, reports and authors quote them."""

from __future__ import annotations

from typing import Final

WORDS: Final = {
    # files
    "missing-file": "Berkas {name} tidak ada. Buat berkasnya atau perbaiki namanya.",
    "file-twice": "Berkas {name} sudah dipakai di tempat lain. Pakai satu kali saja.",
    "unreadable": "Berkas {name} tidak dapat dibaca. Periksa izin dan jenis berkasnya.",
    "too-large": "Berkas {name} lebih besar dari {most} KB. Pecah atau ringkas isinya.",
    "not-utf8": "Berkas ini bukan teks UTF-8. Simpan ulang dengan pengodean UTF-8.",
    "outside": "Alamat {name} keluar dari folder pelatihan. Pakai alamat di dalam folder ini.",
    "toml-syntax": "Tulisan TOML keliru pada kolom {column}. Periksa kutip, kurung, dan koma.",
    # keys
    "missing-key": "Kunci {key} belum ada di {table}. Tambahkan {key}.",
    "unknown-key": "Kunci {key} tidak dikenal di {table}. Hapus atau perbaiki ejaannya{near}.",
    "wrong-type": "Kunci {key} harus berisi {wanted}. Ganti nilainya.",
    "empty-text": "Kunci {key} masih kosong. Isi dengan teks.",
    "bad-value": "Nilai {value} untuk {key} tidak dikenal. Pilih salah satu: {choices}.",
    "bad-range": "Nilai {key} harus antara {low} dan {high}. Ganti nilainya.",
    "pass-mark": "Ambang kelulusan harus antara 0 dan 100. Ganti {value}.",
    "bad-colour": "Warna {value} keliru. Tulis enam angka heksadesimal, misalnya #0B6E4F.",
    "bad-date": "Tanggal {value} keliru. Tulis tahun-bulan-hari, misalnya 2026-11-24.",
    "bad-icon": "Nama ikon {value} keliru. Tulis nama Lucide, misalnya hand-heart.",
    "bad-version": "Versi {value} keliru. Tulis angka bertitik, misalnya 2026.11.1.",
    "bad-id": "Id {value} keliru. Pakai huruf kecil, angka, dan tanda hubung.",
    # ids and links
    "duplicate-question": "Id soal {id} sudah dipakai di {file}:{line}. Beri id lain.",
    "duplicate-lesson": "Id pelajaran {id} sudah dipakai pada baris {line}. Beri id lain.",
    "duplicate-block": "Id bagian {id} sudah dipakai pada baris {line}. Ubah judul atau id-nya.",
    "lesson-unknown": "Pelajaran {id} tidak ada dalam course.toml. Perbaiki id pelajarannya.",
    "block-unknown": "Bagian {id} tidak ada dalam pelajaran {lesson}. Perbaiki tautannya{near}.",
    "no-lessons": "Pelatihan ini belum mempunyai pelajaran. Tambahkan tabel [[lesson]].",
    # lessons
    "unclosed-container": "Kotak {name} belum ditutup. Tulis ::: pada akhir kotak.",
    "nested-container": "Kotak {name} berada di dalam kotak lain. Tutup dahulu kotak sebelumnya.",
    "unknown-container": "Kotak {name} tidak dikenal. Pilih salah satu: {choices}.",
    "empty-container": "Kotak {name} masih kosong. Isi dengan paragraf atau daftar.",
    "container-body": "Kotak hanya boleh berisi paragraf dan daftar. Pindahkan bagian ini.",
    "stray-fence": "Tanda ::: ini tidak membuka atau menutup kotak. Hapus atau lengkapi.",
    "definition-shape": "Definisi perlu istilah dan tepat satu paragraf. Lengkapi kotaknya.",
    "task-shape": "Tugas perlu menit, judul, dan tepat satu paragraf: ::: tugas 1 Judul.",
    "check-shape": "Kotak cek hanya berisi satu id soal, tanpa isi: ::: cek id-soal.",
    "check-unknown": "Soal {id} tidak ada dalam questions/cek.toml. Perbaiki id-nya{near}.",
    "check-twice": "Soal {id} sudah dipakai di {file}:{line}. Pakai setiap soal satu kali.",
    "check-unused": "Soal {id} tidak dipakai dalam pelajaran mana pun. Pasang atau hapus.",
    "id-without-block": "Penanda id {id} tidak diikuti bagian apa pun. Hapus atau pindahkan.",
    "heading-level": "Judul bagian hanya tingkat 2 (##) dan 3 (###). Ubah tingkatnya.",
    "list-not-flat": "Daftar harus satu tingkat dan satu paragraf per butir. Ratakan daftarnya.",
    "raw-html": "HTML tidak dipakai. Hapus {tag} dan tulis dengan Markdown.",
    "unsupported": "{what} tidak dipakai dalam pelajaran. Tulis sebagai paragraf biasa.",
    "empty-lesson": "Pelajaran ini masih kosong. Tulis isinya.",
    "missing-image": "Gambar {name} tidak ada. Simpan gambarnya atau perbaiki alamatnya.",
    "bad-image": "Gambar {name} bukan SVG, PNG, JPEG, atau WebP. Simpan dalam jenis itu.",
    "no-caption": "Gambar ini belum mempunyai keterangan. Tulis dalam tanda kutip setelah alamat.",
    "no-alternative": "Gambar ini belum mempunyai teks pengganti. Tulis di antara [ dan ].",
    "figure-not-alone": "Gambar harus sendiri pada barisnya, di luar kotak. Pindahkan gambarnya.",
    # questions
    "no-questions": "Berkas ini belum berisi soal. Tambahkan tabel [[question]].",
    "no-right-answer": "Soal {id} belum mempunyai jawaban benar. Tandai jawaban yang benar.",
    "two-right-answers": "Soal {id} mempunyai lebih dari satu jawaban benar. Sisakan satu.",
    "no-feedback": "Umpan balik ({key}) belum ada. Tulis alasannya dalam satu atau dua kalimat.",
    "too-few": "{key} memerlukan paling sedikit {least}. Tambahkan.",
    "too-many": "{key} paling banyak {most}. Kurangi.",
    "true-false-shape": "Soal benar-salah berisi tepat dua pilihan: Benar, lalu Salah.",
    "duplicate-text": "Teks ini sama dengan yang lain dalam soal {id}. Bedakan teksnya.",
    "mistake-is-right": "Jawaban {answer} sudah diterima sebagai benar. Hapus dari kekeliruan.",
    "bad-number": "Jawaban {answer} bukan angka. Tulis angka, misalnya 79,20.",
    "gap-place": "Celah {{{name}}} muncul {count} kali dalam passage. Tulis tepat satu kali.",
    "gap-unknown": "Celah {{{name}}} belum mempunyai tabel [[question.gap]]. Tambahkan{near}.",
    "no-right-area": "Belum ada bagian gambar yang benar. Tandai satu dengan right = true.",
    "area-shape": "Bagian gambar keluar dari gambar. Tulis at = [kiri, atas, lebar, tinggi], 0–1.",
    "essay-behaviour": 'Esai dinilai pelatih sesudah uji. Tulis behaviour = "deferred".',
    # branches
    "branch-shape": "Cabang perlu id soal dan huruf pilihan: ::: bila kasus-k1 b c.",
    "branch-before": "Soal {id} belum ada di atas cabang ini. Letakkan kotak cek lebih dahulu.",
    "branch-choice": "Soal {id} tidak mempunyai pilihan {letter}. Perbaiki huruf cabangnya.",
    "branch-kind": "Cabang hanya dapat mengikuti soal satu jawaban. Ubah jenis soal {id}.",
    "branch-heading": "Cabang tidak memuat judul bagian. Tulis sebagai paragraf tebal.",
    # films, recordings, pages
    "media-shape": "Kotak {name} perlu berkas dan judul: ::: {name} media/berkas Judul.",
    "no-transcript": "Kotak {name} belum berisi transkrip. Tulis semua kata dan kejadiannya.",
    "pages-shape": "Kotak halaman perlu berkas, nomor, dan judul: ::: halaman a.pdf 1-3 Judul.",
    "missing-media": "Berkas {name} tidak ada. Simpan berkasnya atau perbaiki alamatnya.",
    "bad-captions": "Baris ini bukan WebVTT. Tulis WEBVTT, baris kosong, lalu waktu --> waktu.",
    "bad-media": "Berkas {name} bukan {kinds}. Simpan dalam jenis itu.",
    # tests and hours
    "draw-too-large": "Undian meminta {count} soal {lesson} {level}, tersedia {pool}. Sesuaikan.",
    "duplicate-draw": "Undian {lesson} {level} sudah ada pada baris {line}. Gabungkan.",
    "hours-too-many": "{hours} JP tidak didukung: {minutes} menit hanya cukup untuk {most} JP.",
    # warnings
    "folder-differs": "Nama folder {folder} berbeda dari id {id}. Samakan keduanya.",
    "keys-uneven": "Kunci tidak merata: {spread} dari {total} soal. Pindahkan beberapa kunci.",
    "key-longest": "Kunci paling panjang pada {count} dari {total} soal. Samakan panjang pilihan.",
    "all-of-these": "Pilihan semacam “semua benar” tidak dipakai. Ganti pilihannya.",
    "long-stem": "Pokok soal {words} kata, paling banyak {most}. Ringkas.",
    "many-true-false": "Soal benar-salah {count} dari {total}, lebih dari 10 persen. Kurangi.",
    "no-source": 'Soal {id} belum menyebut sumber. Tulis dasar atau "Data dalam soal".',
}

WARNINGS: Final = frozenset(
    {
        "folder-differs",
        "keys-uneven",
        "key-longest",
        "all-of-these",
        "long-stem",
        "many-true-false",
        "no-source",
    }
)
