"""What the settings are called, and what is wrong with one, in whole sentences."""

from __future__ import annotations

from kiosk.office.faults import SHORTEST_PASSPHRASE, SettingsFault
from kiosk.ui.words import _


def step_words() -> tuple[tuple[str, str], ...]:
    """The steps: name, and the sentence below it."""
    return (
        (_("Instansi"), _("Data ini tampil pada kop surat, sertifikat, dan laporan.")),
        (_("Kios dan unit"), _("Nama kios ini, dan perangkat daerah yang belajar di sini.")),
        (_("Penanda tangan"), _("Pejabat yang menandatangani sertifikat, dan pola nomornya.")),
        (_("Aturan JP"), _("Berapa JP setahun, batas sehari, dan ambang kelulusan.")),
        (_("Kata sandi"), _("Kata sandi pengelola membuka pengaturan dan ruang peserta.")),
    )


def fault_words(fault: SettingsFault) -> str:
    """The sentence beside the field."""
    if fault.field.startswith("signatories["):
        return _term(fault)
    if fault.code == "missing":
        return _missing().get(fault.field, _("Bagian ini belum diisi."))
    if fault.code == "touching":
        return _("Beri tanda baca di antara {kios} dan {urut}, supaya nomornya tidak tertukar.")
    if fault.code == "long":
        return _("Nomor menurut pola ini terlalu panjang. Perpendek polanya.")
    if fault.code == "apart":
        return _(
            "Kios lain instansi Anda dapat memberi nomor yang sama. Isi blok nomor kios ini, atau"
            " pakai {kios} dalam pola nomornya."
        )
    return _wrong().get(fault.field, _("Isian ini tidak dapat dipakai."))


def _term(fault: SettingsFault) -> str:
    """What is wrong with a signatory by date; they are counted from 1."""
    place, _bracket, field = fault.field.removeprefix("signatories[").partition("].")
    if fault.code == "overlap":
        form = _("Penanda tangan {n}: tanggalnya bertumpuk dengan yang sebelumnya.")
    else:
        form = {
            "name": _("Penanda tangan {n}: tulis namanya."),
            "position": _("Penanda tangan {n}: tulis jabatannya, misalnya Plt. Kepala."),
            "since": _("Penanda tangan {n}: tulis tanggal mulai seperti 01-12-2026."),
            "until": _("Penanda tangan {n}: tanggal akhir tidak boleh mendahului tanggal mulai."),
        }[field]
    return form.format(n=int(place) + 1)


def _missing() -> dict[str, str]:
    return {
        "agency.name": _("Tulis nama instansi."),
        "agency.short": _("Tulis singkatan instansi."),
        "agency.city": _("Tulis nama kota atau kabupaten."),
        "agency.domain": _("Tulis domain milik instansi, misalnya contoh.go.id."),
        "kiosk.code": _("Tulis kode kios, misalnya MPP-01."),
        "kiosk.name": _("Tulis nama kios."),
        "signatory.name": _("Tulis nama penanda tangan."),
        "signatory.position": _("Tulis jabatan penanda tangan."),
    }


def _wrong() -> dict[str, str]:
    return {
        "agency.domain": _("Domain belum lengkap. Tulis misalnya contoh.go.id."),
        "kiosk.code": _("Kode kios terdiri atas 2–20 huruf, angka, atau tanda hubung."),
        "agency.units": _("Tulis paling sedikit satu perangkat daerah."),
        "agency.kop": _("Tulis paling sedikit satu baris kop."),
        "kiosk.backup_folder": _("Tulis alamat folder yang lengkap, misalnya /media/stik."),
        "kiosk.idle_minutes": _("Waktu diam antara 1 dan 60 menit."),
        "learning.daily_cap": _("Batas harian antara 1 dan 24 JP."),
        "learning.siasn_kind": _("Jenis diklat SIASN antara 1 dan 10; 3 berarti Diklat Teknis."),
        "learning.validity_months": _(
            "Masa berlaku sertifikat antara 0 (tanpa batas) dan 600 bulan."
        ),
        "learning.pass_mark": _("Ambang kelulusan antara 0 dan 100."),
        "kiosk.number_blocks": _(
            "Tulis blok dari kecil ke besar, misalnya 201-400 atau 201-400, 601-800."
        ),
        "agency.template": _("Templat sertifikat tidak dapat dibaca. Perbaiki templatnya."),
        "rule": _("Setiap aturan memerlukan jumlah JP antara 1 dan 1000, dan rujukannya."),
        "agency.number_template": _("Pola harus memuat {urut} dan {tahun}, tanpa isian lain."),
        "officer.passphrase": _("Kata sandi paling sedikit {n} huruf.").format(
            n=SHORTEST_PASSPHRASE
        ),
    }
