"""What every way to the agency can do: the hub over HTTP, a stick, a shared folder."""

from __future__ import annotations

from typing import Literal, Protocol, TypeAlias

from kiosk.parcel.forms import (
    Agency,
    DeviceCertificate,
    ElsewhereAsk,
    Receipt,
    Request,
    Revocations,
)

Kind: TypeAlias = Literal["lan", "stick", "folder"]
Stretch: TypeAlias = tuple[int, int]
"""The first and the last `seq` of events that stand together."""


class Carrier(Protocol):
    """Carries parcels up and answers back. Everything raises SyncTrouble.

    What comes back is as it lay there; whoever asked looks at the signatures.
    """

    @property
    def kind(self) -> Kind:
        """Which way this is."""

    def agency(self) -> Agency | None:
        """Whose hub, stick or folder it is; None where it does not say."""

    def revoked(self) -> Revocations | None:
        """Whom the agency does not know any more; None: nothing is said."""

    def certify(self, request: Request) -> DeviceCertificate | None:
        """Ask for the certificate of a new life of this kiosk; None: it is not there yet."""

    def receipt(self, device: str) -> Receipt | None:
        """What the agency says it has of a device; None: nothing is said."""

    def lying(self, device: str) -> tuple[Stretch, ...]:
        """What lies here whole and is not yet received."""

    def send(self, name: str, parcel: bytes) -> Receipt | None:
        """Hand a parcel over; None where it only lies here from now on."""

    def clear(self, receipt: Receipt) -> None:
        """Take away what the agency has."""

    def elsewhere(self, ask: ElsewhereAsk) -> bytes | None:
        """A parcel down with what learners did on other kiosks; None: nothing."""
