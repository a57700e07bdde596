"""A programme's terms as a list, and what differs between two versions."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from cofund.models.money_terms import EqualParts, TurnoverBands, TurnoverShare
from cofund.models.programme import Programme
from cofund.models.terms import DaySpan, Term
from cofund.money import Money
from cofund.pages.terms import TermWords
from cofund.programme import shipped_programmes
from cofund.terms.listed import changed_terms, list_terms
from tests.builders.reads import roubles

(VENDOR,) = (one for one in shipped_programmes() if one.programme == "it-vendor")


def changed(**updates: object) -> Programme:
    """Give the shipped programme with other terms."""
    return VENDOR.model_copy(update=updates)


def sentences(new: Programme, locale: str = "en") -> list[str]:
    words = TermWords(new, "ru" if locale == "ru" else "en")
    return [words.change(change) for change in changed_terms(VENDOR, new)]


def test_every_term_of_every_shipped_programme_has_words_in_both_languages() -> None:
    for programme in shipped_programmes():
        for words in (TermWords(programme, "ru"), TermWords(programme, "en")):
            for term in list_terms(programme):
                assert words.label(term)
                assert words.value(term)


def test_no_two_terms_stand_in_the_same_place() -> None:
    keys = [term.key for term in list_terms(VENDOR)]
    assert len(keys) == len(set(keys))


def test_a_term_has_the_nearest_clause() -> None:
    sources = {term.path: term.source for term in list_terms(VENDOR)}
    assert sources["souvenirs.windows"] == "Deck: souvenir orders twice a year. Ours: the days"
    assert sources["souvenirs.limits.*.share"].startswith("Deck: souvenirs per year by level")
    assert sources["caps.per_activity"].startswith("Deck: limit 500 000 (label lost)")


def test_a_version_does_not_differ_from_itself() -> None:
    assert changed_terms(VENDOR, VENDOR) == ()


def test_other_words_for_a_clause_are_no_change() -> None:
    refund = VENDOR.refund.model_copy(update={"source": "Another page"})
    assert changed_terms(VENDOR, changed(refund=refund)) == ()


def test_a_changed_share_is_told_in_both_languages() -> None:
    new = changed(refund=VENDOR.refund.model_copy(update={"share": Decimal(40)}))
    assert sentences(new) == ["Share of the cost that is refunded: 40% (was: 50%)."]
    assert sentences(new, "ru") == ["Возмещаемая доля затрат: 40\xa0% (было: 50\xa0%)."]


def test_words_are_told_by_what_came_and_what_went() -> None:
    flights, *others = VENDOR.ineligible
    fewer = flights.model_copy(update={"words": ("billet*", *flights.words[1:])})
    (told,) = sentences(changed(ineligible=(fewer, *others)))
    assert told == f"Never refunded, “Flights”: words: added billet*; removed {flights.words[0]}."


def test_a_new_activity_and_one_that_is_gone_are_told_by_their_names() -> None:
    activities = dict(VENDOR.activities)
    dinner = activities.pop("business_dinner")
    webinar = dinner.names.model_copy(update={"en": "Webinar"})
    activities["webinar"] = dinner.model_copy(update={"names": webinar})
    told = sentences(changed(activities=activities))
    assert "Fewest participants of “Webinar”: new, 5." in told
    before = TermWords(VENDOR, "en")
    gone = [one for one in changed_terms(VENDOR, changed(activities=activities)) if one.new is None]
    assert before.change(gone[-1]) == "“Business dinner” is a key direction: no longer (was: no)."


def test_a_band_is_told_by_where_it_begins() -> None:
    accrual = VENDOR.fund.accrual
    assert isinstance(accrual, TurnoverBands)
    first, *others = accrual.bands
    more = first.model_copy(update={"share": Decimal("2.5")})
    raised = accrual.model_copy(update={"bands": (more, *others)})
    new = changed(fund=VENDOR.fund.model_copy(update={"accrual": raised}))
    assert sentences(new) == ["Share of a turnover from 5 000 000 RUB: 2.5% (was: 2%)."]


def test_a_change_has_the_newest_side_of_its_term() -> None:
    refund = VENDOR.refund.model_copy(update={"share": Decimal(40)})
    (change,) = changed_terms(VENDOR, changed(refund=refund))
    assert change.term.value == Decimal(40)
    assert replace(change, new=None).term.value == Decimal(50)


BONUS, SHARED = (
    next(one for one in shipped_programmes() if one.programme == name)
    for name in ("distributor-bonus", "shared-advertising")
)


def told(old: Programme, new: Programme, locale: str) -> list[str]:
    """Give what differs between any two programmes."""
    words = TermWords(new, "ru" if locale == "ru" else "en")
    return [words.change(change).replace("\xa0", " ") for change in changed_terms(old, new)]


def other_terms() -> Programme:
    """Give the bonus with something else of every new kind of term."""
    source = "Text: new"
    return BONUS.model_copy(
        update={
            "caps": BONUS.caps.model_copy(
                update={
                    "per_month": None,
                    "per_year": Term[Money](value=roubles(5_000_000), source=source),
                }
            ),
            "participation": BONUS.participation.model_copy(
                update={"levels": ("gold",), "pilot": ("integrator",)}
            ),
            "payout": BONUS.payout.model_copy(update={"forms": ("account_credit",)}),
            "refund": BONUS.refund.model_copy(update={"brand_share": EqualParts(by="equal_parts")}),
            "fund": BONUS.fund.model_copy(
                update={
                    "unused": "expires_with_period",
                    "accrual": TurnoverShare(by="turnover_share", each="quarter", share="1.5 %"),
                }
            ),
            "deadlines": BONUS.deadlines.model_copy(
                update={"report_days": DaySpan(value=21, unit="calendar", source=source)}
            ),
        }
    )


def test_every_kind_of_new_term_is_told_in_a_managers_words() -> None:
    assert told(BONUS, other_terms(), "en") == [
        "Levels that take part: removed Silver and Platinum.",
        "Pilot group: integrator (was: everybody).",
        "What a period does not use: expires with the period (was: expires on 31 December).",
        "Money comes from: one share of turnover for everybody"
        " (was: a share of turnover by level).",
        "Money is granted each: quarter (was: month).",
        "Share of a period’s turnover: new, 1.5%.",
        "Vendor’s part of the cost is: an equal part for each manufacturer shown"
        " (was: always the same).",
        "Most for a year’s activities: new, RUB 5,000,000.00.",
        "Approved money is paid: removed by bank transfer.",
        "From the activity to the claim, at most: 21 days (was: 20 working days).",
        "Share of a period’s turnover, Silver: no longer (was: 0.5%).",
        "Share of a period’s turnover, Gold: no longer (was: 2%).",
        "Share of a period’s turnover, Platinum: no longer (was: 5%).",
        "Vendor’s part of the cost: no longer (was: 100%).",
        "Most for a month’s activities: no longer (was: RUB 1,500,000.00).",
    ]


def test_the_same_is_told_in_russian() -> None:
    assert told(BONUS, other_terms(), "ru")[:10] == [
        "Уровни, которые участвуют: убрано: Серебряный и Платиновый.",
        "Пилотная группа: integrator (было: участвуют все).",
        "Неиспользованное за период: сгорает в конце периода (было: сгорает 31 декабря).",
        "Откуда деньги фонда: одна доля оборота для всех (было: доля оборота по уровню).",
        "Начисление за каждый: квартал (было: месяц).",
        "Доля оборота за период: новое, 1,5 %.",
        "Часть вендора в затратах: поровну на всех показанных производителей"
        " (было: всегда одинакова).",
        "Предел на мероприятия одного года: новое, 5 000 000,00 ₽.",
        "Как выплачивается одобренное: убрано: переводом на счёт.",
        "От мероприятия до запроса, не больше: 21 дн. (было: 20 раб. дн.).",
    ]


def test_segments_are_told_by_their_names() -> None:
    fewer = {"large": SHARED.participation.segments["large"]}
    new = SHARED.model_copy(
        update={"participation": SHARED.participation.model_copy(update={"segments": fewer})}
    )
    gone = [change for change in changed_terms(SHARED, new) if change.new is None]
    said = [TermWords(SHARED, "en").change(change) for change in gone]
    assert "Most people employed, “Regional partners”: no longer (was: 50)." in said


def test_goals_that_are_left_out_are_told_as_any_not_as_none() -> None:
    dinner = VENDOR.activities["business_dinner"]
    for_sales = dinner.model_copy(update={"goals": ("sales",)})
    new = changed(activities={**VENDOR.activities, "business_dinner": for_sales})
    assert dinner.goals == ()
    assert sentences(new, "ru") == ["Цели вида «Деловой ужин»: продажи (было: любые)."]
    assert sentences(new) == ["Goals of “Business dinner”: sales (was: any)."]


def test_documents_of_which_one_is_enough_are_told_apart_from_the_next() -> None:
    dinner = VENDOR.activities["business_dinner"]
    papers = (("event_report",), ("invoice", "upd"), ("payment_order", "receipt"))
    one = dinner.model_copy(update={"documents": papers})
    new = changed(activities={**VENDOR.activities, "business_dinner": one})
    terms = {term.key: term for term in list_terms(new)}
    said = TermWords(new, "ru").value(terms["activities.*.documents", ("business_dinner",)])
    assert said == "Отчёт о мероприятии; Счёт или УПД; Платёжное поручение или Кассовый чек"
