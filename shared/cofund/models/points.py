"""Points: accounts of companies and people, what stands in them, and the movements of points.

A point is a unit of its own: whole, never added to money. What one is worth stands in the
programme's terms, and is written down wherever points pay for something. An account lives for one
calendar year; at its end what is available expires.
"""

from fractions import Fraction
from typing import Annotated, Literal, Self, get_args

from pydantic import AwareDatetime, Field, model_validator

from cofund.models.base import IDENTIFIER, Identifier, Model, Sha256, ShortText
from cofund.models.movements import Amount, Caused, EntryId, FundKey, FundMovement
from cofund.money import Money

PointsBucket = Literal["earned", "available", "held", "spent", "expired"]
POINTS_BUCKETS: tuple[PointsBucket, ...] = get_args(PointsBucket)
"""Earned is what ever came in; the other four say where it is now, and sum up to it."""

AccountStatus = Literal["OPEN", "CLOSED"]
SpentOn = Literal["conversion", "souvenir_order", "publication"]
"""What points pay for outside a claim."""

LARGEST_POINTS = 10**9

Points = Annotated[int, Field(strict=True, ge=1, le=LARGEST_POINTS)]
PointsOrZero = Annotated[int, Field(strict=True, ge=0, le=LARGEST_POINTS)]
PointsOwner = Literal["company", "person"]
"""Whose account it is: the partner's, or the own one of somebody who works there."""
Owner = Annotated[str, Field(pattern=rf"^(company|person)\.{IDENTIFIER[1:]}")]
"""Whose points they are: "company.{partner id}" or "person.{login}"."""


class AccountKey(Model):
    """One owner's points of one calendar year."""

    programme: Identifier
    owner: Owner
    year: Annotated[str, Field(pattern=r"^\d{4}$")]


class PointsPart(Model):
    """What points pay of a claim: how many, of which account, and what one of them is worth."""

    account: AccountKey
    points: Points
    worth: Amount
    """Of one point."""

    @property
    def value(self) -> Money:
        """Give what the points are worth together."""
        return self.worth.times(Fraction(self.points), "down")


class _PointsMovement(Caused):
    account: AccountKey


class EarnPoints(_PointsMovement):
    """Put points into an open account."""

    kind: Literal["EARN"] = "EARN"
    award: Identifier
    """What was approved: one credit for each."""
    points: Points

    @property
    def entry_id(self) -> str:
        """Give the id of the posting."""
        return f"{self.award}#EARN"


class SpendPoints(_PointsMovement):
    """Pay with available points for something that is no claim."""

    kind: Literal["SPEND"] = "SPEND"
    subject: Identifier
    """What is paid: an order or a publication, each once."""
    purpose: Literal["souvenir_order", "publication"]
    points: Points

    @property
    def entry_id(self) -> str:
        """Give the id of the posting."""
        return f"{self.subject}#SPEND"


class GiveBackPoints(_PointsMovement):
    """Give back what was paid for something, or a part of it."""

    kind: Literal["GIVE_BACK"] = "GIVE_BACK"
    subject: Identifier
    number: Annotated[int, Field(strict=True, ge=1, le=999)]
    """The how-maniest time of this subject."""
    points: Points

    @property
    def entry_id(self) -> str:
        """Give the id of the posting."""
        return f"{self.subject}#BACK{self.number}"


class ClosePoints(_PointsMovement):
    """End an account's year: what is available expires; what claims hold lives on."""

    kind: Literal["CLOSE"] = "CLOSE"

    @property
    def entry_id(self) -> str:
        """Give the id of the posting."""
        return "CLOSE"


PointsMovement = Annotated[
    EarnPoints | SpendPoints | GiveBackPoints | ClosePoints, Field(discriminator="kind")
]


class ConvertPoints(FundMovement):
    """Turn a company's points into money of its open fund, for good.

    It is posted in the fund and, under the same id, in the account. Budgets count accruals, so
    none counts this.
    """

    kind: Literal["CONVERT"] = "CONVERT"
    conversion: Identifier
    """The order to convert: each once."""
    points: PointsPart

    @model_validator(mode="after")
    def _points_are_the_partners(self) -> Self:
        ensure_paid_by(self.fund, self.points.value, self.points)
        return self

    @property
    def entry_id(self) -> str:
        """Give the id of both postings."""
        return f"{self.conversion}#CONVERT"


class PointsDelta(Model):
    """What a posting adds to one bucket; negative takes away."""

    bucket: PointsBucket
    points: int


class PointsPosted(Model):
    """A posting of points as it was stored; it never changes."""

    account: AccountKey
    entry_id: EntryId
    kind: ShortText
    deltas: tuple[PointsDelta, ...] = Field(max_length=5)
    digest: Sha256
    subject: Identifier | None
    """The award, order, publication, conversion or claim; None for a close."""
    actor: Identifier
    reason: ShortText
    at: AwareDatetime
    programme_version: ShortText
    trace_id: ShortText | None
    replayed: bool = False
    """Whether the posting stood there before this call."""


class PointsBalance(Model):
    """Where an account's points are."""

    account: AccountKey
    status: AccountStatus
    earned: PointsOrZero
    available: PointsOrZero
    held: PointsOrZero
    spent: PointsOrZero
    expired: PointsOrZero


class PointsSpent(Model):
    """What was paid for one subject, and how much of it was not given back."""

    account: AccountKey
    subject: Identifier
    purpose: SpentOn
    points: Points
    left: PointsOrZero


class HeldPoints(Model):
    """The points that a claim's hold took beside its money, and what became of them."""

    account: AccountKey
    worth: Amount
    """Of one point."""
    points: PointsOrZero
    """What was held at first, and what raises added."""
    posted: PointsOrZero = 0
    """What was spent by the debit."""
    reversible: PointsOrZero = 0
    """What of it was not clawed back yet."""

    def part(self, points: int) -> PointsPart | None:
        """Give so many of them as a part of a movement; None for none."""
        if not points:
            return None
        return PointsPart(account=self.account, points=points, worth=self.worth)

    def value(self, points: int) -> Money:
        """Give what so many of them are worth."""
        return self.worth.times(Fraction(points), "down")


def ensure_paid_by(fund: FundKey, amount: Money, part: PointsPart | None) -> None:
    """Stop a movement that moves nothing, or points that are not the fund's partner's.

    Raises:
        ValueError: neither money nor points; or an account, or a currency, that is another's.
    """
    if part is None:
        if not amount:
            raise ValueError("the amount must be above zero where no points pay")
        return
    if (part.account.programme, part.account.owner) != (fund.programme, company(fund.partner)):
        raise ValueError("a fund's partner pays with the points of its own company")
    if part.worth.currency != amount.currency:
        raise ValueError("points are worth money of the fund's currency")


def is_zero(points: int) -> bool:
    """Say whether a record leaves its points out: those without points are as they always were."""
    return points == 0


def is_no_part(part: PointsPart | None) -> bool:
    """Say whether a record leaves its points out, being without any."""
    return part is None


def company(partner_id: str) -> str:
    """Give the name of a company as the owner of an account."""
    return f"company.{partner_id}"


def person(login: str) -> str:
    """Give the name of a person as the owner of an account."""
    return f"person.{login}"
