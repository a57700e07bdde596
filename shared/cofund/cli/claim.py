"""`cofund claim`: let a stopped claim go on."""

from __future__ import annotations

from typing import Annotated

import typer

from cofund.cli.installation import find_office
from cofund.cli.output import AsJson, console, print_json, print_table, said_plainly
from cofund.models.claim import AuditEntry
from cofund.steps.operating import resume as resume_claim

app = typer.Typer(no_args_is_help=True)


@app.command()
def resume(
    claim_id: str,
    by: Annotated[str, typer.Option(help="Your login; it stands in the claim's history.")],
) -> None:
    """Let a claim that waits for an operator go on from where it stood."""
    with said_plainly():
        name = resume_claim(claim_id, by=by, office=find_office())
    console.print(f"claim {claim_id} goes on as execution {name}")


@app.command()
def show(claim_id: str, as_json: AsJson = False) -> None:
    """Show where a claim stands and every change of its state."""
    with said_plainly():
        office = find_office()
        claim, entries = office.claims.get(claim_id), office.claims.audit(claim_id)
    if as_json:
        print_json([entry.model_dump(mode="json") for entry in entries])
        return
    print_table(
        f"claim {claim_id}, version {claim.version}: {claim.state}",
        ("when (UTC)", "from", "to", "who", "why"),
        [(f"{entry.at:%Y-%m-%d %H:%M:%S}", *_change(entry)) for entry in entries],
    )


def _change(entry: AuditEntry) -> tuple[str, ...]:
    return entry.from_state, entry.to_state, entry.actor, entry.reason
