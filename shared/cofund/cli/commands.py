"""All commands in one tree; each group in a module of its own."""

from __future__ import annotations

import typer

from cofund.cli import (
    budgets,
    check,
    claim,
    claw_back,
    consent,
    demo,
    explain,
    feed,
    funds,
    ledger,
    local,
    orders,
    papers,
    partners,
    programme,
    rates,
    replay,
    seed,
)

app = typer.Typer(
    help="Pays partners' marketing-fund claims: reads documents, checks rules, moves money once.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.command("local")(local.local)
app.command("demo")(demo.demo)
app.command("check")(check.check)
app.command("read")(papers.read)
app.command("seed")(seed.seed)
app.add_typer(
    claim.app, name="claim", help="A claim's story; let one go on that waits for an operator."
)
app.add_typer(
    consent.app, name="consent", help="Applications and awards that wait for a person's consent."
)
app.add_typer(budgets.app, name="budgets", help="How much a year's funds may be granted together.")
app.add_typer(funds.app, name="funds", help="Partners' money through the year: due, there, over.")
app.add_typer(ledger.app, name="ledger", help="The books: does every law of the ledger hold.")
app.add_typer(
    feed.app, name="feed", help="Payouts on their way to finance: look, acknowledge, replay."
)
app.add_typer(
    partners.app, name="partners", help="Partners and their turnover, from lists of 1C or Excel."
)
app.add_typer(orders.app, name="orders", help="Souvenir orders and their catalogue.")
app.add_typer(rates.app, name="rates", help="Exchange rates for papers in other currencies.")
app.add_typer(programme.app, name="programme", help="A programme's rules and numbers as YAML.")


claim.app.command("explain")(explain.explain)
programme.app.command("replay")(replay.replay)
claim.app.command("claw-back")(claw_back.claw_back)


def main() -> None:
    """Run the command line."""
    app()
