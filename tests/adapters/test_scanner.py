"""The contract of the malware scan, and what each of GuardDuty's statuses means.

Security case 14: a scan without a verdict fails closed.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import boto3
import pytest

from cofund.aws.scanner import EICAR, VERDICT_TAG, EicarScanner, GuardDutyScanner
from cofund.errors import ScanPending
from tests.adapters.moto_world import moto_world
from tests.fakes.clock import FakeClock
from tests.fakes.files import MemoryFiles
from tests.fakes.scanner import FakeScanner

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

BUCKET = "cofund-quarantine"


@dataclass
class Scanned:
    """One version of a file in quarantine, and the scan that tags it."""

    client: S3Client
    scanner: GuardDutyScanner
    version: str

    def tag(self, status: str) -> None:
        tags = [{"Key": VERDICT_TAG, "Value": status}]
        self.client.put_object_tagging(
            Bucket=BUCKET,
            Key="k",
            VersionId=self.version,
            Tagging={"TagSet": tags},  # type: ignore[typeddict-item]
        )

    def answer(self) -> str:
        return self.scanner.answer("k", self.version)


@pytest.fixture
def scanned() -> Generator[Scanned]:
    with moto_world():
        client = boto3.client("s3")
        client.create_bucket(
            Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"}
        )
        client.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
        version = client.put_object(Bucket=BUCKET, Key="k", Body=b"x")["VersionId"]
        yield Scanned(client, GuardDutyScanner(client, bucket=BUCKET), version)


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        ("NO_THREATS_FOUND", "clean"),
        ("THREATS_FOUND", "infected"),
        ("UNSUPPORTED", "failed"),
        ("ACCESS_DENIED", "failed"),
        ("FAILED", "failed"),
        ("A_STATUS_OF_TOMORROW", "failed"),
    ],
)
def test_only_no_threats_found_is_clean(scanned: Scanned, status: str, verdict: str) -> None:
    scanned.tag(status)
    assert scanned.answer() == verdict


def test_a_version_without_a_tag_is_still_being_scanned(scanned: Scanned) -> None:
    with pytest.raises(ScanPending):
        scanned.answer()


def test_the_verdict_of_one_version_is_not_the_next_ones(scanned: Scanned) -> None:
    scanned.tag("NO_THREATS_FOUND")
    later = scanned.client.put_object(Bucket=BUCKET, Key="k", Body=b"y")["VersionId"]
    with pytest.raises(ScanPending):
        scanned.scanner.answer("k", later)


def test_a_file_that_is_gone_is_not_clean(scanned: Scanned) -> None:
    assert scanned.scanner.answer("nothing", scanned.version) == "failed"


@pytest.mark.parametrize(
    ("content", "verdict"),
    [
        (b"%PDF-1.7 an invoice", "clean"),
        (EICAR, "infected"),
        (b"%PDF-1.7 " + EICAR + b" %%EOF", "infected"),
        (b"", "clean"),
    ],
)
def test_the_local_scan_finds_the_test_virus_and_nothing_else(content: bytes, verdict: str) -> None:
    files = MemoryFiles(clock=FakeClock())
    files.write("quarantine", "k", content, content_type="application/pdf")
    version = files.arrived("k", limit=1)[0].version
    assert EicarScanner(files).answer("k", version) == verdict


def test_the_local_scan_looks_at_the_version_it_is_asked_about() -> None:
    files = MemoryFiles(clock=FakeClock())
    files.write("quarantine", "k", EICAR, content_type="application/pdf")
    infected = files.arrived("k", limit=1)[0].version
    files.write("quarantine", "k", b"harmless", content_type="application/pdf")
    assert EicarScanner(files).answer("k", infected) == "infected"


def test_the_fake_scan_answers_what_it_was_told() -> None:
    scanner = FakeScanner()
    scanner.tell("k", "v1", "infected")
    scanner.tell("k", "v2", None)
    assert scanner.answer("k", "v1") == "infected"
    assert scanner.answer("k", "v3") == "clean"
    with pytest.raises(ScanPending):
        scanner.answer("k", "v2")
