"""The real side of points: awards filed, answered and credited; points spent and given back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from cofund.books.matter_moves import MatterChange
from cofund.models.approval import DecisionOutcome
from cofund.models.consents import Consent, Matter
from cofund.models.programme import Programme
from cofund.proof_links.urls import url_of
from cofund.steps.filing import StandIn
from cofund.steps.points.awards import AwardRequest, Filing, file_award
from cofund.steps.points.credit import credit_points
from cofund.steps.points.publications import give_back, order_publication
from cofund.steps.points.spending import Ordering, convert
from tests.fakes.office import FakeOffice
from tests.prove.stage import MANAGER, OF_POINTS


@dataclass
class PointsStage:
    """The office, and everybody who earns and spends points."""

    office: FakeOffice

    def file(
        self, partner: str, number: int, earned_by: str, on: date, known: dict[int, str]
    ) -> None:
        """File for points, and note the award's id."""
        request = AwardRequest(
            earned_by=earned_by,
            account="company",
            title="Выдуманная статья",
            published_on=on,
        )
        url = url_of(f"https://habr.com/ru/articles/{partner}-{number}/")
        filing, filer = Filing(request, url, f"{partner}-{number}"), StandIn(MANAGER, partner)
        head = file_award(filing, filer, programme=self._programme, office=self.office)
        known[number] = head.matter.matter_id

    def review(self, award: str) -> None:
        """Put an award before an approver."""
        change = MatterChange(to_state="in_review", at=self.now, actor="request_consent")
        self.office.matters.advance(_matter(award), "submitted", change)

    def decide(self, award: str, outcome: DecisionOutcome, points: int) -> None:
        """Store what was answered, once."""
        if self.office.matters.consent(_matter(award)) is not None:
            return
        consent = Consent(
            matter=_matter(award),
            outcome=outcome,
            points=points if outcome == "approved" else None,
            decided_at=self.now,
            decided_by="rita",
        )
        self.office.matters.decide(consent, link=None)

    def credit(self, award: str) -> None:
        """Put what was agreed to into the account."""
        credit_points(_matter(award), office=self.office)

    def convert(self, partner: str, form: str, points: int) -> None:
        """Turn points into money of the fund."""
        filer = StandIn(MANAGER, partner)
        order = Ordering("company", form)
        convert(points, order, filer, programme=self._programme, office=self.office)

    def publish(self, partner: str, form: str, publication: str, known: dict[str, str]) -> None:
        """Order a publication, and note the order's id."""
        order = order_publication(
            publication,
            Ordering("company", form),
            StandIn(MANAGER, partner),
            programme=self._programme,
            office=self.office,
        )
        known[form] = order.order_id

    def give_back(self, order: str) -> None:
        """Give the points of a publication back that does not come about."""
        give_back(order, MANAGER, office=self.office)

    @property
    def now(self) -> datetime:
        """The moment of the year that it is."""
        return self.office.clock()

    @property
    def _programme(self) -> Programme:
        return self.office.programme(OF_POINTS)


def _matter(award: str) -> Matter:
    return Matter(kind="award", matter_id=award, version=1)
