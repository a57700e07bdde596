"""What a new installation starts with: partners, people, money, approved applications."""

from collections.abc import Iterable
from typing import Annotated, Self

from pydantic import Field, model_validator

from cofund.models.base import Identifier, Model
from cofund.models.claim import Partner, Person
from cofund.models.claim_folder import ApplicationWritten
from cofund.models.ledger import Amount, Period

MAX_SEEDED = 10_000


class SeedAccrual(Model):
    """Money for one partner's fund."""

    partner_id: Identifier
    period: Period
    amount: Amount
    source: Identifier
    """The document that grants it; the same source accrues once. "terms-2026Q4-1" is the first
    accrual by the programme's terms, which the period's own run then does not repeat."""


class SeedLimit(Model):
    """How much a partner may spend on souvenirs in a year."""

    partner_id: Identifier
    year: Annotated[str, Field(pattern=r"^\d{4}$")]
    cap: Amount


class SeedApplication(ApplicationWritten):
    """An approved application of a partner; its money is reserved."""

    partner_id: Identifier


class Seed(Model):
    """A seed file."""

    partners: tuple[Partner, ...] = Field(max_length=MAX_SEEDED)
    people: tuple[Person, ...] = Field(max_length=MAX_SEEDED)
    accruals: tuple[SeedAccrual, ...] = Field(default=(), max_length=MAX_SEEDED)
    souvenir_limits: tuple[SeedLimit, ...] = Field(default=(), max_length=MAX_SEEDED)
    applications: tuple[SeedApplication, ...] = Field(default=(), max_length=MAX_SEEDED)

    @model_validator(mode="after")
    def _ids_stand_once(self) -> Self:
        _each_once("partner_id", (partner.partner_id for partner in self.partners))
        _each_once("login", (person.login for person in self.people))
        _each_once("source", (f"{a.partner_id} {a.period} {a.source}" for a in self.accruals))
        _each_once("application_id", (a.application_id for a in self.applications))
        _each_once("souvenir limit", (f"{li.partner_id} {li.year}" for li in self.souvenir_limits))
        return self

    @model_validator(mode="after")
    def _partners_are_known(self) -> Self:
        known = {partner.partner_id for partner in self.partners}
        named = (
            *(person.partner_id for person in self.people if person.partner_id is not None),
            *(accrual.partner_id for accrual in self.accruals),
            *(limit.partner_id for limit in self.souvenir_limits),
            *(application.partner_id for application in self.applications),
        )
        unknown = sorted(set(named) - known)
        if unknown:
            raise ValueError(f"no such partner in this file: {', '.join(unknown)}")
        return self


def _each_once(what: str, values: Iterable[str]) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise ValueError(f'{what} "{value}" stands twice')
        seen.add(value)
