"""A new version of the programme begins: the old one's funds end by their own terms."""

from __future__ import annotations

from datetime import date

from cofund.books.ledger_audit import audit_ledger
from cofund.models.ledger import FundKey, PlaceHold, Release
from cofund.steps.funds.fund_lines import fund_lines
from cofund.steps.funds.keeping_partner import keep_partner
from tests.builders.claim_files import a_partner, the_programme
from tests.builders.reads import roubles
from tests.funds.offices import OfficeOf, at_night, funds_of

NEW_YEAR = date(2027, 1, 1)
QUARTERLY = the_programme()
MONTHLY = the_programme(
    version="2027.1",
    in_force_from=NEW_YEAR,
    fund=QUARTERLY.fund.model_copy(update={"period": "month"}),
)


def an_office() -> OfficeOf:
    """Give an office in December 2026: a fund of 135 000 this quarter, 45 000 a month to come."""
    office = OfficeOf(installed=(QUARTERLY, MONTHLY))
    office.directory.add_partner(a_partner())
    at_night(office, date(2026, 12, 1))
    keep_partner("integrator", office=office)
    return office


def test_a_quarters_fund_ends_where_the_new_years_version_has_months() -> None:
    office = an_office()
    at_night(office, NEW_YEAR)
    kept = keep_partner("integrator", office=office)
    assert [fund.period for fund in kept.closed] == ["2026Q4"]
    assert (kept.expired, kept.granted) == (roubles(135_000), roubles(45_000))
    stand = funds_of(office, "integrator", today=NEW_YEAR)
    assert {period: one.status for period, one in stand.items()} == {
        "2027M01": "OPEN",
        "2026Q4": "CLOSED",
    }
    assert audit_ledger(office.items).sound


def test_the_old_years_funds_stay_in_sight() -> None:
    office = an_office()
    at_night(office, NEW_YEAR)
    keep_partner("integrator", office=office)
    lines = fund_lines(MONTHLY, "integrator", today=NEW_YEAR, office=office)
    assert [line.balance.fund.period for line in lines] == ["2027M01", "2026Q4"]


def test_what_an_open_claim_of_the_old_year_holds_expires_when_it_is_let_go() -> None:
    office = an_office()
    fund = FundKey(programme="it-vendor", partner="integrator", period="2026Q4")
    about = {"fund": fund, "claim": "C1", "version": 1, "actor": "x", "reason": "test"}
    hold = {**about, "amount": roubles("30000.01"), "souvenir": roubles(0), "application": None}
    old = {"at": office.clock(), "programme_version": "2026.1"}
    office.ledger.post(PlaceHold.model_validate({**hold, **old}))
    at_night(office, NEW_YEAR)
    kept = keep_partner("integrator", office=office)
    assert kept.expired == roubles("104999.99")
    at_night(office, date(2028, 1, 5))
    keep_partner("integrator", office=office)
    released = {**about, "at": office.clock(), "programme_version": "2026.1"}
    office.ledger.post(Release.model_validate(released))
    balance = office.ledger.balance(fund)
    assert (balance.held, balance.available) == (roubles(0), roubles(0))
    assert balance.expired == roubles(135_000)
    assert audit_ledger(office.items).sound
