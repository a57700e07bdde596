"""The story's money: turnover taken in, funds granted and expired, the books looked at."""

from __future__ import annotations

from cofund.calendar import local_day
from cofund.cli.browsing import UnexpectedAnswer
from cofund.cli.output import print_plain
from cofund.cli.stage import SAMPLES, Stage
from cofund.cli.words import counted
from cofund.errors import NotFound
from cofund.items import Key, Update
from cofund.ledger.shapes import posting_key
from cofund.models.ledger import FundKey
from cofund.models.points import AccountKey, company
from cofund.models.seed import Seed
from cofund.models.standing import Balance
from cofund.money import Money
from cofund.pages.formats import count, money
from cofund.pages.messages import name, period_name
from cofund.steps.funds.years import recent_funds
from cofund.steps.managing.importing import plan_partners, take_in
from cofund.steps.operating import audit_ledger
from cofund.steps.sealing import seal_ledger, verify_seals

TURNOVER = SAMPLES / "turnover.csv"
MANAGER = "maria"


def newcomers(content: Seed) -> Seed:
    """Give partners and people as they are before anybody has said their turnover."""
    nothing = {"turnover": Money.zero("RUB"), "level": "silver"}
    partners = tuple(one.model_copy(update=nothing) for one in content.partners)
    emptied = {"partners": partners, "accruals": (), "souvenir_limits": (), "applications": ()}
    return content.model_copy(update=emptied)


def take_turnover_in(stage: Stage) -> None:
    """Take the manager's list of turnover in."""
    plan = plan_partners(TURNOVER, programme="it-vendor", creates=False, office=stage.office)
    take_in(plan, by=MANAGER, office=stage.office)
    for change in plan.changes:
        turnover = money(change.new.turnover, stage.locale)
        level = name("level", change.new.level, stage.locale)
        stage.tell("year.listed", partner=change.new.name, turnover=turnover, level=level)


def night(stage: Stage) -> None:
    """Let the nightly run keep all funds."""
    stage.timed("year.kept", lambda: _keep(stage))
    stage.show_mails()


def show_funds(stage: Stage, partner_id: str) -> None:
    """Show where a partner's money of this year and the last is."""
    programme = stage.office.programme("it-vendor")
    today = local_day(stage.office.clock(), programme.zone)
    for key in reversed(recent_funds(programme, partner_id, today=today, office=stage.office)):
        try:
            _show(stage, stage.office.ledger.balance(key))
        except NotFound:
            continue


def show_points(stage: Stage, partner_id: str) -> None:
    """Show where a company's points of the year are."""
    account = AccountKey(programme="it-vendor", owner=company(partner_id), year="2026")
    balance = stage.office.points.balance(account)
    parts = {
        name: count(getattr(balance, name), stage.locale)
        for name in ("earned", "available", "spent", "expired")
    }
    print_plain("  " + stage.said("year.points", **parts))


def audit(stage: Stage) -> None:
    """Check every law of the books, seal them, and verify the seals."""
    report = audit_ledger(office=stage.office)
    print_plain(
        ", ".join(
            counted(f"demo.{what}", getattr(report, what), stage.locale)
            for what in ("funds", "postings", "holds")
        )
    )
    for broken in report.violations:
        raise UnexpectedAnswer(stage.said("demo.broken", law=broken.law, subject=broken.subject))
    print_plain(stage.said("demo.sound"))
    seal_ledger(office=stage.office)
    _expect_unbroken(stage)
    print_plain(stage.said("year.sealed"))


def tamper(stage: Stage, fund: FundKey) -> None:
    """Change a sealed posting by hand, past the ledger, see it found, and put it right again."""
    posted = next(one for one in stage.office.ledger.postings(fund) if one.kind == "DEBIT")
    place = posting_key(fund, posted.entry_id)
    _write_reason(stage, place, "changed by hand")
    found = [one.entry_id for one in verify_seals(office=stage.office).breaks]
    _write_reason(stage, place, posted.reason)
    if posted.entry_id not in found:
        raise UnexpectedAnswer("a posting was changed by hand, and no seal says so")
    _expect_unbroken(stage)
    print_plain(stage.said("year.tampered", entry=posted.entry_id))


def _expect_unbroken(stage: Stage) -> None:
    for broken in verify_seals(office=stage.office).breaks:
        raise UnexpectedAnswer(f"a seal of {broken.fund} is broken: {broken.what}")


def _write_reason(stage: Stage, place: Key, reason: str) -> None:
    stage.office.items.write((Update(place, assign={"reason": reason}),))


def _keep(stage: Stage) -> None:
    stage.engine.fire("KeepFunds")
    stage.rest()


def _show(stage: Stage, balance: Balance) -> None:
    parts = {
        name: money(getattr(balance, name), stage.locale)
        for name in ("accrued", "available", "reserved", "debited", "expired")
    }
    period = period_name(balance.fund.period, stage.locale)
    print_plain("  " + stage.said("year.fund", period=period, **parts))
