"""The draft of the notice as one page: a letter to the people, one to the authority, a checklist.

It names nobody: it is for everyone, and for the file.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from kiosk.certificate.words import date_words, terbilang
from kiosk.office import breach_words as words
from kiosk.office import paper
from kiosk.office.breach import HOURS, Found, Holdings
from kiosk.office.paper import facts, grid, moment_words, raw, tag
from kiosk.people.agency import Settings
from kiosk.people.nip import Kind

LETTERS = """
.kop { text-align: center } .kop p { margin: 0; font-weight: bold }
.lines { border-top: 3px double #111; margin: 0.4em 0 1em 0 }
.blank { background: #ffef9a }
"""
KINDS = {Kind.PNS: "PNS", Kind.PPPK: "PPPK", Kind.GUEST: "tamu"}
_BLANK = re.compile(r"\[isi:[^\]]*\]")


def notice(settings: Settings | None, kept: Holdings | None, found: Found) -> str:
    """The whole draft; without settings or holdings their places are blanks."""
    kiosk = f"“{settings.kiosk_name}” ({settings.kiosk_code})" if settings else blank("nama kios")
    body = [
        _as_note(words.DRAFT),
        *_letter(settings, kept, found, kiosk, words.TO_SUBJECT.format(kiosk=kiosk)),
        *_letter(settings, kept, found, kiosk, _authority(), onward="next"),
        *_checklist(found),
    ]
    return _marked(paper.page(f"{words.SUBJECT} (draf)", body, LETTERS))


def blank(what: str) -> str:
    """A place for people to fill in."""
    return f"[isi: {what}]"


def _marked(page: str) -> str:
    """Every blank in colour; the brackets tell it on black and white paper."""
    return _BLANK.sub(r'<span class="blank">\g<0></span>', page)


def _authority() -> str:
    return f"{words.TO_BODY.format(law=words.LAW)} {blank(words.BODY_BLANK)}"


def _letter(  # noqa: PLR0913 - a letter's parts
    settings: Settings | None,
    kept: Holdings | None,
    found: Found,
    kiosk: str,
    to: str,
    *,
    onward: str = "",
) -> Iterator[str]:
    yield from _kop(settings, onward)
    yield facts(
        (
            ("Nomor", blank("nomor surat")),
            ("Lampiran", blank("jumlah lampiran, atau –")),
            ("Hal", words.SUBJECT),
            ("Yth.", to),
        )
    )
    yield tag(
        "p",
        words.OPENING.format(
            law=words.LAW,
            agency=settings.agency if settings else blank("nama instansi"),
            kiosk=kiosk,
            found=moment_words(found.at),
            within=words.WITHIN,
            deadline=moment_words(found.deadline),
        ),
    )
    yield from _what(kept, found)
    yield from _how(kept, found)
    yield from _done(settings, found)
    yield from _signature(settings, found.at.date().isoformat())


def _kop(settings: Settings | None, onward: str) -> Iterator[str]:
    """The agency's heading; its first line begins a new page where `onward` says so."""
    first, *others = settings.kop if settings else (blank("kop surat"),)
    lines = tag("p", first, onward) + "".join(tag("p", line) for line in others)
    yield raw("div", lines, "kop")
    yield raw("div", "", "lines")
    if settings and settings.demo:
        yield tag("p", "CONTOH: kios ini memakai data contoh.")
    place = settings.city.removeprefix("Kota ").removeprefix("Kabupaten ") if settings else ""
    yield _on_the_right([f"{place}, {blank('tanggal surat')}".lstrip(", ")])


def _heading(n: int) -> str:
    content = words.CONTENTS[n]
    return tag("h2", f"{'abc'[n]}. {content[0].upper()}{content[1:]}")


def _what(kept: Holdings | None, found: Found) -> Iterator[str]:
    yield _heading(0)
    yield paper.paragraphs(found.what or blank("data apa yang terungkap, dan milik berapa orang"))
    if kept is None:
        yield tag("p", blank("jenis data yang disimpan kios; berkas data tidak dapat dibaca"))
        return
    yield tag("p", words.KEPT)
    yield grid(("Data", "Banyaknya", "Pasal 4 ayat (3)"), _data_rows(kept))
    yield tag("p", words.KIND_NOTE)
    yield tag("p", words.NUMBER_NOTE)
    if kept.pins:
        yield tag("p", words.PIN_NOTE)


def _data_rows(kept: Holdings) -> Iterator[tuple[str, str, str]]:
    employees = kept.people - kept.kinds.get(Kind.GUEST, 0)
    each = ", ".join(f"{_with_points(n)} {KINDS[kind]}" for kind, n in kept.kinds.items() if n)
    rows = (
        ("Nama lengkap", kept.people, f"orang ({each})", "huruf a"),
        ("NIP", employees, "orang", "huruf f, dan b di dalamnya"),
        ("Golongan/pangkat dan jabatan", kept.ranks, "orang", "huruf f"),
        ("Perangkat daerah (unit)", kept.people, "orang", "huruf f"),
        ("PIN atau kode aktivasi, sebagai hash", kept.pins, "orang", "–"),
        ("Hasil belajar: bacaan, jawaban, nilai", kept.tests, "uji selesai", "huruf f"),
        ("Evaluasi dengan nama", kept.evaluations, "evaluasi", "huruf f"),
        ("Sertifikat (PDF)", kept.certificates, "sertifikat", "huruf f"),
    )
    for name, n, of, kind in rows:
        if n:
            yield name, f"{_with_points(n)} {of}", kind


def _with_points(n: int) -> str:
    return f"{n:,}".replace(",", ".")


def _how(kept: Holdings | None, found: Found) -> Iterator[str]:
    yield _heading(1)
    yield facts(
        (
            ("Diketahui", f"{moment_words(found.at)} waktu setempat"),
            ("Terungkap sejak", blank("tanggal dan jam, atau belum diketahui")),
            ("Berakhir", blank("tanggal dan jam, atau masih berlangsung")),
            ("Masa data yang tersimpan", _period(kept)),
        )
    )
    yield paper.paragraphs(
        found.how or blank("bagaimana data terungkap, dan siapa yang melihatnya")
    )


def _period(kept: Holdings | None) -> str:
    if kept is None:
        return blank("tanggal data pertama sampai dengan terakhir")
    if not kept.first:
        return "belum ada kegiatan belajar"
    return f"{date_words(kept.first)} s.d. {date_words(kept.last)}"


def _done(settings: Settings | None, found: Found) -> Iterator[str]:
    yield _heading(2)
    yield paper.paragraphs(found.done or blank("yang sudah dan akan dilakukan, dengan waktunya"))
    yield tag("p", "Pengamanan yang sudah ada pada kios:")
    idle = str(settings.idle_minutes) if settings else blank("berapa")
    yield paper.listing(measure.format(idle=idle) for measure in words.MEASURES)
    yield tag("p", f"Enkripsi disk komputer: {blank('ada atau tidak')}.")
    yield tag("p", "Yang kami minta dari peserta:")
    yield paper.listing(words.STEPS)
    yield tag("p", f"Keterangan lebih lanjut: {blank('nama, nomor telepon, dan jam layanan')}.")


def _signature(settings: Settings | None, day: str) -> Iterator[str]:
    position = blank("jabatan penanda tangan")
    if settings:
        position = settings.signatory_on(day).position
    yield _on_the_right([position, "", "", blank("nama dan NIP penanda tangan")])


def _on_the_right(lines: list[str]) -> str:
    """In the right half; a table, as office programs do not know all of a browser's margins."""
    cell = raw("td", "".join(tag("p", line or "\N{NO-BREAK SPACE}") for line in lines))
    return raw("table", raw("tr", f'<td width="55%"></td>{cell}'))


def _checklist(found: Found) -> Iterator[str]:
    within = f"{HOURS} ({terbilang(HOURS)}) jam"
    yield tag("h1", f"Daftar periksa {within}", "next")
    yield tag("p", f"Batas akhir: {moment_words(found.deadline)} waktu setempat.")
    rows = [
        (f"+{hours:02d} jam", moment_words(_after(found, hours)), what, "☐")
        for hours, what in words.CHECKLIST
    ]
    yield grid(("Jam", "Paling lambat", "Langkah", "Selesai"), rows)
    for said in (words.CHECK_NOTE, words.MEANING):
        yield tag("p", said, "small")


def _after(found: Found, hours: int) -> dt.datetime:
    return found.at + dt.timedelta(hours=hours)


def _as_note(said: str) -> str:
    return raw("table", raw("tr", tag("td", said)), "grid")
