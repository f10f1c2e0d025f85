"""Sentences of the commands: what is wrong and what to do next."""

from __future__ import annotations

from kiosk.office.faults import SHORTEST_PASSPHRASE

STORE_TROUBLE = {
    "folder-unwritable": (
        "Map data tidak dapat ditulis. Pilih map lain dengan --data, atau minta izin menulis."
    ),
    "second-instance": (
        "Dermaga sudah terbuka di komputer ini. Tutup dahulu jendela itu, lalu coba lagi."
    ),
    "full": "Disk penuh. Kosongkan tempat di disk, lalu coba lagi. Data yang tersimpan aman.",
    "read-only": "Disk hanya dapat dibaca. Periksa izin map data, lalu coba lagi.",
    "busy": "Data sedang dipakai program lain. Tutup program itu, lalu coba lagi.",
    "damaged": (
        "Berkas data rusak. Jangan hapus map data; hubungi pengelola untuk memulihkan cadangan."
    ),
    "newer": "Data ini dibuat oleh Dermaga yang lebih baru. Pasang versi terbaru, lalu coba lagi.",
    "cannot-open": "Berkas data tidak dapat dibuka. Periksa map data, lalu coba lagi.",
}
SETTINGS_FAULT = {
    "syntax": "Bentuk TOML keliru pada baris ini.",
    "unknown-key": "Kunci “{field}” tidak dikenal. Periksa ejaannya atau hapus baris ini.",
    "missing": "“{field}” belum diisi.",
    "type": "Isi “{field}” bukan jenis yang diminta.",
    "wrong": "Isi “{field}” tidak dapat dipakai.",
    "touching": "Beri tanda baca di antara {kios} dan {urut}, supaya nomornya tidak tertukar.",
    "long": "Nomor menurut pola ini terlalu panjang. Perpendek polanya.",
    "apart": (
        "Kios lain instansi dapat memberi nomor yang sama. Isi number_blocks kios ini, atau pakai"
        " {kios} dalam number_template."
    ),
}
SETTINGS_FIELD = {
    "kiosk.number_blocks": (
        "Tulis blok nomor dari kecil ke besar, misalnya 201-400 atau 201-400, 601-800."
    ),
    "agency.domain": "Domain belum lengkap. Tulis misalnya contoh.go.id.",
    "kiosk.code": "Kode kios terdiri atas 2–20 huruf, angka, atau tanda hubung.",
    "agency.units": "Tulis paling sedikit satu perangkat daerah.",
    "agency.kop": "Tulis paling sedikit satu baris kop.",
    "kiosk.idle_minutes": "Waktu diam antara 1 dan 60 menit.",
    "kiosk.backup_folder": (
        "Tulis tempat cadangan kedua selengkapnya, misalnya /media/cadangan atau E:\\cadangan."
    ),
    "learning.daily_cap": "Batas harian antara 1 dan 24 JP.",
    "learning.siasn_kind": "jenisDiklatId SIASN antara 1 dan 10; 3 berarti Diklat Teknis.",
    "learning.validity_months": "Masa berlaku sertifikat antara 0 (tanpa batas) dan 600 bulan.",
    "learning.pass_mark": "Ambang kelulusan antara 0 dan 100.",
    "agency.template": "Templat sertifikat tidak dapat dibaca. Periksa di layar Sertifikat.",
    "rule": "Setiap aturan JP memerlukan jumlah JP dan rujukannya.",
    "language": "Bahasa “id” atau “en”.",
    "agency.number_template": "Pola nomor harus memuat {urut} dan {tahun}, tanpa isian lain.",
    "officer.passphrase": f"Kata sandi pengelola paling sedikit {SHORTEST_PASSPHRASE} huruf.",
}
ROW_FAULT = {
    "nip-empty": "NIP kosong.",
    "nip-not-digits": "NIP memuat selain angka.",
    "nip-length": "NIP tidak berjumlah 18 angka.",
    "nip-birth": "Delapan angka pertama NIP bukan tanggal lahir yang sah.",
    "nip-appointed": "Angka ke-9 sampai ke-14 NIP bukan tahun dan bulan pengangkatan yang sah.",
    "nip-sex": "Angka ke-15 NIP harus 1 atau 2.",
    "nip-serial": "Tiga angka terakhir NIP tidak boleh 000.",
    "nip-future": "Tahun dalam NIP ada di masa depan.",
    "nip-excel": "NIP rusak oleh Excel (bentuk 1,98E+17). Ubah kolom NIP menjadi teks, isi ulang.",
    "name-missing": "Nama kosong.",
    "unit-missing": "Perangkat daerah kosong.",
    "too-long": "Ada isian yang lebih dari 200 huruf.",
    "twice": "NIP ini sudah ada pada baris sebelumnya.",
}
