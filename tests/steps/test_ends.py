"""Every way a claim can end: where it stands, where the money is, who was told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cofund.errors import NotInThisState
from cofund.models.approval import Decision
from cofund.models.claim import Claim
from cofund.steps.claiming import ask_person, revise, submit
from cofund.steps.holding import hold_fund
from cofund.steps.judging import check_claim
from cofund.steps.reviewing import request_approval
from cofund.steps.storage import find_assessment
from cofund.steps.sweeping import sweep_decisions
from tests.builders.answers import answer, mailed_links
from tests.builders.claim_files import FUND, dinner_papers
from tests.builders.claims import (
    ANNA,
    MARINA,
    a_draft,
    an_office,
    reserve,
    send_file,
    souvenirs_application,
)
from tests.builders.reads import (
    a_line,
    a_payment_order,
    a_report,
    an_act,
    an_invoice,
    read,
    roubles,
)
from tests.builders.walks import Run, Walk, a_walk, once, twice
from tests.fakes.office import FakeOffice
from tests.steps.soundness import assert_sound, in_roubles, mails_to, money

RUNS = pytest.mark.parametrize("run", [once, twice])
"""Every step may be delivered twice."""


def next_walk(walk: Walk, claim: Claim) -> Walk:
    """Give the walk of a claim's next version, whose documents are the same."""
    return Walk(walk.office, claim.claim_id, claim.version, walk.papers, walk.run)


@RUNS
def test_a_clean_claim_is_paid(run: Run) -> None:
    office = an_office()
    walk = a_walk(office, run=run).to_review()
    assert money(office) == in_roubles(available=850_000, reserved=28_000, held=122_000)
    assert isinstance(answer(office, "approve"), Decision)
    assert walk.end().state == "payout_sent"
    assert money(office) == in_roubles(available=850_000, reserved=28_000, debited=122_000)
    assert walk.acknowledge().state == "paid"
    assert [message.id for message in office.feed.messages] == [f"{walk.claim_id}.v1.payout"]
    assert len(mails_to(office, ANNA.mail)) == 2
    assert len(mailed_links(office)) == 1
    assert_sound(office)


@RUNS
def test_a_part_is_approved_and_the_rest_goes_back(run: Run) -> None:
    office = an_office()
    walk = a_walk(office, run=run).to_review()
    answer(office, "approve_part", amount="100 000,50")
    assert walk.end().state == "payout_sent"
    assert office.ledger.balance(FUND).debited == roubles("100000.50")
    assert office.ledger.balance(FUND).held == roubles(0)
    assert_sound(office)


@RUNS
def test_the_rules_return_a_claim_and_it_comes_again(run: Run) -> None:
    office = an_office()
    papers = tuple(paper for paper in dinner_papers() if paper.kind != "event_report")
    walk = a_walk(office, a_draft(office, papers=papers), run=run)
    walk.read()
    assert walk.check() == "return"
    assert walk.claim.state == "returned"
    assert money(office) == in_roubles(available=850_000, reserved=150_000)
    assert len(mails_to(office, ANNA.mail)) == 1
    draft = revise(walk.claim, ANNA, office=office)
    report = send_file(office, draft, kind="event_report", content=b"%PDF the report")
    claim = submit(office.claims.get(draft.claim_id), ANNA, office=office)
    again = next_walk(walk, claim)
    again.papers[report] = a_report()
    again.to_review()
    answer(office, "approve")
    assert again.end().state == "payout_sent"
    assert again.acknowledge().state == "paid"
    assert claim.version == 2
    assert_sound(office)


@RUNS
def test_a_partner_lets_a_person_look_at_what_the_rules_returned(run: Run) -> None:
    office = an_office()
    papers = tuple(paper for paper in dinner_papers() if paper.kind != "event_report")
    walk = a_walk(office, a_draft(office, papers=papers), run=run)
    walk.read()
    walk.check()
    claim = ask_person(walk.claim, ANNA, office=office)
    again = next_walk(walk, claim).to_review()
    assessment = find_assessment(office, claim.claim_id, 2)
    assert assessment is not None
    assert assessment.outcome == "return"
    answer(office, "reject")
    assert again.end().state == "rejected"
    assert money(office) == in_roubles(available=972_000, reserved=28_000)
    assert_sound(office)


@RUNS
def test_a_reviewer_returns_a_claim_and_it_comes_again(run: Run) -> None:
    office = an_office()
    walk = a_walk(office, run=run).to_review()
    decision = answer(office, "return")
    assert isinstance(decision, Decision)
    assert walk.end().state == "returned"
    assert money(office) == in_roubles(available=850_000, reserved=150_000)
    with pytest.raises(NotInThisState):
        ask_person(walk.claim, ANNA, office=office)
    claim = submit(revise(walk.claim, ANNA, office=office), ANNA, office=office)
    again = next_walk(walk, claim).to_review()
    answer(office, "approve")
    assert again.end().state == "payout_sent"
    assert office.ledger.balance(FUND).debited == roubles(122_000)
    assert_sound(office)


