"""A run over all partners: each by itself, once, and managers read of what they should know."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cofund.books.ledger_audit import audit_ledger
from cofund.cli import funds
from cofund.errors import NotFound, TooMany, TryAgain
from cofund.models.budgets import BudgetKey
from cofund.models.claim import Person
from cofund.models.fund_reports import RunKind, RunReport
from cofund.models.ledger import FundKey, Reserve
from cofund.models.points import AccountKey
from cofund.pages.views.mails import Rendered
from cofund.steps.funds import keeping_partner, reporting_period
from cofund.steps.funds import running as period_running
from cofund.steps.funds.budgeting import set_budget
from cofund.steps.funds.keeping_batch import keep_batch
from cofund.steps.funds.mails import fact_of, tell_managers
from cofund.steps.funds.reporting_period import period_report, report_period
from cofund.steps.funds.running import list_partners, manifest_of, part_of_one
from tests.builders.claim_files import a_partner
from tests.builders.points import an_earning
from tests.builders.reads import roubles
from tests.cli.commands import cofund
from tests.fakes.clock import FakeClock
from tests.fakes.mailer import MemoryMailer
from tests.fakes.office import FakeOffice
from tests.steps.test_at_one_moment import all_at_once

NEW_YEAR = datetime(2025, 12, 31, 21, 30, tzinfo=UTC)
PARTNERS = {"alpha": "7700000016", "beta": "0200000015", "gamma": "5000000010"}
MANAGERS = ("maria", "mikhail")
QUARTER = 135_000


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> FakeOffice:
    """An office at half past midnight on New Year's: three partners, in batches of two."""
    monkeypatch.setattr(period_running, "BATCH", 2)
    made = FakeOffice(clock=FakeClock(NEW_YEAR))
    for partner, inn in PARTNERS.items():
        made.directory.add_partner(a_partner(partner_id=partner, inn=inn, name=partner.title()))
    for login in MANAGERS:
        mail = f"{login}@vendor.example"
        made.directory.add_person(Person(login=login, role="manager", name=login, mail=mail))
    return made


def run(office: FakeOffice, what: RunKind = "keep") -> RunReport:
    """Go through a run as the state machine does where nothing fails."""
    listed = list_partners(what, office=office)
    for batch in manifest_of(listed.run_id, office=office):
        keep_batch(listed.run_id, batch, office=office)
    report = report_period(listed.run_id, office=office)
    assert audit_ledger(office.items).sound
    return report


def mails(office: FakeOffice) -> list[str]:
    """Give the subjects of mails, and forget them."""
    subjects = [mail.subject for mail in office.mailer.sent]
    office.mailer = MemoryMailer()
    return subjects


def next_day(office: FakeOffice, days: int = 1) -> None:
    office.clock.move(timedelta(days=days))


def with_turnover(office: FakeOffice, partner: str, millions: int) -> None:
    known = office.directory.partner(partner)
    turnover = roubles(millions * 1_000_000)
    office.directory.add_partner(known.model_copy(update={"turnover": turnover}))


def spend(office: FakeOffice, partner: str, amount: int) -> None:
    office.ledger.post(
        Reserve(
            fund=FundKey(programme="it-vendor", partner=partner, period="2026Q1"),
            actor="x",
            reason="test",
            at=office.clock(),
            programme_version="2026.1",
            application="A1",
            amount=roubles(amount),
        )
    )


def test_a_years_first_night_grants_to_all_and_every_manager_reads_of_it_once(
    office: FakeOffice,
) -> None:
    report = run(office)
    assert (report.run.run_id, report.moved) == ("it-vendor-2026-01-01-keep", 3)
    assert report.totals[0].granted == roubles(3 * QUARTER)
    assert {mail.to for mail in office.mailer.sent} == {f"{m}@vendor.example" for m in MANAGERS}
    assert "405" in office.mailer.sent[0].text
    mails(office)
    again = run(office)
    assert again.totals == report.totals
    assert mails(office) == []


def test_a_night_on_which_nothing_happens_mails_nobody(office: FakeOffice) -> None:
    run(office)
    mails(office)
    next_day(office)
    report = run(office)
    assert (report.run.run_id, report.moved) == ("it-vendor-2026-01-02-keep", 0)
    assert mails(office) == []


