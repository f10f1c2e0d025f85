"""The record store's tables.

A statement's place is the time it was stored, in UTC microseconds, and no two have the same: the
order of `stored` is the order of the key, and `since` and `until` are ranges of it. Everything that
statements are found by (actor, verb, activity, …) is a 64-bit `term`, see `terms`.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
)

metadata: Final = MetaData()

statement = Table(
    "statement",
    metadata,
    Column("place", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("id", LargeBinary(16), nullable=False),
    Column("flags", SmallInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("statement_id", "id", unique=True),
    comment="Statements as they came, without `stored`: that is the place. `body` is packed.",
)
link = Table(
    "link",
    metadata,
    Column("term", BigInteger, primary_key=True, autoincrement=False),
    Column("place", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
    comment="What statements are found by; those of a statement it refers to are among them.",
)
reference = Table(
    "reference",
    metadata,
    Column("target", LargeBinary(16), primary_key=True),
    Column("place", BigInteger, primary_key=True, autoincrement=False),
    Column("voids", SmallInteger, nullable=False),
    sqlite_with_rowid=False,
    comment="Which statements have another one as their object, whether or not that is here yet.",
)
activity = Table(
    "activity",
    metadata,
    Column("id", Text, primary_key=True),
    Column("definition", LargeBinary, nullable=False),
    comment="What is known of each activity, from all the definitions seen.",
)
person = Table(
    "person",
    metadata,
    Column("key", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    comment="The names under which an agent was seen.",
)
attachment = Table(
    "attachment",
    metadata,
    Column("sha2", Text, primary_key=True),
    Column("body", LargeBinary, nullable=False),
    comment="Attached files by their hash, each once.",
)
attached = Table(
    "attached",
    metadata,
    Column("place", BigInteger, primary_key=True, autoincrement=False),
    Column("sha2", Text, primary_key=True),
    Index("attached_sha2", "sha2"),
    comment="Which statements came with which files.",
)
document = Table(
    "document",
    metadata,
    Column("resource", Text, primary_key=True),
    Column("activity", Text, primary_key=True),
    Column("agent", Text, primary_key=True),
    Column("registration", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("content_type", Text, nullable=False),
    Column("etag", Text, nullable=False),
    Column("modified", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("document_agent", "agent"),
    comment="State, agent and activity profiles. `modified` in UTC µs; absent keys empty.",
)
client = Table(
    "client",
    metadata,
    Column("key", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("secret", LargeBinary(32), nullable=False),
    Column("scopes", Text, nullable=False),
    Column("made", BigInteger, nullable=False),
    Column("revoked", BigInteger, nullable=False, server_default="0"),
    comment="Who may use the record store. Secrets are 256 random bits, kept as a hash.",
)
setting = Table(
    "setting",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", LargeBinary, nullable=False),
    comment="Set once: home page, key of terms, the owner; and how far each foreign store has it.",
)