@RUNS
def test_a_rejected_claim_gives_its_money_back_to_the_fund(run: Run) -> None:
    office = an_office()
    walk = a_walk(office, run=run).to_review()
    answer(office, "reject")
    assert walk.end().state == "rejected"
    assert money(office) == in_roubles(available=972_000, reserved=28_000)
    assert office.feed.messages == ()
    assert len(mails_to(office, ANNA.mail)) == 1
    assert_sound(office)


@RUNS
def test_nobody_answers_and_the_claim_times_out(run: Run) -> None:
    office = an_office()
    walk = a_walk(office, run=run).to_review()
    stages = []
    for _ in range(10):
        progress = walk.ask()
        stages.append(progress.stage)
        office.clock.move(timedelta(seconds=progress.wait_seconds))
        if progress.outcome != "undecided":
            break
    assert stages[:4] == ["first", "reminder", "reminder", "escalation"]
    assert walk.end().state == "timed_out"
    assert money(office) == in_roubles(available=972_000, reserved=28_000)
    assert len(mails_to(office, MARINA.mail)) == 1
    assert_sound(office)


@RUNS
def test_an_invoice_paid_elsewhere_meanwhile_ends_in_a_rejection_that_says_so(run: Run) -> None:
    office = an_office()
    first = a_walk(office, run=run).to_review()
    second = a_walk(office, a_draft(office), run=run).to_review()
    links = mailed_links(office)
    answer(office, "approve", token=links[0])
    answer(office, "approve", token=links[1])
    assert first.end().state == "payout_sent"
    assert second.end().state == "rejected"
    letter = [mail for mail in office.mailer.sent if mail.to == ANNA.mail][-1]
    assert "77" in letter.text
    assert "оплачен" in letter.text
    assert len(office.feed.messages) == 1
    assert office.ledger.balance(FUND).held == roubles(0)
    assert_sound(office)


def test_souvenirs_are_held_up_to_what_the_years_limit_has_left() -> None:
    office = an_office()
    reserve(souvenirs_application(approved_amount=roubles(200_000)), office)
    reserve(
        souvenirs_application(application_id="souvenirs-again", approved_amount=roubles(200_000)),
        office,
    )
    walks = [souvenirs_walk(office, "souvenirs-2026"), souvenirs_walk(office, "souvenirs-again")]
    for walk in walks:
        walk.read()
    for walk in walks:
        check_claim(walk.claim_id, 1, office=office)
    holds = [hold_fund(walk.claim_id, 1, office=office) for walk in walks]
    held = [(hold.amount, hold.souvenir) for hold in holds if hold]
    assert held == [(roubles(65_000), roubles(65_000)), (roubles(35_000), roubles(35_000))]
    for walk in walks:
        walk.ask()
        answer(office, "approve")
        assert walk.end().state == "payout_sent"
    limit = office.ledger.souvenir_limit(FUND.limit())
    assert limit is not None
    assert limit.available == roubles(0)
    assert_sound(office)


def souvenirs_walk(office: FakeOffice, application_id: str) -> Walk:
    lines = (a_line("Сувениры: кружки с логотипом", quantity=130, price=1_000),)
    number = "S-1" if application_id == "souvenirs-2026" else "S-2"
    papers = (
        an_invoice(lines=lines, number=read(number)),
        an_act(lines=lines),
        a_payment_order(amount=read(roubles(130_000))),
    )
    draft = a_draft(office, papers=papers, application_id=application_id, claimed=roubles(65_000))
    return a_walk(office, draft)


def test_a_decision_without_a_wait_is_found_by_the_sweeper() -> None:
    office = an_office()
    walk = a_walk(office).to_review()
    office.workflow.time_out(walk.token)
    answer(office, "approve")
    assert office.metrics.total("WaitWasOver") == 1
    walk.waits += 1
    office.workflow.wait(walk.token)
    sent = len(office.mailer.sent)
    request_approval(walk.claim_id, 1, "reminder", walk.token, office=office)
    assert len(office.mailer.sent) == sent
    assert sweep_decisions(office=office) == 0
    office.clock.move(timedelta(minutes=5))
    assert sweep_decisions(office=office) == 1
    assert office.workflow.waiting == frozenset()
    assert walk.end().state == "payout_sent"
    assert sweep_decisions(office=office) == 0
