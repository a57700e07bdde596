"""Findings, periods and places in words."""

from __future__ import annotations

from datetime import date

import pytest

from cofund.models.assessment import (
    CountValue,
    DateValue,
    KindsValue,
    Param,
    ReasonValue,
    TextValue,
)
from cofund.models.claim import Locale
from cofund.models.evidence import Evidence
from cofund.pages import messages
from cofund.pages.views.frame import FieldError
from tests.builders import page_views as story
from tests.pages.test_formats import spaced


def test_a_finding_is_worded_with_its_parameters() -> None:
    late = story.findings()[2]
    russian, english = (spaced(messages.finding_text(late, locale)) for locale in ("ru", "en"))
    assert "20 ноября 2026" in russian
    assert "14 November 2026" in english


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_every_finding_of_the_story_has_its_words(locale: Locale) -> None:
    for finding in story.findings():
        assert "{" not in messages.finding_text(finding, locale)


@pytest.mark.parametrize(
    ("param", "printed"),
    [
        (TextValue(value="как\u202e есть"), "как\ufffd есть"),
        (CountValue(value=12_000), "12 000"),
        (DateValue(value=date(2026, 2, 28)), "28 февраля 2026"),
        (KindsValue(value=("act", "upd")), "акт и УПД"),
        (ReasonValue(value="encrypted"), "Файл защищён паролем. Загрузите его без пароля."),
    ],
)
def test_a_parameter_is_written_as_russian_does(param: Param, printed: str) -> None:
    assert spaced(messages.param_text(param, "ru")) == printed


@pytest.mark.parametrize(
    ("place", "printed"),
    [
        ("", "стр. 3"),
        ("Лист1!B12", "лист «Лист1», ячейка B12"),
        ("AA7", "ячейка AA7"),
        ("paragraph 4", "абзац 4"),
        ("у окна", "у окна"),
    ],
)
def test_a_place_is_said_in_the_readers_language(place: str, printed: str) -> None:
    evidence = Evidence(document_id="d1", page=3, text="", place=place)
    assert messages.place_text(evidence, "ru") == printed


@pytest.mark.parametrize(
    ("term", "russian", "english"),
    [
        ("", "", ""),
        ("50 %", "50 %", "50%"),
        ("12.5 %", "12,5 %", "12.5%"),
        ("500 000 RUB", "500 000,00 ₽", "RUB 500,000.00"),
        ("1 500.50 RUB", "1 500,50 ₽", "RUB 1,500.50"),
        ("25 %, 300 000 RUB", "25 %, 300 000,00 ₽", "25%, RUB 300,000.00"),
        ("5 JPY", "5 ¥", "¥5"),
        ("as agreed\u202e", "as agreed\ufffd", "as agreed\ufffd"),
    ],
)
def test_a_steps_term_is_written_as_the_reader_does(term: str, russian: str, english: str) -> None:
    step = story.waterfall().steps[-1].model_copy(update={"term": term})
    assert spaced(messages.term_text(step, "ru")) == russian
    assert spaced(messages.term_text(step, "en")) == english


@pytest.mark.parametrize(("base", "printed"), [("net", "без НДС"), ("gross", "с НДС"), ("", "")])
def test_the_cost_says_whether_vat_is_in_it(base: str, printed: str) -> None:
    invoiced = story.waterfall().steps[0].model_copy(update={"term": base})
    assert messages.term_text(invoiced, "ru") == printed


def test_kinds_of_which_one_is_enough_are_offered_as_such() -> None:
    assert messages.need_text(("invoice", "upd"), "ru") == "Счёт или УПД"


@pytest.mark.parametrize(
    ("period", "russian", "english"),
    [
        ("2026Q4", "4-й квартал 2026 года", "4th quarter of 2026"),
        ("2026M11", "ноябрь 2026 года", "November 2026"),
        ("2026", "2026 год", "2026"),
    ],
)
def test_a_period_has_a_name(period: str, russian: str, english: str) -> None:
    assert spaced(messages.period_name(period, "ru")) == russian
    assert messages.period_name(period, "en") == english


def test_a_quarters_number_stays_in_one_piece() -> None:
    assert "4\N{NON-BREAKING HYPHEN}й" in messages.period_name("2026Q4", "ru")


@pytest.mark.parametrize(
    ("today", "left"),
    [
        (date(2026, 12, 1), 31),
        (date(2026, 12, 31), 1),
        (date(2027, 1, 1), 0),
        (date(2027, 3, 1), 0),
    ],
)
def test_the_last_day_still_counts(today: date, left: int) -> None:
    assert messages.days_left(today, date(2026, 12, 31)) == left


def test_a_field_says_what_to_type_instead() -> None:
    wrong = FieldError(field="claimed", problem="not_an_amount")
    assert "12500,50" in messages.problem_text(wrong, "ru")
