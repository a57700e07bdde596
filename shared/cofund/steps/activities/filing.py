"""Applications for activities: filed, changed, extended, cancelled and withdrawn by the partner.

A change is another version that is consented to again; the consent before stays in force until
then. Whoever does the same twice finds it done.
"""

from __future__ import annotations

import hashlib
from datetime import date

from cofund.books.activity_list import listing
from cofund.books.matter_moves import MatterChange
from cofund.calendar import local_day
from cofund.errors import NotAccepted, NotFound, NotInThisState, TooLate
from cofund.models.activities import ApplicationContent, Asking
from cofund.models.consents import MatterHead, MatterKind, MatterState
from cofund.models.ledger import Unreserve
from cofund.steps.activities.changing import change_problem
from cofund.steps.activities.standing import (
    agreed_of,
    balance_of,
    before_change,
    checks_of,
    content_of,
    fund_of_activity,
)
from cofund.steps.consents.filing import file_again, file_matter
from cofund.steps.filing import Filer, on_behalf_of
from cofund.steps.funds.ending_reservations import is_done
from cofund.steps.office import Office
from cofund.steps.opening import claim_number
from cofund.terms.due_days import report_due

KIND: MatterKind = "application"
GIVEN_UP: MatterState = "cancelled"


def file_application(
    content: ApplicationContent, filer: Filer, *, form_id: str, office: Office
) -> MatterHead:
    """File a new application; the same form sent again gives the one that it filed.

    ``form_id`` is the form's own: random, and made when it was shown.

    Raises:
        TooLate: its last possible day has passed.
        NotAccepted: another term forbids it.
        TryAgain: others kept writing.
    """
    matter_id = claim_number(f"{form_id}\n{filer.login}\n{content.model_dump_json()}")
    try:
        filed = own_application(matter_id, filer, office=office)
    except NotFound:
        _ensure_fileable(content, filer, None, office=office)
    else:
        return filed
    assert filer.partner_id is not None
    partner = office.directory.partner(filer.partner_id)
    programme = office.programme(partner.programme)
    also = listing(matter_id, partner, content.activity)
    return file_matter(
        KIND, matter_id, content, filer, programme=programme, office=office, also=also
    )


def file_change(
    head: MatterHead, content: ApplicationContent, filer: Filer, *, office: Office
) -> MatterHead:
    """File the next version: mended, asked for again, changed or extended.

    Raises:
        TooLate: its last possible day has passed, or the activity has begun.
        NotAccepted: another term forbids it, or nothing is changed.
        NotInThisState: no version may follow where it stands, or claims are on their way.
        StaleVersion: it has another version now.
        TryAgain: others kept writing.
    """
    if content.asking not in askable(head, office=office):
        raise NotInThisState("such a version cannot be asked for now")
    problem = change_problem(content, before_change(head, office=office))
    if problem is not None:
        raise NotAccepted(f"no such change: {problem}")
    _ensure_fileable(content, filer, head, office=office)
    programme = office.programme(head.programme)
    partner = office.directory.partner(head.partner_id)
    also = listing(head.matter.matter_id, partner, content.activity)
    return file_again(head, content, filer, programme=programme, office=office, also=also)


def askable(head: MatterHead, *, office: Office) -> tuple[Asking, ...]:
    """Give what may be asked for as the next version, as an application stands now."""
    today = today_of(head, office=office)
    if head.state in ("returned", "timed_out"):
        return _mendable(head, office=office)
    agreed = agreed_of(head, office=office)
    if head.state != "approved" or agreed is None or claims_under_way(head, office=office):
        return ()
    if not _is_settled(head, agreed, office=office):
        return ()
    activity = agreed.activity
    asked: tuple[Asking, ...] = ()
    if today < activity.first_day:
        asked += ("change",)
    if today <= activity.last_day:
        asked += ("extension",)
    return asked


