"""The sample certificate that stands beside a template while it is typed."""

from __future__ import annotations

import msgspec
import pypdfium2
import pytest

from kiosk.catalog.catalog import Catalog
from kiosk.certificate.template import read_template
from kiosk.house import House
from kiosk.office import demo
from kiosk.people.agency import Signatory
from kiosk.register.issue import Press
from kiosk.register.specimen import HOLDER, specimen
from tests.conftest import HOME

FONTS = HOME / "resources" / "fonts"
SETTINGS = msgspec.structs.replace(
    demo.SETTINGS,
    demo=False,
    validity_months=24,
    second_signatory=Signatory("Pejabat Contoh 2", "", "Sekretaris Daerah Contoh"),
)


def words(pdf: bytes, page: int = 0) -> str:
    return str(pypdfium2.PdfDocument(pdf)[page].get_textpage().get_text_range())


@pytest.fixture
def press(house: House) -> Press:
    return Press(house.store, SETTINGS, FONTS, "2026-11-24")


def test_it_says_what_the_next_certificate_will_and_that_it_is_a_sample(
    press: Press, catalog: Catalog
) -> None:
    course = catalog.courses()[0]
    toml = 'paper = "F4"\n[text]\ntitle = "PIAGAM"\nfooter = "Nomor {nomor}"\n'
    pdf = specimen(press, read_template(toml), course)
    said = words(pdf)
    for part in ("PIAGAM", HOLDER, course.title, "Pejabat Contoh 2", "24 November 2028", "CONTOH"):
        assert part in said
    assert "Nomor 800.1.4/CONTOH-01.0001/BKPSDM/XI/2026" in said
    assert pypdfium2.PdfDocument(pdf)[0].get_size() == pytest.approx((935.4, 609.4), abs=0.2)


def test_nothing_is_kept_and_no_number_is_used_up(press: Press, catalog: Catalog) -> None:
    store = press.store
    before = store.count
    specimen(press, read_template(""), catalog.courses()[0])
    assert (store.count, store.names_of("certificate"), store.names_of("emblem")) == (
        before,
        (),
        (),
    )
    assert store.sequences("2026") == frozenset()


def test_a_number_pattern_that_is_wrong_does_not_stop_it(press: Press, catalog: Catalog) -> None:
    wrong = msgspec.structs.replace(SETTINGS, number_template="{nomor}")
    press = msgspec.structs.replace(press, settings=wrong)
    assert HOLDER in words(specimen(press, read_template(""), catalog.courses()[0]))
