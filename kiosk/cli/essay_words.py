"""Why something of essays and paper tests was refused, for the commands."""

from __future__ import annotations

from typing import Final

REFUSED: Final = {
    "points-missing": "Beri poin untuk setiap butir rubrik: --points {butir}=ANGKA.",
    "points-wrong": "Ada poin di bawah 0, di atas yang tersedia, atau untuk butir yang tidak ada.",
    "comment-long": "Pesan paling banyak 2.000 huruf.",
    "essay-changed": "Peserta sudah mengganti jawaban ini. Jalankan dermaga essay list lagi.",
    "certificate-held": "Sertifikat kursus ini sudah terbit, jadi nilainya tidak berubah lagi.",
    "essays-waiting": "Esai peserta ini masih menunggu penilaian.",
    "no-attempts-left": "Kesempatan uji peserta ini sudah habis.",
    "attempt-running": "Peserta ini masih mempunyai uji yang berjalan di kios.",
    "paper-none": "Tidak ada soal uji ini yang dapat dikerjakan di kertas.",
    "paper-unknown": "Uji kertas atau paket ini tidak ada di kios ini.",
    "paper-version": "Peserta ini memakai versi kursus yang lain.",
    "paper-unread": "Ada jawaban yang tidak dapat dibaca. Periksa huruf atau angkanya.",
    "paper-reason": "Sebut alasannya dengan --reason: pelajaran belum dibaca, atau sudah diketik.",
    "reason-long": "Alasan paling banyak 200 huruf.",
    "holder-unknown": "Peserta ini tidak ada dalam daftar kios ini.",
    "role-refused": "Peran ini tidak boleh melakukannya.",
}
