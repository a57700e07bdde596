"""Awards: filed for points by a link that proves them, filed again, withdrawn.

A page proves one award only, and a month's caps leave room for it or they don't: both are claimed
in the transaction that files the version, so both are said at once.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from cofund.books.award_book import AwardBook
from cofund.books.writing import TRIES
from cofund.calendar import local_day
from cofund.errors import EntryConflict, NotFound, TryAgain
from cofund.items import Write
from cofund.models.awards import Award
from cofund.models.base import Model
from cofund.models.consents import MatterHead
from cofund.models.points import PointsOwner, company, person
from cofund.proof_links.urls import Url, page_digest
from cofund.steps.consents.filing import file_again, file_matter
from cofund.steps.filing import Filer, StandIn
from cofund.steps.office import Office
from cofund.steps.opening import claim_number

if TYPE_CHECKING:
    from cofund.models.points_terms import PointsTerms
    from cofund.models.programme import Programme


class AwardRequest(Model):
    """What somebody files for points; the link is taken apart already."""

    earned_by: str
    account: PointsOwner
    title: str
    published_on: date


@dataclass(frozen=True)
class Filing:
    """A form of an award, once all of it was understood."""

    request: AwardRequest
    url: Url
    form_id: str
    """Of the form as it was shown: sent twice it files once."""


def award_book(office: Office) -> AwardBook:
    """Give the book of what awards claim."""
    return AwardBook(office.items, office.matters)


def points_terms(programme: Programme) -> PointsTerms:
    """Give a programme's terms of points.

    Raises:
        NotFound: it has none.
    """
    if programme.points is None:
        raise NotFound("the programme knows no points")
    return programme.points


def owner_of(account: PointsOwner, filer: Filer) -> str:
    """Give whose account is meant.

    Raises:
        NotFound: it is a person's account, and somebody acts for their company.
    """
    if account == "company":
        return company(filer.partner_id or "")
    if isinstance(filer, StandIn):
        raise NotFound("nobody acts for a person's own account")
    return person(filer.login)


def file_award(filing: Filing, filer: Filer, *, programme: Programme, office: Office) -> MatterHead:
    """File an award for the first time; the same form sent again files nothing more.

    Raises:
        LinkUsed: another award stands on this page.
        LimitReached: a cap of the month would be exceeded.
        NotFound: there is no such account for this person.
        TryAgain: others keep filing for this account.
    """
    award = _award(filing, filer, programme=programme, now=office.clock())
    contents = award.model_dump_json(exclude={"month"})  # a form may be sent again over midnight
    award_id = claim_number(f"{filer.login}\n{filing.form_id}\n{contents}")
    for _ in range(TRIES):
        with suppress(NotFound):
            return office.matters.get("award", award_id)
        also = _claims(award_id, award, programme=programme, office=office)
        try:
            return file_matter(
                "award", award_id, award, filer, programme=programme, office=office, also=also
            )
        except EntryConflict:
            continue  # somebody filed for the same account or page meanwhile: look again
    raise TryAgain("others keep filing for this account")


def refile_award(
    over: MatterHead, filing: Filing, filer: Filer, *, programme: Programme, office: Office
) -> MatterHead:
    """File the next version of an award that came back, with what was set right.

    Raises:
        LinkUsed: another award stands on this page.
        LimitReached: a cap of the month would be exceeded.
        NotInThisState: no version may follow where the award stands.
        StaleVersion: the award has another version now.
        TryAgain: others keep filing for this account.
    """
    award = _award(filing, filer, programme=programme, now=office.clock())
    also = _claims(over.matter.matter_id, award, programme=programme, office=office)
    return file_again(over, award, filer, programme=programme, office=office, also=also)


def own_award(award_id: str, filer: Filer, *, office: Office) -> tuple[MatterHead, Award]:
    """Give an award of the filer's company, or one that the filer filed for themselves.

    Raises:
        NotFound: no such award, or it is somebody else's: the two look alike.
    """
    head = office.matters.get("award", award_id)
    award = office.matters.content(head.matter, Award)
    if filer.partner_id is None or head.partner_id != filer.partner_id:
        raise NotFound("no such award")
    if not is_for(award, filer):
        raise NotFound("no such award")
    return head, award


def is_for(award: Award, filer: Filer) -> bool:
    """Say whether somebody may see an award: their company's, or their own."""
    own = () if isinstance(filer, StandIn) else (person(filer.login),)
    return award.owner in (company(filer.partner_id or ""), *own)


def month_of(moment: datetime, zone: str) -> str:
    """Give the calendar month of a moment in a zone: "2026-11"."""
    return f"{local_day(moment, zone):%Y-%m}"


def _award(filing: Filing, filer: Filer, *, programme: Programme, now: datetime) -> Award:
    request = filing.request
    return Award(
        earned_by=request.earned_by,
        owner=owner_of(request.account, filer),
        link=filing.url.text,
        page=page_digest(filing.url),
        title=request.title,
        published_on=request.published_on,
        points=points_terms(programme).earned_by[request.earned_by].points,
        month=month_of(now, programme.zone),
    )


def _claims(
    award_id: str, award: Award, *, programme: Programme, office: Office
) -> tuple[Write, ...]:
    return award_book(office).claims(
        award_id, award, points_terms(programme), programme=programme.programme
    )
