"""The draft of the notice (UU 27/2022 Pasal 46): its three contents, its hours, and no names."""

from __future__ import annotations

import datetime as dt

import pytest
from msgspec import structs

from kiosk.catalog.catalog import Catalog
from kiosk.desk.desk import Desk
from kiosk.learning.trouble import NotAllowed
from kiosk.office import breach_words, demo
from kiosk.office.breach import Found, Holdings, check_nameless, holdings, read_found
from kiosk.office.breach_page import notice
from kiosk.people.agency import Signatory
from kiosk.people.learner import Learner, guest_id
from kiosk.people.nip import Kind
from kiosk.store import Store
from tests.conftest import Clock, day_in_sibolga
from tests.desk.learning_on import COURSE
from tests.office.test_person_page import structure
from tests.office.whole_life import live

AT = dt.datetime(2026, 11, 24, 9, 0)  # noqa: DTZ001 - local time, as on paper
TODAY = dt.date(2026, 11, 24)
REAL = structs.replace(
    demo.SETTINGS,
    demo=False,
    signatory=Signatory("Nama Pejabat Rahasia", "196501011990031007", "Kepala Badan"),
)
KEPT = Holdings(
    kinds={Kind.PNS: 1204, Kind.PPPK: 88, Kind.GUEST: 3},
    ranks=1200,
    pins=1100,
    tests=2450,
    certificates=870,
    evaluations=0,
    first="2026-01-05",
    last="2026-11-23",
)
GUEST = Learner(guest_id("Tamu Satu", "Dinas A"), "Tamu Satu", "Dinas A", Kind.GUEST)


@pytest.mark.parametrize("typed", ["2026-11-24 09:00", " 2026-11-24 09.00", "2026-11-24T09:00"])
def test_a_time_is_read_as_people_write_it(typed: str) -> None:
    assert read_found(typed) == AT


@pytest.mark.parametrize(
    "typed", ["", "kemarin", "24-11-2026 09:00", "2026-11-24", "2026-13-01 9:00"]
)
def test_a_time_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(NotAllowed, match="found-unreadable"):
        read_found(typed)


def test_the_deadline_is_three_times_24_hours_after_the_finding() -> None:
    assert Found(AT).deadline == dt.datetime(2026, 11, 27, 9, 0)  # noqa: DTZ001
    page = notice(REAL, KEPT, Found(AT))
    said = (
        "Kegagalan itu diketahui pada Selasa, 24 November 2026 pukul 09.00 waktu setempat."
        " Pemberitahuan ini wajib disampaikan paling lambat 3 x 24 (tiga kali dua puluh empat) jam,"
        " yaitu sampai dengan Jumat, 27 November 2026 pukul 09.00 waktu setempat."
    )
    assert page.count(said) == 2


def test_the_notice_has_the_three_contents_in_the_words_of_the_law_twice() -> None:
    page = notice(REAL, KEPT, Found(AT))
    for content in (
        "<h2>a. Data Pribadi yang terungkap</h2>",
        "<h2>b. Kapan dan bagaimana Data Pribadi terungkap</h2>",
        (
            "<h2>c. Upaya penanganan dan pemulihan atas terungkapnya Data Pribadi oleh Pengendali"
            " Data Pribadi</h2>"
        ),
    ):
        assert page.count(content) == 2
    assert page.count("<th>Yth.</th><td>Subjek Data Pribadi: peserta pelatihan pada kios") == 1
    assert page.count("<th>Yth.</th><td>Lembaga sebagaimana dimaksud dalam Pasal 58 ayat (2)") == 1
    assert "penanganan dan pemulihan" in breach_words.CONTENTS[2]


def test_what_was_told_stands_in_both_letters_and_the_rest_is_blank() -> None:
    told = Found(AT, "Salinan <berkas>.\n\nDi diska lepas [biru].", "Dicuri.", "Dilaporkan.")
    page = notice(REAL, KEPT, told)
    assert page.count("<p>Salinan &lt;berkas&gt;.</p>\n<p>Di diska lepas [biru].</p>") == 2
    assert (page.count("<p>Dicuri.</p>"), page.count("<p>Dilaporkan.</p>")) == (2, 2)
    assert page.count('<span class="blank">[isi:') == page.count("[isi:")
    for blank in ("nomor surat", "tanggal surat", "nama dan NIP penanda tangan"):
        assert page.count(f"[isi: {blank}]") == 2
    assert page.count("[isi: data apa yang terungkap") == 0
    assert notice(REAL, KEPT, Found(AT)).count("[isi: data apa yang terungkap") == 2


