"""`cofund claim`: where a claim stands, and letting a stopped one go on."""

from __future__ import annotations

from typing import Annotated

import typer

from cofund.books.clawbacks import Clawback, clawbacks_of
from cofund.cli.installation import find_office
from cofund.cli.output import AsJson, console, print_json, print_plain, print_table, said_plainly
from cofund.models.claim import AuditEntry
from cofund.models.correction import Correction
from cofund.steps.operating import resume as resume_claim

app = typer.Typer(no_args_is_help=True)

ClaimId = Annotated[str, typer.Argument(metavar="CLAIM", help="The claim's id.")]


@app.command()
def show(claim_id: ClaimId, as_json: AsJson = False) -> None:
    """Show where a claim stands, every change of its state, what was corrected and clawed back."""
    office = find_office()
    with said_plainly():
        claim, entries = office.claims.get(claim_id), office.claims.audit(claim_id)
        corrections = office.corrections.up_to(claim_id, claim.version)
        clawbacks = clawbacks_of(claim_id, items=office.items)
    if as_json:
        history = [entry.model_dump(mode="json") for entry in entries]
        set_right = [each.model_dump(mode="json") for each in corrections]
        taken_back = [each.model_dump(mode="json") for each in clawbacks]
        told = {"history": history, "corrections": set_right, "clawbacks": taken_back}
        print_json([claim.model_dump(mode="json") | told])
        return
    print_table(
        f"claim {claim_id}, version {claim.version}: {claim.state}",
        ("when (UTC)", "from", "to", "who", "why"),
        [(f"{entry.at:%Y-%m-%d %H:%M:%S}", *_change(entry)) for entry in entries],
    )
    if corrections:
        print_table(
            "corrected by hand",
            ("when (UTC)", "version", "document", "value", "read", "corrected", "who"),
            [(f"{each.at:%Y-%m-%d %H:%M:%S}", *_correction(each)) for each in corrections],
        )
    if clawbacks:
        print_table(
            "clawed back",
            ("when (UTC)", "version", "number", "amount", "who", "why"),
            [(f"{each.at:%Y-%m-%d %H:%M:%S}", *_clawback(each)) for each in clawbacks],
        )
    if claim.state == "needs_operator":
        console.print(f"mend the cause, then: cofund claim resume {claim_id} --by LOGIN")


@app.command()
def resume(
    claim_id: ClaimId,
    by: Annotated[str, typer.Option(help="Your login; it stands in the claim's history.")],
    as_json: AsJson = False,
) -> None:
    """Let a claim that waits for an operator go on from where it stood."""
    office = find_office()
    with said_plainly():
        execution = resume_claim(claim_id, by=by, office=office)
    if as_json:
        print_json([{"claim_id": claim_id, "execution": execution}])
        return
    print_plain(f"claim {claim_id} goes on as execution {execution}")


def _correction(each: Correction) -> tuple[str, ...]:
    before = each.before.text if each.before else each.before_kind
    return str(each.version), each.document_id, each.field, before, each.typed, each.by


def _change(entry: AuditEntry) -> tuple[str, ...]:
    who = f"{entry.actor} for {entry.on_behalf_of}" if entry.on_behalf_of else entry.actor
    return entry.from_state, entry.to_state, who, entry.reason


def _clawback(each: Clawback) -> tuple[str, ...]:
    amount = f"{each.amount.decimal_text()} {each.amount.currency}"
    return str(each.version), str(each.number), amount, each.by, each.reason
