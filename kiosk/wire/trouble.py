"""What may stand between a kiosk and its agency, as the room's one error."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

SyncCode: TypeAlias = Literal[
    "away",
    "gone",
    "slow",
    "wait",
    "full",
    "read-only",
    "large",
    "strange",
    "foreign",
    "forged",
    "damaged",
    "newer",
    "unpaired",
    "revoked",
    "twin",
    "code",
    "refused",
    "clock",
]
CODES: frozenset[str] = frozenset(get_args(SyncCode))


class SyncTrouble(Exception):
    """A carrier could not do what it was asked; nothing is lost by that.

    `code`: "away" (hub, stick or folder not to be reached), "gone" (reached, then cut off or pulled
    out), "slow" (time-out), "wait" (the hub asks to come later, in `wait` seconds if it says so),
    "full", "read-only", "large" (the hub refuses the size), "strange" (not the words of a hub of
    ours), "foreign" (of another agency), "forged", "damaged", "newer", "unpaired", "revoked",
    "twin" (the agency has another event in this one's place: a copied folder), "code" (a pairing
    code that is wrong or too old), "refused" (for another reason), "clock" (the hub's TLS
    certificate does not hold at the time this computer's clock tells).
    """

    def __init__(self, code: SyncCode, wait: float = 0.0) -> None:
        super().__init__(code)
        self.code: SyncCode = code
        self.wait = wait
