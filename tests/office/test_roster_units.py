from __future__ import annotations

import pytest

from kiosk.office.roster_units import likeness, looks_like_unit, nearest
from kiosk.people.name import name_key

UNITS = (
    "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", "Dinas Kesehatan",
    "Dinas Pendidikan", "Kecamatan Contoh Utara", "Kecamatan Contoh Selatan", "SD Negeri 1",
    "SD Negeri 2", "Sekretariat Daerah", "Sekretariat DPRD", "Dinas Perhubungan",
    "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia", "Satuan Polisi Pamong Praja",
)  # fmt: skip


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("DPM PTSP", 0), ("Dinas PMPTSP", 0), ("Din. Kes", 1), ("DINKES", 1),
        ("Dinas Kesehetan", 1), ("Kec. Contoh Utr.", 3), ("Setda", 7),
        ("Sekretariat Daerah Kota", 7),
        ("Setwan", 8), ("BKPSDM", 10), ("Satpol PP", 11), ("SDN 3", None), ("SD Negeri 3", None),
        ("Dinas Perikanan", None), ("Kecamatan Lain", None), ("", None),
    ],
)  # fmt: skip
def test_an_office_is_known_as_people_write_it(written: str, meant: int | None) -> None:
    assert nearest(written, UNITS) == ("" if meant is None else UNITS[meant])


def test_likeness_is_the_same_both_ways_and_whole_for_the_same_words() -> None:
    assert likeness("Din. Kes", "Dinas Kesehatan") == 1.0
    assert likeness("SD Negeri 1", "SD Negeri 2") < 0.78
    assert nearest("SMP Negeri 100", ["SMP Negeri 10"]) == ""
    assert likeness("a", "") == 0.0
    for one in UNITS:
        assert [likeness(one, x) for x in UNITS] == [likeness(x, one) for x in UNITS]


def test_a_line_above_people_names_an_office_or_not() -> None:
    assert looks_like_unit("DINAS KESEHATAN")
    assert looks_like_unit("UPTD Puskesmas Contoh")
    assert not looks_like_unit("Jumlah")
    assert not looks_like_unit("Dinasti Contoh")


def test_a_name_is_compared_without_degrees_and_titles() -> None:
    assert name_key("Dr. Ir. H. ANDI Contoh, S.Sos., M.AP.") == "andi contoh"
    assert name_key("Ma'ruf  Contoh") == "maruf contoh"
    assert name_key("Peserta Contoh 12") != name_key("Peserta Contoh 1")
    assert (name_key("Drs."), name_key("")) == ("drs", "")
