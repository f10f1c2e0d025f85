"""The check code: whether this kiosk issued a certificate with these values.

For this stage only the kiosk that issued it can tell, for it alone holds the key. Public-key
sealing (Ed25519) replaces this when verification away from this kiosk is built.
The code is not an electronic signature and is never called one.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json

from kiosk.certificate.facts import Certificate

DOMAIN = b"dermaga/certificate/check-code/1\n"
LETTERS = 20
GROUP = 5


def check_code(certificate: Certificate, key: bytes) -> str:
    """100 bits of HMAC-SHA256 over the certificate's main values, as "ABCDE-FGHIJ-KLMNO-PQRST".

    Covered: number, name, NIP, course, JP, date of issue, and whether it is a sample, so that a
    sample with its watermark wiped away does not pass. Letters are RFC 4648 base32: no 0, 1, 8, 9.
    """
    sealed = DOMAIN + _canonical(certificate)
    letters = base64.b32encode(hmac.digest(key, sealed, hashlib.sha256)).decode()[:LETTERS]
    return "-".join(letters[i : i + GROUP] for i in range(0, LETTERS, GROUP))


def matches(certificate: Certificate, key: bytes) -> bool:
    """Whether the certificate's check code belongs to its values and this key; constant time."""
    expected = check_code(certificate, key)
    return hmac.compare_digest(expected.encode(), certificate.check_code.encode())


def _canonical(c: Certificate) -> bytes:
    """One spelling for one set of values: a JSON list in ASCII."""
    values = [c.number, c.name, c.nip, c.course, c.hours, c.issued, c.sample]
    return json.dumps(values, ensure_ascii=True, separators=(",", ":")).encode()
