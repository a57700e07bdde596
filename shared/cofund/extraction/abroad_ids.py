"""Numbers of companies of other countries: VAT ids and IBANs, wherever a page prints them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cofund.extraction.layout.passages import Passage, joined
from cofund.extraction.layout.segments import segments_of
from cofund.extraction.reads import CHECK_DIGITS, LABEL, read
from cofund.identifiers import is_iban, is_vat_id
from cofund.models.evidence import Read

TAX_NAME = r"(?:u\.?\s?st\.?|umsatzsteuer|mwst\.?|v\.?a\.?t\.?|tva|btw|iva|tax|nif|cif|tin)"
VAT_LABEL = rf"{TAX_NAME}[\w\s.:/°'’()-]{{0,45}}?"
VAT_ID = re.compile(
    rf"(?<!\w){VAT_LABEL}\s*[:.]?\s*(?P<v>(?!ID|NO|NR)(?-i:[A-Z]{{2}})\s?(?=[0-9A-Z .]{{0,3}}\d)"
    r"(?-i:[0-9A-Z]{2,12}(?:[ .]\d[0-9A-Z]{1,8}){0,4}))(?!\w)",
    re.IGNORECASE,
)
SHORTEST_VAT_ID = 8
GERMAN_TAX_NUMBER = re.compile(
    r"steuer\s?-?\s?(?:nummer|nr\.?)\s*[:.]?\s*"
    r"(?P<v>\d{2,3}[/ ]\d{3}[/ ]\d{4,5}|\d{3} \d{3} \d{3} \d{2})",
    re.IGNORECASE,
)
OF_BUYER = re.compile(
    r"client|customer|kunde|ihre|buyer|klant|k[äa]ufer|empf[äa]nger|your|votre", re.IGNORECASE
)
IBAN = re.compile(r"(?<!\w)(?P<v>[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{1,4}){3,9})(?!\w)")
IBAN_LABEL = re.compile(r"\biban\b", re.IGNORECASE)
ENDS_IN_LABEL = re.compile(r"(?:\biban|bankverbindung)\s*:?$", re.IGNORECASE)
SHORTEST_IBAN = 15
MOST_FOUND = 20


@dataclass(frozen=True)
class FoundId:
    """A VAT id, the segment that it stands in, and whether its label says it is the buyer's."""

    value: Read[str]
    segment: Passage
    of_buyer: bool


def vat_ids(lines: Sequence[Passage]) -> list[FoundId]:
    """Give every VAT id at its label; check digits vote for it, or veto."""
    return [found for _, found in zip(range(MOST_FOUND), _vat_ids(lines), strict=False)]


def _vat_ids(lines: Sequence[Passage]) -> Iterator[FoundId]:
    for line in lines:
        segments = segments_of(line)
        for at, segment in enumerate(segments):
            label = segments[at - 1] if at else None
            found = _in_segment(segment) or _behind_label(label, segment)
            if found is not None:
                yield found


def _behind_label(label: Passage | None, segment: Passage) -> FoundId | None:
    """A label in one column, the number in the next."""
    both = joined([label, segment]) if label is not None else None
    found = _in_segment(both) if both is not None else None
    return FoundId(found.value, segment, found.of_buyer) if found else None


def _in_segment(segment: Passage) -> FoundId | None:
    match = VAT_ID.search(segment.text)
    compact = re.sub(r"[ .]", "", match["v"]) if match else ""
    if match is None or len(compact) < SHORTEST_VAT_ID:
        return None
    valid = is_vat_id(compact)
    checks, failed = ((LABEL, CHECK_DIGITS), ()) if valid else ((LABEL,), (CHECK_DIGITS,))
    printed = segment.part(*match.span("v"))
    of_buyer = OF_BUYER.search(segment.text[: match.start("v")]) is not None
    return FoundId(read(compact, printed, passed=checks, failed=failed), segment, of_buyer)


def german_tax_number(lines: Sequence[Passage]) -> Read[str] | None:
    """Give a Steuernummer at its label: it stands where there is no VAT id."""
    printed = next((found for line in lines if (found := line.find(GERMAN_TAX_NUMBER, "v"))), None)
    return read(printed.text, printed, passed=(LABEL,)) if printed else None


def iban(lines: Sequence[Passage]) -> Read[str] | None:
    """Give the first account number whose check digits are right; else one at its label."""
    labelled: Read[str] | None = None
    for above, line in zip((None, *lines), lines, strict=False):
        at_label = IBAN_LABEL.search(line.text) or (above and ENDS_IN_LABEL.search(above.text))
        for match in IBAN.finditer(line.text):
            found = _valid(line, match)
            if found is not None:
                return found
            compact = re.sub(r"\s", "", match["v"])
            if labelled is None and at_label and len(compact) >= SHORTEST_IBAN:
                printed = line.part(*match.span("v"))
                labelled = read(compact, printed, passed=(LABEL,), failed=(CHECK_DIGITS,))
    return labelled


def _valid(line: Passage, match: re.Match[str]) -> Read[str] | None:
    """The number may run into the next word: its groups are tried from all to few."""
    groups = match["v"].split(" ")
    for count in range(len(groups), 0, -1):
        text = " ".join(groups[:count])
        compact = text.replace(" ", "")
        if len(compact) < SHORTEST_IBAN:
            return None
        if is_iban(compact):
            printed = line.part(match.start("v"), match.start("v") + len(text))
            label = (LABEL,) if IBAN_LABEL.search(line.text[: match.start("v")]) else ()
            return read(compact, printed, passed=(*label, CHECK_DIGITS))
    return None
