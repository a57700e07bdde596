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
TO_BE_PAID = ("gross", "due", "amount")
ROWS_NEAR = 2.5
"""How many rows above and below what is to be paid ink counts, too: a total that was struck out
cannot be read any more, and the subtotal above it says the old sum."""


def with_ink(extraction: Extraction, content: DocumentContent) -> Extraction:
    """Give an extraction whose amounts wait for a person where something is written over them."""
    pages = {page.number: page for page in content.pages if page.ink}
    if not pages:
        return extraction
    changed: dict[str, Any] = {}
    for name in AMOUNTS:
        amount: Read[Money] | None = getattr(extraction, name, None)
        rows = ROWS_NEAR if name in TO_BE_PAID else 0.0
        if amount and _is_inked(amount.evidence, pages.get(amount.evidence.page), rows):
            failed = tuple(dict.fromkeys((*amount.failed, NO_INK)))
            changed[name] = amount.model_copy(update={"failed": failed, "status": "review"})
    return extraction.model_copy(update=changed)


def _is_inked(evidence: Evidence, page: PageContent | None, rows_near: float) -> bool:
    box = evidence.box
    if page is None or box is None:
        return False
    placement = placement_of(page)
    reach = rows_near * (box.bottom - box.top)
    for ink in page.ink:
        corners = (ink.x0, ink.top, ink.x1, ink.bottom)
        x0, top, x1, bottom = placement.rectangle(corners) if placement else corners
        if box.x0 < x1 and x0 < box.x1 and box.top - reach < bottom and top < box.bottom + reach:
            return True
    return False
