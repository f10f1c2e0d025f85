"""Certificates of invented learners: an ordinary one, and the longest of everything."""

from __future__ import annotations

import hashlib
from pathlib import Path

from msgspec import structs

from kiosk.certificate.facts import Certificate, CertificateLesson
from kiosk.trust.code import Said, packed

FONTS = Path(__file__).parents[2] / "resources" / "fonts"


def _fake_signature(message: bytes) -> bytes:
    """64 bytes that look like a signature; here nobody verifies them."""
    return hashlib.sha512(message).digest()


CODE = packed(
    Said(
        number="800.1.4/SBG1.0127/BKPSDM/XI/2026",
        name="Peserta Contoh, S.A.P.",
        course="Pelayanan Publik Prima",
        hours=2,
        issued="2026-11-24",
        facts=b"12345678",
        key=b"abcdefgh",
    ),
    _fake_signature,
)

CERTIFICATE = Certificate(
    number="800.1.4/SBG1.0127/BKPSDM/XI/2026",
    name="Peserta Contoh, S.A.P.",
    nip="198704122011012008",
    rank_line="Penata Tingkat I (III/d)",
    position="Analis Kebijakan Ahli Muda",
    unit="Dinas PMPTSP",
    course="Pelayanan Publik Prima",
    hours=2,
    form="E-learning",
    score=92,
    started="2026-11-20",
    finished="2026-11-24",
    issued="2026-11-24",
    place="Sibolga",
    kop=(
        "PEMERINTAH KOTA SIBOLGA",
        "BADAN KEPEGAWAIAN DAN PENGEMBANGAN SUMBER DAYA MANUSIA",
    ),
    agency="Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
    city="Kota Sibolga",
    signatory_name="Nama Pejabat, S.Sos., M.Si.",
    signatory_nip="197001011995031001",
    signatory_position="Kepala BKPSDM Kota Sibolga",
    lessons=(
        CertificateLesson("Mengapa warga datang", 40, "90"),
        CertificateLesson("Standar dan maklumat", 50, "94"),
    ),
    legal_basis=(
        "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik",
        "Peraturan Pemerintah Nomor 94 Tahun 2021 tentang Disiplin Pegawai Negeri Sipil",
    ),
    as_of="2026-11-20",
    kiosk="SBG-01",
    check_code=CODE,
)

LONGEST = structs.replace(
    CERTIFICATE,
    name="Dr. dr. Hj. Siti Nurhaliza Simanjuntak Hutagalung Panggabean Situmorang, "
    "Sp.PD., M.Kes., M.H., FINASIM",
    position="Analis Pengembangan Kompetensi Aparatur Sipil Negara Ahli Madya pada Bidang "
    "Pengembangan dan Penilaian Kinerja",
    unit="Dinas Pekerjaan Umum, Penataan Ruang, Perumahan Rakyat, Kawasan Permukiman dan "
    "Lingkungan Hidup, Unit Pelaksana Teknis Daerah Pengelolaan Air Minum dan Sanitasi",
    course="Penyelenggaraan Perizinan Berusaha Berbasis Risiko melalui Sistem Perizinan "
    "Berusaha Terintegrasi Secara Elektronik bagi Petugas Loket, Verifikator Teknis, dan "
    "Pengawas di Lingkungan Perangkat Daerah Kota dan Kabupaten se-Provinsi Sumatera Utara "
    "Tahun Anggaran 2026 Angkatan Pertama sampai dengan Angkatan Keempat Puluh Lima",
    kop=(*CERTIFICATE.kop, "Jalan Dr. Sutomo Nomor 7", "Telepon (0631) 22001"),
    signatory_name="Dr. Ir. H. Muhammad Abdurrahman Siregar Pasaribu, S.Sos., M.A.P., CGCAE",
    signatory_position="Plt. Kepala Badan Kepegawaian dan Pengembangan Sumber Daya Manusia "
    "Kota Sibolga",
    lessons=tuple(
        CertificateLesson(f"Pelajaran ke-{i} yang judulnya panjang sekali " * 2, 15, "85")
        for i in range(1, 21)
    ),
    legal_basis=CERTIFICATE.legal_basis * 6,
    sample=True,
)

TWO = structs.replace(
    CERTIFICATE,
    second_name="Pejabat Kedua, S.H., M.H.",
    second_nip="196905051994031002",
    second_position="Sekretaris Daerah Kota Sibolga",
    valid_until="2029-11-24",
    replaces="800.1.4/SBG1.0099/BKPSDM/IX/2026",
)
"""With all that a certificate may bear besides: signed by two, limited, in place of another."""
