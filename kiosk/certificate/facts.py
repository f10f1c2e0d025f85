"""What stands on a certificate. Frozen when it is issued; the paper is drawn from nothing else."""

from __future__ import annotations

from msgspec import Struct

from kiosk.certificate.template import Template


class CertificateLesson(Struct, frozen=True):
    """A row of the back page. `minutes` of 60 s; `score_text` as printed, "" when not scored."""

    title: str
    minutes: int
    score_text: str


class Certificate(Struct, frozen=True):
    """All that is printed. Dates are ISO dates, `hours` whole JP, `score` 0–100.

    `name` carries its degrees. `nip` is the bare 18 digits, "" for guests; `rank_line`,
    `position`, `unit`, `check_code` and `emblem` may be "". `emblem` is the SHA-256 (hex) of a
    picture as `prepared_emblem` made it: none is bundled, and a certificate without one is
    complete. `sample` prints CONTOH behind the text. Wording and parts as on certificates of
    ministries and regions. The second signatory, `valid_until` (ISO, the last day) and `replaces`
    (a number) are "" where there is none.
    """

    number: str
    name: str
    nip: str
    rank_line: str
    position: str
    unit: str
    course: str
    hours: int
    form: str
    score: int
    started: str
    finished: str
    issued: str
    place: str
    kop: tuple[str, ...]
    agency: str
    city: str
    signatory_name: str
    signatory_nip: str
    signatory_position: str
    lessons: tuple[CertificateLesson, ...]
    legal_basis: tuple[str, ...]
    as_of: str
    kiosk: str
    check_code: str = ""
    sample: bool = False
    emblem: str = ""
    second_name: str = ""
    second_nip: str = ""
    second_position: str = ""
    valid_until: str = ""
    replaces: str = ""
    template: Template = Template()
