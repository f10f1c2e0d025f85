"""A certificate that was issued at another kiosk, held by its learner at this one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.desk.desk import Desk
from kiosk.desk.kiosk import Kiosk
from kiosk.desk.places import AtCertificate, AtEvaluation
from kiosk.desk.views import CertificateView
from kiosk.office import demo
from kiosk.store import Store
from kiosk.store.exchange import Outgoing
from tests.conftest import Clock
from tests.desk.learning_on import CONTENT, COURSE, read_all, take

NUMBER = "800.1.4/CONTOH-01.0001/BKPSDM/XI/2026"


@pytest.fixture
def issued(desk: Desk) -> CertificateView:
    desk.open(COURSE)
    take(desk, "pre")
    read_all(desk)
    take(desk, "post")
    place = desk.evaluate(AtEvaluation(COURSE), CONTENT)
    assert place == AtCertificate(NUMBER)
    view = desk.view(place)
    assert isinstance(view, CertificateView)
    return view


@pytest.fixture
def away(tmp_path: Path, clock: Clock, issued: CertificateView) -> Iterator[Store]:
    """The other kiosk, which has heard of all that was done here."""
    assert issued.pdf.startswith(b"%PDF-")
    (tmp_path / "other").mkdir()
    other = Store(tmp_path / "other" / "dermaga.sqlite", clock.now, clock.chance)
    out = Outgoing(tmp_path / "dermaga.sqlite")
    for own in out.devices():
        other.exchange.take_elsewhere(out.lines(own.device, 0, 5000))
    out.close()
    other.roster.put(demo.LEARNERS)
    yield other
    other.close()


def held(kiosk: Kiosk) -> CertificateView:
    view = Desk(kiosk, demo.LEARNERS[0]).view(AtCertificate(NUMBER))
    assert isinstance(view, CertificateView)
    return view


def test_it_is_drawn_here_as_the_same_bytes_and_kept(
    away: Store, kiosk_on: Callable[[Store], Kiosk], issued: CertificateView
) -> None:
    assert away.document("certificate", NUMBER) is None
    assert held(kiosk_on(away)).pdf == issued.pdf
    assert away.document("certificate", NUMBER) == issued.pdf


def test_it_counts_only_if_the_bytes_are_those_that_were_issued(
    away: Store, kiosk_on: Callable[[Store], Kiosk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.certificate.page.render", lambda *_, **__: b"%PDF-1.4 another")
    assert held(kiosk_on(away)).pdf == b""
    assert away.document("certificate", NUMBER) is None


def test_where_nothing_can_be_written_it_is_drawn_and_not_kept(
    away: Store, kiosk_on: Callable[[Store], Kiosk], issued: CertificateView
) -> None:
    assert held(replace(kiosk_on(away), view_only=True)).pdf == issued.pdf
    assert away.document("certificate", NUMBER) is None
