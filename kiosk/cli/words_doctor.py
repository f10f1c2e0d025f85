"""Sentences of `dermaga doctor`: what was found and, unless all is well, what to do next."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.office.finding import Finding

STATES = {
    "good": "[ ok ] baik",
    "look": "[ !! ] periksa",
    "bad": "[ XX ] masalah",
    "unknown": "[ ?? ] belum tahu",
}
NAMES = {
    "sqlite": "SQLite",
    "integrity": "Berkas data",
    "chain": "Rantai catatan",
    "checkpoints": "Tanda tangan",
    "rows": "Segel",
    "projections": "Daftar",
    "disk": "Disk",
    "clock": "Jam",
    "device": "Riwayat kios",
    "backups": "Cadangan",
    "second": "Cadangan kedua",
    "sync": "Setoran",
    "printer": "Printer",
    "fonts": "Huruf",
    "permissions": "Izin",
    "lock": "Penguncian",
    "settings": "Pengaturan",
    "numbers": "Penomoran",
    "courses": "Kursus",
    "reports": "Laporan galat",
}
REASONS = {
    "clone": "tersalin ke komputer lain",
    "restored": "dipulihkan dari cadangan",
    "healed": "diperbaiki",
    "key-lost": "kunci hilang",
    "upgraded": "naik versi",
    "stopped": "berhenti",
    "rejecting": "menolak cetakan",
    "offline": "tidak tersambung",
}
_OPEN = (
    "Jangan hapus map data. Buka Dermaga, biarkan sampai selesai memeriksa, lalu buka sekali lagi:"
    " berkas itu disisihkan, dan disusun lagi dari cadangan dan catatan yang utuh."
)
_NOT_EXAMINED = (
    "Belum dapat diperiksa, karena berkas data tidak terbaca seluruhnya.",
    "Lihat baris Berkas data.",
)
_BEHIND = (
    "Jam komputer {span} di belakang catatan terakhir.",
    "Betulkan tanggal dan jam komputer, lalu jalankan pemeriksaan ini lagi.",
)
WORDS: Mapping[tuple[str, str], tuple[str, str]] = {
    ("sqlite", "fixed"): ("SQLite {version}; galat WAL-reset sudah tidak ada di versi ini.", ""),
    ("sqlite", "one-writer"): (
        (
            "SQLite {version} memuat galat WAL-reset (3.7.0–3.51.2). Dermaga tidak mengalaminya:"
            " hanya satu koneksi yang menulis."
        ),
        "",
    ),
    ("sqlite", "too-old"): (
        "SQLite {version} terlalu lama.",
        "Pasang Python yang membawa SQLite 3.37 atau yang lebih baru.",
    ),
    ("integrity", "whole"): ("{events} catatan, {size}; SQLite tidak menemukan kerusakan.", ""),
    ("integrity", "empty"): ("Berkas ada, belum ada catatan.", ""),
    ("integrity", "no-file"): (
        "Belum ada data di map ini.",
        "Periksa --data, atau siapkan kios dengan dermaga setup.",
    ),
    ("integrity", "file-missing"): (
        "Berkas data hilang atau kosong; {copies} cadangan masih ada.",
        (
            "Bila ada yang memindahkannya, kembalikan dahulu. Bila tidak, buka Dermaga: kios"
            " disusun lagi dari cadangan terbaru. Cadangan lain: dermaga restore --list."
        ),
    ),
    ("integrity", "cannot-open"): (
        "Berkas data tidak boleh dibaca oleh pengguna ini.",
        "Jalankan sebagai pengguna kios, atau betulkan pemilik map data.",
    ),
    ("integrity", "damaged"): ("SQLite menemukan kerusakan di berkas data.", _OPEN),
    ("integrity", "will-be-mended"): (
        "Pemeriksaan terdahulu menandai berkas ini rusak; sekarang tidak ada yang ditemukan.",
        _OPEN,
    ),
    ("integrity", "old-form"): (
        "Berkas dari Dermaga yang lebih lama, utuh menurut SQLite.",
        "Buka Dermaga sekali: berkas disalin dahulu, lalu dinaikkan ke bentuk baru.",
    ),
    ("integrity", "newer"): (
        "Berkas dari Dermaga yang lebih baru.",
        "Pasang Dermaga versi terbaru.",
    ),
    ("integrity", "no-room"): (
        "Tidak ada tempat untuk salinan sementara yang diperiksa.",
        "Kosongkan tempat di disk, lalu jalankan pemeriksaan ini lagi.",
    ),
    ("integrity", "busy"): (
        "Berkas terus berubah selama dibaca.",
        "Jalankan pemeriksaan ini lagi saat kios tidak dipakai.",
    ),
    ("chain", "whole"): ("{events} catatan berurutan dan tidak berubah.", ""),
    ("chain", "broken"): ("{count} catatan berubah atau hilang, yang pertama {first}.", _OPEN),
    ("checkpoints", "signed"): ("{count} tanda tangan kios cocok.", ""),
    ("checkpoints", "wrong"): (
        "{count} tanda tangan tidak cocok atau hilang, yang pertama {first}.",
        _OPEN,
    ),
    ("rows", "sealed"): ("{count} data orang dan dokumen sesuai segelnya.", ""),
    ("rows", "changed"): (
        "{count} segel tidak cocok: data orang atau dokumen diubah dari luar ({first}).",
        _OPEN,
    ),
    ("rows", "no-key"): (
        "Kunci kios tidak ada, jadi segel tidak dapat diperiksa.",
        (
            "Bila berkas kunci (.key) dipindahkan orang, kembalikan sebelum kios dibuka; bila"
            " tidak, kios melanjutkan sebagai perangkat baru."
        ),
    ),
    ("projections", "same"): (
        (
            "Kemajuan {looked} dari {learners} peserta dan {certificates} sertifikat sama bila"
            " dihitung ulang."
        ),
        "",
    ),
    ("projections", "differ"): ("{count} daftar berbeda bila dihitung ulang ({first}).", _OPEN),
    ("disk", "plenty"): ("{free} kosong, di luar cadangan tempat {reserve}.", ""),
    ("disk", "low"): ("Tinggal {free} kosong.", "Kosongkan tempat di disk dalam minggu ini."),
    ("disk", "none"): (
        "Tinggal {free} kosong: uji baru tidak dapat dimulai.",
        "Kosongkan tempat di disk sekarang.",
    ),
    ("disk", "unknown"): ("Disk tidak memberi tahu isinya.", "Periksa sambungan disk."),
    ("clock", "steady"): ("Tidak pernah diubah selama kios berjalan.", ""),
    ("clock", "confirmed"): ("{jumps} perubahan, terakhir {last}, sudah dinyatakan benar.", ""),
    ("clock", "jumped"): (
        "Diubah {span} pada {last} dan belum dinyatakan benar.",
        "Periksa tanggal dan jam, lalu nyatakan benar di ruang pengelola.",
    ),
    ("clock", "doubtful"): (
        "Bergeser {span} sejak {last}: sertifikat tidak terbit.",
        "Betulkan tanggal dan jam komputer, lalu nyatakan benar di ruang pengelola.",
    ),
    ("clock", "behind"): _BEHIND,
    ("device", "first"): ("Satu perangkat sejak awal.", ""),
    ("device", "lives"): ("{lives} perangkat berturut-turut: {history}.", ""),
    ("device", "recent"): (
        (
            "{lives} perangkat berturut-turut: {history}. Catatan hilang: {lost}. Berkas rusak"
            " disisihkan: {put_aside}."
        ),
        "Bila Anda tidak tahu sebabnya, periksa disk, dan siapa yang memindahkan map data.",
    ),
    ("device", "clone-coming"): (
        "Map ini berasal dari komputer lain.",
        "Beri kios ini kode sendiri setelah dibuka; nomor sertifikatnya memakai awalan lain.",
    ),
    ("device", "life-coming"): (
        "Saat dibuka, kios melanjutkan sebagai perangkat baru ({reason}).",
        "Buka Dermaga sekali.",
    ),
    ("backups", "sound"): ("{count} cadangan, semua utuh, terbaru {newest} ({ago}).", ""),
    ("backups", "old"): (
        "{count} cadangan utuh, tetapi yang terbaru berumur {days} hari ({newest}).",
        "Jalankan dermaga backup, atau biarkan kios terbuka.",
    ),
    ("backups", "none"): ("Belum ada cadangan.", "Jalankan dermaga backup."),
    ("backups", "broken"): (
        "{broken} dari {count} cadangan rusak, yang pertama {first}.",
        "Jalankan dermaga backup sekarang, lalu periksa disk.",
    ),
    ("second", "sound"): ("{count} cadangan di {folder}, terbaru {newest} ({ago}).", ""),
    ("second", "old"): (
        "Yang terbaru di {folder} berumur {days} hari ({newest}).",
        "Jalankan dermaga backup selagi tempat itu tersambung.",
    ),
    ("second", "none"): (
        "Semua cadangan hanya ada di komputer ini.",
        "Isi tempat cadangan kedua (disk lain atau USB) di pengaturan.",
    ),
    ("second", "away"): (
        "{folder} tidak tersambung; terakhir terjangkau {ago}.",
        "Pasang disk atau USB itu, lalu jalankan dermaga backup.",
    ),
    ("second", "empty"): ("Belum ada cadangan di {folder}.", "Jalankan dermaga backup."),
    ("second", "same-disk"): (
        "{folder} ada di disk yang sama dengan data kios.",
        "Pilih disk lain atau USB; satu disk dapat rusak seluruhnya.",
    ),
    ("second", "broken"): (
        "Cadangan terbaru di {folder} rusak ({first}).",
        "Ganti USB atau disk itu, lalu jalankan dermaga backup.",
    ),
    ("sync", "nothing"): ("Belum ada catatan untuk disetor.", ""),
    ("sync", "here-only"): ("Belum pernah disetor: {count} catatan ada di kios ini saja.", ""),
    ("sync", "received"): ("Semua catatan sudah diterima, terakhir {last}.", ""),
    ("sync", "waiting"): ("{count} catatan menunggu; yang sebelumnya diterima {last}.", ""),
    ("sync", "late"): (
        "{count} catatan menunggu; sejak {last} tidak ada yang diterima.",
        "Setorkan lewat jaringan, stik, atau map bersama.",
    ),
    ("sync", "aside"): (
        "{aside} catatan dari kios lain tidak cocok dan disisihkan; {count} menunggu disetor.",
        "Beri tahu pengelola server instansi. Yang ada di kios ini tidak berubah.",
    ),
    ("printer", "ready"): ("{ready} dari {count} printer siap: {name}.", ""),
    ("printer", "none"): (
        "Tidak ada printer.",
        "Pasang printer di pengaturan komputer, atau simpan sertifikat ke USB.",
    ),
    ("printer", "not-ready"): (
        "{name} tidak siap: {reason}.",
        "Periksa kabel, kertas, dan antrean printer.",
    ),
    ("printer", "not-asked"): ("Printer tidak ditanyai.", "Periksa di pengaturan komputer."),
    ("fonts", "whole"): ("{count} berkas huruf utuh.", ""),
    ("fonts", "missing"): ("Berkas huruf {file} tidak ada.", "Pasang Dermaga lagi."),
    ("fonts", "broken"): ("Berkas huruf {file} rusak.", "Pasang Dermaga lagi."),
    ("permissions", "private"): ("Hanya pemiliknya yang dapat membuka map data.", ""),
    ("permissions", "folder-open"): (
        "Pengguna lain dapat membuka map data ({mode}).",
        "Jalankan: chmod 700 pada map data.",
    ),
    ("permissions", "files-open"): (
        "{count} berkas dapat dibaca pengguna lain, andai mapnya terbuka; yang pertama {first}.",
        "Jalankan: chmod -R go= pada map data.",
    ),
    ("permissions", "windows"): (
        "Izin di Windows tidak diperiksa.",
        "Klik kanan map data, Properti, Keamanan: hanya pengguna kios, SYSTEM, dan Administrators.",
    ),
    ("permissions", "no-folder"): ("Map data belum ada.", "Periksa --data."),
    ("lock", "trial-window"): ("Jendela biasa: kios percobaan tidak dikunci.", ""),
    ("lock", "window"): (
        "Jendela biasa: siapa pun dapat keluar dari kios.",
        "Tutup dan buka lagi Dermaga agar kembali ke layar penuh.",
    ),
    ("lock", "full-screen"): (
        "Layar penuh saja: tombol sistem masih dapat membawa orang keluar dari kios.",
        (
            "Jalankan kios dalam sesi terkunci: di Linux cage sebagai pengguna biasa tanpa -s, di"
            " Windows akses yang ditetapkan (mode kios)."
        ),
    ),
    ("lock", "locked-session"): ("Sesi terkunci ({session}): hanya kios yang tampil.", ""),
    ("lock", "session-switch"): (
        "Sesi {session}, tetapi konsol lain masih terjangkau dengan Ctrl+Alt+F.",
        "Jalankan cage tanpa -s.",
    ),
    ("numbers", "none"): ("Belum ada nomor yang diberikan.", ""),
    ("numbers", "code"): ("Kode kios {kiosk} membedakan nomor kios ini dari kios lain.", ""),
    ("numbers", "block"): ("Blok nomor kios ini masih berisi {count} nomor untuk {year}.", ""),
    ("numbers", "alone"): (
        "Pola nomor tidak memuat {{kios}}, dan kios ini tidak mempunyai blok nomor.",
        "",
    ),
    ("numbers", "not-apart"): (
        "Kios lain instansi Anda dapat memberi nomor sertifikat yang sama.",
        "Isi blok nomor kios ini di Pengaturan, atau pakai {{kios}} dalam pola nomornya.",
    ),
    ("numbers", "few"): (
        "Blok nomor kios ini tinggal {count} nomor untuk {year}.",
        "Minta blok baru kepada instansi, lalu tambahkan di Pengaturan.",
    ),
    ("numbers", "used-up"): (
        "Blok nomor kios ini habis untuk {year}, jadi sertifikat tidak dapat terbit.",
        "Tambahkan blok nomor di Pengaturan.",
    ),
    ("settings", "set-up"): ("Kios {kiosk} sudah disiapkan.", ""),
    ("settings", "demo"): (
        "Kios contoh {kiosk}.",
        "Untuk kios sungguhan: hapus data contoh di ruang pengelola, lalu siapkan kios.",
    ),
    ("settings", "not-set-up"): (
        "Kios belum disiapkan.",
        "Jalankan dermaga setup --file kiosk.toml, atau siapkan di layar pertama.",
    ),
    ("settings", "faults"): (
        "Ada isian yang tidak dapat dipakai: {fields}.",
        "Betulkan di pengaturan.",
    ),
    ("courses", "sound"): ("{count} kursus tanpa kekeliruan.", ""),
    ("courses", "warnings"): (
        "{count} kursus dengan hal untuk diperiksa, yang pertama {first}.",
        "Jalankan dermaga course check.",
    ),
    ("courses", "errors"): (
        "{count} kursus tidak ditampilkan, yang pertama {first}.",
        "Jalankan dermaga course check, lalu betulkan.",
    ),
    ("courses", "none"): ("Tidak ada kursus yang dapat dipakai.", "Pasang Dermaga lagi."),
    ("reports", "none"): ("Tidak ada.", ""),
    ("reports", "waiting"): (
        "{count} laporan galat program, terbaru {newest}.",
        "Kirim isi map reports kepada pembuat Dermaga (tanpa data pribadi), lalu hapus.",
    ),
}


def sentence(finding: Finding) -> str:
    """What was found."""
    return _words(finding)[0].format(**_facts(finding))


def next_step(finding: Finding) -> str:
    """What to do; empty if nothing has to be done."""
    return _words(finding)[1].format(**_facts(finding))


def _words(finding: Finding) -> tuple[str, str]:
    if finding.code == "not-examined":
        return _NOT_EXAMINED
    return WORDS[finding.check, finding.code]


def _facts(finding: Finding) -> dict[str, str]:
    """The facts as they are read aloud."""
    facts = {name: _number(value) for name, value in finding.facts.items()}
    for name in ("size", "free", "reserve"):
        if isinstance(value := finding.facts.get(name), int):
            facts[name] = size_words(value)
    if isinstance(seconds := finding.facts.get("seconds"), int):
        direction = "" if finding.code == "behind" else "maju " if seconds > 0 else "mundur "
        facts["span"] = direction + _span(abs(seconds))
    days = facts.get("days", "")
    facts["ago"] = {"-1": "belum pernah", "0": "hari ini"}.get(days, f"{days} hari lalu")
    facts["reason"] = REASONS.get(facts.get("reason", ""), facts.get("reason", ""))
    for code, words in REASONS.items():
        facts["history"] = facts.get("history", "").replace(code, words)
    return facts


def _number(value: str | int) -> str:
    return value if isinstance(value, str) else f"{value:,}".replace(",", ".")


def size_words(size: int) -> str:
    """Bytes as people read them."""
    for unit, bytes_ in (("GB", 10**9), ("MB", 10**6)):
        if size >= bytes_:
            return f"{size / bytes_:.1f} {unit}".replace(".", ",")
    return f"{-(-size // 1000)} kB"


def _span(seconds: int) -> str:
    for unit, length in (("hari", 86_400), ("jam", 3600), ("menit", 60)):
        if seconds >= length:
            return f"{seconds // length} {unit}"
    return f"{seconds} detik"
