"""Sentences of `dermaga hub`: what is so, what is wrong, and what to do next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

MISSING = (
    "Paket untuk server belum terpasang di komputer ini ({package}). Jalankan ./run hub … dengan"
    " jaringan atau dengan map wheels/ di sampingnya; tanpa kios: pip install --require-hashes -r"
    " requirements/hub.txt.\n"
    "Packages for the server are not installed on this computer ({package}). Run ./run hub … with"
    " network or with a folder wheels/ beside it; without a kiosk: pip install --require-hashes -r"
    " requirements/hub.txt."
)
TROUBLE = {
    "other": "Server menolak ({code}). Coba lagi; bila tetap terjadi, hubungi pengelola server.",
    "keys-damaged": (
        "Kunci instansi (agency.key, agency.json) rusak atau bukan pasangannya. Kembalikan dari"
        " salinan kunci; jangan membuat yang baru, karena kios tidak akan mengenalinya."
    ),
    "keys-unwritable": (
        "Map kunci instansi tidak dapat dibaca atau ditulis. Periksa --keys dan izin map itu."
    ),
    "keys-other": (
        "Basis data ini milik kunci instansi lain. Sebut map kunci yang benar dengan --keys; salin"
        " agency.key dan agency.json dari server yang pertama."
    ),
    "keys-open": (
        "Berkas agency.key dapat dibaca orang lain. Batasi izinnya (chmod 600 agency.key), lalu"
        " coba lagi."
    ),
    "newer": (
        "Basis data ini dibuat oleh Dermaga yang lebih baru. Pasang versi terbaru, lalu coba lagi."
    ),
    "code-many": "Sudah ada 20 kode yang berlaku. Tunggu 15 menit, lalu buat lagi.",
    "no-device": "Tidak ada kios dengan awalan itu. Lihat: hub kiosks.",
    "many-devices": "Lebih dari satu kios berawalan itu. Sebut lebih panjang; lihat: hub kiosks.",
    "stick-foreign": (
        "USB atau map ini milik instansi lain, jadi tidak disentuh. Pakai USB lain, atau kosongkan"
        " map DERMAGA di sana."
    ),
    "stick-full": (
        "USB atau map ini penuh. Yang sudah masuk tetap aman; kosongkan tempat di sana, lalu"
        " jalankan perintah ini lagi."
    ),
    "stick-read-only": (
        "USB atau map ini tidak dapat ditulis. Buka kunci tulisnya, lalu jalankan perintah ini"
        " lagi."
    ),
    "stick-gone": (
        "USB atau map ini tidak terjangkau. Yang sudah masuk tetap aman; pasang lagi, lalu"
        " jalankan perintah ini lagi."
    ),
    "foreign-there": (
        "Di USB atau map ini ada kabar dari instansi lain. Kosongkan map DERMAGA/word di sana,"
        " lalu jalankan perintah ini lagi."
    ),
    "busy": "Kabar instansi sedang ditulis oleh proses lain. Coba lagi sebentar lagi.",
    "key-away": (
        "Kunci kabar instansi tidak ada di komputer ini, jadi kabar baru tidak dapat dibuat."
        " Pasang map kuncinya, lalu coba lagi."
    ),
}
REFUSED = {
    "short": "belum selesai ditulis",
    "strange": "bukan berkas Dermaga",
    "newer": "dari Dermaga yang lebih baru; pasang versi terbaru di server",
    "forged": "tanda tangannya tidak sah",
    "foreign": "untuk instansi lain, atau dari komputer lain",
    "damaged": "isinya rusak; kios akan membuatnya lagi",
    "large": "terlalu besar",
    "unpaired": "kiosnya belum dipasangkan",
    "revoked": "kiosnya sudah dicabut",
    "twin": "dari salinan kios lain; disisihkan untuk diperiksa",
    "taken": "kiosnya memakai tanda pengenal kios lain",
}
SERVING = {
    "ready": "Server siap di {url}",
    "agency": "Instansi: {name}. Sidik jari kunci: {mark}",
    "folder": "Data: {folder}",
    "stop": "Hentikan dengan Ctrl+C.",
    "room": "Kios di ruang ini dapat menemukannya dengan nama “{room}”.",
    "no-room": "Nama ruang tidak dapat diumumkan; ketik alamat server di kios.",
    "plain": (
        "Tanpa --cert dan --key, halaman server tidak tersandi di jaringan. Catatan kios tetap"
        " tersegel."
    ),
    "pair-tls": "Sebut --cert dan --key bersama-sama.",
    "workers": "--workers memerlukan PostgreSQL. Sebut --database, atau jalankan tanpa --workers.",
    "port": "Alamat {host}:{port} sudah dipakai atau tidak ada. Sebut --port atau --host lain.",
    "database": "Alamat basis data keliru. Contoh: postgresql+psycopg://dermaga@localhost/dermaga",
    "away": "Basis data tidak terjangkau. Periksa apakah sudah jalan dan alamatnya benar.",
    "home-page": (
        "Alamat instansi sudah ditetapkan: {home_page}. Ia tidak dapat diganti, karena catatan"
        " peserta bernama dengannya."
    ),
    "no-home-page": (
        "Alamat instansi belum disebut; dipakai {home_page}. Untuk server instansi, sebut"
        " --home-page pada jalan pertama."
    ),
}
PAIR = {
    "address": "Alamat server: {url}",
    "code": "Kode: {code}   (sekali pakai, berlaku 15 menit)",
    "how": "Ketik di kios: Pengelola, Sinkronisasi, alamat server, lalu kode ini.",
    "mark": "Sidik jari yang tampil di kios harus sama: {mark}",
    "paired": "Dipasangkan: {label}. Bawa USB ini kembali ke kios itu.",
    "none": (
        "Tidak ada kios yang minta dipasangkan di USB ini. Di kios: Pengelola,"
        " Sinkronisasi, minta dipasangkan lewat USB; lalu bawa USB itu ke sini."
    ),
}
CLIENT = {
    "made": "Klien “{name}” dibuat. Kunci dan rahasia hanya tampil sekali ini:",
    "key": "Kunci:   {key}",
    "secret": "Rahasia: {secret}",
    "none": "Belum ada klien xAPI. Buat: hub client add NAMA --scope all/read.",
    "revoked": "Klien {key} dicabut.",
    "unknown": "Tidak ada klien {key} yang masih berlaku. Lihat: hub client list.",
}
REVOKE = {
    "devices": "Dicabut: {count} tanda pengenal dari komputer itu. Catatannya yang ada tetap.",
    "already": "Kios itu sudah dicabut sebelumnya.",
    "certificate": "Sertifikat {number} dicabut per hari ini.",
    "certificate-already": "Sertifikat {number} sudah dicabut sebelumnya.",
    "word": "Kabar baru untuk kios: versi {version}.",
    "no-word": "Kabar untuk kios belum diperbarui; itu terjadi saat server dijalankan.",
}
KIOSKS = {
    "none": "Belum ada kios. Buat kode pasangan: hub pair.",
    "listed": (
        "Kios                  Terakhir          Lewat   Catatan  Menunggu  Keadaan  Pengenal"
    ),
    "never": "belum pernah",
    "active": "aktif",
    "revoked": "dicabut",
    "gap": "ada celah",
    "aside": "{count} paket atau pernyataan disisihkan untuk diperiksa.",
}
CARRIERS = {"lan": "LAN", "stick": "USB", "folder": "map", "": "–"}
STICK = {
    "done": "{parcels} paket diterima, {events} catatan baru. Untuk {down} kios ada titipan baru.",
    "nothing": "Tidak ada paket baru di {place}.",
    "refused": "Tidak diterima: {name} ({why}).",
    "paired": "Dipasangkan: {label}.",
    "asking": "Minta dipasangkan: {label}. Bila benar kios Anda: hub pair --stick {place}",
    "word": "Kabar instansi versi {version} ada di sana.",
    "pull": "USB boleh dicabut.",
    "watch": "Map {place} dilihat tiap {seconds} detik. Hentikan dengan Ctrl+C.",
}
BACKUP = {
    "done": "Cadangan {target} dibuat dan diperiksa utuh: {size}.",
    "keys": (
        "Di dalamnya ada kunci instansi: siapa memegang map ini dapat bertindak sebagai instansi."
        " Simpan di tempat terkunci, terpisah dari server."
    ),
    "root-away": (
        "Kunci akar kabar (word/keys/root.key) sedang tidak di server ini, jadi tidak ikut. Simpan"
        " salinannya tersendiri."
    ),
    "exists": "{target} sudah ada. Sebut map lain yang belum ada.",
    "postgresql": (
        "Basis data server ini PostgreSQL dan tidak ikut. Cadangkan dengan alatnya sendiri:\n"
        "  pg_dump --format=custom --file={file} '{url}'"
    ),
    "missing": "Belum ada basis data atau kunci di {folder}. Jalankan dahulu: hub serve.",
    "failed": "{target} tidak dapat ditulis. Sebut tempat lain yang cukup lapang.",
    "damaged": "Cadangan ini tidak utuh, jadi dihapus lagi. Periksa disk server, lalu coba lagi.",
    "busy": "Kabar instansi sedang ditulis. Coba lagi sebentar lagi.",
}
FORWARD = {
    "secret": "Rahasia untuk LRS",
    "all": "--all hanya dengan --plain: pernyataan klien lain tidak dapat disamarkan.",
    "file": "Berkas rahasia {file} tidak dapat dibaca.",
    "done": "{url}: diteruskan {sent}, sudah ada {known}.",
    "other": "{n} pernyataan sudah ada di sana dengan isi lain, jadi dilewati: {names}",
    "refused": "{n} pernyataan ditolak LRS itu, jadi dilewati: {names}",
    "skipped": "{n} pernyataan berlampiran tidak diteruskan.",
}
FORWARD_TROUBLE = {
    "unpaired": "LRS menolak kunci atau rahasianya. Periksa --key dan rahasianya.",
    "strange": "Yang menjawab bukan LRS. Periksa alamatnya: yang ada sebelum /statements.",
    "away": "LRS tidak terjangkau. Periksa alamat dan jaringannya, lalu coba lagi.",
    "gone": "Sambungan ke LRS terputus. Perintah yang sama melanjutkan dari situ.",
    "slow": "LRS terlalu lama menjawab. Perintah yang sama melanjutkan dari situ.",
    "wait": "LRS sedang sibuk. Coba lagi nanti; perintah yang sama melanjutkan dari situ.",
    "foreign": "Sertifikat TLS LRS itu tidak dikenal. Sebut berkas otoritasnya dengan --ca.",
    "clock": "Sertifikat TLS LRS itu tidak berlaku menurut jam komputer ini. Periksa jamnya.",
    "refused": "LRS menolak semua pernyataan berturut-turut, jadi berhenti. Tanyakan pengelolanya.",
}
STATUS = {
    "database": "Basis data: {kind}, langkah {step}",
    "kiosks": "Kios: {active} aktif, {silent} lama tidak terdengar, {revoked} dicabut",
    "records": "Pernyataan: {statements}; paket: {parcels}; disisihkan: {aside}",
    "word": "Kabar instansi: versi {version}",
    "no-word": "Kabar instansi: belum ada",
    "doubles": (
        "Nomor sertifikat yang terpakai ganda: {count}. Beri tiap kios kode atau blok nomor"
        " sendiri, lalu ganti sertifikatnya di kios masing-masing."
    ),
}
OFFICER = {
    "made": "Petugas “{name}” dapat masuk di halaman server.",
    "changed": "Kata sandi “{name}” diganti; ia keluar dari semua peramban.",
    "removed": "Petugas “{name}” tidak dapat masuk lagi.",
    "none": "Belum ada petugas. Buat: hub officer add NAMA.",
    "ask": "Kata sandi",
    "name": "Nama petugas 1–80 huruf.",
    "taken": "Petugas dengan nama itu sudah ada.",
    "short": "Kata sandi paling sedikit 12 huruf.",
    "long": "Kata sandi paling banyak 200 huruf.",
    "is-name": "Kata sandi tidak boleh sama dengan nama.",
    "no-officer": "Tidak ada petugas dengan nama itu. Lihat: hub officer list.",
    "away": "Halaman petugas belum terpasang di server ini.",
}


def moment(at: int) -> str:
    """UTC ms as date and time on this computer."""
    return dt.datetime.fromtimestamp(at / 1000).astimezone().strftime("%Y-%m-%d %H:%M")


def size(count: int) -> str:
    """Bytes as people say them, with a decimal comma."""
    amount = float(count)
    for unit in ("B", "KB", "MB"):
        if amount < 1024:  # noqa: PLR2004
            return (
                f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}".replace(".", ",")
            )
        amount /= 1024
    return f"{amount:.1f} GB".replace(".", ",")


def refusals(refused: Iterable[tuple[str, str]]) -> list[str]:
    """One line for each file that stays where it is."""
    return [STICK["refused"].format(name=n, why=REFUSED.get(c, c)) for n, c in refused]
