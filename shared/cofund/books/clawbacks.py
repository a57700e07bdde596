"""What was told about each clawback: the words for the partner, beside the money's posting.

The ledger keeps no words of people: they stand in the claims table, written in the reversal's own
transaction.

======================  ==================================  ========================================
pk                      sk                                  attributes
======================  ==================================  ========================================
``CLM#{claim}``         ``CLAWBACK#{version}#{number}``     amount, currency, reason, by, at;
                                                            points (of them, as they came back);
                                                            told_at once the partner was written to
======================  ==================================  ========================================
"""

from __future__ import annotations

from datetime import datetime

from pydantic import AwareDatetime, Field

from cofund.books.writing import integer, write_through
from cofund.items import Item, Key, Put, Update
from cofund.models.base import Identifier, Model, ShortText
from cofund.models.ledger import Reverse
from cofund.models.points import PointsPart, is_no_part
from cofund.money import Money
from cofund.ports import Items

MAX_CLAWBACKS = 99
"""Of one version: the ledger numbers them from 1."""
MAX_OF_A_CLAIM = 500


class Clawback(Model):
    """Money taken back of one version's payout, and why."""

    claim_id: Identifier
    version: int = Field(ge=1)
    number: int = Field(ge=1, le=MAX_CLAWBACKS)
    amount: Money
    """For the fund and for points together."""
    points: PointsPart | None = Field(default=None, exclude_if=is_no_part)
    """What of it comes back to points."""
    reason: ShortText
    """As the partner reads it."""
    by: Identifier
    """Login of who clawed back."""
    at: AwareDatetime
    told: bool = False
    """Whether the partner was written to."""

    @property
    def money(self) -> Money:
        """Give what of it comes back to the fund."""
        return self.amount if self.points is None else self.amount - self.points.value


def told_with(movement: Reverse) -> tuple[Put, ...]:
    """Give the write that keeps a reversal's words; none where it has none."""
    if not movement.told:
        return ()
    note: Item = {
        "amount": movement.paid.amount_minor,
        "currency": movement.paid.currency,
        "reason": movement.told,
        "by": movement.actor,
        "at": movement.at.isoformat(),
    }
    if movement.points is not None:
        note["points"] = movement.points.model_dump(mode="json")
    return (Put(_key(movement.claim, movement.version, movement.number), note),)


def clawbacks_of(claim_id: str, *, items: Items) -> tuple[Clawback, ...]:
    """Give a claim's clawbacks, by version and number."""
    stored = items.query("claims", f"CLM#{claim_id}", prefix="CLAWBACK#", limit=MAX_OF_A_CLAIM)
    return tuple(_clawback(claim_id, one.key.sk, one.attributes) for one in stored)


def note_told(clawback: Clawback, *, at: datetime, items: Items) -> None:
    """Note that the partner was written to about a clawback."""
    key = _key(clawback.claim_id, clawback.version, clawback.number)
    write_through(items, (Update(key, assign={"told_at": at.isoformat()}),))


def _key(claim_id: str, version: int, number: int) -> Key:
    return Key("claims", f"CLM#{claim_id}", f"CLAWBACK#{version:04d}#{number:02d}")


def _clawback(claim_id: str, sort_key: str, item: Item) -> Clawback:
    _, version, number = sort_key.split("#")
    return Clawback(
        claim_id=claim_id,
        version=int(version),
        number=int(number),
        amount=Money(amount_minor=integer(item["amount"]), currency=str(item["currency"])),
        points=PointsPart.model_validate(item["points"]) if "points" in item else None,
        reason=str(item["reason"]),
        by=str(item["by"]),
        at=datetime.fromisoformat(str(item["at"])),
        told="told_at" in item,
    )
