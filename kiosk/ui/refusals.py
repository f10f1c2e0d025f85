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


def _sentences() -> dict[str, str]:
    return {
        **_hub_sentences(),
        **_nip_sentences(),
        **_pin_sentences(),
        **_register_sentences(),
        "guests-refused": _("Kios ini tidak menerima tamu. Hubungi petugas."),
        "name-short": _("Tulis nama lengkap Anda, paling sedikit tiga huruf."),
        "unit-missing": _("Pilih atau tulis perangkat daerah Anda."),
        "lessons-unread": _("Baca semua pelajaran dahulu. Setelah itu uji akhir terbuka."),
        "pre-test-over": _("Uji awal hanya dapat diikuti sebelum pelajaran pertama."),
        "no-attempts-left": _("Kesempatan uji sudah habis. Hubungi penyelenggara pelatihan."),
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
        "certificate-held": _("Sertifikat kursus ini sudah terbit. Lihat di Riwayat."),
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
        "passphrase-wrong": _("Kata sandi pengelola tidak cocok. Coba lagi."),
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
        "reason-missing": _("Tulis alasannya; alasan ini tersimpan bersama pencabutan."),
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
        "learner-inactive": _("Akun ini tidak aktif. Hubungi petugas."),
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
