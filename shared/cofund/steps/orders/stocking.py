"""A manager's list of souvenirs: looked at first, then taken in whole.

A list with one wrong row changes nothing. Taking the same list in again changes nothing either,
so one that stopped half-way is finished by repeating it. What a list does not name stays.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from cofund.errors import Forbidden, NotAccepted
from cofund.imports.souvenirs import read_souvenirs
from cofund.items import Item, Key
from cofund.models.orders import Souvenir, StockKey
from cofund.models.souvenir_lists import (
    MAX_SOUVENIRS,
    CataloguePlan,
    ListedSouvenir,
    SouvenirChange,
    SouvenirProblem,
)
from cofund.steps.office import Office
from cofund.steps.orders.payers import souvenir_terms
from cofund.terms.ordering import too_dear

if TYPE_CHECKING:
    from cofund.models.programme import Programme


def plan_catalogue(path: Path, *, office: Office) -> CataloguePlan:
    """Give what taking a file's list in would change; nothing is written.

    Raises:
        NotAccepted: the file holds no list that can be read.
        NotFound: the installation's programme has no souvenirs.
    """
    programme = office.programme(office.programme_name)
    terms = souvenir_terms(programme)
    read = read_souvenirs(path, currency=programme.currency)
    known = {one.sku: one for one in office.orders.catalogue(programme.programme)}
    changes = tuple(_change(one, known, programme, office=office) for one in read.listed)
    all_of_them = known.keys() | {one.souvenir.sku for one in read.listed}
    full = _full(read.listed) if len(all_of_them) > MAX_SOUVENIRS else ()
    return CataloguePlan(
        columns=read.columns,
        changes=tuple(one for one in changes if _is_change(one)),
        unchanged=sum(not _is_change(one) for one in changes),
        too_dear=tuple(one.row for one in read.listed if too_dear(terms, one.souvenir.price)),
        problems=read.problems or full,
    )


def take_catalogue_in(plan: CataloguePlan, *, by: str, office: Office) -> None:
    """Write what a plan changes, and note who did it.

    Raises:
        NotAccepted: some row has a problem.
        Forbidden: the login is no manager's.
        TryAgain: somebody keeps ordering one of the things.
    """
    if not plan.applicable:
        raise NotAccepted("rows with problems stand in the list: nothing was taken in")
    if office.directory.person(by).role != "manager":
        raise Forbidden("only a programme manager takes lists in")
    for change in plan.changes:
        office.orders.offer(office.programme_name, change.new, on_hand=change.on_hand)
    if plan.changes:
        _note(plan, by=by, office=office)


def _full(listed: tuple[ListedSouvenir, ...]) -> tuple[SouvenirProblem, ...]:
    last = listed[-1]
    return (
        SouvenirProblem(
            row=last.row, column="sku", problem="catalogue_full", text=last.souvenir.sku
        ),
    )


def _change(
    one: ListedSouvenir, known: Mapping[str, Souvenir], programme: Programme, *, office: Office
) -> SouvenirChange:
    stock = office.orders.stock(StockKey(programme=programme.programme, sku=one.souvenir.sku))
    return SouvenirChange(
        row=one.row,
        old=known.get(one.souvenir.sku),
        new=one.souvenir,
        on_hand_before=stock.on_hand if stock else 0,
        on_hand=one.on_hand,
    )


def _is_change(change: SouvenirChange) -> bool:
    return change.old != change.new or change.on_hand_before != change.on_hand


def _note(plan: CataloguePlan, *, by: str, office: Office) -> None:
    digest = hashlib.sha256(plan.model_dump_json().encode()).hexdigest()
    at = office.clock().isoformat()
    facts: Item = {"by": by, "at": at, "changes": len(plan.changes)}
    office.claims.note(Key("claims", "CATALOGUES", f"{at}#{digest[:16]}"), facts)
