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
from cofund.books.currency_tally import CurrencyTally
from cofund.books.hold_tally import HoldsTally
from cofund.books.message_tally import MessagesTally
from cofund.books.order_tally import OrdersTally
from cofund.books.points_tally import PointsTally
from cofund.books.reservation_tally import ReservationsTally
from cofund.books.writing import integer
from cofund.items import Stored
from cofund.ledger.shapes import fund_key, invoice_key, limit_key
from cofund.models.ledger import BUCKETS, InvoiceShare


@dataclass
class FundTally:
    """One fund's balance, and what the items around it add up to."""

    status: str = "MISSING"
    closed: bool = False
    """Whether its close was posted."""
    buckets: Counter[str] = field(default_factory=Counter)
    """As the balance says."""
    moved: Counter[str] = field(default_factory=Counter)
    """Sum of the postings' deltas by bucket."""
    unbalanced: list[str] = field(default_factory=list)
    """Entry ids of postings that create or lose money."""
    held: int = 0
    reversible: int = 0
    reserved: int = 0


@dataclass
class ClaimTally:
    """A claim's head, its audit entries and the decisions on its versions."""

    state: str = "MISSING"
    version: int = 0
    revision: int = 0
    changes: dict[int, tuple[str, str]] = field(default_factory=dict)
    """From and to, by revision."""
    approved: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Minor units and points that were approved, by version."""

    @property
    def rest_was_disputed(self) -> bool:
        """Whether a dispute about the rest brought nothing: what an earlier version paid stands."""
        return bool({("in_review", "paid"), ("information_requested", "paid")} & self._changes)

    @property
    def _changes(self) -> set[tuple[str, str]]:
        return set(self.changes.values())


@dataclass
class InvoiceTally:
    """What was taken of one invoice, and what it says its sum is."""

    gross: int = 0
    paid: int = 0
    identity: str = ""
    """Sum and currency as its key has them."""
    says: str = ""


@dataclass
class LedgerTally:
    """All sums; feed it every item of both tables, in any order."""

    postings: int = 0
    funds: dict[str, FundTally] = field(default_factory=lambda: defaultdict(FundTally))
    limits: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Cap and available, by partition key."""
    souvenirs: Counter[str] = field(default_factory=Counter)
    """Souvenir parts of holds that count, by the limit's partition key."""
    invoices: dict[str, InvoiceTally] = field(default_factory=dict)
    """By partition key."""
    shares: Counter[str] = field(default_factory=Counter)
    """Shares that holds say they took, by the invoice's partition key."""
    claims: dict[str, ClaimTally] = field(default_factory=lambda: defaultdict(ClaimTally))
    holds: HoldsTally = field(default_factory=HoldsTally)
    reservations: ReservationsTally = field(default_factory=ReservationsTally)
    messages: MessagesTally = field(default_factory=MessagesTally)
    orders: OrdersTally = field(default_factory=OrdersTally)
    points: PointsTally = field(default_factory=PointsTally)
    budgets: BudgetTally = field(default_factory=BudgetTally)
    currencies: CurrencyTally = field(default_factory=CurrencyTally)
    unreadable: dict[str, str] = field(default_factory=dict)
    """Items that are not what their place says, with what is wrong, by their keys."""

    def add(self, stored: Stored) -> None:
        """Take one item into the sums; what has nothing to do with money is passed by."""
        kind = stored.key.pk.partition("#")[0]
        reader = READERS.get((stored.key.table, kind))
        if reader is None:
            if stored.key.table == "ledger" and kind not in PASSED_BY:
                self.unreadable[f"{stored.key.pk} {stored.key.sk}"] = "nothing of the ledger"
            return
        try:
            reader(self, stored)
            self.currencies.add(stored)
        except NOT_WHAT_IT_WAS as trouble:
            self.unreadable[f"{stored.key.pk} {stored.key.sk}"] = type(trouble).__name__


NOT_WHAT_IT_WAS = (AttributeError, KeyError, TypeError, ValueError)
"""How reading an item fails that somebody changed or made by hand; pydantic's is a ValueError."""
PASSED_BY = ("SEAL",)
"""Looked at by ``cofund ledger verify``."""


def _add_fund(tally: LedgerTally, stored: Stored) -> None:
    fund, item = tally.funds[stored.key.pk], stored.attributes
    if stored.key.sk == "BAL":
        fund.status = str(item["status"])
        fund.buckets.update({bucket: integer(item[bucket]) for bucket in BUCKETS})
        return
    require_own_key(stored)
    deltas: Any = item["deltas"]
    tally.postings += 1
    fund.moved.update(deltas)
    fund.closed = fund.closed or item["kind"] == "CLOSE"
    for each in (tally.points, tally.holds, tally.reservations, tally.messages, tally.budgets):
        each.add_posting(stored)
    if 2 * deltas.get("accrued", 0) != sum(deltas.values()):
        fund.unbalanced.append(stored.key.sk)


