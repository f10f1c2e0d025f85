"""The memory: one SQLite file on this computer. Events are appended and never changed."""

from kiosk.store.store import Store, StoreTrouble

__all__ = ["Store", "StoreTrouble"]
