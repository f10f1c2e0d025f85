"""The sentences for everything the doctor can find, their facts in braces."""

from __future__ import annotations

from kiosk.ui.doctor_numbers import number_sentences
from kiosk.ui.words import _

Words = dict[tuple[str, str], tuple[str, str]]


def sentences() -> Words:
    """By check and code: what was found, and what to do."""
    return {
        **_file(),
        **_log(),
        **_rows(),
        **_disk_and_clock(),
        **_device(),
        **_copies(),
        **_second(),
        **_sync(),
        **_printer(),
        **_around(),
        **_permissions(),
        **_lock(),
        **_settings(),
        **number_sentences(),
        **_courses(),
    }


def _mend() -> str:
    return _("Tekan “Pulihkan catatan”: berkas disusun lagi dari cadangan dan catatan yang utuh.")


def _file() -> Words:
    return {
        ("sqlite", "fixed"): (_("SQLite {version}, tanpa galat WAL-reset."), ""),
        ("sqlite", "one-writer"): (
            _(
                "SQLite {version} memuat galat WAL-reset, tetapi Dermaga tidak mengalaminya: hanya"
                " satu koneksi yang menulis."
            ),
            "",
        ),
        ("sqlite", "too-old"): (
            _("SQLite {version} terlalu lama."),
            _("Pasang Python yang membawa SQLite 3.37 atau yang lebih baru."),
        ),
        ("integrity", "whole"): (_("{events} catatan, {size}, tanpa kerusakan."), ""),
        ("integrity", "empty"): (_("Berkas ada, belum ada catatan."), ""),
        ("integrity", "damaged"): (_("Berkas data rusak."), _mend()),
        ("integrity", "will-be-mended"): (
            _("Berkas ini pernah ditandai rusak; sekarang tidak ada yang ditemukan."),
            _("Tutup dan buka lagi Dermaga: berkas diperiksa dan disusun lagi."),
        ),
        ("integrity", "busy"): (
            _("Berkas terus berubah selama dibaca."),
            _("Periksa lagi sebentar nanti."),
        ),
        **_no_file(),
    }


def _no_file() -> Words:
    """What a window that is open can hardly meet."""
    return {
        ("integrity", "no-file"): (
            _("Berkas data tidak ada di map data."),
            _("Jangan tutup Dermaga. Pulihkan cadangan di bagian Cadangan."),
        ),
        ("integrity", "file-missing"): (
            _("Berkas data hilang; cadangan yang masih ada: {copies}."),
            _("Jangan tutup Dermaga. Pulihkan cadangan di bagian Cadangan."),
        ),
        ("integrity", "cannot-open"): (
            _("Berkas data tidak boleh dibaca oleh pengguna ini."),
            _("Betulkan pemilik map data, lalu buka lagi Dermaga."),
        ),
        ("integrity", "old-form"): (
            _("Berkas dari Dermaga yang lebih lama."),
            _("Perbaiki izin map data, lalu buka lagi Dermaga: berkas dinaikkan ke bentuk baru."),
        ),
        ("integrity", "newer"): (
            _("Berkas dari Dermaga yang lebih baru."),
            _("Pasang Dermaga versi terbaru."),
        ),
        ("integrity", "no-room"): (
            _("Tidak ada tempat untuk salinan sementara yang diperiksa."),
            _("Kosongkan tempat di disk, lalu periksa lagi."),
        ),
    }


def _log() -> Words:
    return {
        ("chain", "whole"): (_("{events} catatan berurutan dan tidak berubah."), ""),
        ("chain", "broken"): (
            _("Catatan yang berubah atau hilang: {count}, yang pertama {first}."),
            _mend(),
        ),
        ("checkpoints", "signed"): (_("Semua tanda tangan cocok: {count}."), ""),
        ("checkpoints", "wrong"): (
            _("Tanda tangan yang tidak cocok atau hilang: {count}, yang pertama {first}."),
            _mend(),
        ),
        ("projections", "same"): (
            _(
                "Dihitung ulang dan sama: {looked} dari {learners} peserta, {certificates}"
                " sertifikat."
            ),
            "",
        ),
        ("projections", "differ"): (
            _("Berbeda bila dihitung ulang: {count} ({first})."),
            _mend(),
        ),
    }


def _rows() -> Words:
    return {
        ("rows", "sealed"): (_("Sesuai segelnya: {count}."), ""),
        ("rows", "changed"): (
            _("Diubah dari luar Dermaga: {count} ({first})."),
            _mend(),
        ),
        ("rows", "no-key"): (
            _("Kunci perangkat tidak ada, jadi segel tidak dapat diperiksa."),
            _("Kembalikan berkas .key ke map data bila masih ada di salinan map itu."),
        ),
    }


