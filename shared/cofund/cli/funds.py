"""`cofund funds`: bring partners' funds to what they should be today; show where money is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

import typer

from cofund.calendar import local_day
from cofund.cli.installation import find_office
from cofund.cli.output import (
    FAILED,
    AsJson,
    errors,
    print_json,
    print_plain,
    print_table,
    said_plainly,
)
from cofund.errors import NotFound
from cofund.models.fund_reports import FundRefusal, FundsKept, RunReport
from cofund.models.standing import Balance
from cofund.money import Money
from cofund.steps.funds.keeping_partner import keep_partner
from cofund.steps.funds.years import recent_funds
from cofund.steps.office import Office

app = typer.Typer(no_args_is_help=True)

BUCKETS = ("accrued", "available", "reserved", "held", "debited", "expired")


@app.callback()
def funds() -> None:
    """Partners' funds."""


@app.command()
def keep(
    partner_id: Annotated[
        str, typer.Option("--partner", metavar="PARTNER", help="Only this partner's.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Grant what is due, correct what has changed, end what is over: all as of today.

    Running it again changes nothing. Exit status 1: some money could not be moved as it should.
    """
    office = find_office()
    with said_plainly(), errors.status("keeping the funds") as shown:
        ids = [partner_id] if partner_id else list(office.directory.partner_ids())
        reports = []
        for number, one in enumerate(ids, start=1):
            shown.update(f"keeping the funds: {number} of {len(ids)}")
            reports.append(keep_partner(one, office=office))
    if as_json:
        print_json(report.model_dump(mode="json") for report in reports)
    else:
        _print_reports(reports)
    raise typer.Exit(FAILED if any(report.refused for report in reports) else 0)


@app.command()
def remind(
    partner_id: Annotated[
        str, typer.Option("--partner", metavar="PARTNER", help="Only this partner's people.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Mail partners whose money is about to expire, or whose claims are due: what to do, by when.

    Each reminder goes out once, and none in quiet hours.
    """
    # Mails, which only this sends.
    from cofund.steps.funds.reminding import remind as remind_of_funds
    from cofund.steps.funds.reminding_of_claims import remind_of_claims

    office = find_office()
    with said_plainly(), errors.status("reminding"):
        ids = [partner_id] if partner_id else list(office.directory.partner_ids())
        told = [
            {
                "partner_id": one,
                "claims": remind_of_claims(one, office=office),
                "funds": remind_of_funds(one, office=office),
            }
            for one in ids
        ]
    if as_json:
        print_json(told)
    else:
        count = sum(1 for one in told if one["claims"] or one["funds"])
        print_plain(f"{count} of {len(told)} partners reminded")


@app.command()
def show(
    partner_id: Annotated[str, typer.Argument(metavar="PARTNER", help="The partner's id.")],
    as_json: AsJson = False,
) -> None:
    """Show where a partner's money of this year and the last is."""
    office = find_office()
    with said_plainly():
        balances = list(_balances(partner_id, office=office))
    if as_json:
        print_json(balance.model_dump(mode="json") for balance in balances)
        return
    if not balances:
        print_plain(f"{partner_id} has no fund yet: cofund funds keep --partner {partner_id}")
        return
    print_table(
        f"funds of {partner_id}, {balances[0].currency}",
        ("period", "status", *BUCKETS),
        [
            (
                balance.fund.period,
                balance.status.lower(),
                *(getattr(balance, bucket).decimal_text() for bucket in BUCKETS),
            )
            for balance in balances
        ],
    )


@app.command()
def report(
    run: Annotated[
        str, typer.Argument(metavar="RUN", help='Such as "it-vendor-2026-10-01-keep".')
    ] = "",
    partners: Annotated[
        bool, typer.Option("--partners", help="Who got how much, and whose money expired.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show what a run over all partners did: without its name, the newest one.

    Exit status 1: it did not go through for some partners.
    """
    # Mails too, which only runs do.
    from cofund.steps.funds.reporting_period import moved_partners, period_report

    office = find_office()
    with said_plainly():
        found = period_report(run or None, office=office)
        moved = moved_partners(found.run.run_id, office=office) if partners else ()
    if as_json:
        shown = moved if partners else (found,)
        print_json(one.model_dump(mode="json") for one in shown)
    else:
        _print_moved(moved)
        _print_run(found)
    raise typer.Exit(FAILED if found.failed else 0)


def _print_run(found: RunReport) -> None:
    for named in found.refusals:
        print_plain(_refused(named.partner_id, named.refused))
    for left_out in found.failures:
        print_plain(f"{left_out.partner_id} was left out ({left_out.failure})")
    if found.totals:
        print_table(
            "moved",
            ("currency", "granted", "taken back", "expired", "closed", "reservations ended"),
            [
                (
                    totals.currency,
                    *(m.decimal_text() for m in (totals.granted, totals.taken_back)),
                    totals.expired.decimal_text(),
                    str(totals.closed),
                    str(totals.ended),
                )
                for totals in found.totals
            ],
        )
    counts = (
        f"{found.run.partners} partners",
        f"{found.reminded} reminded" if found.run.what == "remind" else f"{found.moved} moved",
        f"{found.refused} refused",
        f"{found.failed} left out",
    )
    print_plain(f"{found.run.run_id}: {', '.join(counts)}")


def _print_reports(reports: list[FundsKept]) -> None:
    moved = [report for report in reports if not report.nothing_done]
    _print_moved(moved)
    for report in moved:
        for refused in report.refused:
            print_plain(_refused(report.partner_id, refused))
    print_plain(f"{len(reports)} partners, {len(reports) - len(moved)} as they should be")


def _print_moved(moved: Sequence[FundsKept]) -> None:
    if not moved:
        return
    print_table(
        "partners",
        ("partner", "granted", "taken back", "expired", "closed", "reservations ended"),
        [
            (
                report.partner_id,
                *map(_amount, (report.granted, report.taken_back, report.expired)),
                ", ".join(fund.period for fund in report.closed),
                ", ".join(report.ended),
            )
            for report in moved
        ],
    )


def _balances(partner_id: str, *, office: Office) -> Iterator[Balance]:
    partner = office.directory.partner(partner_id)
    programme = office.programme(partner.programme)
    today = local_day(office.clock(), programme.zone)
    for fund in recent_funds(programme, partner_id, today=today, office=office):
        try:
            yield office.ledger.balance(fund)
        except NotFound:
            continue


def _refused(partner_id: str, refused: FundRefusal) -> str:
    amount = f"{partner_id} {refused.fund.period}: {_amount(refused.short)}"
    said = {
        "InsufficientFund": "should be taken back and is spent",
        "FundClosed": "was too much, is spent, and the fund has ended",
        "LimitReached": "of the souvenir limit should go and is ordered",
        "BudgetExceeded": f"should be granted and budget {refused.budget} has no room",
    }
    return f"{amount} {said[refused.refusal]} ({refused.refusal})"


def _amount(amount: Money) -> str:
    return f"{amount.decimal_text()} {amount.currency}"
