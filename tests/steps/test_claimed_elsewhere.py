"""What a partner's other claims have taken of the caps that a claim falls under."""

from __future__ import annotations

from datetime import date

import pytest

from cofund.models.assessment import BalanceFacts
from cofund.models.claim import Application
from cofund.models.ledger import Reverse
from cofund.models.money_terms import CapTerms
from cofund.models.programme import Programme
from cofund.models.terms import Term
from cofund.money import Money
from cofund.steps.claimed_elsewhere import with_claimed_elsewhere
from tests.builders.answers import answer
from tests.builders.claim_files import FUND, an_activity, an_application, moment, the_programme
from tests.builders.claims import ANNA, a_draft, an_office, reserve
from tests.builders.reads import roubles
from tests.builders.walks import Walk, a_walk
from tests.fakes.office import FakeOffice


def the_terms() -> Programme:
    """Give the shipped programme with caps per month and year."""
    cap = Term[Money](value=roubles(1_000_000), source="Text: caps")
    return the_programme(caps=CapTerms(per_month=cap, per_year=cap))


def another(day: date, name: str = "other") -> Application:
    """Give the consent to another activity that ends on a day."""
    activity = an_activity(first_day=day, last_day=day)
    return an_application(application_id=name, activity=activity, approved_amount=roubles(10_000))


def seen(office: FakeOffice, application: Application, terms: Programme) -> BalanceFacts:
    """Give what a new claim for an application sees of the others."""
    plain = BalanceFacts(
        fund=FUND, available=roubles(0), reserved_for_activity=roubles(0), fund_open=True
    )
    draft = a_draft(office, application_id=application.application_id).claim
    return with_claimed_elsewhere(plain, draft, application, terms, office=office)


def taken(facts: BalanceFacts) -> list[int | None]:
    """Give what others took of activity, month and year, in roubles."""
    amounts = (facts.paid_for_activity, facts.claimed_in_month, facts.claimed_in_year)
    return [None if one is None else one.amount_minor // 100 for one in amounts]


@pytest.fixture
def office() -> FakeOffice:
    """Give an office where one claim of 122 000 for the dinner of 15 September is in review."""
    return an_office()


@pytest.fixture
def walk(office: FakeOffice) -> Walk:
    """Give that claim."""
    return a_walk(office).to_review()


def test_what_another_claim_holds_counts_for_its_activity_month_and_year(
    office: FakeOffice, walk: Walk
) -> None:
    assert walk.claim.state == "in_review"
    assert taken(seen(office, an_application(), the_terms())) == [122_000] * 3


@pytest.mark.usefixtures("walk")
@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 9, 1), [None, 122_000, 122_000]),
        (date(2026, 9, 30), [None, 122_000, 122_000]),
        (date(2026, 8, 31), [None, 0, 122_000]),
        (date(2026, 10, 1), [None, 0, 122_000]),
        (date(2027, 9, 15), [None, 0, 0]),
    ],
)
def test_a_month_or_a_year_is_that_of_the_activitys_last_day(
    office: FakeOffice, day: date, expected: list[int | None]
) -> None:
    application = another(day)
    reserve(application, office)
    assert taken(seen(office, application, the_terms())) == expected


def test_what_was_paid_counts_and_what_was_clawed_back_does_not(
    office: FakeOffice, walk: Walk
) -> None:
    answer(office, "approve")
    walk.end()
    assert taken(seen(office, an_application(), the_terms())) == [122_000] * 3
    hold = office.ledger.hold(walk.claim_id, 1)
    assert hold is not None
    office.ledger.post(
        Reverse(
            fund=FUND,
            actor="finance",
            reason="refund",
            at=moment(date(2026, 10, 1)),
            programme_version="2026.1",
            claim=walk.claim_id,
            version=1,
            amount=roubles(22_000),
            souvenir=roubles(0),
            invoices=(),
            payload="{}",
            number=1,
        )
    )
    assert taken(seen(office, an_application(), the_terms())) == [100_000] * 3


def test_what_was_let_go_and_the_claim_itself_do_not_count(office: FakeOffice, walk: Walk) -> None:
    itself = with_claimed_elsewhere(
        BalanceFacts(
            fund=FUND, available=roubles(0), reserved_for_activity=roubles(0), fund_open=True
        ),
        walk.claim,
        an_application(),
        the_terms(),
        office=office,
    )
    assert taken(itself) == [None, 0, 0]
    answer(office, "reject")
    walk.end()
    assert taken(seen(office, an_application(), the_terms())) == [None, 0, 0]


def test_without_caps_only_the_same_activity_is_looked_at(office: FakeOffice, walk: Walk) -> None:
    assert taken(seen(office, an_application(), the_programme())) == [122_000, None, None]
    assert ANNA.partner_id == walk.claim.partner_id
