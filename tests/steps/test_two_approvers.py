"""Above the second threshold two people of different roles approve the same amount."""

from __future__ import annotations

from datetime import date

import pytest

from cofund.approval import link_token, read_link
from cofund.errors import SamePerson
from cofund.models.approval import Approval, Decision, Delegation
from tests.builders.answers import answer, mailed_links
from tests.builders.claim_files import FUND, dinner_papers
from tests.builders.claims import MARINA, a_draft, an_office
from tests.builders.reads import a_line, a_payment_order, an_act, an_invoice, read, roubles
from tests.builders.walks import Run, Walk, a_walk, once, twice
from tests.fakes.office import FakeOffice
from tests.steps.soundness import assert_sound, mails_to

RUNS = pytest.mark.parametrize("run", [once, twice])
"""Every step may be delivered twice."""


@RUNS
def test_a_large_claim_takes_two_people_of_different_roles(run: Run) -> None:
    office, walk = a_large_walk(run)
    first = answer(office, "approve_part", amount="350000")
    assert isinstance(first, Approval)
    assert walk.claim.state == "in_review"
    assert walk.ask().stage == "second"
    assert len(mails_to(office, MARINA.mail)) == 1
    second = answer(office, "approve_part", amount="1")
    assert isinstance(second, Decision)
    assert second.amount == roubles(350_000)
    assert second.decided_by == (first.reviewer, "marina")
    assert walk.end().state == "payout_sent"
    assert office.ledger.balance(FUND).debited == roubles(350_000)
    assert_sound(office)


def test_the_second_of_two_may_reject() -> None:
    office, walk = a_large_walk(once)
    answer(office, "approve")
    walk.ask()
    answer(office, "reject")
    assert walk.end().state == "rejected"
    assert office.ledger.balance(FUND).debited == roubles(0)
    assert_sound(office)


def test_case_31_a_deputy_who_approved_first_is_not_asked_again() -> None:
    office, walk = a_large_walk(once)
    first = answer(office, "approve")
    assert isinstance(first, Approval)
    office.approvals.delegate(
        Delegation(
            from_login="marina",
            to_login=first.reviewer,
            first_day=date(2026, 9, 1),
            last_day=date(2026, 12, 31),
            limit=roubles(1_000_000),
        )
    )
    walk.ask()
    decision = answer(office, "approve")
    assert isinstance(decision, Decision)
    assert decision.decided_by == (first.reviewer, "marina")


def test_case_31_the_first_approver_cannot_approve_by_a_link_of_their_own() -> None:
    office, walk = a_large_walk(once)
    answer(office, "approve")
    walk.ask()
    request, _ = office.links.find(the_open_link(office))
    forged = request.model_copy(update={"jti": "jti-of-rita", "reviewer": first_reviewer(walk)})
    office.links.issue(forged, task_token=walk.token)
    with pytest.raises(SamePerson):
        answer(office, "approve", token=link_token(forged, office.macs))


def the_open_link(office: FakeOffice) -> str:
    return read_link(mailed_links(office)[-1], office.macs, now=office.clock()).jti


def first_reviewer(walk: Walk) -> str:
    return walk.office.approvals.approvals(walk.claim_id, 1)[0].reviewer


def a_large_walk(run: Run) -> tuple[FakeOffice, Walk]:
    """Give a claim of 400 000 roubles, in review."""
    office = an_office(approved=roubles(500_000))
    lines = (a_line("Банкетное обслуживание", quantity=100, price=8_000),)
    papers = {
        "invoice": an_invoice(lines=lines),
        "act": an_act(lines=lines),
        "payment_order": a_payment_order(amount=read(roubles(800_000))),
    }
    all_papers = tuple(papers.get(paper.kind, paper) for paper in dinner_papers())
    draft = a_draft(office, papers=all_papers, claimed=roubles(400_000))
    return office, a_walk(office, draft, run=run).to_review()
