"""Sums over the whole ledger, item by item: what an audit keeps in mind while it reads.

Postings and payloads, the bulk of the ledger, are counted and forgotten; what stays is a few
numbers per fund, hold, invoice, message and claim.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from cofund.books.budget_tally import BudgetTally
from cofund.books.order_tally import OrdersTally
from cofund.books.points_tally import NO_POINTS, PaidByPoints, PointsTally
from cofund.items import Item, Stored
from cofund.ledger.shapes import fund_key, invoice_key, limit_key, reservation_key
from cofund.models.ledger import BUCKETS, InvoiceShare


@dataclass
class FundTally:
    """One fund's balance, and what the items around it add up to."""

    status: str = "MISSING"
    buckets: Counter[str] = field(default_factory=Counter)
    """As the balance says."""
    moved: Counter[str] = field(default_factory=Counter)
    """Sum of the postings' deltas by bucket."""
    unbalanced: list[str] = field(default_factory=list)
    """Entry ids of postings that create or lose money."""
    held: int = 0
    reversible: int = 0
    reserved: int = 0


@dataclass(frozen=True)
class HoldTally:
    """What of a hold other items must agree with."""

    status: str
    posted: int
    reversible: int
    by_points: PaidByPoints = NO_POINTS

    @property
    def left(self) -> int:
        """What of the payout was not clawed back: of the fund and of points together."""
        return self.reversible + self.by_points.reversible


@dataclass
class ClaimTally:
    """A claim's head and its audit entries."""

    state: str = "MISSING"
    version: int = 0
    revision: int = 0
    changes: dict[int, tuple[str, str]] = field(default_factory=dict)
    """From and to, by revision."""

    @property
    def rest_was_disputed(self) -> bool:
        """Whether a dispute about the rest brought nothing: what an earlier version paid stands."""
        return bool({("in_review", "paid"), ("information_requested", "paid")} & self._changes)

    @property
    def _changes(self) -> set[tuple[str, str]]:
        return set(self.changes.values())


@dataclass
class LedgerTally:
    """All sums; feed it every item of both tables, in any order."""

    postings: int = 0
    funds: dict[str, FundTally] = field(default_factory=lambda: defaultdict(FundTally))
    holds: dict[tuple[str, int], HoldTally] = field(default_factory=dict)
    reservations: dict[str, int] = field(default_factory=dict)
    """What remains, by application."""
    reserved_in_all: dict[str, int] = field(default_factory=dict)
    """What the reservation says was set aside, by its partition key."""
    set_aside: Counter[str] = field(default_factory=Counter)
    """What postings set aside in whatever fund, by the reservation's partition key."""
    limits: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Cap and available, by partition key."""
    souvenirs: Counter[str] = field(default_factory=Counter)
    """Souvenir parts of holds that count, by the limit's partition key."""
    invoices: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Sum and paid, by partition key."""
    shares: Counter[str] = field(default_factory=Counter)
    """Shares that holds say they took, by the invoice's partition key."""
    payouts: dict[tuple[str, int], int] = field(default_factory=dict)
    clawbacks: Counter[tuple[str, int]] = field(default_factory=Counter)
    event_ids: set[str] = field(default_factory=set)
    claims: dict[str, ClaimTally] = field(default_factory=lambda: defaultdict(ClaimTally))
    orders: OrdersTally = field(default_factory=OrdersTally)
    points: PointsTally = field(default_factory=PointsTally)
    budgets: BudgetTally = field(default_factory=BudgetTally)

    def add(self, stored: Stored) -> None:
        """Take one item into the sums; items that have nothing to do with money are passed by."""
        kind = stored.key.pk.partition("#")[0]
        reader = READERS.get((stored.key.table, kind))
        if reader is not None:
            reader(self, stored)


def _add_fund(tally: LedgerTally, stored: Stored) -> None:
    fund, item = tally.funds[stored.key.pk], stored.attributes
    if stored.key.sk == "BAL":
        fund.status = str(item["status"])
        fund.buckets.update({bucket: _number(item, bucket) for bucket in BUCKETS})
        return
    deltas: Any = item["deltas"]
    tally.postings += 1
    fund.moved.update(deltas)
    tally.points.add_fund_posting(stored)
    tally.budgets.add_posting(stored)
    if item["kind"] in ("RESERVE", "CHANGE_RESERVATION"):
        place = reservation_key(str(item["subject"])).pk
        tally.set_aside[place] += deltas.get("reserved", 0)
    if 2 * deltas.get("accrued", 0) != sum(deltas.values()):
        fund.unbalanced.append(stored.key.sk)


