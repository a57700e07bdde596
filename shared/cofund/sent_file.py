"""A form with one file in it, as browsers send them: ``multipart/form-data``."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import HTTP

from cofund.errors import NotAccepted
from cofund.files.file_names import shown_name
from cofund.web import MAX_FIELD_LENGTH, Visit

MOST_PARTS = 20
LONGEST_TYPE = 200


@dataclass(frozen=True)
class SentForm:
    """A form's fields and its file."""

    fields: dict[str, str]
    file_name: str
    """As its owner calls it, made harmless; empty where no file was chosen."""
    content: bytes


def sent_form(visit: Visit, *, file: str) -> SentForm:
    """Give the fields of a form and the file in the field ``file``.

    Raises:
        NotAccepted: the body is no such form.
    """
    fields, file_name, content = {}, "", b""
    for part in _parts(visit):
        name = str(part.get_param("name", "", header="content-disposition"))[:100]
        sent = _content(part)
        if name == file:
            file_name, content = part.get_filename() or "", sent
        else:
            fields[name] = sent[: 4 * MAX_FIELD_LENGTH].decode("utf-8", "replace")
    return SentForm(fields, shown_name(file_name) if file_name else "", content)


def _parts(visit: Visit) -> list[EmailMessage]:
    content_type = visit.headers.get("content-type", "")[:LONGEST_TYPE]
    if not content_type.startswith("multipart/form-data;") or not content_type.isprintable():
        raise NotAccepted("the form has no file in it")
    head = f"Content-Type: {content_type}\r\n\r\n".encode("ascii", "replace")
    whole = BytesParser(EmailMessage, policy=HTTP).parsebytes(head + visit.body)
    parts = list(whole.iter_parts()) if whole.is_multipart() else []
    if whole.defects or not 1 <= len(parts) <= MOST_PARTS:
        raise NotAccepted("the form is malformed")
    return [part for part in parts if isinstance(part, EmailMessage)]


def _content(part: EmailMessage) -> bytes:
    if part.is_multipart() or part.defects or part.get("content-transfer-encoding"):
        raise NotAccepted("the form is malformed")
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
