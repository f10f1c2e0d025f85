"""The agency's hub over HTTP. Everything that is asked may be asked again without harm."""

from __future__ import annotations

import time
from collections.abc import Callable
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
    Refusal,
    Request,
    Revocations,
)
from kiosk.parcel.parcel import MOST_SEALED, ParcelTrouble
from kiosk.sync.carrier import Stretch
from kiosk.sync.trouble import CODES, SyncCode, SyncTrouble
from kiosk.wire.wire import Answer, Wire

Form = TypeVar("Form", bound=msgspec.Struct)
BASE: Final = "/post/1"
TRIES: Final = 3
_FIRST_PAUSE: Final = 0.5
_MOST_PAUSE: Final = 5.0
"""Seconds that a round itself waits for a busy hub; what takes longer is the next round's."""
_PARCEL: Final = MOST_SEALED + (1 << 16)
_WORTH_ANOTHER: Final = frozenset({"gone", "slow", "wait"})
_CODES: Final[dict[str, SyncCode]] = {
    "away": "wait",
    "taken": "twin",
    "request": "unpaired",
    "short": "gone",
}
"""Codes of the hub that are called otherwise here."""
_BY_STATUS: Final[dict[int, SyncCode]] = {
    401: "unpaired",
    403: "refused",
    408: "slow",
    409: "refused",
    413: "large",
    429: "wait",
}
_OK, _NOTHING, _NOT_FOUND, _BAD, _BROKEN = 200, 204, 404, 400, 500


class Hub:
    """A carrier to one hub. `version` and `waiting` are what the hub's pages show of this kiosk.

    `chance` and `sleep` are for the pauses between tries.
    """

    kind: Literal["lan"] = "lan"

    def __init__(  # noqa: PLR0913 - what is shown and the pauses have defaults
        self,
        wire: Wire,
        chance: Callable[[int], bytes],
        *,
        version: str = "",
        waiting: int = 0,
        tries: int = TRIES,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._wire, self._chance, self._sleep, self._tries = wire, chance, sleep, tries
        self._ended = False
        self._about = {"dermaga-version": version, "dermaga-waiting": str(waiting)}

    def close(self) -> None:
        """Hang up."""
        self._wire.close()

    def cut(self) -> None:
        """End the question under way, from any thread, and ask no more."""
        self._ended = True
        self._wire.cut()

    def agency(self) -> Agency:
        """Whose hub it is."""
        try:
            return sealing.read_agency(self._asked("GET", "agency", None).body)
        except ParcelTrouble as trouble:
            raise _unread(trouble) from trouble

    def pair(self, ask: PairAsk) -> PairFile:
        """Be paired by a code. It is spent even if the answer is lost, so it is asked once."""
        answer = self._once("POST", "pair", sealing.written(ask), sealing.LIMIT)
        return _form(answer, PairFile)

    def certify(self, request: Request) -> DeviceCertificate:
        """The certificate of a new life."""
        answer = self._asked("POST", "request", sealing.written(request))
        return _form(answer, DeviceCertificate)

    def receipt(self, device: str) -> Receipt | None:
        """The last receipt of a device; None if the hub does not know it."""
        try:
            return _form(self._asked("GET", f"receipts/{device}", None), Receipt)
        except SyncTrouble as trouble:
            if trouble.code == "unpaired":
                return None  # a hub that knows it by its parcel's certificate alone: send
            raise

    def revoked(self) -> Revocations:
        """Devices and certificates that no longer count."""
        return _form(self._asked("GET", "revoked", None), Revocations)

    def lying(self, _device: str) -> tuple[Stretch, ...]:
        """Nothing lies on a wire."""
        return ()

    def send(self, _name: str, parcel: bytes) -> Receipt:
        """Hand a parcel over and have its receipt."""
        return _form(self._asked("POST", "parcels", parcel), Receipt)

    def clear(self, _receipt: Receipt) -> None:
        """Nothing to take away."""

    def elsewhere(self, ask: ElsewhereAsk) -> bytes | None:
        """What learners did on other kiosks."""
        answer = self._asked("POST", "elsewhere", sealing.written(ask), _PARCEL)
        return None if answer.status == _NOTHING else answer.body

    def _asked(
        self, method: str, path: str, body: bytes | None, limit: int = sealing.LIMIT
    ) -> Answer:
        """Ask, and again after a short pause if that may help."""
        for n in range(1, self._tries):
            try:
                return self._once(method, path, body, limit)
            except SyncTrouble as trouble:
                if self._ended or trouble.code not in _WORTH_ANOTHER:
                    raise
                if trouble.wait > _MOST_PAUSE:
                    raise
                self._sleep(max(trouble.wait, self._pause(n)))
        return self._once(method, path, body, limit)

    def _pause(self, n: int) -> float:
        drawn = int.from_bytes(self._chance(2), "big") / 65_536
        return float(_FIRST_PAUSE * 2**n * (0.5 + drawn / 2))

    def _once(self, method: str, path: str, body: bytes | None, limit: int) -> Answer:
        answer = self._wire.ask(method, f"{BASE}/{path}", limit, body=body, headers=self._about)
        if answer.status not in {_OK, _NOTHING}:
            raise refused(answer)
        return answer


def refused(answer: Answer) -> SyncTrouble:
    """What an answer other than 200 means: by its code if it has one of ours, else by its status.

    A page of somebody else's (a captive portal, a proxy) is "strange".
    """
    try:
        said = msgspec.json.decode(answer.body, type=Refusal).code
    except (msgspec.MsgspecError, UnicodeDecodeError):
        said = ""
    code = _CODES.get(said) or (said if said in CODES else None)
    if code is None:
        code = _BY_STATUS.get(answer.status)
    if code is None and answer.status >= _BROKEN:
        code = "wait"
    if code is None and said:
        code = "refused"
    return SyncTrouble(_code(code or "strange"), answer.wait)


def _code(said: str) -> SyncCode:
    found: SyncCode = msgspec.convert(said, SyncCode)
    return found


def _form(answer: Answer, kind: type[Form]) -> Form:
    try:
        return sealing.read(answer.body, kind)
    except ParcelTrouble as trouble:
        raise _unread(trouble) from trouble


def _unread(trouble: ParcelTrouble) -> SyncTrouble:
    return SyncTrouble("newer" if trouble.code == "newer" else "strange")
