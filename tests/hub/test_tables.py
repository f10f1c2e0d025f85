from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from kiosk.hub.application import Hub
from kiosk.hub.tables import metadata

OURS = {
    "statement", "link", "reference", "activity", "person", "attachment", "attached", "document",
    "client", "setting",
}  # fmt: skip


def test_the_steps_make_the_tables_that_are_declared(hub: Hub) -> None:
    """On both databases: names, types, keys and indexes; comments are for readers of the code."""
    with hub.engine.connect() as connection:
        options = {
            "include_name": lambda name, kind, _parents: kind != "table" or name in OURS,
            "include_object": lambda found, _name, kind, _reflected, _other: (
                kind != "table" or found.name in OURS
            ),
            "compare_type": True,
        }
        found = compare_metadata(MigrationContext.configure(connection, opts=options), metadata)
    assert [each for each in found if "comment" not in each[0]] == []