def cancel(head: MatterHead, why: str, filer: Filer, *, office: Office) -> None:
    """Give an activity up; what is reserved for it goes back. Done again, it is mended and stays.

    Raises:
        NotInThisState: it was not agreed to, or claims of it are on their way.
        StaleVersion: it has another version now.
        TryAgain: others kept writing.
    """
    if head.state != GIVEN_UP:
        if claims_under_way(head, office=office):
            raise NotInThisState("claims of it are on their way")
        change = MatterChange(
            to_state=GIVEN_UP,
            at=office.clock(),
            actor=filer.login,
            reason=why[:200],
            on_behalf_of=on_behalf_of(filer),
        )
        office.matters.move(head.matter, "approved", change)
    free_reservation(head, reason="activity_cancelled", actor=filer.login, office=office)
    office.directory.end_application(head.matter.matter_id)


def free_reservation(head: MatterHead, *, reason: str, actor: str, office: Office) -> None:
    """Give what remains of an application's reservation back, once."""
    standing = office.ledger.reservation(head.matter.matter_id)
    if standing is None or standing.state != "ACTIVE" or not standing.remaining:
        return
    office.ledger.post(
        Unreserve(
            fund=standing.fund,
            actor=actor,
            reason=reason,
            at=office.clock(),
            programme_version=head.programme_version,
            application=head.matter.matter_id,
        )
    )


def _mendable(head: MatterHead, *, office: Office) -> tuple[Asking, ...]:
    """Give what a version may ask for that was returned, or that nobody answered.

    With nothing agreed to any more there is nothing to change: it asks for the first consent.
    """
    if head.consented is None:
        return ("first",)
    if _reservation_ended(head, office=office) or claims_under_way(head, office=office):
        return ()
    return (content_of(head, office=office).asking,)


def _reservation_ended(head: MatterHead, *, office: Office) -> bool:
    """Say whether nothing is left that a change could move: the time for claims is over."""
    standing = office.ledger.reservation(head.matter.matter_id)
    return standing is not None and standing.state == "RELEASED"


def own_application(application_id: str, filer: Filer, *, office: Office) -> MatterHead:
    """Give an application of the filer's partner.

    Raises:
        NotFound: no such application, or another partner's: the two look alike.
    """
    head = office.matters.get(KIND, application_id)
    if filer.partner_id is None or head.partner_id != filer.partner_id:
        raise NotFound("no such application")
    return head


def claims_under_way(head: MatterHead, *, office: Office) -> bool:
    """Say whether a claim of the activity has money, or could still get some."""
    programme = office.programme(head.programme, head.programme_version)
    today = today_of(head, office=office)
    claims = office.claims.of_partner(head.partner_id)
    return any(
        claim.state in ("draft", "returned")
        or office.ledger.hold(claim.claim_id, claim.version) is not None
        or not is_done(claim, programme, today, office=office)
        for claim in claims
        if claim.application_id == head.matter.matter_id and claim.state != "withdrawn"
    )


def today_of(head: MatterHead, *, office: Office) -> date:
    """Give today in an application's programme."""
    zone = office.programme(head.programme, head.programme_version).zone
    return local_day(office.clock(), zone)


def claim_until(head: MatterHead, content: ApplicationContent, *, office: Office) -> date:
    """Give the last day for a claim of an activity."""
    programme = office.programme(head.programme, head.programme_version)
    return report_due(programme, content.activity.last_day)


def form_id_of(random_id: str) -> str:
    """Give an id for a form: nobody can tell the random one from it."""
    return hashlib.sha256(random_id.encode()).hexdigest()[:32]


def _ensure_fileable(
    content: ApplicationContent, filer: Filer, head: MatterHead | None, *, office: Office
) -> None:
    assert filer.partner_id is not None
    now = office.clock()
    checks = checks_of(content, filer.partner_id, head, filed_at=now, office=office)
    stops = [check for check in checks if check.outcome == "stops"]
    if any(check.check == "lead_time" for check in stops):
        raise TooLate("the last possible day has passed")
    if stops:
        raise NotAccepted(f"the terms forbid it: {stops[0].check}")


def _is_settled(head: MatterHead, agreed: ApplicationContent, *, office: Office) -> bool:
    """Say whether the money of what was agreed to is reserved, or waits for its period."""
    agreement = office.directory.agreement(head.matter.matter_id)
    if agreement is not None and agreement[1] == head.consented:
        return True
    programme = office.programme(head.programme, head.programme_version)
    fund = fund_of_activity(agreed.activity, head.partner_id, programme)
    return balance_of(fund, office=office) is None
