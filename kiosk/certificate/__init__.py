"""Facts in, paper out: a certificate's values, template, number and PDF bytes.

The room exists so that a certificate is drawn once, from facts frozen when it was earned, and
is the same bytes at every reprint. `facts`, `template`, `words` and `number` are light;
only `page` and what it draws with import the fonts' library and segno, so nobody pays for them
before the first certificate.
"""

from kiosk.certificate.facts import Certificate, CertificateLesson

__all__ = ["Certificate", "CertificateLesson"]
