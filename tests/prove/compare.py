"""A month's end: everything that stands in the ledger beside what the naive books say of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from cofund.books.ledger_audit import audit_ledger
from cofund.items import Item, Stored
from cofund.models.ledger import FundKey
from cofund.models.payout import PayoutApproved, PayoutClawback
from cofund.steps.money import send_message
from tests.fakes.office import FakeOffice
from tests.prove.deliveries import Difference
from tests.prove.naive import NaiveBooks
from tests.prove.standing import Fund, NaiveFund
from tests.prove.tables import CountingItems

BUCKETS = ("accrued", "available", "reserved", "held", "debited", "expired")
POINTS = ("earned", "available", "held", "spent", "expired")
PIECES = ("taken_in", "on_hand", "ordered", "shipped")
MOST_PENDING = 1_000
Found = dict[str, object]


def compare(office: FakeOffice, items: CountingItems, naive: NaiveBooks) -> None:
    """Compare the books, audit the ledger, and see that finance got what it must have got.

    Raises:
        Difference: something is not alike.
    """
    for entry in office.outbox.pending(MOST_PENDING):
        send_message(entry.event_id, office=office)
    report = audit_ledger(items, queue_ids=frozenset(_sent(office)))
    if not report.sound:
        raise Difference(f"laws are broken: {report.violations[:3]}")
    if _sent(office) != naive.messages:
        odd = set(_sent(office).items()) ^ set(naive.messages.items())
        raise Difference(f"finance was told otherwise: {sorted(odd)[:6]}")
    found = dict(_standing(items))
    expected = dict(_expected(naive))
    for subject in sorted(found.keys() | expected.keys()):
        if found.get(subject) != expected.get(subject):
            told = f"{subject}: {found.get(subject)} stands, {expected.get(subject)} had to"
            raise Difference(told, fund=_fund_of(subject, naive))


def histories(fund: Fund, office: FakeOffice, naive: NaiveBooks) -> str:
    """Give what both books say happened to a fund."""
    programme = naive.partners[fund[0]].programme
    key = FundKey(programme=programme, partner=fund[0], period=fund[1])
    postings = sorted(office.ledger.postings(key), key=lambda one: one.at)
    real = (
        f"{one.at:%m-%d %H:%M} {one.entry_id} "
        + " ".join(f"{delta.bucket}{delta.amount.amount_minor:+}" for delta in one.deltas)
        for one in postings
    )
    return "\n".join(("ledger:", *real, "naive:", *naive.history[fund]))


def _fund_of(subject: str, naive: NaiveBooks) -> Fund | None:
    """Give the fund that a comparison was about; None where it was about no fund alone."""
    kind, _, name = subject.partition(" ")
    if kind == "reservation" and name in naive.reservations:
        return naive.reservations[name].fund
    partner, _, period = name.partition("/")
    return (partner, period) if kind == "fund" else None


def _sent(office: FakeOffice) -> dict[str, int]:
    """Give what finance got, by message: clawbacks below zero.

    Raises:
        Difference: one claim's version was paid twice.
    """
    sent: dict[str, int] = {}
    paid: Counter[tuple[str, int]] = Counter()
    for message in office.feed.messages:
        if isinstance(message, PayoutApproved):
            sent[message.id] = message.data.amount.amount_minor
            paid[message.data.claim, message.data.version] += 1
        elif isinstance(message, PayoutClawback):
            sent[message.id] = -message.data.amount.amount_minor
    if twice := [place for place, times in paid.items() if times > 1]:
        raise Difference(f"paid twice: {twice}")
    return sent


def _standing(items: CountingItems) -> Iterator[tuple[str, Found]]:
    for stored in items.scan("ledger"):
        yield from _found(stored)


def _found(stored: Stored) -> Iterator[tuple[str, Found]]:
    """Give what an item says, as the naive books would; nothing where it stands for itself."""
    kind, _, name = stored.key.pk.partition("#")
    reader = READERS.get((kind, stored.key.sk))
    if reader is not None and (kind != "PTS" or stored.attributes["earned"]):
        yield reader(name, stored.attributes)


def _fund(name: str, item: Item) -> tuple[str, Found]:
    _, partner, period = name.split("#")
    return f"fund {partner}/{period}", _of(item, *BUCKETS, "status")


def _limit(name: str, item: Item) -> tuple[str, Found]:
    _, partner, year = name.split("#")
    return f"limit {partner}/{year}", {"cap": item["cap"], "left": item["available"]}


def _account(name: str, item: Item) -> tuple[str, Found]:
    _, owner, year = name.split("#")
    return f"account {owner}/{year}", _of(item, *POINTS, "status")


def _order(name: str, item: Item) -> tuple[str, Found]:
    return f"order {name}", {"state": item["status"], "left": item["reversible"]}


READERS: dict[tuple[str, str], Callable[[str, Item], tuple[str, Found]]] = {
    ("FUND", "BAL"): _fund,
    ("RSV", "STATE"): lambda name, item: (f"reservation {name}", _of(item, "remaining")),
    ("SOUV", "BAL"): _limit,
    ("BUDGET", "BAL"): lambda name, item: (f"budget {name}", _of(item, "cap", "granted")),
    ("PTS", "BAL"): _account,
    ("STOCK", "BAL"): lambda name, item: (f"stock {name.split('#')[1]}", _of(item, *PIECES)),
    ("ORD", "STATE"): _order,
    ("INV", "PAID"): lambda name, item: (f"invoice {name.split('#')[1]}", _of(item, "paid")),
}


def _of(item: Item, *names: str) -> Found:
    return {name: item[name] for name in names}


def _expected(naive: NaiveBooks) -> Iterator[tuple[str, Found]]:
    for fund, book in naive.funds.items():
        yield f"fund {'/'.join(fund)}", _buckets(book)
    for application, reservation in naive.reservations.items():
        yield f"reservation {application}", {"remaining": reservation.remaining}
    for (partner, year), limit in naive.limits.items():
        yield f"limit {partner}/{year}", {"cap": limit.cap, "left": limit.left}
    for scope, cap in naive.budgets.caps.items():
        found: Found = {"cap": cap, "granted": naive.budgets.granted[scope]}
        yield f"budget {'#'.join(map(str, scope))}", found
    yield from _ordered(naive)
    yield from _earned(naive)
    for number, paid in naive.paid_of.items():
        yield f"invoice {number}", {"paid": paid}


def _ordered(naive: NaiveBooks) -> Iterator[tuple[str, Found]]:
    for sku, stock in naive.orders.stock.items():
        yield f"stock {sku}", {place: getattr(stock, place) for place in PIECES}
    for name, order in naive.orders.orders.items():
        money = order.state == "shipped" and not order.by_points
        left = order.cost - order.price(order.came_back) if money else 0
        yield f"order {name}", {"state": order.state.upper(), "left": left}


def _earned(naive: NaiveBooks) -> Iterator[tuple[str, Found]]:
    for (owner, year), book in naive.points.accounts.items():
        buckets: Found = {bucket: getattr(book, bucket) for bucket in POINTS}
        status = "CLOSED" if book.closed else "OPEN"
        yield f"account {owner}/{year}", {**buckets, "status": status}


def _buckets(book: NaiveFund) -> Found:
    buckets: Found = {bucket: getattr(book, bucket) for bucket in BUCKETS}
    return {**buckets, "status": "CLOSED" if book.closed else "OPEN"}