def _disk_and_clock() -> Words:
    right = _("Betulkan tanggal dan jam komputer, lalu nyatakan benar di bagian Kios.")
    return {
        ("disk", "plenty"): (_("{free} kosong, di luar {reserve} yang disisihkan."), ""),
        ("disk", "low"): (
            _("Tinggal {free} kosong."),
            _("Kosongkan tempat di disk dalam minggu ini."),
        ),
        ("disk", "none"): (
            _("Tinggal {free} kosong: uji baru tidak dapat dimulai."),
            _("Kosongkan tempat di disk sekarang."),
        ),
        ("disk", "unknown"): (
            _("Disk tidak memberi tahu isinya."),
            _("Periksa sambungan disk."),
        ),
        ("clock", "steady"): (_("Tidak pernah diubah selama kios berjalan."), ""),
        ("clock", "confirmed"): (
            _("Diubah {jumps} kali, terakhir {last}; sudah dinyatakan benar."),
            "",
        ),
        ("clock", "jumped"): (
            _("Jam {jump} pada {last} dan belum dinyatakan benar."),
            _("Periksa tanggal dan jam, lalu nyatakan benar di bagian Kios."),
        ),
        ("clock", "doubtful"): (
            _("Jam {jump} sejak {last}: sertifikat belum dapat terbit."),
            right,
        ),
        ("clock", "behind"): (_("Jam {jump} dari catatan terakhir."), right),
    }


def _device() -> Words:
    return {
        ("device", "first"): (_("Satu perangkat sejak awal."), ""),
        ("device", "lives"): (
            _("Perangkat berturut-turut: {lives}, yang terakhir sejak {last} ({reason})."),
            "",
        ),
        ("device", "recent"): (
            _(
                "Perangkat berturut-turut: {lives}, yang terakhir sejak {last} ({reason})."
                " Catatan yang hilang: {lost}. Berkas rusak yang disisihkan: {put_aside}."
            ),
            _("Bila Anda tidak tahu sebabnya, periksa disk, dan siapa yang memindahkan map data."),
        ),
        ("device", "clone-coming"): (
            _("Map data ini berasal dari komputer lain."),
            _("Buka lagi Dermaga, lalu beri kios ini kode sendiri di Pengaturan."),
        ),
        ("device", "life-coming"): (
            _("Pada pembukaan berikutnya kios ini menjadi perangkat baru ({reason})."),
            _("Tutup dan buka lagi Dermaga."),
        ),
    }


def _copies() -> Words:
    return {
        ("backups", "sound"): (_("Semua utuh: {count}, terbaru {newest}."), ""),
        ("backups", "old"): (
            _("Semua utuh: {count}, tetapi yang terbaru dari {newest}."),
            _("Buat cadangan di bagian Cadangan."),
        ),
        ("backups", "none"): (
            _("Belum ada cadangan."),
            _("Buat cadangan di bagian Cadangan."),
        ),
        ("backups", "broken"): (
            _("Cadangan rusak: {broken} dari {count}, yang pertama {first}."),
            _("Buat cadangan baru sekarang, lalu periksa disk."),
        ),
    }


def _second() -> Words:
    return {
        ("second", "sound"): (_("{folder}: {count} cadangan, terbaru {newest}."), ""),
        ("second", "old"): (
            _("Yang terbaru di {folder} dari {newest}."),
            _("Tekan “Salin sekarang” di bagian Cadangan."),
        ),
        ("second", "none"): (
            _("Semua cadangan hanya ada di komputer ini."),
            _("Pilih tempat kedua di bagian Cadangan: stik atau disk lain."),
        ),
        ("second", "away"): (
            _("{folder} tidak tersambung."),
            _("Pasang stiknya, lalu tekan “Salin sekarang” di bagian Cadangan."),
        ),
        ("second", "empty"): (
            _("Belum ada cadangan di {folder}."),
            _("Tekan “Salin sekarang” di bagian Cadangan."),
        ),
        ("second", "same-disk"): (
            _("{folder} ada di disk yang sama dengan map data."),
            _("Pilih stik atau disk lain: satu disk dapat rusak seluruhnya."),
        ),
        ("second", "broken"): (
            _("Cadangan terbaru di {folder} rusak ({first})."),
            _("Ganti stik atau disk itu, lalu salin lagi."),
        ),
    }


