"""Facts in, paper out: a certificate's values, number, check code and PDF bytes.

The room exists so that a certificate is drawn once, from facts frozen when it was earned, and
is the same bytes at every reprint. `facts`, `words`, `number` and `seal` are light; only `page`
imports the PDF library (170 ms), so nobody pays for it before the first certificate.
"""

from kiosk.certificate.facts import Certificate, CertificateLesson

__all__ = ["Certificate", "CertificateLesson"]
