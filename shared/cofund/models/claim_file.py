"""The claim file: all that the rules may see. The same claim file gives the same assessment.

It holds no participant's name, phone or mail: it is kept for years, their lists are not.
"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from cofund.calendar import local_day
from cofund.models.activity_terms import ActivityTerms
from cofund.models.assessment import BalanceFacts
from cofund.models.base import Identifier, Model, Sha256, ShortText
from cofund.models.claim import Application, Claim, Document, Partner
from cofund.models.evidence import PhotoPrint
from cofund.models.extraction import Extraction, ParticipantList
from cofund.models.participants import ParticipantFact, ParticipantFacts
from cofund.models.programme import Programme
from cofund.models.rates import Rate
from cofund.money import Money

MAX_EARLIER_USES = 1_000
MAX_RATES = 100
MAX_PEOPLE = 200_000
"""On all lists of a claim."""


class EarlierFile(Model):
    """A file, byte for byte, that stands in another claim."""

    kind: Literal["file"] = "file"
    sha256: Sha256
    claim_id: Identifier
    partner_id: Identifier


class EarlierInvoice(Model):
    """An invoice that stands in another claim."""

    kind: Literal["invoice"] = "invoice"
    seller: ShortText
    number: ShortText
    issue_date: date
    gross: Money
    claim_id: Identifier
    partner_id: Identifier


class EarlierPhoto(Model):
    """A photo that stands in another claim and may be one of this claim's."""

    kind: Literal["photo"] = "photo"
    fingerprint: PhotoPrint
    claim_id: Identifier
    partner_id: Identifier


class EarlierParticipants(Model):
    """People of this claim who stand on the lists of another claim, for another event."""

    kind: Literal["participants"] = "participants"
    people: tuple[int, ...] = Field(min_length=1, max_length=MAX_PEOPLE)
    """By their numbers in this claim's facts."""
    first_day: date
    """Of the other event."""
    claim_id: Identifier
    partner_id: Identifier


EarlierUse = Annotated[
    EarlierFile | EarlierInvoice | EarlierPhoto | EarlierParticipants, Field(discriminator="kind")
]
"""Something of this claim that another claim, of any partner, holds as well. Claims that were
rejected, withdrawn, timed out or clawed back do not count."""


class ClaimFile(Model):
    """One version of a claim with everything that it is judged by."""

    claim: Claim
    partner: Partner
    application: Application
    programme: Programme
    """The version that the application was approved under."""
    extractions: dict[Identifier, Extraction] = Field(max_length=20)
    """By document id, one for every document of the claim; lists of participants without rows."""
    participants: dict[Identifier, ParticipantFacts] = Field(default_factory=dict, max_length=20)
    """By document id, one for every list of participants."""
    balances: BalanceFacts
    earlier_uses: tuple[EarlierUse, ...] = Field(default=(), max_length=MAX_EARLIER_USES)
    rates: tuple[Rate, ...] = Field(default=(), max_length=MAX_RATES)
    """For papers in other currencies: the last known for each day that counts."""
    assessed_at: AwareDatetime

    @model_validator(mode="after")
    def _every_document_was_read(self) -> Self:
        if {document.document_id for document in self.claim.documents} != set(self.extractions):
            raise ValueError("every document of the claim has its extraction, and nothing else has")
        return self

    @model_validator(mode="after")
    def _lists_hold_facts_and_nobody(self) -> Self:
        lists = {k: x for k, x in self.extractions.items() if isinstance(x, ParticipantList)}
        if set(lists) != set(self.participants):
            raise ValueError("every list of participants has its facts, and nothing else has")
        if any(listed.participants or listed.duplicates for listed in lists.values()):
            raise ValueError("a claim file holds no people; see cofund.guests.facts")
        return self

    @model_validator(mode="after")
    def _everything_speaks_of_one_claim(self) -> Self:
        if self.application.activity.activity_type not in self.programme.activities:
            ours = ", ".join(self.programme.activities)
            raise ValueError(f"the application's activity type is none of the programme's: {ours}")
        if self.application.application_id != self.claim.application_id:
            raise ValueError("the application is another claim's")
        if {self.partner.partner_id} != {self.claim.partner_id, self.application.partner_id}:
            raise ValueError("partner, application and claim belong together")
        return self

    @model_validator(mode="after")
    def _one_currency(self) -> Self:
        amounts = (
            self.claim.request.claimed,
            self.application.approved_amount,
            self.balances.available,
            self.balances.reserved_for_activity,
            self.balances.souvenir_available or self.balances.available,
        )
        if any(amount.currency != self.programme.currency for amount in amounts):
            raise ValueError(f"the programme's currency is {self.programme.currency}")
        if any(rate.into != self.programme.currency for rate in self.rates):
            raise ValueError(f"rates are into the programme's currency, {self.programme.currency}")
        return self

    @property
    def terms(self) -> ActivityTerms:
        """Give the terms of the activity's type."""
        return self.programme.activities[self.application.activity.activity_type]

    @property
    def submitted_day(self) -> date:
        """Give the day this version came in; before that, the day of the assessment."""
        return self.day(self.claim.submitted_at or self.assessed_at)

    def day(self, moment: AwareDatetime) -> date:
        """Give the day that a moment falls on in the programme's zone."""
        return local_day(moment, self.programme.zone)

    def documents(self) -> Iterator[tuple[Document, Extraction]]:
        """Give each document with what was read from it, in the claim's order."""
        for document in self.claim.documents:
            yield document, self.extractions[document.document_id]

    def rows_of(self, document: Document) -> tuple[ParticipantFact, ...]:
        """Give what is known of the people on a list; nothing for other documents."""
        listed = self.participants.get(document.document_id)
        return () if listed is None else listed.rows
