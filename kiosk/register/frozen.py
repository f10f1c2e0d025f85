"""The values frozen in a certificate's event, read back."""

from __future__ import annotations

import msgspec

from kiosk.certificate.facts import Certificate
from kiosk.learning.events import CertificateIssued

_DECODE = msgspec.json.Decoder(Certificate)


def frozen_facts(issued: CertificateIssued) -> Certificate | None:
    """What stands on a certificate; None where a newer program wrote it in a form of its own."""
    try:
        return _DECODE.decode(issued.facts)
    except msgspec.MsgspecError:
        return None
