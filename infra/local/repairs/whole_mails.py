"""Stock moto keeps only half of a mail sent through SES v2.

The plain text is dropped where there is HTML beside it, and so are reply addresses, headers, the
configuration set and the time. Every accepted mail is handed, whole, to whoever is connected here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache, wraps
from typing import Any

Keep = Callable[[str, Mapping[str, Any]], None]
"""Takes the message id and the request of `SendEmail`."""

_connected: list[Keep] = []


def connect(keep: Keep) -> None:
    """Hand every sent mail to `keep` from now on."""
    _connected[:] = [keep]


@cache
def apply() -> None:
    """Keep what SES accepts."""
    from moto.sesv2.responses import SESV2Response

    SESV2Response.send_email = _kept(SESV2Response.send_email)


def _kept(original: Callable[..., str]) -> Callable[..., str]:
    @wraps(original)
    def send_email(self: Any) -> str:
        answer = original(self)
        for keep in _connected:
            keep(json.loads(answer)["MessageId"], json.loads(self.body))
        return answer

    return send_email
