"""A foreign record store over plain xAPI 1.0.3, with the answers that real ones give."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal, TypeAlias
from urllib.parse import quote

import msgspec

from kiosk.wire.trouble import SyncTrouble
from kiosk.wire.wire import Answer, Wire

Said: TypeAlias = Literal["taken", "conflict", "large", "refused"]
_LIMIT: Final = 1 << 22
_TAKEN: Final = frozenset({200, 204})
_KEY_REFUSED: Final = frozenset({401, 403})
_LATER: Final = frozenset({408, 425, 429})
_CONFLICT, _LARGE, _BAD, _NOT_FOUND, _BROKEN = 409, 413, 400, 404, 500


class Lrs:
    """One record store; `url` is what stands before `/statements`.

    Everything raises SyncTrouble: as `Wire`, "unpaired" where the key is refused (401, 403),
    "wait" (429, 5xx) and "strange" (no record store).
    """

    def __init__(
        self, url: str, key: tuple[str, str], *, ca: str = "", seconds: float = 60.0
    ) -> None:
        login = base64.b64encode(":".join(key).encode()).decode()
        headers = {
            "authorization": f"Basic {login}",
            "x-experience-api-version": "1.0.3",
        }
        self._wire = Wire(url, ca=ca, headers=headers, all_seconds=seconds)

    def close(self) -> None:
        """Hang up."""
        self._wire.close()

    def post(self, statements: Sequence[Mapping[str, Any]]) -> Said:
        """Hand statements over, all or none.

        "conflict": one of them, or its id, is there already, and some stores say so even if it is
        the very same; "large": less at once; "refused": one of them is not to the store's liking.
        """
        body = msgspec.json.encode(statements)
        more = {"content-type": "application/json"}
        answer = self._wire.ask("POST", "statements", _LIMIT, body=body, headers=more)
        if answer.status in _TAKEN:
            return "taken"
        if answer.status == _CONFLICT:
            return "conflict"
        if answer.status == _LARGE:
            return "large"
        if answer.status == _BAD:
            return "refused"
        raise _trouble(answer)

    def get(self, statement_id: str) -> Mapping[str, Any] | None:
        """The statement that is there under an id, also a voided one; None if there is none."""
        for name in ("statementId", "voidedStatementId"):
            answer = self._wire.ask("GET", f"statements?{name}={quote(statement_id)}", _LIMIT)
            if answer.status in _TAKEN:
                return _statement(answer)
            if answer.status not in {_NOT_FOUND, _BAD}:
                raise _trouble(answer)
        return None


def _statement(answer: Answer) -> Mapping[str, Any]:
    try:
        return msgspec.json.decode(answer.body, type=dict[str, Any])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise SyncTrouble("strange") from error


def _trouble(answer: Answer) -> SyncTrouble:
    if answer.status in _KEY_REFUSED:
        return SyncTrouble("unpaired")
    if answer.status in _LATER or answer.status >= _BROKEN:
        return SyncTrouble("wait", answer.wait)
    return SyncTrouble("strange")
