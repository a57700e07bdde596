"""What only S3 shows of the files: metadata, versions, addresses, trouble."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError

from cofund.aws.files import S3Files
from cofund.errors import TryAgain
from tests.adapters.moto_world import failing
from tests.adapters.three_buckets import BUCKETS, PDF, a_ticket, newest, post_form, three_buckets
from tests.fakes.clock import FakeClock

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def client() -> Generator[S3Client]:
    with three_buckets() as client:
        yield client


def test_a_kept_copy_has_its_type_but_nothing_that_the_partner_sent_along(
    client: S3Client, clock: FakeClock
) -> None:
    files = S3Files(client, buckets=BUCKETS, clock=clock)
    post_form(a_ticket(files, clock), b"content")
    key = "p-1/c-1/0001/d-1"
    before = client.head_object(Bucket=BUCKETS["quarantine"], Key=key)
    assert before["Metadata"] == {"claim": "c-1", "document": "d-1"}

    files.keep(key, newest(files, key), area="evidence", to="kept")

    after = client.head_object(Bucket=BUCKETS["evidence"], Key="kept")
    assert (after["ContentType"], after["Metadata"]) == (PDF, {})


def test_keeping_twice_makes_one_version(client: S3Client, clock: FakeClock) -> None:
    files = S3Files(client, buckets=BUCKETS, clock=clock)
    post_form(a_ticket(files, clock), b"content")
    for _ in range(2):
        files.keep("p-1/c-1/0001/d-1", newest(files, "p-1/"), area="evidence", to="kept")
    versions = client.list_object_versions(Bucket=BUCKETS["evidence"], Prefix="kept")["Versions"]
    assert len(versions) == 1


def test_a_deleted_file_leaves_no_version_behind(client: S3Client, clock: FakeClock) -> None:
    files = S3Files(client, buckets=BUCKETS, clock=clock)
    for content in (b"1", b"2"):
        files.write("personal", "c-1/list", content, content_type="text/csv")
    client.delete_object(Bucket=BUCKETS["personal"], Key="c-1/list")

    files.delete("personal", "c-1/")

    left = client.list_object_versions(Bucket=BUCKETS["personal"])
    assert not left.get("Versions")
    assert not left.get("DeleteMarkers")


def test_a_ticket_leads_to_the_buckets_own_regional_address(
    client: S3Client, clock: FakeClock
) -> None:
    files = S3Files(client, buckets=BUCKETS, clock=clock)
    origin = "https://cofund-quarantine.s3.eu-central-1.amazonaws.com"
    assert files.upload_origin() == origin
    assert a_ticket(files, clock).url == f"{origin}/"


@pytest.mark.parametrize(
    ("code", "status"),
    [("SlowDown", 503), ("InternalError", 500), ("Whatever", 502), ("ThrottlingException", 400)],
)
def test_a_store_in_trouble_means_try_again(
    client: S3Client, clock: FakeClock, code: str, status: int
) -> None:
    files = S3Files(client, buckets=BUCKETS, clock=clock)
    with failing(client, "get_object", code, status=status), pytest.raises(TryAgain):
        files.read("personal", "k", limit=1)


def test_a_store_that_does_not_answer_in_time_means_try_again(
    client: S3Client, clock: FakeClock
) -> None:
    def hang(**_: Any) -> None:
        raise ReadTimeoutError(endpoint_url="https://s3.example")

    client.meta.events.register("before-send.s3.PutObject", hang)
    with pytest.raises(TryAgain):
        S3Files(client, buckets=BUCKETS, clock=clock).write("personal", "k", b"", content_type=PDF)


def test_a_store_that_forbids_is_a_bug_and_crashes(client: S3Client, clock: FakeClock) -> None:
    files = S3Files(client, buckets=BUCKETS, clock=clock)
    with failing(client, "get_object", "AccessDenied", status=403), pytest.raises(ClientError):
        files.read("personal", "k", limit=1)
