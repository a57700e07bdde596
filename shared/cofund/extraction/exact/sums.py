"""Sums of stated values, exact: taxes by rate, changes of a correction."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from cofund.extraction.exact.stated import MOST_TAXES, Fields, StatedFound, TaxFound


def by_rate(lines: Sequence[Fields], whole: StatedFound | None) -> list[TaxFound]:
    """Give the lines' taxes by rate; nothing, unless they sum up to the tax of the whole."""
    if whole is None or not lines or not all("vat" in line for line in lines):
        return []
    sums: dict[str | None, Decimal] = {}
    rates: dict[str | None, StatedFound | None] = {}
    for line in lines:
        rate = line.get("vat_rate")
        key = format(Decimal(rate["value"]).normalize(), "f") if rate else None
        sums[key] = sums.get(key, Decimal(0)) + Decimal(line["vat"]["value"])
        rates.setdefault(key, rate)
    if sum(sums.values()) != Decimal(whole["value"]) or len(sums) > MOST_TAXES:
        return []
    return [
        {"rate": rates[key], "tax": {"value": format(tax, "f"), "place": whole["place"]}}
        for key, tax in sums.items()
    ]


def change(increase: StatedFound | None, decrease: StatedFound | None) -> StatedFound | None:
    """Give an increase less a decrease; of neither, None."""
    stated = [each for each in (increase, decrease) if each is not None]
    if not stated:
        return None
    up, down = (Decimal(each["value"]) if each else Decimal(0) for each in (increase, decrease))
    larger = increase if increase and (up >= down or decrease is None) else stated[-1]
    return {"value": format(up - down, "f"), "place": larger["place"]}


def signed(value: StatedFound, sign: int) -> StatedFound:
    """Give a value with its sign turned where ``sign`` is negative; zero has none."""
    amount = Decimal(value["value"])
    turned = -amount if sign < 0 and amount else amount
    return {"value": format(turned, "f"), "place": value["place"]}


def includes_tax(lines: Sequence[Fields], fields: Fields) -> bool:
    """Tell whether the lines' amounts contain the tax.

    The syntaxes say they don't, some writers do otherwise: then the lines make the gross total.
    """
    if not all(name in fields for name in ("net", "gross")):
        return False
    if not all("amount" in line for line in lines):
        return False
    total = sum(Decimal(line["amount"]["value"]) for line in lines)
    net, gross = (Decimal(fields[name]["value"]) for name in ("net", "gross"))
    return total == gross != net


def per_unit(line: Fields) -> Fields:
    """Give a line with its price for one, where it is stated for more ("per 100")."""
    kept = {name: stated for name, stated in line.items() if name != "per"}
    if "per" not in line or "unit_price" not in line or Decimal(line["per"]["value"]) in (0, 1):
        return kept
    price = Decimal(line["unit_price"]["value"]) / Decimal(line["per"]["value"])
    one: StatedFound = {"value": format(price, "f"), "place": line["unit_price"]["place"]}
    return {**kept, "unit_price": one}
