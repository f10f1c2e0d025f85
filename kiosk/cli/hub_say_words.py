"""Sentences of `dermaga hub say`. None names a person: screens are looked at by many."""

from __future__ import annotations

PEOPLE = {
    "counts": "Peserta: {total} ({new} baru, {changed} berubah, {gone} tidak disebut lagi).",
    "corrected": "{count} NIP dikoreksi; orangnya tetap sama, dengan catatan dan kodenya.",
    "alike": (
        "{count} orang baru bernama dan berunit sama dengan yang tidak disebut lagi: baris {lines}."
        " Bila hanya NIP-nya yang dikoreksi, isi NIP sebelumnya di kolom NIP lama, lalu ulangi."
    ),
    "erased": (
        "{count} baris tidak dimasukkan karena orangnya sudah dihapus menurut UU 27/2022: baris"
        " {lines}. Bila ia bertugas lagi, ulangi dengan --again BARIS."
    ),
    "again": "{count} orang yang pernah dihapus dimasukkan lagi: baris {lines}.",
    "not-erased": (
        "Bukan baris orang yang pernah dihapus: {lines}. Tidak ada yang diubah; periksa nomor baris"
        " pada --again."
    ),
    "row": "baris {line}: {why}",
    "refused": (
        "{count} baris keliru, jadi tidak ada yang diubah. Perbaiki berkasnya, atau sebut --anyway"
        " untuk memasukkan baris yang baik saja; selama itu tidak ada peserta yang dikeluarkan."
    ),
    "dry": "Uji coba: tidak ada yang disimpan.",
    "codes": "{count} kode aktivasi ditulis ke {file}. Bagikan lewat jalan aman, lalu hapus.",
    "no-codes": "{count} peserta belum punya kode aktivasi. Buat dengan --codes BERKAS.",
    "all-coded": "Semua peserta sudah punya kode aktivasi; {file} tidak dibuat.",
    "exists": "Berkas {file} sudah ada. Sebut nama lain dengan --codes, atau hapus berkas itu.",
    "unwritable": "{file} tidak dapat ditulis. Periksa tempat dan izinnya; tidak ada yang diubah.",
    "damaged": (
        "Daftar peserta di server (people.json) rusak. Kembalikan dari cadangan; kode aktivasi yang"
        " sudah dibagikan ada di dalamnya."
    ),
    "rosters": "Daftar baru disegel untuk {count} kios.",
    "kept": "Daftar sudah tersimpan di server, dan disegel begitu kabar dapat ditulis lagi.",
    "later": "Kios yang dipasangkan kemudian mendapat daftar ini dengan sendirinya.",
}
ROW = {
    "nip": "NIP tidak sah (18 angka: tanggal lahir, pengangkatan, jenis kelamin, nomor urut).",
    "nip-excel": "NIP rusak oleh Excel (bentuk 1,98E+17). Ubah kolom NIP menjadi teks, isi ulang.",
    "kind": "Jenis tidak cocok dengan NIP. Tulis PNS atau PPPK, atau kosongkan.",
    "name": "Nama kosong.",
    "unit": "Perangkat daerah kosong.",
    "long": "Ada isian yang lebih dari 200 huruf.",
    "twice": "NIP ini sudah ada pada baris sebelumnya.",
    "former": "NIP lama tidak sah. Tulis 18 angka NIP sebelum dikoreksi, atau kosongkan.",
    "former-taken": "NIP lama ini juga dipakai baris lain. Satu NIP hanya untuk satu orang.",
}
LIST = {
    "no-heading": "Baris judul tidak ditemukan. Tulis kolom NIP, Nama, dan Unit pada baris judul.",
    "empty": "Berkas ini tidak memuat peserta, jadi tidak ada yang diubah.",
    "not-text": "Berkas ini bukan CSV. Simpan dari Excel sebagai CSV UTF-8, lalu coba lagi.",
}
TOML = {
    "toml": "{file} bukan TOML yang sah ({where}). Tidak ada yang diubah.",
    "unknown": "Bukan setelan yang ditetapkan instansi: {where}. Yang boleh: {known}.",
    "wrong": "Isian “{where}” di {file} keliru atau tidak dikenal. Tidak ada yang diubah.",
    "dates": "Angkatan “{where}” berakhir sebelum mulai. Perbaiki since dan until.",
    "twice": "Angkatan “{where}” ada dua kali. Beri id lain.",
    "nip": "Angkatan dan urutan NIP yang tidak sah: {where}. Tidak ada yang diubah.",
}
EMBLEM = {
    "now": "Lambang yang ditetapkan instansi: {mark}…; lambang lama yang tetap dikirim: {older}.",
    "none": (
        "Instansi tidak menetapkan lambang; tiap kios memakai lambangnya sendiri. Lambang lama yang"
        " tetap dikirim: {older}."
    ),
    "file-or-none": "Sebut FILE, atau --none; salah satu saja.",
    "strange": (
        "{file} bukan gambar PNG, jadi tidak ada yang diubah. Buat berkasnya di kios dengan:"
        " certificate emblem GAMBAR --out lambang.png."
    ),
    "unprepared": (
        "{file} belum dalam bentuk cetak, jadi tidak ada yang diubah. Buat berkasnya di kios"
        " dengan: certificate emblem GAMBAR --out lambang.png."
    ),
    "damaged": (
        "Gambar di {file} rusak atau terpotong, jadi tidak ada yang diubah. Salin lagi berkas dari"
        " kios, lalu ulangi."
    ),
}
SAID = {
    "version": "Kabar untuk kios: versi {version}.",
    "settings": "Setelan yang ditetapkan instansi: {names}.",
    "no-settings": "Instansi tidak menetapkan setelan apa pun.",
    "cohorts": "Angkatan: {count}.",
    "cohort-strange": (
        "{count} NIP tidak ada di daftar peserta (baris {lines}). Periksa NIP-nya, atau masukkan"
        " orangnya dengan: hub say people."
    ),
    "cohort-erased": (
        "{count} NIP tidak ikut angkatan karena orangnya sudah dihapus menurut UU 27/2022 (baris"
        " {lines}). Hapus dari berkas ini."
    ),
    "course": "Pelatihan {course} versi {version} dikirim ke semua kios.",
    "removed": "Pelatihan {course} tidak dikirim lagi. Kios yang sudah punya tetap memilikinya.",
    "no-course": "Pelatihan {course} tidak ada dalam kabar. Lihat: hub say list.",
    "name": "Di {folder} tidak ada course.toml yang menyebut id dan version pelatihan.",
    "too-large": "Terlalu besar untuk kabar. Pelatihan paling banyak 64 MB sesudah dimampatkan.",
    "folder-or-id": "Sebut FOLDER, atau --remove ID; salah satu saja.",
    "unreadable": "{file} tidak dapat dibaca.",
    "none": "Belum ada kabar. Mulai dengan: hub say people, settings, cohorts, atau course.",
    "at": "Kabar versi {version}, dinyatakan {said}, berlaku sampai {expires}.",
    "people": "Peserta: {people}; daftar tersegel untuk {kiosks} kios.",
    "cohort": "Angkatan {id}: {name}, {course}, {since} – {until}, {learners} peserta.",
    "course-line": "Pelatihan {id} versi {version}",
    "revoked": "Dicabut: {devices} kios, {certificates} sertifikat.",
}
