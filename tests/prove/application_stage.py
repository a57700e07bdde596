"""The real side of applications: filed, answered, reserved and given up, through the steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from cofund.books.matter_moves import MatterChange
from cofund.errors import NotFound
from cofund.models.activities import ApplicationContent, Asking, Audience, PlanLine
from cofund.models.approval import DecisionOutcome
from cofund.models.claim import Activity, Application
from cofund.models.consents import Consent, Matter
from cofund.steps.activities.filing import cancel, file_application, file_change
from cofund.steps.activities.reserving import reserve_activity
from cofund.steps.filing import StandIn
from cofund.steps.opening import claim_number
from tests.fakes.office import FakeOffice
from tests.prove.papers import FILER, rub
from tests.prove.stage import MANAGER


@dataclass(frozen=True)
class Asked:
    """What a partner asks consent for."""

    number: int
    activity: str
    amount: int
    cost: int
    first_day: date
    last_day: date


@dataclass
class ApplicationStage:
    """The office, and everybody who applies and answers."""

    office: FakeOffice

    def id_of(self, asked: Asked, partner: str) -> str:
        """Give the id that filing gives an application."""
        content = _content(asked, "first")
        form = _form(asked, partner)
        return claim_number(f"{form}\n{FILER}\n{content.model_dump_json()}")

    def file(self, asked: Asked, partner: str) -> None:
        """File an application."""
        filer = StandIn(MANAGER, partner)
        content, form = _content(asked, "first"), _form(asked, partner)
        file_application(content, filer, form_id=form, office=self.office)

    def file_again(
        self, application: str, asked: Asked, partner: str, asking: Asking, over: int
    ) -> None:
        """File the next version, unless it was filed before the last crash."""
        head = self.office.matters.get("application", application)
        if head.matter.version == over:
            filer = StandIn(MANAGER, partner)
            file_change(head, _content(asked, asking), filer, office=self.office)

    def review(self, application: str, version: int) -> None:
        """Put a version before an approver."""
        change = MatterChange(to_state="in_review", at=self.office.clock(), actor="request_consent")
        self.office.matters.advance(_matter(application, version), "submitted", change)

    def decide(self, application: str, version: int, outcome: DecisionOutcome, amount: int) -> None:
        """Store what was answered, once."""
        matter = _matter(application, version)
        if self.office.matters.consent(matter) is not None:
            return
        consent = Consent(
            matter=matter,
            outcome=outcome,
            amount=rub(amount) if outcome == "approved" else None,
            decided_at=self.office.clock(),
            decided_by="rita",
        )
        self.office.matters.decide(consent, link=None)

    def reserve(self, application: str, version: int) -> None:
        """Reserve what was agreed to."""
        reserve_activity(_matter(application, version), office=self.office)

    def cancel(self, application: str, partner: str) -> None:
        """Give an activity up."""
        head = self.office.matters.get("application", application)
        cancel(head, "Не состоится", StandIn(MANAGER, partner), office=self.office)

    def in_force(self, application: str) -> Application | None:
        """Give what claims stand on."""
        try:
            return self.office.directory.application(application)
        except NotFound:
            return None

    @property
    def now(self) -> datetime:
        """The moment of the year that it is."""
        return self.office.clock()


def _matter(application: str, version: int) -> Matter:
    return Matter(kind="application", matter_id=application, version=version)


def _form(asked: Asked, partner: str) -> str:
    return f"{partner}-{asked.number}"


def _content(asked: Asked, asking: Asking) -> ApplicationContent:
    return ApplicationContent(
        activity=Activity(
            activity_type=asked.activity,
            name=f"Выдуманное мероприятие {asked.number}",
            first_day=asked.first_day,
            last_day=asked.last_day,
            planned_cost=rub(asked.cost),
        ),
        asked=rub(asked.amount),
        plan=(PlanLine(what="Всё", amount=rub(asked.cost)),),
        audience=Audience(who="Заказчики", how_many=40),
        aim="Новые заказчики",
        asking=asking,
        why="" if asking == "first" else "Иначе не выйдет",
    )
