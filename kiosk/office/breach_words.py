"""The words of the notice (UU 27/2022 Pasal 46); in quotation marks as the law has them.

Compared with the text of the law: Pasal 46 and its explanation, 4, 53 and 58. The hours of the
checklist are a proposal, but for the last.
"""

from __future__ import annotations

LAW = "Undang-Undang Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi"
SUBJECT = "Pemberitahuan kegagalan Pelindungan Data Pribadi"
WITHIN = "3 x 24 (tiga kali dua puluh empat) jam"
CONTENTS = (
    "Data Pribadi yang terungkap",
    "kapan dan bagaimana Data Pribadi terungkap",
    "upaya penanganan dan pemulihan atas terungkapnya Data Pribadi oleh Pengendali Data Pribadi",
)
TO_SUBJECT = "Subjek Data Pribadi: peserta pelatihan pada kios {kiosk}"
TO_BODY = "Lembaga sebagaimana dimaksud dalam Pasal 58 ayat (2) {law}"
BODY_BLANK = "nama dan alamat lembaga; program ini tidak mengetahuinya"
OPENING = (
    "Berdasarkan Pasal 46 {law}, bersama ini kami, {agency}, selaku Pengendali Data Pribadi, "
    "memberitahukan secara tertulis bahwa telah terjadi kegagalan Pelindungan Data Pribadi pada "
    "kios pelatihan {kiosk}. Kegagalan itu diketahui pada {found} waktu setempat. Pemberitahuan "
    "ini wajib disampaikan paling lambat {within}, yaitu sampai dengan {deadline} waktu setempat."
)
KEPT = "Kios ini menyimpan data berikut. Coret yang tidak terungkap."
KIND_NOTE = (
    "Data Pribadi yang bersifat umum: huruf a nama lengkap; huruf b jenis kelamin; huruf f Data "
    "Pribadi yang dikombinasikan untuk mengidentifikasi seseorang. Penggolongan ini usulan."
)
NUMBER_NOTE = (
    "NIP memuat tanggal lahir, waktu pengangkatan, dan jenis kelamin. Kios tidak dirancang untuk "
    "menyimpan data yang bersifat spesifik (Pasal 4 ayat (2)); catatan dan saran adalah teks bebas "
    "yang diisi peserta sendiri."
)
PIN_NOTE = (
    "PIN enam angka disimpan sebagai hash argon2id. Orang yang memegang salinan berkas data dapat "
    "menemukan PIN dengan mencoba-coba; anggap PIN ikut terungkap bila berkas data terungkap."
)
MEASURES = (
    "Kios bekerja tanpa internet; data berada di komputer kios dan cadangannya.",
    (
        "Map data dibuka hanya untuk akun sistem operasi yang menjalankan kios (Linux); pada "
        "Windows berlaku izin map akun itu."
    ),
    (
        "PIN dan kata sandi pengelola hanya disimpan sebagai hash argon2id; percobaan yang keliru "
        "berturut-turut harus menunggu."
    ),
    "Peserta dikeluarkan otomatis setelah {idle} menit tanpa kegiatan.",
    "Setiap kejadian terikat pada kejadian sebelumnya, sehingga perubahan data dapat diketahui.",
    "Laporan galat program tidak memuat nama, NIP, atau jawaban.",
    "Berkas data tidak dienkripsi oleh program ini.",
)
STEPS = (
    "Peserta diminta mengganti PIN dengan kode aktivasi baru dari pengelola.",
    "Bila PIN yang sama dipakai di tempat lain, peserta diminta menggantinya juga di sana.",
    "Peserta diminta waspada terhadap telepon atau pesan yang menyebut NIP atau jabatannya.",
)
CHECKLIST = (
    (0, "Kegagalan diketahui. Catat siapa yang menemukan, pukul berapa, dan apa yang terlihat."),
    (1, ("Hentikan yang masih berlangsung: amankan komputer kios, diska lepas, dan cadangan. "
        "Jangan hapus apa pun; simpan bukti.")),
    (2, ("Beri tahu pimpinan serta pejabat atau petugas yang melaksanakan fungsi Pelindungan Data "
        "Pribadi (Pasal 53): [isi: nama dan nomor telepon].")),
    (8, "Tentukan data apa dan milik siapa yang terungkap, sejak kapan, dan bagaimana."),
    (24, "Isi semua bagian [isi: …] pada kedua surat; periksa bersama bagian hukum."),
    (36, ("Putuskan apakah masyarakat juga wajib diberi tahu (Pasal 46 ayat (3)): antara lain jika "
         "kegagalan “mengganggu pelayanan publik dan/atau berdampak serius terhadap kepentingan "
         "masyarakat”.")),
    (48, "Tanda tangani kedua surat. Kirim kepada Subjek Data Pribadi; simpan bukti kirim."),
    (60, "Kirim kepada lembaga; simpan bukti kirim."),
    (72, "Batas akhir pemberitahuan tertulis (Pasal 46 ayat (1))."),
)  # fmt: skip
CHECK_NOTE = (
    "Hanya batas akhir yang berasal dari undang-undang; jam lainnya usulan. Pasal 46 ayat (1) "
    "menyebut “paling lambat 3 x 24 (tiga kali dua puluh empat) jam” tanpa menyebut sejak kapan; "
    "draf ini menghitungnya sejak kegagalan diketahui."
)
MEANING = (
    "Kegagalan Pelindungan Data Pribadi berarti “kegagalan melindungi Data Pribadi seseorang dalam "
    "hal kerahasiaan, integritas, dan ketersediaan Data Pribadi, termasuk pelanggaran keamanan, "
    "baik yang disengaja maupun tidak disengaja, yang mengarah pada perusakan, kehilangan, "
    "perubahan, pengungkapan, atau akses yang tidak sah terhadap Data Pribadi yang dikirim, "
    "disimpan, atau diproses” (penjelasan Pasal 46 ayat (1))."
)
DRAFT = (
    "Draf. Isi semua bagian [isi: …], hapus yang tidak perlu, dan jangan menulis nama atau NIP "
    "peserta di surat ini."
)
