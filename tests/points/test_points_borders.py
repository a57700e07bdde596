"""Points at the borders of months, quarters and years, and of companies that people leave."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from cofund.books.ledger_audit import audit_ledger
from cofund.errors import AccountClosed, LimitReached
from cofund.models.movements import FundKey
from cofund.models.points import AccountKey
from cofund.steps.points.closing import close_partner_points
from cofund.steps.points.consent import follows
from cofund.steps.points.credit import credit_points
from cofund.steps.points.publications import order_publication
from cofund.steps.points.spending import Ordering, convert
from tests.builders.awards import (
    ANNAS,
    COMPANY,
    VERA,
    a_filing,
    agreed,
    available,
    credited_award,
    filed,
    looked_at,
)
from tests.builders.claim_files import FUND, the_programme
from tests.builders.claims import ANNA, EVERYBODY, an_office
from tests.builders.reads import roubles
from tests.fakes.office import FakeOffice
from tests.security.browser import Browser

NEXT_YEAR = COMPANY.model_copy(update={"year": "2027"})


@pytest.fixture
def office() -> FakeOffice:
    return an_office(people=(*EVERYBODY, VERA))


def at(office: FakeOffice, moment: str) -> None:
    """Let it be a moment of Moscow."""
    office.clock.set(datetime.fromisoformat(f"{moment}+03:00"))


def converted(office: FakeOffice, form_id: str = "form") -> None:
    """Turn ten thousand points of the company into money."""
    ordering = Ordering("company", form_id)
    convert(10_000, ordering, ANNA, programme=the_programme(), office=office)


def a_fund(office: FakeOffice, period: str) -> FundKey:
    """Open an empty fund of the company."""
    fund = FundKey(programme="it-vendor", partner="integrator", period=period)
    office.ledger.open_fund(fund, "RUB")
    return fund


def published(office: FakeOffice, form_id: str = "form") -> str:
    """Pay for a publication with the company's points; give its order."""
    return order_publication(
        "blog_post", Ordering("company", form_id), ANNA, programme=the_programme(), office=office
    ).order_id


def test_an_award_counts_in_the_month_in_which_it_was_filed_by_the_programmes_clock(
    office: FakeOffice,
) -> None:
    def story(number: int) -> object:
        link = f"https://press.example/{number}"
        return a_filing(link, earned_by="success_story", form_id=f"form-{number}")

    at(office, "2026-09-30T23:59:59")
    matter = filed(office, story(1)).matter  # type: ignore[arg-type]
    with pytest.raises(LimitReached):
        filed(office, story(2))  # type: ignore[arg-type]
    at(office, "2026-10-01T00:00:00")
    looked_at(office, matter)
    agreed(office, matter, points=30_000)
    credit_points(matter, office=office)
    filed(office, story(2))  # type: ignore[arg-type]
    with pytest.raises(LimitReached):
        filed(office, story(3))  # type: ignore[arg-type]
    assert available(office) == 30_000


def test_a_form_sent_again_over_midnight_files_spends_and_converts_once(office: FakeOffice) -> None:
    credited_award(office)
    a_fund(office, "2026Q4")
    for moment in ("2026-09-30T23:59:59", "2026-10-01T00:00:01"):
        at(office, moment)
        award = filed(office, a_filing("https://habr.com/2", form_id="form-2"))
        converted(office)
    assert (award.matter.version, available(office)) == (1, 30_000)
    assert len(office.matters.of_partner("award", "integrator")) == 2
    for moment in ("2026-12-31T23:59:59", "2027-01-01T00:00:01"):
        at(office, moment)
        order = published(office)
    assert (order, available(office)) == (published(office), 10_000)
    assert audit_ledger(office.items).violations == ()


def test_what_is_converted_in_a_quarters_last_second_is_of_that_quarter(office: FakeOffice) -> None:
    credited_award(office)
    before = office.ledger.balance(FUND).available
    at(office, "2026-09-30T23:59:59")
    converted(office)
    assert office.ledger.balance(FUND).available - before == roubles(10_000)
    following = a_fund(office, "2026Q4")
    at(office, "2026-10-01T00:00:00")
    converted(office, "another form")
    assert office.ledger.balance(following).available == roubles(10_000)


def test_points_for_which_there_is_no_fund_stay_points_and_the_form_says_why(
    office: FakeOffice,
) -> None:
    credited_award(office)
    at(office, "2026-10-01T12:00:00")
    anna = Browser(office, "anna")
    answer = anna.post("/points/conversion", {"points": "10000", "form_id": "form"})
    assert (answer.status, available(office)) == (400, 40_000)
    assert "обменивать баллы не на что" in answer.body


def test_an_award_agreed_to_after_new_year_can_be_spent_in_the_new_year(office: FakeOffice) -> None:
    at(office, "2026-12-31T23:59:59")
    matter = filed(office).matter
    looked_at(office, matter)
    at(office, "2027-01-01T00:00:00")
    close_partner_points("integrator", office=office)
    consent = agreed(office, matter)
    credit_points(matter, office=office)
    assert (available(office), available(office, NEXT_YEAR)) == (0, 40_000)
    (said,) = follows(matter, consent, office)
    assert said.params["day"].value == date(2027, 12, 31)  # type: ignore[union-attr]


def test_whoever_spends_while_the_year_closes_is_refused_by_name(office: FakeOffice) -> None:
    credited_award(office)
    a_fund(office, "2026Q4")
    at(office, "2027-01-01T00:00:00")
    close_partner_points("integrator", office=office)
    at(office, "2026-12-31T23:59:59")
    with pytest.raises(AccountClosed):
        published(office)
    with pytest.raises(AccountClosed):
        converted(office)
    assert audit_ledger(office.items).violations == ()


def test_somebodys_points_go_with_them_to_another_company_and_are_seen_by_nobody_else(
    office: FakeOffice,
) -> None:
    credited_award(office, a_filing(account="person"))
    vera = Browser(office, "vera")
    assert "40 000 баллов" not in vera.get("/points").body
    office.directory.add_person(ANNA.model_copy(update={"partner_id": "nebyvalye"}))
    anna = Browser(office, "anna")
    assert "40\N{NO-BREAK SPACE}000" in anna.get("/points").body
    assert "40\N{NO-BREAK SPACE}000" not in Browser(office, "boris").get("/points").body
    at(office, "2027-01-01T12:00:00")
    close_partner_points("integrator", office=office)
    assert available(office, ANNAS) == 40_000
    close_partner_points("nebyvalye", office=office)
    assert _status(office, ANNAS) == "CLOSED"


def _status(office: FakeOffice, account: AccountKey) -> str:
    return office.points.balance(account).status
