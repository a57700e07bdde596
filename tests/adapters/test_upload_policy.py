"""What a ticket lets through, posted over HTTP as browsers do: security cases 1 to 8."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests

from cofund.aws.files import S3Files
from cofund.models.claim import MAX_DOCUMENT_BYTES, UploadTicket
from infra.local.engine import Engine
from tests.fakes.clock import FakeClock

PDF = "application/pdf"


@pytest.fixture
def files(cloud: Engine) -> S3Files:
    buckets: Any = {"quarantine": "cofund-quarantine"}
    return S3Files(cloud.client("s3"), buckets=buckets, clock=FakeClock())


def a_ticket(
    files: S3Files, *, claim: str = "c-1", document: str = "d-1", redirect_to: str | None = None
) -> UploadTicket:
    return files.ticket(
        f"p-1/{claim}/0001/{document}",
        document_id=document,
        claim_id=claim,
        content_type=PDF,
        redirect_to=redirect_to,
        expires_at=FakeClock()() + timedelta(minutes=10),
    )


def post(
    ticket: UploadTicket, content: bytes = b"%PDF-1.7", /, **changes: str | None
) -> requests.Response:
    """Send a form; a change to None leaves that field out."""
    changed = {name.replace("_", "-"): text for name, text in changes.items()}
    fields = {name: text for name, text in {**ticket.fields, **changed}.items() if text is not None}
    upload = {"file": ("invoice.pdf", content, PDF)}
    return requests.post(ticket.url, data=fields, files=upload, timeout=30, allow_redirects=False)


def refusal(response: requests.Response) -> tuple[int, str]:
    code = response.text.partition("<Code>")[2].partition("</Code>")[0]
    return response.status_code, code


def arrived(files: S3Files, document: str) -> list[int]:
    return [file.size_bytes for file in files.arrived(f"p-1/c-1/0001/{document}", limit=10)]


def test_the_file_that_the_ticket_names_arrives(files: S3Files) -> None:
    assert post(a_ticket(files, document="d-good"), b"12345").status_code == 204
    assert arrived(files, "d-good") == [5]


def test_a_form_without_script_is_led_back_to_its_page(files: S3Files) -> None:
    page = "https://cofund.example/claims/c-1/uploaded?document=d-back"
    answer = post(a_ticket(files, document="d-back", redirect_to=page))
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith(page)


def test_case_1_a_file_over_15_mb_is_refused(files: S3Files) -> None:
    ticket = a_ticket(files, document="d-large")
    assert post(ticket, b"x" * (MAX_DOCUMENT_BYTES + 1)).status_code == 400
    assert arrived(files, "d-large") == []
    assert post(ticket, b"x" * MAX_DOCUMENT_BYTES).status_code == 204
    assert arrived(files, "d-large") == [MAX_DOCUMENT_BYTES]


def test_case_2_an_empty_file_is_refused(files: S3Files) -> None:
    ticket = a_ticket(files, document="d-empty")
    assert refusal(post(ticket, b"")) == (400, "EntityTooSmall")
    assert post(ticket, b"x").status_code == 204


@pytest.mark.parametrize("content_type", ["text/html", "application/pdf; x", "", None])
def test_case_3_another_content_type_is_refused(files: S3Files, content_type: str | None) -> None:
    answer = post(a_ticket(files, document="d-type"), Content_Type=content_type)
    assert refusal(answer) == (403, "AccessDenied")
    assert arrived(files, "d-type") == []


@pytest.mark.parametrize(
    "key", ["p-1/c-1/0001/d-other", "p-2/c-9/0001/d-1", "p-1/c-1/0001/d-key/../x", "${filename}"]
)
def test_case_4_another_key_is_refused(files: S3Files, key: str) -> None:
    before = files.arrived("", limit=1_000)
    answer = post(a_ticket(files, document="d-key"), key=key)
    assert refusal(answer) == (403, "AccessDenied")
    assert files.arrived("", limit=1_000) == before


@pytest.mark.parametrize("signature", ["0" * 64, "", "ff"])
def test_case_5_a_forged_signature_is_refused(files: S3Files, signature: str) -> None:
    answer = post(a_ticket(files, document="d-forged"), x_amz_signature=signature)
    assert answer.status_code == 403
    assert arrived(files, "d-forged") == []


def test_case_5_a_policy_that_was_widened_is_refused(files: S3Files) -> None:
    ticket = a_ticket(files, document="d-wide")
    policy = json.loads(base64.b64decode(ticket.fields["policy"]))
    policy["conditions"] = [["starts-with", "$key", ""]]
    widened = base64.b64encode(json.dumps(policy).encode()).decode()
    assert post(ticket, policy=widened).status_code == 403
    assert arrived(files, "d-wide") == []


def test_case_6_an_expired_ticket_is_refused(
    files: S3Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = datetime.now(UTC) - timedelta(minutes=10, seconds=1)
    monkeypatch.setattr("botocore.signers.get_current_datetime", lambda *_, **__: earlier)
    monkeypatch.setattr("botocore.auth.get_current_datetime", lambda *_, **__: earlier)
    expired = a_ticket(files, document="d-expired")
    monkeypatch.undo()
    assert refusal(post(expired)) == (403, "AccessDenied")
    assert arrived(files, "d-expired") == []


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("acl", "public-read"),
        ("tagging", "<Tagging><TagSet></TagSet></Tagging>"),
        ("x-amz-meta-scan", "clean"),
        ("x-amz-storage-class", "GLACIER"),
        ("x-amz-website-redirect-location", "https://rival.example"),
        ("Cache-Control", "max-age=1"),
    ],
)
def test_case_7_a_field_that_the_ticket_does_not_have_is_refused(
    files: S3Files, field: str, text: str
) -> None:
    answer = post(a_ticket(files, document="d-extra"), **{field: text})
    assert refusal(answer) == (403, "AccessDenied")
    assert arrived(files, "d-extra") == []


@pytest.mark.parametrize(
    ("field", "text"),
    [("x-amz-meta-claim", "c-2"), ("x-amz-meta-document", "d-1"), ("x-amz-meta-claim", None)],
)
def test_case_8_another_claims_marks_are_refused(
    files: S3Files, field: str, text: str | None
) -> None:
    answer = post(a_ticket(files, document="d-marks"), **{field: text})
    assert refusal(answer) == (403, "AccessDenied")
    assert arrived(files, "d-marks") == []


def test_a_redirect_to_another_page_is_refused(files: S3Files) -> None:
    ticket = a_ticket(files, document="d-led", redirect_to="https://cofund.example/back")
    answer = post(ticket, success_action_redirect="https://rival.example/")
    assert answer.status_code == 403


def test_a_ticket_states_nothing_loosely(files: S3Files) -> None:
    policy = json.loads(base64.b64decode(a_ticket(files).fields["policy"]))
    loose = [rule for rule in policy["conditions"] if isinstance(rule, list)]
    assert loose == [["content-length-range", 1, MAX_DOCUMENT_BYTES]]
    exact = {name for rule in policy["conditions"] if isinstance(rule, dict) for name in rule}
    assert exact >= {"key", "bucket", "Content-Type", "x-amz-meta-claim", "x-amz-meta-document"}
