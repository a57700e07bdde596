"""A change: what a movement adds to a fund's buckets, on which conditions, and what goes along."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from cofund.errors import FundClosed, InsufficientFund, NotAccepted
from cofund.items import Check, Condition, Put, Update, Value, Write
from cofund.ledger.shapes import balance_key, moment, posting_key
from cofund.models.ledger import Bucket, Movement
from cofund.models.movements import Caused
from cofund.models.standing import Balance
from cofund.money import Money

SUBJECTS = ("claim", "application", "order", "source", "award", "subject", "conversion")
"""Fields that say what a movement is about."""


@dataclass(frozen=True)
class Change:
    """What one movement does; ``deltas`` are minor units by bucket, zeros left out on writing."""

    deltas: Mapping[Bucket, int]
    conditions: tuple[Condition, ...]
    """On the fund's balance."""
    writes: tuple[Write, ...] = ()
    assign: Mapping[str, Value] = field(default_factory=dict)
    """Set on the fund's balance."""
    noted: Mapping[str, Value] = field(default_factory=dict)
    """What the posting says beside the usual."""


def digest_of(movement: Caused) -> str:
    """Give the SHA-256 over a movement's contents without its time, trace and message.

    The message to finance says the movement's time too, and otherwise what the movement says; what
    counts against budgets is what the first of two says.
    Fields at their default are left out, so that a field added later does not turn a retry of
    an older movement into a conflict.
    """
    contents = movement.model_dump(
        mode="json",
        exclude={"at", "trace_id", "payload", "uses_seen", "scopes"},
        exclude_defaults=True,
    ) | {"kind": kind_of(movement)}
    canonical = json.dumps(contents, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def kind_of(movement: Caused) -> str:
    """Give the kind of a movement of money or points."""
    kind: str = type(movement).model_fields["kind"].default
    return kind


def posting(movement: Movement, change: Change, currency: str) -> Put:
    """Give the write of the movement's posting: it stops the transaction if it stands already."""
    attributes: dict[str, Value] = {
        "entry_id": movement.entry_id,
        "deltas": {bucket: added for bucket, added in change.deltas.items() if added},
        "currency": currency,
        **entry_attributes(movement),
        **change.noted,
    }
    return Put(posting_key(movement.fund, movement.entry_id), attributes)


def entry_attributes(movement: Caused) -> dict[str, Value]:
    """Give what every posting says beside what it moved: of money and of points alike."""
    return {
        "kind": kind_of(movement),
        "digest": digest_of(movement),
        "subject": subject_of(movement),
        "actor": movement.actor,
        "reason": movement.reason,
        "at": moment(movement.at),
        "programme_version": movement.programme_version,
        "trace_id": movement.trace_id,
    }


def balance_update(movement: Movement, change: Change) -> Write:
    """Give the write of the fund's balance; where points alone move it is only looked at."""
    key = balance_key(movement.fund)
    add: dict[str, int] = {bucket: by for bucket, by in change.deltas.items() if by}
    if not add and not change.assign:
        return Check(key, change.conditions or (Condition("status", "present"),))
    return Update(key, add=add, assign=change.assign, conditions=change.conditions)


def subject_of(movement: Caused) -> str | None:
    """Give what the movement is about: a claim, an application, a document, what points pay."""
    for name in SUBJECTS:
        subject: str | None = getattr(movement, name, None)
        if subject is not None:
            return subject
    return None


def is_status(balance: Balance) -> Condition:
    """Let the change happen only while the fund is as open or closed as it was seen."""
    return Condition("status", "=", balance.status)


def at_least(attribute: str, amount: Money) -> Condition:
    """Let the change happen only while so much stands there."""
    return Condition(attribute, ">=", amount.amount_minor)


def freed_bucket(balance: Balance) -> Bucket:
    """Give where freed money goes: a closed period gives nothing out any more."""
    return "available" if balance.status == "OPEN" else "expired"


def require_open(balance: Balance) -> None:
    """Refuse what needs an open period.

    Raises:
        FundClosed: the period has ended.
    """
    if balance.status != "OPEN":
        raise FundClosed("the period is closed")


def require_available(balance: Balance, amount: Money) -> None:
    """Refuse to take more than is available.

    Raises:
        FundClosed: the period has ended.
        InsufficientFund: less is available.
    """
    require_open(balance)
    if balance.available < amount:
        raise InsufficientFund("not enough is available")


def require_currency(balance: Balance, amount: Money) -> None:
    """Refuse money of another currency.

    Raises:
        NotAccepted: the fund's currency is another one.
    """
    if amount.currency != balance.currency:
        raise NotAccepted("the fund is in another currency")
