"""ZUGFeRD 1 and Factur-X: the two generations of UN/CEFACT's invoice."""

from __future__ import annotations

from typing import NamedTuple
from xml.etree.ElementTree import Element

from tests.builders.companies import Company
from tests.builders.einvoices.tree import decimal, node, written
from tests.builders.papers.facts import Line, Sale


class _Words(NamedTuple):
    root: str
    rsm: str
    ram: str
    udt: str
    document: str
    trade: str
    agreement: str
    settlement: str
    summation: str
    line: str
    line_summation: str
    percent: str
    reference: str


FIRST = _Words(
    root="CrossIndustryDocument",
    rsm="urn:ferd:CrossIndustryDocument:invoice:1p0",
    ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:12",
    udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:15",
    document="HeaderExchangedDocument",
    trade="SpecifiedSupplyChainTradeTransaction",
    agreement="ApplicableSupplyChainTradeAgreement",
    settlement="ApplicableSupplyChainTradeSettlement",
    summation="SpecifiedTradeSettlementMonetarySummation",
    line="SpecifiedSupplyChainTrade",
    line_summation="SpecifiedTradeSettlementMonetarySummation",
    percent="ApplicablePercent",
    reference="ID",
)
SECOND = _Words(
    root="CrossIndustryInvoice",
    rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
    ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
    document="ExchangedDocument",
    trade="SupplyChainTradeTransaction",
    agreement="ApplicableHeaderTradeAgreement",
    settlement="ApplicableHeaderTradeSettlement",
    summation="SpecifiedTradeSettlementHeaderMonetarySummation",
    line="SpecifiedLineTrade",
    line_summation="SpecifiedTradeSettlementLineMonetarySummation",
    percent="RateApplicablePercent",
    reference="IssuerAssignedID",
)


def zugferd_1(sale: Sale, type_code: str = "380") -> bytes:
    """Give the first generation."""
    return _Invoice(FIRST, sale).written(type_code)


def factur_x(sale: Sale, type_code: str = "380", *, tax_elsewhere: str = "") -> bytes:
    """Give the second; ``tax_elsewhere`` states the tax once more, in that currency."""
    return _Invoice(SECOND, sale, tax_elsewhere).written(type_code)


class _Invoice:
    def __init__(self, words: _Words, sale: Sale, tax_elsewhere: str = "") -> None:
        self.words, self.sale, self.tax_elsewhere = words, sale, tax_elsewhere

    def written(self, type_code: str) -> bytes:
        words, sale = self.words, self.sale
        root = node(
            f"{{{words.rsm}}}{words.root}",
            node(
                f"{{{words.rsm}}}{words.document}",
                self.ram("ID", sale.number),
                self.ram("TypeCode", type_code),
                self.ram("IssueDateTime", self.day()),
            ),
            node(
                f"{{{words.rsm}}}{words.trade}",
                self.agreement(),
                self.settlement(),
                *(self.line(line) for line in sale.lines),
            ),
        )
        prefixes = {"rsm": words.rsm, "ram": words.ram, "udt": words.udt}
        return written(root, prefixes=prefixes)

    def ram(self, tag: str, *inside: Element | str | None, **attributes: str) -> Element:
        return node(f"{{{self.words.ram}}}{tag}", *inside, **attributes)

    def day(self) -> Element:
        stated = self.sale.issued.strftime("%Y%m%d")
        return node(f"{{{self.words.udt}}}DateTimeString", stated, format="102")

    def agreement(self) -> Element:
        basis = self.ram(self.words.reference, self.sale.basis)
        return self.ram(
            self.words.agreement,
            self.party("SellerTradeParty", self.sale.seller),
            self.party("BuyerTradeParty", self.sale.buyer),
            self.ram("BuyerOrderReferencedDocument", basis) if self.sale.basis else None,
        )

    def party(self, tag: str, company: Company) -> Element:
        return self.ram(
            tag,
            self.ram("Name", company.name),
            self.ram("PostalTradeAddress", self.ram("LineOne", company.address)),
            self.ram("SpecifiedTaxRegistration", self.ram("ID", "201/113/40209", schemeID="FC")),
            self.ram("SpecifiedTaxRegistration", self.ram("ID", company.tax_id, schemeID="VA")),
        )

    def settlement(self) -> Element:
        sale, ram = self.sale, self.ram
        means = "SpecifiedTradeSettlementPaymentMeans"
        account = ram("PayeePartyCreditorFinancialAccount", ram("IBANID", sale.seller.iban))
        elsewhere = ram("TaxTotalAmount", "1.11", currencyID=self.tax_elsewhere)
        return ram(
            self.words.settlement,
            ram("InvoiceCurrencyCode", sale.currency),
            ram(means, account) if sale.seller.iban else None,
            self.tax(),
            ram(
                self.words.summation,
                ram("TaxBasisTotalAmount", decimal(sale.net_minor)),
                elsewhere if self.tax_elsewhere else None,
                ram("TaxTotalAmount", decimal(sale.tax_minor), currencyID=sale.currency),
                ram("GrandTotalAmount", decimal(sale.gross_minor)),
                ram("DuePayableAmount", decimal(sale.gross_minor)),
            ),
        )

    def tax(self) -> Element:
        return self.ram(
            "ApplicableTradeTax",
            self.ram("CalculatedAmount", decimal(self.sale.tax_minor)),
            self.ram(self.words.percent, str(self.sale.vat_rate or 0)),
        )

    def line(self, line: Line) -> Element:
        words, ram = self.words, self.ram
        return ram(
            "IncludedSupplyChainTradeLineItem",
            ram("SpecifiedTradeProduct", ram("Name", line.description)),
            ram(
                f"{words.line}Agreement",
                ram(
                    "NetPriceProductTradePrice",
                    ram("ChargeAmount", decimal(line.price_minor * 100)),
                    ram("BasisQuantity", "100"),
                ),
            ),
            ram(
                f"{words.line}Delivery",
                ram("BilledQuantity", str(line.quantity), unitCode="H87"),
            ),
            ram(
                f"{words.line}Settlement",
                ram(
                    "ApplicableTradeTax",
                    ram(words.percent, str(self.sale.vat_rate or 0)),
                ),
                ram(words.line_summation, ram("LineTotalAmount", decimal(line.amount_minor))),
            ),
        )
