"""`cofund ledger`: do the books hold."""

from __future__ import annotations

import typer
from rich.markup import escape

from cofund.books.ledger_audit import LAWS
from cofund.cli.installation import find_office
from cofund.cli.output import FAILED, AsJson, console, errors, print_json, said_plainly
from cofund.steps.operating import audit_ledger

app = typer.Typer(no_args_is_help=True)


@app.callback()
def books() -> None:
    """The books."""


@app.command()
def audit(as_json: AsJson = False) -> None:
    """Check every law of the ledger; exit 1 where one is broken."""
    with said_plainly(), errors.status("reading the books"):
        report = audit_ledger(office=find_office())
    if as_json:
        print_json([report.model_dump(mode="json") | {"sound": report.sound}])
    else:
        counted = f"{report.funds} funds, {report.postings} postings, {report.holds} holds"
        console.print(f"{counted}, {report.messages} messages to finance")
        for broken in report.violations:
            law = f"{broken.law} ({LAWS[broken.law]})"
            found = f"{law}, {broken.subject}: {broken.found}, not {broken.expected}"
            console.print(f"[red]broken[/] {escape(found)}", highlight=False, soft_wrap=True)
        if report.sound:
            console.print("[green]every law holds[/]")
    raise typer.Exit(0 if report.sound else FAILED)
