"""UBL 2.1: invoices and credit notes."""

from __future__ import annotations

from typing import Literal
from xml.etree.ElementTree import Element

from tests.builders.companies import Company
from tests.builders.einvoices.tree import decimal, node, written
from tests.builders.papers.facts import Line, Sale

SCHEMA = "urn:oasis:names:specification:ubl:schema:xsd:"
CBC = f"{{{SCHEMA}CommonBasicComponents-2}}"
CAC = f"{{{SCHEMA}CommonAggregateComponents-2}}"


def ubl(sale: Sale, kind: Literal["Invoice", "CreditNote"] = "Invoice") -> bytes:
    """Give an invoice or a credit note."""
    root = node(
        f"{{{SCHEMA}{kind}-2}}{kind}",
        cbc("CustomizationID", "urn:cen.eu:en16931:2017"),
        cbc("ID", sale.number),
        cbc("IssueDate", sale.issued.isoformat()),
        cbc("DocumentCurrencyCode", sale.currency),
        cac("OrderReference", cbc("ID", sale.basis)) if sale.basis else None,
        cac("AccountingSupplierParty", _party(sale.seller)),
        cac("AccountingCustomerParty", _party(sale.buyer)),
        cac("PaymentMeans", cac("PayeeFinancialAccount", cbc("ID", sale.seller.iban))),
        cac(
            "TaxTotal",
            _amount("TaxAmount", sale, sale.tax_minor),
            cac(
                "TaxSubtotal",
                _amount("TaxAmount", sale, sale.tax_minor),
                cac("TaxCategory", cbc("Percent", str(sale.vat_rate or 0))),
            ),
        ),
        cac(
            "LegalMonetaryTotal",
            _amount("TaxExclusiveAmount", sale, sale.net_minor),
            _amount("TaxInclusiveAmount", sale, sale.gross_minor),
            _amount("PayableAmount", sale, sale.gross_minor),
        ),
        *(_line(sale, line, kind) for line in sale.lines),
    )
    prefixes = {"cbc": CBC.strip("{}"), "cac": CAC.strip("{}")}
    return written(root, prefixes=prefixes)


def cbc(tag: str, *inside: Element | str | None, **attributes: str) -> Element:
    """Give a basic component."""
    return node(f"{CBC}{tag}", *inside, **attributes)


def cac(tag: str, *inside: Element | str | None) -> Element:
    """Give an aggregate of components."""
    return node(f"{CAC}{tag}", *inside)


def _amount(tag: str, sale: Sale, minor: int) -> Element:
    return cbc(tag, decimal(minor), currencyID=sale.currency)


def _party(company: Company) -> Element:
    return cac(
        "Party",
        cac("PostalAddress", cbc("StreetName", company.address)),
        cac(
            "PartyTaxScheme",
            cbc("CompanyID", company.tax_id),
            cac("TaxScheme", cbc("ID", "VAT")),
        ),
        cac("PartyLegalEntity", cbc("RegistrationName", company.name)),
    )


def _line(sale: Sale, line: Line, kind: str) -> Element:
    quantity = "CreditedQuantity" if kind == "CreditNote" else "InvoicedQuantity"
    return cac(
        f"{kind}Line",
        cbc(quantity, str(line.quantity), unitCode="H87"),
        _amount("LineExtensionAmount", sale, line.amount_minor),
        cac(
            "Item",
            cbc("Name", line.description),
            cac("ClassifiedTaxCategory", cbc("Percent", str(sale.vat_rate or 0))),
        ),
        cac("Price", _amount("PriceAmount", sale, line.price_minor)),
    )
