"""The stick and the shared folder: the same files on both, taken to the agency by hand or by wire.

    DERMAGA/agency.json               whose it is
    DERMAGA/revoked.json              which kiosks and certificates do not count any more
    DERMAGA/up/<device>/<parcel>      parcels of kiosks, until a receipt for them lies here
    DERMAGA/receipts/<device>.json    what the agency has
    DERMAGA/elsewhere/<device>.dermaga    what learners did on other kiosks
    DERMAGA/ask/<device>.json         a kiosk asks to be paired, or a new life for its certificate
    DERMAGA/pair/<device>.json        the answer

A kiosk writes and removes only what is its own, so that any number of them may share a folder.
"""

from __future__ import annotations

import contextlib
import re
from pathlib import Path
from typing import Final, Literal, TypeVar

import msgspec

from kiosk.parcel import sealing
from kiosk.parcel.forms import (
    Agency,
    DeviceCertificate,
    ElsewhereAsk,
    PairAsk,
    PairFile,
    Receipt,
    Request,
    Revocations,
)
from kiosk.parcel.parcel import MOST_SEALED, SUFFIX, ParcelTrouble, opened
from kiosk.sync.carrier import Stretch
from kiosk.sync.files import PART, Files
from kiosk.sync.trouble import SyncTrouble

FOLDER: Final = "DERMAGA"
_MOST_PARCEL: Final = MOST_SEALED + (1 << 16)
Form = TypeVar("Form", bound=msgspec.Struct)
_NAME: Final = re.compile(r"([0-9a-f-]{36})-([0-9]{1,18})-([0-9]{1,18})" + re.escape(SUFFIX))


class Folder:
    """One stick or shared folder. `root` is the folder in which `DERMAGA` lies, or will lie.

    `to` names the agency's key for which parcels lie here; empty: any.
    """

    def __init__(
        self,
        root: Path,
        kind: Literal["stick", "folder"],
        to: str = "",
        files: type[Files] = Files,
    ) -> None:
        self.kind: Literal["stick", "folder"] = kind
        self.root, self._to = root, to
        self._files = files(root)

    def agency(self) -> Agency | None:
        """Whose it is; None for an empty stick, or one that lost it: parcels are sealed anyhow."""
        if not self._files.there():
            raise SyncTrouble("away")
        return self._form("agency.json", Agency)

    def revoked(self) -> Revocations | None:
        """The list that lies here."""
        return self._form("revoked.json", Revocations)

    def certify(self, request: Request) -> DeviceCertificate | None:
        """The certificate, if it lies here; else the request does from now on."""
        answer = self.paired(request.device)
        if answer is not None and answer.certificate.public == request.public:
            self._drop(f"{FOLDER}/ask/{request.device}.json")
            return answer.certificate
        self._put(f"ask/{request.device}.json", sealing.written(request))
        return None

    def ask(self, ask: PairAsk) -> None:
        """Lay down the wish to be paired."""
        self._put(f"ask/{ask.device}.json", sealing.written(ask))

    def paired(self, device: str) -> PairFile | None:
        """The agency's answer to that wish, as it lies here; None if there is none, or half."""
        return self._form(f"pair/{device}.json", PairFile)

    def receipt(self, device: str) -> Receipt | None:
        """The receipt that lies here; a half one is none."""
        return self._form(f"receipts/{device}.json", Receipt)

    def lying(self, device: str) -> tuple[Stretch, ...]:
        """Stretches of a device whose parcels lie here whole. What is left of half ones goes."""
        found = []
        for name, stretch in self._parcels(device):
            if self._whole(device, name, stretch):
                found.append(stretch)
            else:
                self._drop(f"{FOLDER}/up/{device}/{name}")
        return tuple(found)

    def _parcels(self, device: str) -> list[tuple[str, Stretch]]:
        """Names of a device's own parcels; its temporary files are removed on the way."""
        found = []
        for name in self._files.names(f"{FOLDER}/up/{device}"):
            whole = _NAME.fullmatch(name)
            if whole and whole[1] == device:
                found.append((name, (int(whole[2]), int(whole[3]))))
            elif name.endswith(SUFFIX + PART):
                self._drop(f"{FOLDER}/up/{device}/{name}")
        return found

    def _whole(self, device: str, name: str, stretch: Stretch) -> bool:
        kept = self._files.read(f"{FOLDER}/up/{device}/{name}", _MOST_PARCEL)
        try:
            header = opened(kept or b"")
        except ParcelTrouble:
            return False
        same = (header.device, (header.first, header.last)) == (device, stretch)
        return same and self._to in {"", header.to}

    def send(self, name: str, parcel: bytes) -> None:
        """Lay a parcel down, durable at return; `name` as `name_of` gives it."""
        named = _NAME.fullmatch(name)
        if named is None:
            raise ValueError(name)
        self._put(f"up/{named[1]}/{name}", parcel)

    def clear(self, receipt: Receipt) -> None:
        """Take away a device's parcels that the agency has."""
        for name, (first, last) in self._parcels(receipt.device):
            if receipt.holds(first, last):
                self._drop(f"{FOLDER}/up/{receipt.device}/{name}")

    def elsewhere(self, ask: ElsewhereAsk) -> bytes | None:
        """The parcel down that lies here for a device; the question lies here from now on."""
        place = f"ask/{ask.device}.json"
        with contextlib.suppress(SyncTrouble):  # a stick that cannot be written can still be read
            if self._question(place) != (ask.learners, ask.after):
                self._put(place, sealing.written(ask))
        return self._files.read(f"{FOLDER}/elsewhere/{ask.device}{SUFFIX}", _MOST_PARCEL)

    def _form(self, place: str, kind: type[Form]) -> Form | None:
        """A form that lies here; None if there is none, or what the stick kept of one."""
        kept = self._read(place)
        try:
            return None if kept is None else sealing.read(kept, kind)
        except ParcelTrouble as trouble:
            if trouble.code == "newer":
                raise SyncTrouble("newer") from trouble
            return None

    def _question(self, place: str) -> tuple[tuple[str, ...], str] | None:
        try:
            there = sealing.read(self._read(place) or b"", ElsewhereAsk)
        except ParcelTrouble:
            return None
        return there.learners, there.after

    def _drop(self, place: str) -> None:
        """Take a file away, if this stick lets go of it."""
        try:
            self._files.remove(place)
        except SyncTrouble as trouble:
            if trouble.code != "read-only":
                raise

    def _read(self, place: str) -> bytes | None:
        return self._files.read(f"{FOLDER}/{place}", sealing.LIMIT)

    def _put(self, place: str, content: bytes) -> None:
        """Write, unless just that lies there: a stick wears out."""
        place = f"{FOLDER}/{place}"
        if self._files.read(place, len(content)) != content:
            self._files.write(place, content)


def is_ours(root: Path, agency: Agency) -> bool:
    """Whether a stick is of this agency; one that cannot be read is not."""
    try:
        found = Folder(root, "stick").agency()
    except SyncTrouble:
        return False
    return found is not None and found.sign == agency.sign
