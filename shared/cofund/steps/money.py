"""The money of a claim: debit it once, or let it go; then tell finance.

Every movement's id follows from the claim and its version: running a step again finds the posting
that stands there and changes nothing.
"""

from __future__ import annotations

from datetime import datetime

from cofund.books.claim_moves import Change
from cofund.claim_states import decided_state
from cofund.errors import NotApproved
from cofund.models.approval import Decision
from cofund.models.assessment import Assessment, InvoiceFacts
from cofund.models.claim import Claim
from cofund.models.ledger import BackTo, Debit, InvoiceShare, Release, payout_event_id
from cofund.models.payout import PayoutMessage
from cofund.models.points import PointsPart
from cofund.models.standing import Hold, Posted
from cofund.money import Money
from cofund.payout import payload, payout_approved, read_payload
from cofund.steps.corrections import corrected_extraction
from cofund.steps.disputed import paid_before
from cofund.steps.holding import judged_claim
from cofund.steps.office import Office
from cofund.steps.storage import with_hashes

SOLE_TRADER_INN_LENGTH = 12


def post_debit(claim_id: str, version: int, *, office: Office) -> Posted:
    """Move the approved amount out of the fund, once, with its payout in the outbox.

    Raises:
        NotApproved: no stored decision approves this version.
        InvoiceAlreadyPaid: another claim was paid for one of its invoices meanwhile.
    """
    claim, assessment = judged_claim(claim_id, version, office=office)
    decision = office.approvals.decision(claim_id, version)
    hold = office.ledger.hold(claim_id, version)
    if decision is None or decision.amount is None or hold is None:
        raise NotApproved("no stored decision approves this version")
    standing = office.ledger.entry(hold.fund, debit_entry(claim_id, version))
    if standing is not None:
        return standing.model_copy(update={"replayed": True})
    now = office.clock()
    message = _payout(claim, assessment, decision, hold, at=now, office=office)
    debit = Debit(
        fund=hold.fund,
        actor=decision.decided_by[-1],
        reason="claim_approved",
        at=now,
        programme_version=assessment.programme_version,
        claim=claim_id,
        version=version,
        amount=decision.amount,
        points=approved_points(decision, hold),
        souvenir=_souvenir_part(assessment, decision.amount, hold),
        invoices=_shares(claim, assessment, office=office),
        back_to=_back_to(claim, decision),
        payload=payload(message),
    )
    return office.ledger.post(debit)


def release_hold(claim_id: str, version: int, *, office: Office) -> None:
    """Let the money of a claim go that is not paid, and end what a refusal left open.

    What was reserved for the activity goes back to its reservation when the partner may come again
    (returned, withdrawn). Otherwise it becomes available; in a closed period it would expire, so
    it stays reserved while the claim can be disputed.
    """
    decision = office.approvals.decision(claim_id, version)
    if decision is None:
        raise NotApproved("nothing was decided on this version")
    hold = office.ledger.hold(claim_id, version)
    if hold is not None:
        claim, assessment = judged_claim(claim_id, version, office=office)
        release = Release(
            fund=hold.fund,
            actor="release_hold",
            reason=decision.outcome,
            at=office.clock(),
            programme_version=assessment.programme_version,
            claim=claim_id,
            version=version,
            back_to=_back_to(claim, decision),
        )
        office.ledger.post(release)
    _end(claim_id, version, decision, office=office)


def _back_to(claim: Claim, decision: Decision) -> BackTo:
    if decision.outcome in ("returned", "withdrawn"):
        return "reservation"
    return "where_it_lasts" if claim.disputes is None else "fund"


def send_payout(claim_id: str, version: int, *, office: Office) -> PayoutMessage:
    """Send finance the payout that the debit wrote into the outbox."""
    return send_message(payout_event_id(claim_id, version), office=office)


def send_message(event_id: str, *, office: Office) -> PayoutMessage:
    """Send one message of the outbox and note that it was sent.

    Sent twice, it carries the same id; the consumer deduplicates.
    """
    entry = office.outbox.entry(event_id)
    message = read_payload(entry.payload)
    office.feed.send(message, group=entry.fund.partner)
    office.outbox.mark_sent(event_id, actor="send_payout", at=office.clock())
    return message


def approved_points(decision: Decision, hold: Hold) -> PointsPart | None:
    """Give the points that a decision gives, out of those that are held.

    Raises:
        NotApproved: there are none of them.
    """
    if hold.points is not None:
        return hold.points.part(decision.points)
    if decision.points:
        raise NotApproved("the hold has no points")
    return None


def _souvenir_part(assessment: Assessment, amount: Money, hold: Hold) -> Money:
    """Give what the souvenir limit is charged with: corrections may have lowered it."""
    return min(hold.souvenir, assessment.waterfall.souvenir_part, amount)


def _shares(claim: Claim, assessment: Assessment, *, office: Office) -> tuple[InvoiceShare, ...]:
    """Give what is taken of each invoice: nothing where the version disputed took it already."""
    if paid_before(claim, office=office) is not None:
        return ()
    return tuple(_share(invoice, office=office) for invoice in assessment.invoices)


def _share(invoice: InvoiceFacts, *, office: Office) -> InvoiceShare:
    return InvoiceShare(
        seller=seller_id(invoice.seller, office=office),
        number=invoice.number,
        date=invoice.issue_date,
        gross=invoice.gross,
        share=invoice.cost,
    )


def seller_id(tax_id: str, *, office: Office) -> str:
    """Give a seller's id for the ledger; a sole trader's INN is personal, so it is hashed."""
    if len(tax_id) == SOLE_TRADER_INN_LENGTH and tax_id.isdigit():
        return "h" + office.person_macs.sign(f"cofund-seller:{tax_id}".encode()).hex()[:40]
    return tax_id


def _payout(
    claim: Claim,
    assessment: Assessment,
    decision: Decision,
    hold: Hold,
    *,
    at: datetime,
    office: Office,
) -> PayoutMessage:
    extractions = {
        invoice.document_id: corrected_extraction(office, claim, invoice.document_id)
        for invoice in assessment.invoices
    }
    return payout_approved(
        claim=with_hashes(claim, office=office),
        partner=office.directory.partner(claim.partner_id),
        assessment=assessment,
        extractions={key: value for key, value in extractions.items() if value is not None},
        decision=decision,
        points=approved_points(decision, hold),
        fund=hold.fund,
        entry=debit_entry(claim.claim_id, claim.version),
        at=at,
    )


def debit_entry(claim_id: str, version: int) -> str:
    """Give the id of a version's debit in the ledger."""
    return f"{claim_id}#{version}#DEBIT"


def _end(claim_id: str, version: int, decision: Decision, *, office: Office) -> None:
    """Move a claim that was withdrawn while it was read, or whose invoice was paid meanwhile."""
    state = office.claims.get(claim_id).state
    if decision.outcome == "withdrawn" and state == "in_review":
        gone = Change(
            to_state=decided_state("withdrawn", stood=office.claims.stood_at(claim_id)),
            at=office.clock(),
            actor=decision.decided_by[-1],
            on_behalf_of=decision.on_behalf_of,
        )
        office.claims.advance(claim_id, version, "in_review", gone)
    if decision.outcome == "approved" and state == "approved":
        refused = Change(
            to_state="rejected",
            at=office.clock(),
            actor="release_hold",
            reason="InvoiceAlreadyPaid",
        )
        office.claims.advance(claim_id, version, "approved", refused)
