"""Payment orders: who paid whom, how much and what for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cofund.extraction.totals import WORDS_AGREE
from cofund.models.extraction import PartyRead, PaymentOrder
from tests.builders import papers
from tests.builders.companies import INTEGRATOR, MASTERSKAYA, NEBYLITSYN, Company
from tests.extraction.papers import SALE, TRANSFER
from tests.extraction.reading import extraction_of, said, sure


def test_a_payment_order_gives_all_its_fields() -> None:
    order = extraction_of(papers.payment_order_pdf(TRANSFER), PaymentOrder)
    assert sure(order.number).value == "245"
    assert sure(order.issue_date).value == date(2026, 2, 10)
    assert sure(order.amount).value.amount_minor == SALE.gross_minor
    assert sure(order.amount).status == "exact"
    assert sure(order.amount_in_words).value.amount_minor == SALE.gross_minor
    assert sure(order.purpose).value == TRANSFER.purpose
    assert _party(order.payer) == _company(TRANSFER.payer)
    assert _party(order.payee) == _company(TRANSFER.payee)


def test_the_banks_stamp_says_that_it_was_executed() -> None:
    order = extraction_of(papers.payment_order_pdf(TRANSFER), PaymentOrder)
    assert sure(order.executed).value is True


def test_without_the_stamp_nobody_knows() -> None:
    order = extraction_of(papers.payment_order_pdf(replace(TRANSFER, executed=False)), PaymentOrder)
    assert order.executed is None


def test_a_sole_trader_has_no_kpp_and_takes_none_from_the_other_party() -> None:
    to_trader = replace(TRANSFER, payee=NEBYLITSYN)
    order = extraction_of(papers.payment_order_pdf(to_trader), PaymentOrder)
    assert order.payee.kpp is None
    assert sure(order.payee.tax_id).value == NEBYLITSYN.tax_id
    from_trader = replace(TRANSFER, payer=NEBYLITSYN)
    order = extraction_of(papers.payment_order_pdf(from_trader), PaymentOrder)
    assert order.payer.kpp is None
    assert sure(order.payee.kpp).value == TRANSFER.payee.kpp


def test_words_that_contradict_the_digits_send_the_amount_to_review() -> None:
    order = said(
        "ПЛАТЕЖНОЕ ПОРУЧЕНИЕ № 7    10.02.2026",
        "Сто рублей 00 копеек",
        "ИНН 7715300037   КПП 771501001   Сумма   200-00",
    )
    assert isinstance(order, PaymentOrder)
    assert sure(order.amount).status == "review"
    assert sure(order.amount).failed == (WORDS_AGREE,)


def test_a_form_without_ruling_lines_names_its_parties_above_their_labels() -> None:
    order = said(
        "ПЛАТЕЖНОЕ ПОРУЧЕНИЕ № 7    10.02.2026",
        "ИНН 7715300037   КПП 771501001   Сумма   200-00",
        "ООО «Примерный Интегратор»      Сч. № 40702810200000000103",
        "Плательщик",
        "ИНН 7700100010   КПП 770001001",
        "ООО «Выдуманный Ветер»      Вид оп. 01",
        "Получатель",
        "Оплата по счету № 1",
        "Назначение платежа",
    )
    assert isinstance(order, PaymentOrder)
    assert sure(order.payer.name).value == "ООО «Примерный Интегратор»"
    assert sure(order.payee.name).value == "ООО «Выдуманный Ветер»"
    assert sure(order.purpose).value == "Оплата по счету № 1"


FORM = (
    "11.02.2026                  12.02.2026                                   0401060",
    "Поступ. в банк плат.        Списано со сч. плат.",
    "ПЛАТЕЖНОЕ ПОРУЧЕНИЕ № 245           09.02.2026          электронно     02",
    "                                    Дата                Вид платежа",
    "Сумма        Двести девяносто семь тысяч пятьсот двадцать рублей 00 копеек",
    "прописью",
    "ИНН 7715300037     КПП 771501001           Сумма     297520-00",
    "ООО «Примерный Интегратор»",
    "                                                      Сч. №     40702810200000000103",
    "Плательщик",
    "БАНК «НЕБЫВАЛЫЙ» (АО) г. Москва                       БИК       044525901",
    "                                                      Сч. №     30101810300000000901",
    "Банк плательщика",
    "БАНК «СКАЗОЧНЫЙ» (ПАО) г. Санкт-Петербург             БИК       044030902",
    "                                                      Сч. №     30101810400000000902",
    "Банк получателя",
    "ИНН 7810200025     КПП 781001001                      Сч. №     40702810800000000102",
    "ООО «Мастерская",
    "Примерных Подарков»                                   Вид оп.  01     Срок плат.",
    "                                                      Наз. пл.        Очер. плат.   5",
    "Получатель                                            Код      0      Рез. поле",
    "",
    "Оплата по счету № ВВ-117 от 05.02.2026 за сувениры.",
    "Сумма 297520-00, в т.ч. НДС (22%) 53651-15",
    "Назначение платежа",
    "                     Подписи                 Отметки банка",
)
"""The whole form, its labels in their own lines below the values."""


def test_the_forms_own_day_is_not_the_banks() -> None:
    order = said(*FORM)
    assert isinstance(order, PaymentOrder)
    assert sure(order.issue_date).value == date(2026, 2, 9)


def test_the_form_without_ruling_lines_is_read_in_full() -> None:
    order = said(*FORM)
    assert isinstance(order, PaymentOrder)
    assert _party(order.payer) == _company(INTEGRATOR)
    assert _party(order.payee) == _company(MASTERSKAYA)
    assert sure(order.amount).value.amount_minor == 297_520_00
    assert sure(order.amount).status == "exact"
    assert sure(order.purpose).value.endswith("НДС (22%) 53651-15")


def test_a_debit_of_the_account_says_that_it_was_executed() -> None:
    order, blank = said(*FORM), said(*[FORM[0].replace("12.02.2026", " " * 10), *FORM[1:]])
    assert isinstance(order, PaymentOrder)
    assert isinstance(blank, PaymentOrder)
    assert sure(order.executed).value is True
    assert blank.executed is None


def _party(party: PartyRead) -> list[str | None]:
    fields = (party.name, party.tax_id, party.kpp, party.bank, party.bik, party.account)
    return [field.value if field else None for field in fields]


def _company(company: Company) -> list[str | None]:
    return [company.name, company.tax_id, company.kpp, company.bank, company.bik, company.account]
