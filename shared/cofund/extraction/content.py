"""The child's findings, validated: from here on a document is a model of ours."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from cofund.extraction.limits import Limits
from cofund.extraction.refused import CannotRead
from cofund.extraction.sandbox import Answer, ask_child
from cofund.models.content import DocumentContent
from cofund.models.extraction import Unreadable


def content_by_child(
    task: Mapping[str, Any], document: bytes | Path, *, document_id: str, limits: Limits
) -> DocumentContent | Unreadable:
    """Give what the child found in a document, or why it found nothing."""
    try:
        answer = ask_child(task, document, limits)
    except CannotRead as refused:
        return Unreadable(document_id=document_id, reason=refused.reason)
    return content_of(answer, document_id)


def content_of(answer: Answer, document_id: str) -> DocumentContent | Unreadable:
    """Give the content that a child's answer holds, validated."""
    try:
        return DocumentContent(document_id=document_id, **answer.said["content"])
    except ValidationError:
        # The model's bounds are the last net: more words, rows or tables than any honest file has.
        return Unreadable(document_id=document_id, reason="too_much_content")
