"""The log of the office in sentences: "Pelatih Contoh 1 mengimpor 37 peserta".

Written in Indonesian; `say` puts them into another language for a screen. {who} and {n} stay.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kiosk.learning.events_office import OfficerActed
from kiosk.people.role import COMMAND, OFFICER, Act

Say = Callable[[str], str]


def _(words: str) -> str:
    """Marks a sentence for the translators."""
    return words


FORMS: Final[dict[Act, str]] = {
    Act.IMPORT_PEOPLE: _("{who} mengimpor {n} peserta"),
    Act.EDIT_PERSON: _("{who} mengubah data {n} peserta"),
    Act.MERGE_PEOPLE: _("{who} menggabungkan data ganda peserta"),
    Act.CLOSE_PERSON: _("{who} menonaktifkan atau mengaktifkan {n} peserta"),
    Act.GIVE_CODES: _("{who} membuat {n} kode aktivasi"),
    Act.PRINT_CARDS: _("{who} membuat {n} kartu peserta"),
    Act.RELEASE_LOCK: _("{who} membuka kunci masuk {n} peserta"),
    Act.EDIT_COHORT: _("{who} mengubah kelas"),
    Act.CLOSE_COHORT: _("{who} menutup kelas"),
    Act.MARK_ATTENDANCE: _("{who} mencatat kehadiran"),
    Act.MARK_ESSAY: _("{who} menilai jawaban uraian"),
    Act.PRINT_PAPERS: _("{who} membuat berkas kelas"),
    Act.PRINT_CERTIFICATES: _("{who} mencetak atau menyimpan {n} sertifikat"),
    Act.PAPER_TEST: _("{who} membuat uji kertas"),
    Act.TYPE_PAPER: _("{who} mengetik jawaban uji kertas"),
    Act.TYPE_FOLLOW_UP: _("{who} mengetik evaluasi lanjutan"),
    Act.READ_REPORTS: _("{who} membuka laporan"),
    Act.EXPORT_REPORT: _("{who} mengekspor laporan, {n} baris"),
    Act.UNDO: _("{who} membatalkan satu tindakan"),
    Act.READ_LOG: _("{who} membaca riwayat tindakan"),
    Act.EXPORT_LOG: _("{who} mengekspor riwayat tindakan, {n} baris"),
    Act.CHANGE_SETTINGS: _("{who} mengubah pengaturan"),
    Act.CHANGE_SIGNATORIES: _("{who} mengubah penanda tangan"),
    Act.CHANGE_TEMPLATE: _("{who} mengubah templat sertifikat"),
    Act.CHANGE_STAFF: _("{who} mengubah data petugas"),
    Act.REVOKE_CERTIFICATE: _("{who} mencabut sertifikat"),
    Act.ISSUE_CERTIFICATES: _("{who} menerbitkan sertifikat bersama"),
    Act.SYNC: _("{who} memulai sinkronisasi"),
    Act.PAIR: _("{who} memasangkan kios dengan instansi"),
    Act.BACK_UP: _("{who} membuat cadangan"),
    Act.RESTORE: _("{who} memulihkan kios dari cadangan"),
    Act.MEND: _("{who} memulihkan catatan yang rusak"),
    Act.CHANGE_COURSES: _("{who} mengubah kursus di kios ini"),
    Act.CONFIRM_CLOCK: _("{who} menyatakan jam sudah benar"),
    Act.CLOSE_KIOSK: _("{who} menutup kios"),
    Act.END_DEMO: _("{who} menghapus data contoh"),
    Act.RECORD_REQUEST: _("{who} mencatat permintaan data pribadi"),
    Act.COPY_PERSON: _("{who} memberikan salinan data pribadi"),
    Act.CORRECT_PERSON: _("{who} memperbaiki data pribadi"),
    Act.ERASE_PERSON: _("{who} menghapus data pribadi seseorang"),
    Act.REPORT_BREACH: _("{who} membuat pemberitahuan kegagalan pelindungan data"),
}
SPECIAL: Final[dict[tuple[Act, str], str]] = {
    (Act.EDIT_PERSON, "settle"): _("{who} memilih di antara data kios dan instansi, {n} peserta"),
    (Act.EDIT_PERSON, "move"): _("{who} memindahkan {n} peserta ke unit lain"),
    (Act.CLOSE_PERSON, "close"): _("{who} menutup akun {n} peserta"),
    (Act.CLOSE_PERSON, "open"): _("{who} membuka lagi akun {n} peserta"),
    (Act.TYPE_FOLLOW_UP, "participant"): _("{who} mengetik formulir peserta setelah pelatihan"),
    (Act.TYPE_FOLLOW_UP, "superior"): _("{who} mengetik formulir atasan setelah pelatihan"),
    (Act.CHANGE_STAFF, "add"): _("{who} menambahkan petugas"),
    (Act.CHANGE_STAFF, "rename"): _("{who} mengganti nama petugas"),
    (Act.CHANGE_STAFF, "trainer"): _("{who} menjadikan petugas seorang pelatih"),
    (Act.CHANGE_STAFF, "officer"): _("{who} menjadikan petugas seorang pengelola"),
    (Act.CHANGE_STAFF, "close"): _("{who} menutup akun petugas"),
    (Act.CHANGE_STAFF, "open"): _("{who} membuka lagi akun petugas"),
    (Act.CHANGE_STAFF, "passphrase"): _("{who} mengganti kata sandi petugas"),
    (Act.REVOKE_CERTIFICATE, "replace"): _("{who} mengganti sertifikat"),
    (Act.REVOKE_CERTIFICATE, "revoke"): _("{who} mencabut sertifikat"),
    (Act.PRINT_PAPERS, "attendance"): _("{who} membuat daftar hadir kelas"),
    (Act.PRINT_PAPERS, "scores"): _("{who} membuat rekap nilai kelas"),
    (Act.PRINT_PAPERS, "minutes"): _("{who} membuat berita acara kelas"),
    (Act.PRINT_PAPERS, "evaluation"): _("{who} membuat rekap evaluasi kelas"),
    (Act.PRINT_PAPERS, "register"): _("{who} membuat register sertifikat kelas"),
    (Act.PRINT_PAPERS, "follow-up"): _("{who} membuat {n} formulir evaluasi setelah pelatihan"),
    (Act.PRINT_PAPERS, "siasn"): _("{who} membuat usulan SIASN kelas"),
    (Act.PRINT_CERTIFICATES, "printer"): _("{who} mencetak {n} sertifikat"),
    (Act.PRINT_CERTIFICATES, "stick"): _("{who} menyimpan {n} sertifikat di stik"),
    (Act.PRINT_CERTIFICATES, "file"): _("{who} menyimpan {n} sertifikat sebagai berkas"),
    (Act.EXPORT_REPORT, "hours"): _("{who} mengekspor laporan capaian JP"),
    (Act.EXPORT_REPORT, "courses"): _("{who} mengekspor laporan ketuntasan dan nilai"),
    (Act.EXPORT_REPORT, "gain"): _("{who} mengekspor laporan N-gain"),
    (Act.EXPORT_REPORT, "evaluation"): _("{who} mengekspor laporan evaluasi pelatihan"),
    (Act.EXPORT_REPORT, "time"): _("{who} mengekspor laporan waktu belajar"),
    (Act.EXPORT_REPORT, "follow-up"): _("{who} mengekspor evaluasi setelah pelatihan, {n} baris"),
    (Act.EXPORT_REPORT, "items"): _("{who} mengekspor analisis butir soal, {n} baris"),
    (Act.EXPORT_REPORT, "register"): _("{who} mengekspor register sertifikat, {n} baris"),
    (Act.EXPORT_REPORT, "renewals"): _("{who} mengekspor daftar pembaruan, {n} baris"),
    (Act.EXPORT_REPORT, "siasn"): _("{who} mengekspor tabel SIASN, {n} baris"),
    (Act.EXPORT_LOG, "pdf"): _("{who} mengekspor riwayat tindakan sebagai PDF, {n} baris"),
    (Act.EXPORT_LOG, "xlsx"): _("{who} mengekspor riwayat tindakan sebagai XLSX, {n} baris"),
    (Act.EXPORT_LOG, "csv"): _("{who} mengekspor riwayat tindakan sebagai CSV, {n} baris"),
    (Act.PAIR, "unpair"): _("{who} melepaskan kios dari instansi"),
    (Act.PAIR, "believe"): _("{who} memasang sertifikat hub"),
    (Act.PAIR, "lead"): _("{who} mengubah alamat atau folder instansi"),
    (Act.PAIR, "expired"): _("{who} menerima kabar instansi yang lewat masanya"),
    (Act.BACK_UP, "backup_folder"): _("{who} mengubah tempat cadangan kedua"),
    (Act.BACK_UP, "second"): _("{who} menyalin cadangan ke tempat kedua"),
    (Act.CHANGE_COURSES, "install"): _("{who} memasang kursus"),
    (Act.CHANGE_COURSES, "remove"): _("{who} menghapus kursus"),
    (Act.CLOSE_KIOSK, "window"): _("{who} keluar dari layar penuh"),
    (Act.RECORD_REQUEST, "access"): _("{who} mencatat permintaan salinan data pribadi"),
    (Act.RECORD_REQUEST, "correct"): _("{who} mencatat permintaan perbaikan data pribadi"),
    (Act.RECORD_REQUEST, "limit"): _("{who} mencatat permintaan pembatasan data pribadi"),
    (Act.RECORD_REQUEST, "erase"): _("{who} mencatat permintaan penghapusan data pribadi"),
    (Act.RECORD_REQUEST, "refused"): _("{who} menolak permintaan data pribadi"),
    (Act.RECORD_REQUEST, "done"): _("{who} menutup permintaan data pribadi"),
}
"""By what the log says beside the act, in a word of ours."""
UNKNOWN: Final = _("{who} melakukan “{act}”")
GONE: Final = _("peserta yang sudah dihapus")
MORE: Final = _("{names}, dan {n} lagi")
FIRST_NAME: Final = _("Pengelola")
COMMAND_NAME: Final = _("Perintah di komputer ini")
NOBODY: Final = _("Petugas tak dikenal")


def worker(who: str, names: dict[str, str], say: Say) -> str:
    """The name of a staff id as it is now."""
    if who == OFFICER.id:
        return say(FIRST_NAME)
    if who == COMMAND.id:
        return say(COMMAND_NAME)
    return names.get(who) or say(NOBODY)


def sentence(acted: OfficerActed, who: str, say: Say) -> str:
    """What was done, by whom."""
    act = next((a for a in Act if a.value == acted.act), None)
    if act is None:
        return say(UNKNOWN).format(who=who, act=acted.act)
    last = acted.why.split(" ")[-1]
    form = SPECIAL.get((act, acted.why)) or SPECIAL.get((act, last)) or FORMS[act]
    return say(form).format(who=who, n=acted.count)


def reason(acted: OfficerActed, fields: Callable[[str], str]) -> str:
    """The reason in their words, or which settings it was (by `fields`); "" for words of ours."""
    act = next((a for a in Act if a.value == acted.act), None)
    if act in {Act.CHANGE_SETTINGS, Act.CHANGE_SIGNATORIES, Act.CHANGE_TEMPLATE}:
        return ", ".join(fields(name) for name in acted.why.split())
    ours = act is not None and (
        (act, acted.why) in SPECIAL or (act, acted.why.split(" ")[-1]) in SPECIAL
    )
    return "" if ours else acted.why
