"""Several claims for one activity: together they get what was approved, and no more than its cap.

Read from the ledger itself, which never lags. Whoever is about to hold money reads the
reservation's ``uses`` first: the ledger refuses the hold where another came in since then.
"""

from __future__ import annotations

from cofund.models.claim import Application
from cofund.money import Money
from cofund.steps.office import Office


def activity_left(application: Application, *, besides: str | None = None, office: Office) -> Money:
    """Give what claims left of an activity's approved amount and cap; never below zero.

    Counted is what they hold or were paid, clawbacks taken off. ``besides`` is a claim that does
    not count.
    """
    programme = office.programme(application.programme, application.programme_version)
    approved, cap = application.approved_amount, programme.caps.per_activity
    most = approved if cap is None else min(approved, cap.value)
    taken = [
        hold.amount if hold.state == "HELD" else hold.reversible
        for hold in office.ledger.holds_for(application.application_id)
        if hold.claim != besides and hold.state != "RELEASED"
    ]
    zero = Money.zero(most.currency)
    return max(zero, most - Money.total(taken, most.currency))


def uses_of(application: Application, *, office: Office) -> int | None:
    """Give how often claims have held money for an activity; None where nothing was reserved."""
    reservation = office.ledger.reservation(application.application_id)
    return None if reservation is None else reservation.uses
