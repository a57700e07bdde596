"""Requisites: what the words of a Russian party say, in any order and writing."""

from __future__ import annotations

import pytest

from cofund.extraction.forms.banking import ACCOUNT_KEY, BANK_AGREES
from cofund.extraction.forms.requisites import requisites
from cofund.extraction.layout.passages import Origin, Passage, Piece
from cofund.extraction.reads import CHECK_DIGITS
from cofund.models.evidence import Read
from cofund.models.extraction import PartyRead
from tests.builders.companies import NEBYLITSYN, VETER
from tests.extraction.reading import sure

NAME, ADDRESS = VETER.name, VETER.address
INN, KPP, OGRN = VETER.tax_id, VETER.kpp, VETER.ogrn
GROUPED = "4070 2810 6000 0000 0101"

WRITINGS = {
    "commas": f"{NAME}, ИНН {INN}, КПП {KPP}, {ADDRESS}",
    "address first": f"{NAME}, {ADDRESS}, ИНН {INN}, КПП {KPP}",
    "both in one": f"{NAME}, ИНН/КПП {INN}/{KPP}, {ADDRESS}",
    "both with spaces": f"{NAME} ИНН / КПП: {INN} / {KPP} Адрес: {ADDRESS}",
    "colons": f"{NAME} ИНН: {INN} КПП: {KPP} Адрес: {ADDRESS}",
    "numbers first": f"ИНН {INN} КПП {KPP} {NAME}, {ADDRESS}",
    "brackets": f"{NAME} (ИНН {INN}, КПП {KPP}), {ADDRESS}",
    "legal address": f"{NAME}; ИНН {INN}; КПП {KPP}; Юридический адрес: {ADDRESS}",
    "telephone behind": f"{NAME}, ИНН {INN}, КПП {KPP}, {ADDRESS}, тел.: +7 (495) 000-00-01",
    "index behind a number": f"{NAME} ИНН {INN} КПП {KPP} {ADDRESS}",
}


@pytest.mark.parametrize("writing", WRITINGS)
def test_a_party_is_the_same_in_every_writing(writing: str) -> None:
    party = requisites(_words(WRITINGS[writing]))
    found = (party.name, party.tax_id, party.kpp, party.address)
    assert [_value(each) for each in found] == [NAME, INN, KPP, ADDRESS]


def test_a_sole_trader_has_no_kpp_whatever_stands_beside() -> None:
    words = f"{NEBYLITSYN.name}, ИНН {NEBYLITSYN.tax_id}, КПП {KPP}, ОГРНИП {NEBYLITSYN.ogrn}"
    party = requisites(_words(words))
    assert (_value(party.name), party.kpp) == (NEBYLITSYN.name, None)
    assert _value(party.ogrn) == NEBYLITSYN.ogrn


def test_an_inn_that_is_not_given_is_not_made_up() -> None:
    party = requisites(_words(f"{NAME}, ИНН не указан, {ADDRESS}"))
    assert party.tax_id is None
    assert _value(party.name) == NAME


def test_a_misread_inn_goes_to_a_person() -> None:
    party = requisites(_words(f"{NAME}, ИНН 7700100011, КПП {KPP}"))
    assert sure(party.tax_id).status == "review"
    assert sure(party.tax_id).failed == (CHECK_DIGITS,)


def test_a_kpp_of_the_inns_tax_office_is_sure() -> None:
    near = requisites(_words(f"{NAME}, ИНН {INN}, КПП {KPP}"))
    far = requisites(_words(f"{NAME}, ИНН {INN}, КПП 502401001"))
    assert (sure(near.kpp).status, sure(far.kpp).status) == ("exact", "checked")


@pytest.mark.parametrize(
    "writing",
    [
        "р/с {account} в {bank}, к/с {corr}, БИК {bik}",
        "Р/счёт: {account}, банк: {bank}, БИК: {bik}, корр. счет {corr}",
        "расчетный счет № {account} в банке {bank} БИК {bik} кор/счёт {corr}",
        "Сч. № {account}; наименование банка: {bank}; к/с {corr}; БИК банка {bik}",
    ],
)
def test_a_banks_details_hold_each_other(writing: str) -> None:
    facts = {"account": VETER.account, "bank": VETER.bank, "bik": VETER.bik}
    words = writing.format(**facts, corr=VETER.correspondent_account)
    party = requisites(_words(f"{NAME}, ИНН {INN}, {words}"))
    assert sure(party.account).passed[-1] == ACCOUNT_KEY
    assert sure(party.correspondent_account).value == VETER.correspondent_account
    assert sure(party.bik).passed[-1] == BANK_AGREES
    assert _value(party.account) == VETER.account


def test_an_account_printed_in_groups_is_one_number() -> None:
    party = requisites(_words(f"{NAME}, р/с {GROUPED}, БИК {VETER.bik}"))
    assert _value(party.account) == VETER.account


def test_a_misread_account_goes_to_a_person_and_takes_the_bik_with_it() -> None:
    wrong = VETER.account[:-1] + "2"
    party = requisites(_words(f"{NAME}, р/с {wrong}, БИК {VETER.bik}"))
    assert sure(party.account).failed == (ACCOUNT_KEY,)
    assert sure(party.bik).failed == (BANK_AGREES,)


@pytest.mark.parametrize(
    "name",
    [
        'ООО "Рога, Копыта и Ко"',
        "Общество с ограниченной ответственностью «Выдумка» (ООО «Выдумка»)",
        "Индивидуальный предприниматель Небылицын Пример Пробович",
        "АО “Небывалые Системы”",
    ],
)
def test_names_keep_their_marks(name: str) -> None:
    party: PartyRead = requisites(_words(f"{name}, ИНН {INN}, {ADDRESS}"))
    assert (_value(party.name), _value(party.address)) == (name, ADDRESS)


def _words(text: str) -> Passage:
    pieces = tuple(Piece(word, 1) for word in text.split(" "))
    return Passage(pieces, Origin("d-1", "text", "eyes"))


def _value(read: Read[str] | None) -> str | None:
    return read.value if read is not None else None
