"""Kios: the list, one kiosk, pairing a new one, revoking, and what was put aside."""

from __future__ import annotations

import uuid
from typing import Final

from markupsafe import Markup
from starlette.responses import Response
from starlette.routing import Route

from kiosk.hub.database import reading, writing
from kiosk.hub.pages import aside
from kiosk.hub.pages.gate import Pages, PageTrouble, Visit, page
from kiosk.hub.pages.kiosk_words import aside_words, carrier_words, state_words, states
from kiosk.hub.pages.kiosks import Kiosk, intakes, kiosk, kiosks
from kiosk.hub.pages.paging import SIZE, leaf, offset
from kiosk.hub.pages.telling import tell_revoked
from kiosk.hub.post import codes, revocations
from kiosk.hub.post.trouble import PostTrouble
from kiosk.parcel import sealing

LONGEST_LABEL: Final = 60
LONGEST_REASON: Final = 200


def routes(pages: Pages) -> list[Route]:
    """The doors of the kiosks; fixed names before device ids."""
    return [
        page(pages, "/kios", _list),
        page(pages, "/kios/pasangkan", _pairing, post=_pair),
        page(pages, "/kios/karantina", _aside),
        page(pages, "/kios/karantina/{n}", _aside_file),
        page(pages, "/kios/{device}", _one),
        page(pages, "/kios/{device}/cabut", _to_kiosk, post=_revoke),
    ]


def _list(visit: Visit) -> Response:
    now, words, wanted = visit.now(), visit.asked("cari").casefold(), visit.asked("keadaan")
    with reading(visit.post.engine) as connection:
        found = kiosks(connection)
        put_aside = aside.count(connection)
    fitting = [
        k for k in found
        if (words in k.label.casefold() or words == k.device) and wanted in {"", k.state(now)}
    ]  # fmt: skip
    skipped = offset(visit)
    shown = fitting[skipped : skipped + SIZE]
    rows = [(k, state_words(k.state(now), k.silent_days(now))) for k in shown]
    return visit.shown(
        "kiosks.html", rows=rows, leaf=leaf(visit, len(shown), len(fitting)), total=len(found),
        words=visit.asked("cari"), wanted=wanted, states=states(), carriers=carrier_words(),
        put_aside=put_aside,
    )  # fmt: skip


def _one(visit: Visit) -> Response:
    return _kiosk_page(visit, _found(visit))


def _kiosk_page(visit: Visit, found: Kiosk, fault: str = "") -> Response:
    now = visit.now()
    with reading(visit.post.engine) as connection:
        last = intakes(connection, found)
        put_aside = aside.of_kiosk(connection, [life.device for life in found.lives])
    return visit.shown(
        "kiosk.html", 422 if fault else 200, kiosk=found, intakes=last, fault=fault,
        carriers=carrier_words(),
        state=state_words(found.state(now), found.silent_days(now)), put_aside=put_aside,
        aside_words=aside_words(), longest=LONGEST_REASON, reason=visit.sent("reason"),
    )  # fmt: skip


def _found(visit: Visit) -> Kiosk:
    device = str(visit.request.path_params["device"])
    try:
        known = str(uuid.UUID(device)) == device
    except ValueError:
        known = False
    with reading(visit.post.engine) as connection:
        found = kiosk(connection, device) if known else None
    if found is None:
        raise PageTrouble(404)
    return found


def _to_kiosk(visit: Visit) -> Response:
    return visit.go(f"/kios/{_found(visit).device}")


def _revoke(visit: Visit) -> Response:
    found, reason = _found(visit), visit.sent("reason")
    if not reason:
        return _kiosk_page(visit, found, "reason")
    if visit.sent("sure") != "ya":
        return _kiosk_page(visit, found, "sure")
    with writing(visit.post.engine) as connection:
        revocations.revoke_device(visit.post, connection, found.device, reason[:LONGEST_REASON])
    tell_revoked(visit.pages)
    return visit.go(f"/kios/{found.device}")


def _pairing(visit: Visit) -> Response:
    return visit.shown("pair.html", code="", fault="", label="", longest=LONGEST_LABEL)


def _pair(visit: Visit) -> Response:
    post, label = visit.post, " ".join(visit.sent("label").split())[:LONGEST_LABEL]
    if not label:
        return visit.shown(
            "pair.html", 422, code="", fault="label", label="", longest=LONGEST_LABEL
        )
    try:
        with writing(post.engine) as connection:
            code = codes.new_code(connection, post.keys, post.now(), post.chance, label)
    except PostTrouble as trouble:
        return visit.shown(
            "pair.html", 429, code="", fault=trouble.code, label=label, longest=LONGEST_LABEL
        )
    address = str(visit.request.base_url)
    return visit.shown(
        "pair.html", code=code, label=label, address=address, fault="",
        mark=sealing.fingerprint(post.keys.agency),
        until=post.now() + codes.LASTS, qr=qr(f"{address} {code}"), longest=LONGEST_LABEL,
    )  # fmt: skip


def qr(words: str) -> Markup:
    """A drawing for a scanner; empty where segno is not installed."""
    try:
        import segno
    except ImportError:
        return Markup("")
    drawn = segno.make_qr(words, error="m").svg_inline(
        scale=5, border=4, dark="#14262B", light="#FFFFFF", svgclass="qr", lineclass=None
    )
    return Markup(drawn)  # noqa: S704 - paths made from bits


def _aside(visit: Visit) -> Response:
    with reading(visit.post.engine) as connection:
        total = aside.count(connection)
        rows = aside.listed(connection, SIZE, offset(visit))
        names = {life.device: k for k in kiosks(connection) for life in k.lives}
    return visit.shown(
        "aside.html", rows=rows, kiosks=names, aside_words=aside_words(),
        leaf=leaf(visit, len(rows), total),
    )  # fmt: skip


def _aside_file(visit: Visit) -> Response:
    with reading(visit.post.engine) as connection:
        found = aside.body(connection, visit.placed("n"))
    if found is None:
        raise PageTrouble(404)
    name = f"karantina-{visit.placed('n')}.{'dermaga' if found.why == 'twin' else 'json'}"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(bytes(found.body), media_type="application/octet-stream", headers=headers)
