"""The three buckets in moto, and a browser that posts to them."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import boto3
import requests
from botocore.config import Config

from cofund.models.claim import UploadTicket
from cofund.ports import Area, Files
from tests.adapters.moto_world import moto_world
from tests.fakes.clock import FakeClock

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

PDF = "application/pdf"
BUCKETS: dict[Area, str] = {
    "quarantine": "cofund-quarantine",
    "evidence": "cofund-evidence",
    "personal": "cofund-personal",
}


@contextmanager
def three_buckets() -> Generator[S3Client]:
    """Give a client of empty buckets that keep versions."""
    with moto_world():
        config = Config(signature_version="s3v4", s3={"addressing_style": "virtual"})
        client = boto3.client("s3", config=config)
        for bucket in BUCKETS.values():
            client.create_bucket(
                Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"}
            )
            client.put_bucket_versioning(
                Bucket=bucket, VersioningConfiguration={"Status": "Enabled"}
            )
        yield client


def post_form(ticket: UploadTicket, content: bytes) -> None:
    """Do what a browser does with a ticket."""
    upload = {"file": ("as the partner calls it.pdf", content, ticket.fields["Content-Type"])}
    answer = requests.post(ticket.url, data=ticket.fields, files=upload, timeout=10)
    assert str(answer.status_code) == ticket.fields["success_action_status"]


def a_ticket(files: Files, clock: FakeClock, key: str = "p-1/c-1/0001/d-1") -> UploadTicket:
    """Give leave to send a document of claim c-1."""
    return files.ticket(
        key,
        document_id=key.rsplit("/", 1)[-1],
        claim_id="c-1",
        content_type=PDF,
        redirect_to=None,
        expires_at=clock() + timedelta(minutes=10),
    )


def newest(files: Files, key: str) -> str:
    """Give the newest version of what lies at a key."""
    return next(file.version for file in files.arrived(key, limit=1))
