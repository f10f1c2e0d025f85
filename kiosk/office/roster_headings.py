"""Which words in a heading mean which column, as agencies here write them."""

from __future__ import annotations

import re
from typing import Final

FIELDS: Final = (
    "nip", "name", "unit", "rank", "grade", "position", "front", "back", "status",
)  # fmt: skip
"""What is read. `front` and `back` are degrees, `grade` the golongan, `status` PNS or PPPK."""
_PLAIN: Final = {
    "nip": (
        "nip", "nip baru", "nip ni pppk", "nip nippppk", "nip nipppk", "nipppk", "ni pppk",
        "nip pppk", "nip nomor induk pegawai", "nomor induk pegawai", "nomor induk pegawai nip",
        "nip pns", "no induk pegawai", "nip 18 digit", "nip nik",
    ),
    "name": (
        "nama", "nama lengkap", "nama pegawai", "nama asn", "nama pns", "nama peserta", "name",
        "nama dan gelar", "nama lengkap dan gelar", "nama beserta gelar", "nama tanpa gelar",
        "nama lengkap beserta gelar", "nama pns pppk", "nama lengkap tanpa gelar", "nama gelar",
    ),
    "unit": (
        "unit", "unit kerja", "perangkat daerah", "opd", "skpd", "nama unit kerja", "nama opd",
        "nama skpd", "unit kerja opd", "opd unit kerja", "unit kerja skpd", "unit organisasi",
        "unor", "nama unor", "unor nama", "satuan kerja", "satker", "nama perangkat daerah",
        "tempat tugas", "tempat kerja", "instansi unit kerja", "perangkat daerah unit kerja",
        "organisasi perangkat daerah", "unor induk nama", "unor induk", "unit induk",
        "dinas", "asal instansi", "instansi",
    ),
    "rank": (
        "pangkat", "pangkat golongan", "pangkat gol", "pangkat gol ruang", "pangkat terakhir",
        "pangkat golongan ruang", "golongan pangkat", "nama pangkat", "gol pangkat",
    ),
    "grade": (
        "golongan", "gol", "gol ruang", "golongan ruang", "gol akhir", "gol rg", "gol akhir nama",
        "golongan akhir", "gr", "golongan ruang terakhir", "ruang",
    ),
    "position": (
        "jabatan", "nama jabatan", "jabatan terakhir", "jabatan nama", "jabatan sekarang",
        "position", "jabatan pekerjaan", "jab",
    ),
    "front": ("gelar depan", "glr depan", "gelar dpn", "gelar di depan"),
    "back": ("gelar belakang", "glr belakang", "gelar blkg", "gelar blk", "gelar di belakang"),
    "status": (
        "status", "status pegawai", "status kepegawaian", "jenis pegawai", "jenis asn",
        "status asn", "kedudukan", "pns pppk", "asn",
    ),
}  # fmt: skip
"""The first word for a field counts before the later ones."""
KNOWN: Final = {
    words: (field, place)
    for field, all_words in _PLAIN.items()
    for place, words in enumerate(all_words)
}
_STARTS: Final = (("nip", "nip "), ("name", "nama lengkap "), ("unit", "unit kerja "))
_OTHER: Final = re.compile(
    r"\b(tmt|tgl|tanggal|tahun|kelas|jenis|eselon|lama|tempat lahir|id|kode|no sk|pendidikan)\b"
)


def field_of(plain: str) -> tuple[str, int] | None:
    """The field of a heading without case and signs, and how good a word for it; 0 is the best."""
    bare = re.sub(r"^(\d+ )|( \d+)$", "", plain)
    if found := KNOWN.get(bare):
        return found
    if not _OTHER.search(bare):
        for field, start in _STARTS:
            if bare.startswith(start):
                return field, 50
    return None
