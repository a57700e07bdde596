"""The samples, read from their real documents and judged offline; once for all tests."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from cofund.extraction import interpret, read_content
from cofund.models.content import DocumentContent
from cofund.models.extraction import Extraction, Unreadable
from cofund.models.kinds import DocumentKind
from cofund.offline import FolderCheck, check_folder

SAMPLES_DIR = Path(__file__).parents[2] / "samples"

_CONTENTS: dict[str, DocumentContent | Unreadable] = {}


@cache
def checked(folder: str) -> FolderCheck:
    """Read and judge a sample, once for all tests."""
    return check_folder(SAMPLES_DIR / folder, reader=_reader)


def content_of(document: bytes, *, document_id: str) -> DocumentContent | Unreadable:
    """Give all that stands in a file, read once: its content is known by its bytes."""
    digest = hashlib.sha256(document).hexdigest()
    if digest not in _CONTENTS:
        _CONTENTS[digest] = read_content(document, document_id=document_id)
    return _CONTENTS[digest].model_copy(update={"document_id": document_id})


def _reader(document: Path, *, document_id: str, declared: DocumentKind | None) -> Extraction:
    """Do what ``cofund.extraction.read_file`` does, with contents that are known."""
    content = content_of(document.read_bytes(), document_id=document_id)
    return content if isinstance(content, Unreadable) else interpret(content, declared=declared)
