"""All commands in one tree; each group in a module of its own."""

from __future__ import annotations

import typer

from cofund.cli import claim, demo, feed, ledger, local, papers, programme, seed

app = typer.Typer(
    help="Pays partners' marketing-fund claims.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.command("local")(local.local)
app.command("demo")(demo.demo)
app.command("check")(papers.check)
app.command("read")(papers.read)
app.command("seed")(seed.seed)
app.add_typer(claim.app, name="claim", help="Claims that wait for an operator.")
app.add_typer(ledger.app, name="ledger", help="The books.")
app.add_typer(feed.app, name="feed", help="Payouts on their way to finance.")
app.add_typer(programme.app, name="programme", help="Programmes as YAML.")


def main() -> None:
    """Run the command line."""
    app()
