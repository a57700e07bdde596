"""The feed to finance: one CloudEvents message per approved payout, clawback and control total."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from cofund.models.base import Identifier, Model, Sha256, ShortText
from cofund.money import Money

SPEC = "https://cofund.example/schemas/"


def is_none(part: Money | None) -> bool:
    """Say whether a message leaves a part out that it does not have."""
    return part is None


class VatSplit(Model):
    """How much of a payout stands on which VAT rate; finance books them apart."""

    rate_percent: ShortText
    """ "22", "20", "10", "0", "none" (без НДС), or "unknown" where no invoice says it for sure."""
    amount: Money


class Payout(Model):
    """An approved payout. No personal data: payee and bank follow from the ERP number."""

    claim: Identifier
    version: int = Field(ge=1)
    fund: ShortText
    partner: Identifier
    partner_erp_number: ShortText
    amount: Money
    """All that is to be paid: of the fund, and what points pay at their worth."""
    points_part: Money | None = Field(default=None, exclude_if=is_none)
    """How much of the amount the partner's points pay, and not its fund; absent where none do."""
    vat_split: tuple[VatSplit, ...] = Field(max_length=20)
    """Of the whole amount: points pay for the same invoices as the fund."""
    invoice_numbers: tuple[ShortText, ...] = Field(max_length=20)
    document_hashes: tuple[Sha256, ...] = Field(max_length=20)
    approvers: tuple[Identifier, ...] = Field(min_length=1, max_length=2)
    entry: ShortText
    """The ledger posting that this payout stands on."""
    programme: Identifier
    programme_version: ShortText


class Clawback(Model):
    """Money that comes back from a payout already sent."""

    claim: Identifier
    version: int = Field(ge=1)
    fund: ShortText
    partner: Identifier
    partner_erp_number: ShortText
    amount: Money
    """Positive: what the partner owes back, for the fund and for points together."""
    points_part: Money | None = Field(default=None, exclude_if=is_none)
    """How much of the amount goes back to points, and not to the fund; absent where none does."""
    payout_id: ShortText
    entry: ShortText
    reason: ShortText


class CurrencyTotal(Model):
    """A day's payouts less its clawbacks in one currency."""

    amount: Money
    count: int = Field(ge=0)


class Control(Model):
    """A day's control totals: finance compares them with what it received.

    They cover every payout and clawback whose ``time`` is at or after ``since`` and before
    ``until``.
    """

    day: ShortText
    """ "2026-11-21", in the programme's zone."""
    since: AwareDatetime
    until: AwareDatetime
    count: int = Field(ge=0)
    totals: tuple[CurrencyTotal, ...] = Field(max_length=20)
    ids_sha256: Sha256
    """Over the day's message ids, sorted, one a line."""


class _Event(Model):
    specversion: Literal["1.0"] = "1.0"
    id: ShortText
    """Unique per payout; consumers deduplicate on it."""
    source: ShortText
    """ "/cofund/{programme}"."""
    subject: ShortText
    time: AwareDatetime
    datacontenttype: Literal["application/json"] = "application/json"
    dataschema: ShortText


class PayoutApproved(_Event):
    """Pay this."""

    type: Literal["com.cofund.payout.approved.v1"] = "com.cofund.payout.approved.v1"
    data: Payout


class PayoutClawback(_Event):
    """Take this back."""

    type: Literal["com.cofund.payout.clawback.v1"] = "com.cofund.payout.clawback.v1"
    data: Clawback


class PayoutControl(_Event):
    """What was sent on one day."""

    type: Literal["com.cofund.payout.control.v1"] = "com.cofund.payout.control.v1"
    data: Control


PayoutMessage = Annotated[
    PayoutApproved | PayoutClawback | PayoutControl, Field(discriminator="type")
]


class Acknowledgement(Model):
    """Finance's answer to one message: it is booked."""

    id: ShortText
    """The message's id."""
    booked_at: AwareDatetime
    reference: ShortText = ""
    """Finance's own number for it."""
