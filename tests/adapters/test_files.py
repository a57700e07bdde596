"""The contract of the files, held by the adapter to S3 and by the memory fake alike."""

from __future__ import annotations

from collections.abc import Generator
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

import pytest

from cofund.aws.files import S3Files
from cofund.errors import NotAccepted, NotFound
from cofund.models.claim import UploadTicket
from cofund.ports import Files
from tests.adapters.three_buckets import BUCKETS, PDF, a_ticket, newest, post_form, three_buckets
from tests.fakes.clock import FakeClock
from tests.fakes.files import MemoryFiles

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


class Arrive(Protocol):
    """Sends a file as a browser does."""

    def __call__(self, ticket: UploadTicket, content: bytes) -> None: ...


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def client() -> Generator[S3Client]:
    with three_buckets() as client:
        yield client


@pytest.fixture(params=["memory", "s3"])
def files(request: pytest.FixtureRequest, clock: FakeClock) -> Files:
    if request.param == "memory":
        return MemoryFiles(clock=clock)
    return S3Files(request.getfixturevalue("client"), buckets=BUCKETS, clock=clock)


@pytest.fixture
def arrive(files: Files) -> Arrive:
    return files.arrive if isinstance(files, MemoryFiles) else post_form


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
