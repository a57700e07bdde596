"""The whole document of its page and its exact sources: codes first, then e-invoices over them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cofund.extraction.layout.passages import Passage
from cofund.extraction.merging.fields import KNOWN_VERSION, SHOWN, Merging, Notes, same
from cofund.extraction.merging.lines import merged_lines, merged_taxes
from cofund.extraction.merging.parties import merged_party
from cofund.extraction.merging.printed import Printed
from cofund.extraction.merging.sums import with_sum_check
from cofund.extraction.merging.typed import (
    FORMS,
    QR_SYNTAXES,
    Exact,
    Value,
    field_values,
    flag_of,
    origin_of,
    text_of,
)
from cofund.models.content import DocumentContent
from cofund.models.evidence import Read
from cofund.models.exact import ExactSource, Problem
from cofund.models.extraction import (
    Act,
    CommercialDocument,
    CreditNote,
    Extraction,
    Invoice,
    Receipt,
    TaxInvoice,
    Unreadable,
    Upd,
    Waybill,
)
from cofund.money import Money

MODELS: Mapping[str, type[CommercialDocument]] = {
    "invoice": Invoice,
    "tax_invoice": TaxInvoice,
    "act": Act,
    "upd": Upd,
    "waybill": Waybill,
    "receipt": Receipt,
    "credit_note": CreditNote,
}
NOT_UNDERSTOOD = frozenset({"unknown", "unreadable", "photo", "layout"})
"""What a page counts as that makes no sense by itself: then a code says what it is."""
BROKEN = frozenset({"malformed", "unknown_syntax"})
MOST_NOTES = 100
LONGEST = 200


@dataclass(frozen=True)
class Seen:
    """The page to be searched, and what was found to differ on it."""

    printed: Printed
    notes: Notes


def with_exact_sources(
    page: Extraction, content: DocumentContent, lines: Sequence[Passage]
) -> Extraction:
    """Give a document with what its exact sources state; without any, the page as it was read."""
    if not content.exact:
        return page
    seen, made = Seen(Printed(lines), Notes()), page
    for source in sorted(content.exact, key=_standing):
        model = _model(made, source)
        if model is not None:
            made = _laid_over(made, model, source, content, seen)
    problems = [
        *(each for source in content.exact for each in _problems(source)),
        *seen.notes.problems,
    ]
    update: dict[str, Any] = {
        "disagreements": tuple(seen.notes.disagreements)[:MOST_NOTES],
        "problems": tuple(dict.fromkeys(problems))[:MOST_NOTES],
    }
    if isinstance(made, Unreadable) and any(each.code in BROKEN for each in problems):
        unknown = any(each.code == "unknown_syntax" for each in problems)
        update["reason"] = "unsupported" if unknown else "damaged"
    return made.model_copy(update=update)


def _standing(source: ExactSource) -> tuple[bool, bool]:
    """What is merged last stands over all else: an e-invoice with nothing missing."""
    return source.syntax not in QR_SYNTAXES, not source.problems


def _model(made: Extraction, source: ExactSource) -> type[CommercialDocument] | None:
    """The kind that an e-invoice declares; with a code a page that makes sense keeps its own."""
    if source.kind not in MODELS or not source.fields:
        return None
    if source.syntax not in QR_SYNTAXES or made.kind in NOT_UNDERSTOOD:
        return MODELS[source.kind]
    return type(made) if isinstance(made, CommercialDocument) else None


def _problems(source: ExactSource) -> list[Problem]:
    """An attachment's problems name it."""
    if not source.name:
        return list(source.problems)
    return [
        each.model_copy(update={"field": f"{source.name}: {each.field}".rstrip(": ")[:LONGEST]})
        for each in source.problems
    ]


