"""Participation at its borders: who may take part, what for, and how they are paid."""

from __future__ import annotations

from typing import get_args

import pytest

from cofund.models.activity_terms import SegmentTerms
from cofund.models.assessment import NamedValue
from cofund.models.claim import Goal, Level, PayoutForm
from cofund.models.claim_file import ClaimFile
from cofund.models.money_terms import EqualParts
from cofund.models.programme import Programme
from cofund.models.terms import Names, Term
from cofund.money import Money
from tests.builders.claim_files import (
    a_claim_file,
    a_partner,
    a_request,
    an_activity,
    an_application,
    findings_of,
    judged,
    the_programme,
)
from tests.builders.reads import roubles

RULES = (
    "pilot_group",
    "partner_level",
    "partner_segment",
    "minimum_turnover",
    "payout_form",
    "activity_goal",
    "manufacturers",
)


def programme(**participation: object) -> Programme:
    """Give the shipped programme for other partners."""
    terms = the_programme().participation.model_copy(update=participation)
    return the_programme(participation=terms)


def a_segment(**bounds: object) -> SegmentTerms:
    """Give a segment."""
    return SegmentTerms(names=Names(ru="Сегмент", en="Segment"), source="Text: it", **bounds)  # type: ignore[arg-type]


@pytest.mark.parametrize("rule", RULES)
def test_a_programme_for_everybody_says_nothing_about_participation(rule: str) -> None:
    assert judged(a_claim_file(), rule) == []


@pytest.mark.parametrize(
    ("pilot", "expected"),
    [
        (("integrator", "other"), [("pass", "inside")]),
        (("other",), [("fail", "outside")]),
        ((), []),
    ],
)
def test_while_it_is_tried_out_a_programme_is_for_its_pilot_group(
    pilot: tuple[str, ...], expected: list[tuple[str, str]]
) -> None:
    assert judged(a_claim_file(programme=programme(pilot=pilot)), "pilot_group") == expected


@pytest.mark.parametrize("level", get_args(Level))
def test_a_level_that_does_not_stand_there_takes_no_part(level: Level) -> None:
    souvenirs = the_programme().souvenirs
    assert souvenirs is not None
    terms = programme(levels=("gold", "platinum")).model_copy(
        update={"souvenirs": souvenirs.model_copy(update={"limits": {}})}
    )
    file = a_claim_file(programme=terms, partner=a_partner(level=level))
    (finding,) = findings_of(file, "partner_level")
    if level != "silver":
        assert (finding.verdict, finding.message) == ("pass", "takes_part")
        return
    assert (finding.verdict, finding.effect, finding.message) == (
        "fail",
        "review",
        "takes_no_part",
    )
    assert finding.params["levels"] == NamedValue(group="level", value=("gold", "platinum"))
    assert finding.source == the_programme().participation.source


@pytest.mark.parametrize(
    ("turnover", "staff", "expected"),
    [
        ("4999999.99", 10, [("fail", "outside")]),
        ("4999999.99", None, [("fail", "turnover_outside")]),
        ("5000000", 50, [("pass", "fits")]),
        ("5000000", 51, [("fail", "outside")]),
        ("5000000", 0, [("pass", "fits")]),
        ("5000000", None, [("unclear", "staff_unknown")]),
        ("99999999.99", 50, [("pass", "fits")]),
        ("100000000", None, [("pass", "fits")]),
    ],
)
def test_a_partner_fits_a_segment_by_staff_and_turnover(
    turnover: str, staff: int | None, expected: list[tuple[str, str]]
) -> None:
    segments = {
        "regional": a_segment(
            staff_at_most=50, turnover_from=roubles(5_000_000), turnover_below=roubles(100_000_000)
        ),
        "large": a_segment(turnover_from=roubles(100_000_000)),
    }
    partner = a_partner(turnover=roubles(turnover), staff=staff)
    file = a_claim_file(programme=programme(segments=segments), partner=partner)
    assert judged(file, "partner_segment") == expected


@pytest.mark.parametrize(("staff", "verdict"), [(9, "fail"), (10, "pass"), (None, "unclear")])
def test_a_segment_may_go_by_staff_alone(staff: int | None, verdict: str) -> None:
    terms = programme(segments={"any": a_segment(staff_at_least=10)})
    file = a_claim_file(programme=terms, partner=a_partner(staff=staff))
    assert [found for found, _ in judged(file, "partner_segment")] == [verdict]


@pytest.mark.parametrize(
    ("least", "expected"),
    [
        (roubles(18_000_000), [("pass", "reached")]),
        (roubles("18000000.01"), [("fail", "below")]),
    ],
)
def test_the_minimum_turnover_itself_is_enough(
    least: Money, expected: list[tuple[str, str]]
) -> None:
    terms = programme(turnover_at_least=Term[Money](value=least, source="Text: sales"))
    file = a_claim_file(programme=terms)
    assert judged(file, "minimum_turnover") == expected
    assert findings_of(file, "minimum_turnover")[0].source == "Text: sales"


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (None, []),
        ("bank_transfer", [("pass", "allowed")]),
        ("cash", [("fail", "not_allowed")]),
        ("goods_credit", [("fail", "not_allowed")]),
    ],
)
def test_money_is_paid_only_in_a_form_that_the_programme_allows(
    form: PayoutForm | None, expected: list[tuple[str, str]]
) -> None:
    file = a_claim_file(request=a_request(payout_form=form))
    assert judged(file, "payout_form") == expected


def for_goals(goal: Goal | None, *goals: Goal) -> ClaimFile:
    """Give the claim for a dinner with a goal, where dinners may have some goals."""
    activities = the_programme().activities
    dinner = activities["business_dinner"].model_copy(update={"goals": goals})
    return a_claim_file(
        programme=the_programme(activities={**activities, "business_dinner": dinner}),
        application=an_application(activity=an_activity(goal=goal)),
    )


@pytest.mark.parametrize(
    ("goal", "expected"),
    [
        ("sales", [("pass", "allowed")]),
        ("promotion", [("fail", "not_allowed")]),
        (None, [("unclear", "not_stated")]),
    ],
)
def test_an_activity_serves_a_goal_that_its_type_may_have(
    goal: Goal | None, expected: list[tuple[str, str]]
) -> None:
    assert judged(for_goals(goal, "sales", "new_customers"), "activity_goal") == expected
    assert judged(for_goals(goal), "activity_goal") == []


@pytest.mark.parametrize(
    ("shown", "expected"),
    [(None, [("fail", "not_stated")]), (1, [("pass", "stated")]), (100, [("pass", "stated")])],
)
def test_the_number_of_manufacturers_is_needed_where_costs_are_parted_by_it(
    shown: int | None, expected: list[tuple[str, str]]
) -> None:
    parted = the_programme().refund.model_copy(update={"brand_share": EqualParts(by="equal_parts")})
    file = a_claim_file(
        programme=the_programme(refund=parted), request=a_request(manufacturers=shown)
    )
    assert judged(file, "manufacturers") == expected
