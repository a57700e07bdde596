"""The gate before S3: stock moto takes what anybody sends, the gate what is signed."""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import boto3
import pytest
from botocore.config import Config
from moto import mock_aws
from werkzeug.test import Client, TestResponse

from infra.local.account import ACCESS_KEY_ID, SIGNING_WORD, aws_variables, only_local_aws
from infra.local.object_gate import ObjectGate
from infra.local.object_gate.post_policy import PolicyRefusal, Upload, check_policy
from infra.local.world import World

REGION = "eu-central-1"
HERE = "http://127.0.0.1:9"
PAGE = "https://cofund.example"
PDF = b"%PDF-1.7"


@dataclass(frozen=True)
class Storage:
    """S3 behind the gate and as it comes, and a signer of forms and URLs."""

    gated: Client
    stock: Client
    s3: Any
    signer: Any

    def form(self, **more: Any) -> dict[str, str]:
        """The fields of a signed upload form for `in/a.pdf`, 1 to 20 bytes of PDF."""
        given: dict[str, Any] = {
            "Fields": {"Content-Type": "application/pdf", "x-amz-meta-claim": "c1"},
            "Conditions": [
                {"Content-Type": "application/pdf"},
                {"x-amz-meta-claim": "c1"},
                ["content-length-range", 1, 20],
            ],
            "ExpiresIn": 60,
        }
        for field, value in more.items():
            given["Fields"][field] = value
            given["Conditions"].append({field: value})
        fields: dict[str, str] = self.signer.generate_presigned_post("files", "in/a.pdf", **given)[
            "fields"
        ]
        return fields


@pytest.fixture(scope="module")
def storage() -> Iterator[Storage]:
    variables = aws_variables(region=REGION, endpoint=None)
    world_config: Any = {"core": {"mock_credentials": False}}
    with only_local_aws(variables), mock_aws(config=world_config):
        world = World(REGION)
        s3 = boto3.client("s3")
        location = {"LocationConstraint": REGION}
        s3.create_bucket(Bucket="files", CreateBucketConfiguration=location)
        rule = {"AllowedMethods": ["POST"], "AllowedOrigins": [PAGE], "AllowedHeaders": ["*"]}
        s3.put_bucket_cors(Bucket="files", CORSConfiguration={"CORSRules": [rule]})
        signer = boto3.session.Session().client(
            "s3",
            endpoint_url=HERE,
            aws_access_key_id=ACCESS_KEY_ID,
            aws_secret_access_key=SIGNING_WORD,
            config=Config(signature_version="s3v4"),
        )
        application = world.application()
        gate = ObjectGate(
            application, buckets=lambda: world.backend("s3").buckets, client=lambda _: s3
        )
        yield Storage(Client(gate), Client(application), s3, signer)
        world.close()


def send(client: Client, fields: dict[str, str], contents: bytes = PDF) -> TestResponse:
    file = (io.BytesIO(contents), "a.pdf", "application/pdf")
    return client.post("/files", base_url=HERE, data={**fields, "file": file})


def code(answer: TestResponse) -> str:
    return answer.text.split("<Code>")[1].split("</Code>")[0]


def test_a_form_as_signed_is_taken_with_its_type_and_metadata(storage: Storage) -> None:
    answer = send(storage.gated, storage.form())
    assert answer.status_code == 204
    kept = storage.s3.get_object(Bucket="files", Key="in/a.pdf")
    assert kept["Body"].read() == PDF
    assert kept["ContentType"] == "application/pdf"
    assert kept["Metadata"] == {"claim": "c1"}


@pytest.mark.parametrize(
    ("changed", "contents", "status", "error"),
    [
        ({"key": "in/other.pdf"}, PDF, 403, "AccessDenied"),
        ({"Content-Type": "text/html"}, PDF, 403, "AccessDenied"),
        ({"x-amz-meta-claim": "c2"}, PDF, 403, "AccessDenied"),
        ({"acl": "public-read"}, PDF, 403, "AccessDenied"),
        ({"x-amz-signature": "0" * 64}, PDF, 403, "SignatureDoesNotMatch"),
        ({"policy": "e30="}, PDF, 403, "SignatureDoesNotMatch"),
        ({}, b"", 400, "EntityTooSmall"),
        ({}, b"x" * 21, 400, "EntityTooLarge"),
    ],
)
def test_a_form_that_was_changed_is_refused(
    storage: Storage, changed: dict[str, str], contents: bytes, status: int, error: str
) -> None:
    fields = {**storage.form(), **changed}
    assert send(storage.stock, fields, contents).status_code == 204  # stock moto takes it
    answer = send(storage.gated, fields, contents)
    assert (answer.status_code, code(answer)) == (status, error)


def test_a_form_without_a_policy_is_refused(storage: Storage) -> None:
    assert send(storage.stock, {"key": "in/a.pdf"}).status_code == 204
    assert send(storage.gated, {"key": "in/a.pdf"}).status_code == 403


def test_a_form_without_a_file_is_refused(storage: Storage) -> None:
    answer = storage.gated.post("/files", base_url=HERE, data={**storage.form(), "x": io.BytesIO()})
    assert code(answer) == "InvalidArgument"


