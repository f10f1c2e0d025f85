"""The register and the renewal list as tables for Excel. They name people: keep them as such."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from kiosk.register.listing import Entry, State
from kiosk.register.table import csv_bytes, nip_text
from kiosk.register.validity import Renewal

STATES: Final[Mapping[State, str]] = {
    State.VALID: "Berlaku",
    State.EXPIRING: "Segera habis",
    State.EXPIRED: "Kedaluwarsa",
    State.REPLACED: "Diganti",
    State.REVOKED: "Dicabut",
    State.SAMPLE: "Contoh",
}
_HEAD: Final = (
    "Nomor", "Tanggal terbit", "Nama", "NIP", "Unit", "Pelatihan", "JP", "Nilai", "Kios", "Keadaan",
    "Berlaku sampai", "Dicabut sejak", "Alasan", "Diganti dengan", "Menggantikan", "Cetakan",
)  # fmt: skip
_RENEWALS: Final = ("Berlaku sampai", "Keadaan", "Nama", "NIP", "Unit", "Pelatihan", "Nomor")
GONE: Final = "(pemegang dihapus)"


def register_csv(entries: Iterable[Entry]) -> bytes:
    """Every entry with all that the register knows; dates ISO, so that they sort."""
    return csv_bytes(_HEAD, (_row(entry) for entry in entries))


def _row(x: Entry) -> tuple[str | int, ...]:
    return (
        x.number, x.issued, x.name or GONE, nip_text(x.nip), x.unit, x.title, x.hours, x.score,
        x.kiosk, STATES[x.state], x.valid_until, x.revoked, x.reason, x.replaced_by, x.replaces,
        x.prints,
    )  # fmt: skip


def renewals_csv(renewals: Iterable[Renewal]) -> bytes:
    """Whom to call up again, who ran out first at the top."""
    rows = (
        (r.entry.valid_until, STATES[r.entry.state], r.entry.name, nip_text(r.entry.nip),
         r.entry.unit, r.entry.title, r.entry.number)
        for r in renewals
    )  # fmt: skip
    return csv_bytes(_RENEWALS, rows)
