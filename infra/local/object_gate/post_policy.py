"""The policy of a browser's upload form: what S3 checks before it takes the file.

Source: Amazon S3, "Browser-based uploads using POST (AWS Signature Version 4)".
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

_NOT_IN_POLICY = {"policy", "x-amz-signature", "file", "bucket"}
_MAX_POLICY_CHARACTERS = 20_000


@dataclass(frozen=True)
class Upload:
    """A form that was sent: its fields in lower case, and the size of its file."""

    bucket: str
    fields: Mapping[str, str]
    size: int


class PolicyRefusal(Exception):
    """S3 does not take the file; `status` and `code` are those of its answer."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message


def check_policy(upload: Upload, *, signing_word: str, now: datetime) -> None:
    """Check signature, expiry and every condition of the form's policy.

    Raises:
        PolicyRefusal: one of them does not hold.
    """
    encoded = upload.fields.get("policy", "")
    if not encoded:
        raise _denied("Access Denied")
    _check_signature(upload.fields, encoded, signing_word)
    policy = _decoded(encoded)
    if now >= datetime.fromisoformat(policy["expiration"].replace("Z", "+00:00")):
        raise _denied("Invalid according to Policy: Policy expired.")
    named = {_check_condition(condition, upload) for condition in policy["conditions"]}
    extra = upload.fields.keys() - named - _NOT_IN_POLICY
    extra = {name for name in extra if not name.startswith("x-ignore-")}
    if extra:
        fields = ", ".join(sorted(extra))
        raise _denied(f"Invalid according to Policy: Extra input fields: {fields}")


def _check_signature(fields: Mapping[str, str], policy: str, signing_word: str) -> None:
    scope = fields.get("x-amz-credential", "").split("/")
    if fields.get("x-amz-algorithm") != "AWS4-HMAC-SHA256" or len(scope) != 5:
        raise PolicyRefusal(400, "InvalidArgument", "The form is not signed with Signature V4.")
    key = ("AWS4" + signing_word).encode()
    for part in scope[1:]:
        key = hmac.digest(key, part.encode(), hashlib.sha256)
    expected = hmac.new(key, policy.encode(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected.encode(), fields.get("x-amz-signature", "").encode()):
        raise PolicyRefusal(
            403, "SignatureDoesNotMatch", "The signature is not that of the form's policy."
        )


def _decoded(encoded: str) -> Any:
    if len(encoded) > _MAX_POLICY_CHARACTERS:
        raise PolicyRefusal(400, "MaxPostPreDataLengthExceededError", "The policy is too long.")
    try:
        return json.loads(base64.b64decode(encoded, validate=True))
    except (binascii.Error, ValueError) as error:
        raise PolicyRefusal(400, "InvalidPolicyDocument", "The policy is not JSON.") from error


def _check_condition(condition: Any, upload: Upload) -> str:
    """Check one condition; give the field that it allows."""
    if isinstance(condition, dict):
        ((name, wanted),) = condition.items()
        return _check_field("eq", name, wanted, upload)
    if condition[0].lower() == "content-length-range":
        _check_size(upload.size, int(condition[1]), int(condition[2]))
        return ""
    operator, name, wanted = condition
    return _check_field(operator.lower(), name.removeprefix("$"), wanted, upload)


def _check_field(operator: str, name: str, wanted: str, upload: Upload) -> str:
    name = name.lower()
    given = upload.bucket if name == "bucket" else upload.fields.get(name, "")
    holds = given == wanted if operator == "eq" else given.startswith(wanted)
    if not holds or operator not in ("eq", "starts-with"):
        failed = json.dumps([operator, f"${name}", wanted])
        raise _denied(f"Invalid according to Policy: Policy Condition failed: {failed}")
    return name


def _check_size(size: int, least: int, most: int) -> None:
    if size > most:
        raise PolicyRefusal(400, "EntityTooLarge", "The upload exceeds the maximum allowed size")
    if size < least:
        raise PolicyRefusal(400, "EntityTooSmall", "The upload is below the minimum allowed size")


def _denied(message: str) -> PolicyRefusal:
    return PolicyRefusal(403, "AccessDenied", message)
