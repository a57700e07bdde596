"""`cofund ledger`: do the books hold, are they as sealed, what stands behind a posting."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from cofund.cli.installation import find_office
from cofund.cli.ledger_points import (
    ACCOUNT_HEADS,
    POINTS_HEADS,
    account_row,
    in_utc,
    points_row,
)
from cofund.cli.output import (
    FAILED,
    AsJson,
    Language,
    console,
    errors,
    print_json,
    print_plain,
    said_plainly,
)
from cofund.cli.words import said
from cofund.models.claim import Locale
from cofund.models.ledger import BUCKETS
from cofund.models.seals import SealReport
from cofund.models.standing import AuditReport, Balance, Posted
from cofund.money import Money
from cofund.steps.explaining_entries import explain_entry
from cofund.steps.operating import audit_ledger
from cofund.steps.sealing import (
    journal_accounts,
    journal_balances,
    seal_ledger,
    verify_seals,
)

app = typer.Typer(no_args_is_help=True)


@app.callback()
def books() -> None:
    """The books."""


@app.command()
def audit(language: Language = "en", as_json: AsJson = False) -> None:
    """Check every law of the ledger; exit 1 where one is broken."""
    with said_plainly(), errors.status("reading the books"):
        report = audit_ledger(office=find_office())
    if as_json:
        print_json([report.model_dump(mode="json") | {"sound": report.sound}])
    else:
        _print_audit(report, language)
    raise typer.Exit(0 if report.sound else FAILED)


@app.command()
def verify(language: Language = "en", as_json: AsJson = False) -> None:
    """Check that every posting is as it was sealed; exit 1 where one was changed or removed."""
    with said_plainly(), errors.status("reading the seals"):
        report = verify_seals(office=find_office())
    _print_seals(report, language, as_json=as_json)


@app.command()
def seal(language: Language = "en", as_json: AsJson = False) -> None:
    """Seal what was posted since the last night, now; exit 1 where something was changed."""
    with said_plainly(), errors.status("sealing"):
        seal_ledger(office=find_office())
        report = verify_seals(office=find_office())
    _print_seals(report, language, as_json=as_json)


@app.command()
def explain(
    entry_id: Annotated[
        str, typer.Argument(metavar="ENTRY", help='Like "7KQ2-M9XD-4TRA#1#DEBIT".')
    ],
    language: Language = "en",
    as_json: AsJson = False,
) -> None:
    """Show a posting and what stands behind it: who and why, answers, documents, clause, seal."""
    from cofund.cli.entry_told import print_entry  # the languages' words, which only this needs

    office = find_office()
    with said_plainly(), errors.status("reading the books"):
        found = explain_entry(entry_id, office=office)
    if as_json:
        print_json(one.model_dump(mode="json") for one in found)
        return
    for explained in found:
        print_entry(explained, language, office=office)


@app.command()
def export(
    file: Annotated[Path, typer.Argument(help="The XLSX file to write.")],
    partner_id: Annotated[
        str, typer.Option("--partner", metavar="PARTNER", help="Only this partner's funds.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Write every posting, with its cause and who made it, and every balance to a workbook."""
    from cofund.cli.workbook import Sheet, write_workbook  # openpyxl, which only this needs

    office = find_office()
    with said_plainly(), errors.status("reading the books"):
        balances = journal_balances(partner_id, office=office)
        postings = [one for each in balances for one in office.ledger.postings(each.fund)]
        accounts = journal_accounts(partner_id, office=office)
        points = [one for each in accounts for one in office.points.postings(each.account)]
    postings.sort(key=lambda one: (one.at, one.fund.partner, one.fund.period, one.entry_id))
    points.sort(key=lambda one: (one.at, one.account.owner, one.account.year, one.entry_id))
    currency = {balance.fund: balance.currency for balance in balances}
    sheets = [
        Sheet("postings", POSTING_HEADS, (_posting_row(p, currency[p.fund]) for p in postings)),
        Sheet("balances", BALANCE_HEADS, map(_balance_row, balances)),
    ]
    if accounts:
        sheets.append(Sheet("postings of points", POINTS_HEADS, map(points_row, points)))
        sheets.append(Sheet("points", ACCOUNT_HEADS, map(account_row, accounts)))
    write_workbook(file, sheets)
    if as_json:
        print_json([{"file": str(file), "postings": len(postings), "funds": len(balances)}])
    else:
        print_plain(f"{len(postings)} postings of {len(balances)} funds written to {file}")


POSTING_HEADS = (
    *("at (UTC)", "programme", "partner", "period", "entry", "kind", "subject", "by", "reason"),
    *("version", "currency", *BUCKETS),
)
BALANCE_HEADS = ("programme", "partner", "period", "status", "currency", *BUCKETS)


def _posting_row(posting: Posted, currency: str) -> tuple[str | datetime | Money | None, ...]:
    moved = {delta.bucket: delta.amount for delta in posting.deltas}
    fund = posting.fund
    return (
        in_utc(posting.at),
        *(fund.programme, fund.partner, fund.period),
        *(posting.entry_id, posting.kind, posting.subject, posting.actor, posting.reason),
        *(posting.programme_version, currency),
        *(moved.get(bucket) for bucket in BUCKETS),
    )


def _balance_row(balance: Balance) -> tuple[str | Money, ...]:
    fund = balance.fund
    amounts = (getattr(balance, bucket) for bucket in BUCKETS)
    return fund.programme, fund.partner, fund.period, balance.status, balance.currency, *amounts


def _print_audit(report: AuditReport, language: Locale) -> None:
    figures = {name: str(getattr(report, name)) for name in ("funds", "postings", "holds")}
    told = {**figures, "messages": str(report.messages), "accounts": _accounts(report, language)}
    console.print(said("ledger.counted", language, **told))
    for broken in report.violations:
        words = {"words": said(f"law.{broken.law}", language), **broken.model_dump()}
        _print_broken(said("ledger.law", language, **words), language)
    if report.sound:
        console.print(f"[green]{said('ledger.sound', language)}[/]")


def _print_seals(report: SealReport, language: Locale, *, as_json: bool) -> None:
    if as_json:
        print_json([report.model_dump(mode="json") | {"unbroken": report.unbroken}])
        raise typer.Exit(0 if report.unbroken else FAILED)
    names = ("funds", "seals", "sealed", "unsealed")
    told = {name: str(getattr(report, name)) for name in names}
    console.print(said("ledger.sealed", language, accounts=_accounts(report, language), **told))
    for broken in report.breaks:
        entry, number = broken.entry_id or "", str(broken.number)
        what = said(f"break.{broken.what}", language, entry=entry, number=number)
        _print_broken(f"{broken.fund}: {what}", language)
    if report.unbroken:
        console.print(f"[green]{said('ledger.unbroken', language)}[/]")
    raise typer.Exit(0 if report.unbroken else FAILED)


def _print_broken(what: str, language: Locale) -> None:
    word = said("ledger.broken", language)
    console.print(f"[red]{word}[/] {escape(what)}", highlight=False, soft_wrap=True)


def _accounts(report: SealReport | AuditReport, language: Locale) -> str:
    if not report.accounts:
        return ""
    return said("ledger.accounts", language, accounts=str(report.accounts))
