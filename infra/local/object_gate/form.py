"""A browser's upload form, from the request to S3's answer."""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import IO, Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from botocore.exceptions import ClientError
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import parse_form_data

from infra.local.account import SIGNING_WORD
from infra.local.http_front import Reply
from infra.local.object_gate.answers import post_response, refusal
from infra.local.object_gate.post_policy import PolicyRefusal, Upload, check_policy

_MAX_FORM_BYTES = 64 * 1024 * 1024
_MAX_FIELDS_BYTES = 100 * 1024
_MAX_FIELDS = 100
_AS_OBJECT_PARAMETER = {
    "content-type": "ContentType",
    "content-disposition": "ContentDisposition",
    "content-encoding": "ContentEncoding",
    "cache-control": "CacheControl",
    "x-amz-server-side-encryption": "ServerSideEncryption",
    "x-amz-server-side-encryption-aws-kms-key-id": "SSEKMSKeyId",
}


def take_upload(environ: Any, bucket: str, s3: Any) -> Reply:
    """Read the form, check it, store its file, and answer as the form wishes."""
    try:
        _, form, files = parse_form_data(
            environ,
            max_content_length=_MAX_FORM_BYTES,
            max_form_memory_size=_MAX_FIELDS_BYTES,
            max_form_parts=_MAX_FIELDS,
        )
    except RequestEntityTooLarge:
        return refusal(400, "EntityTooLarge", "The form is too large.")
    fields = {name.lower(): value for name, value in form.items()}
    sent = files.get("file")
    if sent is None and "file" not in fields:
        return refusal(400, "InvalidArgument", "POST requires exactly one file upload per request.")
    if sent is None:
        return _take(fields, io.BytesIO(fields["file"].encode()), bucket, s3)
    fields["key"] = fields.get("key", "").replace("${filename}", sent.filename or "")
    with sent.stream as file:
        return _take(fields, file, bucket, s3)


def _take(fields: Mapping[str, str], file: IO[bytes], bucket: str, s3: Any) -> Reply:
    upload = Upload(bucket=bucket, fields=fields, size=_size(file))
    try:
        check_policy(upload, signing_word=SIGNING_WORD, now=datetime.now(UTC))
        _check_sum(fields, file)
        stored = _store(s3, bucket, fields, file)
    except PolicyRefusal as refused:
        return refusal(refused.status, refused.code, refused.message)
    except ClientError as error:
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        described = error.response["Error"]
        return refusal(status, described["Code"], described["Message"])
    return _answer(fields, bucket, stored)


def _size(file: IO[bytes]) -> int:
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    return size


def _check_sum(fields: Mapping[str, str], file: IO[bytes]) -> None:
    wanted = fields.get("x-amz-checksum-sha256")
    if wanted is None:
        return
    found = base64.b64encode(hashlib.sha256(file.read()).digest()).decode()
    file.seek(0)
    if found != wanted:
        raise PolicyRefusal(400, "BadDigest", "The SHA-256 you specified did not match the file.")


def _store(s3: Any, bucket: str, fields: Mapping[str, str], file: IO[bytes]) -> Any:
    parameters: dict[str, Any] = {
        parameter: fields[name]
        for name, parameter in _AS_OBJECT_PARAMETER.items()
        if name in fields
    }
    prefix = "x-amz-meta-"
    parameters["Metadata"] = {
        name.removeprefix(prefix): value
        for name, value in fields.items()
        if name.startswith(prefix)
    }
    if not all(value.isascii() for value in parameters["Metadata"].values()):
        raise PolicyRefusal(400, "InvalidArgument", "Metadata must be US-ASCII.")
    return s3.put_object(Bucket=bucket, Key=fields["key"], Body=file, **parameters)


def _answer(fields: Mapping[str, str], bucket: str, stored: Any) -> Reply:
    key, etag = fields["key"], stored["ETag"]
    headers = {"etag": etag, "location": f"/{bucket}/{key}"}
    if "VersionId" in stored:
        headers["x-amz-version-id"] = stored["VersionId"]
    redirect = fields.get("success_action_redirect") or fields.get("redirect")
    if redirect:
        headers["location"] = _with_result(redirect, {"bucket": bucket, "key": key, "etag": etag})
        return Reply(status=303, body=b"", headers=headers)
    wished = fields.get("success_action_status")
    if wished == "201":
        body = post_response(location=headers["location"], bucket=bucket, key=key, etag=etag)
        return Reply(status=201, body=body, headers={**headers, "content-type": "application/xml"})
    return Reply(status=200 if wished == "200" else 204, body=b"", headers=headers)


def _with_result(address: str, result: Mapping[str, str]) -> str:
    parts = urlsplit(address)
    query = "&".join(part for part in (parts.query, urlencode(result)) if part)
    return urlunsplit(parts._replace(query=query))
