"""The pages' tables written: what a portion of lines adds to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

import msgspec
from sqlalchemy import Connection, text

from kiosk.hub.pages.said import (
    POST,
    PRE,
    Facts,
    Issued,
    Kept,
    Rated,
    Result,
    Started,
    Submitted,
    date_or_none,
    facts_of,
)

if TYPE_CHECKING:
    from kiosk.hub.pages.digest import Drawn

Values = dict[str, Any]
_LEARNER = text(
    "insert into page_learner (learner, name, name_key, nip, unit, told, first, last)"
    " values (:learner, :name, :name_key, :nip, :unit, :told, :first, :last)"
    " on conflict (learner) do update set"
    " name = case when excluded.told >= page_learner.told then excluded.name"
    "  else page_learner.name end,"
    " name_key = case when excluded.told >= page_learner.told then excluded.name_key"
    "  else page_learner.name_key end,"
    " nip = case when excluded.told >= page_learner.told then excluded.nip"
    "  else page_learner.nip end,"
    " unit = case when excluded.told >= page_learner.told then excluded.unit"
    "  else page_learner.unit end,"
    " told = case when excluded.told >= page_learner.told then excluded.told"
    "  else page_learner.told end,"
    " first = case when excluded.first < page_learner.first then excluded.first"
    "  else page_learner.first end,"
    " last = case when excluded.last > page_learner.last then excluded.last"
    "  else page_learner.last end"
)
_COURSE = text(
    "insert into page_course (id, title, told) values (:id, :title, :told)"
    " on conflict (id) do update set title = excluded.title, told = excluded.told"
    " where excluded.told >= page_course.told"
)
_CERTIFICATE = text(
    "insert into page_certificate (line, number, learner, device, course, name, name_key, nip,"
    " unit, hours, score, issued, year, clock, sample, valid_until) values (:line, :number,"
    " :learner, :device, :course, :name, :name_key, :nip, :unit, :hours, :score, :issued,"
    # a replacement counts in the year of the one in whose place it stands
    " coalesce((select max(o.year) from page_certificate o where o.number = :replaces"
    "  and o.learner = :learner), :year), :clock, :sample, :valid_until)"
    " on conflict do nothing"
)
_KEPT = text(
    "update page_certificate set learner = null, name = '', name_key = '~', nip = '', unit = ''"
    " where number = :number and course = :course"
)
_RESULT = text(
    "insert into page_result (learner, course, year, started, pre, post, passed, kept)"
    " values (:learner, :course, :year, :started, :pre, :post, :passed, :kept)"
    " on conflict (learner, course) do update set"
    " year = case when excluded.started < page_result.started then excluded.year"
    "  else page_result.year end,"
    " started = case when excluded.started < page_result.started then excluded.started"
    "  else page_result.started end,"
    " pre = case when page_result.pre is null or excluded.pre > page_result.pre then excluded.pre"
    "  else page_result.pre end,"
    " post = case when page_result.post is null or excluded.post > page_result.post"
    "  then excluded.post else page_result.post end,"
    " passed = case when excluded.passed > page_result.passed then excluded.passed"
    "  else page_result.passed end"
)
_RATING = text(
    "insert into page_rating (course, year, item, count, total)"
    " values (:course, :year, :item, :count, :total)"
    " on conflict (course, year, item) do update set"
    " count = page_rating.count + excluded.count, total = page_rating.total + excluded.total"
)
_NAMED = text(
    "insert into page_named (line, learner, course, year, ratings)"
    " values (:line, :learner, :course, :year, :ratings)"
)
_UNTOLD: Final = -1
UNNAMED: Final = "~"
"""In order after all names of plain letters."""


def keep(connection: Connection, drawn: Sequence[Drawn]) -> None:
    """Add what the lines say."""
    _many(connection, _LEARNER, _learners(drawn))
    _many(connection, _COURSE, _courses(drawn))
    _many(connection, _CERTIFICATE, (_issued(d) for d in drawn if isinstance(d.said, Issued)))
    for each in drawn:
        if isinstance(each.said, Kept):
            _keep_entry(connection, each, each.said)
    _many(connection, _RESULT, (row for each in drawn for row in _results(each)))
    _keep_ratings(connection, drawn)


def take_ratings_out(connection: Connection, named: Iterable[Sequence[Any]]) -> None:
    """An erased person's own, out of the sums."""
    sums: Counter[tuple[str, int, str]] = Counter()
    counts: Counter[tuple[str, int, str]] = Counter()
    for course, year, ratings in named:
        for item, worth in msgspec.json.decode(ratings, type=dict[str, int]).items():
            counts[course, year, item] -= 1
            sums[course, year, item] -= worth
    _many(connection, _RATING, _summed(counts, sums))


