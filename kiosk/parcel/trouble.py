"""What bytes from elsewhere may turn out to be, as the room's one error."""

from __future__ import annotations

from typing import Literal, TypeAlias

Code: TypeAlias = Literal["short", "strange", "newer", "forged", "foreign", "damaged"]


class ParcelTrouble(Exception):
    """These bytes are not taken.

    `code`: "short" (cut off, or still being written), "strange" (no parcel or form at all),
    "newer" (of a later version of the program), "forged" (a signature or MAC does not hold),
    "foreign" (for or from another agency or device), "damaged" (what is inside does not agree).
    """

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code: Code = code
