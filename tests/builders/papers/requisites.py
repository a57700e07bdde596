"""Companies and taxes in the sentences that Russian papers write them in."""

from __future__ import annotations

from tests.builders.companies import Company
from tests.builders.papers.facts import Sale
from tests.builders.papers.page import russian_amount
from tests.builders.papers.sheet import Sheet


def party(company: Company) -> str:
    """Give a company in one line: name, INN, KPP, address."""
    kpp = f", КПП {company.kpp}" if company.kpp else ""
    return f"{company.name}, ИНН {company.tax_id}{kpp}, {company.address}"


def requisites(sheet: Sheet, company: Company) -> None:
    """Write where a company is paid, in plain lines."""
    sheet.say(
        f"{company.name}, ИНН {company.tax_id}{', КПП ' + company.kpp if company.kpp else ''}"
    )
    sheet.say(f"р/с {company.account} в {company.bank}")
    sheet.say(f"к/с {company.correspondent_account}, БИК {company.bik}")


def tax_words(sale: Sale) -> str:
    """Give the VAT as a sentence says it."""
    if sale.vat_rate is None:
        return "НДС не облагается"
    return f"в том числе НДС {sale.vat_rate}% {russian_amount(sale.tax_minor)} руб."
