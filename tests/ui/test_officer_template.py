"""The certificate template in the officer's room, through its real widgets."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton

from kiosk.catalog.catalog import Catalog
from kiosk.certificate.facts import Certificate
from kiosk.house import House
from kiosk.office import demo
from kiosk.office.template_form import draft
from kiosk.people.agency import Settings, Signatory
from kiosk.register.frozen import frozen_facts
from kiosk.store import StoreTrouble
from kiosk.ui.display import Display
from kiosk.ui.officer_sync import SyncRoom
from kiosk.ui.screens.preview import Preview
from tests.conftest import Clock
from tests.register.people import certified, people

from .conftest import Visit

PEOPLE = people(2)
TITLE = "template-text.title"


@pytest.fixture
def some(house: House, clock: Clock, catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> House:
    """A kiosk in use; one learner has a certificate."""
    clock.pass_seconds(86_400 * 30)
    monkeypatch.setattr(House, "catalog", lambda _self: catalog)
    house.office.set_up_demo()
    house.office.change(msgspec.structs.replace(demo.SETTINGS, demo=False))
    house.store.roster.put(PEOPLE)
    certified(house, PEOPLE[:1])
    return house


@pytest.fixture
def form(some: House, visit: Visit) -> Visit:
    """In the form."""
    assert some is visit.house
    visit.enter()
    visit.press("part-certificates")
    visit.press("certificates-template")
    drawn(visit)
    return visit


def drawn(visit: Visit) -> bytes:
    """The PDF of the preview, once it is there."""
    preview = visit.seen(Preview, "preview")
    visit.bot.waitUntil(lambda: preview.pages > 0)
    return bytes(vars(preview)["_buffer"].data().data())


def write(visit: Visit, name: str, words: str) -> None:
    field = visit.seen(QLineEdit, name)
    field.clear()
    QTest.keyClicks(field, words)


def wrong(visit: Visit) -> list[str]:
    return [
        label.text()
        for label in visit.window.findChildren(QLabel)
        if label.property("role") == "error" and label.isVisible()
    ]


def settings(visit: Visit) -> Settings:
    found = visit.house.office.settings()
    assert found is not None
    return found


def facts(visit: Visit) -> list[Certificate]:
    found = [frozen_facts(issued) for _, issued in visit.house.store.certificates()]
    return [each for each in found if each is not None]


def test_a_saved_template_is_on_the_next_certificate_and_the_old_one_stays(form: Visit) -> None:
    (old,) = facts(form)
    kept = form.house.store.document("certificate", old.number)
    write(form, TITLE, "PIAGAM PELATIHAN")
    form.press("template-paper-F4")
    write(form, "template-second.name", "Pejabat Contoh 2")
    write(form, "template-second.position", "Sekretaris Daerah Contoh")
    write(form, "template-validity", "24")
    form.press("template-save")
    assert form.says("Tersimpan. Berlaku untuk sertifikat berikutnya; yang sudah terbit tetap.")
    assert settings(form).template == 'paper = "F4"\n\n[text]\ntitle = "PIAGAM PELATIHAN"\n'
    certified(form.house, PEOPLE[1:])
    first, second = facts(form)
    assert first == old
    assert form.house.store.document("certificate", old.number) == kept
    assert (second.template.text.title, second.template.paper) == ("PIAGAM PELATIHAN", "F4")
    assert (second.second_name, second.valid_until) == ("Pejabat Contoh 2", "2028-12-23")


def test_what_is_typed_is_drawn_without_being_saved(form: Visit) -> None:
    before = drawn(form)
    preview = form.seen(Preview, "preview")
    assert (preview.pages, preview.paper) == (2, "A4")
    form.press("template-paper-F4")
    form.press("template-back.page")
    form.bot.waitUntil(lambda: preview.paper == "F4")
    assert preview.pages == 1
    assert drawn(form) != before
    assert settings(form).template == ""
    assert len(form.house.store.certificates()) == 1
    assert form.house.store.names_of("emblem") == ()


WRONG = (
    (TITLE, "Surat Tanda Tamat Pelatihan", "Judul ini hanya untuk pelatihan terakreditasi."),
    (TITLE, "", "Isian ini wajib."),
    (TITLE, "x" * 61, "Paling banyak 60 huruf."),
    ("template-accreditation", "Disahkan BSrE", "tidak ditandatangani secara elektronik"),
    ("template-signature.width_mm", "lebar", "Tulis dengan angka, tanpa huruf."),
    ("template-signature.width_mm", "90", "Tulis angka 30–85, dalam milimeter."),
    ("template-colour.title", "biru", "Tulis warna seperti #0B4F5C."),
    ("template-colour.title", "#FFFF00", "Warna ini terlalu pucat di kertas putih."),
    ("template-validity", "601", "Tulis bulan dengan angka, paling banyak 600."),
    ("template-second.name", "Pejabat Contoh 2", "Tulis juga jabatannya"),
)


def test_what_is_wrong_is_said_beside_its_field_and_not_saved(form: Visit) -> None:
    for name, words, said in WRONG:
        before = form.seen(QLineEdit, name).text()
        write(form, name, words)
        form.bot.waitUntil(lambda: len(wrong(form)) == 1)
        assert said in wrong(form)[0]
        assert form.says("Isian yang keliru belum tampil di sini.")
        form.press("template-save")
        assert settings(form) == msgspec.structs.replace(demo.SETTINGS, demo=False)
        wanted = name if name != "template-second.name" else "template-second.position"
        assert form.window.focusWidget().objectName() == wanted
        write(form, name, before)
        form.bot.waitUntil(lambda: not wrong(form))


def test_an_unknown_value_in_a_sentence_is_said_with_those_known(form: Visit) -> None:
    sentence = form.seen(QPlainTextEdit, "template-text.statement")
    sentence.setPlainText("setara {jam}")
    form.bot.waitUntil(lambda: len(wrong(form)) == 1)
    assert "Isian {jam} tidak dikenal. Pakai salah satu dari: {peserta}" in wrong(form)[0]
    sentence.setPlainText("setara {jp}")
    form.bot.waitUntil(lambda: not wrong(form))


def test_an_accredited_training_may_end_with_its_own_title(form: Visit) -> None:
    write(form, "template-accreditation", "Terakreditasi Contoh Nomor 1/2026")
    write(form, TITLE, "SURAT TANDA TAMAT PELATIHAN")
    form.press("template-save")
    assert form.says("Tersimpan.")
    assert "SURAT TANDA TAMAT PELATIHAN" in settings(form).template


def test_english_sentences_are_asked_for_when_they_are_printed(form: Visit) -> None:
    english = "template-text_en.title"
    assert not [w for w in form.window.findChildren(QLineEdit, english) if w.isVisible()]
    form.press("template-language-id-en")
    write(form, english, "DIPLOMA")
    form.press("template-save")
    assert form.says("Tersimpan.")
    assert settings(form).template == 'language = "id-en"\n\n[text_en]\ntitle = "DIPLOMA"\n'


def test_what_was_typed_is_there_again_after_leaving_and_saved_nowhere(form: Visit) -> None:
    write(form, TITLE, "PIAGAM")
    form.press("part-people")
    assert draft(form.house.store) is not None
    assert settings(form).template == ""
    form.press("part-certificates")
    form.press("certificates-template")
    assert form.seen(QLineEdit, TITLE).text() == "PIAGAM"
    assert form.says("Perubahan belum disimpan; drafnya tetap ada bila Anda pergi.")
    form.press("template-drop")
    form.press("overlay-yes")
    assert form.seen(QLineEdit, TITLE).text() == "SERTIFIKAT"
    assert draft(form.house.store) is None
    assert not form.seen(QPushButton, "template-save").isEnabled()


def test_what_was_typed_outlives_another_look_and_the_end_of_the_program(form: Visit) -> None:
    write(form, TITLE, "PIAGAM")
    form.press("template-front.photo")
    form.window.set_display(Display(language="en", scale=1.5))
    assert form.seen(QLineEdit, TITLE).text() == "PIAGAM"
    assert form.seen(QPushButton, "template-front.photo").isChecked()
    form.window.close()
    kept = draft(form.house.store)
    assert kept is not None
    assert (kept["text.title"], kept["front.photo"]) == ("PIAGAM", "yes")


def test_ours_comes_back_but_signatory_and_months_stay(form: Visit) -> None:
    write(form, TITLE, "PIAGAM")
    write(form, "template-validity", "12")
    form.press("template-ours")
    form.press("overlay-yes")
    assert form.seen(QLineEdit, TITLE).text() == "SERTIFIKAT"
    form.press("template-save")
    assert form.says("Tersimpan.")
    assert (settings(form).template, settings(form).validity_months) == ("", 12)


def test_a_template_goes_to_a_file_and_comes_back_as_it_was_written(
    form: Visit, place: Path
) -> None:
    toml = '# dari instansi\n[text]\ntitle = "PIAGAM"\n'
    (place / "templat.toml").write_text(toml, "utf-8")
    form.press("template-load")
    form.choose("templat.toml")
    assert form.seen(QLineEdit, TITLE).text() == "PIAGAM"
    assert form.says("Isi templat.toml sudah diambil. Periksa, lalu simpan.")
    assert settings(form).template == ""
    form.press("template-keep")
    form.press("files-take")
    assert form.says("Templat tersimpan di Templat sertifikat.toml.")
    written = (place / "Templat sertifikat.toml").read_text("utf-8")
    assert written == '[text]\ntitle = "PIAGAM"\n'


NO_TEMPLATES = (
    (b"paper = \n", "Baris 1: Bentuk TOML keliru pada baris ini."),
    (b'[text]\nheading = "x"\n', "Baris 2: Kunci ini tidak dikenal."),
    (b'paper = "A3"\n', "Baris 1: Pilihan ini tidak dikenal."),
    (b'[text]\ntitle = "{jp"\nopening = "{jp"\n', "Baris 3: Kurung kurawal"),
    (b"\xff\xfe\x00", "Berkas ini bukan teks UTF-8."),
)


def test_a_file_that_is_no_template_is_refused_with_its_line(form: Visit, place: Path) -> None:
    for body, said in NO_TEMPLATES:
        (place / "templat.toml").write_bytes(body)
        form.press("template-load")
        form.choose("templat.toml")
        assert form.says(said)
        form.press("overlay-ok")
        assert form.seen(QLineEdit, TITLE).text() == "SERTIFIKAT"


def test_what_the_agency_decided_may_be_read_only(
    some: House, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided = frozenset({"template", "validity_months"})
    monkeypatch.setattr(SyncRoom, "decided_fields", lambda _self: decided)
    visit: Visit = request.getfixturevalue("visit")
    change = {"template": '[text]\ntitle = "PIAGAM"\n', "second_signatory": Signatory("A", "", "B")}
    found = some.office.settings()
    assert found is not None
    some.office.change(msgspec.structs.replace(found, **change))
    visit.enter()
    visit.press("part-certificates")
    visit.press("certificates-template")
    assert visit.says("Ditentukan instansi: Templat sertifikat, Masa berlaku sertifikat.")
    assert visit.seen(QLineEdit, TITLE).text() == "PIAGAM"
    QTest.keyClicks(visit.seen(QLineEdit, TITLE), "X")
    assert visit.seen(QLineEdit, TITLE).text() == "PIAGAM"
    assert not visit.seen(QPushButton, "template-paper-F4").isEnabled()
    assert not visit.seen(QPushButton, "template-ours").isEnabled()
    write(visit, "template-second.name", "Pejabat Contoh 2")
    visit.press("template-save")
    assert visit.says("Tersimpan.")
    after = settings(visit)
    assert after.template == change["template"]
    assert after.second_signatory == Signatory("Pejabat Contoh 2", "", "B")


def test_a_disk_that_is_full_is_said_and_nothing_typed_is_lost(
    form: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise StoreTrouble("full")

    write(form, TITLE, "PIAGAM")
    monkeypatch.setattr(type(form.house.store), "keep", full)
    form.press("template-save")
    assert form.says("Disk penuh, jadi belum tersimpan.")
    form.press("overlay-ok")
    assert form.seen(QLineEdit, TITLE).text() == "PIAGAM"


def test_the_form_is_walked_by_keyboard_alone_from_its_first_field_to_the_button(
    form: Visit,
) -> None:
    write(form, TITLE, "PIAGAM")
    seen: list[str] = []
    while "template-save" not in seen and len(seen) < 60:
        QTest.keyClick(form.window, Qt.Key.Key_Tab)
        focused = form.window.focusWidget()
        seen.append(focused.objectName() if focused else "")
    assert {"template-text.statement", "template-front.photo", "template-validity"} <= set(seen)
    assert {"template-ours", "template-load", "template-keep", "template-drop"} <= set(seen)
    QTest.keyClick(form.window, Qt.Key.Key_Return)
    assert form.says("Tersimpan.")
