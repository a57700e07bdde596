"""The laws of the ledger, checked over everything that stands in it.

An audit reads a living ledger, so it can see a transaction half: what it reports is what stood
wrong, by the same amount, each time it looked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain

from cofund.books.broken_laws import broken, unequal
from cofund.books.budget_tally import BUDGET_LAWS
from cofund.books.currency_tally import CURRENCY_LAWS
from cofund.books.hold_tally import HOLD_LAWS, MISSING
from cofund.books.ledger_tally import ClaimTally, FundTally, InvoiceTally, LedgerTally
from cofund.books.message_tally import MESSAGE_LAWS
from cofund.books.order_tally import ORDER_LAWS
from cofund.books.points_tally import POINTS_LAWS
from cofund.books.reservation_tally import RESERVATION_LAWS
from cofund.models.standing import AuditReport, Violation
from cofund.ports import Items

LAWS = {
    "I1": "no bucket is below zero",
    "I2": "accrued = available + reserved + held + debited + expired",
    "I3": "each posting balances",
    "I4": "the postings add up to the balance",
    "I5": "held = the sum of holds and orders that stand",
    "I6": "debited = the sum of what can be reversed",
    "I7": "reserved = the sum of what remains of reservations",
    "I8": "in a closed period nothing is available",
    "I9": "debited + held never exceed accrued",
    "I10": "what is taken of a souvenir limit = the parts of holds and orders, at most the cap",
    "I15": "no invoice is paid above its sum, and all that is paid is some claim's share",
    **HOLD_LAWS,
    **MESSAGE_LAWS,
    **RESERVATION_LAWS,
    **CURRENCY_LAWS,
    "I22": "a period is closed exactly where its close was posted",
    "I23": "every item of the ledger is what its place says, and can be read",
    **BUDGET_LAWS,
    **ORDER_LAWS,
    **POINTS_LAWS,
    "A1": "each change of a claim's state has one audit entry",
    "C1": "a claim is debited, paid or clawed back exactly as its hold and its messages say",
    "C2": "what was debited is what was decided",
    "F1": "finance's queue got the outbox's messages, all of them and no others",
}

TOLD = {"payout_sent": ("SENT", "ACKED"), "paid": ("ACKED",)}
"""How far a claim's message has come at least, by the claim's state."""

LOOKS = 3
"""How often a violation must be seen before it is reported."""


def audit_ledger(items: Items, *, queue_ids: frozenset[str] | None = None) -> AuditReport:
    """Give what breaks a law of the ledger.

    ``queue_ids`` are the ids of all messages that finance's queue ever got, after the outbox was
    drained; without them law F1 is not looked at.

    Raises:
        TryAgain: the tables are out of reach.
    """
    tally = _tally(items)
    standing = {_gap(broken): broken for broken in _violations(tally, queue_ids)}
    for _ in range(LOOKS - 1):
        if not standing:
            break
        tally = _tally(items)
        again = {_gap(broken): broken for broken in _violations(tally, queue_ids)}
        standing = {gap: again[gap] for gap in standing.keys() & again.keys()}
    return AuditReport(
        funds=len(tally.funds),
        accounts=len(tally.points.accounts),
        postings=tally.postings + tally.points.postings,
        holds=len(tally.holds.standing),
        messages=len(tally.messages.event_ids),
        violations=tuple(sorted(standing.values(), key=lambda v: (v.subject, v.law, v.found))),
    )


def _tally(items: Items) -> LedgerTally:
    tally = LedgerTally()
    for stored in chain(items.scan("ledger"), items.scan("claims")):
        tally.add(stored)
    return tally


def _gap(broken: Violation) -> tuple[str, str, str]:
    """Give what stays the same of a violation while the money around it moves on."""
    figures = (broken.expected, broken.found)
    if all(figure.lstrip("-").isdigit() for figure in figures):
        return broken.law, broken.subject, str(int(broken.found) - int(broken.expected))
    return broken.law, broken.subject, " ".join(figures)


def _violations(tally: LedgerTally, queue_ids: frozenset[str] | None) -> Iterator[Violation]:
    for subject, fund in tally.funds.items():
        for law in FUND_LAWS:
            yield from law(subject, fund)
    yield from _limits(tally)
    yield from tally.holds.violations()
    yield from tally.messages.violations(tally.holds)
    yield from tally.reservations.violations(tally.holds)
    yield from tally.currencies.violations()
    yield from _invoices(tally)
    yield from _claims(tally)
    for subject, wrong in sorted(tally.unreadable.items()):
        yield broken("I23", subject, "what its place says", wrong)
    yield from tally.orders.violations()
    yield from tally.points.violations()
    yield from tally.budgets.violations()
    if queue_ids is not None and queue_ids != tally.messages.event_ids:
        odd = sorted(queue_ids ^ tally.messages.event_ids)[:10]
        yield broken("F1", ",".join(odd), len(tally.messages.event_ids), len(queue_ids))


def _sound_buckets(subject: str, fund: FundTally) -> Iterator[Violation]:
    buckets = fund.buckets
    for bucket, amount in buckets.items():
        if amount < 0:
            yield broken("I1", f"{subject} {bucket}", 0, amount)
    yield from unequal("I2", subject, buckets["accrued"], buckets.total() - buckets["accrued"])
    yield from unequal("I22", subject, "CLOSED" if fund.closed else "OPEN", fund.status)
    if fund.status == "CLOSED":
        yield from unequal("I8", subject, 0, buckets["available"])
    if buckets["debited"] + buckets["held"] > buckets["accrued"]:
        yield broken("I9", subject, buckets["accrued"], buckets["debited"] + buckets["held"])


def _sound_postings(subject: str, fund: FundTally) -> Iterator[Violation]:
    for entry in fund.unbalanced:
        yield broken("I3", f"{subject} {entry}", 0, "unbalanced")
    for bucket in sorted(fund.buckets.keys() | fund.moved.keys()):
        yield from unequal("I4", f"{subject} {bucket}", fund.moved[bucket], fund.buckets[bucket])


def _sound_sums(subject: str, fund: FundTally) -> Iterator[Violation]:
    yield from unequal("I5", subject, fund.held, fund.buckets["held"])
    yield from unequal("I6", subject, fund.reversible, fund.buckets["debited"])
    yield from unequal("I7", subject, fund.reserved, fund.buckets["reserved"])


FUND_LAWS: tuple[Callable[[str, FundTally], Iterator[Violation]], ...] = (
    _sound_buckets,
    _sound_postings,
    _sound_sums,
)


def _limits(tally: LedgerTally) -> Iterator[Violation]:
    for subject in sorted(tally.limits.keys() | tally.souvenirs.keys()):
        cap, available = tally.limits.get(subject, (0, 0))
        used = tally.souvenirs[subject]
        if available < 0:
            yield broken("I1", subject, 0, available)
        yield from unequal("I10", subject, used, cap - available)
        if used > cap:
            yield broken("I10", subject, cap, used)


def _invoices(tally: LedgerTally) -> Iterator[Violation]:
    for subject in sorted(tally.invoices.keys() | tally.shares.keys()):
        invoice = tally.invoices.get(subject, InvoiceTally())
        if invoice.paid > invoice.gross:
            yield broken("I15", subject, invoice.gross, invoice.paid)
        yield from unequal("I15", subject, tally.shares[subject], invoice.paid)
        yield from unequal("I15", f"{subject} sum", invoice.identity, invoice.says)


def _claims(tally: LedgerTally) -> Iterator[Violation]:
    paid: set[str] = set()
    left: Counter[str] = Counter()
    for (claim_id, _), hold in tally.holds.standing.items():
        left[claim_id] += hold.left
        if hold.status == "POSTED":
            paid.add(claim_id)
    for subject, claim in tally.claims.items():
        yield from _audited(subject, claim)
        yield from _decided(subject, claim, tally)
        hold = tally.holds.standing.get((subject, claim.version), MISSING)
        paid_out = claim.state in ("debited", "payout_sent", "paid", "clawed_back")
        stands = subject in paid if claim.rest_was_disputed else hold.status == "POSTED"
        if paid_out and not stands:
            yield broken("C1", subject, "POSTED", hold.status)
        if claim.state == "clawed_back":
            yield from unequal("C1", subject, 0, left[subject])
        if claim.state == "approved" and hold.status == "POSTED":
            yield broken("C1", subject, "HELD", hold.status)


def _decided(subject: str, claim: ClaimTally, tally: LedgerTally) -> Iterator[Violation]:
    """Look at each version that was paid: by whose decision, and how far its message has come."""
    for version in range(1, claim.version + 1):
        hold = tally.holds.standing.get((subject, version), MISSING)
        if hold.status == "POSTED":
            debited = hold.stands["posted"], hold.stands.get("points_posted", 0)
            approved = claim.approved.get(version, "none")
            yield from unequal("C2", f"{subject} version {version}", approved, debited)
    told = TOLD.get(claim.state)
    message = tally.messages.states.get((subject, claim.version))
    if told is not None and message is not None and message not in told:
        yield broken("C1", f"{subject} message", " or ".join(told), message)


def _audited(subject: str, claim: ClaimTally) -> Iterator[Violation]:
    yield from unequal("A1", subject, claim.revision, len(claim.changes))
    state = claim.changes.get(1, (claim.state, claim.state))[0]
    for revision in sorted(claim.changes):
        before, after = claim.changes[revision]
        if before != state:
            yield broken("A1", f"{subject} revision {revision}", state, before)
        state = after
    if state != claim.state:
        yield broken("A1", subject, state, claim.state)
