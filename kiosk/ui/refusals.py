"""Why something was refused, and what to do next, in the learner's words."""

from __future__ import annotations

import datetime as dt

from kiosk.learning.trouble import NotAllowed
from kiosk.store import StoreTrouble
from kiosk.ui.words import _, clock, date_long


def refusal(no: NotAllowed) -> str:
    """The sentence for a rule that said no."""
    if no.code == "wait":
        until = dt.datetime.fromtimestamp(int(no.facts["until"]) / 1000).astimezone()
        form = _("Uji dapat diulang mulai {date} pukul {time}.")
        return form.format(date=date_long(until.date()), time=clock(until))
    if no.code == "pin-wait":
        form = _("Terlalu banyak percobaan. Tunggu {time}, lalu coba lagi.")
        return form.format(time=_span(int(no.facts["seconds"])))
    if no.code == "clock-doubtful":
        form = _(
            "Jam komputer ini menunjukkan {date}, dan itu tidak mungkin benar. Pekerjaan Anda"
            " tersimpan. Minta pengelola membetulkan jam, lalu buka kursus ini lagi."
        )
        return form.format(date=date_long(dt.date.fromisoformat(str(no.facts["date"]))))
    words = _sentences()
    return words.get(no.code, words["unknown"])


def _span(seconds: int) -> str:
    if seconds < 60:
        return _("{n} detik").format(n=seconds)
    return _("{n} menit").format(n=-(-seconds // 60))


def _essay_sentences() -> dict[str, str]:
    return {
        "points-missing": _("Beri poin untuk setiap butir rubrik, lalu simpan."),
        "points-wrong": _("Poin tidak boleh kurang dari 0 atau lebih dari yang tersedia."),
        "comment-long": _("Pesan terlalu panjang. Pendekkan sampai 2.000 huruf."),
        "essay-changed": _(
            "Peserta sudah mengganti jawaban ini. Kembali ke daftar dan buka jawabannya yang baru."
        ),
    }


def _paper_sentences() -> dict[str, str]:
    return {
        "paper-none": _("Tidak ada soal uji ini yang dapat dikerjakan di kertas."),
        "paper-unknown": _("Uji kertas ini tidak ada di kios ini. Periksa kodenya."),
        "paper-version": _(
            "Peserta ini memakai versi kursus yang lain, jadi lembarnya tidak dapat diketik di"
            " sini."
        ),
        "paper-unread": _("Jawaban ini tidak dapat dibaca. Periksa huruf atau angkanya."),
        "paper-reason": _("Tulis alasannya, lalu simpan."),
        "attempt-running": _(
            "Peserta ini masih mempunyai uji yang berjalan di kios. Minta ia mengirimnya dahulu."
        ),
    }


def _class_sentences() -> dict[str, str]:
    return {
        "class-not-open": _("Kursus ini belum dibuka untuk kelas Anda."),
        "class-deadline-over": _(
            "Tenggat kelas Anda sudah lewat, jadi uji akhir tidak dapat dimulai. Hubungi pelatih"
            " Anda."
        ),
        "cohort-unknown": _("Kelas ini tidak ada lagi. Kembali ke daftar kelas."),
        "cohort-wrong": _("Masih ada isian kelas yang perlu diperbaiki."),
        "member-unknown": _("Orang ini bukan peserta kelas ini lagi."),
        "day-wrong": _("Tanggal ini tidak sah. Pilih hari lain."),
        "attendance-reason": _("Peserta ini masuk di kios pada hari itu. Tulis alasannya."),
    }


def _sentences() -> dict[str, str]:
    return {
        **_hub_sentences(),
        **_office_sentences(),
        **_nip_sentences(),
        **_pin_sentences(),
        **_register_sentences(),
        "guests-refused": _("Kios ini tidak menerima tamu. Hubungi petugas."),
        "name-short": _("Tulis nama lengkap Anda, paling sedikit tiga huruf."),
        "unit-missing": _("Pilih atau tulis perangkat daerah Anda."),
        "lessons-unread": _("Baca semua pelajaran dahulu. Setelah itu uji akhir terbuka."),
        "pre-test-over": _("Uji awal hanya dapat diikuti sebelum pelajaran pertama."),
        "no-attempts-left": _("Kesempatan uji sudah habis. Hubungi penyelenggara pelatihan."),
        "essays-waiting": _(
            "Esai Anda menunggu penilaian pelatih. Setelah dinilai, Anda dapat melanjutkan."
        ),
        "no-attempt": _("Uji ini sudah selesai. Buka halaman kursus untuk melihat hasilnya."),
        "time-over": _("Waktu uji habis. Jawaban yang tersimpan akan dikirim."),
        "recall-over": _(
            "Soal ini sedang tidak dapat diulang. Selesaikan uji kursusnya, lalu buka Ulasan."
        ),
        "settled": _("Soal ini sudah selesai. Lanjutkan ke soal berikutnya."),
        "judged-later": _("Uji ini diperiksa setelah semua jawaban dikirim."),
        "not-passed": _("Lulus uji akhir dahulu, lalu isi evaluasi."),
        "evaluation-open": _("Masih ada pertanyaan evaluasi yang belum diisi."),
        "evaluation-missing": _("Isi evaluasi dahulu. Setelah itu sertifikat terbit."),
        **_class_sentences(),
        **_essay_sentences(),
        **_paper_sentences(),
        "certificate-held": _("Sertifikat kursus ini sudah terbit. Lihat di Riwayat."),
        "follow-up-not-due": _("Evaluasi ini belum waktunya, atau sudah Anda kirim."),
        "no-certificate": _("Sertifikat ini tidak ada di komputer ini."),
        "certificate-revoked": _(
            "Sertifikat ini sudah dicabut, jadi tidak dapat dicetak atau disimpan. Bila menurut"
            " Anda itu keliru, hubungi penyelenggara pelatihan."
        ),
        "no-nip": _("SIASN hanya mengenal pegawai ber-NIP, jadi lembar ini tidak ada untuk tamu."),
        "view-only": _(
            "Disk komputer ini tidak dapat ditulis, jadi ini belum dapat disimpan. Panggil"
            " pengelola; pelajaran tetap dapat dibaca."
        ),
        "disk-full": _(
            "Disk komputer hampir penuh, jadi jawaban Anda mungkin tidak tersimpan. Panggil"
            " pengelola untuk mengosongkan disk, lalu mulai uji lagi."
        ),
        "settings-wrong": _("Masih ada isian yang perlu diperbaiki."),
        "already-set-up": _("Kios ini sudah disiapkan."),
        "passphrase-wrong": _("Kata sandi tidak cocok. Coba lagi."),
        "unknown": _("Hal ini belum dapat dilakukan sekarang. Hubungi petugas."),
    }


def _hub_sentences() -> dict[str, str]:
    """What an officer is told who chooses the hub's own certificate."""
    return {
        "ca-none": _(
            "Berkas ini bukan sertifikat PEM atau DER. Minta berkas sertifikat hub kepada instansi,"
            " lalu pilih berkas itu."
        ),
        "ca-large": _("Berkas ini terlalu besar. Periksa apakah Anda memilih berkas yang benar."),
    }


def _register_sentences() -> dict[str, str]:
    """What an officer is told at the register, and a learner whose number is not to be had."""
    return {
        "numbers-used-up": _(
            "Nomor sertifikat kios ini habis, jadi sertifikat belum dapat terbit. Pekerjaan Anda"
            " tersimpan. Minta pengelola menambah blok nomor di Pengaturan, lalu coba lagi."
        ),
        "number-long": _(
            "Nomor sertifikat menjadi terlalu panjang, jadi sertifikat belum dapat terbit."
            " Pekerjaan Anda tersimpan. Minta pengelola memendekkan pola nomor di Pengaturan, lalu"
            " coba lagi."
        ),
        "template-wrong": _(
            "Templat sertifikat di Pengaturan tidak dapat dibaca, jadi sertifikat belum dapat"
            " terbit. Pekerjaan Anda tersimpan. Minta pengelola memperbaikinya, lalu coba lagi."
        ),
        "reason-missing": _("Tulis alasannya; alasan ini ikut tersimpan."),
        "reason-long": _("Tulis alasan paling banyak 200 huruf."),
        "certificate-replaced": _("Sertifikat ini sudah mempunyai pengganti."),
        "holder-unknown": _(
            "Pemegang sertifikat ini tidak ada dalam daftar peserta kios ini. Impor dahulu datanya,"
            " lalu coba lagi."
        ),
        "nothing-changed": _(
            "Pengganti akan berbunyi sama. Perbaiki dahulu data pesertanya, lalu coba lagi."
        ),
        "facts-unreadable": _(
            "Sertifikat ini terbit dari Dermaga yang lebih baru. Perbarui kios ini, lalu coba lagi."
        ),
    }


def _nip_sentences() -> dict[str, str]:
    return {
        "nip-empty": _("Ketik NIP Anda, 18 angka."),
        "nip-not-digits": _("NIP hanya terdiri atas angka. Hapus huruf atau tanda lain."),
        "nip-length": _("NIP terdiri atas 18 angka. Periksa jumlah angka yang Anda ketik."),
        "nip-birth": _("Delapan angka pertama harus tanggal lahir, misalnya 19870412."),
        "nip-appointed": _("Angka ke-9 sampai ke-14 harus tahun dan bulan pengangkatan."),
        "nip-sex": _("Angka ke-15 harus 1 atau 2."),
        "nip-serial": _("Tiga angka terakhir tidak boleh 000."),
        "nip-future": _("Tahun dalam NIP ada di masa depan. Periksa lagi."),
        "nip-unknown": _(
            "NIP ini belum terdaftar di kios ini. Periksa angkanya atau hubungi petugas."
        ),
        "nobody-chosen": _("Pilih peserta yang akunnya terbuka dan mempunyai NIP."),
        "roster-changed": _("Daftar peserta berubah sejak berkas dibaca. Buka berkasnya lagi."),
        "name-missing": _("Nama tidak boleh kosong."),
        "too-long": _("Ada isian yang lebih dari 200 huruf."),
        "nip-taken": _("NIP itu sudah dipakai peserta lain."),
        "card-misread": _("Kartu tidak terbaca utuh. Pindai lagi atau ketik NIP."),
        "card-unknown": _(
            "Kartu ini tidak dikenal di kios ini. Ketik NIP Anda atau hubungi petugas."
        ),
        "learner-inactive": _("Akun ini tidak aktif. Hubungi petugas."),
    }


def _office_sentences() -> dict[str, str]:
    """Of whoever works in the office."""
    return {
        "role-refused": _("Peran Anda tidak boleh melakukan ini. Minta pengelola instansi."),
        "undo-gone": _(
            "Tindakan ini tidak dapat dibatalkan lagi: hanya 30 perubahan terakhir yang dapat."
        ),
        "undo-changed": _(
            "Belum dibatalkan: sesudah tindakan itu, hal yang sama sudah diubah lagi. Batalkan"
            " perubahan yang lebih baru dahulu."
        ),
        "undo-used": _(
            "Belum dibatalkan: peserta yang dimasukkan oleh tindakan itu sudah masuk atau belajar."
            " Nonaktifkan orangnya di bagian Peserta."
        ),
        "staff-closed": _("Akun Anda ditutup. Hubungi pengelola instansi."),
        "staff-name": _("Tulis nama petugas."),
        "staff-long": _("Nama ini lebih dari 100 huruf. Singkatkan."),
        "staff-twice": _("Sudah ada petugas dengan nama ini. Tulis nama yang membedakan."),
        "staff-role": _("Pilih pelatih atau pengelola instansi."),
        "staff-unknown": _("Petugas ini tidak ada di komputer ini."),
        "staff-first": _("Akun pertama selalu tetap. Hanya kata sandinya yang dapat diganti."),
        "staff-self": _(
            "Anda tidak dapat menutup akun atau mengubah peran sendiri. Minta pengelola lain."
        ),
        "passphrase-short": _("Kata sandi paling sedikit 10 huruf. Tulis yang lebih panjang."),
        "request-later": _("Waktu diterima ada di masa depan. Periksa tanggal dan jamnya."),
        "request-ended": _("Permintaan ini sudah selesai."),
        "learner-unknown": _("Peserta ini tidak ada lagi di komputer ini."),
        "found-later": _("Waktu itu ada di masa depan. Periksa tanggal dan jam komputer ini."),
        "names-somebody": _(
            "Ada NIP atau nama peserta. Surat ini dibaca semua orang: tulis jenis datanya saja."
        ),
    }


def _pin_sentences() -> dict[str, str]:
    return {
        "not-active-yet": _(
            "Akun ini belum aktif. Pilih “Aktifkan akun” dan pakai kode dari petugas."
        ),
        "pin-wrong": _("PIN tidak cocok. Coba lagi, atau minta kode baru kepada petugas."),
        "code-missing": _("Belum ada kode aktivasi untuk NIP ini. Minta kepada petugas."),
        "code-wrong": _("Kode aktivasi tidak cocok. Periksa huruf dan angkanya."),
        "pin-length": _("PIN terdiri atas enam angka."),
        "pin-repeated": _("PIN tidak boleh berulang seperti 111111 atau 121212. Pilih yang lain."),
        "pin-sequence": _("PIN tidak boleh berurutan seperti 123456. Pilih yang lain."),
        "pin-birth": _("PIN tidak boleh tanggal lahir Anda. Pilih yang lain."),
    }


def trouble(error: StoreTrouble) -> str:
    """The sentence for a disk that said no. What was saved before is safe in every case."""
    return {
        "full": _(
            "Disk komputer penuh, jadi jawaban terakhir belum tersimpan. Jawaban sebelumnya aman."
            " Panggil petugas untuk mengosongkan disk, lalu ulangi."
        ),
        "read-only": _("Disk hanya dapat dibaca, jadi belum tersimpan. Panggil petugas."),
        "busy": _("Data sedang dipakai program lain, jadi belum tersimpan. Coba lagi sebentar."),
    }.get(
        error.code,
        _("Data di komputer ini tidak dapat dibuka. Panggil petugas; jangan matikan komputer."),
    )
