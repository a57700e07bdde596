"""A programme's terms as a list, and what differs between two versions."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from cofund.models.money_terms import TurnoverBands
from cofund.models.programme import Programme
from cofund.pages.terms import TermWords
from cofund.programme import shipped_programmes
from cofund.terms_listed import changed_terms, list_terms

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
    assert sentences(new) == ["Share of the cost that is refunded: 40% instead of 50%."]
    assert sentences(new, "ru") == ["Возмещаемая доля затрат: 40\xa0% вместо 50\xa0%."]


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
    assert before.change(gone[-1]) == "“Business dinner” is a key direction: no longer, was no."


def test_a_band_is_told_by_where_it_begins() -> None:
    accrual = VENDOR.fund.accrual
    assert isinstance(accrual, TurnoverBands)
    first, *others = accrual.bands
    more = first.model_copy(update={"share": Decimal("2.5")})
    raised = accrual.model_copy(update={"bands": (more, *others)})
    new = changed(fund=VENDOR.fund.model_copy(update={"accrual": raised}))
    assert sentences(new) == ["Share of a turnover from 5 000 000 RUB: 2.5% instead of 2%."]


def test_a_change_has_the_newest_side_of_its_term() -> None:
    refund = VENDOR.refund.model_copy(update={"share": Decimal(40)})
    (change,) = changed_terms(VENDOR, changed(refund=refund))
    assert change.term.value == Decimal(40)
    assert replace(change, new=None).term.value == Decimal(50)
