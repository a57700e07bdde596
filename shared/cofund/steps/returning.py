"""From checked to returned: one letter that names every fix."""

from __future__ import annotations

from cofund.books.claim_moves import Change
from cofund.items import Condition
from cofund.steps.letters import send_return_letter
from cofund.steps.office import Office
from cofund.steps.reviewing import judged


def return_to_partner(claim_id: str, version: int, *, office: Office) -> None:
    """Send a version back with one letter that names every fix; a withdrawn one just ends.

    Raises:
        TryAgain: it is being withdrawn at this moment.
    """
    decision = office.approvals.decision(claim_id, version)
    now = office.clock()
    if decision is not None and decision.outcome == "withdrawn":
        gone = Change(
            to_state="withdrawn",
            at=now,
            actor=decision.decided_by[-1],
            on_behalf_of=decision.on_behalf_of,
        )
        office.claims.advance(claim_id, version, "checked", gone)
        office.approvals.picked_up(decision)
        return
    change = Change(
        to_state="returned",
        at=now,
        actor="return_to_partner",
        assign={"returned_at": now.isoformat()},
        conditions=(Condition("withdrawing", "absent"),),
    )
    claim = office.claims.advance(claim_id, version, "checked", change)
    assessment = judged(claim_id, version, office=office)
    send_return_letter(claim, assessment, decision=None, office=office)
