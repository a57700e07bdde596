"""Terms of loyalty points: who has an account, what earns them, on what they are spent."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from cofund.models.base import Identifier, Model
from cofund.models.points import PointsOwner
from cofund.models.terms import Names, Source, Term
from cofund.money import Money

PointsUse = Literal["conversion", "souvenirs", "activity_costs", "paid_publications"]
Scheme = Literal["https", "http"]

HOST = r"^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,63}|xn--[a-z0-9-]{2,59})$"
HostPattern = Annotated[str, Field(pattern=HOST, max_length=255)]
"""A host as browsers send it, "habr.com"; "*.habr.com" means those below it, and not itself."""
Points = Annotated[int, Field(ge=1, le=10_000_000)]


class ProofOnHosts(Model):
    """The proof stands on one of these sites."""

    by: Literal["hosts"]
    hosts: tuple[HostPattern, ...] = Field(min_length=1, max_length=100)
    schemes: tuple[Scheme, ...] = Field(default=("https",), min_length=1, max_length=2)
    source: Source


class ProofAnywhere(Model):
    """The proof stands on any site that the whole internet can reach."""

    by: Literal["any_public_host"]
    schemes: tuple[Scheme, ...] = Field(default=("https",), min_length=1, max_length=2)
    source: Source


ProofTerms = Annotated[ProofOnHosts | ProofAnywhere, Field(discriminator="by")]
"""Where the link that proves an award may lead."""


class PointsEarning(Model):
    """What earns loyalty points; its proof is a link."""

    names: Names
    points: Points
    per_month: Term[Points] | None = None
    """The most that one account earns by it in one calendar month."""
    proof: ProofTerms


class PointsCapTerms(Model):
    """The most that is earned; a cap that is not written does not exist."""

    per_month: Term[Points] | None = None
    """By one account in one calendar month, whatever it is earned by."""


class PublicationTerms(Model):
    """A paid publication of the vendor's price list."""

    names: Names
    points: Points
    source: Source


class ConversionTerms(Model):
    """When a company's points become money of its fund."""

    at_least: Points
    """The fewest that are converted at once."""
    source: Source


class PointsTerms(Model):
    """Loyalty points, beside the fund and never mixed with it."""

    names: Names
    worth: Money
    """Of one point."""
    valid: Literal["calendar_year"]
    accounts: Term[tuple[PointsOwner, ...]]
    """Who may have one."""
    earned_by: dict[Identifier, PointsEarning] = Field(min_length=1, max_length=50)
    caps: PointsCapTerms = PointsCapTerms()
    spent_on: tuple[PointsUse, ...] = Field(max_length=4)
    publications: dict[Identifier, PublicationTerms] = Field(default_factory=dict, max_length=50)
    conversion: ConversionTerms | None = None
    source: Source

    @model_validator(mode="after")
    def _prices_fit_what_points_are_spent_on(self) -> Self:
        if ("paid_publications" in self.spent_on) != bool(self.publications):
            raise ValueError("spent_on names paid_publications where publications has their prices")
        if ("conversion" in self.spent_on) != (self.conversion is not None):
            raise ValueError("spent_on names conversion where conversion has its terms")
        if not self.accounts.value:
            raise ValueError("accounts: write company, person or both")
        return self
