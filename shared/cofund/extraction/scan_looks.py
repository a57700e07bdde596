"""Scans: a page with a check open is recognised once more, in another way; the better one stays.

The first look is right for most scans. Two looks that read the same are no evidence, for they may
be wrong alike: only the paper's own sums are. Where both looks make sense and still read different
totals, a person has to look.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cofund.extraction.content import content_by_child
from cofund.extraction.interpreter import interpret_content
from cofund.extraction.limits import Limits
from cofund.extraction.totals import NO_INK
from cofund.models.content import DocumentContent, PageContent
from cofund.models.evidence import Read
from cofund.models.extraction import (
    CommercialDocument,
    Extraction,
    PaymentOrder,
    Unknown,
    Unreadable,
)
from cofund.money import Money

ACCEPTED = ("exact", "checked")
FEWEST_WORDS = 12
"""A page with fewer words is a photo: its banners are not read again."""
MOST_SECOND_PAGES = 10
"""A long scan is looked at once: its pages cost seconds."""

Rank = tuple[int, ...]


def recognised_twice(
    task: Mapping[str, Any], document: bytes | Path, *, document_id: str, limits: Limits
) -> DocumentContent | Unreadable:
    """Give what was recognised, by the look that makes more sense of it."""
    first = content_by_child(task, document, document_id=document_id, limits=limits)
    if isinstance(first, Unreadable) or not _is_worth_another(first):
        return first
    one = interpret_content(first, declared=None)
    if not _is_open(one):
        return first
    again = {**task, "look": "second"}
    second = content_by_child(again, document, document_id=document_id, limits=limits)
    if isinstance(second, Unreadable):
        return first
    other = interpret_content(second, declared=None)
    chosen, seen, rival = (second, other, one) if _rank(other) > _rank(one) else (first, one, other)
    return _with_doubt(chosen, _total(seen)) if _differ(seen, rival) else chosen


def _is_worth_another(content: DocumentContent) -> bool:
    recognised = [page for page in content.pages if page.source == "ocr"]
    words = sum(len(page.words) for page in recognised)
    return words >= FEWEST_WORDS and len(recognised) <= MOST_SECOND_PAGES


def _is_open(extraction: Extraction) -> bool:
    """Whether a check contradicts or could not be made; of ink a second look can tell no more."""
    if isinstance(extraction, Unknown):
        return True
    if isinstance(extraction, CommercialDocument):
        return _is_doubtful(extraction.gross) or not extraction.lines
    return isinstance(extraction, PaymentOrder) and _is_doubtful(extraction.amount)


def _is_doubtful(total: Read[Money] | None) -> bool:
    if total is None:
        return True
    return total.status not in ACCEPTED and total.failed != (NO_INK,)


def _total(extraction: Extraction) -> Read[Money] | None:
    if isinstance(extraction, CommercialDocument):
        return extraction.gross
    return extraction.amount if isinstance(extraction, PaymentOrder) else None


def _rank(extraction: Extraction) -> Rank:
    """Known before unknown, accepted before not; then contradictions, votes, sure lines."""
    known = 0 if isinstance(extraction, Unknown) else 1
    total = _total(extraction)
    if total is None:
        return known, 0, -100, 0, 0
    lines = extraction.lines if isinstance(extraction, CommercialDocument) else ()
    sure = sum(line.amount is not None and line.amount.status in ACCEPTED for line in lines)
    accepted = int(total.status in ACCEPTED)
    return known, accepted, -len(total.failed), len(total.passed), sure


def _differ(seen: Extraction, rival: Extraction) -> bool:
    """Whether both looks accept a total, and not the same one."""
    one, other = _total(seen), _total(rival)
    if one is None or other is None:
        return False
    return one.status in ACCEPTED and other.status in ACCEPTED and one.value != other.value


def _with_doubt(content: DocumentContent, total: Read[Money] | None) -> DocumentContent:
    """The content with the page of the total marked as read differently by another look."""
    if total is None:
        return content
    pages = tuple(_doubted(page, total) for page in content.pages)
    return content.model_copy(update={"pages": pages})


def _doubted(page: PageContent, total: Read[Money]) -> PageContent:
    if page.number != total.evidence.page:
        return page
    return page.model_copy(update={"read_differently": True})