def test_what_should_be_taken_back_and_is_spent_is_told_once_not_every_night(
    office: FakeOffice,
) -> None:
    run(office)
    mails(office)
    spend(office, "alpha", 100_000)
    with_turnover(office, "alpha", 10)
    next_day(office)
    (named,) = run(office).refusals
    assert (named.partner_id, named.refused.refusal) == ("alpha", "InsufficientFund")
    assert not named.told_before
    assert len(mails(office)) == len(MANAGERS)
    for _ in range(3):
        next_day(office)
        (named,) = run(office).refusals
        assert named.told_before
        assert mails(office) == []
    with_turnover(office, "alpha", 4)
    next_day(office)
    run(office)
    assert len(mails(office)) == len(MANAGERS)  # another amount is another fact


def test_a_budget_without_room_is_named_first_and_grants_to_the_others(
    office: FakeOffice,
) -> None:
    office.directory.add_partner(
        office.directory.partner("beta").model_copy(update={"region": "north"})
    )
    key = BudgetKey(programme="it-vendor", year="2026", scope="region.north")
    set_budget(key, roubles(QUARTER - 1), by="maria", reason="plan", office=office)
    report = run(office)
    (named,) = report.refusals
    assert (named.partner_id, named.refused.budget) == ("beta", "region.north")
    assert report.totals[0].granted == roubles(2 * QUARTER)
    mail = office.mailer.sent[0]
    assert "Beta" in mail.text
    assert "«north»" in mail.text
    assert mail.text.index("Beta") < mail.text.index("270")


def crash_at(
    monkeypatch: pytest.MonkeyPatch, partner: str, error: Callable[[], Exception]
) -> list[str]:
    """Let keeping one partner's funds end in an error, after the work is done."""
    came: list[str] = []
    real = keeping_partner.keep_partner

    def keep(partner_id: str, **named: Any) -> Any:
        came.append(partner_id)
        kept = real(partner_id, **named)
        if partner_id == partner:
            raise error()
        return kept

    monkeypatch.setattr(keeping_partner, "keep_partner", keep)
    return came


def test_points_of_the_year_that_has_ended_expire_for_the_company_and_its_people(
    office: FakeOffice,
) -> None:
    office.directory.add_person(
        Person(login="ann", role="partner", name="Анна", mail="a@b.example", partner_id="alpha")
    )
    accounts = [
        AccountKey(programme="it-vendor", owner=owner, year="2026")
        for owner in ("company.alpha", "person.ann")
    ]
    for account in accounts:
        office.points.open_account(account)
        office.points.post(an_earning(100, account=account))
    for year, expired in ((2026, 0), (2027, 100)):
        office.clock.set(datetime(year, 12 if year == 2026 else 1, 1, tzinfo=UTC))
        run(office)
        assert {office.points.balance(account).expired for account in accounts} == {expired}