def name_key(name: str) -> str:
    """By which names are found and put in order: letter case and doubled spaces aside."""
    return " ".join(name.casefold().split())


def _many(connection: Connection, statement: Any, rows: Iterable[Values]) -> None:  # noqa: ANN401
    found = list(rows)
    if found:
        connection.execute(statement, found)


def _learners(drawn: Sequence[Drawn]) -> Iterator[Values]:
    found: dict[bytes, Values] = {}
    for each in drawn:
        if not each.learner:
            continue
        row = found.setdefault(each.learner, _stranger(each))
        row["first"] = min(row["first"], each.at)
        row["last"] = max(row["last"], each.at)
        if isinstance(each.said, Issued) and each.clock >= row["told"]:
            row |= {**_person(facts_of(each.said)), "told": each.clock}
    yield from found.values()


def _stranger(each: Drawn) -> Values:
    return {
        "learner": each.learner, "told": _UNTOLD, "first": each.at, "last": each.at,
        **_person(Facts()),
    }  # fmt: skip


def _person(facts: Facts) -> Values:
    digits = "".join(x for x in facts.nip if x.isdigit())[:20]
    key = name_key(facts.name) or UNNAMED
    return {"name": facts.name, "name_key": key, "nip": digits, "unit": facts.unit.strip()}


def _courses(drawn: Sequence[Drawn]) -> Iterator[Values]:
    newest: dict[str, Values] = {}
    for each in drawn:
        if isinstance(each.said, Issued):
            title = facts_of(each.said).course
            known = newest.get(each.said.course)
            if title and (known is None or each.clock >= known["told"]):
                newest[each.said.course] = {
                    "id": each.said.course, "title": title, "told": each.clock,
                }  # fmt: skip
    yield from newest.values()


def _issued(each: Drawn) -> Values:
    issued = each.said
    assert isinstance(issued, Issued)  # noqa: S101 - chosen by the caller
    facts = facts_of(issued)
    return {
        "line": each.n, "number": issued.number, "learner": each.learner, "device": each.device,
        "course": issued.course, **_person(facts), "hours": issued.hours, "score": issued.score,
        "issued": issued.issued, "year": int(issued.issued[:4]), "clock": each.clock,
        "sample": int(facts.sample), "valid_until": date_or_none(facts.valid_until),
        "replaces": facts.replaces,
    }  # fmt: skip


def _keep_entry(connection: Connection, each: Drawn, kept: Kept) -> None:
    about = {"number": kept.number, "course": kept.course}
    if connection.execute(_KEPT, about).rowcount:
        return
    row = {
        "line": each.n, **about, "learner": None, "device": each.device, **_person(Facts()),
        "hours": kept.hours, "score": 0, "issued": kept.issued, "year": int(kept.issued[:4]),
        "clock": each.clock, "sample": 0, "valid_until": date_or_none(kept.valid_until),
        "replaces": "",
    }  # fmt: skip
    connection.execute(_CERTIFICATE, row)


def _results(each: Drawn) -> Iterator[Values]:
    row: Values = {
        "learner": each.learner, "year": each.year, "started": each.at, "pre": None, "post": None,
        "passed": 0, "kept": 0,
    }  # fmt: skip
    match each.said:
        case Started(course) if each.learner:
            yield row | {"course": course}
        case Submitted(course, quiz, score, mark) if each.learner and quiz in {PRE, POST}:
            passed = quiz == POST and (mark is None or score >= mark)
            yield row | {"course": course, quiz: score, "passed": int(passed)}
        case Result(course, pre, post):
            key = each.n.to_bytes(16)
            yield row | {"learner": key, "course": course, "pre": pre, "post": post, "kept": 1}
        case _:
            return


def _keep_ratings(connection: Connection, drawn: Sequence[Drawn]) -> None:
    counts: Counter[tuple[str, int, str]] = Counter()
    sums: Counter[tuple[str, int, str]] = Counter()
    named = []
    for each in drawn:
        if isinstance(each.said, Rated):
            for item, worth in each.said.ratings.items():
                counts[each.said.course, each.year, item] += 1
                sums[each.said.course, each.year, item] += worth
            if each.learner:
                ratings = msgspec.json.encode(each.said.ratings).decode()
                named.append({
                    "line": each.n, "learner": each.learner, "course": each.said.course,
                    "year": each.year, "ratings": ratings,
                })  # fmt: skip
    _many(connection, _RATING, _summed(counts, sums))
    _many(connection, _NAMED, named)


def _summed(
    counts: Counter[tuple[str, int, str]], sums: Counter[tuple[str, int, str]]
) -> Iterator[Values]:
    for key, count in counts.items():
        course, year, item = key
        yield {"course": course, "year": year, "item": item, "count": count, "total": sums[key]}
