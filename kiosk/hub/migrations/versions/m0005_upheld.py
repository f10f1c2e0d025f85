"""Fingerprints of the certificates that came here, by which the agency upholds them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table; certificates that are here so far bear codes of an older kind."""
    op.create_table(
        "post_upheld",
        sa.Column("print", sa.LargeBinary(16), primary_key=True),
        sa.Column("device", sa.BigInteger, nullable=False),
        sa.Column("issued", sa.String(10), nullable=False),
    )
    op.create_index("ix_post_upheld_device", "post_upheld", ["device"])
