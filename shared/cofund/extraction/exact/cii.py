"""UN/CEFACT invoices: ZUGFeRD 1 (``CrossIndustryDocument``), ZUGFeRD 2, Factur-X, XRechnung.

The second generation renamed the branches of the first and kept their leaves.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from lxml import etree

from cofund.extraction.exact import forms
from cofund.extraction.exact.stated import (
    MOST_LINES,
    MOST_TAXES,
    Fields,
    SourceFound,
    StatedFound,
    TaxFound,
)
from cofund.extraction.exact.sums import includes_tax, per_unit
from cofund.extraction.exact.tables import Entry, Reading, Table, elements, first, stated_at
from cofund.extraction.exact.units import unit
from cofund.extraction.refused import CannotRead

CREDIT_TYPES = frozenset({"81", "83", "261", "308", "381", "396", "420", "458", "532"})
"""Types of documents (UNTDID 1001) that give money back."""


class Names(NamedTuple):
    """What a generation calls the branches of the tree."""

    document: str
    context: str
    trade: str
    agreement: str
    settlement: str
    summation: str
    line_agreement: str
    line_delivery: str
    line_settlement: str
    line_summation: str
    percent: str
    reference: str


FIRST = Names(
    document="HeaderExchangedDocument",
    context="SpecifiedExchangedDocumentContext",
    trade="SpecifiedSupplyChainTradeTransaction",
    agreement="ApplicableSupplyChainTradeAgreement",
    settlement="ApplicableSupplyChainTradeSettlement",
    summation="SpecifiedTradeSettlementMonetarySummation",
    line_agreement="SpecifiedSupplyChainTradeAgreement",
    line_delivery="SpecifiedSupplyChainTradeDelivery",
    line_settlement="SpecifiedSupplyChainTradeSettlement",
    line_summation="SpecifiedTradeSettlementMonetarySummation",
    percent="ApplicablePercent",
    reference="ID",
)
SECOND = Names(
    document="ExchangedDocument",
    context="ExchangedDocumentContext",
    trade="SupplyChainTradeTransaction",
    agreement="ApplicableHeaderTradeAgreement",
    settlement="ApplicableHeaderTradeSettlement",
    summation="SpecifiedTradeSettlementHeaderMonetarySummation",
    line_agreement="SpecifiedLineTradeAgreement",
    line_delivery="SpecifiedLineTradeDelivery",
    line_settlement="SpecifiedLineTradeSettlement",
    line_summation="SpecifiedTradeSettlementLineMonetarySummation",
    percent="RateApplicablePercent",
    reference="IssuerAssignedID",
)


def generation(root: etree._Element) -> Names | None:
    """Give the names that a tree uses; None where it is no UN/CEFACT invoice.

    Before its first release ZUGFeRD called the root ``Invoice``, as UBL does.
    """
    found = (names for names in (SECOND, FIRST) if root.find(names.document) is not None)
    return next(found, None)


def _header(names: Names) -> Table:
    settlement = f"{names.trade}/{names.settlement}"
    return (
        Entry("number", (f"{names.document}/ID",), need="must"),
        Entry(
            "issue_date",
            (f"{names.document}/IssueDateTime",),
            forms.day,
            need="must",
        ),
        Entry(
            "currency",
            (
                f"{settlement}/InvoiceCurrencyCode",
                f"{settlement}/{names.summation}/GrandTotalAmount/@currencyID",
            ),
            forms.currency,
            need="must",
        ),
    )


def _totals(names: Names, currency: str) -> Table:
    """Totals may be stated a second time in the currency of the tax office."""
    own = f"[not(@currencyID) or @currencyID='{currency}']" if currency else ""
    summation = f"{names.trade}/{names.settlement}/{names.summation}"
    return (
        Entry("net", (f"{summation}/TaxBasisTotalAmount{own}",), forms.decimal),
        Entry("tax", (f"{summation}/TaxTotalAmount{own}",), forms.decimal),
        Entry("gross", (f"{summation}/GrandTotalAmount{own}",), forms.decimal, need="must"),
        Entry("prepaid", (f"{summation}/TotalPrepaidAmount{own}",), forms.decimal),
        Entry("due", (f"{summation}/DuePayableAmount{own}",), forms.decimal),
    )


PARTY: Table = (
    Entry("name", ("Name", "SpecifiedLegalOrganization/TradingBusinessName"), need="must"),
    Entry(
        "tax_id",
        (
            "SpecifiedTaxRegistration/ID[@schemeID='VA']",
            "SpecifiedTaxRegistration/ID[@schemeID='FC']",
            "SpecifiedTaxRegistration/ID",
        ),
        forms.compact,
    ),
)
ADDRESS_PARTS = ("LineOne", "LineTwo", "LineThree", "PostcodeCode", "CityName", "CountryID")
ACCOUNT: Table = (
    Entry(
        "iban",
        ("SpecifiedTradeSettlementPaymentMeans/PayeePartyCreditorFinancialAccount/IBANID",),
        forms.compact,
    ),
    Entry(
        "account",
        ("SpecifiedTradeSettlementPaymentMeans/PayeePartyCreditorFinancialAccount/ProprietaryID",),
    ),
    Entry(
        "bank",
        ("SpecifiedTradeSettlementPaymentMeans/PayeeSpecifiedCreditorFinancialInstitution/Name",),
    ),
)


def _line_table(names: Names) -> Table:
    price = f"{names.line_agreement}/NetPriceProductTradePrice"
    tax = f"{names.line_settlement}/ApplicableTradeTax"
    return (
        Entry("description", ("SpecifiedTradeProduct/Name",), forms.text),
        Entry("quantity", (f"{names.line_delivery}/BilledQuantity",), forms.decimal),
        Entry("unit", (f"{names.line_delivery}/BilledQuantity/@unitCode",), unit),
        Entry("unit_price", (f"{price}/ChargeAmount",), forms.decimal),
        Entry("per", (f"{price}/BasisQuantity",), forms.decimal),
        Entry("vat_rate", (f"{tax}/{names.percent}",), forms.rate),
        Entry(
            "amount",
            (f"{names.line_settlement}/{names.line_summation}/LineTotalAmount",),
            forms.decimal,
        ),
    )


def _references(names: Names) -> Entry:
    agreement = f"{names.trade}/{names.agreement}"
    documents = (
        f"{agreement}/BuyerOrderReferencedDocument",
        f"{agreement}/ContractReferencedDocument",
        f"{names.trade}/{names.settlement}/InvoiceReferencedDocument",
    )
    return Entry("references", tuple(f"{each}/{names.reference}" for each in documents))


def read_cii(root: etree._Element) -> SourceFound:
    """Give what a UN/CEFACT invoice states.

    Raises:
        CannotRead: it has more lines than any honest one.
    """
    names, reading = generation(root) or SECOND, Reading()
    fields = reading.fields(root, _header(names))
    currency = fields["currency"]["value"] if "currency" in fields else ""
    fields |= reading.fields(root, _totals(names, currency))
    lines = _lines(reading, root, names)
    if lines:
        fields["vat_included"] = stated_at(root, str(includes_tax(lines, fields)).lower())
    settlement = first(root, f"{names.trade}/{names.settlement}")
    seller = _party(reading, root, f"{names.trade}/{names.agreement}/SellerTradeParty")
    if settlement is not None:
        seller |= reading.fields(settlement, ACCOUNT)
    return {
        "syntax": "cii",
        "version": _version(root, names),
        "kind": _kind(root, names, fields),
        "fields": fields,
        "seller": seller,
        "buyer": _party(reading, root, f"{names.trade}/{names.agreement}/BuyerTradeParty"),
        "lines": lines,
        "taxes": _taxes(reading, settlement, names),
        "references": reading.each(root, _references(names)),
        "problems": reading.problems,
    }


def _version(root: etree._Element, names: Names) -> str:
    stated = first(root, f"{names.context}/GuidelineSpecifiedDocumentContextParameter/ID")
    return forms.short(stated.text or "") if stated is not None else ""


def _kind(root: etree._Element, names: Names, fields: Fields) -> str:
    """A credit note says so by its type, or by a total below zero."""
    code = first(root, f"{names.document}/TypeCode")
    gross: StatedFound | None = fields.get("gross")
    below = gross is not None and Decimal(gross["value"]) < 0
    stated = forms.compact(code.text or "") if code is not None else ""
    return "credit_note" if below or stated in CREDIT_TYPES else "invoice"


def _party(reading: Reading, root: etree._Element, path: str) -> Fields:
    found = first(root, path)
    if found is None:
        reading.problem("missing", root, path)
        return {}
    party = reading.fields(found, PARTY)
    address = first(found, "PostalTradeAddress")
    if address is not None:
        parts = (forms.text(address.findtext(part) or "") for part in ADDRESS_PARTS)
        written = ", ".join(part for part in parts if part)
        party |= {"address": stated_at(address, written)} if written else {}
    return party


def _lines(reading: Reading, root: etree._Element, names: Names) -> list[Fields]:
    """A line without an amount is a remark."""
    rows = list(elements(root, f"{names.trade}/IncludedSupplyChainTradeLineItem"))
    if len(rows) > MOST_LINES:
        raise CannotRead("too_much_content")
    table, lines = _line_table(names), []
    for row in rows:
        line = reading.fields(row, table)
        if "amount" in line:
            lines.append({"description": stated_at(row, ""), **per_unit(line)})
    return lines


def _taxes(reading: Reading, settlement: etree._Element | None, names: Names) -> list[TaxFound]:
    rate = Entry("rate", (names.percent,), forms.rate)
    tax = Entry("tax", ("CalculatedAmount",), forms.decimal)
    found: list[TaxFound] = []
    for each in elements(settlement, "ApplicableTradeTax") if settlement is not None else ():
        amount = reading.field(each, tax)
        if amount is not None and len(found) < MOST_TAXES:
            found.append({"rate": reading.field(each, rate), "tax": amount})
    return found
