"""The log in sentences: who did what to whom, names looked up now; as a table and on paper."""

from __future__ import annotations

import datetime as dt

import pypdfium2
import pytest

from kiosk.learning.events_office import OfficerActed
from kiosk.office import demo, log_book, log_words
from kiosk.office.acts import Acts, learner_change
from kiosk.office.log_book import Reader, Source, Wanted, chosen, lines
from kiosk.office.staff import Personnel
from kiosk.people.role import COMMAND, OFFICER, Act, Role, Staff
from kiosk.store import Store
from tests.conftest import HOME, Clock, day_in_sibolga

ONE, TWO, THREE, FOUR, FIVE = demo.LEARNERS


@pytest.fixture
def trainer(store: Store) -> Staff:
    personnel = Personnel(Acts(store, OFFICER), store, lambda: "s-1")
    return personnel.add("Pelatih Contoh 1", Role.TRAINER, "kapal besar di laut")


def bring(store: Store, who: Staff, *people: object) -> None:
    Acts(store, who).do(Act.IMPORT_PEOPLE, [learner_change(None, x) for x in people])  # type: ignore[arg-type]


def told(store: Store, place: int = 0) -> tuple[str, str]:
    entries = Acts(store, OFFICER).log()
    reader = Reader(store, str, entries)
    return reader.sentence(entries[place]), reader.on(entries[place])


def test_a_line_names_who_did_what_to_whom(store: Store, trainer: Staff) -> None:
    bring(store, trainer, *demo.LEARNERS)
    names = ", ".join(x.name for x in demo.LEARNERS[:3])
    assert told(store) == ("Pelatih Contoh 1 mengimpor 5 peserta", f"{names}, dan 2 lagi")


def test_of_somebody_erased_no_name_is_left(store: Store, trainer: Staff) -> None:
    bring(store, trainer, ONE, TWO)
    store.erase(ONE.id)
    assert told(store)[1] == f"peserta yang sudah dihapus, {TWO.name}"


def test_an_undo_names_what_it_took_back(store: Store, trainer: Staff) -> None:
    bring(store, trainer, ONE)
    acts = Acts(store, OFFICER)
    acts.undo(acts.log()[0].id)
    assert told(store) == (
        "Pengelola membatalkan satu tindakan", "Pelatih Contoh 1 mengimpor 1 peserta",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("act", "why", "words"),
    [
        (Act.CHANGE_STAFF, "rename close", "Pengelola menutup akun petugas"),
        (Act.EXPORT_REPORT, "register", "Pengelola mengekspor register sertifikat, 3 baris"),
        (Act.EXPORT_REPORT, "gain", "Pengelola mengekspor laporan N-gain"),
        (Act.EDIT_PERSON, "move", "Pengelola memindahkan 3 peserta ke unit lain"),
        (Act.CLOSE_PERSON, "open", "Pengelola membuka lagi akun 3 peserta"),
        (Act.BACK_UP, "", "Pengelola membuat cadangan"),
        (Act.CHANGE_SETTINGS, "pass_mark kop", "Pengelola mengubah pengaturan"),
    ],
)
def test_what_the_log_says_beside_an_act_makes_its_sentence(act: Act, why: str, words: str) -> None:
    acted = OfficerActed(act, "officer", count=3, why=why)
    assert log_words.sentence(acted, "Pengelola", str) == words


def test_a_reason_is_theirs_or_the_settings_changed() -> None:
    fields = log_book.FIELDS.__getitem__
    settings = OfficerActed(Act.CHANGE_SETTINGS, "officer", why="pass_mark kop")
    assert log_words.reason(settings, fields) == "ambang kelulusan, kop surat"
    assert log_words.reason(OfficerActed(Act.EXPORT_REPORT, "officer", why="siasn"), fields) == ""
    own = OfficerActed(Act.CLOSE_PERSON, "officer", why="pindah ke provinsi")
    assert log_words.reason(own, fields) == "pindah ke provinsi"


def test_every_act_has_a_sentence_with_who() -> None:
    assert set(log_words.FORMS) == set(Act)
    forms = [*log_words.FORMS.values(), *log_words.SPECIAL.values()]
    assert [form for form in forms if not form.startswith("{who} ")] == []


def test_lines_are_chosen_by_who_what_and_day(store: Store, trainer: Staff, clock: Clock) -> None:
    bring(store, trainer, ONE)
    clock.pass_seconds(86_400)
    Acts(store, COMMAND).note(Act.BACK_UP)
    entries = Acts(store, OFFICER).log()

    def acts(wanted: Wanted) -> list[str]:
        return [e.acted.act for e in chosen(entries, wanted, day_in_sibolga)]

    assert acts(Wanted()) == ["back-up", "import-people", "change-staff"]
    assert acts(Wanted(who="s-1")) == ["import-people"]
    assert acts(Wanted(act="back-up")) == ["back-up"]
    assert acts(Wanted(day="2026-11-23")) == ["import-people", "change-staff"]
    assert lines(store, entries[:1], str)[0].who == "Perintah di komputer ini"


def test_the_paper_proves_the_chain_it_was_made_from(store: Store, trainer: Staff) -> None:
    bring(store, trainer, ONE)
    acts = Acts(store, OFFICER)
    entries = acts.log()
    source = Source(acts, store, demo.SETTINGS, HOME / "resources" / "fonts")
    body = log_book.export(source, "pdf", entries, entries, dt.date(2026, 11, 23), str)
    page = pypdfium2.PdfDocument(body)[0].get_textpage().get_text_range()
    page = " ".join(page.split())
    end = store.exchange.standing()
    for words in (
        "Pelatih Contoh 1 mengimpor 1 peserta",
        f"Catatan terakhir: nomor {end.events}",
        f"Jejak (SHA-256): {end.hash}",
        "tidak ada yang hilang atau berubah",
    ):
        assert words in page
    assert acts.log()[0].acted.act == "export-log"


def test_the_paper_of_a_changed_file_says_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Store, "damages", lambda _self: ("chain",))
    source = Source(Acts(store, OFFICER), store, demo.SETTINGS, HOME / "resources" / "fonts")
    body = log_book.export(source, "pdf", (), (), dt.date(2026, 11, 23), str)
    page = pypdfium2.PdfDocument(body)[0].get_textpage().get_text_range()
    assert "PERHATIAN: catatan di komputer ini rusak atau berubah." in page


def test_ten_thousand_lines_are_words_only_where_they_are_looked_at(store: Store) -> None:
    acts = Acts(store, OFFICER)
    with store.writing():
        for n in range(10_000):
            acts.note(Act.BACK_UP, [str(n)])
    entries = acts.log()
    assert len(entries) == 10_000
    assert entries[0].acted.on == ("9999",)
