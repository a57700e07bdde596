"""The money of a claim: hold it, debit it once, or let it go; then tell finance.

Every movement's id follows from the claim and its version: running a step again finds the posting
that stands there and changes nothing.
"""

from __future__ import annotations

from datetime import datetime

from cofund.books.claim_moves import Change
from cofund.errors import NotApproved, NotFound
from cofund.models.approval import Decision
from cofund.models.assessment import Assessment, InvoiceFacts
from cofund.models.claim import Claim
from cofund.models.ledger import Debit, InvoiceShare, PlaceHold, Release, payout_event_id
from cofund.models.payout import PayoutMessage
from cofund.models.standing import Hold, Posted
from cofund.money import Money
from cofund.payout import payload, payout_approved, read_payload
from cofund.steps.office import Office
from cofund.steps.storage import document_note, find_assessment, find_extraction

SOLE_TRADER_INN_LENGTH = 12


def hold_fund(claim_id: str, version: int, *, office: Office) -> Hold | None:
    """Hold the claimable amount, as far as the fund covers it now, and put the claim in review.

    Give the hold; None where nothing is claimable: a person still looks, but nothing can be paid.

    Raises:
        InsufficientFund: another claim took the money in between; trying again sees what is left.
        LimitReached: another claim took the souvenir limit in between.
    """
    claim, assessment = _judged(claim_id, version, office=office)
    standing = office.ledger.hold(claim_id, version)
    amount, souvenir = _coverable(claim, assessment, office=office)
    if standing is None and amount:
        application = office.directory.application(claim.application_id)
        hold = PlaceHold(
            fund=application.fund,
            actor="hold_fund",
            reason="claim_checked",
            at=office.clock(),
            programme_version=assessment.programme_version,
            claim=claim_id,
            version=version,
            amount=amount,
            souvenir=souvenir,
            application=claim.application_id,
        )
        office.ledger.post(hold)
    begun = {"review_began_at": office.clock().isoformat()}
    change = Change(to_state="in_review", at=office.clock(), actor="hold_fund", assign=begun)
    office.claims.advance(claim_id, version, "checked", change)
    return office.ledger.hold(claim_id, version)


def post_debit(claim_id: str, version: int, *, office: Office) -> Posted:
    """Move the approved amount out of the fund, once, with its payout in the outbox.

    Raises:
        NotApproved: no stored decision approves this version.
        InvoiceAlreadyPaid: another claim was paid for one of its invoices meanwhile.
    """
    claim, assessment = _judged(claim_id, version, office=office)
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
        souvenir=min(hold.souvenir, decision.amount),
        invoices=tuple(_share(invoice, office=office) for invoice in assessment.invoices),
        payload=payload(message),
    )
    return office.ledger.post(debit)


def release_hold(claim_id: str, version: int, *, office: Office) -> None:
    """Let the money of a claim go that is not paid, and end what a refusal left open.

    What was reserved for the activity goes back to its reservation when the partner may come again
    (returned, withdrawn); otherwise it becomes available, in a closed period it expires.
    """
    decision = office.approvals.decision(claim_id, version)
    if decision is None:
        raise NotApproved("nothing was decided on this version")
    hold = office.ledger.hold(claim_id, version)
    if hold is not None:
        _, assessment = _judged(claim_id, version, office=office)
        release = Release(
            fund=hold.fund,
            actor="release_hold",
            reason=decision.outcome,
            at=office.clock(),
            programme_version=assessment.programme_version,
            claim=claim_id,
            version=version,
            back_to="reservation" if decision.outcome in ("returned", "withdrawn") else "fund",
        )
        office.ledger.post(release)
    _end(claim_id, version, decision, office=office)


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


def _coverable(claim: Claim, assessment: Assessment, *, office: Office) -> tuple[Money, Money]:
    """Give how much of the claimable amount fund and souvenir limit cover as they stand now.

    The second amount is the souvenir part of the first.
    """
    claimable, souvenir = assessment.waterfall.claimable, assessment.waterfall.souvenir_part
    other = claimable - souvenir
    if souvenir:
        fund = office.directory.application(claim.application_id).fund
        limit = office.ledger.souvenir_limit(fund.limit())
        souvenir = min(souvenir, limit.available) if limit else Money.zero(souvenir.currency)
    amount = min(other + souvenir, _cover(claim, claimable.currency, office=office))
    return amount, min(souvenir, amount)


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


def _judged(claim_id: str, version: int, *, office: Office) -> tuple[Claim, Assessment]:
    assessment = find_assessment(office, claim_id, version)
    if assessment is None:
        raise NotFound("the version was not judged")
    return office.claims.version(claim_id, version), assessment


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
        return "h" + office.macs.sign(f"cofund-seller:{tax_id}".encode()).hex()[:40]
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
        invoice.document_id: find_extraction(
            office, claim.claim_id, claim.version, invoice.document_id
        )
        for invoice in assessment.invoices
    }
    return payout_approved(
        claim=_with_hashes(claim, office=office),
        partner=office.directory.partner(claim.partner_id),
        assessment=assessment,
        extractions={key: value for key, value in extractions.items() if value is not None},
        decision=decision,
        fund=hold.fund,
        entry=debit_entry(claim.claim_id, claim.version),
        at=at,
    )


def debit_entry(claim_id: str, version: int) -> str:
    """Give the id of a version's debit in the ledger."""
    return f"{claim_id}#{version}#DEBIT"


def _with_hashes(claim: Claim, *, office: Office) -> Claim:
    hashed = []
    for document in claim.documents:
        note = document_note(office, claim.claim_id, claim.version, document.document_id)
        hashed.append(document.model_copy(update={"sha256": note.sha256 if note else None}))
    return claim.model_copy(update={"documents": tuple(hashed)})


def _end(claim_id: str, version: int, decision: Decision, *, office: Office) -> None:
    """Move a claim that was withdrawn while it was read, or whose invoice was paid meanwhile."""
    state = office.claims.get(claim_id).state
    if decision.outcome == "withdrawn" and state == "in_review":
        gone = Change(
            to_state="withdrawn",
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
