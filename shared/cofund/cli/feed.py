"""`cofund feed`: finance's side of the payouts, and what an operator needs of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from cofund.aws import wiring
from cofund.cli.installation import find_office
from cofund.cli.output import (
    FAILED,
    AsJson,
    cannot_run,
    print_json,
    print_plain,
    print_table,
    said_plainly,
)
from cofund.models.payout import Acknowledgement, PayoutApproved, PayoutControl, PayoutMessage
from cofund.payout import read_payload
from cofund.steps.finance import control_of, messages_between, send_again

if TYPE_CHECKING:
    from cofund.aws.feed import Received

app = typer.Typer(no_args_is_help=True)

MOST_READ = 1_000
DAYS = ["%Y-%m-%d"]


@app.command()
def tail(
    take: Annotated[
        bool, typer.Option("--take", help="Remove what is shown: finance won't get it any more.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show what waits on the feed.

    Without --take it stays there, but each look counts as a delivery: after five, a message goes to
    the dead-letter queue.
    """
    find_office()
    with said_plainly():
        messages = _taken() if take else _seen()
    _show("on the feed", messages, as_json=as_json)


@app.command()
def ack(
    event_id: Annotated[str, typer.Argument(metavar="MESSAGE", help="The message's id.")],
    reference: Annotated[str, typer.Option(help="Finance's own number for it.")] = "",
    as_json: AsJson = False,
) -> None:
    """Acknowledge a message, as finance does when it is booked."""
    office = find_office()
    with said_plainly():
        office.outbox.entry(event_id)
        answer = Acknowledgement(id=event_id, booked_at=office.clock(), reference=reference)
        wiring.acknowledgements().send(answer)
    if as_json:
        print_json([answer.model_dump(mode="json")])
        return
    print_plain(f"acknowledged {event_id}: its claim is paid in a moment")


@app.command()
def replay(
    first: Annotated[datetime, typer.Option("--from", formats=DAYS, help="The first day.")],
    last: Annotated[datetime, typer.Option("--to", formats=DAYS, help="The last day.")],
    as_json: AsJson = False,
) -> None:
    """Send the messages of some days again, with the same ids: consumers deduplicate.

    The days are those of the programme's zone. Within five minutes the queue itself drops what it
    has had already.
    """
    if last < first:
        cannot_run(f"--to {last:%Y-%m-%d} is before --from {first:%Y-%m-%d}")
    office = find_office()
    with said_plainly():
        entries = messages_between(first.date(), last.date(), office=office)
        messages = [send_again(entry, office=office) for entry in entries]
    _show("sent again", messages, as_json=as_json)


@app.command()
def reconcile(
    day: Annotated[datetime, typer.Option(formats=DAYS, help="Of the programme's zone.")],
    as_json: AsJson = False,
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
        _show("control totals", [control], as_json=False)
        for entry in missing:
            print_plain(f"not acknowledged ({entry.state.lower()}): {entry.event_id}")
    raise typer.Exit(FAILED if missing else 0)


def _taken() -> list[PayoutMessage]:
    """Take messages off the feed for good."""
    reader = wiring.feed_reader()
    messages: list[PayoutMessage] = []
    while len(messages) < MOST_READ and (batch := reader.receive(limit=10, wait_seconds=0)):
        for received in batch:
            messages.append(read_payload(received.body))
            reader.delete(received.receipt)
    return messages


def _seen() -> list[PayoutMessage]:
    """Look at messages, and let others have them at once."""
    reader = wiring.feed_reader()
    seen: list[Received] = []
    while len(seen) < MOST_READ and (batch := reader.receive(limit=10, wait_seconds=0)):
        seen += batch
    for received in seen:
        reader.give_back(received.receipt)
    return [read_payload(received.body) for received in seen]


def _show(title: str, messages: list[PayoutMessage], *, as_json: bool) -> None:
    if as_json:
        print_json(message.model_dump(mode="json") for message in messages)
    elif messages:
        print_table(title, ("id", "type", "amount", "partner"), [_row(one) for one in messages])
    else:
        print_plain(f"nothing {title}")


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
