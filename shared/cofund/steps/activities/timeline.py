"""The life of an application as its partner reads it: what happened, and through whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cofund.errors import NotFound
from cofund.matter_states import was_undone
from cofund.models.consents import MatterAudit, MatterHead
from cofund.pages.views.activities import ActivityEvent, Event, Who
from cofund.steps.office import Office

OWN_WORDS = frozenset({"cancelled"})
"""States whose reason is what the partner wrote."""
GIVEN_UP: Mapping[str, Event] = {
    "rejected": "change_rejected",
    "timed_out": "change_timed_out",
    "withdrawn": "change_withdrawn",
}
"""How a change ended that took an application back to the consent before."""


def timeline(
    life: Sequence[MatterAudit], head: MatterHead, *, office: Office
) -> tuple[ActivityEvent, ...]:
    """Give the changes of an application as its page tells them, in their order."""
    return tuple(_event(entry, head, office=office) for entry in life)


def _event(entry: MatterAudit, head: MatterHead, *, office: Office) -> ActivityEvent:
    return ActivityEvent(
        state=entry.to_state,
        what=_what(entry),
        version=entry.matter.version,
        at=entry.at,
        who=_who(entry, head, office=office),
        reason=entry.reason if entry.to_state in OWN_WORDS else "",
    )


def _what(entry: MatterAudit) -> Event:
    if was_undone(entry):
        return "unreserved"
    if entry.to_state == "approved":
        return GIVEN_UP.get(entry.reason, "approved")
    return entry.to_state


def _who(entry: MatterAudit, head: MatterHead, *, office: Office) -> Who:
    if entry.on_behalf_of is not None:
        return "manager"
    try:
        person = office.directory.person(entry.actor)
    except NotFound:
        return "cofund"
    if person.role == "partner":
        return "partner" if person.partner_id == head.partner_id else "cofund"
    return "operator" if person.role == "operator" else "approver"
