"""The contract of the files, held by the adapter to S3 and by the memory fake alike."""

from __future__ import annotations

from collections.abc import Generator
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Protocol

import boto3
import pytest
import requests
from botocore.config import Config
from botocore.exceptions import ClientError, ReadTimeoutError

from cofund.aws.files import S3Files
from cofund.errors import NotAccepted, NotFound, TryAgain
from cofund.models.claim import UploadTicket
from cofund.ports import Area, Files
from tests.adapters.moto_world import failing, moto_world
from tests.fakes.clock import FakeClock
from tests.fakes.files import MemoryFiles

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

PDF = "application/pdf"
BUCKETS: dict[Area, str] = {
    "quarantine": "cofund-quarantine",
    "evidence": "cofund-evidence",
    "personal": "cofund-personal",
}


class Arrive(Protocol):
    """Sends a file as a browser does."""

    def __call__(self, ticket: UploadTicket, content: bytes) -> None: ...


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def client() -> Generator[S3Client]:
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


@pytest.fixture(params=["memory", "s3"])
def files(request: pytest.FixtureRequest, clock: FakeClock) -> Files:
    if request.param == "memory":
        return MemoryFiles(clock=clock)
    return S3Files(request.getfixturevalue("client"), buckets=BUCKETS, clock=clock)


@pytest.fixture
def arrive(files: Files) -> Arrive:
    return files.arrive if isinstance(files, MemoryFiles) else post_form


def post_form(ticket: UploadTicket, content: bytes) -> None:
    upload = {"file": ("as the partner calls it.pdf", content, ticket.fields["Content-Type"])}
    answer = requests.post(ticket.url, data=ticket.fields, files=upload, timeout=10)
    assert str(answer.status_code) == ticket.fields["success_action_status"]


def a_ticket(files: Files, clock: FakeClock, key: str = "p-1/c-1/0001/d-1") -> UploadTicket:
    return files.ticket(
        key,
        document_id=key.rsplit("/", 1)[-1],
        claim_id="c-1",
        content_type=PDF,
        redirect_to=None,
        expires_at=clock() + timedelta(minutes=10),
    )


def newest(files: Files, key: str) -> str:
    return next(file.version for file in files.arrived(key, limit=1))


def test_a_ticket_names_key_type_claim_and_document(files: Files, clock: FakeClock) -> None:
    ticket = a_ticket(files, clock)
    assert ticket.document_id == "d-1"
    assert ticket.expires_at == clock() + timedelta(minutes=10)
    assert {
        "key": "p-1/c-1/0001/d-1",
        "Content-Type": PDF,
        "x-amz-meta-claim": "c-1",
        "x-amz-meta-document": "d-1",
        "success_action_status": "204",
    }.items() <= ticket.fields.items()


def test_a_ticket_for_a_form_without_script_leads_back_to_its_page(
    files: Files, clock: FakeClock
) -> None:
    ticket = files.ticket(
        "k",
        document_id="d-1",
        claim_id="c-1",
        content_type=PDF,
        redirect_to="https://cofund.example/claims/c-1/uploaded?d=d-1",
        expires_at=clock() + timedelta(minutes=5),
    )
    assert ticket.fields["success_action_redirect"].endswith("/claims/c-1/uploaded?d=d-1")
    assert "success_action_status" not in ticket.fields


@pytest.mark.parametrize("lasts", [timedelta(0), timedelta(minutes=10, seconds=1)])
def test_a_ticket_is_never_over_already_nor_longer_than_ten_minutes(
    files: Files, clock: FakeClock, lasts: timedelta
) -> None:
    with pytest.raises(ValueError, match="ten minutes"):
        files.ticket(
            "k",
            document_id="d-1",
            claim_id="c-1",
            content_type=PDF,
            redirect_to=None,
            expires_at=clock() + lasts,
        )