def test_a_refusal_is_that_partners_outcome_and_the_others_go_on(
    office: FakeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    crash_at(monkeypatch, "alpha", lambda: NotFound("no such thing"))
    report = run(office)
    assert [(one.partner_id, one.failure) for one in report.failures] == [("alpha", "NotFound")]
    assert report.moved == 2
    monkeypatch.undo()
    again = run(office)
    assert (again.failed, again.totals[0].granted) == (0, roubles(3 * QUARTER))


def test_whom_others_are_in_the_way_of_comes_again_at_the_end(
    office: FakeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    came = crash_at(monkeypatch, "alpha", lambda: TryAgain("busy"))
    listed = list_partners("keep", office=office)
    first, _ = manifest_of(listed.run_id, office=office)
    assert keep_batch(listed.run_id, first, office=office) == 1
    assert came == ["alpha", "beta", "alpha", "alpha"]


def test_a_crash_leaves_no_outcome_and_then_each_is_taken_alone_and_counted_by_the_books(
    office: FakeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    crash_at(monkeypatch, "beta", lambda: ZeroDivisionError("a bug"))
    listed = list_partners("keep", office=office)
    batches = manifest_of(listed.run_id, office=office)
    with pytest.raises(ZeroDivisionError):
        keep_batch(listed.run_id, batches[0], office=office)
    alone = {
        partner: batches[0].model_copy(
            update={"part": part_of_one("00001", partner), "partners": (partner,)}
        )
        for partner in batches[0].partners
    }
    assert keep_batch(listed.run_id, alone["alpha"], office=office) == 0
    with pytest.raises(ZeroDivisionError):
        keep_batch(listed.run_id, alone["beta"], office=office)
    keep_batch(listed.run_id, batches[1], office=office)
    report = report_period(listed.run_id, office=office)
    assert [(one.partner_id, one.failure) for one in report.failures] == [("beta", "Crashed")]
    assert report.totals[0].granted == roubles(2 * QUARTER)  # the first of them was granted before
    monkeypatch.undo()
    assert run(office).totals[0].granted == roubles(3 * QUARTER)


def test_a_twin_that_does_a_part_of_the_batch_takes_nothing_from_the_report(
    office: FakeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin begins after us, and does everything before we come to our second partner."""
    listed = list_partners("keep", office=office)
    first, second = manifest_of(listed.run_id, office=office)
    real, came = keeping_partner.keep_partner, []

    def overtaken(partner_id: str, **named: Any) -> Any:
        kept = real(partner_id, **named)
        came.append(partner_id)
        if len(came) == 1:
            keep_batch(listed.run_id, first, office=office)
        return kept

    monkeypatch.setattr(keeping_partner, "keep_partner", overtaken)
    keep_batch(listed.run_id, first, office=office)
    keep_batch(listed.run_id, second, office=office)
    assert came == ["alpha", "alpha", "beta", "beta", "gamma"]
    report = report_period(listed.run_id, office=office)
    assert report.totals[0].granted == roubles(3 * QUARTER)


def test_whom_a_twin_got_through_for_is_not_reported_as_left_out(
    office: FakeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin is in our way all the time, and goes through with all of the batch."""
    listed = list_partners("keep", office=office)
    first, second = manifest_of(listed.run_id, office=office)
    real, twins = keeping_partner.keep_partner, []

    def in_the_way(partner_id: str, **_named: Any) -> Any:
        if not twins:
            twins.append(partner_id)
            monkeypatch.setattr(keeping_partner, "keep_partner", real)
            assert keep_batch(listed.run_id, first, office=office) == 0
            monkeypatch.setattr(keeping_partner, "keep_partner", in_the_way)
        raise TryAgain("busy")

    monkeypatch.setattr(keeping_partner, "keep_partner", in_the_way)
    assert keep_batch(listed.run_id, first, office=office) == 0
    monkeypatch.undo()
    keep_batch(listed.run_id, second, office=office)
    report = report_period(listed.run_id, office=office)
    assert (report.failed, report.totals[0].granted) == (0, roubles(3 * QUARTER))


def test_many_runs_at_one_moment_grant_and_mail_once(office: FakeOffice) -> None:
    def at_once() -> object:
        return run(office).failed

    all_at_once([at_once] * 4)
    report = run(office)
    assert (report.failed, report.totals[0].granted) == (0, roubles(3 * QUARTER))
    assert sorted(mail.to for mail in office.mailer.sent) == [
        "maria@vendor.example",
        "mikhail@vendor.example",
    ]


def test_managers_who_were_mailed_before_a_crash_are_not_mailed_again(
    office: FakeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = office.mailer.send

    def only_maria(mail: Any) -> None:
        if "mikhail" in mail.to:
            raise TryAgain("mail is out of reach")
        sent(mail)

    monkeypatch.setattr(office.mailer, "send", only_maria)
    with pytest.raises(TryAgain):
        run(office)
    monkeypatch.undo()
    monkeypatch.setattr(period_running, "BATCH", 2)
    report_period("it-vendor-2026-01-01-keep", office=office)
    assert sorted(mail.to for mail in office.mailer.sent) == [
        "maria@vendor.example",
        "mikhail@vendor.example",
    ]


def test_who_becomes_a_manager_later_is_told_what_nobody_was_told(office: FakeOffice) -> None:
    fact = fact_of("something", "happened")
    nobody = FakeOffice(clock=office.clock)
    assert tell_managers(fact, a_mail, office=nobody) == 0
    nobody.directory.add_person(office.directory.person("maria"))
    assert [tell_managers(fact, a_mail, office=nobody) for _ in range(2)] == [1, 0]


def a_mail(_manager: Person) -> Rendered:
    return Rendered(subject="Subject", text="Text", html="<p>Text</p>")


def test_a_partner_whose_programme_begins_later_is_no_failure(office: FakeOffice) -> None:
    office.clock.set(NEW_YEAR - timedelta(days=1))
    report = run(office)
    assert (report.failed, report.moved, mails(office)) == (0, 0, [])


def test_before_the_programme_begins_nobody_is_reminded_and_nobody_left_out(
    office: FakeOffice,
) -> None:
    office.clock.set(NEW_YEAR - timedelta(days=1))
    report = run(office, "remind")
    assert (report.failed, report.reminded) == (0, 0)


def test_a_run_of_reminders_at_night_names_who_should_have_been_mailed_and_is_made_up_by_day(
    office: FakeOffice,
) -> None:
    """A clock in another zone than the programme's must not fail in silence."""
    run(office)
    for partner in ("alpha", "beta"):
        office.directory.add_person(
            Person(login=partner, role="partner", name="A", mail="a@b.example", partner_id=partner)
        )
    mails(office)
    office.clock.set(datetime(2026, 3, 16, 22, tzinfo=UTC))  # one in the morning of the 17th
    report = run(office, "remind")
    assert [(one.partner_id, one.failure) for one in report.failures] == [
        ("alpha", "QuietHours"),
        ("beta", "QuietHours"),
    ]
    office.clock.move(timedelta(hours=9))
    mails(office)
    report = run(office, "remind")
    assert (report.failed, report.reminded) == (0, 2)
    assert [mail.to for mail in office.mailer.sent] == ["a@b.example"] * 2


def test_a_partner_of_a_programme_that_is_not_installed_is_named(office: FakeOffice) -> None:
    lost = office.directory.partner("gamma").model_copy(update={"programme": "none"})
    office.directory.add_partner(lost)
    report = run(office)
    assert [(one.partner_id, one.failure) for one in report.failures] == [("gamma", "NotFound")]


def test_partners_who_come_later_that_day_wait_for_the_next_run(office: FakeOffice) -> None:
    run(office)
    office.directory.add_partner(a_partner(partner_id="delta", inn="7800000014"))
    assert run(office).run.partners == 3
    next_day(office)
    assert run(office).run.partners == 4


def test_more_partners_than_a_run_can_bear_are_refused(
    office: FakeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(period_running, "MOST_PARTNERS", 2)
    with pytest.raises(TooMany):
        list_partners("keep", office=office)


def test_a_report_names_at_most_so_many_and_counts_all(
    office: FakeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporting_period, "MAX_NAMED", 2)
    key = BudgetKey(programme="it-vendor", year="2026", scope="all")
    set_budget(key, roubles(1), by="maria", reason="plan", office=office)
    report = run(office)
    assert (len(report.refusals), report.refused) == (2, 3)
    assert office.mailer.sent[0].subject.startswith("3 ")


def test_the_command_shows_the_newest_run_or_a_named_one(
    office: FakeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(funds, "find_office", lambda: office)
    assert cofund("funds", "report").status == 2
    run(office)
    next_day(office)
    run(office)
    newest = cofund("funds", "report")
    assert newest.status == 0
    assert newest.out.splitlines()[-1].endswith("3 partners, 0 moved, 0 refused, 0 left out")
    (row,) = cofund("funds", "report", "it-vendor-2026-01-01-keep", "--json").rows
    assert row["totals"][0]["granted"]["amount_minor"] == 3 * QUARTER * 100
    assert period_report(None, office=office).run.day.isoformat() == "2026-01-02"
    rows = cofund("funds", "report", "it-vendor-2026-01-01-keep", "--partners", "--json").rows
    assert [(one["partner_id"], one["granted"]["amount_minor"]) for one in rows] == [
        (partner, QUARTER * 100) for partner in sorted(PARTNERS)
    ]
    shown = cofund("funds", "report", "it-vendor-2026-01-01-keep", "--partners").out
    assert "│ beta    │ 135000.00 RUB │" in shown


def test_the_command_fails_where_somebody_was_left_out_and_names_refusals(
    office: FakeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(funds, "find_office", lambda: office)
    key = BudgetKey(programme="it-vendor", year="2026", scope="level.gold")
    set_budget(key, roubles(2 * QUARTER), by="maria", reason="plan", office=office)
    lost = office.directory.partner("beta").model_copy(update={"programme": "none"})
    office.directory.add_partner(lost)
    office.directory.add_partner(a_partner(partner_id="delta", inn="7800000014"))
    run(office)
    ran = cofund("funds", "report")
    assert ran.status == 1
    assert "should be granted and budget level.gold has no room (BudgetExceeded)" in ran.out
    assert "beta was left out (NotFound)" in ran.out
