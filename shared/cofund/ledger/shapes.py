"""Keys and items of the table ``ledger``: amounts are whole minor units beside one ``currency``.

=========  ====================================  ===========================================
item       pk / sk                               attributes
=========  ====================================  ===========================================
fund       ``FUND#p#partner#2026Q4`` / ``BAL``   currency, status, the six buckets
posting    the fund's / ``P#{entry id}``         kind, deltas, currency, digest, subject,
                                                 actor, reason, at, programme_version, trace_id;
                                                 of accruals: scopes, budgets (``budgets``);
                                                 of debits and reversals: message_sha256, over
                                                 the payload of the message to finance;
                                                 of holds that take points: points_worth
limit      ``SOUV#p#partner#2026`` / ``BAL``     currency, cap, available
reserv.    ``RSV#{application}`` / ``STATE``     fund, currency, amount, remaining, uses, status,
                                                 version (once it was changed)
use        ``RSV#{application}`` /               claim, version: one for every hold that names
           ``USE#{claim}#{version}``             the application
hold       ``CLM#{claim}`` / ``HOLD#{version}``  fund, currency, amount, application,
                                                 from_reservation, souvenir, status, posted,
                                                 reversible, invoices; where points pay a part
                                                 also points… (``points_shapes``)
invoice    ``INV#{seller}#{number}#{date}#``     currency, gross, paid, claim (the last that took)
           ``{gross}`` / ``PAID``
message    ``OUT#{claim}`` /                     event_id, kind, claim, version, fund, currency,
           ``{version}#PAYOUT`` or               amount, payload, outbox_state, outbox_at
           ``{version}#CLAWBACK{n}``             (the index ``outbox``)
=========  ====================================  ===========================================
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from cofund.items import Item, Key, Value
from cofund.ledger.points_shapes import read_held_points
from cofund.models.budgets import ScopeDelta
from cofund.models.ledger import BUCKETS, FundKey, InvoiceShare, LimitKey
from cofund.models.standing import (
    Balance,
    Delta,
    Hold,
    OutboxEntry,
    Posted,
    Reservation,
    SouvenirLimit,
)
from cofund.money import Money


def fund_text(fund: FundKey) -> str:
    """Give the fund's partition key, which also names it inside other items."""
    return f"FUND#{fund.programme}#{fund.partner}#{fund.period}"


def fund_key(text: str) -> FundKey:
    """Give the fund that a partition key names."""
    _, programme, partner, period = text.split("#")
    return FundKey(programme=programme, partner=partner, period=period)


def balance_key(fund: FundKey) -> Key:
    """Give where a fund's balance stands."""
    return Key("ledger", fund_text(fund), "BAL")


def posting_key(fund: FundKey, entry_id: str) -> Key:
    """Give where a posting stands."""
    return Key("ledger", fund_text(fund), f"P#{entry_id}")


def limit_key(limit: LimitKey) -> Key:
    """Give where a souvenir limit stands."""
    return Key("ledger", f"SOUV#{limit.programme}#{limit.partner}#{limit.year}", "BAL")


def reservation_key(application: str) -> Key:
    """Give where an application's reservation stands."""
    return Key("ledger", f"RSV#{application}", "STATE")


def use_key(application: str, claim: str, version: int) -> Key:
    """Give where it stands that a claim's version holds money for an application's activity."""
    return Key("ledger", f"RSV#{application}", f"USE#{claim}#{version}")


def hold_key(claim: str, version: int) -> Key:
    """Give where the hold of a claim's version stands."""
    return Key("ledger", f"CLM#{claim}", f"HOLD#{version}")


def invoice_key(invoice: InvoiceShare) -> Key:
    """Give where it stands what was taken of an invoice."""
    seller, number, day, gross_minor, currency = invoice.identity()
    escaped = number.replace("%", "%25").replace("#", "%23")
    return Key("ledger", f"INV#{seller}#{escaped}#{day}#{gross_minor}{currency}", "PAID")


def payout_key(claim: str, version: int) -> Key:
    """Give where a payout's message stands."""
    return Key("ledger", f"OUT#{claim}", f"{version}#PAYOUT")


def clawback_key(claim: str, version: int, number: int) -> Key:
    """Give where a clawback's message stands."""
    return Key("ledger", f"OUT#{claim}", f"{version}#CLAWBACK{number}")


def moment(at: datetime) -> str:
    """Give a time as text of one length in UTC, so that texts sort like times."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def read_balance(fund: FundKey, item: Item) -> Balance:
    """Give a fund's balance from its item."""
    buckets: Any = {bucket: _money(item, bucket) for bucket in BUCKETS}
    return Balance(fund=fund, status=_any(item["status"]), **buckets)


def read_posting(fund: FundKey, item: Item) -> Posted:
    """Give a posting from its item."""
    kept = ("entry_id", "kind", "digest", "subject", "actor", "reason", "at")
    more = ("programme_version", "trace_id")
    fields: Any = {name: item[name] for name in (*kept, *more)}
    deltas: Any = item["deltas"]
    moved = tuple(
        Delta(bucket=bucket, amount=_money({**deltas, "currency": item["currency"]}, bucket))
        for bucket in BUCKETS
        if bucket in deltas
    )
    scopes: Any = item.get("scopes", {})
    granted = tuple(
        ScopeDelta(scope=scope, amount=Money(amount_minor=minor, currency=str(item["currency"])))
        for scope, minor in scopes.items()
    )
    return Posted(fund=fund, deltas=moved, scopes=granted, **fields)


def read_limit(key: LimitKey, item: Item) -> SouvenirLimit:
    """Give a souvenir limit from its item."""
    return SouvenirLimit(key=key, cap=_money(item, "cap"), available=_money(item, "available"))


def read_reservation(application: str, item: Item) -> Reservation:
    """Give a reservation from its item."""
    return Reservation(
        application=application,
        fund=fund_key(str(item["fund"])),
        amount=_money(item, "amount"),
        remaining=_money(item, "remaining"),
        uses=_any(item.get("uses", 0)),
        version=_any(item.get("version", 1)),
        state=_any(item["status"]),
    )


def read_hold(claim: str, version: int, item: Item) -> Hold:
    """Give a hold from its item."""
    amounts = ("amount", "from_reservation", "souvenir", "posted", "reversible")
    fields: Any = {name: _money(item, name) for name in amounts}
    invoices = tuple(InvoiceShare.model_validate(share) for share in _any(item["invoices"]))
    return Hold(
        claim=claim,
        version=version,
        fund=fund_key(str(item["fund"])),
        application=_any(item["application"]),
        points=read_held_points(item),
        state=_any(item["status"]),
        invoices=invoices,
        **fields,
    )


def read_message(item: Item) -> OutboxEntry:
    """Give a message to finance from its item."""
    kept: Any = {name: item[name] for name in ("event_id", "kind", "claim", "version", "payload")}
    return OutboxEntry(
        fund=fund_key(str(item["fund"])),
        amount=_money(item, "amount"),
        state=_any(item["outbox_state"]),
        at=_any(item["outbox_at"]),
        **kept,
    )


def invoice_items(invoices: tuple[InvoiceShare, ...]) -> list[Value]:
    """Give the shares of invoices as a hold keeps them."""
    return [invoice.model_dump(mode="json") for invoice in invoices]


def _money(item: Item, name: str) -> Money:
    return Money(amount_minor=_any(item[name]), currency=str(item["currency"]))


def _any(value: Value) -> Any:
    """Leave it to the model to say whether the value fits."""
    return value
