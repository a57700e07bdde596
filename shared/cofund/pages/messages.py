"""Names and texts for what the models hold: findings, kinds, states, steps, failures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from babel.dates import get_month_names

from cofund.models.assessment import (
    CountValue,
    DateValue,
    Finding,
    KindsValue,
    MoneyValue,
    NamedValue,
    NamesValue,
    Param,
    ReasonValue,
    TextValue,
    WaterfallStep,
)
from cofund.models.claim import Locale
from cofund.models.consents import Said
from cofund.models.evidence import Evidence
from cofund.models.kinds import DocumentKind
from cofund.models.points import PointsPart
from cofund.money import Money, minor_digits
from cofund.pages import formats
from cofund.pages.catalogues import catalogue, counted, text
from cofund.pages.views.frame import Failure, FieldError

if TYPE_CHECKING:
    from cofund.pages.views.journal import JournalLine

PLACES = (
    (re.compile(r"(?P<sheet>.+)!(?P<cell>[A-Z]{1,3}\d{1,7})"), "place.sheet_cell"),
    (re.compile(r"(?P<cell>[A-Z]{1,3}\d{1,7})"), "place.cell"),
    (re.compile(r"paragraph (?P<paragraph>\d{1,7})"), "place.paragraph"),
)
"""The forms of ``Evidence.place`` and the texts that say the same to a person."""
SHARE = re.compile(r"(?P<percent>\d{1,3}(?:\.\d+)?) %")
AMOUNT = re.compile(r"(?P<amount>\d[\d ]{0,20}(?:\.\d{1,4})?) (?P<currency>[A-Z]{3})\b")
"""What stands in ``WaterfallStep.term``: "25 %, 300 000 RUB"."""


def name(group: str, key: str, locale: Locale) -> str:
    """Give the name of a word of ours: ``name("kind", "invoice", "en")`` is "Invoice"."""
    return text(f"{group}.{key}", locale)


def param_text(param: Param, locale: Locale) -> str:
    """Give a finding's parameter as the reader's language writes it."""
    match param:
        case TextValue():
            return formats.plain(param.value)
        case CountValue():
            return formats.count(param.value, locale)
        case MoneyValue():
            return formats.money(param.value, locale)
        case DateValue():
            return formats.day(param.value, locale)
        case NamesValue():
            return formats.plain(param.ru if locale == "ru" else param.en)
        case KindsValue() | ReasonValue() | NamedValue():
            return formats.listing(_words_of_ours(param, locale), locale)


def _words_of_ours(param: KindsValue | ReasonValue | NamedValue, locale: Locale) -> Iterator[str]:
    """Give the names of what our own words stand for in a finding."""
    match param:
        case KindsValue():
            yield from (_kind_inside(kind, locale) for kind in param.value)
        case ReasonValue():
            yield name("reason", param.value, locale)
        case NamedValue():
            yield from (name(param.group, one, locale) for one in param.value)


def points_text(points: int, locale: Locale) -> str:
    """Give a number of points, grouped: "40 000 points"."""
    return counted("points.count", points, locale)


def payment_text(amount: Money | None, points: PointsPart | None, locale: Locale) -> str:
    """Give what the fund pays, and what points pay beside it, or alone."""
    said = "" if amount is None else formats.money(amount, locale)
    if points is None:
        return said
    paid = {
        "points": points_text(points.points, locale),
        "worth": formats.money(points.value, locale),
    }
    if not amount:
        return text("payment.points", locale, **paid)
    return text("payment.both", locale, money=said, **paid)


def finding_text(finding: Finding, locale: Locale) -> str:
    """Give what a person reads about a finding.

    Source: catalogue "rules", id "{rule}.{message}".
    """
    wording = catalogue("rules", locale).gettext(f"{finding.rule}.{finding.message}")
    return wording.format(**_params(finding.params, locale))


def said_text(said: Said, locale: Locale) -> str:
    """Give a sentence about a matter."""
    return text(said.message, locale, **_params(said.params, locale))


def place_text(evidence: Evidence, locale: Locale) -> str:
    """Give where in its document a value stands: page, row and column, or paragraph."""
    for form, wording in PLACES:
        if found := form.fullmatch(evidence.place):
            return text(wording, locale, **found.groupdict())
    return evidence.place or text("place.page", locale, page=formats.count(evidence.page, locale))


def term_text(step: WaterfallStep, locale: Locale) -> str:
    """Give a step's term as the reader's language writes it; steps keep what programmes write."""
    if step.step == "invoiced" and step.term:
        return name("cost_base", step.term, locale)
    amounts = AMOUNT.sub(lambda found: _amount_inside(found, locale), formats.plain(step.term))
    return SHARE.sub(lambda found: formats.share(Decimal(found["percent"]), locale), amounts)


def need_text(kinds: tuple[DocumentKind, ...], locale: Locale) -> str:
    """Give the kinds of which one is enough: "Invoice or УПД"."""
    return formats.listing((name("kind", kind, locale) for kind in kinds), locale, style="or")


def problem_text(error: FieldError, locale: Locale) -> str:
    """Give what is wrong with a field, and what to type instead."""
    return text(f"problem.{error.problem}", locale, **_params(error.params, locale))


def failure_texts(failure: Failure, locale: Locale) -> tuple[str, str]:
    """Give a failure's title and the way on."""
    return text(f"failure.{failure}.title", locale), text(f"failure.{failure}.text", locale)


def period_name(period: str, locale: Locale) -> str:
    """Give a fund's period in words: "4th quarter of 2026"."""
    unit, year, number = formats.period_parts(period)
    if unit == "month":
        month = get_month_names("wide", context="stand-alone", locale=locale)[number]
        return text("period.month", locale, month=month, year=str(year))
    if unit == "quarter":
        return text(f"period.quarter.{number}", locale, year=str(year))
    return text("period.year", locale, year=str(year))


def cause_text(line: JournalLine, locale: Locale) -> str:
    """Give what a posting comes from, in words."""
    version = str(line.version or "")
    return text(f"journal.cause.{line.cause}", locale, subject=line.subject, version=version)


def days_left(today: date, last_day: date) -> int:
    """Give how many days remain, the last one included; zero once it is over."""
    return max(0, (last_day - today).days + 1)


def _kind_inside(kind: DocumentKind, locale: Locale) -> str:
    """Give a kind's name as it stands inside a sentence; abbreviations stay as they are."""
    return formats.inside(name("kind", kind, locale))


def _amount_inside(found: re.Match[str], locale: Locale) -> str:
    units = Decimal(found["amount"].replace(" ", ""))
    minor = int(units.scaleb(minor_digits(found["currency"])))
    return formats.money(Money(amount_minor=minor, currency=found["currency"]), locale)


def _params(params: dict[str, Param], locale: Locale) -> dict[str, str]:
    return {key: param_text(param, locale) for key, param in params.items()}
