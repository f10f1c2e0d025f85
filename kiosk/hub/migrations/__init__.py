"""The steps by which the hub's tables came to be, run by alembic at the hub's start."""
