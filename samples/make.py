"""Writes the sample claims beside this file: ``python -m samples.make``.

The same cases give the same bytes; a test holds the committed files to that.
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

from samples.cases import CLEAN, SAMPLES, Sample
from samples.drawing import KINDS, papers
from samples.world import PARTNERS, SUBMITTED, SamplePartner

HERE = Path(__file__).parent
MOSCOW = ZoneInfo("Europe/Moscow")
PERIOD = "2026Q4"
SEED = "seed.yaml"
TURNOVER = "turnover.csv"
CATALOGUE = "catalogue.csv"
SOUVENIRS = (
    ("MUG-1", "Кружка с логотипом", "Mug with the logo", "450,00", 500),
    ("PEN-7", "Ручка с логотипом", "Pen with the logo", "85,00", 3000),
    ("BAG-3", "Сумка-шоппер", "Tote bag", "620,00", 200),
    ("THM-9", "Термокружка", "Thermo mug", "1 850,00", 40),
)
"""Code, names, price in roubles, pieces there; the last is dearer than the programme allows."""

Fields = dict[str, object]
LEVELS = {"silver": "Серебряный", "gold": "Золотой", "platinum": "Платиновый"}

PEOPLE: tuple[Fields, ...] = (
    {"login": "irina", "role": "partner", "name": "Ирина Интегралова", "partner_id": "integrator"},
    {
        "login": "nikolai",
        "role": "partner",
        "name": "Николай Небывалов",
        "partner_id": "nebyvalye-sistemy",
    },
    {"login": "yulia", "role": "partner", "name": "Юлия Южная", "partner_id": "yuzhny-vymysel"},
    {"login": "roman", "role": "reviewer", "name": "Роман Проверов"},
    {"login": "rita", "role": "reviewer", "name": "Rita Secondlook", "locale": "en"},
    {"login": "fyodor", "role": "finance", "name": "Фёдор Платежов"},
    {"login": "maria", "role": "manager", "name": "Мария Программина"},
    {"login": "oleg", "role": "operator", "name": "Oleg Operatov", "locale": "en"},
)
"""Everybody's mail is their login at the vendor's or the partner's invented domain."""


def all_files() -> dict[str, bytes]:
    """Give every file of the samples: its contents by path below this folder."""
    files = {SEED: _yaml(seed()), TURNOVER: turnover(), CATALOGUE: catalogue()}
    for sample in SAMPLES:
        drawn = papers(sample)
        files |= {f"{sample.folder}/{name}": content for name, content in drawn.items()}
        files[f"{sample.folder}/claim.yaml"] = _yaml(claim(sample, drawn))
    return files


def claim(sample: Sample, drawn: dict[str, bytes]) -> Fields:
    """Give what a sample's ``claim.yaml`` says."""
    written: Fields = {
        "about": sample.about,
        "partner": _partner(sample.partner),
        "application": _application(sample),
        "claim": _request(sample),
        "documents": [{"file": name, "kind": KINDS[name]} for name in drawn],
        "balances": {
            "available": _roubles(_not_reserved(sample.partner)),
            "reserved_for_activity": _roubles(sample.approved_amount),
            "fund_open": True,
            "souvenir_available": _roubles(sample.partner.souvenir_limit),
        },
    }
    return {**written, "history": _history(sample)} if sample.repeats else written


def seed() -> Fields:
    """Give what an installation needs for all samples to be claimed in it."""
    return {
        "partners": [_partner(partner) for partner in PARTNERS],
        "people": [_person(person) for person in PEOPLE],
        "accruals": [_accrual(partner) for partner in PARTNERS],
        "souvenir_limits": [_limit(partner) for partner in PARTNERS],
        "applications": [
            {"partner_id": sample.partner.partner_id, **_application(sample)} for sample in SAMPLES
        ],
    }


def turnover() -> bytes:
    """Give the partners with level and last year's turnover as 1C exports a list."""
    rows = ["Партнёры и оборот за 2025 год;;;", "ИНН;Контрагент;Уровень;Оборот, руб."]
    for partner in PARTNERS:
        company, roubles = partner.company, partner.turnover.removesuffix(" RUB")
        rows.append(f"{company.tax_id};{company.name};{LEVELS[partner.level]};{roubles},00")
    return "\r\n".join([*rows, "Итого;;;65 000 000,00", ""]).encode("cp1251")


