"""The demonstration: a sample agency and five sample learners, certificates marked CONTOH."""

from __future__ import annotations

from kiosk.people.agency import Settings, Signatory
from kiosk.people.learner import Learner, Sample, learner_id
from kiosk.people.nip import Kind

UNITS = (
    "Dinas Contoh Pelayanan Terpadu",
    "Dinas Contoh Kependudukan",
    "Sekretariat Daerah Contoh",
    "Kecamatan Contoh",
)
SETTINGS = Settings(
    agency="Badan Kepegawaian dan Pengembangan Sumber Daya Manusia Kota Contoh",
    short="BKPSDM",
    city="Kota Contoh",
    domain="contoh.go.id",
    kop=(
        "Pemerintah Kota Contoh",
        "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
        "Jalan Contoh Nomor 1, Kota Contoh",
    ),
    kiosk_code="CONTOH-01",
    kiosk_name="Kios contoh",
    units=UNITS,
    signatory=Signatory("Pejabat Contoh", "", "Kepala BKPSDM Kota Contoh"),
    demo=True,
)
PASSPHRASE = "contoh-petugas"
_PEOPLE = (
    ("198704122011012008", Kind.PNS, "Penata Tingkat I (III/d)", "Pranata Komputer Ahli Muda"),
    ("197503082000031002", Kind.PNS, "Pembina (IV/a)", "Kepala Bidang Pelayanan"),
    ("199106252022212003", Kind.PPPK, "Golongan IX", "Penata Layanan Operasional"),
    ("196911171994031004", Kind.PNS, "Penata (III/c)", "Lurah"),
    ("198208302009012005", Kind.PNS, "Penata Muda Tingkat I (III/b)", "Petugas Loket"),
)
_PINS = ("482913", "719304", "260871", "935162", "604728")

# argon2id of the PINs and the passphrase above, made once by store.secret: they are shown on the
# screen, so nothing is given away, and trying the kiosk need not wait for six slow hashes.
PASSPHRASE_HASH = (
    "$argon2id$v=19$m=65536,t=1,p=2$V5iIZ6EJeBnhvvjDXccwVQ"
    "$rPx+mgSacubRQZJs7AWz2PYxQY1NtEcPGI/9eEsHmHw"
)
PIN_HASHES = (
    (
        "$argon2id$v=19$m=19456,t=2,p=1$LxQL89RHjkgsmBsjz07FkQ"
        "$cQMpGbn6jVnQQvJGI7zrhcaOuZPKcLAMTZj1g8O6bgA"
    ),
    (
        "$argon2id$v=19$m=19456,t=2,p=1$fbyOwMBwtbovjQYsIRpIVA"
        "$bPNK6/5vK3qiohe90DKZFGobBDJNkuUUQBzSwGTZ37g"
    ),
    (
        "$argon2id$v=19$m=19456,t=2,p=1$2/61tmhhb4XZVzAT7PNMlQ"
        "$B2oUX8YIp5wDc6Sqi5MZeNXK0l57W4+MxWon6aTe/KE"
    ),
    (
        "$argon2id$v=19$m=19456,t=2,p=1$yaowCFUELg8eO3idrP7NgQ"
        "$BdfohHi7H5Ui9IdQHlShvowHRaL7SvaqWyDFRjuxZu8"
    ),
    (
        "$argon2id$v=19$m=19456,t=2,p=1$Kvxwjry1ZXfE409NNkbsuA"
        "$knHYUahX2a7KIg4CUIe6I73BpOtoZxVh+jXh+rdv+NA"
    ),
)

LEARNERS = tuple(
    Learner(
        learner_id(nip), f"Peserta Contoh {n}", UNITS[(n - 1) % len(UNITS)], kind, nip, rank, job
    )
    for n, (nip, kind, rank, job) in enumerate(_PEOPLE, 1)
)
SAMPLES = tuple(
    Sample(learner.name, learner.nip, pin) for learner, pin in zip(LEARNERS, _PINS, strict=True)
)
