"""Sentences of `dermaga sync`: what was done, what is wrong, and what to do next."""

from __future__ import annotations

import datetime as dt

from kiosk.office.sync import Brought

KINDS = {"lan": "Hub {place}", "stick": "Stik {place}", "folder": "Folder {place}"}
TROUBLE = {
    "away": "Belum terjangkau. Periksa kabel, jaringan, atau stiknya, lalu jalankan lagi.",
    "gone": "Terputus di tengah jalan. Jalankan lagi; yang kurang dilanjutkan.",
    "slow": "Terlalu lambat, jadi dihentikan. Jalankan lagi nanti.",
    "wait": "Hub sedang sibuk. Jalankan lagi nanti.",
    "full": "Penuh. Kosongkan tempat di sana, atau pakai yang lain.",
    "read-only": "Tidak dapat ditulis. Buka kunci tulisnya, atau pakai yang lain.",
    "large": "Hub menolak paket yang terlalu besar. Hubungi instansi.",
    "strange": "Yang menjawab bukan hub Dermaga. Periksa alamatnya.",
    "foreign": "Ini milik instansi lain, jadi tidak dipakai.",
    "forged": "Tanda tangannya tidak sah, jadi tidak dipakai. Hubungi instansi.",
    "damaged": "Ada berkas yang rusak di sana, jadi tidak dipakai. Isi lagi di instansi.",
    "newer": "Dibuat oleh Dermaga yang lebih baru. Perbarui kios ini.",
    "unpaired": "Instansi tidak mengenal kios ini. Pasangkan lagi dengan --hub dan --code.",
    "revoked": "Instansi mencabut kios ini, jadi catatannya tidak diterima. Hubungi instansi.",
    "twin": (
        "Instansi sudah menerima catatan lain dengan nama perangkat ini: map data mungkin disalin."
        " Jalankan dermaga doctor, lalu hubungi instansi."
    ),
    "code": "Kode tidak cocok atau sudah lewat waktu. Minta kode baru di layar hub.",
    "refused": "Hub menolak. Hubungi instansi.",
    "clock": (
        "Sertifikat hub tidak berlaku menurut jam komputer ini. Betulkan dahulu tanggal dan jamnya."
    ),
    "here-full": "Disk komputer ini penuh. Kosongkan tempat di disk, lalu jalankan lagi.",
    "older": "Kabar di sana lebih lama daripada yang sudah ada di kios ini, jadi tidak dipakai.",
    "missing": "Ada berkas yang kurang di sana. Isi lagi di instansi.",
    "short": "Ada berkas yang baru setengah tertulis. Isi lagi di instansi.",
    "too-large": "Ada berkas yang terlalu besar di sana, jadi tidak dipakai. Hubungi instansi.",
}
"""A sentence for each code of SyncTrouble and WordTrouble."""
SYNC = {
    "not-set-up": "Kios ini belum disiapkan. Jalankan dermaga setup dahulu.",
    "alone": (
        "Kios ini belum berpasangan dengan instansi. Sebut --hub dan --code dari layar hub, atau"
        " --folder untuk memasangkannya lewat stik."
    ),
    "nowhere": "Belum ada hub atau folder yang dipilih. Sebut --hub atau --folder.",
    "code-without-hub": "--code hanya berguna bersama --hub.",
    "paired": (
        "Kios ini berpasangan dengan {agency}. Sidik jari kunci {mark}: cocokkan dengan layar hub."
    ),
    "asked": (
        "Permintaan kios ini sudah ditulis di {place}. Bawa ke instansi, lalu jalankan perintah ini"
        " lagi sesudah instansi menjawab."
    ),
    "offered": "{agency} menerima kios ini. Sidik jari kunci {mark}.",
    "agree": "Apakah sama dengan sidik jari kunci di layar hub?",
    "which-mark": (
        "Bila sama dengan sidik jari kunci di layar hub, jalankan lagi dengan --mark “{mark}”."
    ),
    "not-agreed": "Tidak dipasangkan.",
    "sending": "Menyetor",
    "round": "{way}: disetor {sent}, diterima instansi {received}, dari kios lain {elsewhere}.",
    "round-trouble": "{way}: {words}",
    "others": "Sebagian catatan lama belum diterima: {words}",
    "expired": (
        "Kabar dari instansi hanya berlaku sampai {moment}, jadi belum dipakai. Bila instansi belum"
        " mengirim yang lain, jalankan lagi dengan --accept-expired."
    ),
    "waiting": "{waiting} catatan menunggu.",
    "received": "Semua catatan sudah diterima {agency}, {moment}.",
    "empty": "Belum ada catatan.",
}
FORWARD = {
    "not-set-up": SYNC["not-set-up"],
    "secret": "Rahasia untuk LRS",
    "done": "{url}: diteruskan {sent}, sudah ada {known}.",
    "other": "{n} pernyataan sudah ada di sana dengan isi lain, jadi dilewati: {names}",
    "refused": "{n} pernyataan ditolak LRS itu, jadi dilewati: {names}",
    "login": "LRS menolak kunci atau rahasianya. Periksa --key dan rahasianya.",
    "no-lrs": "Yang menjawab bukan LRS. Periksa alamatnya: yang ada sebelum /statements.",
}
BROUGHT = {
    "new_people": "Peserta baru: {n}",
    "changed_people": "Data peserta berubah: {n}",
    "settings": "Pengaturan dari instansi: {n}",
    "cohorts": "Angkatan: {n}",
    "courses": "Kursus dipasang: {n}",
    "revoked": "Pencabutan baru: {n}",
    "aside": "Catatan yang disisihkan karena tidak cocok: {n}",
}


def brought_words(brought: Brought) -> tuple[str, ...]:
    """What came down, a line for each kind that is not nothing."""
    found = ((form, getattr(brought, name)) for name, form in BROUGHT.items())
    return tuple(form.format(n=n) for form, n in found if n)


def moment(at: int) -> str:
    """UTC ms as date and time on this computer."""
    return dt.datetime.fromtimestamp(at / 1000).astimezone().strftime("%Y-%m-%d %H:%M")
