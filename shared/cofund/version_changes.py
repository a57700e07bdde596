"""What changed between two versions of a claim, judged both. Pure: for reviewers and partners.

Files are told apart by their hash, so one that was merely sent again is no change. A new file in
the place of one of the same kind replaces it, and a finding on the one is still the same finding
on the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from cofund.models.assessment import Assessment, CountValue, Finding, MoneyValue
from cofund.models.changes import Changes, DocumentChange, RequestChange
from cofund.models.claim import Claim, ClaimRequest, Document

FindingKey = tuple[str, str]
"""Rule, and the document that it speaks of, as the newer version knows it."""


def version_changes(
    before: Claim, judged_before: Assessment, after: Claim, judged_after: Assessment
) -> Changes:
    """Compare a version with the one before it; both claims' documents carry their hashes."""
    same = _same_files(before, after)
    replaced = _replacements(before, after, same)
    places = {**same, **replaced}
    gone, new, still = _findings(judged_before, judged_after, places)
    return Changes(
        before=before.version,
        documents=tuple(_documents(before, after, same, replaced)),
        kept=len(same),
        request=tuple(_request(before.request, after.request)),
        gone=gone,
        new=new,
        still=still,
        claimable_before=judged_before.waterfall.claimable,
        claimable_after=judged_after.waterfall.claimable,
    )


def _same_files(before: Claim, after: Claim) -> dict[str, str]:
    """Give the files that both versions have: from the id before to the id after."""
    by_hash: dict[str, list[str]] = {}
    for document in after.documents:
        by_hash.setdefault(_identity(document), []).append(document.document_id)
    same = {}
    for document in before.documents:
        standing = by_hash.get(_identity(document), [])
        if standing:
            kept = document.document_id if document.document_id in standing else standing[0]
            standing.remove(kept)
            same[document.document_id] = kept
    return same


def _identity(document: Document) -> str:
    return document.sha256 or f"{document.storage_key}@{document.storage_version}"


def _replacements(before: Claim, after: Claim, same: Mapping[str, str]) -> dict[str, str]:
    """Pair what is gone with what is new of the same kind, in the order in which they stand."""
    news = [each for each in after.documents if each.document_id not in same.values()]
    replaced = {}
    for gone in before.documents:
        match = next((new for new in news if new.declared_kind == gone.declared_kind), None)
        if gone.document_id not in same and match is not None:
            news.remove(match)
            replaced[gone.document_id] = match.document_id
    return replaced


def _documents(
    before: Claim, after: Claim, same: Mapping[str, str], replaced: Mapping[str, str]
) -> Iterator[DocumentChange]:
    names = {document.document_id: document.file_name for document in before.documents}
    olds = {new: old for old, new in replaced.items()}
    for document in after.documents:
        old = olds.get(document.document_id)
        if document.document_id not in same.values():
            yield DocumentChange(
                change="added" if old is None else "replaced",
                kind=document.declared_kind,
                file_name=document.file_name,
                document_id=document.document_id,
                replaces="" if old is None else names[old],
            )
    for document in before.documents:
        if document.document_id not in same and document.document_id not in replaced:
            yield DocumentChange(
                change="removed",
                kind=document.declared_kind,
                file_name=document.file_name,
                document_id=document.document_id,
            )


def _request(before: ClaimRequest, after: ClaimRequest) -> Iterator[RequestChange]:
    if before.claimed != after.claimed:
        yield RequestChange(
            field="claimed",
            before=MoneyValue(value=before.claimed),
            after=MoneyValue(value=after.claimed),
        )
    if before.sponsor_money != after.sponsor_money:
        yield RequestChange(
            field="sponsor_money",
            before=MoneyValue(value=before.sponsor_money),
            after=MoneyValue(value=after.sponsor_money),
        )
    if before.participant_count != after.participant_count:
        yield RequestChange(
            field="participant_count",
            before=_count(before.participant_count),
            after=_count(after.participant_count),
        )
    if before.points != after.points:
        yield RequestChange(
            field="points",
            before=CountValue(value=before.points),
            after=CountValue(value=after.points),
        )


def _count(number: int | None) -> CountValue | None:
    return None if number is None else CountValue(value=number)


def _findings(
    before: Assessment, after: Assessment, places: Mapping[str, str]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...], tuple[Finding, ...]]:
    """Give the findings that are gone, new and still there: as many of a rule as there were."""
    olds = [finding for finding in before.findings if finding.verdict != "pass"]
    left = Counter(_key(finding, places) for finding in olds)
    new, still = [], []
    for finding in after.findings:
        if finding.verdict == "pass":
            continue
        key = _key(finding, {})
        if left[key] > 0:
            left[key] -= 1
            still.append(finding)
        else:
            new.append(finding)
    gone = []
    for finding in reversed(olds):
        key = _key(finding, places)
        if left[key] > 0:
            left[key] -= 1
            gone.append(finding)
    return tuple(reversed(gone)), tuple(new), tuple(still)


def _key(finding: Finding, places: Mapping[str, str]) -> FindingKey:
    document = finding.document_id or ""
    return finding.rule, places.get(document, document)
