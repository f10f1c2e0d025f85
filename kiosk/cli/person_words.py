"""Sentences of `dermaga person`: what was done, what stays, what to do next."""

from __future__ import annotations

from kiosk.cli.words import ROW_FAULT

REFUSED = {
    **{code: words for code, words in ROW_FAULT.items() if code.startswith("nip-")},
    "nip-unknown": "NIP ini tidak ada pada daftar peserta kios. Periksa angkanya, lalu coba lagi.",
    "guest-unknown": (
        "Tidak ada tamu dengan nama dan unit itu. Tulis keduanya seperti pada layar masuk."
    ),
    "guest-nip": "Tamu tidak mempunyai NIP. Impor orang itu sebagai peserta, lalu hapus tamunya.",
    "name-missing": "Nama tidak boleh kosong.",
    "unit-missing": "Perangkat daerah tidak boleh kosong.",
    "too-long": "Ada isian yang lebih dari 200 huruf.",
    "nip-taken": "NIP baru itu sudah dipakai peserta lain. Periksa kedua orang itu dahulu.",
}
EXPORTED = (
    "Salinan data pribadi ditulis ke {file}.\n"
    "Serahkan hanya kepada orangnya, lalu hapus berkas itu dari komputer ini. Batasnya 3 × 24 jam"
    " sejak permintaan diterima (Pasal 32 ayat (2))."
)
NOTHING_TO_CORRECT = "Sebut yang dibetulkan: --name, --unit, --rank, --position, atau --new-nip."
SAME = "Tidak ada yang berubah: data itu sudah seperti yang Anda sebut."
CERTIFICATES_STAY = (
    "{count} sertifikat yang sudah terbit tidak berubah. Sertifikat pengganti diterbitkan pengelola"
    " tersendiri."
)
GUEST_CORRECTED = (
    "Tamu dikenali dari nama dan unit: bila masuk lagi dengan ejaan baru, kios membuka catatan"
    " baru."
)
DRY_RUN = "Uji coba: tidak ada yang disimpan."
CORRECTED = (
    "Tersimpan. Beri tahu hasilnya kepada orangnya (Pasal 30 ayat (2)), dan betulkan juga berkas"
    " daftar peserta."
)
WORD = "HAPUS"
CONFIRM = f"Ketik {WORD} untuk menghapus"
NOTHING_ERASED = "Tidak ada yang dihapus."
GOES = (
    "Yang dihapus: nama, NIP, unit, pangkat, jabatan, PIN, dan {events} kejadian – di antaranya"
    " {attempts} uji dengan jawabannya, {notes} catatan, {evaluations} saran dengan nama, dan PDF"
    " {certificates} sertifikat."
)
STAYS = (
    "Yang tetap: nilai {results} pelatihan dan {held.evaluations} penilaian sebagai angka tanpa"
    " nama; nomor, pelatihan, JP, tanggal, dan sidik berkas {held.certificates} sertifikat, agar"
    " sertifikat di atas kertas masih dapat dicocokkan; catatan bahwa {held.events} kejadian"
    " dihapus, dengan kode tanpa nama."
)
BEFORE_ERASING = (
    "Sebelum menghapus: periksa jadwal retensi arsip dan pengecualian Pasal 15, dan tawarkan"
    " salinan (dermaga person export)."
)
ERASED = "{events} kejadian dihapus dari berkas data."
BACKUPS_CLEANED = (
    "Cadangan baru dibuat; {count} cadangan dan berkas rusak yang memuat data orang itu dibuang."
)
BACKUPS_LEFT = (
    "Ada cadangan yang tidak dapat dibersihkan dan mungkin masih memuat data orang itu. Pasang"
    " kembali disk cadangan atau kosongkan tempat, lalu jalankan perintah ini sekali lagi."
)
AFTER_ERASING = (
    "Beri tahu penghapusan ini kepada orangnya (Pasal 45). Dari sini tidak terjangkau: kertas,"
    " diska lepas, cadangan di tempat lain, berkas daftar peserta dan kode aktivasi, data yang"
    " sudah dikirim. Hapus namanya dari berkas daftar peserta, agar impor berikutnya tidak"
    " memasukkannya lagi."
)
CLEANED_AGAIN = "Cadangan diperiksa lagi untuk semua orang yang sudah dihapus: {count} dibuang."
