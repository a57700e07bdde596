"""A partner withdraws a claim, from any state before a decision."""

from __future__ import annotations

from cofund.books.claim_moves import Change
from cofund.books.writing import TRIES
from cofund.claim_states import DECIDED, IN_WORK, REVIEWED
from cofund.errors import AlreadyDecided, NotInThisState, StaleVersion, TryAgain
from cofund.models.approval import Decision
from cofund.models.claim import Claim
from cofund.steps.filing import Filer, on_behalf_of
from cofund.steps.office import Office


def withdraw(claim: Claim, filer: Filer, *, office: Office) -> None:
    """Withdraw a claim on which nothing was decided; what was held for it is let go.

    Withdrawing it again changes nothing.

    Raises:
        AlreadyDecided: somebody has decided.
        NotInThisState: the claim waits for an operator.
        TryAgain: the claim is moving on at this moment.
    """
    for _ in range(TRIES):
        claim = office.claims.get(claim.claim_id)
        if _is_withdrawn(claim, office=office):
            return
        try:
            _withdraw_from(claim, filer, office=office)
        except (NotInThisState, StaleVersion, AlreadyDecided):
            if office.claims.get(claim.claim_id).revision == claim.revision:
                raise
            continue
        return
    raise TryAgain("the claim is moving on")


def _is_withdrawn(claim: Claim, *, office: Office) -> bool:
    decision = office.approvals.decision(claim.claim_id, claim.version)
    return claim.state == "withdrawn" or (decision is not None and decision.outcome == "withdrawn")


def _withdraw_from(claim: Claim, filer: Filer, *, office: Office) -> None:
    now = office.clock()
    if claim.state in ("draft", "returned"):
        change = Change(
            to_state="withdrawn", at=now, actor=filer.login, on_behalf_of=on_behalf_of(filer)
        )
        office.claims.move(claim.claim_id, claim.version, claim.state, change)
        return
    decision = Decision(
        claim_id=claim.claim_id,
        version=claim.version,
        outcome="withdrawn",
        decided_at=now,
        decided_by=(filer.login,),
        on_behalf_of=on_behalf_of(filer),
    )
    if claim.state in REVIEWED:
        office.approvals.decide(decision, link=None)
    elif claim.state in IN_WORK:
        office.approvals.withdraw_early(decision)
    elif claim.state in DECIDED:
        raise AlreadyDecided("somebody has decided")
    else:
        raise NotInThisState(f"the claim is {claim.state}")
