"""Why an electronic signature cannot be made, as one error with a code."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

KeyCode: TypeAlias = Literal[
    "p12-file",
    "p12-damaged",
    "p12-passphrase",
    "p12-old",
    "p12-no-key",
    "key-other",
    "key-kind",
    "key-weak",
    "key-usage",
    "key-early",
    "key-expired",
    "chain-broken",
    "ca-damaged",
]
FileCode: TypeAlias = Literal[
    "pdf-damaged", "pdf-encrypted", "pdf-locked", "pdf-changed", "box-taken", "no-box", "check"
]
ServerCode: TypeAlias = Literal[
    "server-away",
    "server-slow",
    "server-foreign",
    "server-strange",
    "server-refused",
    "server-nonce",
    "server-clock",
    "server-untrusted",
    "list-away",
    "revoked",
]
SignCode: TypeAlias = KeyCode | FileCode | ServerCode
CODES: tuple[str, ...] = get_args(KeyCode) + get_args(FileCode) + get_args(ServerCode)


class SignTrouble(Exception):
    """No signature was made.

    The key: "p12-file" cannot be read; "p12-damaged" is no P12; "p12-passphrase"; "p12-old" is
    locked by a cipher nobody trusts any more; "p12-no-key" holds no key or no certificate of it;
    "key-other": its certificate is another key's; "key-kind" is neither RSA nor a curve of NIST,
    which readers of PDFs know; "key-weak": RSA below 2048 bits, a curve below 256, a certificate
    signed over SHA-1; "key-usage": the certificate is not meant for signing; "key-early" and
    "key-expired" with the ISO date in `detail`; "chain-broken": its authorities do not vouch for
    it at this time; "ca-damaged": the file of authorities holds none.

    The file: "pdf-damaged", "pdf-encrypted"; "pdf-locked": an earlier signature forbids another;
    "pdf-changed": something else than a signature was added, or an earlier signature does not hold
    any more; "box-taken": another key signed in this place; "no-box": there is no such place;
    "check": what was made does not stand the test named in `detail`.

    The servers, their address or words in `detail`: "server-away", "server-slow", "server-foreign"
    (its TLS certificate does not hold), "server-strange" (no time stamp), "server-refused",
    "server-nonce" (an answer to another question), "server-clock" (its ISO date in `detail` is more
    than a day from ours), "server-untrusted"; "list-away": no revocation
    list; "revoked": the certificate is on it.
    """

    def __init__(self, code: SignCode, detail: str = "") -> None:
        super().__init__(code)
        self.code: SignCode = code
        self.detail = detail
