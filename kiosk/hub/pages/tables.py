"""The pages' tables: officers, and what the pages show, drawn from the kiosks' lines.

Everything from `progress` on can be made again from the lines (`digest`).
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
)

from kiosk.hub.tables import metadata

_NUMBER = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts only an INTEGER key itself
LONGEST_NAME: Final = 80

officer = Table(
    "page_officer",
    metadata,
    Column("id", _NUMBER, primary_key=True),
    Column("name", String(LONGEST_NAME), nullable=False),
    Column("name_key", String(3 * LONGEST_NAME), nullable=False, unique=True),
    Column("hash", Text, nullable=False),
    Column("made", BigInteger, nullable=False),
    comment="Who may look at the pages. Passphrases as argon2id.",
)
session = Table(
    "page_session",
    metadata,
    Column("key", LargeBinary(32), primary_key=True),
    Column("officer", BigInteger, nullable=False, index=True),
    Column("made", BigInteger, nullable=False),
    Column("seen", BigInteger, nullable=False),
    comment="Officers who are in. `key` is a hash of what the browser holds.",
)
wait = Table(
    "page_wait",
    metadata,
    Column("who", String(300), primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("until", BigInteger, nullable=False),
    comment="Names and addresses that tried wrong passphrases, and until when they wait.",
)
progress = Table(
    "page_progress",
    metadata,
    Column("name", String(20), primary_key=True),
    Column("line", BigInteger, nullable=False),
    comment="The last line the tables below know.",
)
learner = Table(
    "page_learner",
    metadata,
    Column("learner", LargeBinary(16), primary_key=True),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("nip", String(20), nullable=False),
    Column("unit", Text, nullable=False, index=True),
    Column("told", BigInteger, nullable=False),
    Column("first", BigInteger, nullable=False),
    Column("last", BigInteger, nullable=False),
    comment="Whom the lines are about. Name, NIP, unit: of the newest certificate.",
)
Index("page_learner_name", learner.c.name_key, learner.c.learner)
course = Table(
    "page_course",
    metadata,
    Column("id", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("told", BigInteger, nullable=False),
    comment="Titles of courses as printed on the newest certificate.",
)
certificate = Table(
    "page_certificate",
    metadata,
    Column("line", BigInteger, primary_key=True, autoincrement=False),
    Column("number", Text, nullable=False, index=True),
    Column("learner", LargeBinary(16), index=True),
    Column("device", BigInteger, nullable=False),
    Column("course", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("nip", String(20), nullable=False),
    Column("unit", Text, nullable=False),
    Column("hours", Integer, nullable=False),
    Column("score", Integer, nullable=False),
    Column("issued", String(10), nullable=False),
    Column("year", SmallInteger, nullable=False),
    Column("clock", BigInteger, nullable=False),
    Column("sample", SmallInteger, nullable=False),
    Column("valid_until", String(10), nullable=False, server_default=""),
    comment="The register. Of an erased person the entry stays, without the person.",
)
Index("page_certificate_issued", certificate.c.issued, certificate.c.line)
result = Table(
    "page_result",
    metadata,
    Column("learner", LargeBinary(16), primary_key=True),
    Column("course", Text, primary_key=True),
    Column("year", SmallInteger, nullable=False),
    Column("started", BigInteger, nullable=False),
    Column("pre", Float),
    Column("post", Float),
    Column("passed", SmallInteger, nullable=False),
    Column("kept", SmallInteger, nullable=False),
    comment="Best results by learner and course. `kept`: of an erased person, under another key.",
)
rating = Table(
    "page_rating",
    metadata,
    Column("course", Text, primary_key=True),
    Column("year", SmallInteger, primary_key=True, autoincrement=False),
    Column("item", String(40), primary_key=True),
    Column("count", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    comment="Evaluations, summed: which answer was whose is not here.",
)
named = Table(
    "page_named",
    metadata,
    Column("line", BigInteger, primary_key=True, autoincrement=False),
    Column("learner", LargeBinary(16), nullable=False, index=True),
    Column("course", Text, nullable=False),
    Column("year", SmallInteger, nullable=False),
    Column("ratings", Text, nullable=False),
    comment="Evaluations given with a name, so that an erasure can take them out of the sums.",
)
