"""The laws of the ledger, checked over everything that stands in it.

An audit reads a living ledger, so it can see a transaction half: what it reports is what stood
wrong, by the same amount, each time it looked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain

from cofund.books.budget_tally import BUDGET_LAWS
from cofund.books.ledger_tally import ClaimTally, FundTally, HoldTally, LedgerTally
from cofund.books.order_tally import ORDER_LAWS
from cofund.books.points_tally import POINTS_LAWS
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
    "I11": "no more is reversed than was debited",
    "I12": "each debit has one payout message, and each payout message its debit",
    "I13": "messages speak of exactly the money that moved, and of points at their worth",
    "I14": "no reservation is used above its amount, nor refilled above it",
    "I15": "no invoice is paid above its sum, and all that is paid is some claim's share",
    "I18": "a reservation is exactly what its postings set aside, in whatever fund",
    **BUDGET_LAWS,
    **ORDER_LAWS,
    **POINTS_LAWS,
    "A1": "each change of a claim's state has one audit entry",
    "C1": "a claim is debited, paid or clawed back exactly as its hold says",
    "F1": "finance's queue got the outbox's messages, all of them and no others",
}

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
        holds=len(tally.holds),
        messages=len(tally.event_ids),
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
    yield from _holds(tally)
    yield from _reservations(tally)
    yield from _invoices(tally)
    yield from _claims(tally)
    yield from tally.orders.violations()
    yield from tally.points.violations()
    yield from tally.budgets.violations()
    if queue_ids is not None and queue_ids != tally.event_ids:
        odd = sorted(queue_ids ^ tally.event_ids)[:10]
        yield _broken("F1", ",".join(odd), len(tally.event_ids), len(queue_ids))


def _sound_buckets(subject: str, fund: FundTally) -> Iterator[Violation]:
    buckets = fund.buckets
    for bucket, amount in buckets.items():
        if amount < 0:
            yield _broken("I1", f"{subject} {bucket}", 0, amount)
    yield from _equal("I2", subject, buckets["accrued"], buckets.total() - buckets["accrued"])
    if fund.status == "CLOSED":
        yield from _equal("I8", subject, 0, buckets["available"])
    if buckets["debited"] + buckets["held"] > buckets["accrued"]:
        yield _broken("I9", subject, buckets["accrued"], buckets["debited"] + buckets["held"])


def _sound_postings(subject: str, fund: FundTally) -> Iterator[Violation]:
    for entry in fund.unbalanced:
        yield _broken("I3", f"{subject} {entry}", 0, "unbalanced")
    for bucket in sorted(fund.buckets.keys() | fund.moved.keys()):
        yield from _equal("I4", f"{subject} {bucket}", fund.moved[bucket], fund.buckets[bucket])


def _sound_sums(subject: str, fund: FundTally) -> Iterator[Violation]:
    yield from _equal("I5", subject, fund.held, fund.buckets["held"])
    yield from _equal("I6", subject, fund.reversible, fund.buckets["debited"])
    yield from _equal("I7", subject, fund.reserved, fund.buckets["reserved"])


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
            yield _broken("I1", subject, 0, available)
        yield from _equal("I10", subject, used, cap - available)
        if used > cap:
            yield _broken("I10", subject, cap, used)


def _holds(tally: LedgerTally) -> Iterator[Violation]:
    nothing = HoldTally("MISSING", 0, 0)
    for place in sorted(tally.holds.keys() | tally.payouts.keys() | tally.clawbacks.keys()):
        hold, subject = tally.holds.get(place, nothing), f"{place[0]} version {place[1]}"
        for left in (hold.reversible, hold.by_points.reversible):
            if left < 0:
                yield _broken("I11", subject, 0, left)
        announced = place in tally.payouts
        if (hold.status == "POSTED") != announced:
            yield _broken("I12", subject, hold.status, f"payout message: {announced}")
        paid = hold.posted + hold.by_points.posted
        yield from _equal("I13", subject, paid, tally.payouts.get(place, 0))
        returned = paid - hold.left
        yield from _equal("I13", f"{subject} clawed back", returned, tally.clawbacks[place])


def _reservations(tally: LedgerTally) -> Iterator[Violation]:
    for subject, remaining in tally.reservations.items():
        if remaining < 0:
            yield _broken("I14", subject, 0, remaining)
        in_all = tally.reserved_in_all[subject]
        if remaining > in_all:
            yield _broken("I14", subject, in_all, remaining)
    for subject in sorted(tally.reserved_in_all.keys() | tally.set_aside.keys()):
        amount = tally.reserved_in_all.get(subject, 0)
        yield from _equal("I18", subject, tally.set_aside[subject], amount)


def _invoices(tally: LedgerTally) -> Iterator[Violation]:
    for subject in sorted(tally.invoices.keys() | tally.shares.keys()):
        gross, paid = tally.invoices.get(subject, (0, 0))
        if paid > gross:
            yield _broken("I15", subject, gross, paid)
        yield from _equal("I15", subject, tally.shares[subject], paid)


def _claims(tally: LedgerTally) -> Iterator[Violation]:
    paid = {claim for (claim, _), hold in tally.holds.items() if hold.status == "POSTED"}
    left: Counter[str] = Counter()
    for (claim_id, _), hold in tally.holds.items():
        left[claim_id] += hold.left
    for subject, claim in tally.claims.items():
        yield from _audited(subject, claim)
        hold = tally.holds.get((subject, claim.version), HoldTally("MISSING", 0, 0))
        paid_out = claim.state in ("debited", "payout_sent", "paid", "clawed_back")
        stands = subject in paid if claim.rest_was_disputed else hold.status == "POSTED"
        if paid_out and not stands:
            yield _broken("C1", subject, "POSTED", hold.status)
        if claim.state == "clawed_back":
            yield from _equal("C1", subject, 0, left[subject])
        if claim.state == "approved" and hold.status == "POSTED":
            yield _broken("C1", subject, "HELD", hold.status)


def _audited(subject: str, claim: ClaimTally) -> Iterator[Violation]:
    yield from _equal("A1", subject, claim.revision, len(claim.changes))
    state = claim.changes.get(1, (claim.state, claim.state))[0]
    for revision in sorted(claim.changes):
        before, after = claim.changes[revision]
        if before != state:
            yield _broken("A1", f"{subject} revision {revision}", state, before)
        state = after
    if state != claim.state:
        yield _broken("A1", subject, state, claim.state)


def _equal(law: str, subject: str, expected: int, found: int) -> Iterator[Violation]:
    if expected != found:
        yield _broken(law, subject, expected, found)


def _broken(law: str, subject: str, expected: object, found: object) -> Violation:
    return Violation(law=law, subject=subject, expected=str(expected), found=str(found))
