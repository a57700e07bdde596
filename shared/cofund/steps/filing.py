"""Who files a claim: the partner's own people, or a manager on the partner's behalf.

A manager may do all that the partner's people may, for one partner at a time. The audit says who
did it and for whom; letters go to the partner's people; who stood in never decides on the claim.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from cofund.books.claim_moves import head_key
from cofund.books.writing import TRIES
from cofund.errors import NotInThisState, TryAgain
from cofund.items import Condition, Update, WriteConflict, WriteRefused
from cofund.models.claim import Claim, Locale, Person
from cofund.steps.office import Office


@dataclass(frozen=True)
class StandIn:
    """A manager who acts for one partner."""

    manager: Person
    partner_id: str

    @property
    def login(self) -> str:
        """Give the manager's login."""
        return self.manager.login

    @property
    def locale(self) -> Locale:
        """Give the manager's language."""
        return self.manager.locale


Filer: TypeAlias = Person | StandIn
"""Somebody who may file and edit a partner's claims; ``partner_id`` says whose."""


def on_behalf_of(filer: Filer) -> str | None:
    """Give the partner for whom a manager acts; None for the partner's own people."""
    return filer.partner_id if isinstance(filer, StandIn) else None


def stand_ins_with(claim: Claim, filer: Filer) -> tuple[str, ...]:
    """Give who has stood in on a claim, this filer included."""
    if not isinstance(filer, StandIn) or filer.login in claim.stand_ins:
        return claim.stand_ins
    return (*claim.stand_ins, filer.login)


def note_stand_in(claim: Claim, filer: Filer, *, office: Office) -> None:
    """Note in a draft that a manager edits it; the partner's own people leave no such note.

    Raises:
        NotInThisState: the claim is no draft (any more).
        TryAgain: others keep editing it.
    """

    def noted(standing: Claim) -> Claim:
        stand_ins = stand_ins_with(standing, filer)
        if stand_ins == standing.stand_ins:
            return standing
        return standing.model_copy(update={"stand_ins": stand_ins, "edited_by": filer.login})

    edit_draft(claim, noted, office=office)


def edit_draft(claim: Claim, edit: Callable[[Claim], Claim], *, office: Office) -> None:
    """Change what a draft's head holds, once nobody else does; what changes nothing is not written.

    Raises:
        NotInThisState: the claim is no draft (any more).
        TryAgain: others keep editing it.
    """
    for _ in range(TRIES):
        standing, edits = office.claims.with_edits(claim.claim_id)
        edited = edit(standing)
        if edited == standing:
            return
        if standing.state != "draft":
            raise NotInThisState("the claim is no draft any more")
        update = Update(
            head_key(claim.claim_id),
            add={"edits": 1},
            assign={"claim": edited.model_dump_json()},
            conditions=(
                Condition("state", "=", "draft"),
                Condition("version", "=", standing.version),
                Condition("edits", "=", edits),
            ),
        )
        try:
            office.items.write((update,))
        except (WriteRefused, WriteConflict):
            continue
        return
    raise TryAgain("the draft is being edited by others")
