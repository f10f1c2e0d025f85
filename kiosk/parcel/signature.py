"""Whether a signature holds. Ed25519 (RFC 8032)."""

from __future__ import annotations


def signed_by(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the holder of the key signed the message."""
    from nacl.exceptions import BadSignatureError
    from nacl.exceptions import ValueError as BadShape
    from nacl.signing import VerifyKey

    try:
        VerifyKey(public).verify(message, signature)
    except (BadSignatureError, BadShape, TypeError):
        return False
    return True
