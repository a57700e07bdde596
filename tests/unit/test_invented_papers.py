"""The papers and companies that tests are made of: valid where it counts, the same every time."""

from __future__ import annotations

import pytest
from stdnum import iban
from stdnum.ru import inn, ogrn

from tests.builders import papers
from tests.builders.companies import ABROAD, PARTNERS, SELLERS, Company

RUSSIAN = (*SELLERS, *PARTNERS)
WEIGHTS = (7, 1, 3)


@pytest.mark.parametrize("company", RUSSIAN, ids=lambda company: company.tax_id)
def test_an_invented_company_has_right_check_digits(company: Company) -> None:
    assert inn.is_valid(company.tax_id)
    assert ogrn.is_valid(company.ogrn)
    assert _key_is_right(company.bik[-3:], company.account)
    assert _key_is_right("0" + company.bik[4:6], company.correspondent_account)
    assert company.correspondent_account.endswith(company.bik[-3:])


@pytest.mark.parametrize("company", ABROAD, ids=lambda company: company.tax_id)
def test_a_company_abroad_has_a_right_iban(company: Company) -> None:
    assert iban.is_valid(company.iban)


def test_no_two_invented_companies_share_a_number() -> None:
    assert len({company.tax_id for company in RUSSIAN}) == len(RUSSIAN)
    assert len({company.account for company in RUSSIAN}) == len(RUSSIAN)


@pytest.mark.parametrize(
    ("amount_minor", "words"),
    [
        (0, "Ноль рублей 00 копеек"),
        (1_01, "Один рубль 01 копейка"),
        (2_000_02, "Две тысячи рублей 02 копейки"),
        (21_012_15, "Двадцать одна тысяча двенадцать рублей 15 копеек"),
        (1_000_001_00, "Один миллион один рубль 00 копеек"),
    ],
)
def test_roubles_are_written_in_words(amount_minor: int, words: str) -> None:
    assert papers.roubles_in_words(amount_minor) == words


def _key_is_right(bank: str, account: str) -> bool:
    digits = map(int, bank + account)
    return sum(digit * WEIGHTS[at % 3] for at, digit in enumerate(digits)) % 10 == 0
