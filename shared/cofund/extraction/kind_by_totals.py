"""An invoice without a title: a total with its tax, a number and a date."""

from __future__ import annotations

import re

from cofund.extraction.headings import number_and_date
from cofund.extraction.layout.document import LaidOut
from cofund.extraction.solver.printed import groups_of
from cofund.models.kinds import DocumentKind

NO_INVOICE = re.compile(
    r"angebot|kostenvoranschlag|bestellung|auftragsbest|lieferschein|\bquot|estimate|\boffer\b|"
    r"\bproposal|purchase\s+order|\bdevis\b|bon\s+de\s+commande|offerte|presupuesto|preventivo|"
    r"смета|коммерческое|предложение|заказ\b|прайс",
    re.IGNORECASE,
)
"""Words in the heading of papers that have totals, too: offers and orders."""
MOST_LINES = 400
LONGEST_REASON = 120


def by_totals(laid: LaidOut) -> tuple[DocumentKind, tuple[str, ...]]:
    """Give *invoice* with the lines that say so, else *unknown*."""
    if any(NO_INVOICE.search(line.text) for line in laid.heading):
        return "unknown", ()
    lines = laid.lines[:MOST_LINES]
    reasons = {
        group.place: lines[number].text[:LONGEST_REASON]
        for number in range(len(lines))
        for group in groups_of(lines, number)
        if group.place in ("gross", "due", "tax")
    }
    if "tax" not in reasons or len(reasons) == 1:
        return "unknown", ()
    number, dated = number_and_date(laid)
    told = number is not None and dated is not None
    return ("invoice", tuple(reasons.values())) if told else ("unknown", ())
