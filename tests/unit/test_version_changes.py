"""What changed between two versions: files by their hash, findings by rule and place."""

from __future__ import annotations

from typing import Any

from cofund.models.assessment import Assessment, Finding
from cofund.models.claim import Claim, Document
from cofund.models.kinds import DocumentKind
from cofund.version_changes import version_changes
from tests.builders import page_views as story


def a_file(document_id: str, content: str = "", kind: DocumentKind = "invoice") -> Document:
    """Give a file; the same content is the same hash."""
    return Document(
        document_id=document_id,
        declared_kind=kind,
        file_name=f"{document_id}.pdf",
        content_type="application/pdf",
        size_bytes=1,
        storage_key=document_id,
        storage_version="1",
        sha256=(content or document_id).encode().hex().ljust(64, "0"),
    )


def a_version(number: int, *documents: Document, **request: Any) -> Claim:
    """Give a version of the story's claim with these files."""
    claim = story.claim("submitted")
    asked = claim.request.model_copy(update=request)
    return claim.model_copy(update={"version": number, "documents": documents, "request": asked})


def a_finding(rule: str, document_id: str | None = None, message: str = "differs") -> Finding:
    """Give a failing finding."""
    return Finding(
        rule=rule, verdict="fail", effect="review", message=message, document_id=document_id
    )


def judged(*findings: Finding, claimable: int = 100) -> Assessment:
    """Give a judgement with exactly these findings."""
    plain = story.assessment()
    waterfall = plain.waterfall.model_copy(update={"claimable": story.roubles(claimable)})
    return plain.model_copy(update={"findings": findings, "waterfall": waterfall})


def changes_of(before: Claim, after: Claim) -> list[tuple[str, str, str]]:
    found = version_changes(before, judged(), after, judged()).documents
    return [(one.change, one.document_id, one.replaces) for one in found]


def test_a_file_sent_again_under_another_name_is_no_change() -> None:
    before, after = a_version(1, a_file("d1", "same")), a_version(2, a_file("d9", "same"))
    found = version_changes(before, judged(), after, judged())
    assert (found.documents, found.kept, found.before) == ((), 1, 1)


def test_a_new_file_of_the_same_kind_replaces_the_old_one() -> None:
    before = a_version(1, a_file("d1"), a_file("d2", kind="act"))
    after = a_version(2, a_file("d2", kind="act"), a_file("d3"))
    assert changes_of(before, after) == [("replaced", "d3", "d1.pdf")]


def test_files_come_and_go() -> None:
    before = a_version(1, a_file("d1"), a_file("d2", kind="photo"))
    after = a_version(2, a_file("d1"), a_file("d3", kind="act"))
    assert changes_of(before, after) == [("added", "d3", ""), ("removed", "d2", "")]


def test_of_two_files_of_one_kind_each_replaces_one() -> None:
    before = a_version(1, a_file("d1"), a_file("d2"))
    after = a_version(2, a_file("d3"), a_file("d4"), a_file("d5"))
    assert changes_of(before, after) == [
        ("replaced", "d3", "d1.pdf"),
        ("replaced", "d4", "d2.pdf"),
        ("added", "d5", ""),
    ]


def test_the_same_bytes_twice_are_two_files() -> None:
    before = a_version(1, a_file("d1", "same"), a_file("d2", "same"))
    after = a_version(2, a_file("d1", "same"))
    assert changes_of(before, after) == [("removed", "d2", "")]


def test_requested_values_that_differ_are_named() -> None:
    before = a_version(1, claimed=story.roubles(200), participant_count=None)
    after = a_version(2, claimed=story.roubles(180), participant_count=12)
    found = version_changes(before, judged(), after, judged()).request
    assert [(one.field, one.before and one.before.value) for one in found] == [
        ("claimed", story.roubles(200)),
        ("participant_count", None),
    ]


def test_findings_are_gone_new_or_still_there() -> None:
    gone, stays, new = a_finding("claim_window"), a_finding("line_sums"), a_finding("competitors")
    again = stays.model_copy(update={"message": "still"})
    passed = Finding(rule="claim_window", verdict="pass", message="in_time")
    found = version_changes(
        a_version(1), judged(gone, stays), a_version(2), judged(passed, again, new)
    )
    assert (found.gone, found.new, found.still) == ((gone,), (new,), (again,))


def test_a_finding_on_a_replaced_paper_is_still_the_same_finding() -> None:
    before, after = a_version(1, a_file("d1")), a_version(2, a_file("d2"))
    old, now = a_finding("line_sums", "d1"), a_finding("line_sums", "d2")
    found = version_changes(before, judged(old), after, judged(now))
    assert (found.gone, found.new, found.still) == ((), (), (now,))


def test_one_of_two_findings_of_a_rule_on_one_paper_is_mended() -> None:
    before, after = a_version(1, a_file("d1")), a_version(2, a_file("d1"))
    two = (a_finding("line_sums", "d1"), a_finding("line_sums", "d1", "other"))
    found = version_changes(before, judged(*two), after, judged(two[0]))
    assert (len(found.gone), len(found.new), len(found.still)) == (1, 0, 1)


def test_the_claimable_amounts_stand_side_by_side() -> None:
    found = version_changes(a_version(1), judged(claimable=50), a_version(2), judged(claimable=70))
    assert (found.claimable_before, found.claimable_after) == (story.roubles(50), story.roubles(70))
