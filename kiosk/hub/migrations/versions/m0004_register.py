"""What the register of certificates says besides: what replaced one, and until when one holds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add both columns; what is there so far was never replaced, and had no end."""
    op.add_column(
        "post_revoked",
        sa.Column("replaced_by", sa.String(100), nullable=False, server_default=""),
    )
    op.add_column(
        "page_certificate",
        sa.Column("valid_until", sa.String(10), nullable=False, server_default=""),
    )
