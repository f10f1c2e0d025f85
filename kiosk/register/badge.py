"""A certificate's Open Badges credential, from its facts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kiosk.certificate.facts import Certificate
from kiosk.trust.badge import Earned, credential

_RULES: Final = (
    "Semua pelajaran dibaca sampai selesai, uji akhir lulus dengan nilai {score} dari 100,"
    " dan evaluasi penyelenggaraan diisi."
)
"""What `learning.progress.may_certify` asks for, in words."""


def badge(facts: Certificate, sign: Callable[[bytes], bytes], public: bytes) -> str:
    """The credential of a certificate, by the key that signs its check code."""
    earned = Earned(
        number=facts.number,
        name=facts.name,
        nip=facts.nip,
        course=facts.course,
        hours=facts.hours,
        score=facts.score,
        started=facts.started,
        finished=facts.finished,
        issued=facts.issued,
        agency=facts.agency,
        kiosk=facts.kiosk,
        form=facts.form,
        criteria=_RULES.format(score=facts.score),
        valid_until=facts.valid_until,
        sample=facts.sample,
    )
    return credential(earned, sign, public)
