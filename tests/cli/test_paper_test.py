"""`dermaga paper-test` and `dermaga essay`: made, printed, typed and marked by words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from kiosk.catalog.catalog import Catalog
from kiosk.cli.door import commands
from kiosk.house import Rooms
from kiosk.learning import on_paper
from kiosk.office import demo
from kiosk.office.paper_test import PaperTests
from kiosk.people.role import OFFICER
from tests.desk.learning_on import COURSE
from tests.essay_course import COURSE as ESSAYS
from tests.essay_course import TEXT, hand_in, write_essay_course
from tests.rooms import REAL, set_up

PERSON = demo.LEARNERS[0]


class Typed:
    """A kiosk's commands: whether they succeeded, and what they said."""

    def __init__(self, rooms: Rooms, data: Path) -> None:
        self.rooms, self.data = rooms, data

    def __call__(self, *words: str) -> tuple[int, str]:
        done = CliRunner().invoke(commands, ["--data", str(self.data), *words], obj=self.rooms)
        return done.exit_code, done.output


@pytest.fixture
def typed(rooms: Rooms, data: Path) -> Typed:
    set_up(rooms, data)
    return Typed(rooms, data)


def sheet_of(typed: Typed, catalog: Catalog) -> list[str]:
    """Everything right but the last answer, as one types it."""
    with typed.rooms.house(typed.data) as house:
        acts = house.clerk(OFFICER).acts
        tests = PaperTests(acts, house.store, catalog, REAL, typed.rooms.now)
        entry = tests.entry(tests.all()[0], "A", PERSON.id)
    orders = entry.package.orders
    said = [on_paper.written(q, orders[q.id], on_paper.right(q)) for q in entry.questions]
    return [*(words.split(" / ")[0] for words in said[:-1]), "-"]


def test_a_test_is_made_printed_and_typed_in(
    typed: Typed, catalog: Catalog, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    code, told = typed("paper-test", "make", COURSE, "--packages", "2")
    assert code == 0
    found = re.match(r"Uji kertas (\w{10}): Uji akhir Pelayanan Publik Prima, 15 soal\.", told)
    assert found is not None
    assert "Tidak ikut, karena hanya dapat di layar: pp-a-09." in told
    paper = found[1]
    code, told = typed("paper-test", "sheet", paper, "--out", str(tmp_path / "out"))
    assert code == 0
    assert {file.name for file in (tmp_path / "out").iterdir()} == {
        f"{part} uji {paper}.pdf" for part in ("Soal", "Lembar jawaban", "Kunci")
    }
    answers = sheet_of(typed, catalog)
    code, told = typed("paper-test", "type", paper, PERSON.nip, *answers)
    assert (code, "Sebut alasannya dengan --reason" in told) == (1, True)
    code, told = typed("paper-test", "type", paper, PERSON.nip, "--reason", "listrik", *answers)
    assert (code, told) == (0, "Peserta Contoh 1: nilai 93,3 (paket A, di kertas).\n")
    assert "1 lembar diketik" in typed("paper-test", "list")[1]
    assert "memuat 15 soal" in typed("paper-test", "type", paper, PERSON.nip, "A")[1]
    assert (
        "Soal 1: QX tidak dapat"
        in typed("paper-test", "type", paper, PERSON.nip, "QX", *answers[1:])[1]
    )
    assert "tidak ada di kios ini" in typed("paper-test", "type", "x", PERSON.nip)[1]


def test_an_essay_is_listed_and_marked(typed: Typed) -> None:
    write_essay_course(typed.data / "content" / ESSAYS)
    with typed.rooms.house(typed.data) as house:
        hand_in(house, house.catalog(), 0)
    code, told = typed("essay", "list")
    assert code == 0
    assert f"Jawaban: {TEXT}" in told
    assert PERSON.name not in told
    essay = told.split()[0]
    assert "Beri poin untuk setiap butir" in typed("essay", "mark", essay, "--points", "k1=3")[1]
    code, told = typed("essay", "mark", essay, "--points", "k1=3", "--points", "k2=0,5")
    assert (code, "nilai akhirnya sudah dihitung" in told) == (0, True)
    assert typed("essay", "list") == (0, "Tidak ada esai yang menunggu.\n")
    assert "Tidak ada esai dengan kode" in typed("essay", "mark", "x", "--points", "k1=1")[1]
