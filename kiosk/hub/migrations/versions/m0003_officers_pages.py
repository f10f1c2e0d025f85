"""Makes the tables of the officers' pages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables of the officers' pages."""
    _officers()
    _people()
    _certificates()
    _courses()
    _evaluations()


def _officers() -> None:
    op.create_table(
        "page_officer",
        sa.Column("id", _NUMBER, primary_key=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("name_key", sa.String(240), nullable=False, unique=True),
        sa.Column("hash", sa.Text, nullable=False),
        sa.Column("made", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "page_session",
        sa.Column("key", sa.LargeBinary(32), primary_key=True),
        sa.Column("officer", sa.BigInteger, nullable=False),
        sa.Column("made", sa.BigInteger, nullable=False),
        sa.Column("seen", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_page_session_officer", "page_session", ["officer"])
    op.create_table(
        "page_wait",
        sa.Column("who", sa.String(300), primary_key=True),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "page_progress",
        sa.Column("name", sa.String(20), primary_key=True),
        sa.Column("line", sa.BigInteger, nullable=False),
    )


def _people() -> None:
    op.create_table(
        "page_learner",
        sa.Column("learner", sa.LargeBinary(16), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("name_key", sa.Text, nullable=False),
        sa.Column("nip", sa.String(20), nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("told", sa.BigInteger, nullable=False),
        sa.Column("first", sa.BigInteger, nullable=False),
        sa.Column("last", sa.BigInteger, nullable=False),
    )
    op.create_index("page_learner_name", "page_learner", ["name_key", "learner"])
    op.create_index("ix_page_learner_unit", "page_learner", ["unit"])


def _certificates() -> None:
    op.create_table(
        "page_certificate",
        sa.Column("line", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("learner", sa.LargeBinary(16)),
        sa.Column("device", sa.BigInteger, nullable=False),
        sa.Column("course", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("name_key", sa.Text, nullable=False),
        sa.Column("nip", sa.String(20), nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("hours", sa.Integer, nullable=False),
        sa.Column("score", sa.Integer, nullable=False),
        sa.Column("issued", sa.String(10), nullable=False),
        sa.Column("year", sa.SmallInteger, nullable=False),
        sa.Column("clock", sa.BigInteger, nullable=False),
        sa.Column("sample", sa.SmallInteger, nullable=False),
    )
    op.create_index("ix_page_certificate_number", "page_certificate", ["number"])
    op.create_index("ix_page_certificate_learner", "page_certificate", ["learner"])
    op.create_index("page_certificate_issued", "page_certificate", ["issued", "line"])


def _courses() -> None:
    op.create_table(
        "page_course",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("told", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "page_result",
        sa.Column("learner", sa.LargeBinary(16), primary_key=True),
        sa.Column("course", sa.Text, primary_key=True),
        sa.Column("year", sa.SmallInteger, nullable=False),
        sa.Column("started", sa.BigInteger, nullable=False),
        sa.Column("pre", sa.Float),
        sa.Column("post", sa.Float),
        sa.Column("passed", sa.SmallInteger, nullable=False),
        sa.Column("kept", sa.SmallInteger, nullable=False),
    )


def _evaluations() -> None:
    op.create_table(
        "page_rating",
        sa.Column("course", sa.Text, primary_key=True),
        sa.Column("year", sa.SmallInteger, primary_key=True, autoincrement=False),
        sa.Column("item", sa.String(40), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
    )
    op.create_table(
        "page_named",
        sa.Column("line", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("learner", sa.LargeBinary(16), nullable=False),
        sa.Column("course", sa.Text, nullable=False),
        sa.Column("year", sa.SmallInteger, nullable=False),
        sa.Column("ratings", sa.Text, nullable=False),
    )
    op.create_index("ix_page_named_learner", "page_named", ["learner"])
