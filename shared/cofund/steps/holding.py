"""The money that waits for a decision on a claim: held when it was checked, raised when corrected.

Every movement's id follows from the claim and its version: running a step again finds the posting
that stands there and changes nothing.
"""

from __future__ import annotations

from contextlib import suppress

from cofund.books.claim_moves import Change
from cofund.errors import (
    AccountClosed,
    EntryConflict,
    FundClosed,
    InsufficientFund,
    InsufficientPoints,
    LimitReached,
    NotFound,
    TryAgain,
)
from cofund.models.assessment import Assessment
from cofund.models.claim import Claim
from cofund.models.ledger import PlaceHold, RaiseHold
from cofund.models.standing import Hold
from cofund.money import Money
from cofund.steps.claim_points import coverable_points, missing_points
from cofund.steps.instalments import activity_left, uses_of
from cofund.steps.office import Office
from cofund.steps.storage import find_assessment

POINTS_TAKEN = (InsufficientPoints, AccountClosed)


def hold_fund(claim_id: str, version: int, *, office: Office) -> Hold | None:
    """Hold the claimable amount, as far as the fund covers it now, and put the claim in review.

    Give the hold; None where nothing is claimable: a person still looks, but nothing can be paid.

    Raises:
        InsufficientFund: another claim took the money in between; trying again sees what is left.
        LimitReached: another claim took the souvenir limit in between.
        TryAgain: the points were taken in between, or their year ended.
    """
    claim, assessment = judged_claim(claim_id, version, office=office)
    if _waits_for_money(claim_id, version, office=office):
        try:
            _place(claim, assessment, reason="claim_checked", office=office)
        except POINTS_TAKEN as taken:
            raise TryAgain("the points were taken in between") from taken
    begun = {"review_began_at": office.clock().isoformat()}
    change = Change(to_state="in_review", at=office.clock(), actor="hold_fund", assign=begun)
    office.claims.advance(claim_id, version, "checked", change)
    return office.ledger.hold(claim_id, version)


def raise_hold(claim_id: str, version: int, *, number: int, office: Office) -> None:
    """Hold what is claimable beyond the hold after so many corrections, as far as there is money.

    Where less is claimable nothing moves: the debit gives back what is left.

    Raises:
        TryAgain: another claim took the money in between; trying again sees what is left.
    """
    claim, assessment = judged_claim(claim_id, version, office=office)
    hold = office.ledger.hold(claim_id, version)
    try:
        if hold is None:
            _place(claim, assessment, reason="claim_corrected", office=office)
        elif hold.state == "HELD":
            _raise(hold, claim, assessment, number=number, office=office)
    except (InsufficientFund, LimitReached, FundClosed, *POINTS_TAKEN) as taken:
        raise TryAgain("another claim took the money in between") from taken


def _waits_for_money(claim_id: str, version: int, *, office: Office) -> bool:
    """Say whether a version has no hold, and its step was not done before.

    Where nothing could be held the step leaves no hold: done again after the decision, when there
    is money, it must not hold any.
    """
    claim = office.claims.get(claim_id)
    waits = (claim.version, claim.state) == (version, "checked")
    return waits and office.ledger.hold(claim_id, version) is None


def judged_claim(claim_id: str, version: int, *, office: Office) -> tuple[Claim, Assessment]:
    """Give a version as it was submitted, with its newest assessment.

    Raises:
        NotFound: it was not judged.
    """
    assessment = find_assessment(office, claim_id, version)
    if assessment is None:
        raise NotFound("the version was not judged")
    return office.claims.version(claim_id, version), assessment


