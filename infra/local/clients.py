"""boto3 clients that talk to the engine, whatever the shell's AWS settings say."""

from __future__ import annotations

import threading
from functools import cache
from typing import Any

from infra.local.account import ACCESS_KEY_ID, SIGNING_WORD


class Clients:
    """One client per service, made when first asked for."""

    def __init__(self, *, region: str, endpoint: str | None) -> None:
        """`endpoint` is the engine's AWS address; without one, moto answers in this program."""
        self._region = region
        self._endpoint = endpoint
        self._made: dict[str, Any] = {}
        self._lock = threading.Lock()

    def client(self, service: str) -> Any:
        """The client of this service."""
        with self._lock:
            if service not in self._made:
                self._made[service] = self._new(service)
            return self._made[service]

    def _new(self, service: str) -> Any:
        from botocore.config import Config

        return _session().client(
            service,
            region_name=self._region,
            endpoint_url=self._endpoint,
            aws_access_key_id=ACCESS_KEY_ID,
            aws_secret_access_key=SIGNING_WORD,
            config=Config(signature_version="s3v4") if service == "s3" else Config(),
        )


@cache
def _session() -> Any:
    """One session for all clients of the program: a new one reads half a second of JSON."""
    import moto.core.models  # noqa: F401 - moto answers only sessions that come after it
    from boto3.session import Session

    return Session()
