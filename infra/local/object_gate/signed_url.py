"""Pre-signed URLs: whether the signature is right and the time has not run out."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from botocore.auth import S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from infra.local.account import ACCESS_KEY_ID, SIGNING_WORD

_LONGEST_SECONDS = 7 * 24 * 3600


def is_signed(query: str) -> bool:
    """Whether the URL carries a signature."""
    return "X-Amz-Signature=" in query


def has_expired(query: str, now: datetime) -> bool:
    """Whether the URL's time has run out, or was never set."""
    fields = dict(parse_qsl(query))
    try:
        signed_at = datetime.strptime(fields["X-Amz-Date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        seconds = int(fields["X-Amz-Expires"])
    except (KeyError, ValueError):
        return True
    return not 0 <= seconds <= _LONGEST_SECONDS or now > signed_at + timedelta(seconds=seconds)


def is_genuine(method: str, path: str, query: str, headers: Mapping[str, str]) -> bool:
    """Whether the signature is the one of this method, path, query and the signed headers."""
    pairs = parse_qsl(query, keep_blank_values=True)
    fields = dict(pairs)
    scope = fields.get("X-Amz-Credential", "").split("/")
    if len(scope) != 5:
        return False
    unsigned = urlencode([pair for pair in pairs if pair[0] != "X-Amz-Signature"], quote_via=quote)
    request = AWSRequest(method=method, url=f"http://local{quote(path)}?{unsigned}")
    for name in fields.get("X-Amz-SignedHeaders", "").split(";"):
        request.headers[name] = headers.get(name, "")
    request.context["timestamp"] = fields.get("X-Amz-Date", "")
    expected = _signature(request, region=scope[2])
    return hmac.compare_digest(expected.encode(), fields["X-Amz-Signature"].encode())


def _signature(request: Any, *, region: str) -> str:
    auth = S3SigV4QueryAuth(Credentials(ACCESS_KEY_ID, SIGNING_WORD), "s3", region)
    text = auth.string_to_sign(request, auth.canonical_request(request))
    signature: str = auth.signature(text, request)
    return signature
