"""The memory: one SQLite file on this computer. Events are appended and never changed."""

from kiosk.store.store import Store
from kiosk.store.trouble import StoreTrouble

__all__ = ["Store", "StoreTrouble"]
