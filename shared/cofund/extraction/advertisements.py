"""Advertising layouts: a picture over the page and few words, or words that only advertise."""

from __future__ import annotations

import re

from cofund.models.content import DocumentContent, PageContent

PICTURES = ("jpeg", "png", "tiff", "heic")
MOST_WORDS = 60
MOST_PAGES = 4
ADVERTISES = re.compile(
    r"реклам|\berid\b|скидк|\bакци[яи]\b|подробн\w+\s+(?:на|по)|звоните|закаж\w+|узнай\w*|"
    r"www\.|https?:|\b[\w-]+\.(?:ru|рф|com)\b|\b8\W?800\b|\b(?:sale|discount|learn\s+more|call\s+us)\b",
    re.IGNORECASE,
)
A_PICTURE = "a picture over the page, few words"


def advertising_reasons(content: DocumentContent) -> tuple[str, ...]:
    """Give why a document that is nothing else is an advertising layout; empty where it is none.

    A scan has no words of its own: one that could not be recognised is no layout.
    """
    words = [word.text for page in content.pages for word in page.words if not word.hidden]
    if not (0 < len(words) <= MOST_WORDS and 0 < len(content.pages) <= MOST_PAGES):
        return ()
    if content.sniffed in PICTURES:
        found = ADVERTISES.search(" ".join(words))
        return (found[0],) if found else ()
    if content.sniffed == "pdf" and all(_has_a_picture(content, page) for page in content.pages):
        return (A_PICTURE,)
    return ()


def _has_a_picture(content: DocumentContent, page: PageContent) -> bool:
    """Whether a page with words of its own is mostly a picture: such pages are recognised, too."""
    recognised = page.source == "ocr" or page.number in content.pages_without_text
    return page.has_text and recognised