def test_the_notice_tells_what_the_kiosk_keeps_in_numbers() -> None:
    page = notice(REAL, KEPT, Found(AT))
    for row in (
        "<td>Nama lengkap</td><td>1.295 orang (1.204 PNS, 88 PPPK, 3 tamu)</td><td>huruf a</td>",
        "<td>NIP</td><td>1.292 orang</td><td>huruf f, dan b di dalamnya</td>",
        "<td>Golongan/pangkat dan jabatan</td><td>1.200 orang</td>",
        "<td>PIN atau kode aktivasi, sebagai hash</td><td>1.100 orang</td>",
        "<td>Hasil belajar: bacaan, jawaban, nilai</td><td>2.450 uji selesai</td>",
        "<td>Sertifikat (PDF)</td><td>870 sertifikat</td>",
        "<th>Masa data yang tersimpan</th><td>5 Januari 2026 s.d. 23 November 2026</td>",
        "<li>Peserta dikeluarkan otomatis setelah 10 menit tanpa kegiatan.</li>",
        "<li>Berkas data tidak dienkripsi oleh program ini.</li>",
    ):
        assert page.count(row) == 2, row
    assert "Evaluasi dengan nama" not in page
    assert "<p>Pemerintah Kota Contoh</p>" in page
    assert "CONTOH:" not in page
    assert "CONTOH:" in notice(demo.SETTINGS, KEPT, Found(AT))


def test_the_notice_names_nobody(desk: Desk, catalog: Catalog, clock: Clock, store: Store) -> None:
    live(desk, catalog.course(COURSE), lambda: clock.pass_seconds(3600))
    page = notice(REAL, holdings(store, day_in_sibolga), Found(AT))
    for learner in demo.LEARNERS:
        for secret in (learner.name, learner.nip, learner.rank, learner.position, learner.id):
            assert secret not in page
    assert "Nama Pejabat Rahasia" not in page
    assert "196501011990031007" not in page
    assert page.count("<p>Kepala Badan</p>") == 2


def test_what_is_kept_is_counted(desk: Desk, catalog: Catalog, clock: Clock, store: Store) -> None:
    store.roster.put([GUEST])
    store.roster.set_pin(demo.LEARNERS[0].id, "hash")
    store.roster.set_codes({demo.LEARNERS[1].id: "hash"})
    live(desk, catalog.course(COURSE), lambda: clock.pass_seconds(86_400))
    assert holdings(store, day_in_sibolga) == Holdings(
        kinds={Kind.PNS: 4, Kind.PPPK: 1, Kind.GUEST: 1},
        ranks=5,
        pins=2,
        tests=3,
        certificates=1,
        evaluations=1,
        first="2026-11-23",
        last="2026-11-24",
    )


def test_an_empty_kiosk_and_one_that_cannot_be_read_give_a_draft(store: Store) -> None:
    empty = notice(REAL, holdings(store, day_in_sibolga), Found(AT))
    assert empty.count("<td>belum ada kegiatan belajar</td>") == 2
    unread = notice(None, None, Found(AT))
    for blank in ("kop surat", "nama instansi", "jabatan penanda tangan", "berapa"):
        assert unread.count(f"[isi: {blank}]") == 2, blank
    for page in (empty, unread):
        structure(page)


def test_a_draft_is_plain_enough_for_an_office_program() -> None:
    page = notice(REAL, KEPT, Found(AT))
    found = structure(page)
    assert found.seen == {
        "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "div", "span",
        "table", "tr", "th", "td", "ul", "li",
    }  # fmt: skip
    assert found.attributes == {"lang", "charset", "class", "width"}
    assert page.count('class="next"') == 2


def test_the_checklist_gives_each_step_its_hour() -> None:
    page = notice(REAL, KEPT, Found(AT))
    assert '<h1 class="next">Daftar periksa 72 (tujuh puluh dua) jam</h1>' in page
    for row in (
        "<td>+00 jam</td><td>Selasa, 24 November 2026 pukul 09.00</td>",
        "<td>+08 jam</td><td>Selasa, 24 November 2026 pukul 17.00</td>",
        "<td>+36 jam</td><td>Rabu, 25 November 2026 pukul 21.00</td>",
        "<td>+72 jam</td><td>Jumat, 27 November 2026 pukul 09.00</td>",
    ):
        assert page.count(row) == 1, row
    assert [hours for hours, _ in breach_words.CHECKLIST][-1] == 72
    assert breach_words.CHECK_NOTE in page


@pytest.mark.parametrize(
    "text",
    [
        "Data 198704122011012008 terungkap",
        "Data 19870412 201101 2 008 terungkap",
        "Data 1987.0412.2011.012008",
        "000000000000000000",
        "Milik TAMU SATU, S.E.",
        "Milik tamu\nsatu.",
    ],
)
def test_a_text_that_names_somebody_is_refused(text: str) -> None:
    with pytest.raises(NotAllowed, match="names-somebody"):
        check_nameless(("", text), (GUEST,), TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "Antara 2026-11-24 09.00 dan 2026-11-25 10.00",
        "Tamu satunya lagi",
        "Telepon 0631 123456",
        "Budi pekerti",
    ],
)
def test_ordinary_words_and_numbers_are_not_taken_for_a_person(text: str) -> None:
    one_word = structs.replace(GUEST, name="Budi")
    check_nameless((text,), (GUEST, one_word), TODAY)
