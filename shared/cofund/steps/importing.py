"""Partners and their turnover from a manager's list: looked at first, then taken in whole.

A list with one wrong row changes nothing. Taking the same list in again changes nothing either, so
an import that stopped half-way is finished by repeating it.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from cofund.errors import Forbidden, NotAccepted
from cofund.imports.listing import read_listing
from cofund.imports.partners import plan_import, read_partners
from cofund.items import Item, Key
from cofund.models.imports import ImportPlan
from cofund.steps.office import Office

ID_LENGTH = 12


def plan_partners(path: Path, *, programme: str, creates: bool, office: Office) -> ImportPlan:
    """Give what taking a file's list in would change; nothing is written.

    Raises:
        NotAccepted: the file holds no list that can be read.
        NotFound: there is no such programme.
    """
    terms = office.programme(programme)
    read = read_partners(read_listing(path), currency=terms.currency)
    return plan_import(
        read,
        office.directory.partner_of_inn,
        programme=terms.programme,
        new_id=(lambda: _partner_id(office.ids())) if creates else None,
    )


def take_in(plan: ImportPlan, *, by: str, office: Office) -> None:
    """Write what a plan changes, and note who did it.

    Raises:
        NotAccepted: some row has a problem.
        Forbidden: the login is no manager's.
        EntryConflict: another import gave one of the INNs to another partner at this moment.
    """
    if not plan.applicable:
        raise NotAccepted("rows with problems stand in the list: nothing was taken in")
    if office.directory.person(by).role != "manager":
        raise Forbidden("only a programme manager takes lists in")
    for change in plan.changes:
        office.directory.add_partner(change.new)
    if plan.changes:
        _note(plan, by=by, office=office)


def _note(plan: ImportPlan, *, by: str, office: Office) -> None:
    digest = hashlib.sha256(plan.model_dump_json().encode()).hexdigest()
    at = office.clock().isoformat()
    facts: Item = {"by": by, "at": at, "changes": len(plan.changes)}
    office.claims.note(Key("claims", "IMPORTS", f"{at}#{digest[:16]}"), facts)


def _partner_id(random_id: str) -> str:
    """Give an id that says nothing: a sole trader's INN is personal."""
    return f"p-{hashlib.sha256(random_id.encode()).hexdigest()[:ID_LENGTH]}"
