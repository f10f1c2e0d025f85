"""The steps of the tour through the office: people, classes, reports, questions, log, rights."""

from __future__ import annotations

from typing import Final

from kiosk.office.demo_answers import sit_final_tests
from kiosk.office.demo_class import COURSE
from kiosk.people.learner import Learner, learner_id
from kiosk.people.nip import Kind
from kiosk.ui import tour_class
from kiosk.ui.driver import Driver
from kiosk.ui.officer_people import PeopleRoom

MANY: Final = 80
"""Sample learners whose answers the item analysis looks at."""
UNITS: Final = ("Dinas Contoh Kesehatan", "Dinas Contoh Pendidikan", "Kelurahan Contoh")


def office(d: Driver) -> None:
    """From the overview to the log, with a class in the middle of its day."""
    tour_class.make_class(d)
    _answers(d)
    _import(d)
    d.press("part-summary")
    d.until(lambda: d.maybe("summary-stop") is None, "ringkasan belum selesai")
    d.rest(0.5)
    d.picture("pengelola-ringkasan")
    tour_class.cohorts(d)
    d.press("tab-essays")
    count = d.find("essays-count")
    d.until(lambda: "·" not in count.text(), "esai belum dicari")  # type: ignore[attr-defined]
    d.picture("pengelola-esai")
    _paper_test(d)
    _reports(d)
    for door, tab in (("settings", "staff"), ("privacy", ""), ("kiosk", "log")):
        d.press(f"part-{door}")
        if tab:
            d.press(f"tab-{tab}")
        d.rest(0.3)
        d.picture(f"pengelola-{tab or door}")


def _import(d: Driver) -> None:
    """An agency's list, looked at and left again."""
    file = d.wanted.out / "Daftar ASN contoh.csv"
    rows = [["NIP", "NAMA LENGKAP", "OPD", "GOL", "JABATAN", "NO HP"]]
    rows += [
        ["198704122011012008", "Peserta Contoh 1", "Kecamatan Contoh", "III/c", "Analis", "-"],
        ["1,98704E+17", "Peserta Contoh 14", "Kecamatan Contoh", "III/b", "Analis", "-"],
        ["199606142022042996", "Peserta Contoh 6", "Dinas Contoh Kependudkan", "III/a", "", "-"],
        ["199101182019031995", "Peserta Contoh 37", "Kecamatan Contoh", "III/a", "", "-"],
    ]
    file.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    d.press("part-people")
    d.window.findChildren(PeopleRoom)[-1].read_file(file)
    d.until(lambda: d.maybe("import-table") is not None, "berkas belum terbaca")
    d.rest(0.3)
    d.picture("pengelola-impor")
    d.press("import-back")
    file.unlink()


def _paper_test(d: Driver) -> None:
    d.press("tab-paper-test")
    d.press("paper-new")
    d.picture("pengelola-uji-kertas-baru")
    d.press("paper-make")
    d.picture("pengelola-uji-kertas")


def _reports(d: Driver) -> None:
    d.press("part-reports")
    for kind in ("hours", "courses", "gain", "evaluation", "time"):
        d.press(f"report-{kind}")
        d.until(lambda: d.maybe("reports-stop") is None, "laporan belum selesai")
        d.rest(0.3)
        d.picture(f"pengelola-laporan-{kind}")
    d.press("tab-items")
    d.until(lambda: d.maybe("items-stop") is None, "analisis belum selesai")
    d.rest(0.5)
    d.picture("pengelola-butir-soal")
    d.press("tab-followup")
    d.rest(0.5)
    d.press("follow-up-waiting")
    d.picture("pengelola-setelah-pelatihan")


def _answers(d: Driver) -> None:
    """Enough sample learners for the item analysis to say something."""
    store, made = d.house.store, []
    for n in range(1, MANY + 1):
        nip = f"19{70 + n % 30}0{1 + n % 9}1520{10 + n % 10}0{1 + n % 9}{1 + n % 2}{100 + n:03}"
        name, unit = f"Peserta Contoh {100 + n}", UNITS[n % len(UNITS)]
        made.append(Learner(learner_id(nip), name, unit, Kind.PNS, nip, "Penata (III/c)"))
    if not store.count_of(made[0].id):
        store.roster.put(made)
        sit_final_tests(store, d.house.catalog().course(COURSE), made)
