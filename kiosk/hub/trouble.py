"""The one error of this room."""

from __future__ import annotations


class HubTrouble(Exception):
    """The world says no. `code`: newer (the database was made by a later version)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