def _add_hold(tally: LedgerTally, stored: Stored) -> None:
    item, fund_text = stored.attributes, str(stored.attributes["fund"])
    limit = limit_key(fund_key(fund_text).limit()).pk
    shares: Any = item["invoices"]
    taken = [InvoiceShare.model_validate(share) for share in shares]
    fund, hold = tally.funds[fund_text], tally.holds.add(stored, tally.points.add_hold(item))
    fund.held += integer(item["amount"]) if hold.status == "HELD" else 0
    fund.reversible += hold.reversible
    if hold.status in ("HELD", "POSTED"):
        tally.souvenirs[limit] += integer(item["souvenir"])
    for share in taken:
        tally.shares[invoice_key(share).pk] += share.share.amount_minor


def _add_reservation(tally: LedgerTally, stored: Stored) -> None:
    standing = tally.reservations.add(stored)
    if standing is not None and standing.status == "ACTIVE":
        tally.funds[standing.fund].reserved += standing.remaining


def _add_limit(tally: LedgerTally, stored: Stored) -> None:
    item = stored.attributes
    tally.limits[stored.key.pk] = integer(item["cap"]), integer(item["available"])


def _add_points(tally: LedgerTally, stored: Stored) -> None:
    if stored.key.sk.startswith("P#"):
        require_own_key(stored)
        tally.holds.add_posting(stored)
    tally.points.add(stored)
    if stored.key.sk.startswith("SPENT#"):
        tally.orders.add_spending(stored)


def _add_order(tally: LedgerTally, stored: Stored) -> None:
    order = tally.orders.add_order(stored)
    if order.by_points:
        return
    fund_text = str(stored.attributes["fund"])
    limit = limit_key(fund_key(fund_text).limit()).pk
    fund = tally.funds[fund_text]
    fund.held += order.cost if order.status == "PLACED" else 0
    fund.reversible += order.reversible
    if order.status in ("PLACED", "SHIPPED"):
        tally.souvenirs[limit] += order.souvenir


def _add_invoice(tally: LedgerTally, stored: Stored) -> None:
    item = stored.attributes
    gross = integer(item["gross"])
    tally.invoices[stored.key.pk] = InvoiceTally(
        gross=gross,
        paid=integer(item["paid"]),
        identity=stored.key.pk.rpartition("#")[2],
        says=f"{gross}{item['currency']}",
    )


def _add_claim(tally: LedgerTally, stored: Stored) -> None:
    sk, item = stored.key.sk, stored.attributes
    claim_id = stored.key.pk.partition("#")[2]
    if sk == "CLAIM":
        claim = tally.claims[claim_id]
        claim.state, claim.version = str(item["state"]), integer(item["version"])
        claim.revision = integer(item["revision"])
    elif sk.startswith("AUDIT#"):
        change = str(item["from_state"]), str(item["to_state"])
        tally.claims[claim_id].changes[int(sk.removeprefix("AUDIT#"))] = change
    elif sk.startswith("DECISION#") and item["outcome"] == "approved":
        approved = integer(item["amount_minor"]), integer(item.get("points", 0))
        tally.claims[claim_id].approved[int(sk.removeprefix("DECISION#"))] = approved


READERS: dict[tuple[str, str], Callable[[LedgerTally, Stored], None]] = {
    ("ledger", "FUND"): _add_fund,
    ("ledger", "CLM"): _add_hold,
    ("ledger", "RSV"): _add_reservation,
    ("ledger", "SOUV"): _add_limit,
    ("ledger", "INV"): _add_invoice,
    ("ledger", "ORD"): _add_order,
    ("ledger", "PTS"): _add_points,
    ("ledger", "BUDGET"): lambda tally, stored: tally.budgets.add_budget(stored),
    ("ledger", "BUDGETS"): lambda tally, stored: tally.budgets.add_name(stored),
    ("ledger", "STOCK"): lambda tally, stored: tally.orders.add_stock(stored),
    ("claims", "ORD"): lambda tally, stored: tally.orders.add_head(stored),
    ("ledger", "OUT"): lambda tally, stored: tally.messages.add(stored),
    ("claims", "CLM"): _add_claim,
}


def require_own_key(posting: Stored) -> None:
    """Stop where a posting stands under another's id.

    Raises:
        ValueError: it does.
    """
    if posting.key.sk != f"P#{posting.attributes['entry_id']}":
        raise ValueError("a posting stands under its own id")
