"""Which unit is meant: names of offices as people write them, beside those that are known."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from kiosk.learning.answers import plain

NEAR: Final = 0.78
"""From this likeness on (0–1) a unit is proposed; never taken without being asked."""
_WORDS: Final = {
    "din": "dinas", "kec": "kecamatan", "kel": "kelurahan", "bag": "bagian", "kes": "kesehatan",
    "bid": "bidang", "sek": "sekretariat", "sekr": "sekretariat", "setda": "sekretariat daerah",
    "sekda": "sekretariat daerah", "setdako": "sekretariat daerah", "insp": "inspektorat",
    "setdakab": "sekretariat daerah", "setwan": "sekretariat dprd", "pend": "pendidikan",
    "setdprd": "sekretariat dprd", "pkm": "puskesmas", "pusk": "puskesmas", "utr": "utara",
    "sel": "selatan", "tim": "timur", "brt": "barat", "kab": "kabupaten", "sbg": "sibolga",
    "dinkes": "dinas kesehatan", "disdik": "dinas pendidikan", "dishub": "dinas perhubungan",
    "dinsos": "dinas sosial", "disnaker": "dinas tenaga kerja", "perh": "perhubungan",
    "disdukcapil": "dinas kependudukan pencatatan sipil",
    "dukcapil": "kependudukan pencatatan sipil",
    "diskominfo": "dinas komunikasi informatika", "kominfo": "komunikasi informatika",
    "dispora": "dinas pemuda olahraga", "disperindag": "dinas perindustrian perdagangan",
    "pmptsp": "penanaman modal pelayanan terpadu satu pintu", "dpm": "dinas penanaman modal",
    "dpmptsp": "dinas penanaman modal pelayanan terpadu satu pintu",
    "dpmpptsp": "dinas penanaman modal pelayanan perizinan terpadu satu pintu",
    "ptsp": "pelayanan terpadu satu pintu", "dlh": "dinas lingkungan hidup",
    "dpupr": "dinas pekerjaan umum penataan ruang", "pupr": "pekerjaan umum penataan ruang",
    "pu": "pekerjaan umum", "kb": "keluarga berencana", "sdm": "sumber daya manusia",
    "bkpsdm": "badan kepegawaian pengembangan sumber daya manusia",
    "bkd": "badan kepegawaian daerah",
    "bappeda": "badan perencanaan pembangunan daerah", "polpp": "polisi pamong praja",
    "satpol": "satuan polisi", "pp": "pamong praja", "bpbd": "badan penanggulangan bencana daerah",
    "bpkad": "badan pengelolaan keuangan aset daerah", "bapenda": "badan pendapatan daerah",
    "bpkpad": "badan pengelolaan keuangan pendapatan aset daerah", "kesbangpol":
    "kesatuan bangsa politik", "sd": "sekolah dasar", "smp": "sekolah menengah pertama",
    "rsud": "rumah sakit umum daerah", "kepeg": "kepegawaian", "pem": "pemerintahan",
    "adm": "administrasi", "yan": "pelayanan", "perkim": "perumahan kawasan permukiman",
}  # fmt: skip
_IDLE: Final = frozenset(
    {"dan", "kota", "kabupaten", "pemerintah", "pada", "di", "pemko", "pemkab"}
)
_UNIT_LIKE: Final = re.compile(
    r"(dinas|badan|kantor|kecamatan|kelurahan|sekretariat|inspektorat|satuan|bagian|uptd?|rsud|"
    r"puskesmas|rumah sakit|sekolah|bidang|unit|smp|sd|tk|din|kec|kel|setda|setwan|satpol)\b"
)
_SHORTEST_PREFIX: Final = 3


def same_name(text: str) -> str:
    """A unit's name for comparison: letter case, signs and doubled spaces aside."""
    return plain(text)


def looks_like_unit(text: str) -> bool:
    """Whether a line by itself, above people, names their office."""
    return _UNIT_LIKE.match(plain(text)) is not None


@lru_cache(maxsize=20_000)
def _spelt(text: str) -> tuple[str, ...]:
    """The words in full, without those that say nothing, each once."""
    whole: dict[str, None] = {}
    for word in plain(text).split():
        for full in _WORDS.get(word, word).split():
            if full not in _IDLE:
                whole[full] = None
    return tuple(whole)


def nearest(written: str, units: Iterable[str]) -> str:
    """The unit that is most likely meant, "" if none is near."""
    likely = max(((likeness(written, unit), unit) for unit in units), default=(0.0, ""))
    return likely[1] if likely[0] >= NEAR else ""


def likeness(one: str, other: str) -> float:
    """How alike two names are: 1 for the same words in full, 0 for none in common."""
    left, right = _spelt(one), _spelt(other)
    if not left or not right:
        return 0.0
    if set(left) == set(right):
        return 1.0
    if {x for x in left if x.isdigit()} != {x for x in right if x.isdigit()}:
        return 0.0  # SMP 1 is not SMP 10, however long the rest of their names
    if _is_initials(left, right) or _is_initials(right, left):
        return 0.95
    forth = sum(max(_word(a, b) for b in right) for a in left) / len(left)
    back = sum(max(_word(a, b) for a in left) for b in right) / len(right)
    return min(forth, back) * 0.7 + max(forth, back) * 0.3


def _is_initials(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    letters = "".join(word[0] for word in full)
    return len(short) == 1 and len(letters) >= _SHORTEST_PREFIX and short[0] == letters


@lru_cache(maxsize=200_000)
def _word(one: str, other: str) -> float:
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    if len(short) >= _SHORTEST_PREFIX and long.startswith(short):
        return 0.9
    ratio = SequenceMatcher(None, one, other).ratio()
    return ratio if ratio >= NEAR else 0.0