def _sync() -> Words:
    return {
        ("sync", "nothing"): (_("Belum ada catatan untuk disetor."), ""),
        ("sync", "here-only"): (
            _("Belum pernah disetor. Catatan yang ada di kios ini saja: {count}."),
            "",
        ),
        ("sync", "received"): (_("Semua catatan sudah diterima, terakhir {last}."), ""),
        ("sync", "waiting"): (_("Menunggu: {count}. Yang sebelumnya diterima {last}."), ""),
        ("sync", "late"): (
            _("Menunggu: {count}. Sejak {last} tidak ada yang diterima."),
            _("Setorkan lewat jaringan, stik, atau map bersama."),
        ),
        ("sync", "aside"): (
            _(
                "Catatan dari kios lain yang tidak cocok dan disisihkan: {aside}."
                " Menunggu: {count}."
            ),
            _("Beri tahu pengelola server instansi. Yang ada di kios ini tidak berubah."),
        ),
    }


def _printer() -> Words:
    return {
        ("printer", "ready"): (_("Siap: {ready} dari {count} ({name})."), ""),
        ("printer", "none"): (
            _("Tidak ada printer."),
            _("Pasang printer di pengaturan komputer, atau simpan sertifikat ke USB."),
        ),
        ("printer", "not-ready"): (
            _("{name}: {reason}."),
            _("Periksa kabel, kertas, dan antrean printer."),
        ),
        ("printer", "not-asked"): (
            _("Printer tidak ditanyai."),
            _("Periksa di pengaturan komputer."),
        ),
    }


def _around() -> Words:
    again = _("Pasang Dermaga lagi.")
    return {
        ("fonts", "whole"): (_("Semua berkas huruf utuh: {count}."), ""),
        ("fonts", "missing"): (_("Berkas huruf {file} tidak ada."), again),
        ("fonts", "broken"): (_("Berkas huruf {file} rusak."), again),
        ("reports", "none"): (_("Tidak ada."), ""),
        ("reports", "waiting"): (
            _("Laporan: {count}, terbaru {newest}."),
            _("Kirim folder reports di map data kepada pembuat Dermaga, lalu hapus. Isinya tanpa"
              " data pribadi."),
        ),
    }  # fmt: skip


def _permissions() -> Words:
    return {
        ("permissions", "private"): (_("Hanya pemiliknya yang dapat membuka map data."), ""),
        ("permissions", "folder-open"): (
            _("Pengguna lain dapat membuka map data ({mode})."),
            _("Jalankan chmod 700 pada map data."),
        ),
        ("permissions", "files-open"): (
            _("Dapat dibaca pengguna lain bila mapnya terbuka: {count} berkas ({first})."),
            _("Jalankan chmod -R go= pada map data."),
        ),
        ("permissions", "windows"): (
            _("Izin di Windows tidak diperiksa."),
            _(
                "Klik kanan map data, Properti, Keamanan: hanya pengguna kios, SYSTEM, dan"
                " Administrators."
            ),
        ),
        ("permissions", "no-folder"): (
            _("Map data tidak ada."),
            _("Tutup dan buka lagi Dermaga."),
        ),
    }


def _lock() -> Words:
    return {
        ("lock", "trial-window"): (_("Jendela biasa: kios percobaan tidak dikunci."), ""),
        ("lock", "window"): (
            _("Jendela biasa: siapa pun dapat keluar dari kios."),
            _("Tutup dan buka lagi Dermaga agar kembali ke layar penuh."),
        ),
        ("lock", "full-screen"): (
            _("Layar penuh saja: tombol sistem masih dapat membawa orang keluar."),
            _("Jalankan kios dalam sesi terkunci: cage di Linux, mode kios di Windows."),
        ),
        ("lock", "locked-session"): (_("Sesi terkunci ({session}): hanya kios yang tampil."), ""),
        ("lock", "session-switch"): (
            _("Sesi {session}, tetapi konsol lain terjangkau dengan Ctrl+Alt+F."),
            _("Jalankan cage tanpa -s."),
        ),
    }


def _settings() -> Words:
    return {
        ("settings", "set-up"): (_("Kios {kiosk} sudah disiapkan."), ""),
        ("settings", "demo"): (
            _("Kios contoh {kiosk}."),
            _("Untuk kios sungguhan: hapus data contoh di bagian Kios, lalu siapkan kios."),
        ),
        ("settings", "not-set-up"): (
            _("Kios belum disiapkan."),
            _("Siapkan kios di layar pertama."),
        ),
        ("settings", "faults"): (
            _("Isian yang tidak dapat dipakai: {fields}."),
            _("Betulkan di bagian Pengaturan."),
        ),
    }


def _courses() -> Words:
    look = _("Lihat bagian Daftar kursus.")
    return {
        ("courses", "sound"): (_("Tanpa kekeliruan: {count}."), ""),
        ("courses", "warnings"): (
            _("Ada hal untuk diperiksa: {count} ({first})."),
            look,
        ),
        ("courses", "errors"): (_("Tidak ditampilkan: {count} ({first})."), look),
        ("courses", "none"): (_("Tidak ada kursus yang dapat dipakai."), look),
    }
