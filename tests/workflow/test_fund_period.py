"""A run over all partners on the real state machine: begun by the clock, by day and by night."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from cofund.items import Delete, Key, Put, Stored
from cofund.models.fund_reports import RunReport
from cofund.steps.funds import running as period_running
from cofund.steps.funds.reporting_period import period_report
from infra.local.faults import Fault, FaultPlan, Planned
from infra.local.in_process import Ended
from tests.workflow.real_claims import House, a_house

NEW_YEAR = datetime.fromisoformat("2027-01-01T00:30:00+03:00")
BROKEN = Key("claims", "PARTNER#broken", "PARTNER")
KEEP = {"what": "keep"}
RUN = "it-vendor-2027-01-01-keep"
QUARTER = 57_000_000
"""Kopecks of the three partners' funds of a quarter."""


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """Three partners in batches of two, and one whose record nobody can read, on New Year's."""
    with pytest.MonkeyPatch.context() as patch, a_house(patch) as put_up:
        patch.setattr(period_running, "BATCH", 2)
        put_up.begin()
        listed = {"gsi1pk": "PARTNERS", "gsi1sk": "broken", "partner": "{}"}
        put_up.office.items.write((Put(BROKEN, {**listed}),))
        sleep_until(put_up, NEW_YEAR)
        put_up.stack.fire("KeepFunds")
        put_up.drain()
        yield put_up


def sleep_until(house: House, moment: datetime) -> None:
    house.clock.pass_by((moment - house.clock.now()).total_seconds())


def newest(house: House) -> Ended:
    """Give how the newest run ended."""
    client = house.stack.client("stepfunctions")
    arn = house.stack.state_machines["FundPeriod"]
    runs = client.list_executions(stateMachineArn=arn)["executions"]
    return house.stack.end(max(runs, key=lambda run: run["startDate"])["executionArn"])


def report_of(house: House, run: str) -> RunReport:
    return period_report(run, office=house.office)


def books(house: House) -> tuple[Stored, ...]:
    return tuple(house.office.items.scan("ledger"))


def mails(house: House) -> list[str]:
    return [mail.subject for mail in house.stack.mail() if "maria@" in str(mail.to)]


def test_a_partner_who_makes_the_function_crash_stops_nobody_else(house: House) -> None:
    ended = newest(house)
    assert (ended.status, ended.error) == ("FAILED", "PartnersLeftOut")
    report = report_of(house, RUN)
    assert [(one.partner_id, one.failure) for one in report.failures] == [("broken", "Crashed")]
    assert (report.run.partners, report.run.batches, report.moved) == (4, 2, 3)
    (totals,) = report.totals
    assert (totals.closed, bool(totals.granted), bool(totals.expired)) == (3, True, True)
    assert len(mails(house)) == 1
    house.ensure_sound()


def test_the_same_days_run_does_only_what_is_missing_and_then_nothing(house: House) -> None:
    house.office.items.write((Delete(BROKEN),))
    before, found, told = books(house), report_of(house, RUN), mails(house)
    assert house.stack.run("FundPeriod", KEEP).status == "FAILED"  # there is no such partner
    report = report_of(house, RUN)
    assert [(one.partner_id, one.failure) for one in report.failures] == [("broken", "NotFound")]
    assert (report.totals, books(house), mails(house)) == (found.totals, before, told)


def test_partners_are_reminded_by_day_and_nobody_twice(house: House) -> None:
    """The quarter's money is a month from its end."""
    sleep_until(house, datetime.fromisoformat("2027-03-02T10:00:00+03:00"))
    reminded = []
    for _ in range(2):
        before = len(house.stack.mail())
        house.stack.fire("RemindPartners")
        house.drain()
        assert newest(house).status == "SUCCEEDED"
        reminded.append(len(house.stack.mail()) - before)
    assert reminded == [3, 0]
    assert report_of(house, "it-vendor-2027-03-02-remind").reminded == 3


@pytest.mark.parametrize(
    ("function", "fault"),
    [
        ("ListPartners", Fault.DUPLICATE),
        ("KeepBatch", Fault.AFTER),
        ("ReportPeriod", Fault.AFTER),
    ],
)
def test_a_step_that_fails_once_or_runs_twice_changes_nothing_of_a_run(
    house: House, function: str, fault: Fault
) -> None:
    """Each on the first night of another quarter: all funds end, and all begin."""
    before = mails(house)
    sleep_until(house, next_quarter(house.clock.now()))
    house.stack.faults = FaultPlan(Planned(function, 1, fault))
    assert house.stack.run("FundPeriod", KEEP).status == "SUCCEEDED"
    house.stack.faults = FaultPlan()
    report = period_report(None, office=house.office)
    (totals,) = report.totals
    assert (report.moved, totals.closed, report.failed) == (3, 3, 0)
    assert totals.granted.amount_minor == totals.expired.amount_minor == QUARTER
    assert len(mails(house)) == len(before) + 1
    house.ensure_sound()


def next_quarter(now: datetime) -> datetime:
    """Give half past midnight of the next quarter's first day, in Moscow."""
    day = now.astimezone(NEW_YEAR.tzinfo).replace(day=1, hour=0, minute=30, second=0)
    while day <= now or day.month not in (1, 4, 7, 10):
        day = (day + timedelta(days=32)).replace(day=1)
    return day
