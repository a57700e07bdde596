"""`cofund claim claw-back`: take money back that was paid on a claim."""

from __future__ import annotations

from typing import Annotated

import typer

from cofund.cli.installation import find_office
from cofund.cli.output import AsJson, cannot_run, print_json, print_plain, said_plainly
from cofund.money import Money
from cofund.pages.views.frame import FieldError
from cofund.steps.clawing_back import ClawbackOrder, ClawedBack, paid_version, posted_hold
from cofund.steps.clawing_back import claw_back as claw_back_once
from cofund.steps.office import Office
from cofund.typed import typed_amount

MAX_REASON = 200


def claw_back(
    claim_id: Annotated[str, typer.Argument(metavar="CLAIM", help="The claim's id.")],
    amount: Annotated[str, typer.Option(help="How much, like 1000,00: at most what is left.")],
    reason: Annotated[str, typer.Option(help="What the partner is told: in their language.")],
    by: Annotated[str, typer.Option(help="Your login: a manager's or finance's.")],
    points: Annotated[
        int, typer.Option(help="How many points come back to their account, beside it.", min=0)
    ] = 0,
    version: Annotated[
        int | None, typer.Option(help="Of which version's payout; else the newest that was paid.")
    ] = None,
    entry: Annotated[
        int, typer.Option(help="The how-maniest clawback of that payout it is.", min=1, max=99)
    ] = 1,
    as_json: AsJson = False,
) -> None:
    """Take money back: it returns to the fund, finance gets a message, the partner a letter.

    Run again with the same words it changes nothing more; a further clawback of the same payout
    is named by --entry 2, 3 and so on.
    """
    if not reason.strip() or len(reason) > MAX_REASON:
        cannot_run(f"--reason takes 1 to {MAX_REASON} characters")
    office = find_office()
    with said_plainly():
        order = _order(claim_id, version, amount, points, office=office)
        asked = {"number": entry, "reason": reason.strip(), "by": by}
        done = claw_back_once(ClawbackOrder.model_validate(order | asked), office=office)
    clawback = done.clawback
    if as_json:
        print_json([clawback.model_dump(mode="json") | _rest(done)])
        return
    verb = "was clawed back already" if done.replayed else "is clawed back"
    print_plain(
        f"{_text(clawback.amount)} of claim {claim_id}, version {clawback.version}, {verb} "
        f"(entry {clawback.number}); {_text(done.left)}{_points(done)} can still be clawed back"
    )


def _order(
    claim_id: str, version: int | None, amount: str, points: int, *, office: Office
) -> dict[str, object]:
    """Give which version's payout is meant, and how much of it."""
    paid = version if version is not None else paid_version(claim_id, office=office)
    currency = posted_hold(claim_id, paid, office=office).posted.currency
    typed = typed_amount(amount, currency, field="amount")
    if isinstance(typed, FieldError) or not (typed or points):
        cannot_run(f"--amount takes an amount of {currency} above zero, like 1000,00")
    return {"claim_id": claim_id, "version": paid, "amount": typed, "points": points}


def _rest(done: ClawedBack) -> dict[str, object]:
    rest: dict[str, object] = {"left": done.left.model_dump(mode="json")}
    if done.clawback.points or done.left_points:
        rest["left_points"] = done.left_points
    return rest | {"replayed": done.replayed}


def _text(amount: Money) -> str:
    return f"{amount.decimal_text()} {amount.currency}"


def _points(done: ClawedBack) -> str:
    return f" and {done.left_points} points" if done.left_points else ""
