"""The thorough road: a text PDF with a check open is read once more; the better reading stays.

The fast road costs milliseconds a page and is right for what programs usually print. It takes
letters in the order in which they are drawn: of a page that is drawn in another order it makes
shreds, and only there a second look, which goes by the letters' places alone, can close a check.
"""

from __future__ import annotations

from pathlib import Path

from cofund.extraction.content import content_by_child
from cofund.extraction.interpreter import interpret_content
from cofund.extraction.limits import Limits
from cofund.models.content import DocumentContent, PageContent
from cofund.models.extraction import (
    CommercialDocument,
    Extraction,
    PaymentOrder,
    Unknown,
    Unreadable,
)

Rank = tuple[int, int, int, int]

SHREDS = 0.3
"""Of so many words that are single letters no honest page has."""
FEWEST_WORDS = 20


def better_content(
    content: DocumentContent, document: bytes | Path, *, limits: Limits
) -> DocumentContent:
    """Give the content by whichever road makes more sense of it; the fast one's, where both do."""
    if content.sniffed != "pdf" or not any(map(_is_shredded, content.pages)):
        return content
    fast = interpret_content(content, declared=None)
    if not _is_open(fast):
        return content
    task = {"do": "read thoroughly"}
    again = content_by_child(task, document, document_id=content.document_id, limits=limits)
    if isinstance(again, Unreadable):
        return content
    again = again.model_copy(update={"exact": content.exact})
    thorough = interpret_content(again, declared=None)
    return again if _rank(thorough) > _rank(fast) else content


def _is_shredded(page: PageContent) -> bool:
    words = [word.text for word in page.words if not word.hidden]
    letters = sum(len(text) == 1 and text.isalpha() for text in words)
    return len(words) >= FEWEST_WORDS and letters > SHREDS * len(words)


def _is_open(extraction: Extraction) -> bool:
    """Whether a check that should have been made contradicts or could not be made."""
    if isinstance(extraction, Unknown):
        return True
    if isinstance(extraction, CommercialDocument):
        total = extraction.gross
        return total is None or bool(total.failed) or not extraction.lines
    if isinstance(extraction, PaymentOrder):
        return extraction.amount is None or bool(extraction.amount.failed)
    return False


def _rank(extraction: Extraction) -> Rank:
    """Known before unknown; then a total, fewest contradictions, most votes, most lines."""
    known = 0 if isinstance(extraction, Unknown) else 1
    lines = len(extraction.lines) if isinstance(extraction, CommercialDocument) else 0
    total = getattr(extraction, "gross", None) or getattr(extraction, "amount", None)
    if total is None:
        return known, -100, 0, lines
    return known, -len(total.failed), len(total.passed), lines
