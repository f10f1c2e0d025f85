"""Sentences of `dermaga certificate bulk` and `siasn`, and of a person's papers."""

from __future__ import annotations

FILE_THERE = "Berkas {file} sudah ada. Sebut nama lain dengan --out, atau tambahkan --replace."
STOPPED = (
    "Dihentikan. Sertifikat yang sudah terbit tetap berlaku. Jalankan perintah yang sama untuk"
    " melanjutkan."
)
NOTHING = "Tidak ada sertifikat yang dapat dikumpulkan, jadi tidak ada berkas yang dibuat."
DISK_FULL = "Disk penuh: {place} belum selesai. Kosongkan tempat, lalu jalankan lagi."
CANNOT_WRITE = "{place} tidak dapat ditulis. Periksa map dan izinnya, lalu jalankan lagi."
NOT_A_PDF = (
    "Ada sertifikat tersimpan yang tidak terbaca, jadi tidak ada berkas yang dibuat. Jalankan"
    " dermaga doctor."
)
ELSEWHERE = (
    "{n} sertifikat terbit di kios lain dan lembarannya tidak ada di sini: {numbers}. Kumpulkan"
    " di kios itu."
)
WRITTEN = "{n} sertifikat ditulis ke {place}."
THERE = "{n} sudah ada di sana dan utuh, jadi tidak ditulis ulang."
ISSUING = "Menerbitkan"
WRITING = "Menulis"
ISSUED = "{n} sertifikat baru terbit."
UNEARNED = "{n} belum berhak: pelajaran, uji akhir, atau evaluasi belum selesai."
REVOKED = "{n} dicabut dan tidak disertakan: {numbers}."
UNKNOWN = "{n} peserta angkatan tidak ada di kios ini: belum pernah masuk, atau sudah dihapus."
IN_THE_WAY = {
    "clock-doubtful": (
        "Tanggal komputer diragukan, jadi tidak ada yang diterbitkan lagi. Betulkan jamnya di Ruang"
        " pengelola, lalu jalankan lagi."
    ),
    "numbers-used-up": (
        "Nomor sertifikat kios ini habis. Minta blok nomor baru kepada pengelola, lalu jalankan"
        " lagi."
    ),
    "number-long": (
        "Nomor sertifikat menurut polanya terlalu panjang, jadi tidak ada yang diterbitkan."
        " Perpendek polanya, lalu jalankan lagi."
    ),
    "template-wrong": (
        "Templat sertifikat tidak dapat dibaca, jadi tidak ada yang diterbitkan. Periksa"
        " pengaturannya."
    ),
    "": "Sertifikat tidak dapat diterbitkan sekarang. Jalankan dermaga doctor.",
}
SIASN_WRITTEN = "{n} sertifikat ditulis ke {file}. Bacalah juga {note}."
WITHOUT_NIP = "{n} peserta tanpa NIP tidak dimuat: SIASN hanya mengenal pegawai ber-NIP."
UNREADABLE = "{n} sertifikat dari program yang lebih baru tidak dapat dibaca. Perbarui Dermaga."
NOTHING_FOR_SIASN = "Tidak ada sertifikat ber-NIP yang berlaku, jadi tidak ada berkas yang dibuat."
NO_NIP = "Orang ini tidak ber-NIP; SIASN hanya mengenal pegawai ber-NIP."
PAPER_WRITTEN = "Ditulis ke {file}. Serahkan hanya kepada orangnya."
"""A paper holds a name and a NIP."""
