"""`cofund consent`: where an application or an award stands, and letting a stopped one go on."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from cofund.cli.installation import find_office
from cofund.cli.output import AsJson, console, print_json, print_plain, print_table, said_plainly

if TYPE_CHECKING:
    from cofund.models.consents import MatterAudit, MatterKind

app = typer.Typer(no_args_is_help=True)


class Kind(StrEnum):
    """What waits for consent."""

    APPLICATION = "application"
    AWARD = "award"

    @property
    def matter(self) -> MatterKind:
        """Give the kind as the models name it."""
        return "application" if self is Kind.APPLICATION else "award"


MatterId = Annotated[str, typer.Argument(metavar="ID", help="The application's or award's id.")]
OfKind = Annotated[Kind, typer.Argument(metavar="KIND", help="application or award.")]


@app.command()
def show(kind: OfKind, matter_id: MatterId, as_json: AsJson = False) -> None:
    """Show where a matter stands and every change of its state."""
    office = find_office()
    with said_plainly():
        head = office.matters.get(kind.matter, matter_id)
        entries = office.matters.audit(kind.matter, matter_id)
    if as_json:
        history = [entry.model_dump(mode="json") for entry in entries]
        print_json([head.model_dump(mode="json") | {"history": history}])
        return
    print_table(
        f"{kind.value} {matter_id}, version {head.matter.version}: {head.state}",
        ("when (UTC)", "version", "from", "to", "who", "why"),
        [(f"{entry.at:%Y-%m-%d %H:%M:%S}", *_change(entry)) for entry in entries],
    )
    if head.state == "needs_operator":
        again = f"cofund consent resume {kind.value} {matter_id} --by LOGIN"
        console.print(f"mend the cause, then: {again}")


@app.command()
def resume(
    kind: OfKind,
    matter_id: MatterId,
    by: Annotated[str, typer.Option(help="Your login; it stands in the matter's history.")],
    as_json: AsJson = False,
) -> None:
    """Let a matter that waits for an operator go on from where it stood."""
    from cofund.steps.consents.stopping import resume_matter

    office = find_office()
    with said_plainly():
        execution = resume_matter(kind.matter, matter_id, by=by, office=office)
    if as_json:
        print_json([{"matter_id": matter_id, "execution": execution}])
        return
    print_plain(f"{kind.value} {matter_id} goes on as execution {execution}")


def _change(entry: MatterAudit) -> tuple[str, ...]:
    who = f"{entry.actor} for {entry.on_behalf_of}" if entry.on_behalf_of else entry.actor
    who = f"{who} in {entry.in_place_of}'s place" if entry.in_place_of else who
    version = str(entry.matter.version)
    return version, entry.from_state or "", entry.to_state, who, entry.reason
