"""Makes the tables of the parcel post."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables of the parcel post."""
    _pairing()
    _device()
    _line()
    _aside()


def _pairing() -> None:
    op.create_table(
        "post_pairing",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("label", sa.String(200), nullable=False),
        sa.Column("made", sa.BigInteger, nullable=False),
        sa.Column("revoked", sa.BigInteger, nullable=False, server_default="0"),
    )
    op.create_table(
        "post_code",
        sa.Column("id", sa.LargeBinary(32), primary_key=True),
        sa.Column("label", sa.String(200), nullable=False),
        sa.Column("made", sa.BigInteger, nullable=False),
        sa.Column("used", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
        sa.Column("device", sa.String(36), nullable=False, server_default=""),
    )
    op.create_table(
        "post_knock",
        sa.Column("address", sa.String(64), primary_key=True),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "post_counter",
        sa.Column("name", sa.String(20), primary_key=True),
        sa.Column("value", sa.BigInteger, nullable=False),
    )


def _device() -> None:
    op.create_table(
        "post_device",
        sa.Column("n", _NUMBER, primary_key=True),
        sa.Column("id", sa.String(36), nullable=False, unique=True),
        sa.Column("public", sa.LargeBinary(32), nullable=False),
        sa.Column("label", sa.String(200), nullable=False),
        sa.Column("pairing", sa.String(36), nullable=False),
        sa.Column("before", sa.String(36), nullable=False),
        sa.Column("certificate", sa.LargeBinary, nullable=False),
        sa.Column("serial", sa.BigInteger, nullable=False),
        sa.Column("since", sa.BigInteger, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.Column("receipt", sa.LargeBinary, nullable=False, server_default=""),
        sa.Column("contact", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("carrier", sa.String(10), nullable=False, server_default=""),
        sa.Column("version", sa.String(40), nullable=False, server_default=""),
        sa.Column("waiting", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("revoked", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("reason", sa.String(200), nullable=False, server_default=""),
    )
    op.create_index("post_device_pairing", "post_device", ["pairing"])
    op.create_table(
        "post_revoked",
        sa.Column("number", sa.String(100), primary_key=True),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("date", sa.String(10), nullable=False),
    )


def _line() -> None:
    op.create_table(
        "post_line",
        sa.Column("n", _NUMBER, primary_key=True),
        sa.Column("device", sa.BigInteger, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("learner", sa.LargeBinary(16)),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("clock", sa.BigInteger, nullable=False),
        sa.Column("salt", sa.LargeBinary),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.UniqueConstraint("device", "seq"),
    )
    owned = sa.text("learner is not null")
    op.create_index(
        "post_line_learner", "post_line", ["learner", "n"],
        sqlite_where=owned, postgresql_where=owned,
    )  # fmt: skip
    op.create_table(
        "post_span",
        sa.Column("device", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("first", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("last", sa.BigInteger, nullable=False),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
    )
    op.create_table(
        "post_erasure",
        sa.Column("person", sa.LargeBinary(16), primary_key=True),
        sa.Column("clock", sa.BigInteger, nullable=False),
        sa.Column("line", sa.BigInteger, nullable=False, unique=True),
    )


def _aside() -> None:
    op.create_table(
        "post_intake",
        sa.Column("serial", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("device", sa.BigInteger, nullable=False),
        sa.Column("sha256", sa.LargeBinary(32), nullable=False, unique=True),
        sa.Column("first", sa.BigInteger, nullable=False),
        sa.Column("last", sa.BigInteger, nullable=False),
        sa.Column("fresh", sa.Integer, nullable=False),
        sa.Column("carrier", sa.String(10), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("took", sa.BigInteger, nullable=False),
    )
    op.create_index("post_intake_device", "post_intake", ["device"])
    op.create_table(
        "post_quarantine",
        sa.Column("n", _NUMBER, primary_key=True),
        sa.Column("why", sa.String(20), nullable=False),
        sa.Column("device", sa.String(36), nullable=False),
        sa.Column("first", sa.BigInteger, nullable=False),
        sa.Column("last", sa.BigInteger, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("sha256", sa.LargeBinary(32), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("why", "sha256"),
    )
