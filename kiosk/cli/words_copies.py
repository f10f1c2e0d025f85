"""Sentences of `dermaga backup` and `dermaga restore`."""

from __future__ import annotations

import datetime as dt

from kiosk.cli.words import STORE_TROUBLE

WORD = "PULIHKAN"
REASONS = {
    "time": "berkala",
    "certificate": "sertifikat",
    "wish": "diminta",
    "migration": "naik versi",
    "import": "sebelum impor",
    "restore": "sebelum pulih",
    "erasure": "penghapusan",
}
BACKUP = {
    "made": "Cadangan {name} dibuat: {events} catatan, {size}, sudah diperiksa utuh.",
    "unchanged": (
        "Tidak ada yang berubah sejak cadangan {name} ({at}): {events} catatan, {size}, sudah"
        " diperiksa utuh saat dibuat."
    ),
    "no-second": (
        "Cadangan ini hanya ada di komputer ini. Sebut disk lain atau USB dengan --to, atau isi"
        " tempat cadangan kedua di pengaturan."
    ),
    "second": "{count} cadangan disalin ke {folder}.",
    "second-same": "Di {folder} sudah ada cadangan yang sama.",
    "second-cannot-open": (
        "Cadangan di komputer ini aman, tetapi {folder} tidak terjangkau. Pasang disk atau USB itu,"
        " lalu jalankan perintah ini lagi."
    ),
    "second-full": (
        "Cadangan di komputer ini aman, tetapi {folder} penuh. Kosongkan tempat di sana, atau sebut"
        " tempat lain dengan --to."
    ),
    "second-read-only": (
        "Cadangan di komputer ini aman, tetapi {folder} tidak dapat ditulis. Buka kunci tulis USB"
        " itu, atau sebut tempat lain dengan --to."
    ),
    "second-failed": (
        "Cadangan di komputer ini aman, tetapi belum tersalin ke {folder}. Coba lagi sebentar lagi."
    ),
}
COPY_TROUBLE = {
    "cannot-open": (
        "Tidak ada berkas data yang dapat dibaca di map ini. Periksa --data; yang hilang dapat"
        " dipulihkan dengan dermaga restore --list."
    ),
    "damaged": (
        "Berkas data rusak, jadi tidak dicadangkan: cadangan yang ada tetap. Jalankan dermaga"
        " doctor untuk melihat apa yang rusak."
    ),
    "busy": "Cadangan lain sedang dibuat. Coba lagi sebentar lagi.",
}
RESTORE = {
    "nothing": ("Tidak ada cadangan di {place}. Sebut USB atau map lain dengan --from."),
    "unknown": "Tidak ada cadangan {name} di {place}. Lihat: dermaga restore --list.",
    "which": "Sebut nama atau nomor cadangan. Lihat: dermaga restore --list.",
    "chosen": "Cadangan {name} dari {at}: {events} catatan, {learners} orang.",
    "goes": (
        "{goes} catatan sesudahnya hilang dari kios ini; catatan itu disimpan di cadangan lain"
        " sebelum pemulihan."
    ),
    "goes-none": "Tidak ada catatan yang hilang.",
    "goes-unknown": (
        "Berkas data sekarang rusak, jadi yang hilang tidak dapat dihitung; berkas itu disisihkan"
        " di map quarantine."
    ),
    "erased": "{erased} penghapusan orang sesudahnya dijalankan lagi pada cadangan ini.",
    "confirm": f"Ketik {WORD} untuk memulihkan",
    "stopped": "Tidak ada yang dipulihkan.",
    "broken": (
        "Cadangan {name} rusak ({why}), jadi tidak dipulihkan dan data sekarang tetap. Pilih yang"
        " utuh di dermaga restore --list."
    ),
    "done": (
        "Pulih: {events} catatan. Kios melanjutkan sebagai perangkat baru ({device}); kode kios"
        " pada nomor sertifikat berikutnya diberi tanda {life}, agar tidak ada yang terulang."
    ),
    "numbers": (
        "Pola nomor sertifikat tidak memuat {kios}, jadi nomor sesudah cadangan ini dapat terulang."
        " Tambahkan {kios} di pengaturan sebelum sertifikat berikutnya terbit."
    ),
    "listed": "Nomor  Waktu             Sebab          Catatan  Orang  Ukuran     Keadaan",
}
SOUND, BROKEN = "utuh", "rusak"


def trouble_words(code: str) -> str:
    """What is wrong, and what to do."""
    return COPY_TROUBLE.get(code) or STORE_TROUBLE[code]


def moment(at: int) -> str:
    """UTC ms as date and time on this computer."""
    return dt.datetime.fromtimestamp(at / 1000).astimezone().strftime("%Y-%m-%d %H:%M")
