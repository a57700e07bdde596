"""UBL 2.1: ``Invoice`` and ``CreditNote``, as Peppol and XRechnung send them."""

from __future__ import annotations

from lxml import etree

from cofund.extraction.exact import forms
from cofund.extraction.exact.european import CREDIT_TYPES, PartyTable, TaxTable, party, taxes
from cofund.extraction.exact.stated import MOST_LINES, Fields, SourceFound
from cofund.extraction.exact.sums import includes_tax, per_unit
from cofund.extraction.exact.tables import Entry, Reading, Table, elements, first, stated_at
from cofund.extraction.exact.units import unit
from cofund.extraction.refused import CannotRead

NAMESPACE = "urn:oasis:names:specification:ubl:schema:xsd:"

HEADER: Table = (
    Entry("number", ("ID",), need="must"),
    Entry("issue_date", ("IssueDate",), forms.day, need="must"),
    Entry("currency", ("DocumentCurrencyCode",), forms.currency, need="must"),
)
TOTALS: Table = (
    Entry("net", ("LegalMonetaryTotal/TaxExclusiveAmount",), forms.decimal),
    Entry("gross", ("LegalMonetaryTotal/TaxInclusiveAmount",), forms.decimal, need="must"),
    Entry("prepaid", ("LegalMonetaryTotal/PrepaidAmount",), forms.decimal),
    Entry("due", ("LegalMonetaryTotal/PayableAmount",), forms.decimal),
)
PARTY = PartyTable(
    fields=(
        Entry(
            "name",
            ("PartyLegalEntity/RegistrationName", "PartyName/Name", "Contact/Name"),
            need="must",
        ),
        Entry(
            "tax_id",
            (
                "PartyTaxScheme[TaxScheme/ID='VAT']/CompanyID",
                "PartyTaxScheme/CompanyID",
                "PartyLegalEntity/CompanyID",
            ),
            forms.compact,
        ),
    ),
    address="PostalAddress",
    parts=(
        "StreetName",
        "AdditionalStreetName",
        "AddressLine/Line",
        "PostalZone",
        "CityName",
        "Country/IdentificationCode",
    ),
)
ACCOUNT: Table = (
    Entry("iban", ("PaymentMeans/PayeeFinancialAccount/ID",), forms.compact),
    Entry("bank", ("PaymentMeans/PayeeFinancialAccount/FinancialInstitutionBranch/Name",)),
)
LINE: Table = (
    Entry("description", ("Item/Name", "Item/Description", "Note"), forms.text, need="must"),
    Entry("quantity", ("InvoicedQuantity", "CreditedQuantity"), forms.decimal),
    Entry("unit", ("InvoicedQuantity/@unitCode", "CreditedQuantity/@unitCode"), unit),
    Entry("unit_price", ("Price/PriceAmount",), forms.decimal),
    Entry("per", ("Price/BaseQuantity",), forms.decimal),
    Entry("vat_rate", ("Item/ClassifiedTaxCategory/Percent",), forms.rate),
    Entry("amount", ("LineExtensionAmount",), forms.decimal, need="must"),
)
REFERENCES = Entry(
    "references",
    (
        "OrderReference/ID",
        "ContractDocumentReference/ID",
        "BillingReference/InvoiceDocumentReference/ID",
    ),
)
TAXES = TaxTable(
    each="TaxSubtotal",
    rate=Entry("rate", ("TaxCategory/Percent", "Percent"), forms.rate),
    tax=Entry("tax", ("TaxAmount",), forms.decimal),
)


def is_ubl(root: etree._Element) -> bool:
    """Tell whether this is UBL: other formats have roots of these names, too."""
    return any(str(uri).startswith(NAMESPACE) for uri in root.nsmap.values())


def read_ubl(root: etree._Element) -> SourceFound:
    """Give what a UBL invoice or credit note states.

    Raises:
        CannotRead: it has more lines than any honest one.
    """
    reading = Reading()
    fields = reading.fields(root, HEADER) | reading.fields(root, TOTALS)
    total = _tax_total(root, fields)
    tax = reading.field(total, TAXES.tax) if total is not None else None
    lines = _lines(reading, root)
    fields |= {"tax": tax} if tax else {}
    if lines:
        fields["vat_included"] = stated_at(root, str(includes_tax(lines, fields)).lower())
    seller = party(reading, root, "AccountingSupplierParty/Party", PARTY)
    return {
        "syntax": "ubl",
        "version": forms.short(root.findtext("CustomizationID") or ""),
        "kind": _kind(root),
        "fields": fields,
        "seller": seller | reading.fields(root, ACCOUNT),
        "buyer": party(reading, root, "AccountingCustomerParty/Party", PARTY),
        "lines": lines,
        "taxes": taxes(reading, total, TAXES),
        "references": reading.each(root, REFERENCES),
        "problems": reading.problems,
    }


def _kind(root: etree._Element) -> str:
    code = forms.compact(root.findtext("InvoiceTypeCode") or "")
    return "credit_note" if root.tag == "CreditNote" or code in CREDIT_TYPES else "invoice"


def _tax_total(root: etree._Element, fields: Fields) -> etree._Element | None:
    """The tax may be stated a second time in the currency of the tax office."""
    currency = fields["currency"]["value"] if "currency" in fields else ""
    totals = list(elements(root, "TaxTotal"))
    own = (each for each in totals if _currency_of(each) in (currency, ""))
    return next(own, None)


def _currency_of(total: etree._Element) -> str:
    amount = first(total, "TaxAmount")
    return "" if amount is None else str(amount.get("currencyID", ""))


def _lines(reading: Reading, root: etree._Element) -> list[Fields]:
    rows = list(elements(root, "InvoiceLine | CreditNoteLine"))
    if len(rows) > MOST_LINES:
        raise CannotRead("too_much_content")
    found = ((row, per_unit(reading.fields(row, LINE))) for row in rows)
    return [{"description": stated_at(row, ""), **line} for row, line in found]
