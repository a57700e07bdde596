"""Numbers with a check of their own."""

from __future__ import annotations

import pytest

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
from tests.builders.companies import ABROAD, PARTNERS, SELLERS, Company


@pytest.mark.parametrize("company", [*SELLERS, *PARTNERS], ids=lambda company: company.tax_id)
def test_russian_companies_have_right_numbers(company: Company) -> None:
    assert is_inn(company.tax_id)
    assert is_ogrn(company.ogrn)
    assert is_bik(company.bik)
    assert is_account(company.account, bik=company.bik)
    assert is_correspondent_account(company.correspondent_account, bik=company.bik)
    assert is_kpp(company.kpp) is (len(company.tax_id) == 10)
    assert is_person_inn(company.tax_id) is (len(company.tax_id) == 12)


@pytest.mark.parametrize("company", ABROAD, ids=lambda company: company.tax_id)
def test_companies_abroad_have_vat_numbers_and_ibans(company: Company) -> None:
    assert is_vat_id(company.tax_id)
    assert is_iban(company.iban)
    assert not is_inn(company.tax_id)


@pytest.mark.parametrize(
    "wrong",
    ["", "7700100011", "770010001", "77001000100", "77001OOO10", "7700 100010", "٧٧٠٠١٠٠٠١٠"],
)
def test_an_inn_with_another_digit_length_or_letter_is_wrong(wrong: str) -> None:
    assert not is_inn(wrong)


@pytest.mark.parametrize("right", ["770001001", "7700AZ001"])
def test_a_kpp_may_have_letters_in_its_reason(right: str) -> None:
    assert is_kpp(right)


@pytest.mark.parametrize("wrong", ["", "77000100", "7700010011", "7700az001", "A70001001"])
def test_a_kpp_of_another_form_is_wrong(wrong: str) -> None:
    assert not is_kpp(wrong)


@pytest.mark.parametrize("wrong", ["", "1207700000013", "120770000001", "324502400000221"])
def test_an_ogrn_with_a_wrong_check_digit_is_wrong(wrong: str) -> None:
    assert not is_ogrn(wrong)


@pytest.mark.parametrize("wrong", ["", "944525901", "04452590", "0445259011", "04452590A"])
def test_a_bik_of_another_form_is_wrong(wrong: str) -> None:
    assert not is_bik(wrong)


@pytest.mark.parametrize(
    ("account", "bik"),
    [
        ("40702810600000000102", "044525901"),
        ("40702810600000000101", "044525902"),
        ("4070281060000000010", "044525901"),
        ("40702810600000000101", "944525901"),
        ("", ""),
    ],
)
def test_an_account_belongs_to_its_bank(account: str, bik: str) -> None:
    assert not is_account(account, bik=bik)


def test_every_single_wrong_digit_of_an_account_is_noticed() -> None:
    right = "40702810600000000101"
    for position in range(20):
        for digit in "0123456789":
            changed = right[:position] + digit + right[position + 1 :]
            assert is_account(changed, bik="044525901") is (changed == right)


def test_accounts_at_the_central_bank_itself_have_another_key() -> None:
    # The same digits: right at a bank, wrong at a division of the central bank, and the reverse.
    digits = [f"4020181{key}000000000101" for key in range(10)]
    at_bank = {account for account in digits if is_account(account, bik="044525901")}
    at_division = {account for account in digits if is_account(account, bik="044525000")}
    assert len(at_bank) == len(at_division) == 1
    assert at_bank != at_division


@pytest.mark.parametrize("wrong", ["", "GB980780685", "DE136695977", "XX123"])
def test_a_vat_number_with_wrong_digits_is_wrong(wrong: str) -> None:
    assert not is_vat_id(wrong)


@pytest.mark.parametrize("wrong", ["", "GB82WEST12345698765433", "GB82WEST1234569876543"])
def test_an_iban_with_wrong_digits_is_wrong(wrong: str) -> None:
    assert not is_iban(wrong)
