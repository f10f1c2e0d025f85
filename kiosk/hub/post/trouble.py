"""The one trouble of the post."""

from __future__ import annotations


class PostTrouble(Exception):
    """The post says no, by a code that the doors word.

    Parcels: those of `ParcelTrouble`, and "unpaired" (no certificate of this agency), "revoked",
    "twin" (other content where this device's log is known), "taken" (its id has another key),
    "large". Pairing: "code" (wrong or spent), "wait" (also: no room for a body now), "code-many".
    Keys: "keys-damaged", "keys-unwritable", "keys-open", "keys-other" (the database is of another
    agency). Sticks: "stick-full", "stick-read-only", "stick-gone", "stick-foreign". Revoking:
    "no-device", "many-devices". Copies: "backup-exists", "-missing", "-failed", "-damaged".
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
