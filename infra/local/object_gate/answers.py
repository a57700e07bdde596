"""How S3 refuses."""

from __future__ import annotations

from xml.sax.saxutils import escape

from infra.local.http_front import Reply

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def refusal(status: int, code: str, message: str) -> Reply:
    """An error document with S3's code."""
    body = f"<Error><Code>{escape(code)}</Code><Message>{escape(message)}</Message></Error>"
    return Reply(
        status=status, body=(_XML + body).encode(), headers={"content-type": "application/xml"}
    )


def post_response(*, location: str, bucket: str, key: str, etag: str) -> bytes:
    """The document that a form gets with `success_action_status` 201."""
    parts = {"Location": location, "Bucket": bucket, "Key": key, "ETag": etag}
    inner = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in parts.items())
    return f"{_XML}<PostResponse>{inner}</PostResponse>".encode()
