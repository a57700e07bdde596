"""Sums across papers: the claim against its invoices, payments against invoices, currencies."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from cofund.claimable.cost import CostPaper, Paper, cost_of
from cofund.claimable.exchange import exchanged, is_accepted, paper_rate, rate_day
from cofund.models.assessment import Finding
from cofund.models.claim import Document
from cofund.models.claim_file import ClaimFile
from cofund.models.evidence import Read
from cofund.models.extraction import CreditNote, PaymentOrder
from cofund.models.terms import percent_text
from cofund.money import Money
from cofund.rules.payments import Payment, payments_of, unread_payments
from cofund.rules.verdicts import failed, passed, shown_sum, unclear, where
from cofund.sure import sure
from cofund.terms.entitlement import brand_share, brand_share_text, refund_share, refunded


def claimed_sum(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that the claim asks for no more than the refund share of its invoices.

    Of an activity that shows several manufacturers, it is the share of the vendor's part.
    Caps, limits and balances don't count here: they lower the claimable amount without a mistake
    of the partner's. While an invoice could not be read, nothing is said.
    """
    cost = cost_of(file)
    if cost.unread or not cost.papers:
        return ()
    programme, claimed = file.programme, file.claim.request.claimed
    most = refunded(
        programme,
        file.application.activity.activity_type,
        manufacturers=file.claim.request.manufacturers,
        cost_minor=Fraction(cost.total.amount_minor),
    )
    evidence = where(*(paper.paper.gross for paper in cost.papers))
    if claimed <= most:
        return (
            passed("claimed_sum", "covered", evidence=evidence, claimed=claimed, cost=cost.total),
        )
    return (
        failed(
            programme,
            "claimed_sum",
            "above",
            evidence=evidence,
            claimed=claimed,
            cost=cost.total,
            share=_shares_text(file),
            most=most,
        ),
    )


def _shares_text(file: ClaimFile) -> str:
    """Give the refund share, and the vendor's part where it is one: "50 % × 1/3"."""
    programme, shown = file.programme, file.claim.request.manufacturers
    share = percent_text(refund_share(programme, file.application.activity.activity_type))
    if brand_share(programme, shown) == 1:
        return share
    return f"{share} × {brand_share_text(programme, shown)}"


def payment_sum(file: ClaimFile) -> tuple[Finding, ...]:
    """Check, seller by seller, that the payments are what the papers that count ask for.

    Sellers without any payment are the rule *payment_proof*'s.
    """
    cost, payments = cost_of(file), payments_of(file)
    if cost.unread or unread_payments(file):
        return ()
    sellers = dict.fromkeys(sure(paper.paper.seller.tax_id) for paper in cost.papers)
    findings = []
    for seller in sellers:
        papers = [p for p in cost.papers if sure(p.paper.seller.tax_id) == seller]
        paid = [p for p in payments if seller is not None and sure(p.payee) == seller]
        if paid and all(sure(payment.amount) is not None for payment in paid):
            findings.append(_payment_sum(file, papers, paid))
    return tuple(findings)


def one_currency(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that all papers are in the programme's currency, or in one that it accepts.

    A paper in an accepted currency counts by the rate of the day that the programme names.
    """
    findings = [
        finding
        for document, extraction in file.documents()
        if isinstance(extraction, Paper | PaymentOrder)
        for finding in _foreign(file, document, extraction)
    ]
    if findings:
        return tuple(findings)
    return (passed("one_currency", "same", currency=file.programme.currency),)


def _foreign(
    file: ClaimFile, document: Document, extraction: Paper | PaymentOrder
) -> Iterator[Finding]:
    total = _total_of(extraction)
    if total is None or total.value.currency == file.programme.currency:
        return
    if not is_accepted(file, total.value.currency):
        yield failed(
            file.programme,
            "one_currency",
            "another",
            document=document,
            evidence=where(total),
            currency=total.value.currency,
            expected=file.programme.currency,
        )
    elif not isinstance(extraction, PaymentOrder):
        yield _exchanged(file, document, extraction, total)


def _exchanged(file: ClaimFile, document: Document, paper: Paper, total: Read[Money]) -> Finding:
    day, rate = rate_day(file, paper), paper_rate(file, paper)
    counted = exchanged(total.value, rate, file.programme.rounding.value) if rate else None
    if rate is not None and counted is not None:
        return passed(
            "one_currency",
            "converted",
            document=document,
            evidence=where(total),
            source=file.programme.currencies.source,
            printed=total.value,
            counted=counted,
            rate=f"{rate.nominal} {rate.currency} = {rate.value} {rate.into}",
            day=rate.day,
            bank=rate.source,
        )
    if day is None:
        return unclear(
            "one_currency",
            "no_day",
            document=document,
            evidence=where(total),
            currency=total.value.currency,
        )
    return unclear(
        "one_currency",
        "no_rate",
        document=document,
        evidence=where(total),
        currency=total.value.currency,
        day=day,
    )


def credit_note(file: ClaimFile) -> tuple[Finding, ...]:
    """Send a claim with a credit note to a person: it lowers some invoice."""
    return tuple(
        unclear("credit_note", "present", document=document, evidence=where(extraction.gross))
        for document, extraction in file.documents()
        if isinstance(extraction, CreditNote)
    )


def _total_of(extraction: Paper | PaymentOrder) -> Read[Money] | None:
    return extraction.amount if isinstance(extraction, PaymentOrder) else extraction.gross


def _payment_sum(file: ClaimFile, papers: list[CostPaper], payments: list[Payment]) -> Finding:
    """Compare like with like: sums of one currency, that of the papers; else a person compares."""
    amounts = [amount for payment in payments if (amount := sure(payment.amount)) is not None]
    currencies = {paper.printed.currency for paper in papers} | {one.currency for one in amounts}
    evidence = where(*(p.paper.gross for p in papers), *(p.amount for p in payments))
    document = payments[0].document
    if len(currencies) > 1:
        return unclear(
            "payment_sum",
            "currencies",
            document=document,
            evidence=evidence,
            currencies=", ".join(sorted(currencies)),
        )
    currency = papers[0].printed.currency
    invoiced = shown_sum(sum(paper.printed.amount_minor for paper in papers), currency)
    paid = shown_sum(sum(amount.amount_minor for amount in amounts), currency)
    if paid == invoiced:
        return passed("payment_sum", "agrees", document=document, evidence=evidence, paid=paid)
    if paid > invoiced:
        return unclear(
            "payment_sum",
            "more",
            document=document,
            evidence=evidence,
            paid=paid,
            invoiced=invoiced,
        )
    return failed(
        file.programme,
        "payment_sum",
        "less",
        document=document,
        evidence=evidence,
        paid=paid,
        invoiced=invoiced,
    )
