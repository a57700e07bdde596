"""Where in the ledger there is room for a duel."""

from __future__ import annotations

from random import Random
from typing import Any

from cofund.books.ledger_sight import Reader
from cofund.ledger.shapes import invoice_key
from cofund.models.ledger import FundKey, InvoiceShare
from cofund.models.standing import Hold, Reservation
from cofund.money import Money
from cofund.ports import Items
from tests.builders.movements import invoice
from tests.ledger.claims import approve, head_of
from tests.ledger.proposals import APPLICATIONS, CLAIMS, GROSS, Proposals


class Room:
    """Looks around in the ledger for what two could want at once."""

    def __init__(self, items: Items, proposals: Proposals) -> None:
        self._items = items
        self._reader = Reader(items)
        self._proposals = proposals

    def paper(self, chance: Random) -> InvoiceShare:
        """Give an invoice of which all that is left is wanted, or a third of it."""
        number = f"d{chance.randrange(4)}"
        item = self._items.get(invoice_key(invoice(number, gross=GROSS, share=1)))
        paid = item["paid"] if item is not None else GROSS - 2 * GROSS // 3
        assert isinstance(paid, int)
        return invoice(number, gross=GROSS, share=max(1, chance.choice((GROSS - paid, 20))))

    def decide(self, hold: Hold) -> bool:
        """See to it that a hold's claim is approved, if it can be."""
        head = head_of(self._items, hold.claim)
        if (head.state, head.version) == ("in_review", hold.version):
            approve(self._items, hold.claim, hold.amount.amount_minor)
        return self.approved(hold)

    def approved(self, hold: Hold) -> bool:
        """Say whether a hold could be debited now."""
        head = head_of(self._items, hold.claim)
        fits = (self._proposals.decided(hold) or 0) <= hold.amount.amount_minor
        return (head.state, head.version) == ("approved", hold.version) and fits

    def fresh_claims(self) -> list[dict[str, Any]]:
        """Give claims whose present version has no hold yet."""
        present = ((claim, head_of(self._items, claim).version) for claim in CLAIMS)
        return [
            {"claim": claim, "version": version}
            for claim, version in present
            if self._reader.hold(claim, version) is None
        ]

    def some_reservation(self, chance: Random) -> Reservation | None:
        """Give a reservation of which something remains."""
        standing = (self._reader.reservation(name) for name in APPLICATIONS)
        useful = [one for one in standing if one is not None and one.remaining]
        # Beside others in its fund the balance alone would not stop its overuse.
        beside = [one for one in useful if self.reserved(one.fund) >= one.remaining + one.remaining]
        useful = beside if beside and chance.random() < 0.7 else useful
        return chance.choice(useful) if useful else None

    def reservations(self) -> list[Reservation]:
        """Give the reservations that stand and have something left."""
        found = (self._reader.reservation(name) for name in APPLICATIONS)
        return [one for one in found if one is not None and one.state == "ACTIVE" and one.remaining]

    def unused_reservation(self, chance: Random) -> Reservation | None:
        """Give a reservation that no claim has used, beside others of its fund if there is one."""
        unused = [one for one in self.reservations() if not one.uses]
        beside = [one for one in unused if self.reserved(one.fund) >= one.remaining + one.remaining]
        found = beside if beside or chance.random() < 0.6 else unused
        return chance.choice(found) if found else None

    def refills(self, hold: Hold) -> bool:
        """Say whether a raise of a hold would use a reservation first."""
        standing = self._reader.reservation(hold.application or "none")
        return standing is not None and bool(standing.remaining)

    def shuffled(self, chance: Random, state: str) -> list[Hold]:
        """Give the holds in a state, in any order."""
        found = self._proposals.holds(state)
        return chance.sample(found, k=len(found))

    def available(self, fund: FundKey) -> int:
        """Give what is available in a fund."""
        balance = self._reader.balance(fund)
        assert balance is not None
        return balance.available.amount_minor

    def reserved(self, fund: FundKey) -> Money:
        """Give what is reserved in a fund."""
        balance = self._reader.balance(fund)
        assert balance is not None
        return balance.reserved

    def is_open(self, fund: FundKey) -> bool:
        """Say whether a fund's period goes on."""
        balance = self._reader.balance(fund)
        assert balance is not None
        return balance.status == "OPEN"
