"""The post's tables: kiosks, their pairings, their lines, and what was put aside."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
)

from kiosk.hub.tables import metadata

_NUMBER = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts only an INTEGER key itself

pairing = Table(
    "post_pairing",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("label", String(200), nullable=False),
    Column("made", BigInteger, nullable=False),
    Column("revoked", BigInteger, nullable=False, server_default="0"),
    comment="A computer that was let in once. Its secret follows from the agency's key: not kept.",
)
code = Table(
    "post_code",
    metadata,
    Column("id", LargeBinary(32), primary_key=True),
    Column("label", String(200), nullable=False),
    Column("made", BigInteger, nullable=False),
    Column("used", BigInteger, nullable=False, server_default="0"),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("device", String(36), nullable=False, server_default=""),
    comment="Pairing codes. The digits follow from the agency's key and the id: not kept.",
)
knock = Table(
    "post_knock",
    metadata,
    Column("address", String(64), primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("until", BigInteger, nullable=False),
    comment="Addresses that typed wrong codes, and until when they wait.",
)
device = Table(
    "post_device",
    metadata,
    Column("n", _NUMBER, primary_key=True),
    Column("id", String(36), nullable=False, unique=True),
    Column("public", LargeBinary(32), nullable=False),
    Column("label", String(200), nullable=False),
    Column("pairing", String(36), nullable=False, index=True),
    Column("before", String(36), nullable=False),
    Column("certificate", LargeBinary, nullable=False),
    Column("serial", BigInteger, nullable=False),
    Column("since", BigInteger, nullable=False),
    Column("seq", BigInteger, nullable=False, server_default="0"),
    Column("hash", LargeBinary(32), nullable=False),
    Column("receipt", LargeBinary, nullable=False, server_default=""),
    Column("contact", BigInteger, nullable=False, server_default="0"),
    Column("carrier", String(10), nullable=False, server_default=""),
    Column("version", String(40), nullable=False, server_default=""),
    Column("waiting", BigInteger, nullable=False, server_default="0"),
    Column("revoked", BigInteger, nullable=False, server_default="0"),
    Column("reason", String(200), nullable=False, server_default=""),
    comment="Each life of a kiosk; `seq` and `hash` are the end of what is here without a gap.",
)
span = Table(
    "post_span",
    metadata,
    Column("device", BigInteger, primary_key=True, autoincrement=False),
    Column("first", BigInteger, primary_key=True, autoincrement=False),
    Column("last", BigInteger, nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
    comment="Lines that are here beyond a gap, with the hash of the last of them.",
)
line = Table(
    "post_line",
    metadata,
    Column("n", _NUMBER, primary_key=True),
    Column("device", BigInteger, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("id", LargeBinary(16), nullable=False),
    Column("learner", LargeBinary(16)),
    Column("kind", String(64), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("clock", BigInteger, nullable=False),
    Column("salt", LargeBinary),
    Column("body", LargeBinary, nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
    UniqueConstraint("device", "seq"),
    comment="Every event as it came; of an erased one the commitment in place of the body.",
)
_OWNED = line.c.learner.is_not(None)
Index("post_line_learner", line.c.learner, line.c.n, sqlite_where=_OWNED, postgresql_where=_OWNED)
intake = Table(
    "post_intake",
    metadata,
    Column("serial", BigInteger, primary_key=True, autoincrement=False),
    Column("device", BigInteger, nullable=False, index=True),
    Column("sha256", LargeBinary(32), nullable=False, unique=True),
    Column("first", BigInteger, nullable=False),
    Column("last", BigInteger, nullable=False),
    Column("fresh", Integer, nullable=False),
    Column("carrier", String(10), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("took", BigInteger, nullable=False),
    comment="Parcels taken in; `took` ms.",
)
quarantine = Table(
    "post_quarantine",
    metadata,
    Column("n", _NUMBER, primary_key=True),
    Column("why", String(20), nullable=False),
    Column("device", String(36), nullable=False),
    Column("first", BigInteger, nullable=False),
    Column("last", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("sha256", LargeBinary(32), nullable=False),
    Column("body", LargeBinary, nullable=False),
    UniqueConstraint("why", "sha256"),
    comment="Put aside whole: a parcel of a twin, a statement whose id has other content here.",
)
erasure = Table(
    "post_erasure",
    metadata,
    Column("person", LargeBinary(16), primary_key=True),
    Column("clock", BigInteger, nullable=False),
    Column("line", BigInteger, nullable=False, unique=True),
    comment="Persons erased by law: what they did before `clock` is dropped wherever it turns up.",
)
revoked = Table(
    "post_revoked",
    metadata,
    Column("number", String(100), primary_key=True),
    Column("reason", String(200), nullable=False),
    Column("date", String(10), nullable=False),
    Column("replaced_by", String(100), nullable=False, server_default=""),
    comment="Certificates that hold no longer.",
)
upheld = Table(
    "post_upheld",
    metadata,
    Column("print", LargeBinary(16), primary_key=True),
    Column("device", BigInteger, nullable=False, index=True),
    Column("issued", String(10), nullable=False),
    comment="Certificates that came here, as fingerprints of their check codes.",
)
counter = Table(
    "post_counter",
    metadata,
    Column("name", String(20), primary_key=True),
    Column("value", BigInteger, nullable=False),
    comment="Serial numbers of receipts, device certificates and revocations.",
)
