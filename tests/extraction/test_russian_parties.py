"""Seller and buyer on Russian papers: labelled or not, above, beside or below, in prose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from cofund.models.extraction import CommercialDocument, Contract, PartyRead
from tests.builders.companies import INTEGRATOR, NEBYLITSYN, VETER
from tests.builders.papers import acts, prose, schet, schet_more, schet_terms, spreadsheets
from tests.builders.papers.facts import Sale
from tests.extraction.papers import SALE
from tests.extraction.reading import extraction_of, said, sure

OF_A_TRADER = replace(SALE, seller=NEBYLITSYN, vat_rate=None)
PAPERS: dict[str, Callable[[Sale], bytes]] = {
    "letterhead, requisites below": schet.schet_letterhead,
    "sample of a payment order": schet.schet_with_sample,
    "two columns": schet.schet_wide,
    "typewriter": schet_more.schet_typewriter,
    "account below the buyer": schet_more.schet_carried_over,
    "bare lines": schet_more.schet_bare,
    "contract's preamble": schet_terms.schet_contract,
    "offer without colons": schet_terms.schet_offer,
    "spreadsheet": spreadsheets.schet_xlsx,
    "act's two columns at its end": acts.act_of_hours,
    "act in prose": acts.act_in_prose,
}
NOT_PRINTED = {
    "bare lines": ("kpp",), "offer without colons": ("kpp",), "act in prose": ("kpp",)
}  # fmt: skip


@pytest.mark.parametrize("paper", PAPERS)
def test_seller_and_buyer_are_found_wherever_they_stand(paper: str) -> None:
    read = extraction_of(PAPERS[paper](SALE), CommercialDocument)
    assert _names(read.seller) == (VETER.name, VETER.tax_id)
    assert _names(read.buyer) == (INTEGRATOR.name, INTEGRATOR.tax_id)
    if "kpp" not in NOT_PRINTED.get(paper, ()):
        assert sure(read.seller.kpp).value == VETER.kpp


@pytest.mark.parametrize("paper", PAPERS)
def test_a_sole_trader_sells_without_a_kpp(paper: str) -> None:
    read = extraction_of(PAPERS[paper](OF_A_TRADER), CommercialDocument)
    assert _names(read.seller) == (NEBYLITSYN.name, NEBYLITSYN.tax_id)
    assert read.seller.kpp is None


@pytest.mark.parametrize("paper", [name for name in PAPERS if "prose" not in name])
def test_the_sellers_bank_is_found_wherever_it_stands(paper: str) -> None:
    seller = extraction_of(PAPERS[paper](SALE), CommercialDocument).seller
    assert sure(seller.bank).value == VETER.bank
    assert sure(seller.bik).value == VETER.bik
    assert sure(seller.account).value == VETER.account
    assert sure(seller.account).status == "exact"


def test_a_letterheads_address_is_the_sellers() -> None:
    read = extraction_of(schet.schet_letterhead(SALE), CommercialDocument)
    assert sure(read.seller.address).value == VETER.address


def test_two_accounts_stay_with_their_owners() -> None:
    read = extraction_of(acts.act_of_hours(SALE), CommercialDocument)
    accounts = [sure(party.account).value for party in (read.seller, read.buyer)]
    assert accounts == [VETER.account, INTEGRATOR.account]


def test_the_only_account_is_the_sellers() -> None:
    read = extraction_of(schet_more.schet_carried_over(SALE), CommercialDocument)
    assert read.buyer.account is None


def test_prose_of_an_act_is_no_party() -> None:
    read = said(
        "Акт № 5 от 05.02.2026",
        f"Исполнитель: {VETER.name}, ИНН {VETER.tax_id}",
        f"Заказчик: {INTEGRATOR.name}, ИНН {INTEGRATOR.tax_id}",
        "",
        "Заказчик претензий по объему, качеству и срокам оказания услуг не имеет.",
        "Исполнитель ____________        Заказчик ____________",
    )
    assert isinstance(read, CommercialDocument)
    assert _names(read.seller) == (VETER.name, VETER.tax_id)
    assert _names(read.buyer) == (INTEGRATOR.name, INTEGRATOR.tax_id)


def test_a_contract_names_number_day_and_parties() -> None:
    contract = extraction_of(prose.contract_pdf(SALE), Contract)
    assert _names(contract.seller)[0] == VETER.name
    assert _names(contract.buyer)[0] == INTEGRATOR.name
    assert contract.number is not None
    assert contract.issue_date is not None


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        (
            ("ДОГОВОР № 12-МФ", "возмездного оказания услуг", "г. Москва   «15» января 2026 г."),
            "12-МФ",
        ),
        (("Договор оказания услуг № 5/2026 от 15.01.2026",), "5/2026"),
        (("ДОГОВОР", "оказания рекламных услуг", "№ Р-7 от 15 января 2026 года"), "Р-7"),
        (("Дополнительное соглашение № 2", "к Договору № 12-МФ", "г. Москва  15.01.2026"), "2"),
    ],
)
def test_a_contracts_title_may_take_several_lines(lines: tuple[str, ...], number: str) -> None:
    preamble = (
        f"{VETER.name}, именуемое в дальнейшем «Исполнитель», в лице директора Примерова П. П.,",
        f"и {INTEGRATOR.name}, именуемое в дальнейшем «Заказчик», заключили настоящий договор",
    )
    contract = said(*lines, *preamble)
    assert isinstance(contract, Contract)
    assert sure(contract.number).value == number
    assert sure(contract.issue_date).value == date(2026, 1, 15)
    assert sure(contract.seller.name).value == VETER.name
    assert sure(contract.buyer.name).value == INTEGRATOR.name


def _names(party: PartyRead) -> tuple[str | None, str | None]:
    name, tax_id = party.name, party.tax_id
    return name.value if name else None, tax_id.value if tax_id else None
