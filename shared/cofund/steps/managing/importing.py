"""Partners and their turnover from a manager's list: looked at first, then taken in whole.

A list with one wrong row changes nothing. Taking the same list in again changes nothing either, so
an import that stopped half-way is finished by repeating it. The funds follow: at once, or, where
that was not done, with the next run that keeps all funds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from cofund.books.import_book import ImportBook
from cofund.calendar import local_day
from cofund.errors import Forbidden, NotAccepted
from cofund.imports.listing import read_listing
from cofund.imports.partners import Known, plan_import, read_partners
from cofund.imports.rows import ListTerms
from cofund.models.fund_reports import FundsKept
from cofund.models.imports import ImportNote, ImportPlan, ListRead
from cofund.models.money_terms import LevelShare, TurnoverShare
from cofund.models.programme import Programme
from cofund.money import Money
from cofund.steps.funds.keeping_funds import keep_funds
from cofund.steps.office import Office

ID_LENGTH = 12
DIGEST_LENGTH = 16


def plan_partners(path: Path, *, programme: str, creates: bool, office: Office) -> ImportPlan:
    """Give what taking a file's list in would change; nothing is written.

    Raises:
        NotAccepted: the file holds no list that can be read.
        NotFound: there is no such programme.
    """
    read = read_list(path, programme=programme, office=office)
    new_id = new_partner_id(office) if creates else None
    return plan_of(read, programme=programme, new_id=new_id, office=office)


def read_list(path: Path | bytes, *, programme: str, office: Office) -> ListRead:
    """Give what a file lists, by the terms of today.

    Raises:
        NotAccepted: the file holds no list that can be read.
        NotFound: there is no such programme.
    """
    terms = office.programme(programme)
    return read_partners(read_listing(path), _terms(terms, office=office))


def plan_of(
    read: ListRead,
    *,
    programme: str,
    new_id: Callable[[str], str] | None,
    office: Office,
) -> ImportPlan:
    """Give what taking a list in would change of what is known now; nothing is written.

    ``new_id`` gives an id for the partner of an INN; without it unknown partners are problems.
    """
    terms = office.programme(programme)

    @cache
    def turnovers(partner_id: str) -> dict[str, Money]:
        return office.directory.turnovers(partner_id)

    known = Known(
        programme=terms.programme,
        partner_of_inn=office.directory.partner_of_inn,
        turnover=lambda partner, period: turnovers(partner).get(period, Money.zero(terms.currency)),
    )
    return plan_import(read, known, new_id=new_id)


def take_in(plan: ImportPlan, *, by: str, office: Office, import_id: str | None = None) -> None:
    """Write what a plan changes, and note who did it.

    ``import_id`` is that of a list sent from the page.

    Raises:
        NotAccepted: some row has a problem.
        Forbidden: the login is no manager's.
        EntryConflict: another import gave one of the INNs to another partner at this moment, or
            changed one of the partners; taken in again the rest follows.
    """
    if not plan.applicable:
        raise NotAccepted("rows with problems stand in the list: nothing was taken in")
    if office.directory.person(by).role != "manager":
        raise Forbidden("only a programme manager takes lists in")
    for change in plan.changes:
        if change.old is None:
            office.directory.add_partner(change.new)
        elif change.new != change.old:
            office.directory.change_partner(change.old, change.new)
        for turnover in change.turnovers:
            office.directory.change_turnover(
                change.new.partner_id, turnover.period, old=turnover.old, new=turnover.new
            )
    if plan.changes:
        digest = hashlib.sha256(plan.model_dump_json().encode()).hexdigest()
        note = ImportNote(at=office.clock(), by=by, changes=len(plan.changes), import_id=import_id)
        ImportBook(office.items).note(digest[:DIGEST_LENGTH], note)


def keep_changed(partner_ids: Iterable[str], *, office: Office) -> Iterator[FundsKept]:
    """Bring the funds of partners to what their new facts make them, one partner at a time.

    Done again it changes nothing; what is left undone the next run that keeps all funds does.

    Raises:
        TryAgain: others kept moving the same money.
    """
    return (keep_funds(partner_id, office=office) for partner_id in partner_ids)


def new_partner_id(office: Office) -> Callable[[str], str]:
    """Give what makes ids of new partners; they say nothing: a sole trader's INN is personal."""

    def given(_inn: str) -> str:
        return f"p-{hashlib.sha256(office.ids().encode()).hexdigest()[:ID_LENGTH]}"

    return given


def _terms(programme: Programme, *, office: Office) -> ListTerms:
    accrual = programme.fund.accrual
    today = local_day(office.clock(), programme.zone)
    return ListTerms(
        currency=programme.currency,
        each=accrual.each if isinstance(accrual, TurnoverShare | LevelShare) else None,
        last_year=str(today.year - 1),
    )
