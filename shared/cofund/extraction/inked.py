"""Amounts with ink over them: a person changed them by hand, so a person has to look."""

from __future__ import annotations

from typing import Any

from cofund.extraction.layout.document import placement_of
from cofund.extraction.totals import NO_INK
from cofund.models.content import DocumentContent, PageContent
from cofund.models.evidence import Evidence, Read
from cofund.models.extraction import Extraction
from cofund.money import Money

AMOUNTS = ("gross", "net", "tax", "due", "prepaid", "amount")


def with_ink(extraction: Extraction, content: DocumentContent) -> Extraction:
    """Give an extraction whose amounts wait for a person where something is written over them."""
    pages = {page.number: page for page in content.pages if page.ink}
    if not pages:
        return extraction
    changed: dict[str, Any] = {}
    for name in AMOUNTS:
        amount: Read[Money] | None = getattr(extraction, name, None)
        if amount is not None and _is_inked(amount.evidence, pages.get(amount.evidence.page)):
            failed = tuple(dict.fromkeys((*amount.failed, NO_INK)))
            changed[name] = amount.model_copy(update={"failed": failed, "status": "review"})
    return extraction.model_copy(update=changed)


def _is_inked(evidence: Evidence, page: PageContent | None) -> bool:
    box = evidence.box
    if page is None or box is None:
        return False
    placement = placement_of(page)
    for ink in page.ink:
        corners = (ink.x0, ink.top, ink.x1, ink.bottom)
        x0, top, x1, bottom = placement.rectangle(corners) if placement else corners
        if box.x0 < x1 and x0 < box.x1 and box.top < bottom and top < box.bottom:
            return True
    return False
