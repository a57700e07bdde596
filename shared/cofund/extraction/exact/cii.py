"""UN/CEFACT invoices: ZUGFeRD 1 (``CrossIndustryDocument``), ZUGFeRD 2, Factur-X, XRechnung.

The second generation renamed the branches of the first and kept their leaves.
"""

from __future__ import annotations

from decimal import Decimal

from lxml import etree

from cofund.extraction.exact import forms
from cofund.extraction.exact.cii_names import SECOND, Names, generation
from cofund.extraction.exact.european import CREDIT_TYPES, PartyTable, TaxTable, party, taxes
from cofund.extraction.exact.stated import MOST_LINES, Fields, SourceFound, StatedFound
from cofund.extraction.exact.sums import includes_tax, per_unit
from cofund.extraction.exact.tables import Entry, Reading, Table, elements, first, stated_at
from cofund.extraction.exact.units import unit
from cofund.extraction.refused import CannotRead


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


ADDRESS_PARTS = ("LineOne", "LineTwo", "LineThree", "PostcodeCode", "CityName", "CountryID")
PARTY = PartyTable(
    fields=(
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
    ),
    address="PostalTradeAddress",
    parts=ADDRESS_PARTS,
)
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


def _tax(names: Names) -> TaxTable:
    return TaxTable(
        each="ApplicableTradeTax",
        rate=Entry("rate", (names.percent,), forms.rate),
        tax=Entry("tax", ("CalculatedAmount",), forms.decimal),
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
    agreement = f"{names.trade}/{names.agreement}"
    seller = party(reading, root, f"{agreement}/SellerTradeParty", PARTY)
    if settlement is not None:
        seller |= reading.fields(settlement, ACCOUNT)
    return {
        "syntax": "cii",
        "version": _version(root, names),
        "kind": _kind(root, names, fields),
        "fields": fields,
        "seller": seller,
        "buyer": party(reading, root, f"{agreement}/BuyerTradeParty", PARTY),
        "lines": lines,
        "taxes": taxes(reading, settlement, _tax(names)),
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
