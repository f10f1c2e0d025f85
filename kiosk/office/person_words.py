"""What a person's copy says: what is kept and why, and what a person may ask for.

Articles are of UU 27/2022. Why data are kept is the kiosk's design; the agency decides.
"""

from __future__ import annotations

RANK, POSITION = "Pangkat/golongan", "Jabatan"
FIELDS = {
    "name": "Nama",
    "nip": "NIP",
    "unit": "Perangkat daerah",
    "rank": RANK,
    "position": POSITION,
}
ITEMS = {
    "information": "Kejelasan informasi pelatihan",
    "room": "Kelayakan ruang dan komputer",
    "help": "Bantuan dari petugas",
    "relevance": "Kesesuaian materi dengan tugas",
    "clarity": "Kejelasan penjelasan",
    "examples": "Manfaat contoh dan studi kasus",
    "legibility": "Keterbacaan teks dan gambar",
    "ease": "Kemudahan penggunaan aplikasi",
    "guidance": "Kejelasan petunjuk di layar",
}
SCALE = ("Tidak baik", "Kurang baik", "Baik", "Sangat baik")
TESTS = {"pre": "Uji awal", "post": "Uji akhir"}

WHY = (
    ("Nama, NIP, pangkat/golongan, jabatan", "Mengenali peserta dan mengisi sertifikat."),
    ("Perangkat daerah", "Mengisi sertifikat dan membuat rekap per unit."),
    ("PIN dan kode aktivasi", "Menjaga agar hanya Anda yang masuk. Yang disimpan hanya hash-nya."),
    ("Hari dan jam masuk, bacaan, penanda", "Melanjutkan dari tempat terakhir dan menghitung JP."),
    ("Jawaban latihan dan uji, nilai", "Menilai, memberi umpan balik, dan menentukan kelulusan."),
    ("Catatan pribadi", "Untuk Anda sendiri; tidak tampil di layar pengelola."),
    ("Evaluasi dengan nama", "Memperbaiki pelatihan; pengelola melihat nama Anda."),
    ("Sertifikat", "Bukti pelatihan; isinya dibekukan saat terbit."),
)
NOT_KEPT = (
    "Kios tidak menyimpan NIK, alamat, nomor telepon, surel, agama, foto, sidik jari, atau lokasi. "
    "NIP sendiri memuat tanggal lahir, waktu pengangkatan, dan jenis kelamin."
)
ANONYMOUS = (
    "Evaluasi tanpa nama disimpan tanpa nama dan NIP, sehingga tidak ikut dalam salinan ini. "
    "Yang tercatat pada Anda hanya bahwa evaluasi sudah dikirim."
)
TRAIL = (
    "Rekam jejak lengkap, setiap kejadian dengan waktunya, ada dalam berkas {file}. Di sana juga "
    "ada jawaban dan catatan yang kemudian Anda ubah atau hapus: kejadian yang sudah tercatat "
    "tidak diubah, sampai data dihapus seluruhnya."
)
UNREAD = (
    "Dari kios lain datang juga {count} catatan yang tidak dapat dibaca kios ini. Isinya ada dalam "
    "berkas {file}, sebagaimana datangnya."
)
WHERE = (
    "Data ini disimpan di komputer kios. Lama penyimpanannya ditetapkan instansi; tanyakan jadwal "
    "retensi arsipnya."
)
BASIS = (
    "Dasar pemrosesan menurut rancangan kios: pelaksanaan tugas dalam rangka kepentingan umum dan "
    "pelayanan publik (Pasal 20 ayat (2) huruf e). Penetapannya ada pada instansi."
)
RIGHTS = (
    (
        "Mendapat akses dan salinan data tentang Anda (Pasal 7), paling lambat 3 × 24 jam sejak "
        "permintaan diterima (Pasal 32 ayat (2)). Salinan gratis, kecuali untuk kondisi tertentu "
        "yang memang membutuhkan biaya (penjelasan Pasal 7)."
    ),
    (
        "Melengkapi, memperbarui, dan memperbaiki data yang keliru (Pasal 6), paling lambat "
        "3 × 24 jam sejak permintaan diterima (Pasal 30 ayat (1))."
    ),
    (
        "Mengakhiri pemrosesan, menghapus, dan/atau memusnahkan data tentang Anda, sesuai dengan "
        "ketentuan peraturan perundang-undangan (Pasal 8, dengan pengecualian Pasal 15)."
    ),
    (
        "Permintaan disampaikan lewat permohonan tercatat, secara elektronik atau nonelektronik "
        "(Pasal 14), kepada instansi yang tertulis di atas."
    ),
)
GONE = "Pelatihan ini tidak ada lagi di komputer ini, sehingga hanya kodenya yang dapat ditulis."
