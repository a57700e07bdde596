"""The truth of a paper from its facts: what must be read of it, and what would be right besides.

================  ==================================================================================
part              meaning
================  ==================================================================================
``kind``          the document kind
``fields``        what the paper prints: each must be read so
``also``          what follows from its facts: not looked for, but right where it is read
``accepted``      fields that no person should have to look at
``review``        fields that a person must look at: they are never accepted
``differs``       fields where the e-invoice inside says something else than the page
``warnings``      words that the warnings contain
``lines``         every line, in order; ``participants`` every person; ``entries`` how many
================  ==================================================================================

Amounts are decimal strings, dates ISO: the form that ``tests/bench/reading`` reads as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.builders.companies import Company
from tests.builders.papers.bills import Bill
from tests.builders.papers.facts import Line, Sale, Transfer
from tests.builders.papers.paid import Bought
from tests.builders.papers.tax_forms import Correction, line_tax_minor

Truth = dict[str, Any]


def amount(amount_minor: int) -> str:
    """Give minor units as "1234.50"."""
    sign = "-" if amount_minor < 0 else ""
    return f"{sign}{abs(amount_minor) // 100}.{abs(amount_minor) % 100:02d}"


def of_sale(
    sale: Sale,
    kind: str = "invoice",
    *,
    without: Iterable[str] = (),
    accepted: Iterable[str] = ("gross",),
) -> Truth:
    """Give the truth of a Russian paper about a sale; ``without`` it does not print."""
    gross, tax = sale.gross_minor, sale.tax_minor
    fields = {
        "number": sale.number,
        "issue_date": sale.issued.isoformat(),
        "currency": sale.currency,
        "gross": amount(gross),
        "tax": amount(tax),
        "amount_in_words": amount(gross),
        **_party("seller", sale.seller),
        **_party("buyer", sale.buyer),
    }
    return {
        "kind": kind,
        "group": "russian",
        "fields": {name: value for name, value in fields.items() if name not in tuple(without)},
        "also": {"net": amount(gross - tax), "due": amount(gross), "tax": amount(tax)},
        "accepted": list(accepted),
        "lines": [
            {
                "description": line.description,
                "quantity": _plain(line.quantity),
                "unit_price": amount(line.price_minor),
                "amount": amount(line.amount_minor),
                **_with_tax(sale, line),
            }
            for line in sale.lines
        ],
    }


def of_bill(bill: Bill, kind: str = "invoice", *, without: Iterable[str] = ()) -> Truth:
    """Give the truth of an invoice of another country; ``without`` it does not print."""
    fields = {
        "number": bill.number,
        "issue_date": bill.issued.isoformat(),
        "currency": bill.currency,
        "net": amount(bill.net_minor),
        "tax": amount(bill.tax_minor),
        "gross": amount(bill.gross_minor),
        "seller_name": bill.seller.name,
        "seller_tax_id": bill.seller.tax_id,
        "buyer_name": bill.buyer.name,
    }
    due = {"due": amount(bill.due_minor), "prepaid": amount(bill.prepaid_minor)}
    return {
        "kind": kind,
        "group": "foreign",
        "fields": {
            **{name: value for name, value in fields.items() if name not in tuple(without)},
            **(due if bill.prepaid_minor else {}),
        },
        "also": {**due, "tax": amount(bill.tax_minor), "net": amount(bill.net_minor)},
        "accepted": ["gross"],
        "lines": [
            {
                "description": line.description,
                "quantity": _plain(line.quantity),
                "unit_price": amount(line.price_minor),
                "amount": amount(bill.sign * line.amount_minor),
            }
            for line in bill.lines
        ],
    }


def of_correction(correction: Correction) -> Truth:
    """Give the truth of a корректировочный счёт-фактура: what it takes away or adds."""
    sale = correction.sale
    change = amount(abs(correction.gross_change_minor))
    return {
        "kind": "credit_note",
        "group": "russian",
        "fields": {
            "number": correction.number,
            "issue_date": correction.issued.isoformat(),
            "currency": sale.currency,
            "gross": change,
            **_party("seller", sale.seller),
            **_party("buyer", sale.buyer),
        },
        "also": {
            "tax": amount(abs(correction.tax_change_minor)),
            "net": amount(abs(correction.gross_change_minor - correction.tax_change_minor)),
        },
        "accepted": [],
    }


def of_transfer(transfer: Transfer, *, without: Iterable[str] = ()) -> Truth:
    """Give the truth of a proof of payment."""
    fields = {
        "number": transfer.number,
        "issue_date": transfer.issued.isoformat(),
        "amount": amount(transfer.amount_minor),
        "amount_in_words": amount(transfer.amount_minor),
        "purpose": transfer.purpose,
        "executed": "True" if transfer.executed else "False",
        **_party("payer", transfer.payer),
        **_party("payee", transfer.payee),
    }
    return {
        "kind": "payment_order",
        "group": "payments",
        "fields": {name: value for name, value in fields.items() if name not in tuple(without)},
        "also": {"amount_in_words": amount(transfer.amount_minor)},
        "accepted": [],
    }


def of_till(bought: Bought) -> Truth:
    """Give the truth of a till's receipt."""
    return {
        "kind": "receipt",
        "group": "payments",
        "fields": {
            "number": bought.number,
            "issue_date": bought.issued.isoformat(),
            "gross": amount(bought.gross_minor),
            "tax": amount(bought.tax_minor),
            "seller_name": bought.seller.name,
            "seller_tax_id": bought.seller.tax_id,
        },
        "also": {
            "net": amount(bought.gross_minor - bought.tax_minor),
            "due": amount(bought.gross_minor),
        },
        "accepted": [],
        "lines": [
            {
                "description": line.description,
                "quantity": _plain(line.quantity),
                "unit_price": amount(line.price_minor),
                "amount": amount(line.amount_minor),
            }
            for line in bought.lines
        ],
    }


def _party(role: str, company: Company) -> dict[str, str]:
    return {f"{role}_name": company.name, f"{role}_tax_id": company.tax_id}


def _with_tax(sale: Sale, line: Line) -> Truth:
    """Give the amount that forms with a tax column print as well."""
    if sale.vat_included:
        return {}
    return {"amount_gross": amount(line.amount_minor + line_tax_minor(sale, line))}


def _plain(quantity: Any) -> str:
    return f"{quantity.normalize():f}"
