"""Eligibility: what is never refunded leaves the waterfall, what may be goes to a person."""

from __future__ import annotations

import pytest

from cofund.models.assessment import MoneyValue, TextValue
from cofund.models.claim_file import ClaimFile
from cofund.models.extraction import Extraction, ProgrammeEntry
from tests.builders.claim_files import (
    a_claim_file,
    a_partner,
    an_activity,
    an_application,
    findings_of,
    judged,
    the_finding,
    the_programme,
    with_paper,
)
from tests.builders.reads import (
    DINNER_LINES,
    a_line,
    a_participant,
    a_participant_list,
    a_report,
    an_event_programme,
    an_invoice,
    read,
    roubles,
    unsure,
)


def with_line(description: str, *, price: int | str = 30_500, **changes: object) -> ClaimFile:
    """Give the dinner's claim with one more line on its invoice."""
    extra = a_line(description, price=price, position=3)
    return a_claim_file(with_paper(an_invoice(lines=(*DINNER_LINES, extra))), **changes)  # type: ignore[arg-type]


def souvenirs(*lines: object, **changes: object) -> ClaimFile:
    """Give a claim for souvenirs with these lines."""
    application = an_application(activity=an_activity(activity_type="souvenirs"))
    papers = with_paper(an_invoice(lines=lines, **changes))
    return a_claim_file(papers, application=application)


@pytest.mark.parametrize(
    ("description", "word"),
    [
        ("Авиабилеты для докладчиков", "авиабилеты"),
        ("Авиаперелёт Москва — Казань", "авиаперелет"),
        ("Перелет спикера", "перелет"),
        ("Билеты на самолёт", "билеты на самолет"),
        ("Flights for speakers", "flights"),
        ("Проживание гостей", "проживание"),
        ("Гостиничные услуги", "гостиничные услуги"),
        ("Размещение участников в гостинице", "размещение участников"),
        ("Hotel rooms, 2 nights", "hotel rooms"),
        ("Оформление визы", "оформление визы"),
        ("Визовый сбор", "визовый"),
        ("Visa fee", "visa fee"),
        ("Обучение менеджеров", "обучение"),
        ("Бизнес-тренинг", "тренинг"),
        ("Staff training", "training"),
    ],
)
def test_costs_that_are_never_refunded_are_taken_off(description: str, word: str) -> None:
    finding = the_finding(with_line(description), "ineligible_lines")
    assert (finding.verdict, finding.effect) == ("fail", "deduct")
    assert finding.deducted == roubles(30_500)
    assert finding.params["words"] == TextValue(value=word)
    assert [evidence.text for evidence in finding.evidence] == [description]


@pytest.mark.parametrize(
    "description",
    [
        "Аренда зала в гостинице «Небывалая»",
        "Размещение рекламы",
        "Визаж ведущей",
        "Визитки участников",
        "Flight case для оборудования",
        "Бармен и обслуживание",
        "Кофе-брейк",
        "Ревизия сцены",
    ],
)
def test_words_that_only_look_alike_take_nothing_off(description: str) -> None:
    assert judged(with_line(description), "ineligible_lines") == [("pass", "none")]


@pytest.mark.parametrize(
    "description", ["Услуги отеля", "Семинар для заказчиков", "Авиационная тематика", "Hotel"]
)
def test_words_that_may_mean_it_go_to_a_person(description: str) -> None:
    finding = the_finding(with_line(description), "ineligible_lines")
    assert (finding.verdict, finding.effect, finding.deducted) == ("unclear", "review", None)


def test_lines_of_one_category_are_one_finding() -> None:
    lines = (a_line("Авиабилеты", price=100), a_line("Перелёт спикера", price=50))
    finding = the_finding(a_claim_file(with_paper(an_invoice(lines=lines))), "ineligible_lines")
    assert finding.deducted == roubles(150)
    assert len(finding.evidence) == 2


def test_each_category_names_its_own_clause() -> None:
    lines = (a_line("Авиабилеты", price=100), a_line("Проживание", price=50))
    findings = findings_of(a_claim_file(with_paper(an_invoice(lines=lines))), "ineligible_lines")
    assert [finding.source for finding in findings] == [
        "Deck: not refunded: flights",
        "Deck: not refunded: accommodation",
    ]


def test_a_partner_that_deducts_vat_loses_the_net_cost_of_a_line() -> None:
    file = with_line("Авиабилеты", price=12_200, partner=a_partner(deducts_vat=True))
    assert the_finding(file, "ineligible_lines").deducted == roubles(10_000)


def test_vat_on_top_belongs_to_a_lines_gross_cost() -> None:
    lines = (a_line("Аренда зала", price=90_000), a_line("Авиабилеты", price=10_000))
    invoice = an_invoice(
        lines=lines,
        net=read(roubles(100_000)),
        tax=read(roubles(22_000)),
        gross=read(roubles(122_000)),
        vat_included=read(value=False),
    )
    file = a_claim_file(with_paper(invoice))
    assert the_finding(file, "ineligible_lines").deducted == roubles(12_200)