def catalogue() -> bytes:
    """Give the vendor's souvenirs as 1C exports a list."""
    rows = ["Артикул;Наименование;Наименование (англ.);Цена, руб.;Остаток"]
    rows += [";".join(map(str, souvenir)) for souvenir in SOUVENIRS]
    return "\r\n".join([*rows, ""]).encode("cp1251")


def write(folder: Path) -> None:
    """Write every file below a folder."""
    for name, content in all_files().items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _request(sample: Sample) -> Fields:
    counted: Fields = {"participant_count": sample.guests}
    return {
        "claim_id": sample.claim_id,
        "claimed": _roubles(sample.claimed),
        **({} if sample.activity_type == "souvenirs" else counted),
        "submitted_at": _noon(SUBMITTED),
    }


def _partner(partner: SamplePartner) -> Fields:
    return {
        "partner_id": partner.partner_id,
        "name": partner.company.name,
        "inn": partner.company.tax_id,
        "kpp": partner.company.kpp,
        "level": partner.level,
        "turnover": partner.turnover,
        "deducts_vat": partner.deducts_vat,
        "erp_number": partner.erp_number,
        "programme": "it-vendor",
        "email_domains": [partner.mail_domain],
    }


def _person(person: Fields) -> Fields:
    domains = {partner.partner_id: partner.mail_domain for partner in PARTNERS}
    domain = domains.get(str(person.get("partner_id")), "vendor.example")
    return {**person, "mail": f"{person['login']}@{domain}"}


def _application(sample: Sample) -> Fields:
    return {
        "application_id": sample.application_id,
        "activity": {
            "activity_type": sample.activity_type,
            "name": sample.event,
            "first_day": sample.first_day,
            "last_day": sample.last_day,
            "place": "Москва",
            "goal": "new_customers",
            "planned_cost": _roubles(sample.approved_amount * 2),
        },
        "submitted_at": _noon(sample.applied),
        "approved_at": _noon(sample.approved),
        "approved_amount": _roubles(sample.approved_amount),
    }


def _accrual(partner: SamplePartner) -> Fields:
    return {
        "partner_id": partner.partner_id,
        "period": PERIOD,
        "amount": _roubles(partner.quarter_fund),
        "source": f"terms-{PERIOD}-1",
    }


def _limit(partner: SamplePartner) -> Fields:
    cap = _roubles(partner.souvenir_limit)
    return {"partner_id": partner.partner_id, "year": "2026", "cap": cap}


def _not_reserved(partner: SamplePartner) -> int:
    reserved = [sample.approved_amount for sample in SAMPLES if sample.partner is partner]
    return partner.quarter_fund - sum(reserved)


def _history(sample: Sample) -> Fields:
    """Give what the clean claim, filed before, has in common with the one that repeats it."""
    drawn, used = papers(CLEAN), {"claim_id": CLEAN.claim_id, "partner_id": "integrator"}
    repeated = {**papers(sample), **drawn}
    same = [name for name, content in papers(sample).items() if repeated[name] == content]
    return {
        "files": [{"sha256": hashlib.sha256(drawn[name]).hexdigest(), **used} for name in same],
        "invoices": [
            {
                "seller": CLEAN.sale.seller.tax_id,
                "number": CLEAN.sale.number,
                "issue_date": CLEAN.sale.issued,
                "gross": _roubles(CLEAN.sale.gross_minor // 100),
                **used,
            }
        ],
    }


def _roubles(amount: int) -> str:
    return f"{amount:,} RUB".replace(",", " ")


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=MOSCOW)


def _yaml(written: Fields) -> bytes:
    text = yaml.safe_dump(written, allow_unicode=True, sort_keys=False, width=100)
    return f"# Written by samples/make.py: change samples/cases.py instead.\n{text}".encode()


if __name__ == "__main__":
    write(HERE)
