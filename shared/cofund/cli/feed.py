"""`cofund feed`: finance's side of the payouts, and what an operator needs of it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from cofund.aws import wiring
from cofund.cli.installation import find_office
from cofund.cli.output import AsJson, console, print_json, print_table, said_plainly
from cofund.models.payout import Acknowledgement, PayoutApproved, PayoutControl, PayoutMessage
from cofund.payout import read_payload
from cofund.steps.finance import control_of, messages_between, send_again

app = typer.Typer(no_args_is_help=True)

MOST_READ = 1_000


@app.command()
def tail(
    take: Annotated[bool, typer.Option("--take", help="Remove what is shown.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show what waits on the feed; without --take it comes again after a while."""
    find_office()
    reader = wiring.feed_reader()
    messages: list[PayoutMessage] = []
    with said_plainly():
        while len(messages) < MOST_READ and (batch := reader.receive(limit=10, wait_seconds=0)):
            for received in batch:
                messages.append(read_payload(received.body))
                if take:
                    reader.delete(received.receipt)
    _show("on the feed", messages, as_json=as_json)


@app.command()
def ack(
    event_id: str,
    reference: Annotated[str, typer.Option(help="Finance's own number for it.")] = "",
) -> None:
    """Acknowledge a message, as finance does when it is booked."""
    office = find_office()
    with said_plainly():
        office.outbox.entry(event_id)
        answer = Acknowledgement(id=event_id, booked_at=office.clock(), reference=reference)
        wiring.acknowledgements().send(answer)
    console.print(f"acknowledged {event_id}: its claim is paid in a moment")


@app.command()
def replay(
    first: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"])],
    last: Annotated[datetime, typer.Option("--to", formats=["%Y-%m-%d"])],
    as_json: AsJson = False,
) -> None:
    """Send the messages of some days again, with the same ids: consumers deduplicate."""
    office = find_office()
    with said_plainly():
        entries = messages_between(first.date(), last.date(), office=office)
        messages = [send_again(entry, office=office) for entry in entries]
    _show("sent again", messages, as_json=as_json)


@app.command()
def reconcile(
    day: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"])], as_json: AsJson = False
) -> None:
    """Compare a day's outbox with what finance has acknowledged; exit 1 where some are missing."""
    office = find_office()
    with said_plainly():
        entries = messages_between(day.date(), day.date(), office=office)
        control = control_of(day.date(), office=office)
    missing = [entry for entry in entries if entry.state != "ACKED"]
    if as_json:
        row = control.model_dump(mode="json") | {"missing": [one.event_id for one in missing]}
        print_json([row])
    else:
        _show("control", [control], as_json=False)
        for entry in missing:
            console.print(f"[yellow]{entry.state.lower()}[/] {entry.event_id}", highlight=False)
    raise typer.Exit(1 if missing else 0)


def _show(title: str, messages: list[PayoutMessage], *, as_json: bool) -> None:
    if as_json:
        print_json(message.model_dump(mode="json") for message in messages)
        return
    print_table(title, ("id", "type", "amount", "partner"), [_row(one) for one in messages])


def _row(message: PayoutMessage) -> tuple[str, str, str, str]:
    kind = message.type.removeprefix("com.cofund.payout.").removesuffix(".v1")
    if isinstance(message, PayoutControl):
        totals = ", ".join(
            f"{total.amount.decimal_text()} {total.amount.currency}"
            for total in message.data.totals
        )
        return message.id, kind, totals or "nothing", f"{message.data.count} messages"
    amount = message.data.amount
    sign = "" if isinstance(message, PayoutApproved) else "-"
    partner = message.data.partner_erp_number
    return message.id, kind, f"{sign}{amount.decimal_text()} {amount.currency}", partner
