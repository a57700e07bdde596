"""Message authentication with a key of its own; checked by tests/adapters/test_macs.py."""

from __future__ import annotations

import hashlib
import hmac

LONGEST_MESSAGE = 4_096


class MemoryMacs:
    """HMAC-SHA-256 under a key that is given."""

    def __init__(self, key: bytes = b"a key for tests") -> None:
        self._key = key

    def sign(self, message: bytes) -> bytes:
        if not 1 <= len(message) <= LONGEST_MESSAGE:
            raise ValueError("a message has 1 to 4096 bytes")
        return hmac.digest(self._key, message, hashlib.sha256)

    def verify(self, message: bytes, mac: bytes) -> bool:
        if not 1 <= len(message) <= LONGEST_MESSAGE:
            return False
        return hmac.compare_digest(self.sign(message), mac)
