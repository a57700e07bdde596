"""Claims as the ledger meets them: a head, its audit, a decision."""

from __future__ import annotations

from cofund.books.backoff import Backoff
from cofund.books.claim_moves import Change, ClaimHead, decision_key, head_key, state_change
from cofund.books.ledger_sight import Reader
from cofund.books.outbox_book import OutboxBook
from cofund.items import Item, Put
from cofund.models.claim import ClaimState
from cofund.models.ledger import payout_event_id
from cofund.ports import Items
from tests.builders.movements import NOON

AGAIN: tuple[ClaimState, ...] = (
    "returned",
    "draft",
    "submitted",
    "reading",
    "checked",
    "in_review",
)
"""From in review to the review of the next version."""


DISPUTED: tuple[ClaimState, ...] = ("submitted", "reading", "checked", "in_review")
"""From paid to the review of the next version."""


def open_claim(items: Items, claim: str) -> None:
    """Store a claim's first version, in review."""
    head: Item = {"state": "in_review", "version": 1, "revision": 0}
    items.write((Put(head_key(claim), head),))


def move(items: Items, claim: str, to_state: ClaimState) -> None:
    """Move a claim, with its audit entry."""
    items.write(state_change(head_of(items, claim), Change(to_state, NOON, "reviewer")))


def send_payout(items: Items, claim: str) -> None:
    """Send the payout of a claim's newest version to finance, which moves the claim."""
    event_id = payout_event_id(claim, head_of(items, claim).version)
    _outbox(items).mark_sent(event_id, at=NOON, actor="sender")


def book_payout(items: Items, claim: str) -> None:
    """Have finance book the payout of a claim's newest version: the claim is paid."""
    event_id = payout_event_id(claim, head_of(items, claim).version)
    _outbox(items).mark_acked(event_id, at=NOON, actor="finance")


def approve(
    items: Items, claim: str, amount_minor: int, *, currency: str = "RUB", points: int = 0
) -> None:
    """Store a decision that approves the claim's version and amount."""
    head = head_of(items, claim)
    decision: Item = {"outcome": "approved", "amount_minor": amount_minor, "currency": currency}
    if points:
        decision["points"] = points
    decided = Put(decision_key(claim, head.version), decision)
    items.write((decided, *state_change(head, Change("approved", NOON, "reviewer"))))


def next_version(items: Items, claim: str) -> None:
    """Return a claim and bring its next version into review."""
    for state in AGAIN:
        head = head_of(items, claim)
        version = head.version + 1 if state == "draft" else head.version
        change = Change(state, NOON, "partner", assign={"version": version})
        items.write(state_change(head, change))


def dispute(items: Items, claim: str) -> None:
    """Dispute a paid claim and bring its next version into review."""
    for state in DISPUTED:
        head = head_of(items, claim)
        version = head.version + 1 if state == "submitted" else head.version
        change = Change(state, NOON, "partner", assign={"version": version})
        items.write(state_change(head, change))


def head_of(items: Items, claim: str) -> ClaimHead:
    """Give where a claim stands."""
    head = Reader(items).head(claim)
    assert head is not None
    return head


def _outbox(items: Items) -> OutboxBook:
    return OutboxBook(items, backoff=Backoff(pause=lambda _seconds: None, chance=lambda: 0.5))
