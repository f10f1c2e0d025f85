"""Ringkasan: the first page after signing in, with what needs somebody's attention."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct, structs
from sqlalchemy import Connection
from starlette.responses import Response
from starlette.routing import Route

from kiosk.hub.database import reading
from kiosk.hub.pages import aside, certificates
from kiosk.hub.pages.gate import Pages, Visit, page
from kiosk.hub.pages.kiosk_words import carrier_words, state_words
from kiosk.hub.pages.kiosks import DAY, SILENT_DAYS, Kiosk, State, kiosks, waiting
from kiosk.hub.pages.seen import up_to_date
from kiosk.hub.pages.speech import _
from kiosk.hub.pages.years import today

LAST: Final = 6
NAMED: Final = 3
WEEK: Final = SILENT_DAYS * DAY
ATTENTION: Final[tuple[State, ...]] = ("twin", "silent", "gap", "never")


class Matter(Struct, frozen=True):
    """Something that needs attention: what it is, what to do next, and where."""

    tint: str
    icon: str
    what: str
    todo: str
    path: str
    link: str


def routes(pages: Pages) -> list[Route]:
    """The start page."""
    return [page(pages, "/", _summary)]


def _summary(visit: Visit) -> Response:
    left, now, day = up_to_date(visit), visit.now(), today(visit)
    with reading(visit.post.engine) as connection:
        found = kiosks(connection)
        month = certificates.issued(connection, f"{day[:7]}-01", day)
        year = certificates.issued(connection, f"{day[:4]}-01-01", day)
        matters = [*_of_kiosks(found, now), *_of_records(connection)]
    if not visit.secure and not _near(visit):
        matters.append(_open_line())
    counted = [k for k in found if not k.revoked]
    last = sorted((k for k in found if k.contact), key=lambda k: -k.contact)[:LAST]
    return visit.shown(
        "summary.html", matters=matters, month=month, year=year, left=left, day=day,
        waiting=waiting(found), received=sum(k.received for k in found), kiosks=len(counted),
        heard=sum(now - k.contact < WEEK for k in counted if k.contact),
        last=[(k, state_words(k.state(now), k.silent_days(now))) for k in last],
        carriers=carrier_words(), month_number=int(day[5:7]),
    )  # fmt: skip


def _of_kiosks(found: Sequence[Kiosk], now: int) -> Iterator[Matter]:
    if not found:
        yield Matter(
            "sea", "monitor", _("Belum ada kios yang dipasangkan."),
            _("Buat kode pemasangan, lalu ketik kode itu di kios."), "/kios/pasangkan",
            _("Pasangkan kios"),
        )  # fmt: skip
    states = Counter(k.state(now) for k in found)
    for state in ATTENTION:
        if states[state]:
            said = _matter(state)
            what = said.what.format(n=SILENT_DAYS, kiosks=_names(found, state, now))
            yield structs.replace(said, what=what, path=f"/kios?keadaan={state}")


def _matter(state: State) -> Matter:
    """Of a state that needs attention; `what` is still to be filled in."""
    tint, icon, see = "orange", "circle-alert", _("Lihat kiosnya")
    match state:
        case "twin":
            tint, icon, what = "red", "unlink", _("Kios kembar: {kiosks}.")
            todo = _("Dua komputer meneruskan catatan yang sama. Cari komputer kedua.")
        case "silent":
            icon, what = "clock", _("Tanpa kabar {n} hari atau lebih: {kiosks}.")
            todo = _("Hubungi unitnya, atau kirim stik untuk mengambil catatannya.")
        case "never":
            icon, what = "monitor", _("Sudah dipasangkan, belum pernah menyetor: {kiosks}.")
            todo = _("Buka kios itu dan tekan Setor dan ambil.")
        case _:
            what = _("Catatan di tengah belum sampai: {kiosks}.")
            todo = _("Minta kios itu menyetor lagi; yang kurang akan ikut terkirim.")
    return Matter(tint, icon, what, todo, "", see)


def _of_records(connection: Connection) -> Iterator[Matter]:
    put_aside = aside.count(connection)
    if put_aside:
        yield Matter(
            "orange", "file-cog", _("Di karantina: {n}.").format(n=put_aside),
            _("Tidak ada yang ditimpa. Baca sebabnya dan langkah berikutnya."),
            "/kios/karantina", _("Buka karantina"),
        )  # fmt: skip
    doubled = certificates.doubles(connection)
    if doubled:
        yield Matter(
            "red", "file-badge",
            _("Nomor sertifikat yang terpakai ganda: {n}.").format(n=len(doubled)),
            _("Beri tiap kios kode atau blok nomor sendiri, lalu ganti sertifikatnya."),
            "/sertifikat?keadaan=double", _("Buka nomor ganda"),
        )  # fmt: skip


def _names(found: Sequence[Kiosk], state: str, now: int) -> str:
    """The first three by name, the others counted."""
    names = [k.label for k in found if k.state(now) == state]
    rest = len(names) - NAMED
    shown = ", ".join(names[:NAMED])
    return _("{names} dan {n} lagi").format(names=shown, n=rest) if rest > 0 else shown


def _near(visit: Visit) -> bool:
    """Whether it came from this computer itself."""
    client = visit.request.client
    return client is None or client.host in {"127.0.0.1", "::1", "localhost", "testclient"}


def _open_line() -> Matter:
    return Matter(
        "orange", "lock", _("Halaman ini dibuka tanpa TLS."),
        _(
            "Siapa pun di jaringan yang sama dapat membaca kata sandi Anda. Minta Diskominfo"
            " memasang sertifikat server."
        ),
        "", "",
    )  # fmt: skip
