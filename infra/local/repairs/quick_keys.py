"""Stock moto makes an RSA key pair for every KMS key (up to half a second), needed or not.

Symmetric and HMAC keys never use theirs. For every pool of people it works out the same one anew
from its parts, an eighth of a second.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from types import SimpleNamespace
from typing import Any


@cache
def apply() -> None:
    """Make key pairs for asymmetric keys only, and work out the pools' one once."""
    from moto.cognitoidp import models as pools
    from moto.kms import models as keys

    keys.generate_private_key = _where_needed(keys.generate_private_key)
    pools.jwk = SimpleNamespace(RSAKey=_ReadOnce)


def _where_needed(original: Callable[[str], Any]) -> Callable[[str], Any]:
    def generate_private_key(key_spec: str) -> Any:
        return original(key_spec) if key_spec.startswith(("RSA", "ECC", "SM2")) else None

    return generate_private_key


class _ReadOnce:
    """Stands in for `RSAKey` where moto's Cognito asks for its only key."""

    _key: Any = None

    @classmethod
    def import_key(cls, written: Any) -> Any:
        """Give the key, from its parts the first time."""
        from joserfc import jwk

        if cls._key is None:
            cls._key = jwk.RSAKey.import_key(written)
        return cls._key
