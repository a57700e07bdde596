"""Filing a matter: its first version or the next, and the workflow that asks for consent to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cofund.books.matter_moves import MatterChange, content_hash
from cofund.errors import NotInThisState, TooMany, TryAgain
from cofund.items import Write
from cofund.matter_states import UNDECIDED, consented_state
from cofund.models.base import Model
from cofund.models.consents import (
    MAX_VERSIONS,
    Consent,
    Matter,
    MatterHead,
    MatterKind,
)
from cofund.steps.filing import Filer, StandIn, on_behalf_of
from cofund.steps.office import Office
from cofund.steps.waking import wake_matter

if TYPE_CHECKING:
    from cofund.models.programme import Programme


def file_matter(
    kind: MatterKind,
    matter_id: str,
    content: Model,
    filer: Filer,
    *,
    programme: Programme,
    office: Office,
    also: tuple[Write, ...] = (),
) -> MatterHead:
    """Store a new matter and let its workflow begin; filing the same again changes nothing.

    ``also`` are further writes for the same transaction.

    Raises:
        NotInThisState: the filer belongs to no partner.
        EntryConflict: the id is taken by a matter with other contents, or what is also to be
            written was refused.
        TryAgain: others kept writing.
    """
    if filer.partner_id is None:
        raise NotInThisState("a matter is filed by a partner's people, or for them")
    now = office.clock()
    head = MatterHead(
        matter=Matter(kind=kind, matter_id=matter_id, version=1),
        partner_id=filer.partner_id,
        programme=programme.programme,
        programme_version=programme.version,
        opened_at=now,
        opened_by=filer.login,
        submitted_at=now,
        edited_by=filer.login,
        stand_ins=(filer.login,) if isinstance(filer, StandIn) else (),
        content_hash=content_hash(content),
    )
    office.matters.open(head, content, also=also)
    start_consent(head.matter, office=office)
    return office.matters.get(kind, matter_id)


def file_again(
    over: MatterHead,
    content: Model,
    filer: Filer,
    *,
    programme: Programme,
    office: Office,
    also: tuple[Write, ...] = (),
) -> MatterHead:
    """Store the next version of a matter and let its workflow begin.

    ``also`` are further writes for the same transaction.

    Raises:
        TooMany: the matter has had all the versions it may have.
        StaleVersion: the matter has another version now.
        NotInThisState: the matter has moved on, or no version may follow where it stands.
        TryAgain: others kept writing.
    """
    if over.matter.version >= MAX_VERSIONS:
        raise TooMany("the matter has had all its versions")
    stood_in = (filer.login,) if isinstance(filer, StandIn) else ()
    head = over.model_copy(
        update={
            "matter": over.matter.model_copy(update={"version": over.matter.version + 1}),
            "programme_version": programme.version,
            "submitted_at": office.clock(),
            "edited_by": filer.login,
            "stand_ins": tuple(dict.fromkeys((*over.stand_ins, *stood_in))),
            "content_hash": content_hash(content),
            "review_began_at": None,
        }
    )
    filed = office.matters.file_version(head, content, over=over, also=also)
    start_consent(filed.matter, office=office)
    return filed


def withdraw_matter(head: MatterHead, filer: Filer, *, office: Office) -> None:
    """Withdraw the version that waits for consent, or what was returned; its item says so.

    Where consent was given to an earlier version, that one stays in force. Withdrawing it again
    changes nothing.

    Raises:
        AlreadyDecided: somebody has answered.
        StaleVersion: the matter has another version now.
        NotInThisState: there is nothing to withdraw.
        TryAgain: others kept writing.
    """
    if head.state == "returned":
        change = MatterChange(
            to_state=consented_state("withdrawn", consented=head.consented is not None),
            at=office.clock(),
            actor=filer.login,
            reason="withdrawn",
            on_behalf_of=on_behalf_of(filer),
        )
        office.matters.move(head.matter, "returned", change)
        return
    stored = office.matters.consent(head.matter)
    if stored is not None and stored.outcome == "withdrawn":
        return
    if head.state not in UNDECIDED:
        raise NotInThisState(f"the matter is {head.state}")
    consent = Consent(
        matter=head.matter,
        outcome="withdrawn",
        decided_at=office.clock(),
        decided_by=filer.login,
        on_behalf_of=on_behalf_of(filer),
    )
    office.matters.decide(consent, link=None)
    wake_matter(head.matter, office=office)


def start_consent(matter: Matter, *, office: Office) -> None:
    """Let a version's workflow begin; started again, it runs once. The sweeper mends a failure."""
    try:
        office.consent_workflow.start(consent_execution(matter), matter)
    except TryAgain:
        office.metrics.count("StartLater", step="start_consent")


def consent_execution(matter: Matter) -> str:
    """Give the name of a version's workflow: one name, one run."""
    return f"{matter.matter_id}-v{matter.version}"
