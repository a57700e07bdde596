"""From content to ``Extraction``: what kind of document it is, and what it says. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cofund.extraction.advertisements import advertising_reasons
from cofund.extraction.commercial import commercial_fields
from cofund.extraction.events import programme_fields, report_fields
from cofund.extraction.forms.contract import contract_fields
from cofund.extraction.forms.correction import correction_fields
from cofund.extraction.forms.numbered_lines import numbered_line_fields
from cofund.extraction.forms.receipt import receipt_fields
from cofund.extraction.forms.waybill import waybill_fields
from cofund.extraction.inked import with_ink
from cofund.extraction.kinds import identify
from cofund.extraction.layout.document import LaidOut, laid_out
from cofund.extraction.merging.documents import with_exact_sources
from cofund.extraction.payment import payment_fields
from cofund.extraction.people import participant_fields
from cofund.models.content import DocumentContent, PageContent
from cofund.models.evidence import PageSize
from cofund.models.extraction import (
    Act,
    Contract,
    CreditNote,
    EventProgramme,
    EventReport,
    Extraction,
    Invoice,
    Layout,
    ParticipantList,
    PaymentOrder,
    Photo,
    Receipt,
    TaxInvoice,
    Unknown,
    Unreadable,
    Upd,
    Waybill,
)
from cofund.models.kinds import DocumentKind

Reader = Callable[[LaidOut], dict[str, Any]]

LONGEST_BEGINNING = 2_000
PICTURES = ("jpeg", "png", "tiff", "heic")
FEW_WORDS = 12
"""A picture with fewer words than this is a photo: banners and badges have words, too."""


KINDS: Mapping[DocumentKind, tuple[type[Any], Reader]] = {
    "invoice": (Invoice, commercial_fields),
    "tax_invoice": (TaxInvoice, numbered_line_fields),
    "act": (Act, commercial_fields),
    "upd": (Upd, numbered_line_fields),
    "waybill": (Waybill, waybill_fields),
    "receipt": (Receipt, receipt_fields),
    "credit_note": (CreditNote, correction_fields),
    "payment_order": (PaymentOrder, payment_fields),
    "participant_list": (ParticipantList, participant_fields),
    "event_report": (EventReport, report_fields),
    "event_programme": (EventProgramme, programme_fields),
    "contract": (Contract, contract_fields),
}
"""Each kind's model, and what fills its fields."""


def interpret_content(content: DocumentContent, *, declared: DocumentKind | None) -> Extraction:
    """Give what a document says: its page, and over it the exact sources that came with it."""
    laid = laid_out(content)
    page = with_ink(_page(content, laid, declared), content)
    return with_exact_sources(page, content, laid.lines)


def _page(content: DocumentContent, laid: LaidOut, declared: DocumentKind | None) -> Extraction:
    """What the page says; one without words is a photo, a layout or unreadable."""
    common = _common(content)
    if not laid.lines:
        return _wordless(content, declared, common)
    identified = identify(laid, declared)
    known = {**common, "identified_by": identified.reasons}
    if identified.kind in KINDS and not _is_a_photo(content, declared):
        model, fields = KINDS[identified.kind]
        made: Extraction = model(**known, **fields(laid))
        return made
    return _unidentified(content, declared, laid, known)


def _common(content: DocumentContent) -> dict[str, Any]:
    return {
        "document_id": content.document_id,
        "pages": tuple(_size(page) for page in content.pages),
        "flags": content.flags,
    }


def _size(page: PageContent) -> PageSize:
    return PageSize(width=page.width, height=page.height, has_text=page.has_text)


def _wordless(
    content: DocumentContent, declared: DocumentKind | None, common: dict[str, Any]
) -> Extraction:
    if content.sniffed in PICTURES and declared in ("photo", "layout", None):
        return _picture(content, declared, common)
    if declared == "layout":
        return Layout(**common)
    return Unreadable(**common, reason="no_text")


def _picture(
    content: DocumentContent, declared: DocumentKind | None, common: dict[str, Any]
) -> Extraction:
    if declared == "layout":
        return Layout(**common)
    if content.photo is None:  # a TIFF of several pages
        page = content.pages[0]
        return Photo(**common, width=round(page.width), height=round(page.height))
    photo = content.photo
    size = {"width": photo.width, "height": photo.height}
    return Photo(**common, **size, fingerprint=photo.fingerprint)


def _is_a_photo(content: DocumentContent, declared: DocumentKind | None) -> bool:
    """A banner may say "Программа": so few words on a picture are no document of that kind."""
    few = sum(len(page.words) for page in content.pages) < FEW_WORDS
    return content.sniffed in PICTURES and few and declared in (None, "photo", "layout")


def _unidentified(
    content: DocumentContent,
    declared: DocumentKind | None,
    laid: LaidOut,
    known: dict[str, Any],
) -> Extraction:
    """Words that open no known kind: on a picture or an advertisement they belong to it."""
    is_picture = content.sniffed in PICTURES
    few = sum(len(page.words) for page in content.pages) < FEW_WORDS
    if declared == "layout" or (is_picture and (declared == "photo" or few)):
        return _picture(content, declared, known) if is_picture else Layout(**known)
    reasons = advertising_reasons(content)
    if reasons and declared in (None, "layout", "unknown"):
        return Layout(**{**known, "identified_by": reasons})
    return Unknown(**known, beginning=laid.text[:LONGEST_BEGINNING])
