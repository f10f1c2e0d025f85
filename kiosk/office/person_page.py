"""The page of a person's copy, to read and to print."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from kiosk.learning.course import Course
from kiosk.learning.events import (
    CertificateIssued,
    CourseStarted,
    EvaluationAnswered,
    EvaluationGiven,
    Recorded,
    SignedIn,
)
from kiosk.learning.progress import CourseProgress, Progress
from kiosk.office import paper
from kiosk.office import person_words as words
from kiosk.office.paper import day_words, facts, grid, tag
from kiosk.office.person_copy import EXACT, Copy
from kiosk.office.person_rounds import course_part
from kiosk.people.agency import Bound
from kiosk.people.nip import Kind, grouped

DayOf = Callable[[int], str]
KINDS = {Kind.PNS: "PNS", Kind.PPPK: "PPPK", Kind.GUEST: "Tamu"}
BOUNDS = {Bound.LEAST: "paling sedikit", Bound.MOST: "paling banyak"}
TITLE = "Salinan data pribadi"


def person_page(copy: Copy, courses: Mapping[str, Course], day_of: DayOf) -> str:
    """The whole page. It holds personal data: for the person, and nobody else.

    `courses` by id, and each version by id and version (`Catalog.named`).
    """
    body = [
        *_head(copy),
        *_who(copy),
        *_why(),
        *_visits(copy, day_of),
        *_learning(copy, courses, day_of),
        *_evaluations(copy, courses, day_of),
        *_hours(copy),
        *_certificates(copy, courses),
        *_rights(),
    ]
    return paper.page(TITLE, body)


def _head(copy: Copy) -> Iterator[str]:
    settings = copy.settings
    yield tag("h1", TITLE)
    yield tag("p", "UU 27/2022 tentang Pelindungan Data Pribadi, Pasal 7")
    yield facts(
        (
            ("Instansi", settings.agency if settings else "belum disiapkan"),
            ("Kios", f"{settings.kiosk_name} ({settings.kiosk_code})" if settings else "–"),
            ("Dibuat", day_words(copy.made)),
        )
    )


def _who(copy: Copy) -> Iterator[str]:
    x = copy.learner
    yield tag("h2", "Siapa Anda di kios ini")
    rows = [
        ("Nama", x.name),
        ("NIP", grouped(x.nip)),
        ("Jenis", KINDS[x.kind]),
        (words.RANK, x.rank),
        (words.POSITION, x.position),
        ("Perangkat daerah", x.unit),
        ("Keadaan", "aktif" if x.active else "tidak aktif"),
        ("PIN", "ada, sebagai hash" if copy.has_pin else "belum ada"),
        ("Kode aktivasi", "ada, sebagai hash" if copy.has_code else "tidak ada"),
        ("PIN keliru berturut-turut", str(copy.wrong_pins)),
        ("Tanda pengenal di kios", x.id),
    ]
    yield facts((what, value or "–") for what, value in rows)


def _why() -> Iterator[str]:
    yield tag("h2", "Apa yang disimpan, dan untuk apa")
    yield grid(("Data", "Untuk apa"), words.WHY)
    for said in (words.NOT_KEPT, words.BASIS, words.WHERE):
        yield tag("p", said)


def _visits(copy: Copy, day_of: DayOf) -> Iterator[str]:
    yield tag("h2", "Kapan Anda masuk")
    days: dict[str, int] = {}
    for recorded in copy.events:
        if isinstance(recorded.event, SignedIn):
            day = day_of(recorded.at)
            days[day] = days.get(day, 0) + 1
    yield (
        grid(("Hari", "Kali masuk"), ((day_words(d), str(n)) for d, n in days.items()))
        if days
        else tag("p", "Belum pernah.")
    )
    yield tag("p", f"{len(copy.events)} kejadian tercatat. {words.TRAIL.format(file=EXACT)}")
    if copy.unread:
        yield tag("p", words.UNREAD.format(count=len(copy.unread), file=EXACT))


def _learning(copy: Copy, courses: Mapping[str, Course], day_of: DayOf) -> Iterator[str]:
    yield tag("h2", "Pelatihan")
    found = rounds(copy.events)
    if not found:
        yield tag("p", "Belum ada.")
    for p in found:
        own = courses.get(f"{p.course} {p.version}") or courses.get(p.course)
        yield from course_part(p, own, day_of)


def rounds(events: Iterable[Recorded]) -> tuple[CourseProgress, ...]:
    """Each time a course was gone through: a start after a certificate begins another."""
    found: list[list[Recorded]] = []
    current: dict[str, list[Recorded]] = {}
    for recorded in events:
        course = getattr(recorded.event, "course", None)
        if course is None:
            continue
        held = any(isinstance(r.event, CertificateIssued) for r in current.get(course, ()))
        if course not in current or (held and isinstance(recorded.event, CourseStarted)):
            current[course] = []
            found.append(current[course])
        current[course].append(recorded)
    return tuple(p for part in found for p in Progress.of(part).courses.values())


def _evaluations(copy: Copy, courses: Mapping[str, Course], day_of: DayOf) -> Iterator[str]:
    yield tag("h2", "Evaluasi")
    for recorded in copy.events:
        event, day = recorded.event, day_words(day_of(recorded.at))
        if isinstance(event, EvaluationAnswered):
            yield tag("p", f"{day}: “{title(event.course, courses)}”, dengan nama.")
            yield _rated(event.ratings, event.text)
        elif isinstance(event, EvaluationGiven) and not event.named:
            yield tag("p", f"{day}: “{title(event.course, courses)}”, tanpa nama.")
    for course, draft in copy.drafts.items():
        yield tag("p", f"Belum dikirim: “{title(course, courses)}”.")
        yield _rated(draft.ratings, draft.text)
    yield tag("p", words.ANONYMOUS)


def _rated(ratings: Mapping[str, int], text: str) -> str:
    said = [
        (words.ITEMS.get(item, item), words.SCALE[value - 1])
        for item, value in ratings.items()
        if 1 <= value <= len(words.SCALE)
    ]
    return grid(("Hal", "Penilaian"), [*said, ("Saran", text or "–")])


def _hours(copy: Copy) -> Iterator[str]:
    yield tag("h2", "Jam pelajaran (JP) per tahun")
    rows = []
    for year in copy.years:
        rule = year.rule
        bound = f"{BOUNDS[rule.bound]} {rule.hours} JP ({rule.rule})" if rule else "–"
        rows.append((str(year.year), f"{year.counted} JP", bound))
    yield grid(("Tahun", "Diusulkan", "Aturan setahun"), rows) if rows else tag("p", "Belum ada.")


def _certificates(copy: Copy, courses: Mapping[str, Course]) -> Iterator[str]:
    yield tag("h2", "Sertifikat")
    rows = [
        (
            p.issued.number,
            title(p.issued.course, courses),
            f"{p.issued.hours} JP",
            day_words(p.issued.issued),
            p.file or "berkas PDF tidak ada",
            f"Dicabut {p.revoked.date}: {p.revoked.reason}" if p.revoked else "Berlaku",
        )
        for p in copy.papers
    ]
    head = ("Nomor", "Pelatihan", "JP", "Terbit", "Berkas", "Keadaan")
    yield grid(head, rows) if rows else tag("p", "Belum ada.")


def _rights() -> Iterator[str]:
    yield tag("h2", "Yang dapat Anda minta")
    yield paper.listing(words.RIGHTS)


def title(course: str, courses: Mapping[str, Course]) -> str:
    """A course's title; its id where it is not on this computer."""
    return courses[course].title if course in courses else course