def test_an_uncertain_amount_is_taken_off_by_a_person() -> None:
    doubtful = a_line("Авиабилеты", price=100).model_copy(update={"amount": unsure(roubles(100))})
    file = a_claim_file(with_paper(an_invoice(lines=(*DINNER_LINES, doubtful))))
    assert judged(file, "ineligible_lines") == [("unclear", "amount_uncertain")]


def test_where_the_programme_only_reviews_a_line_nothing_is_taken_off() -> None:
    terms = the_programme()
    by_rule = {**terms.effects.by_rule, "ineligible_lines": "review"}
    lenient = the_programme(effects=terms.effects.model_copy(update={"by_rule": by_rule}))
    finding = the_finding(with_line("Авиабилеты", programme=lenient), "ineligible_lines")
    assert (finding.verdict, finding.effect, finding.deducted) == ("fail", "review", None)


@pytest.mark.parametrize(
    ("price", "expected"),
    [
        ("1499.99", ("pass", "allowed")),
        ("1500", ("pass", "allowed")),
        ("1500.01", ("fail", "too_dear")),
    ],
)
def test_souvenirs_cost_at_most_1500_a_piece(price: str, expected: tuple[str, str]) -> None:
    file = souvenirs(a_line("Термокружка с логотипом", quantity=10, price=price))
    assert judged(file, "souvenir_price") == [expected]


def test_a_line_of_dear_souvenirs_is_taken_off_whole() -> None:
    cheap = a_line("Блокнот", quantity=100, price=350)
    dear = a_line("Термокружка", quantity=20, price=1_850, position=2)
    finding = the_finding(souvenirs(cheap, dear), "souvenir_price")
    assert finding.deducted == roubles(37_000)
    assert finding.params["price"] == MoneyValue(value=roubles(1_850))


def test_vat_on_top_counts_towards_the_price_of_a_piece() -> None:
    file = souvenirs(
        a_line("Термокружка", quantity=10, price=1_300),
        net=read(roubles(13_000)),
        tax=read(roubles(2_860)),
        gross=read(roubles(15_860)),
        vat_included=read(value=False),
    )
    finding = the_finding(file, "souvenir_price")
    assert finding.params["price"] == MoneyValue(value=roubles(1_586))


def test_a_price_that_is_too_dear_only_with_vat_goes_to_a_person_if_vat_is_not_known() -> None:
    line = a_line("Термокружка", quantity=10, price=1_300)
    file = souvenirs(line, vat_included=None, tax=None, net=None)
    assert judged(file, "souvenir_price") == [("unclear", "perhaps")]


def test_a_dear_line_without_a_word_for_goods_may_be_a_service() -> None:
    file = souvenirs(a_line("Блокнот", quantity=10, price=350), a_line("Разработка эскиза"))
    assert judged(file, "souvenir_price") == [("unclear", "perhaps")]


def test_a_price_that_is_not_printed_follows_from_amount_and_quantity() -> None:
    line = a_line("Кружка", quantity=2, price=2_000).model_copy(update={"unit_price": None})
    assert judged(souvenirs(line), "souvenir_price") == [("fail", "too_dear")]


def test_dear_souvenirs_on_the_invoice_of_a_dinner_are_taken_off_too() -> None:
    file = with_line("Подарочные наборы", price=2_000)
    assert the_finding(file, "souvenir_price").deducted == roubles(2_000)


def test_a_dinner_without_souvenirs_needs_no_price_of_a_piece() -> None:
    assert judged(a_claim_file(), "souvenir_price") == []


def test_a_line_is_taken_off_by_one_rule_only() -> None:
    file = with_line("Подарочный набор: авиабилеты", price=2_000)
    assert judged(file, "souvenir_price") == []
    assert judged(file, "ineligible_lines") == [("fail", "never_refunded")]


COMPETITOR = "небывалософт"


@pytest.mark.parametrize(
    "paper",
    [
        a_report(goals=read("Рассказать о решениях вместе с Небывалософтом")),
        an_event_programme(entries=(ProgrammeEntry(title=read("Доклад компании «Небывалософт»")),)),
        a_participant_list(5).model_copy(
            update={"participants": (a_participant(1, company=read("ООО «Небывалософт»")),)}
        ),
        an_invoice(lines=(a_line("Стенд: логотип Небывалософт"),)),
    ],
    ids=lambda paper: paper.kind,
)
def test_an_event_shared_with_a_competitor_goes_to_a_person(paper: Extraction) -> None:
    finding = the_finding(a_claim_file(with_paper(paper)), "competitors")
    assert (finding.effect, finding.document_id) == ("review", paper.document_id)
    words = finding.params["words"]
    assert isinstance(words, TextValue)
    assert words.value.startswith(COMPETITOR)
    assert finding.evidence


def test_papers_without_competitors_pass() -> None:
    assert judged(a_claim_file(), "competitors") == [("pass", "none")]
