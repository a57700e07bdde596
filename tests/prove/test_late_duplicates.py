"""Work that is done once more, long after the claim was decided."""

from __future__ import annotations

from datetime import UTC, date, datetime

from cofund.steps.funds.keeping_funds import keep_funds
from cofund.steps.holding import hold_fund
from cofund.steps.money import release_hold
from tests.fakes.clock import FakeClock
from tests.fakes.office import FakeOffice
from tests.prove.papers import Judged, a_claim, an_application, fund_key
from tests.prove.stage import MANAGER, Stage
from tests.prove.terms import Facts


def test_a_hold_that_found_no_money_holds_none_after_the_decision() -> None:
    office = FakeOffice(clock=FakeClock(datetime(2026, 1, 12, tzinfo=UTC)))
    office.directory.add_person(MANAGER)
    stage, facts = Stage(office), Facts("it-vendor", "gold", 1_000_000_00)
    stage.know("p1", 1, facts)
    keep_funds("p1", office=office)
    fund = fund_key("it-vendor", ("p1", "2026Q1"))
    now = office.clock()
    application = an_application(
        "a1", fund, amount=100, day=date(2026, 1, 9), activity="business_dinner", at=now
    )
    office.directory.add_application(application)
    stage.file(a_claim("c1", application, claimed=100, at=now), Judged(100, 0, ()))
    assert hold_fund("c1", 1, office=office) is None
    stage.decide("c1", 1, "rejected", None, 0)
    release_hold("c1", 1, office=office)
    facts.turnover = 20_000_000_00
    stage.know("p1", 1, facts)
    assert keep_funds("p1", office=office).granted.amount_minor > 0
    assert hold_fund("c1", 1, office=office) is None
    assert office.ledger.balance(fund).held.amount_minor == 0
