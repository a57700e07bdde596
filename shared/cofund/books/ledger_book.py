"""The ledger: every movement of money goes through here, once.

Item shapes: ``cofund.ledger.shapes``; how once is once: ``posting_desk``.
"""

from __future__ import annotations

from collections.abc import Iterator

from cofund.books.backoff import Backoff
from cofund.books.ledger_sight import Reader, Sight
from cofund.books.payment_moves import claim_writes
from cofund.books.posting_desk import PostingDesk
from cofund.errors import EntryConflict, LimitReached, NotFound
from cofund.items import Condition, Item, Put, Update, Write, WriteRefused
from cofund.ledger import plan
from cofund.ledger.shapes import balance_key, fund_text, limit_key, read_posting
from cofund.models.base import Currency
from cofund.models.ledger import BUCKETS, FundKey, LimitKey, Movement
from cofund.models.standing import Balance, Hold, Posted, Reservation, SouvenirLimit
from cofund.money import Money
from cofund.ports import Items

PAGE = 200
"""Postings read at a time."""


class LedgerBook:
    """The funds: every movement and every balance."""

    def __init__(self, items: Items, *, backoff: Backoff) -> None:
        self._items = items
        self._reader = Reader(items)
        self._backoff = backoff
        self._desk = PostingDesk[Movement, Sight, Posted](
            items,
            backoff=backoff,
            look=self._reader.sight,
            standing=lambda sight: sight.posting,
            judge=_judged,
            read=lambda movement, item: read_posting(movement.fund, item),
        )

    def open_fund(self, fund: FundKey, currency: Currency) -> Balance:
        """Make an empty open fund, or give the one that stands.

        Raises:
            EntryConflict: the fund stands in another currency.
            TryAgain: the table is out of reach.
        """

        def attempt() -> Balance | None:
            standing = self._reader.balance(fund)
            if standing is None:
                self._write_if_unchanged(_empty(fund, currency))
                return None
            if standing.currency != currency:
                raise EntryConflict("the fund stands in another currency")
            return standing

        return self._backoff.until_settled(attempt)

    def set_souvenir_limit(self, key: LimitKey, cap: Money) -> SouvenirLimit:
        """Set what a partner may spend on souvenirs in a year; what was spent stays spent.

        Raises:
            LimitReached: more than the new cap is spent already.
            EntryConflict: the limit stands in another currency.
            TryAgain: others came in between again and again.
        """

        def attempt() -> SouvenirLimit | None:
            standing = self._reader.limit(key)
            if standing is not None and standing.cap == cap:
                return standing
            self._write_if_unchanged(_limit_write(key, cap, standing))
            return None

        return self._backoff.until_settled(attempt)

    def post(self, movement: Movement) -> Posted:
        """Write the movement's posting and all items that it changes, together, once.

        The posting comes back as stored; ``replayed`` when it stood there already.

        Raises:
            EntryConflict: the id is taken by a movement with other contents.
            Refusal: what stands forbids it, by the name that ``cofund.ledger`` and
                ``cofund.books.payment_moves`` give.
            TryAgain: others came in between again and again. Posting it again is safe.
        """
        return self._desk.post(movement)

    def balance(self, fund: FundKey) -> Balance:
        """Give where a fund's money is.

        Raises:
            NotFound: the fund was never opened.
        """
        standing = self._reader.balance(fund)
        if standing is None:
            raise NotFound("no such fund")
        return standing

    def hold(self, claim: str, version: int) -> Hold | None:
        """Give the hold of a claim's version, if it has one."""
        return self._reader.hold(claim, version)

    def holds_for(self, application: str) -> tuple[Hold, ...]:
        """Give all holds that claims ever took for an application's activity, in any state."""
        return self._reader.holds_for(application)

    def reservation(self, application: str) -> Reservation | None:
        """Give an application's reservation, if it has one."""
        return self._reader.reservation(application)

    def souvenir_limit(self, key: LimitKey) -> SouvenirLimit | None:
        """Give a year's souvenir limit, if one was set."""
        return self._reader.limit(key)

    def entry(self, fund: FundKey, entry_id: str) -> Posted | None:
        """Give a posting, if it stands."""
        return self._reader.posting(fund, entry_id)

    def postings(self, fund: FundKey, *, begins: str = "") -> Iterator[Posted]:
        """Give a fund's postings whose entry id begins so, by that id, read page by page."""
        after: str | None = None
        while True:
            page = self._items.query(
                "ledger", fund_text(fund), prefix=f"P#{begins}", limit=PAGE, after=after
            )
            yield from (read_posting(fund, stored.attributes) for stored in page)
            if len(page) < PAGE:
                return
            after = page[-1].key.sk

    def _write_if_unchanged(self, write: Write) -> None:
        """Write, unless somebody else just did: the next look will tell."""
        try:
            self._items.write((write,))
        except WriteRefused:
            return


def _judged(movement: Movement, sight: Sight) -> tuple[Write, ...]:
    return plan(movement, sight.ledger) + claim_writes(movement, sight)


def _empty(fund: FundKey, currency: str) -> Put:
    buckets: Item = dict.fromkeys(BUCKETS, 0)
    return Put(balance_key(fund), {"currency": currency, "status": "OPEN", **buckets})


def _limit_write(key: LimitKey, cap: Money, standing: SouvenirLimit | None) -> Write:
    if standing is None:
        amount = cap.amount_minor
        first: Item = {"currency": cap.currency, "cap": amount, "available": amount}
        return Put(limit_key(key), first)
    if standing.cap.currency != cap.currency:
        raise EntryConflict("the limit stands in another currency")
    raised = cap - standing.cap
    if standing.available + raised < Money.zero(cap.currency):
        raise LimitReached("more than the new limit is spent already")
    return Update(
        limit_key(key),
        add={"available": raised.amount_minor},
        assign={"cap": cap.amount_minor},
        conditions=(
            Condition("cap", "=", standing.cap.amount_minor),
            Condition("available", ">=", -raised.amount_minor),
        ),
    )
