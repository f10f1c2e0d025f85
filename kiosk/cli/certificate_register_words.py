"""Sentences of `dermaga certificate list`, `show`, `export`, `renewals`, `revoke`, `replace`."""

from __future__ import annotations

EMPTY = "Tidak ada sertifikat yang cocok."
COUNT = "{shown} dari {total} sertifikat."
NO_RENEWALS = "Tidak ada sertifikat yang habis atau segera habis masa berlakunya."
WRITTEN = "{n} baris ditulis ke {file}. Berkas itu memuat nama dan NIP; simpan baik-baik."
FIELDS = {
    "number": "Nomor",
    "issued": "Terbit",
    "name": "Nama",
    "nip": "NIP",
    "unit": "Unit",
    "title": "Pelatihan",
    "hours": "JP",
    "score": "Nilai",
    "kiosk": "Kios",
    "state": "Keadaan",
    "valid_until": "Berlaku sampai",
    "revoked": "Dicabut sejak",
    "reason": "Alasan",
    "replaced_by": "Diganti dengan",
    "replaces": "Menggantikan",
    "prints": "Cetakan",
}
"""Of an entry, in the order in which it is shown."""
CHANGED = {
    "name": "Nama",
    "nip": "NIP",
    "rank_line": "Pangkat/golongan",
    "position": "Jabatan",
    "unit": "Unit",
    "place": "Tempat",
    "kop": "Kop",
    "agency": "Instansi",
    "city": "Kota",
    "signatory_name": "Penanda tangan",
    "signatory_nip": "NIP penanda tangan",
    "signatory_position": "Jabatan penanda tangan",
    "second_name": "Penanda tangan kedua",
    "second_nip": "NIP penanda tangan kedua",
    "second_position": "Jabatan penanda tangan kedua",
    "sample": "Contoh",
    "emblem": "Lambang",
}
WORD = "CABUT"
FORETOLD = "Sertifikat {number} ({name}) akan dicabut. Ini tidak dapat dibatalkan."
WITH = "Penggantinya terbit dengan nomor baru, dan berbunyi lain pada:"
CONFIRM = f"Ketik {WORD} untuk melanjutkan"
NOTHING_DONE = "Tidak ada yang dicabut."
REVOKED = "Sertifikat {number} dicabut per hari ini."
REPLACED = "Sertifikat {number} dicabut dan diganti dengan nomor {new}."
PRINT_IT = "Peserta dapat mencetak penggantinya dari Riwayat. Tarik lembar yang lama."
TRAVELS = "Instansi dan kios lain mengetahuinya setelah kios ini menyetor dan mengambil kabar."
REFUSED = {
    "no-certificate": "Nomor {number} tidak ada dalam register kios ini. Periksa penulisannya.",
    "certificate-revoked": "Sertifikat {number} sudah dicabut sejak {date}.",
    "certificate-replaced": "Sertifikat ini sudah diganti dengan nomor {number}.",
    "reason-missing": "Tulis alasannya dengan --reason.",
    "reason-long": "Tulis alasan paling banyak {most} huruf.",
    "holder-unknown": (
        "Pemegang sertifikat {number} tidak ada dalam daftar peserta kios ini. Impor dahulu datanya"
        " dengan dermaga roster, lalu coba lagi."
    ),
    "nothing-changed": (
        "Pengganti akan berbunyi sama. Perbaiki dahulu data pesertanya, misalnya dengan dermaga"
        " person correct, lalu coba lagi."
    ),
    "facts-unreadable": (
        "Sertifikat {number} terbit dari Dermaga yang lebih baru. Perbarui kios ini, lalu coba"
        " lagi."
    ),
    "clock-doubtful": (
        "Jam komputer ini menunjukkan {date}, dan itu tidak mungkin benar. Betulkan jamnya, lalu"
        " coba lagi."
    ),
    "numbers-used-up": (
        "Blok nomor kios ini habis untuk {year}. Tambahkan blok nomor di Pengaturan, lalu coba"
        " lagi."
    ),
    "number-long": (
        "Nomor menurut polanya terlalu panjang. Perpendek pola nomor di Pengaturan, lalu coba lagi."
    ),
    "template-wrong": "Templat sertifikat tidak dapat dibaca. Periksa pengaturannya.",
}
