"""Makes the tables of the record store."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables of the record store."""
    _statements()
    _what_is_known()
    op.create_table(
        "document",
        *(
            sa.Column(name, sa.Text, primary_key=True)
            for name in ("resource", "activity", "agent", "registration", "id")
        ),
        sa.Column("content_type", sa.Text, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.Column("modified", sa.BigInteger, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_index("document_agent", "document", ["agent"])
    op.create_table(
        "client",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("secret", sa.LargeBinary(32), nullable=False),
        sa.Column("scopes", sa.Text, nullable=False),
        sa.Column("made", sa.BigInteger, nullable=False),
        sa.Column("revoked", sa.BigInteger, nullable=False, server_default="0"),
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("value", sa.LargeBinary, nullable=False),
    )


def _statements() -> None:
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "statement",
        sa.Column("place", number, primary_key=True),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("flags", sa.SmallInteger, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_index("statement_id", "statement", ["id"], unique=True)
    op.create_table(
        "link",
        sa.Column("term", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("place", sa.BigInteger, primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reference",
        sa.Column("target", sa.LargeBinary(16), primary_key=True),
        sa.Column("place", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("voids", sa.SmallInteger, nullable=False),
        sqlite_with_rowid=False,
    )


def _what_is_known() -> None:
    op.create_table(
        "activity",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("definition", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "person",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
    )
    op.create_table(
        "attachment",
        sa.Column("sha2", sa.Text, primary_key=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "attached",
        sa.Column("place", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("sha2", sa.Text, primary_key=True),
    )
    op.create_index("attached_sha2", "attached", ["sha2"])
