from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace

import pytest

from kiosk.catalog.catalog import Catalog
from kiosk.desk.desk import Desk
from kiosk.desk.kiosk import Kiosk
from kiosk.desk.places import AtCertificate, AtEvaluation, AtResult, AtTest
from kiosk.desk.views import ResultView
from kiosk.learning import on_paper
from kiosk.learning.attempts import DAY
from kiosk.learning.trouble import NotAllowed
from kiosk.office import demo
from kiosk.office.acts import Acts
from kiosk.office.paper_test import Entry, PaperTest, PaperTests, code_of, read_code
from kiosk.office.paper_test_print import described, files, holder, printed
from kiosk.people.role import OFFICER, Role, Staff
from kiosk.register.heading import heading_of
from kiosk.store import Store
from tests.conftest import HOME, Clock, backwards
from tests.desk.learning_on import CONTENT, COURSE, read_all, take, wrong

PERSON, OTHER = demo.LEARNERS[:2]
TRAINER = Staff("t-1", "Pelatih Contoh 1", Role.TRAINER)
FONTS = HOME / "resources" / "fonts"
TODAY = "2026-11-23"


@pytest.fixture
def tests(kiosk: Kiosk, store: Store, catalog: Catalog, clock: Clock) -> PaperTests:
    assert kiosk.store is store
    return PaperTests(Acts(store, TRAINER), store, catalog, kiosk.settings, clock.now)


@pytest.fixture
def paper(tests: PaperTests) -> PaperTest:
    """The final test of the real course in two packages."""
    return tests.make(
        COURSE, "post", cohort="", count=2, day=TODAY, name=uuid.UUID(int=77), shuffle=backwards
    )


def right_of(entry: Entry, *, wrongly: int = 0) -> dict[str, str]:
    """The sheet of somebody who knows everything but the first questions."""
    said = {}
    for n, q in enumerate(entry.questions):
        answer = wrong(q) if n < wrongly else on_paper.right(q)
        order = entry.package.orders.get(q.id, ())
        said[q.id] = on_paper.written(q, order, answer).split(" / ")[0]
    return said


def refused(work: Callable[[], object]) -> str:
    with pytest.raises(NotAllowed) as no:
        work()
    return no.value.code


def test_a_paper_typed_in_scores_as_on_screen_and_leads_to_the_certificate(
    tests: PaperTests, paper: PaperTest, desk: Desk, kiosk: Kiosk, store: Store
) -> None:
    desk.open(COURSE)
    read_all(desk)
    entry = tests.entry(paper, "B", PERSON.id)
    assert (entry.objection, entry.typed, len(entry.questions)) == ("", None, 15)
    on_screen = take(Desk(replace(kiosk), OTHER), "pre", wrongly=3).score
    assert on_screen < 100
    score = tests.type_in(entry, right_of(entry, wrongly=2))
    view = desk.view(AtResult(COURSE, "post"))
    assert isinstance(view, ResultView)
    assert (view.score, view.passed, view.on_paper, view.tries) == (score, True, True, 1)
    worths = [item.mark.worth for item in view.items]
    assert score == round(100 * sum(worths) / 15, 1)
    assert sum(worth == 1.0 for worth in worths) == 13
    desk.evaluate(AtEvaluation(COURSE), CONTENT)
    told = Acts(store, TRAINER).log()[0].acted
    assert (told.act, told.by, told.on) == ("type-paper", "t-1", (paper.id, PERSON.id))


def test_lessons_unread_need_a_reason_and_hold_the_certificate(
    tests: PaperTests, paper: PaperTest, desk: Desk
) -> None:
    entry = tests.entry(paper, "A", PERSON.id)
    assert entry.objection == "lessons-unread"
    assert refused(lambda: tests.type_in(entry, right_of(entry))) == "paper-reason"
    assert refused(lambda: tests.type_in(entry, right_of(entry), "a" * 201)) == "reason-long"
    assert tests.type_in(entry, right_of(entry), "listrik padam") == 100.0
    assert desk.evaluate(AtEvaluation(COURSE), CONTENT) == AtTest(COURSE, "pre")
    read_all(desk)
    assert isinstance(desk.open(COURSE), AtCertificate)


