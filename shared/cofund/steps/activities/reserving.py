"""Money for an activity that was consented to: reserved, changed, or told why it is not.

The application that claims stand on is stored here, pinned to the programme in force on the day of
the consent. Doing it again finds everything done; an earlier version never undoes a later one.
"""

from __future__ import annotations

from datetime import date

from cofund.books.matter_moves import MatterChange
from cofund.calendar import local_day
from cofund.errors import (
    FundClosed,
    InsufficientFund,
    NotApproved,
    NotInThisState,
    Refusal,
    ReservationUsed,
    StaleVersion,
    TryAgain,
)
from cofund.matter_states import UNDECIDED, consents_given
from cofund.models.activities import Reserved
from cofund.models.claim import Application
from cofund.models.consents import Consent, Matter, MatterHead, MatterState, Undone
from cofund.models.ledger import Reserve
from cofund.models.programme import Programme
from cofund.models.reservations import ChangeReservation
from cofund.models.standing import Reservation
from cofund.steps.activities.filing import free_reservation
from cofund.steps.activities.standing import (
    applied_at,
    balance_of,
    content_of,
    filed_at,
    fund_of_activity,
)
from cofund.steps.office import Office

ACTOR = "reserve_activity"
SHORT: dict[type[Refusal], Undone] = {
    InsufficientFund: "insufficient_fund",
    FundClosed: "fund_closed",
    ReservationUsed: "reservation_used",
    NotInThisState: "reservation_ended",
}
"""Refusals after which the partner is asked for another version, and what the audit calls them."""
GIVEN_UP: frozenset[MatterState] = frozenset({"cancelled", "expired"})
MENDABLE: frozenset[MatterState] = frozenset({"approved", "returned"})
"""States from which a consent that nothing can be reserved for is taken back."""


def reserve_activity(matter: Matter, *, office: Office) -> Reserved:
    """Reserve what was agreed to, or change what is reserved; store what claims stand on.

    A change that waits for its own answer, or to be mended, takes nothing from what was agreed to
    before it. Where the period has not begun, its money is reserved when it begins. Where the fund
    has too little, or has closed, the version goes back to the partner, who learns what to do;
    consent to an earlier version stays in force.

    Raises:
        NotApproved: nobody has consented to this version.
        TryAgain: others kept moving the same money.
    """
    consent = office.matters.consent(matter)
    if consent is None or consent.amount is None:
        raise NotApproved("nobody has consented to this version")
    head = office.matters.get(matter.kind, matter.matter_id)
    if not _counts(head, matter):
        return _settled(head, matter, office=office)
    if in_force(head, office=office):
        return Reserved(outcome="reserved")
    agreed = _application(head, matter, consent, office=office)
    if balance_of(agreed.fund, office=office) is None:
        return Reserved(outcome="waits")
    try:
        _post_change(agreed, matter.version, office=office)
    except tuple(SHORT) as refusal:
        return _refused(matter, SHORT[type(refusal)], office=office)
    office.directory.agree(agreed, version=matter.version)
    return _settled(office.matters.get(matter.kind, matter.matter_id), matter, office=office)


def reserve_begun(partner_id: str, *, office: Office) -> tuple[str, ...]:
    """Reserve for agreed activities whose period has begun since; give their applications' ids.

    Raises:
        TryAgain: others kept moving the same money.
    """
    from cofund.steps.consents.letters import notify_applicant  # its mails; most runs send none

    waiting = (
        head.matter.model_copy(update={"version": head.consented})
        for head in office.matters.of_partner("application", partner_id)
        if head.state in MENDABLE | UNDECIDED
        and head.consented
        and not in_force(head, office=office)
    )
    done = []
    for matter in waiting:
        outcome = reserve_activity(matter, office=office).outcome
        if outcome == "short":
            notify_applicant(matter, office=office)
        if outcome in ("reserved", "short"):
            done.append(matter.matter_id)
    return tuple(done)


def in_force(head: MatterHead, *, office: Office) -> bool:
    """Say whether the version consented to last is what claims stand on by now."""
    agreement = office.directory.agreement(head.matter.matter_id)
    return agreement is not None and agreement[1] == head.consented


def _counts(head: MatterHead, matter: Matter) -> bool:
    """Say whether a version is what is agreed to now."""
    return head.consented == matter.version and head.state not in GIVEN_UP


