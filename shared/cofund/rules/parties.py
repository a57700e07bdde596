"""Parties: is the buyer the partner, the seller somebody else, and are their numbers right?"""

from __future__ import annotations

from collections.abc import Iterator

from cofund.claimable.cost import Paper, commercial_papers, counting_papers
from cofund.identifiers import (
    is_account,
    is_bik,
    is_correspondent_account,
    is_iban,
    is_inn,
    is_kpp,
    is_ogrn,
    is_person_inn,
    is_vat_id,
)
from cofund.models.assessment import Finding
from cofund.models.claim import Document
from cofund.models.claim_file import ClaimFile
from cofund.models.evidence import Read
from cofund.models.extraction import Extraction, PartyRead, PaymentOrder
from cofund.rules.verdicts import failed, passed, unclear, where
from cofund.sure import sure, sure_text


def seller_is_partner(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that nobody invoices himself."""
    return tuple(
        failed(
            file.programme,
            "seller_is_partner",
            "same",
            document=document,
            evidence=where(paper.seller.tax_id),
            partner=file.partner.name,
        )
        if sure(paper.seller.tax_id) == file.partner.inn
        else passed(
            "seller_is_partner", "other", document=document, evidence=where(paper.seller.tax_id)
        )
        for document, paper in counting_papers(file)
        if sure(paper.seller.tax_id) is not None
    )


def buyer_is_partner(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that every paper was made out to the partner and every payment made by the partner."""
    bought = [
        _buyer(file, document, paper.buyer)
        for document, paper in commercial_papers(file)
        if sure(paper.buyer.tax_id) is not None
    ]
    paid = [
        _payer(file, document, extraction.payer)
        for document, extraction in file.documents()
        if isinstance(extraction, PaymentOrder) and sure(extraction.payer.tax_id) is not None
    ]
    return (*bought, *paid)


def tax_ids(file: ClaimFile) -> tuple[Finding, ...]:
    """Check the check digits of tax and registration numbers, and the form of KPP."""
    return tuple(
        finding
        for document, extraction in file.documents()
        for finding in _tax_ids(file, document, _parties(extraction))
    )


def bank_details(file: ClaimFile) -> tuple[Finding, ...]:
    """Check BIK, account keys and IBAN."""
    return tuple(
        finding
        for document, extraction in file.documents()
        for finding in _bank_details(file, document, _parties(extraction))
    )


def _buyer(file: ClaimFile, document: Document, buyer: PartyRead) -> Finding:
    evidence = where(buyer.tax_id, buyer.kpp)
    if sure(buyer.tax_id) != file.partner.inn:
        return failed(
            file.programme,
            "buyer_is_partner",
            "another_buyer",
            document=document,
            evidence=evidence,
            partner=file.partner.name,
            inn=file.partner.inn,
            printed=sure_text(buyer.tax_id),
        )
    if sure(buyer.kpp) not in (None, file.partner.kpp):
        return unclear(
            "buyer_is_partner",
            "another_kpp",
            document=document,
            evidence=evidence,
            kpp=file.partner.kpp or "—",
            printed=sure_text(buyer.kpp),
        )
    return passed("buyer_is_partner", "same", document=document, evidence=evidence)


def _payer(file: ClaimFile, document: Document, payer: PartyRead) -> Finding:
    evidence = where(payer.tax_id)
    if sure(payer.tax_id) == file.partner.inn:
        return passed("buyer_is_partner", "same", document=document, evidence=evidence)
    return failed(
        file.programme,
        "buyer_is_partner",
        "another_payer",
        document=document,
        evidence=evidence,
        partner=file.partner.name,
        inn=file.partner.inn,
        printed=sure_text(payer.tax_id),
    )


def _parties(extraction: Extraction) -> tuple[PartyRead, ...]:
    if isinstance(extraction, Paper):
        return (extraction.seller, extraction.buyer)
    if isinstance(extraction, PaymentOrder):
        return (extraction.payer, extraction.payee)
    return ()


def _tax_ids(
    file: ClaimFile, document: Document, parties: tuple[PartyRead, ...]
) -> Iterator[Finding]:
    wrong = [read for party in parties for read in _wrong_tax_ids(party)]
    persons = [party for party in parties if _person_with_kpp(party)]
    checked = [read for party in parties for read in (party.tax_id, party.kpp) if sure_text(read)]
    for read in wrong:
        yield failed(
            file.programme,
            "tax_ids",
            "wrong",
            document=document,
            evidence=where(read),
            printed=read.value,
        )
    for party in persons:
        yield failed(
            file.programme,
            "tax_ids",
            "person_with_kpp",
            document=document,
            evidence=where(party.tax_id, party.kpp),
            printed=sure_text(party.kpp),
        )
    if checked and not wrong and not persons:
        yield passed("tax_ids", "right", document=document, evidence=where(*checked))


def _wrong_tax_ids(party: PartyRead) -> Iterator[Read[str]]:
    tax_id, kpp, ogrn = party.tax_id, party.kpp, party.ogrn
    if tax_id is not None and not _tax_id_is_right(sure(tax_id)):
        yield tax_id
    if kpp is not None and not is_kpp(sure_text(kpp) or "000000000"):
        yield kpp
    if ogrn is not None and sure(ogrn) is not None and not is_ogrn(ogrn.value):
        yield ogrn


def _tax_id_is_right(printed: str | None) -> bool:
    """Tell whether it is an INN, or a VAT number with its country before it."""
    if printed is None:
        return True
    return is_inn(printed) or (printed[:2].isalpha() and is_vat_id(printed))


def _person_with_kpp(party: PartyRead) -> bool:
    return is_person_inn(sure_text(party.tax_id)) and sure(party.kpp) is not None


def _bank_details(
    file: ClaimFile, document: Document, parties: tuple[PartyRead, ...]
) -> Iterator[Finding]:
    checks = [check for party in parties for check in _bank_checks(party)]
    for read, right in checks:
        if not right:
            yield failed(
                file.programme,
                "bank_details",
                "wrong",
                document=document,
                evidence=where(read),
                printed=read.value,
            )
    if checks and all(right for _, right in checks):
        yield passed(
            "bank_details",
            "right",
            document=document,
            evidence=where(*(read for read, _ in checks)),
        )


def _bank_checks(party: PartyRead) -> Iterator[tuple[Read[str], bool]]:
    """Give each certain bank detail and whether it is right; keys need the bank's right BIK."""
    bik = sure(party.bik)
    if party.bik is not None and bik is not None:
        yield party.bik, is_bik(bik)
    known = bik if bik is not None and is_bik(bik) else None
    if party.account is not None and sure_text(party.account) and known:
        yield party.account, is_account(party.account.value, bik=known)
    if party.correspondent_account is not None and sure_text(party.correspondent_account) and known:
        yield (
            party.correspondent_account,
            is_correspondent_account(party.correspondent_account.value, bik=known),
        )
    if party.iban is not None and sure_text(party.iban):
        yield party.iban, is_iban(party.iban.value)
