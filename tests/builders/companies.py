"""Invented companies for samples and tests: valid check digits, names plainly made up."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Company:
    """A seller or buyer as documents print it; what a country does not have is empty."""

    name: str
    tax_id: str
    """INN in Russia, VAT identification number elsewhere."""
    address: str
    kpp: str = ""
    ogrn: str = ""
    bank: str = ""
    bik: str = ""
    account: str = ""
    correspondent_account: str = ""
    iban: str = ""
    director: str = ""
    accountant: str = ""


VETER = Company(
    name="ООО «Выдуманный Ветер»",
    tax_id="7700100010",
    kpp="770001001",
    ogrn="1207700000012",
    address="101000, г. Москва, Небывалый переулок, д. 1, оф. 11",
    bank="БАНК «НЕБЫВАЛЫЙ» (АО) г. Москва",
    bik="044525901",
    account="40702810600000000101",
    correspondent_account="30101810300000000901",
    director="Примеров П. П.",
    accountant="Образцова О. О.",
)
"""An event agency."""

MASTERSKAYA = Company(
    name="ООО «Мастерская Примерных Подарков»",
    tax_id="7810200025",
    kpp="781001001",
    ogrn="1207800000022",
    address="190000, г. Санкт-Петербург, Сказочная улица, д. 22, лит. А",
    bank="БАНК «СКАЗОЧНЫЙ» (ПАО) г. Санкт-Петербург",
    bik="044030902",
    account="40702810800000000102",
    correspondent_account="30101810400000000902",
    director="Подарков Т. Т.",
    accountant="Ленточкина Л. Л.",
)
"""Makes souvenirs."""

NEBYLITSYN = Company(
    name="ИП Небылицын Пример Пробович",
    tax_id="502400000771",
    ogrn="324502400000220",
    address="143400, Московская область, г. Примерск, ул. Пробная, д. 7",
    bank="БАНК «ПОНАРОШКУ» (АО) г. Примерск",
    bik="045004903",
    account="40802810500000000707",
    correspondent_account="30101810400000000903",
    director="Небылицын П. П.",
)
"""A sole trader: a host of events; no KPP, no VAT."""

INTEGRATOR = Company(
    name="ООО «Примерный Интегратор»",
    tax_id="7715300037",
    kpp="771501001",
    ogrn="1207700000034",
    address="127000, г. Москва, Образцовая улица, д. 3, стр. 33",
    bank="БАНК «НЕБЫВАЛЫЙ» (АО) г. Москва",
    bik="044525901",
    account="40702810200000000103",
    correspondent_account="30101810300000000901",
    director="Интегралов И. И.",
    accountant="Суммина С. С.",
)
"""A partner."""

NEBYVALYE = Company(
    name="АО «Небывалые Системы»",
    tax_id="5407400040",
    kpp="540701001",
    ogrn="1205400000046",
    address="630000, г. Новосибирск, Макетный проспект, д. 44, офис 404",
    bank="БАНК «ПОНАРОШКУ» (АО) г. Примерск",
    bik="045004903",
    account="40702810300000000104",
    correspondent_account="30101810400000000903",
    director="Системнов С. С.",
    accountant="Балансова Б. Б.",
)
"""A partner."""

VYMYSEL = Company(
    name="ООО «Южный Вымысел»",
    tax_id="6165500052",
    kpp="616501001",
    ogrn="1206100000050",
    address="344000, г. Ростов-на-Дону, ул. Придуманная, д. 5",
    bank="БАНК «НЕБЫВАЛЫЙ» (АО) г. Москва",
    bik="044525901",
    account="40702810800000000105",
    correspondent_account="30101810300000000901",
    director="Вымыслов В. В.",
    accountant="Проводкина П. П.",
)
"""A partner."""

FICTIVE_EVENTS = Company(
    name="Fictive Events Ltd",
    tax_id="GB980780684",
    address="1 Imaginary Street, London N0 1AA, United Kingdom",
    bank="Bank of Nowhere",
    iban="GB82WEST12345698765432",
    director="I. Maginary",
)
"""An agency abroad; its VAT number and IBAN are the ones that standards print as examples."""

SAMPLE_PARTNER = Company(
    name="Sample Partner GmbH",
    tax_id="DE136695976",
    address="Musterweg 12, 10115 Berlin, Germany",
    iban="DE89370400440532013000",
)
"""A partner abroad."""

MUSTERBAU = Company(
    name="Musterhaft Messebau GmbH",
    tax_id="DE987654002",
    address="Beispielstraße 7, 50667 Köln",
    bank="Bank von Nirgendwo",
    iban="DE13370400440000000117",
    director="M. Musterhaft",
)
"""A builder of stands in Germany."""

SOIREES = Company(
    name="Soirées Fictives SARL",
    tax_id="FR25900000019",
    address="3 rue Imaginaire, 75000 Paris",
    bank="Banque de Nulle Part",
    iban="FR1420041010050500013M02606",
    director="F. Fictive",
)
"""A caterer in France."""

SELLERS = (VETER, MASTERSKAYA, NEBYLITSYN)
PARTNERS = (INTEGRATOR, NEBYVALYE, VYMYSEL)
ABROAD = (FICTIVE_EVENTS, SAMPLE_PARTNER, MUSTERBAU, SOIREES)