@pytest.mark.parametrize(
    ("at", "taken"),
    [("2026-04-01T11:59:59+00:00", True), ("2026-04-01T12:00:00+00:00", False)],
)
def test_a_policy_holds_until_its_expiry(at: str, taken: bool) -> None:
    any_scope = [["starts-with", f"$x-amz-{name}", ""] for name in ("algorithm", "credential")]
    policy = {"expiration": "2026-04-01T12:00:00Z", "conditions": any_scope}
    upload = _signed_upload(json.dumps(policy).encode())
    now = datetime.fromisoformat(at).astimezone(UTC)
    if taken:
        check_policy(upload, signing_word="w", now=now)
    else:
        with pytest.raises(PolicyRefusal, match="Policy expired"):
            check_policy(upload, signing_word="w", now=now)


def _signed_upload(policy: bytes) -> Upload:
    encoded = base64.b64encode(policy).decode()
    key = b"AWS4w"
    for part in ("20260401", REGION, "s3", "aws4_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    fields = {
        "policy": encoded,
        "x-amz-algorithm": "AWS4-HMAC-SHA256",
        "x-amz-credential": f"any/20260401/{REGION}/s3/aws4_request",
        "x-amz-signature": hmac.new(key, encoded.encode(), hashlib.sha256).hexdigest(),
    }
    return Upload(bucket="files", fields=fields, size=1)


def test_the_form_chooses_its_answer(storage: Storage) -> None:
    created = send(storage.gated, storage.form(success_action_status="201"))
    assert created.status_code == 201
    assert "<Bucket>files</Bucket><Key>in/a.pdf</Key>" in created.text
    there = f"{PAGE}/claims/1?step=2"
    redirected = send(storage.gated, storage.form(success_action_redirect=there))
    assert redirected.status_code == 303
    assert redirected.headers["Location"].startswith(f"{there}&bucket=files&key=in%2Fa.pdf&etag=")


def test_a_checksum_in_the_form_is_checked(storage: Storage) -> None:
    right = base64.b64encode(hashlib.sha256(PDF).digest()).decode()
    fields = storage.form(**{"x-amz-checksum-sha256": right})
    assert send(storage.gated, fields).status_code == 204
    assert code(send(storage.gated, fields, b"%PDF-1.8")) == "BadDigest"


def test_the_buckets_rules_say_which_pages_may_upload(storage: Storage) -> None:
    def ask(origin: str) -> TestResponse:
        headers = {
            "Origin": origin,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type",
        }
        return storage.gated.options("/files", base_url=HERE, headers=headers)

    assert ask(PAGE).status_code == 200
    assert ask(PAGE).headers["Access-Control-Allow-Origin"] == PAGE
    assert ask(PAGE).headers["Access-Control-Allow-Headers"] == "content-type"
    assert ask("https://other.example").status_code == 403


def test_only_the_right_pages_script_may_read_the_answer(storage: Storage) -> None:
    def answer_to(origin: str) -> TestResponse:
        file = (io.BytesIO(PDF), "a.pdf", "application/pdf")
        return storage.gated.post(
            "/files",
            base_url=HERE,
            data={**storage.form(), "file": file},
            headers={"Origin": origin},
        )

    assert answer_to(PAGE).headers["Access-Control-Allow-Origin"] == PAGE
    assert "Access-Control-Allow-Origin" not in answer_to("https://other.example").headers


def _signed_path(storage: Storage, **more: Any) -> str:
    url = storage.signer.generate_presigned_url(
        "get_object", Params={"Bucket": "files", "Key": "in/договор 1.pdf"}, **more
    )
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}"


def test_a_signed_url_opens_its_object_and_no_other(storage: Storage) -> None:
    for name in ("in/договор 1.pdf", "in/b.pdf"):
        storage.s3.put_object(Bucket="files", Key=name, Body=PDF)
    path = _signed_path(storage, ExpiresIn=60)
    assert storage.gated.get(path, base_url=HERE).data == PDF
    other = path.replace(path.split("?")[0], "/files/in/b.pdf")
    assert storage.stock.get(other, base_url=HERE).status_code == 200
    assert code(storage.gated.get(other, base_url=HERE)) == "SignatureDoesNotMatch"
    longer = path.replace("X-Amz-Expires=60", "X-Amz-Expires=6000")
    assert code(storage.gated.get(longer, base_url=HERE)) == "SignatureDoesNotMatch"


def test_a_signed_url_dies_with_its_time(storage: Storage) -> None:
    storage.s3.put_object(Bucket="files", Key="in/договор 1.pdf", Body=PDF)
    path = _signed_path(storage, ExpiresIn=60)
    date = path.split("X-Amz-Date=")[1][:16]
    old = path.replace(f"X-Amz-Date={date}", "X-Amz-Date=20200101T000000Z")
    assert storage.stock.get(old, base_url=HERE).status_code == 200
    answer = storage.gated.get(old, base_url=HERE)
    assert answer.status_code == 403
    assert "Request has expired" in answer.text


def test_a_request_without_a_signature_is_refused(storage: Storage) -> None:
    storage.s3.put_object(Bucket="files", Key="in/c.pdf", Body=PDF)
    assert storage.stock.put("/files/in/d.pdf", base_url=HERE, data=PDF).status_code == 200
    assert storage.gated.put("/files/in/d.pdf", base_url=HERE, data=PDF).status_code == 403
    assert storage.gated.get("/files/in/c.pdf", base_url=HERE).status_code == 403
    assert storage.gated.get("/files", base_url=HERE).status_code == 403
    assert storage.gated.delete("/files/in/c.pdf", base_url=HERE).status_code == 403
