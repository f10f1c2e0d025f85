"""Sentences of `dermaga course`: what was done, what is wrong, and what to do next."""

from __future__ import annotations

from typing import Final

from kiosk.cli.words_sync import TROUBLE as WAY

NEW: Final = {
    "done": ("Pelatihan baru: {folder}. Ganti isi contohnya, lalu jalankan: course check {folder}"),
    "there": "{folder} sudah ada, jadi tidak ditimpa. Sebut folder lain.",
    "id": "“{id}” bukan id. Pakai huruf kecil, angka, dan tanda hubung, misalnya arsip-dinamis.",
    "title": "Judulnya masih kosong. Sebut judul pelatihan.",
    "unwritable": "{folder} tidak dapat ditulis. Sebut tempat lain.",
}
BUILD: Final = {
    "unreadable": "Ada berkas di {folder} yang tidak dapat dibaca. Periksa izinnya.",
    "faults": "{name} masih mempunyai galat, jadi tidak dikemas. Perbaiki dahulu.",
    "too-large": "Pelatihan ini melebihi {most} MB. Kecilkan gambar atau videonya.",
    "done": "Dikemas: {file} ({size}).",
}
SIGN: Final = {
    "name-first": (
        "Di {keys} belum ada kunci instansi. Sebut nama instansi dengan --agency untuk membuatnya."
    ),
    "made": (
        "Kunci instansi dibuat di {keys}. Simpan salinannya di tempat terkunci; jangan taruh di"
        " stik atau map bersama."
    ),
    "inside": "Map kunci tidak boleh berada di dalam {place}: isinya dibaca semua orang.",
    "signed": "Ditandatangani: {course} versi {version} ({size}). Tanda tangan: {file}",
    "repository": "Repositori siap di {place}, kabar nomor {version}.",
    "mark": "{agency}. Sidik jari kunci {mark}: kios tanpa hub mencocokkannya saat memasang.",
    "twice": "{course} disebut dua kali. Tanda tangani satu versi saja.",
    "foreign-there": "Di {place} ada kabar instansi lain. Pakai stik atau map lain.",
    "newer-there": (
        "Kabar di {place} lebih baru daripada di map kunci ini. Pakai map kunci yang terbaru."
    ),
    "unwritable": "{place} tidak dapat ditulis. Periksa ruang dan izinnya.",
}
PACKAGE: Final = {
    "bad-name": "ada nama berkas yang keluar dari folder atau tidak dapat disimpan di semua sistem",
    "bomb": "isinya membengkak jauh melebihi ukuran berkasnya",
    "broken": "berkasnya rusak",
    "busy": "sebuah berkas sedang dipakai program lain; tutup program itu, lalu jalankan lagi",
    "course-differs": "isinya pelatihan atau versi lain daripada yang tertulis di namanya",
    "course-faults": "pelatihannya masih mempunyai galat",
    "damaged": "isinya bukan yang ditandatangani; ambil lagi dari instansi",
    "foreign": "tanda tangannya dari instansi lain, bukan {agency}",
    "forged": "tanda tangannya tidak sah",
    "full": "disk komputer ini penuh; kosongkan tempat, lalu jalankan lagi",
    "link": "di dalamnya ada tautan ke luar",
    "name-twice": "dua berkas di dalamnya bernama sama (huruf besar dan kecil dianggap sama)",
    "newer": "dibuat oleh Dermaga yang lebih baru; perbarui kios ini",
    "not-packed": "ini bukan berkas pelatihan",
    "older": "versi {there} sudah terpasang, dan itu lebih baru",
    "strange": "tanda tangannya tidak terbaca",
    "too-large": "berkas di dalamnya terlalu besar",
    "too-many": "berkas di dalamnya terlalu banyak",
    "unreadable": "berkasnya tidak dapat dibaca",
    "unsigned": "belum ditandatangani instansi: {file} tidak ada di sampingnya",
}
"""Why a packed course is refused, as the end of a sentence."""
REFUSED: Final = "Ditolak: {name}: {why}."
INSTALL: Final = {
    "who": (
        "{agency} menerbitkan pelatihan ini. Sidik jari kunci {mark}: cocokkan dengan yang"
        " diumumkan instansi Anda."
    ),
    "agree": "Apakah sama?",
    "which-mark": "Bila sama, jalankan lagi dengan --mark “{mark}”.",
    "not-agreed": "Tidak dipasang: sidik jari kuncinya tidak sama.",
    "nothing-there": (
        "Di {source} tidak ada pelatihan. Sebut stik, folder, berkas, atau alamat hub."
    ),
    "no-agency": (
        "Kios ini belum mengenal instansinya. Pasangkan dahulu, atau pasang dari stik instansi."
    ),
    "not-hub": "{source} bukan hub kios ini. Pakai {url}.",
    "no-hub": "Kios ini belum berpasangan dengan hub. Jalankan: sync --hub {source} --code …",
    "not-listed": "Tidak ada di sana: {ids}. Yang ada: {there}.",
    "expired": (
        "Kabar instansi di {source} sudah lewat waktu, jadi belum dipakai. Bila instansi belum"
        " mengirim yang lain, jalankan lagi dengan --accept-expired."
    ),
    "no-room": (
        "Ruang disk kurang: perlu {need}, yang bebas {free}. Kosongkan tempat, atau pilih sebagian"
        " dengan --only."
    ),
    "done": "Terpasang: {course} versi {version}.",
    "kept": "Versi {version} disimpan untuk {count} peserta yang sedang mengikutinya.",
    "same": "Sudah terpasang: {course} versi {version}.",
    "unread": "Kabar di {source}: {words}",
    "fetching": "Mengambil",
    "closed": "Diputus. Jalankan lagi; yang sudah diambil tidak diambil lagi.",
}
REMOVE: Final = {
    "done": "Dihapus: {course}. Sertifikat yang sudah terbit tetap berlaku.",
    "unknown": "Pelatihan {course} tidak terpasang di kios ini. Lihat: course list",
    "bundled": "{course} disertakan bersama program, jadi tidak dapat dihapus.",
    "bundled-left": "Yang disertakan bersama program, versi {version}, dipakai lagi.",
    "busy": (
        "{count} peserta sedang mengikuti {course}, jadi tidak dihapus. Tunggu mereka selesai, atau"
        " hapus juga dengan --force."
    ),
    "sent": "Instansi masih mengirim pelatihan ini: sinkron berikutnya memasangnya lagi.",
    "open": "Sebuah berkas sedang dipakai program lain. Tutup program itu, lalu jalankan lagi.",
}
LIST: Final = {
    "bundled": "disertakan",
    "installed": "dipasang",
    "earlier": "  versi {version} disimpan untuk {count} peserta",
    "faults": "{name}: {count} galat. Jalankan: course check",
    "none": "Belum ada pelatihan.",
}
TROUBLE: Final = {
    **WAY,
    "missing": "Di sana tidak ada kabar instansi, atau ada berkasnya yang kurang.",
}
"""A sentence for each code of SyncTrouble and WordTrouble."""
