"""All that is due for one partner on a day: reservations end, funds begin, change and end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from cofund.calendar import local_day
from cofund.models.fund_reports import FundsKept
from cofund.models.ledger import FundKey
from cofund.models.standing import Posted
from cofund.money import Money
from cofund.steps.activities.ending import end_applications
from cofund.steps.activities.reserving import reserve_begun
from cofund.steps.funds import ending_reservations, keeping_funds
from cofund.steps.funds.years import recent_funds
from cofund.steps.office import Office
from cofund.steps.points.closing import close_partner_points

ACTORS = {keeping_funds.ACTOR, ending_reservations.ACTOR}


def keep_partner(partner_id: str, *, office: Office) -> FundsKept:
    """End a partner's reservations that are over, then bring the funds to what they should be.

    Applications that nobody claimed in time expire; for those whose period begins money is
    reserved now. Points of years that have ended expire.

    Raises:
        NotFound: no such partner, or no version of the programme is in force yet.
        TryAgain: others kept moving the same money.
    """
    ended = ending_reservations.end_reservations(partner_id, office=office)
    end_applications(partner_id, office=office)
    kept = keeping_funds.keep_funds(partner_id, office=office)
    reserve_begun(partner_id, office=office)
    close_partner_points(partner_id, office=office)
    return kept.model_copy(update={"ended": ended})


def recounted(kept: FundsKept, *, since: datetime, office: Office) -> FundsKept:
    """Give what was done since a moment, by the books: a run that crashed may have done a part."""
    done = tuple(_done(kept.partner_id, since, office=office))
    zero = Money.zero(kept.granted.currency)
    moved = [_moved(posting, "accrued", zero) for _, posting in done]
    expired = [_moved(posting, "expired", zero) for _, posting in done if posting.kind == "CLOSE"]
    return kept.model_copy(
        update={
            "granted": sum((one for one in moved if one > zero), zero),
            "taken_back": sum((-one for one in moved if one < zero), zero),
            "expired": sum(expired, zero),
            "closed": tuple(fund for fund, posting in done if posting.kind == "CLOSE"),
            "ended": tuple(posting.subject for _, posting in done if posting.kind == "UNRESERVE"),
        }
    )


def _done(partner_id: str, since: datetime, *, office: Office) -> Iterator[tuple[FundKey, Posted]]:
    programme = office.programme(office.directory.partner(partner_id).programme)
    today = local_day(office.clock(), programme.zone)
    for fund in recent_funds(programme, partner_id, today=today, office=office):
        for posting in office.ledger.postings(fund):
            if posting.actor in ACTORS and posting.at >= since:
                yield fund, posting


def _moved(posting: Posted, bucket: str, zero: Money) -> Money:
    return sum((delta.amount for delta in posting.deltas if delta.bucket == bucket), zero)
