"""The room's one error: it is that of the wire, which has the kiosk's other carriers' codes too."""

from __future__ import annotations

from kiosk.wire.trouble import CODES as CODES  # noqa: PLC0414 - known here by its old place
from kiosk.wire.trouble import SyncCode as SyncCode  # noqa: PLC0414
from kiosk.wire.trouble import SyncTrouble as SyncTrouble  # noqa: PLC0414