def _add_hold(tally: LedgerTally, stored: Stored) -> None:
    item, fund_text = stored.attributes, str(stored.attributes["fund"])
    fund, status = tally.funds[fund_text], str(item["status"])
    by_points = tally.points.add_hold(item)
    hold = HoldTally(status, _number(item, "posted"), _number(item, "reversible"), by_points)
    tally.holds[_claim_of(stored), int(stored.key.sk.removeprefix("HOLD#"))] = hold
    fund.held += _number(item, "amount") if status == "HELD" else 0
    fund.reversible += hold.reversible
    if status in ("HELD", "POSTED"):
        tally.souvenirs[limit_key(fund_key(fund_text).limit()).pk] += _number(item, "souvenir")
    shares: Any = item["invoices"]
    for share in map(InvoiceShare.model_validate, shares):
        tally.shares[invoice_key(share).pk] += share.share.amount_minor


def _add_reservation(tally: LedgerTally, stored: Stored) -> None:
    if stored.key.sk != "STATE":
        return
    item, remaining = stored.attributes, _number(stored.attributes, "remaining")
    tally.reservations[stored.key.pk] = remaining
    tally.reserved_in_all[stored.key.pk] = _number(item, "amount")
    if item["status"] == "ACTIVE":
        tally.funds[str(item["fund"])].reserved += remaining


def _add_limit(tally: LedgerTally, stored: Stored) -> None:
    item = stored.attributes
    tally.limits[stored.key.pk] = _number(item, "cap"), _number(item, "available")


def _add_points(tally: LedgerTally, stored: Stored) -> None:
    tally.points.add(stored)
    if stored.key.sk.startswith("SPENT#"):
        tally.orders.add_spending(stored)


def _add_order(tally: LedgerTally, stored: Stored) -> None:
    order = tally.orders.add_order(stored)
    if order.by_points:
        return
    fund_text = str(stored.attributes["fund"])
    fund = tally.funds[fund_text]
    fund.held += order.cost if order.status == "PLACED" else 0
    fund.reversible += order.reversible
    if order.status in ("PLACED", "SHIPPED"):
        tally.souvenirs[limit_key(fund_key(fund_text).limit()).pk] += order.souvenir


def _add_invoice(tally: LedgerTally, stored: Stored) -> None:
    item = stored.attributes
    tally.invoices[stored.key.pk] = _number(item, "gross"), _number(item, "paid")


def _add_message(tally: LedgerTally, stored: Stored) -> None:
    item = stored.attributes
    place = _claim_of(stored), _number(item, "version")
    tally.event_ids.add(str(item["event_id"]))
    if item["kind"] == "PAYOUT":
        tally.payouts[place] = _number(item, "amount")
    else:
        tally.clawbacks[place] += _number(item, "amount")


def _add_claim(tally: LedgerTally, stored: Stored) -> None:
    sk, item = stored.key.sk, stored.attributes
    if sk == "CLAIM":
        claim = tally.claims[_claim_of(stored)]
        claim.state, claim.version = str(item["state"]), _number(item, "version")
        claim.revision = _number(item, "revision")
    elif sk.startswith("AUDIT#"):
        change = str(item["from_state"]), str(item["to_state"])
        tally.claims[_claim_of(stored)].changes[int(sk.removeprefix("AUDIT#"))] = change


READERS: dict[tuple[str, str], Callable[[LedgerTally, Stored], None]] = {
    ("ledger", "FUND"): _add_fund,
    ("ledger", "CLM"): _add_hold,
    ("ledger", "RSV"): _add_reservation,
    ("ledger", "SOUV"): _add_limit,
    ("ledger", "INV"): _add_invoice,
    ("ledger", "ORD"): _add_order,
    ("ledger", "PTS"): _add_points,
    ("ledger", "BUDGET"): lambda tally, stored: tally.budgets.add_budget(stored),
    ("ledger", "STOCK"): lambda tally, stored: tally.orders.add_stock(stored),
    ("claims", "ORD"): lambda tally, stored: tally.orders.add_head(stored),
    ("ledger", "OUT"): _add_message,
    ("claims", "CLM"): _add_claim,
}


def _claim_of(stored: Stored) -> str:
    return stored.key.pk.partition("#")[2]


def _number(item: Item, name: str) -> int:
    number = item[name]
    assert isinstance(number, int)
    return number