def _place(claim: Claim, assessment: Assessment, *, reason: str, office: Office) -> None:
    application = office.directory.application(claim.application_id)
    uses = uses_of(application, office=office)
    amount, souvenir = _coverable(claim, assessment, office=office)
    points = coverable_points(claim, assessment, office=office)
    if amount.amount_minor <= 0 and points is None:
        return
    if points is not None:
        # Points pay also where the partner never had money: the posting needs its fund.
        office.ledger.open_fund(application.fund, amount.currency)
    hold = PlaceHold(
        fund=application.fund,
        actor="hold_fund",
        reason=reason,
        at=office.clock(),
        programme_version=assessment.programme_version,
        claim=claim.claim_id,
        version=claim.version,
        amount=max(amount, Money.zero(amount.currency)),
        points=points,
        souvenir=max(souvenir, Money.zero(amount.currency)),
        application=claim.application_id,
        uses_seen=uses,
    )
    office.ledger.post(hold)


def _raise(
    hold: Hold, claim: Claim, assessment: Assessment, *, number: int, office: Office
) -> None:
    application = office.directory.application(claim.application_id)
    uses = uses_of(application, office=office)
    amount, souvenir = _missing(hold, claim, assessment, office=office)
    points = missing_points(hold, claim, assessment, office=office)
    if amount.amount_minor <= 0 and points is None:
        return
    movement = RaiseHold(
        fund=hold.fund,
        actor="hold_fund",
        reason="claim_corrected",
        at=office.clock(),
        programme_version=assessment.programme_version,
        claim=claim.claim_id,
        version=claim.version,
        number=number,
        amount=max(amount, Money.zero(amount.currency)),
        points=points,
        souvenir=souvenir,
        uses_seen=uses,
    )
    if office.ledger.entry(hold.fund, movement.entry_id) is None:
        with suppress(EntryConflict):  # a twin saw another balance, and has raised it
            office.ledger.post(movement)


def _missing(
    hold: Hold, claim: Claim, assessment: Assessment, *, office: Office
) -> tuple[Money, Money]:
    """Give what is claimable beyond a hold and can be covered, and its souvenir part."""
    claimable, part = assessment.waterfall.claimable, assessment.waterfall.souvenir_part
    zero = Money.zero(claimable.currency)
    left = _souvenirs_left(claim, claimable.currency, office=office)
    souvenir = min(max(part - hold.souvenir, zero), left)
    other = claimable - part
    wanted = other + min(part, hold.souvenir + souvenir) - hold.amount
    spare = _activity_left(claim, office=office) - hold.amount
    amount = min(wanted, spare, _cover(claim, claimable.currency, office=office))
    return amount, max(min(souvenir, amount), zero)


def _coverable(claim: Claim, assessment: Assessment, *, office: Office) -> tuple[Money, Money]:
    """Give how much of the claimable amount fund and souvenir limit cover as they stand now.

    The second amount is the souvenir part of the first.
    """
    claimable, souvenir = assessment.waterfall.claimable, assessment.waterfall.souvenir_part
    other = claimable - souvenir
    if souvenir:
        left = _souvenirs_left(claim, souvenir.currency, office=office)
        souvenir = min(souvenir, left)
    amount = min(
        other + souvenir,
        _activity_left(claim, office=office),
        _cover(claim, claimable.currency, office=office),
    )
    return amount, min(souvenir, amount)


def _activity_left(claim: Claim, *, office: Office) -> Money:
    """Give what other claims left of what was approved for the activity."""
    application = office.directory.application(claim.application_id)
    return activity_left(application, besides=claim.claim_id, office=office)


def _souvenirs_left(claim: Claim, currency: str, *, office: Office) -> Money:
    fund = office.directory.application(claim.application_id).fund
    limit = office.ledger.souvenir_limit(fund.limit())
    return limit.available if limit else Money.zero(currency)


def _cover(claim: Claim, currency: str, *, office: Office) -> Money:
    """Give what the fund has for a claim: reserved for its activity, and available if open."""
    fund = office.directory.application(claim.application_id).fund
    try:
        balance = office.ledger.balance(fund)
    except NotFound:
        return Money.zero(currency)
    cover = balance.available if balance.status == "OPEN" else Money.zero(currency)
    reservation = office.ledger.reservation(claim.application_id)
    if reservation is not None and reservation.state == "ACTIVE":
        cover += reservation.remaining
    return cover