def test_what_was_sent_is_found_with_its_newest_version(
    files: Files, clock: FakeClock, arrive: Arrive
) -> None:
    arrive(a_ticket(files, clock), b"first")
    before = newest(files, "p-1/c-1/0001/d-1")
    arrive(a_ticket(files, clock), b"second!")
    arrive(a_ticket(files, clock, "p-1/c-1/0001/d-2"), b"other")
    arrive(a_ticket(files, clock, "p-1/c-2/0001/d-3"), b"another claim's")

    found = files.arrived("p-1/c-1/0001/", limit=21)

    assert [file.key for file in found] == ["p-1/c-1/0001/d-1", "p-1/c-1/0001/d-2"]
    assert found[0].size_bytes == len(b"second!")
    assert found[0].content_type == PDF
    assert found[0].stored_at.tzinfo is not None
    assert found[0].version != before


def test_a_listing_stops_at_its_limit(files: Files, clock: FakeClock, arrive: Arrive) -> None:
    for number in range(3):
        arrive(a_ticket(files, clock, f"p-1/c-1/0001/d-{number}"), b"x")
    assert len(files.arrived("p-1/c-1/0001/", limit=2)) == 2


def test_an_older_version_can_still_be_read(files: Files, clock: FakeClock, arrive: Arrive) -> None:
    arrive(a_ticket(files, clock), b"first")
    first = newest(files, "p-1/c-1/0001/d-1")
    arrive(a_ticket(files, clock), b"second")

    assert files.read("quarantine", "p-1/c-1/0001/d-1", version=first, limit=100) == b"first"
    assert files.read("quarantine", "p-1/c-1/0001/d-1", limit=100) == b"second"


def test_a_file_of_exactly_the_limit_is_read_and_one_byte_more_is_not(files: Files) -> None:
    files.write("personal", "k", b"12345", content_type="text/plain")
    assert files.read("personal", "k", limit=5) == b"12345"
    with pytest.raises(NotAccepted):
        files.read("personal", "k", limit=4)


def test_a_file_that_is_not_there_is_not_found(files: Files) -> None:
    files.write("personal", "k", b"1", content_type="text/plain")
    with pytest.raises(NotFound):
        files.read("personal", "nothing", limit=5)
    with pytest.raises(NotFound):
        files.read("evidence", "k", limit=5)
    with pytest.raises(NotFound):
        files.read("personal", "k", version="3b4f1bb6-0000-4000-8000-000000000000", limit=5)


def test_writing_again_replaces_what_is_read(files: Files) -> None:
    files.write("personal", "k", b"1", content_type="text/plain")
    files.write("personal", "k", b"2", content_type="text/plain")
    assert files.read("personal", "k", limit=5) == b"2"


def test_writing_once_keeps_the_first(files: Files) -> None:
    assert files.write_once("evidence", "k", b"1", content_type="text/plain")
    assert not files.write_once("evidence", "k", b"2", content_type="text/plain")
    assert files.read("evidence", "k", limit=5) == b"1"


def test_a_version_is_kept_once_whatever_is_sent_later(
    files: Files, clock: FakeClock, arrive: Arrive
) -> None:
    key = "p-1/c-1/0001/d-1"
    arrive(a_ticket(files, clock), b"judged")
    judged = newest(files, key)
    arrive(a_ticket(files, clock), b"sent after submit")

    files.keep(key, judged, area="evidence", to="originals/d-1")
    files.keep(key, newest(files, key), area="evidence", to="originals/d-1")

    assert files.read("evidence", "originals/d-1", limit=100) == b"judged"


def test_a_version_that_is_not_there_cannot_be_kept(files: Files) -> None:
    with pytest.raises(NotFound):
        files.keep("nothing", "v", area="evidence", to="k")


def test_deleting_takes_all_versions_under_a_prefix_and_nothing_else(files: Files) -> None:
    for key, content in (("c-1/a", b"1"), ("c-1/a", b"2"), ("c-1/b", b"3"), ("c-2/a", b"4")):
        files.write("personal", key, content, content_type="text/plain")

    assert files.delete("personal", "c-1/") == 2
    assert files.delete("personal", "c-1/") == 0

    with pytest.raises(NotFound):
        files.read("personal", "c-1/a", limit=5)
    assert files.read("personal", "c-2/a", limit=5) == b"4"


def test_nobody_can_delete_everything(files: Files) -> None:
    with pytest.raises(ValueError, match="prefix"):
        files.delete("personal", "")


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
