"""Papers of the year: applications, claims, and what the rules say of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cofund.models.assessment import (
    Assessment,
    BalanceFacts,
    InvoiceFacts,
    Waterfall,
    WaterfallStep,
)
from cofund.models.claim import Activity, Application, Claim, ClaimRequest
from cofund.models.ledger import FundKey
from cofund.money import Money
from tests.prove.standing import Fund, Invoice

VERSION = "2026.1"
SELLER = "7700000016"
FILER = "marina"
"""The manager who files for everybody."""


def rub(amount: int) -> Money:
    """Give kopecks as money."""
    return Money(amount_minor=amount, currency="RUB")


@dataclass(frozen=True)
class Judged:
    """What the rules say of a version: after so many corrections."""

    claimable: int
    souvenirs: int
    invoices: tuple[Invoice, ...]
    corrections: int = 0
    eligible: int = 0
    """What was really paid for the activity: points may pay what the fund does not."""
    points: int = 0
    """How many points the partner wants to use."""


def fund_key(programme: str, fund: Fund) -> FundKey:
    """Give the real name of a fund."""
    return FundKey(programme=programme, partner=fund[0], period=fund[1])


def an_application(
    application_id: str, fund: FundKey, *, amount: int, day: date, activity: str, at: datetime
) -> Application:
    """Give an application as it was approved."""
    return Application(
        application_id=application_id,
        partner_id=fund.partner,
        programme=fund.programme,
        programme_version=VERSION,
        activity=Activity(
            activity_type=activity,
            name="Выдуманное мероприятие",
            first_day=day,
            last_day=day + timedelta(days=1),
            planned_cost=rub(2 * amount),
        ),
        submitted_at=at,
        approved_at=at,
        approved_amount=rub(amount),
        fund=fund,
    )


def a_claim(
    claim_id: str, application: Application, *, claimed: int, at: datetime, points: int = 0
) -> Claim:
    """Give a claim's first draft, filed by a manager on the partner's behalf."""
    return Claim(
        claim_id=claim_id,
        version=1,
        partner_id=application.partner_id,
        application_id=application.application_id,
        request=ClaimRequest(
            application_id=application.application_id,
            claimed=rub(claimed),
            points=points,
            sponsor_money=rub(0),
        ),
        state="draft",
        revision=0,
        opened_at=at,
        opened_by=FILER,
        edited_by=FILER,
    )


def an_assessment(
    place: tuple[str, int], fund: FundKey, judged: Judged, *, at: datetime
) -> Assessment:
    """Give what the rules say of a claim's version."""
    claimable, eligible, zero = rub(judged.claimable), rub(judged.eligible), rub(0)
    return Assessment(
        claim_id=place[0],
        version=place[1],
        programme=fund.programme,
        programme_version=VERSION,
        assessed_at=at,
        findings=(),
        waterfall=Waterfall(
            steps=(
                WaterfallStep(step="brand_share", before=eligible, after=eligible),
                WaterfallStep(step="refund_share", before=eligible, after=claimable),
            ),
            claimable=claimable,
            souvenir_part=rub(judged.souvenirs),
        ),
        balances=BalanceFacts(
            fund=fund, available=zero, reserved_for_activity=zero, fund_open=True
        ),
        invoices=tuple(_invoice(one, judged.claimable) for one in judged.invoices),
    )


def _invoice(invoice: Invoice, claimable: int) -> InvoiceFacts:
    number, gross, part = invoice
    return InvoiceFacts(
        seller=SELLER,
        number=number,
        issue_date=date(2026, 1, 1),
        gross=rub(gross),
        document_id=f"invoice-{number}",
        cost=rub(part),
        share=rub(min(claimable, part)),
    )
