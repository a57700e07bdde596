"""What the two generations of UN/CEFACT's invoice call the branches of their tree."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree


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
