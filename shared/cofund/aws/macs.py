"""Message authentication by an HMAC key in KMS.

The key's id comes from the installation; no token ever names a key or an algorithm.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cofund.aws.trouble import named_trouble

if TYPE_CHECKING:
    from mypy_boto3_kms import KMSClient

ALGORITHM: Final = "HMAC_SHA_256"
MAC_BYTES = 32
LONGEST_MESSAGE = 4_096
"""KMS takes no longer message."""


class KmsMacs:
    """Signs and verifies with one key, by one algorithm."""

    def __init__(self, client: KMSClient, *, key_id: str) -> None:
        self._client = client
        self._key_id = key_id

    def sign(self, message: bytes) -> bytes:
        """Give the MAC of a message.

        Raises:
            ValueError: the message is empty or longer than the service takes.
        """
        if not 1 <= len(message) <= LONGEST_MESSAGE:
            raise ValueError(f"a message has 1 to {LONGEST_MESSAGE} bytes")
        with named_trouble("the key service"):
            signed = self._client.generate_mac(
                KeyId=self._key_id, Message=message, MacAlgorithm=ALGORITHM
            )
        return signed["Mac"]

    def verify(self, message: bytes, mac: bytes) -> bool:
        """Say whether the MAC is the message's; what was never signed isn't even asked about."""
        if not 1 <= len(message) <= LONGEST_MESSAGE or len(mac) != MAC_BYTES:
            return False
        with named_trouble("the key service"):
            try:
                verified = self._client.verify_mac(
                    KeyId=self._key_id, Message=message, Mac=mac, MacAlgorithm=ALGORITHM
                )
            except self._client.exceptions.KMSInvalidMacException:
                return False
        return verified["MacValid"]