def test_a_second_typing_shows_the_first_and_corrects_it_with_a_reason(
    tests: PaperTests, paper: PaperTest, desk: Desk
) -> None:
    desk.open(COURSE)
    read_all(desk)
    entry = tests.entry(paper, "A", PERSON.id)
    first = right_of(entry, wrongly=15)
    low = tests.type_in(entry, first)
    again = tests.entry(paper, "B", PERSON.id)
    assert again.typed is not None
    shown = again.shown()
    assert {q: said for q, said in first.items() if said} == {q: s for q, s in shown.items() if s}
    assert refused(lambda: tests.type_in(again, right_of(again))) == "paper-reason"
    assert tests.type_in(again, right_of(again), "salah ketik") == 100.0
    view = desk.view(AtResult(COURSE, "post"))
    assert isinstance(view, ResultView)
    assert (low < 50, view.score, view.passed, view.tries) == (True, 100.0, True, 1)
    blank = dict.fromkeys(right_of(again), "")
    assert tests.type_in(again, blank, "lembar orang lain") == 0.0
    assert set(tests.entry(paper, "A", PERSON.id).shown().values()) == {""}


def test_hard_rules_hold_on_paper_too(
    tests: PaperTests, paper: PaperTest, desk: Desk, clock: Clock
) -> None:
    desk.open(COURSE)
    read_all(desk)
    for _ in range(3):
        take(desk, "post", wrongly=15)
        clock.pass_seconds(DAY / 1000)
    assert refused(lambda: tests.entry(paper, "A", PERSON.id)) == "no-attempts-left"
    assert refused(lambda: tests.entry(paper, "C", PERSON.id)) == "paper-unknown"
    assert refused(lambda: tests.entry(paper, "A", str(uuid.UUID(int=5)))) == "holder-unknown"


def test_making_can_be_taken_back_until_a_sheet_was_typed_in(
    tests: PaperTests, paper: PaperTest, store: Store
) -> None:
    acts = Acts(store, OFFICER)
    entry = tests.entry(paper, "A", PERSON.id)
    tests.type_in(entry, {}, "kosong")
    made = next(e for e in acts.log() if e.acted.act == "paper-test")
    assert refused(lambda: acts.undo(made.id)) == "undo-changed"
    other = tests.make(
        COURSE, "pre", cohort="", count=1, day=TODAY, name=uuid.UUID(int=78), shuffle=backwards
    )
    acts.undo(acts.log()[0].id)
    assert [each.id for each in tests.all()] == [paper.id]
    assert refused(lambda: tests.get(other.id)) == "paper-unknown"


def test_the_code_of_a_sheet_is_read_back_and_names_nobody() -> None:
    code = code_of("0a1b2c3d4e", "B", PERSON.id)
    assert read_code(f" {code.upper()} ") == ("0a1b2c3d4e", "B", PERSON.id)
    assert read_code("198509222009031001") is None
    assert PERSON.name not in code
    assert PERSON.nip not in code


def test_the_papers_say_what_is_asked_and_whose_sheet_it_is(
    paper: PaperTest, catalog: Catalog
) -> None:
    import pypdfium2
    import zxingcpp

    heading = heading_of(demo.SETTINGS, TODAY)
    told = described(paper, "A", catalog, heading)
    holders = [holder(paper, "A", PERSON), holder(paper, "A", OTHER)]
    made = files([(told, holders)], FONTS)

    def words(pdf: bytes) -> list[str]:
        pages = pypdfium2.PdfDocument(pdf)
        return [" ".join(page.get_textpage().get_text_range().split()) for page in pages]

    booklet = " ".join(words(made.booklet))
    for asked in told.asked:
        assert " ".join(asked.stem.split())[:40] in booklet
    sheets = words(made.sheets)
    assert [name in text for name, text in zip((PERSON.name, OTHER.name), sheets, strict=True)] == [
        True, True,
    ]  # fmt: skip
    page = pypdfium2.PdfDocument(made.sheets)[1].render(scale=3).to_pil()
    (found,) = zxingcpp.read_barcodes(page)
    assert read_code(found.text) == (paper.id, "A", OTHER.id)
    assert "Kunci jawaban".upper() in " ".join(words(made.key)).upper()
    both = printed(paper, [PERSON, OTHER], catalog, heading, FONTS)
    assert [("paket A" in w, "paket B" in w) for w in words(both.key)] == [
        (True, False), (False, True),
    ]  # fmt: skip
    assert len(words(both.booklet)) == 2 * len(words(made.booklet))
