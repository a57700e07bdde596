"""What an activity cost by its documents: which papers count, and what VAT does to them.

A sale is often papered several times (invoice, act, УПД); it counts once: of each seller's papers
the first kind of ``COST_KINDS`` that is there. The same invoice twice counts once as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from cofund.claimable.exchange import exchanged, paper_rate
from cofund.claimable.once_per_file import once_per_file
from cofund.models.activity_terms import COST_KINDS
from cofund.models.claim import Document
from cofund.models.claim_file import ClaimFile
from cofund.models.extraction import (
    Act,
    CreditNote,
    Invoice,
    Receipt,
    TaxInvoice,
    Unknown,
    Unreadable,
    Upd,
    Waybill,
)
from cofund.models.money_terms import CostBase
from cofund.models.rates import Rate
from cofund.money import Money, RoundingMode
from cofund.sure import sure

Paper: TypeAlias = Invoice | TaxInvoice | Act | Upd | Waybill | Receipt | CreditNote
"""A document that states what was sold and for how much."""

LARGEST_COST_MINOR = 10**13
"""A hundred milliards of roubles: a paper that states more is taken for misread."""

LONGEST_NUMBER = 100
_SELLER = re.compile(r"[A-Za-z0-9]{1,20}")

InvoiceIdentity = tuple[str, str, date, int]
"""Seller's tax number, number, date and sum: what makes it the same paper."""

_RANKS: dict[str, int] = {kind: rank for rank, kind in enumerate(COST_KINDS)}


@dataclass(frozen=True)
class CostPaper:
    """One paper whose sum is certain and counts."""

    document: Document
    paper: Paper
    gross: Money
    """In the programme's currency, as ``cost``; ``printed`` is in the paper's own."""
    cost: Money
    """With or without VAT, by the programme's cost base for this partner."""
    printed: Money
    rate: Rate | None = None
    """Set where the paper is in another currency."""

    @property
    def document_id(self) -> str:
        """Give the document's id."""
        return self.document.document_id

    def counted(self, amount: Money | None, rounding: RoundingMode) -> Money | None:
        """Give an amount of the paper's as it counts: in the programme's currency."""
        if amount is None or self.rate is None:
            return amount
        return exchanged(amount, self.rate, rounding)


@dataclass(frozen=True)
class Cost:
    """All papers that count, and those that should but could not be read for certain."""

    papers: tuple[CostPaper, ...]
    unread: tuple[Document, ...]
    repeated: tuple[CostPaper, ...]
    """The same invoice as one of ``papers``, in another file; counts nothing."""
    currency: str

    def paper(self, document_id: str | None) -> CostPaper | None:
        """Give the paper of a document, where it counts."""
        return next((paper for paper in self.papers if paper.document_id == document_id), None)

    @property
    def gross(self) -> Money:
        """Give the sum of all papers that count, VAT included."""
        return Money.total((paper.gross for paper in self.papers), self.currency)

    @property
    def total(self) -> Money:
        """Give the cost of all papers that count, by the cost base."""
        return Money.total((paper.cost for paper in self.papers), self.currency)


@once_per_file
def cost_of(file: ClaimFile) -> Cost:
    """Work out which papers of a claim state its cost."""
    papers: dict[InvoiceIdentity | str, CostPaper] = {}
    repeated: list[CostPaper] = []
    unread = list(_unread_papers(file))
    for document, paper in counting_papers(file):
        counted = _cost_paper(file, document, paper)
        if counted is None:
            unread.append(document)
            continue
        key = identity(paper) or document.document_id
        if papers.setdefault(key, counted) is not counted:
            repeated.append(counted)
    return Cost(
        papers=tuple(papers.values()),
        unread=tuple(unread),
        repeated=tuple(repeated),
        currency=file.programme.currency,
    )


def cost_base(file: ClaimFile) -> CostBase:
    """Tell whether cost counts with or without VAT for this partner."""
    terms = file.programme.cost_base
    return terms.deducting_partners if file.partner.deducts_vat else terms.other_partners


