"""The tables, step by step. A step that was shipped never changes.

Statements go one by one: `executescript` would commit in the middle of a step.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

steps = Migrations("dermaga")

_FIRST = (
    """
    create table device (
        n integer primary key,
        id text not null unique
    ) strict
    """,
    """
    create table event (
        device integer not null references device(n),
        seq integer not null,
        id blob not null unique check (length(id) = 16),
        learner blob,
        kind text not null,
        at integer not null,
        clock integer not null,
        body blob not null,
        hash blob not null check (length(hash) = 32),
        primary key (device, seq)
    ) strict, without rowid
    """,
    """
    create index event_of_learner on event (learner, clock) where learner is not null
    """,
    """
    create index event_certificate on event (device, seq) where kind = 'certificate-issued'
    """,
    """
    create index event_evaluation on event (device, seq) where kind = 'evaluation-answered'
    """,
    """
    create table document (
        kind text not null,
        id text not null,
        body blob not null,
        primary key (kind, id)
    ) strict, without rowid
    """,
    """
    create table learner (
        id text primary key,
        nip text unique,
        name text not null,
        unit text not null,
        kind text not null,
        rank text not null,
        position text not null,
        active integer not null,
        pin text not null default '',
        code text not null default ''
    ) strict, without rowid
    """,
    """
    create virtual table lesson_text using fts5 (
        course unindexed, lesson unindexed, title, body,
        prefix = '2 3', tokenize = 'unicode61 remove_diacritics 2'
    )
    """,
)


@steps()
def events_documents_and_people(db: Database) -> None:
    """The event log, documents, the roster and the full-text index of lessons."""
    for statement in _FIRST:
        db.conn.execute(statement)


_SECOND = (
    "alter table event rename to event_1",
    "drop index event_of_learner",
    "drop index event_certificate",
    "drop index event_evaluation",
    "alter table device add column public blob not null default x''",
    # where the log of the computer's own device ends, kept twice: here and in `head`
    "alter table device add column seq integer not null default 0",
    "alter table device add column hash blob not null default x''",
    "alter table device add column rows blob not null default x''",
    "alter table device add column seal blob not null default x''",
    """
    create table event (
        device integer not null references device(n),
        seq integer not null,
        id blob not null unique check (length(id) = 16),
        learner blob,
        kind text not null,
        at integer not null,
        clock integer not null,
        salt blob,
        body blob not null,
        hash blob not null check (length(hash) = 32),
        primary key (device, seq)
    ) strict, without rowid
    """,
    """
    create index event_of_learner on event (learner, clock) where learner is not null
    """,
    """
    create index event_certificate on event (device, seq) where kind = 'certificate-issued'
    """,
    """
    create index event_evaluation on event (device, seq) where kind = 'evaluation-answered'
    """,
    """
    create index event_of_kiosk on event (device, seq) where kind in (
        'life-began', 'healed', 'clock-jumped', 'clock-confirmed',
        'person-erased', 'certificate-kept', 'result-kept'
    )
    """,
    """
    create table checkpoint (
        device integer not null references device(n),
        seq integer not null,
        signature blob not null check (length(signature) = 64),
        primary key (device, seq)
    ) strict, without rowid
    """,
    """
    create table head (
        one integer primary key check (one = 1),
        device integer not null references device(n),
        seq integer not null,
        hash blob not null,
        rows blob not null,
        seal blob not null,
        life text not null default ''
    ) strict
    """,
    "drop table lesson_text",  # made anew in the cache
    "alter table document add column seal blob not null default x''",
    "alter table learner add column seal blob not null default x''",
)


@steps()
def events_that_can_be_erased_and_rows_that_are_sealed(db: Database) -> None:
    """A salt for each event, checkpoints, seals, and where the log ends.

    `event_1` is taken over into `event` by `opening.take_over`, which can chain.
    """
    for statement in _SECOND:
        db.conn.execute(statement)


_THIRD = (
    """
    create table elsewhere (
        id blob primary key check (length(id) = 16),
        device text not null,
        seq integer not null,
        learner blob not null check (length(learner) = 16),
        kind text not null,
        at integer not null,
        clock integer not null,
        salt blob not null,
        body blob not null,
        hash blob not null check (length(hash) = 32),
        seal blob not null default x''
    ) strict, without rowid
    """,
    "create index elsewhere_of_learner on elsewhere (learner, clock, kind)",
    "create index elsewhere_by_clock on elsewhere (clock)",
)


@steps()
def what_learners_did_on_other_kiosks(db: Database) -> None:
    """Events that came in from elsewhere; they are sealed row by row, not chained here."""
    for statement in _THIRD:
        db.conn.execute(statement)


_FOURTH = (
    """
    create index event_of_register on event (kind, device, seq)
        where kind in ('certificate-printed', 'certificate-revoked')
    """,
    """
    create index elsewhere_of_register on elsewhere (kind, clock)
        where kind in ('certificate-issued', 'certificate-printed', 'certificate-revoked')
    """,
)


@steps()
def the_register_found_at_once(db: Database) -> None:
    """What happened to certificates, without going through all that anybody ever did."""
    for statement in _FOURTH:
        db.conn.execute(statement)


_FIFTH = ("create index event_of_office on event (device, seq) where kind = 'officer-acted'",)


@steps()
def the_log_of_the_office_found_at_once(db: Database) -> None:
    """What officers did, newest first, without going through all that anybody ever did."""
    for statement in _FIFTH:
        db.conn.execute(statement)
