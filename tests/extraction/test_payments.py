"""Proofs of payment that are no form 0401060: printouts of banks' programs, receipts of apps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cofund.extraction.forms.banking import ACCOUNT_KEY
from cofund.extraction.payment import PURPOSE_AGREES
from cofund.extraction.totals import RATE_AGREES
from cofund.models.extraction import PartyRead, PaymentOrder
from tests.builders.companies import INTEGRATOR, VETER, Company
from tests.builders.papers import paid
from tests.extraction.papers import SALE, TRANSFER
from tests.extraction.reading import extraction_of, said, sure

APP = (
    "Квитанция о переводе",
    "10.02.2026 12:41",
    "Сумма перевода             297 520,00 ₽",
    "Комиссия                   0,00 ₽",
    "Отправитель                Примеров П. П.",
    "Счёт списания              •• 4521",
    f"Получатель                 {VETER.name}",
    f"ИНН получателя             {VETER.tax_id}",
    f"Счёт получателя            {VETER.account}",
    f"БИК банка получателя       {VETER.bik}",
    "Номер документа            245",
    "Статус                     Выполнено",
)
PRINTOUT = (
    "АО «Понарошку-Банк»",
    "Подтверждение платежа",
    "Номер платежа: 245",
    "Дата платежа: 10.02.2026",
    f"Наименование плательщика: {INTEGRATOR.name}",
    f"ИНН плательщика: {INTEGRATOR.tax_id}",
    f"КПП плательщика: {INTEGRATOR.kpp}",
    f"Наименование получателя: {VETER.name}",
    f"ИНН/КПП получателя: {VETER.tax_id}/{VETER.kpp}",
    f"Счет получателя: {VETER.account}",
    f"БИК банка получателя: {VETER.bik}",
    "Сумма платежа: 297 520,00 руб.",
    "Назначение платежа: Оплата по счету № ВВ-117. Сумма 297520-00, в т.ч. НДС 22% - 53651-15",
    "Состояние документа: Проведен",
)


def test_a_bank_programs_printout_gives_all_its_fields() -> None:
    order = extraction_of(paid.bank_printout_pdf(TRANSFER), PaymentOrder)
    assert sure(order.number).value == TRANSFER.number
    assert sure(order.issue_date).value == TRANSFER.issued
    assert sure(order.amount).value.amount_minor == TRANSFER.amount_minor
    assert sure(order.purpose).value == TRANSFER.purpose
    assert sure(order.executed).value is True
    assert _known(order.payer) == _facts(TRANSFER.payer)
    assert _known(order.payee) == _facts(TRANSFER.payee)
    assert sure(order.payee.bank).value == VETER.bank


def test_an_apps_receipt_has_its_values_below_their_labels() -> None:
    order = extraction_of(paid.app_receipt_pdf(TRANSFER), PaymentOrder)
    assert sure(order.number).value == TRANSFER.number
    assert sure(order.amount).value.amount_minor == TRANSFER.amount_minor
    assert sure(order.payee.tax_id).value == VETER.tax_id
    assert sure(order.payee.account).passed[-1] == ACCOUNT_KEY
    assert sure(order.payer.name).value == INTEGRATOR.name


@pytest.mark.parametrize("lines", [APP, PRINTOUT])
def test_a_payment_is_read_at_its_labels(lines: tuple[str, ...]) -> None:
    order = _order(*lines)
    assert sure(order.number).value == "245"
    assert sure(order.issue_date).value == date(2026, 2, 10)
    assert sure(order.amount).value.amount_minor == 297_520_00
    assert sure(order.payee.name).value == VETER.name
    assert sure(order.payee.tax_id).value == VETER.tax_id
    assert sure(order.payee.account).value == VETER.account
    assert sure(order.executed).value is True


def test_the_hidden_digits_of_an_account_are_no_account() -> None:
    assert _order(*APP).payer.account is None


def test_the_purpose_votes_for_the_amount() -> None:
    amount = sure(_order(*PRINTOUT).amount)
    assert set(amount.passed) >= {PURPOSE_AGREES, RATE_AGREES}
    assert amount.status == "exact"


def test_a_purpose_of_several_invoices_vetoes_nothing() -> None:
    lines = [line.replace("Сумма 297520-00", "Сумма 100-00") for line in PRINTOUT]
    assert sure(_order(*lines).amount).failed == ()


def test_a_payment_in_another_currency_is_not_taken_for_roubles() -> None:
    lines = [line.replace("297 520,00 ₽", "1 500,00 USD") for line in APP]
    amount = sure(_order(*lines).amount).value
    assert (amount.amount_minor, amount.currency) == (1_500_00, "USD")


def test_a_commission_is_not_the_amount() -> None:
    lines = [line.replace("0,00 ₽", "150,00 ₽") if "Комиссия" in line else line for line in APP]
    assert sure(_order(*lines).amount).value.amount_minor == 297_520_00


@pytest.mark.parametrize("status", ["На подписи", "Отклонён", "Не исполнен", "В обработке"])
def test_a_payment_that_the_bank_did_not_make_is_none(status: str) -> None:
    lines = [line.replace("Проведен", status) for line in PRINTOUT]
    assert sure(_order(*lines).executed).value is False


def test_words_of_the_purpose_are_no_stamp() -> None:
    lines = (*PRINTOUT[:-2], "Назначение платежа: за работы, исполнено по договору 5")
    assert _order(*lines).executed is None


def test_an_order_on_its_way_is_not_executed() -> None:
    order = extraction_of(
        paid.bank_printout_pdf(replace(TRANSFER, amount_minor=SALE.gross_minor, executed=False)),
        PaymentOrder,
    )
    assert sure(order.executed).value is False


def _order(*lines: str) -> PaymentOrder:
    order = said(*lines)
    assert isinstance(order, PaymentOrder), order
    return order


def _known(party: PartyRead) -> list[str | None]:
    fields = (party.name, party.tax_id, party.kpp, party.account, party.bik)
    return [field.value if field else None for field in fields]


def _facts(company: Company) -> list[str]:
    return [company.name, company.tax_id, company.kpp, company.account, company.bik]
