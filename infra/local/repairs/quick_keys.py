"""Stock moto makes an RSA key pair for every KMS key (up to half a second), needed or not.

Symmetric and HMAC keys never use theirs.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any


@cache
def apply() -> None:
    """Make key pairs for asymmetric keys only."""
    from moto.kms import models

    models.generate_private_key = _where_needed(models.generate_private_key)


def _where_needed(original: Callable[[str], Any]) -> Callable[[str], Any]:
    def generate_private_key(key_spec: str) -> Any:
        return original(key_spec) if key_spec.startswith(("RSA", "ECC", "SM2")) else None

    return generate_private_key