def _laid_over(
    below: Extraction,
    model: type[CommercialDocument],
    source: ExactSource,
    content: DocumentContent,
    seen: Seen,
) -> Extraction:
    """Give the document with one source laid over what is known of it so far."""
    nothing = Invoice(document_id=below.document_id)
    page = below if isinstance(below, CommercialDocument) else nothing
    currency = _currency(source, page)
    values = _values(source, page, currency)
    merging = _merging(source, content, values, seen)
    made: Any = model(
        document_id=below.document_id,
        pages=below.pages,
        flags=below.flags,
        identified_by=(_named(source), *below.identified_by),
        currency=merging.merged("currency", text_of(source.fields.get("currency")), page.currency),
        seller=merged_party(merging, "seller", source.seller, page.seller),
        buyer=merged_party(merging, "buyer", source.buyer, page.buyer),
        lines=merged_lines(merging, source.lines, page.lines, currency),
        taxes=merged_taxes(merging, source.taxes, page.taxes, currency),
        vat_included=_vat_included(merging, source) or page.vat_included,
        amount_in_words=page.amount_in_words,
        references=_references(merging, source) or page.references,
        **with_sum_check(_fields(merging, values, page)),
        **_direction(source, model, page),
    )
    return made  # type: ignore[no-any-return]


def _fields(
    merging: Merging, values: Mapping[str, Exact], page: CommercialDocument
) -> dict[str, Read[Any] | None]:
    return {name: merging.merged(name, values.get(name), getattr(page, name)) for name in FORMS}


def _currency(source: ExactSource, page: CommercialDocument) -> str | None:
    stated = source.fields.get("currency")
    if stated is not None:
        return stated.value
    return page.currency.value if page.currency is not None else None


def _values(
    source: ExactSource, page: CommercialDocument, currency: str | None
) -> dict[str, Exact]:
    """What the source states; a code may ask for what is still due instead of the total."""
    values = field_values(source, currency)
    asked = values.get("gross")
    if source.syntax not in QR_SYNTAXES or asked is None or page.due is None:
        return values
    if not same(page.due.value, asked.value):
        return values
    return {("due" if name == "gross" else name): value for name, value in values.items()}


def _merging(
    source: ExactSource, content: DocumentContent, values: Mapping[str, Exact], seen: Seen
) -> Merging:
    origin = origin_of(source, content.document_id)
    unknown = any(each.code == "unknown_version" for each in source.problems)
    return Merging(
        origin=origin,
        printed=seen.printed,
        notes=seen.notes,
        reservations=(KNOWN_VERSION,) if unknown else (),
        expected=SHOWN if origin.source == "xml" and _is_printed(content) else (),
        explained=_explained(values),
    )


def _is_printed(content: DocumentContent) -> bool:
    """Whether all pages' words are text: what was recognised may lack or misread any of them."""
    return bool(content.pages) and all(page.has_text for page in content.pages)


def _explained(values: Mapping[str, Exact]) -> Collection[Value]:
    """All amounts of a source whose own sums agree: a page may show one in another's place."""
    gross, due, prepaid = (_amount(values.get(name)) for name in ("gross", "due", "prepaid"))
    if gross is not None and due is not None and gross != due + (prepaid or 0):
        return ()
    return tuple(each.value for each in values.values() if isinstance(each.value, Money))


def _amount(exact: Exact | None) -> int | None:
    is_money = exact is not None and isinstance(exact.value, Money)
    return exact.value.amount_minor if is_money else None  # type: ignore[union-attr]


def _named(source: ExactSource) -> str:
    return f"{source.syntax} {source.version}".strip()[:LONGEST]


def _vat_included(merging: Merging, source: ExactSource) -> Read[Any] | None:
    return merging.merged("vat_included", flag_of(source.fields.get("vat_included")), None)


def _references(merging: Merging, source: ExactSource) -> tuple[Read[Any], ...]:
    stated = (Exact(each.value, each) for each in source.references)
    found = (merging.merged("reference", each, None) for each in stated)
    return tuple(each for each in found if each is not None)


def _direction(
    source: ExactSource, model: type[CommercialDocument], page: CommercialDocument
) -> dict[str, str]:
    if model is not CreditNote:
        return {}
    stated = source.fields.get("direction")
    if stated is not None:
        return {"direction": stated.value}
    return {"direction": page.direction} if isinstance(page, CreditNote) else {}
