"""The real side of the year: what people and the workflow do, through the steps and books.

Documents are left out: an assessment is stored as if the rules had come to it. Everything may be
called again after a crash: it looks at what stands, as the pages do.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from stdnum.ru.inn import calc_company_check_digit

from cofund.books.claim_moves import Change
from cofund.models.approval import Decision, DecisionOutcome
from cofund.models.assessment import Assessment
from cofund.models.budgets import BudgetKey
from cofund.models.claim import Claim, Partner, Person
from cofund.models.ledger import Accrue, CorrectAccrual, FundKey
from cofund.models.payout import Acknowledgement
from cofund.steps.activities.reserving import reserve_begun
from cofund.steps.claiming import content_hash, revise, submission_writes
from cofund.steps.clawing_back import ClawbackOrder, claw_back
from cofund.steps.disputing import dispute
from cofund.steps.filing import StandIn
from cofund.steps.finance import acknowledge_payout
from cofund.steps.funds.ending_reservations import end_reservations
from cofund.steps.funds.keeping_partner import keep_partner
from cofund.steps.points.closing import close_partner_points
from cofund.steps.storage import store_assessment
from tests.fakes.office import FakeOffice
from tests.prove.naive_budgets import Scope
from tests.prove.papers import FILER, VERSION, Judged, an_assessment, rub
from tests.prove.terms import Facts

MANAGER = Person(login=FILER, role="manager", name="Марина Главная", mail="m@vendor.example")
OF_POINTS = "it-vendor"
ACTIVITIES = {
    "it-vendor": "business_dinner",
    "distributor-bonus": "joint_advertising",
    "shared-advertising": "outdoor",
}


@dataclass
class Stage:
    """The office, and everybody who does something in it."""

    office: FakeOffice

    def know(self, partner_id: str, number: int, facts: Facts) -> None:
        """Store a partner as it is known now."""
        inn = f"77{number:07d}"
        partner = Partner(
            partner_id=partner_id,
            name=f"ООО «Выдуманное {number}»",
            inn=inn + calc_company_check_digit(inn),
            kpp="770101001",
            level=facts.level,
            turnover=rub(facts.turnover),
            deducts_vat=True,
            erp_number=f"ERP-{number:05d}",
            programme=facts.programme,
            region=facts.region,
        )
        self.office.directory.add_partner(partner)
        for (year, month), turnover in facts.months.items():
            period = f"{year}M{month:02d}"
            if self.office.directory.turnover(partner_id, period, "RUB") != rub(turnover):
                self.office.directory.set_turnover(partner_id, period, rub(turnover))

    def keep(self, partner_id: str) -> None:
        """Do what is due for a partner; what then has no use any more ends at once, not tomorrow.

        So it does not matter where a crash struck: whoever runs it again finds the same.
        """
        keep_partner(partner_id, office=self.office)
        while reserve_begun(partner_id, office=self.office):
            pass  # a consent that came to nothing gave way to the one before it
        end_reservations(partner_id, office=self.office)
        if self.office.directory.partner(partner_id).programme == OF_POINTS:
            close_partner_points(partner_id, office=self.office)

    def set_budget(self, scope: Scope, cap: int) -> None:
        """Make a budget, or give it another cap."""
        programme, year, name = scope
        self.office.budgets.set_cap(
            BudgetKey(programme=programme, year=str(year), scope=name),
            rub(cap),
            by=MANAGER.login,
            reason="by order",
            at=self.office.clock(),
        )

    def grant(self, fund: FundKey, source: str, amount: int, at: datetime) -> None:
        """Give money by a person's order, or, below zero, take it back."""
        kind = Accrue if amount > 0 else CorrectAccrual
        self.office.ledger.post(
            kind(
                fund=fund,
                actor="marina",
                reason="by order",
                at=at,
                programme_version=VERSION,
                source=source,
                amount=rub(abs(amount)),
            )
        )

    def file(self, claim: Claim, judged: Judged) -> None:
        """Open a claim, submit it, and let it be judged."""
        self.office.claims.open(claim)
        self._submit(claim)
        self._check(claim, judged)

    def file_again(self, claim_id: str, version: int, judged: Judged) -> None:
        """Bring a returned claim's next version before the rules."""
        standing = self.office.claims.get(claim_id)
        if standing.version < version:
            standing = revise(standing, self._filer(standing), office=self.office)
        self._submit(standing)
        self._check(standing, judged)

    def dispute(self, claim_id: str, version: int, judged: Judged) -> None:
        """Disagree with what was decided: that opens the version before the rules."""
        standing = self.office.claims.get(claim_id)
        if standing.version < version:
            standing = dispute(
                standing, "Мы не согласны", self._filer(standing), office=self.office
            )
        self._check(standing, judged)

    def correct(self, claim_id: str, version: int, judged: Judged) -> None:
        """Store what a corrected version is judged to be."""
        claim = self.office.claims.get(claim_id)
        assessment = self._assessment(claim, version, judged)
        store_assessment(self.office, assessment, corrections=judged.corrections)

    def decide(
        self,
        claim_id: str,
        version: int,
        outcome: DecisionOutcome,
        amount: int | None,
        points: int,
    ) -> None:
        """Store what was decided, once."""
        if self.office.approvals.decision(claim_id, version) is not None:
            return
        decision = Decision(
            claim_id=claim_id,
            version=version,
            outcome=outcome,
            amount=None if amount is None else rub(amount),
            points=points,
            decided_at=self.office.clock(),
            decided_by=("rita",),
        )
        self.office.approvals.decide(decision, link=None)

    def acknowledge(self, event_id: str) -> None:
        """Answer as finance does."""
        answer = Acknowledgement(id=event_id, booked_at=self.office.clock())
        acknowledge_payout(answer, office=self.office)

    def claw_back(self, place: tuple[str, int], number: int, amount: int, points: int) -> None:
        """Take a payout back, whole or in part."""
        order = ClawbackOrder(
            claim_id=place[0],
            version=place[1],
            number=number,
            amount=rub(amount),
            points=points,
            reason="Мероприятие не состоялось",
            by=MANAGER.login,
        )
        claw_back(order, office=self.office)

    def _filer(self, claim: Claim) -> StandIn:
        return StandIn(MANAGER, claim.partner_id)

    def _submit(self, claim: Claim) -> None:
        now = self.office.clock()
        submitted = claim.model_copy(
            update={"submitted_at": now, "first_submitted_at": claim.first_submitted_at or now}
        )
        hashed = content_hash(submitted)
        submitted = submitted.model_copy(update={"content_hash": hashed})
        change = Change(
            to_state="submitted",
            at=now,
            actor=MANAGER.login,
            assign={"claim": submitted.model_dump_json(), "content_hash": hashed},
        )
        writes = submission_writes(submitted, at=now)
        self.office.claims.advance(
            claim.claim_id, claim.version, "draft", change, also=lambda _head: writes
        )

    def _check(self, claim: Claim, judged: Judged) -> None:
        where, now = (claim.claim_id, claim.version), self.office.clock()
        claims = self.office.claims
        claims.advance(*where, "submitted", Change("reading", now, "guard_start"))
        store_assessment(self.office, self._assessment(claim, claim.version, judged))
        claims.advance(*where, "reading", Change("checked", now, "check_claim"))

    def _assessment(self, claim: Claim, version: int, judged: Judged) -> Assessment:
        fund = self.office.directory.application(claim.application_id).fund
        at = self.office.clock()
        return an_assessment((claim.claim_id, version), fund, judged, at=at)