def _settled(head: MatterHead, matter: Matter, *, office: Office) -> Reserved:
    """Give what became of a version; what was given up meanwhile keeps no money."""
    if head.state in GIVEN_UP:
        free_reservation(head, reason="activity_over", actor=ACTOR, office=office)
        office.directory.end_application(head.matter.matter_id)
        return Reserved(outcome="overtaken")
    if head.consented == matter.version:
        return Reserved(outcome="reserved")
    undone = consents_given(office.matters.audit(matter.kind, matter.matter_id)).undone
    return Reserved(outcome="short" if matter.version in undone else "overtaken")


def _refused(matter: Matter, why: Undone, *, office: Office) -> Reserved:
    """Give a version back for which nothing can be reserved, unless it was overtaken meanwhile.

    While a change waits for its answer nothing is taken back: the answer may settle it.

    Raises:
        TryAgain: it moves on at this moment.
    """
    head = office.matters.get(matter.kind, matter.matter_id)
    if not _counts(head, matter):
        return _settled(head, matter, office=office)
    if head.state not in MENDABLE:
        return Reserved(outcome="waits")
    try:
        _send_back(head, why, office=office)
    except (NotInThisState, StaleVersion) as moved:
        raise TryAgain("the application is moving on") from moved
    return Reserved(outcome="short")


def _application(
    head: MatterHead, matter: Matter, consent: Consent, *, office: Office
) -> Application:
    """Give what claims stand on: pinned to the programme in force when it was consented to.

    While the first day stays as it was agreed to, so does the moment of the agreement: an activity
    that is extended while it runs was approved before it began.
    """
    content = content_of(head, office=office, version=matter.version)
    programme = _pinned(head, content.activity.activity_type, consent, office=office)
    before = office.directory.agreement(matter.matter_id)
    same_day = before is not None and before[0].activity.first_day == content.activity.first_day
    filed = filed_at(head, matter.version, office=office)
    assert consent.amount is not None
    return Application(
        application_id=matter.matter_id,
        partner_id=head.partner_id,
        programme=programme.programme,
        programme_version=programme.version,
        activity=content.activity,
        submitted_at=applied_at(content, head, filed_at=filed, office=office),
        approved_at=before[0].approved_at if before and same_day else consent.decided_at,
        approved_amount=consent.amount,
        fund=fund_of_activity(content.activity, head.partner_id, programme),
    )


def _pinned(head: MatterHead, activity_type: str, consent: Consent, *, office: Office) -> Programme:
    """Give the terms in force on the day of the consent.

    Where those no longer have the type, and it was agreed to nevertheless, it is the terms under
    which it was filed: claims can only be judged by terms that know it.
    """
    from cofund.programme import in_force as newest_in_force  # it reads YAML

    filed_under = office.programme(head.programme, head.programme_version)
    day: date = local_day(consent.decided_at, filed_under.zone)
    newest = newest_in_force(office.programmes, name=head.programme, day=day)
    return newest if activity_type in newest.activities else filed_under


def _post_change(agreed: Application, version: int, *, office: Office) -> None:
    """Post what changes of the reservation, if anything does."""
    standing = office.ledger.reservation(agreed.application_id)
    common = {
        "actor": ACTOR,
        "at": office.clock(),
        "programme_version": agreed.programme_version,
        "application": agreed.application_id,
        "amount": agreed.approved_amount,
        "fund": agreed.fund,
    }
    if standing is None:
        office.ledger.post(Reserve.model_validate({**common, "reason": "approved"}))
    elif not _as_agreed(standing, agreed, version):
        moves = {"from_fund": standing.fund} if standing.fund != agreed.fund else {}
        more = {"reason": "changed", "number": version, **moves}
        office.ledger.post(ChangeReservation.model_validate({**common, **more}))


def _as_agreed(standing: Reservation, agreed: Application, version: int) -> bool:
    same = (standing.fund, standing.amount) == (agreed.fund, agreed.approved_amount)
    return (same and standing.state == "ACTIVE") or standing.version >= version


def _send_back(head: MatterHead, why: Undone, *, office: Office) -> None:
    """Give a version back to the partner; what was agreed to before it counts again."""
    matter = head.matter
    standing = consents_given(office.matters.audit(matter.kind, matter.matter_id)).standing
    change = MatterChange(
        to_state="returned",
        at=office.clock(),
        actor=ACTOR,
        reason=why,
        assign={"consented": standing[-2] if len(standing) > 1 else None},
    )
    office.matters.move(matter, head.state, change)