@once_per_file
def commercial_papers(file: ClaimFile) -> tuple[tuple[Document, Paper], ...]:
    """Give every document that states what was sold and for how much."""
    return tuple(
        (document, paper) for document, paper in file.documents() if isinstance(paper, Paper)
    )


@once_per_file
def counting_papers(file: ClaimFile) -> tuple[tuple[Document, Paper], ...]:
    """Give the papers that state the claim's cost, whether or not their sums are certain."""
    candidates = [pair for pair in commercial_papers(file) if _rank(pair[1].kind) is not None]
    return tuple(
        (document, paper)
        for document, paper in candidates
        if _rank(paper.kind) == min(_rank(rival.kind) or 0 for rival in _rivals(paper, candidates))
    )


def _rivals(paper: Paper, candidates: list[tuple[Document, Paper]]) -> list[Paper]:
    return [other for _, other in candidates if _same_seller(paper, other)]


def identity(paper: Paper) -> InvoiceIdentity | None:
    """Give what makes it the same paper elsewhere; None where a part of it is not certain."""
    seller, number = sure(paper.seller.tax_id), sure(paper.number)
    issued, gross = sure(paper.issue_date), sure(paper.gross)
    if seller is None or number is None or issued is None or gross is None:
        return None
    named = _SELLER.fullmatch(seller) and plain_number(number) and len(number) <= LONGEST_NUMBER
    return (seller, plain_number(number), issued, gross.amount_minor) if named else None


def plain_number(number: str) -> str:
    """Give a document's number as it compares: case and spaces do not matter."""
    return re.sub(r"\s+", "", number).upper()


def _cost_paper(file: ClaimFile, document: Document, paper: Paper) -> CostPaper | None:
    printed = sure(paper.gross)
    if printed is None or not 0 <= printed.amount_minor <= LARGEST_COST_MINOR:
        return None
    cost = printed if cost_base(file) == "gross" else net_of(paper, printed)
    if printed.currency == file.programme.currency:
        return CostPaper(document, paper, printed, cost, printed)
    return _foreign_paper(file, document, paper, printed=printed, cost=cost)


def _foreign_paper(
    file: ClaimFile, document: Document, paper: Paper, *, printed: Money, cost: Money
) -> CostPaper | None:
    """Give a paper of another currency as it counts; None without a rate for its day."""
    rate, rounding = paper_rate(file, paper), file.programme.rounding.value
    if rate is None:
        return None
    gross, counted = exchanged(printed, rate, rounding), exchanged(cost, rate, rounding)
    if gross is None or counted is None or gross.amount_minor > LARGEST_COST_MINOR:
        return None
    return CostPaper(document, paper, gross, counted, printed, rate)


def net_of(paper: Paper, gross: Money) -> Money:
    """Give a paper's sum without VAT; the whole sum where it states none for certain."""
    net, tax = sure(paper.net), sure(paper.tax)
    if net is None and tax is not None and tax.currency == gross.currency:
        net = gross - tax
    if net is None or net.currency != gross.currency:
        return gross
    return net if 0 <= net.amount_minor <= gross.amount_minor else gross


def _unread_papers(file: ClaimFile) -> Iterator[Document]:
    """Give the documents that are said to state a cost and could not be read at all."""
    read_ranks = [_rank(paper.kind) for _, paper in commercial_papers(file)]
    best = min((rank for rank in read_ranks if rank is not None), default=len(COST_KINDS))
    for document, extraction in file.documents():
        rank = _rank(document.declared_kind)
        if isinstance(extraction, Unknown | Unreadable) and rank is not None and rank <= best:
            yield document


def _rank(kind: str) -> int | None:
    return _RANKS.get(kind)


def _same_seller(paper: Paper, other: Paper) -> bool:
    """Tell whether two papers may speak of one sale; an unknown seller may be anybody."""
    mine, theirs = paper.seller.tax_id, other.seller.tax_id
    return mine is None or theirs is None or mine.value == theirs.value
