"""Messages to finance: what is paid, what comes back, and a day's control totals.

Nothing here is personal: finance resolves payee and bank details through the partner's ERP number.
The same claim, version and decision make the same message id, however often they are asked.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from pydantic import TypeAdapter

from cofund.claimable.vat_split import vat_split
from cofund.errors import NotApproved
from cofund.models.approval import Decision
from cofund.models.assessment import Assessment
from cofund.models.base import WHEN_USED
from cofund.models.claim import Claim, Partner
from cofund.models.extraction import Extraction
from cofund.models.ledger import FundKey, clawback_event_id, payout_event_id
from cofund.models.payout import (
    SPEC,
    Clawback,
    Control,
    CurrencyTotal,
    Payout,
    PayoutApproved,
    PayoutClawback,
    PayoutControl,
    PayoutMessage,
)
from cofund.models.points import PointsPart
from cofund.money import Money

_MESSAGE: TypeAdapter[PayoutMessage] = TypeAdapter(PayoutMessage, config=WHEN_USED)

APPROVED_SCHEMA = SPEC + "payout.approved.v1.json"
CLAWBACK_SCHEMA = SPEC + "payout.clawback.v1.json"
CONTROL_SCHEMA = SPEC + "payout.control.v1.json"


def payout_approved(
    *,
    claim: Claim,
    partner: Partner,
    assessment: Assessment,
    extractions: Mapping[str, Extraction],
    decision: Decision,
    fund: FundKey,
    entry: str,
    at: datetime,
    points: PointsPart | None = None,
) -> PayoutApproved:
    """Give the instruction to pay what a decision approved, of the fund and of points together.

    ``extractions`` are the claim's, by document id; ``points`` what is spent of its company's;
    ``entry`` is the debit's posting id and ``at`` its time.

    Raises:
        NotApproved: the decision approves nothing, or not this claim's version.
    """
    decided = (decision.claim_id, decision.version)
    if decision.amount is None or decided != (claim.claim_id, claim.version):
        raise NotApproved("no approval of this claim's version")
    part = None if points is None else points.value
    amount = decision.amount if part is None else decision.amount + part
    payout = Payout(
        claim=claim.claim_id,
        version=claim.version,
        fund=fund_name(fund),
        partner=partner.partner_id,
        partner_erp_number=partner.erp_number,
        amount=amount,
        points_part=part,
        vat_split=vat_split(amount, assessment.invoices, extractions),
        invoice_numbers=tuple(invoice.number for invoice in assessment.invoices),
        document_hashes=tuple(file.sha256 for file in claim.documents if file.sha256 is not None),
        approvers=decision.decided_by,
        entry=entry,
        programme=assessment.programme,
        programme_version=assessment.programme_version,
    )
    return PayoutApproved(
        id=payout_event_id(claim.claim_id, claim.version),
        source=_source(payout.programme),
        subject=claim.claim_id,
        time=at.astimezone(UTC),
        dataschema=APPROVED_SCHEMA,
        data=payout,
    )


def payout_clawback(
    paid: PayoutApproved,
    *,
    number: int,
    amount: Money,
    entry: str,
    reason: str,
    at: datetime,
    points_part: Money | None = None,
) -> PayoutClawback:
    """Give the message that takes a payout back, whole or in part.

    ``number`` counts this payout's clawbacks from 1; ``entry`` is the reversal's posting id and
    ``at`` its time; ``points_part`` is how much of the amount goes back to points.

    Raises:
        ValueError: the amount isn't between one minor unit and the payout's.
    """
    if not Money.zero(amount.currency) < amount <= paid.data.amount:
        raise ValueError("a clawback is above zero and at most the payout")
    payout = paid.data
    return PayoutClawback(
        id=clawback_event_id(payout.claim, payout.version, number),
        source=paid.source,
        subject=payout.claim,
        time=at.astimezone(UTC),
        dataschema=CLAWBACK_SCHEMA,
        data=Clawback(
            claim=payout.claim,
            version=payout.version,
            fund=payout.fund,
            partner=payout.partner,
            partner_erp_number=payout.partner_erp_number,
            amount=amount,
            points_part=points_part,
            payout_id=paid.id,
            entry=entry,
            reason=reason,
        ),
    )


def payout_control(
    messages: Iterable[PayoutMessage], *, programme: str, day: date, zone: tzinfo, at: datetime
) -> PayoutControl:
    """Give the control totals over the messages whose ``time`` is on a day of the zone.

    Messages of other days and control messages are left out, so more may be passed in.
    """
    since = datetime.combine(day, time.min, zone).astimezone(UTC)
    until = datetime.combine(day + timedelta(days=1), time.min, zone).astimezone(UTC)
    of_day = [
        message
        for message in messages
        if not isinstance(message, PayoutControl) and since <= message.time < until
    ]
    return PayoutControl(
        id=f"{programme}.control.{day.isoformat()}",
        source=_source(programme),
        subject=day.isoformat(),
        time=at.astimezone(UTC),
        dataschema=CONTROL_SCHEMA,
        data=Control(
            day=day.isoformat(),
            since=since,
            until=until,
            count=len(of_day),
            totals=_totals(of_day),
            ids_sha256=ids_hash(message.id for message in of_day),
        ),
    )


def payload(message: PayoutMessage) -> str:
    """Give a message as canonical JSON: equal messages are equal bytes."""
    plain = _MESSAGE.dump_python(message, mode="json")
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def read_payload(text: str) -> PayoutMessage:
    """Give the message that a payload says.

    Raises:
        pydantic.ValidationError: the text is no message of ours.
    """
    return _MESSAGE.validate_json(text)


def ids_hash(ids: Iterable[str]) -> str:
    """Give the SHA-256 over ids, sorted, one a line."""
    return hashlib.sha256("\n".join(sorted(ids)).encode()).hexdigest()


def fund_name(fund: FundKey) -> str:
    """Give a fund's name as finance sees it: "it-vendor/partner-7/2026Q4"."""
    return f"{fund.programme}/{fund.partner}/{fund.period}"


def _totals(messages: Iterable[PayoutApproved | PayoutClawback]) -> tuple[CurrencyTotal, ...]:
    """Sum payouts less clawbacks by currency."""
    amounts: defaultdict[str, list[Money]] = defaultdict(list)
    for message in messages:
        amount = message.data.amount
        signed = -amount if isinstance(message, PayoutClawback) else amount
        amounts[amount.currency].append(signed)
    return tuple(
        CurrencyTotal(amount=Money.total(amounts[currency], currency), count=len(amounts[currency]))
        for currency in sorted(amounts)
    )


def _source(programme: str) -> str:
    return f"/cofund/{programme}"
