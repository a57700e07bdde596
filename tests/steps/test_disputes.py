"""A partner disagrees with what was decided: other people look, once, and what is paid stays."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cofund.errors import AlreadyDecided, NotInThisState
from cofund.models.ledger import ClosePeriod
from cofund.pages.views.frame import FieldError
from cofund.steps.claiming import revise, submit
from cofund.steps.disputed import dispute_until
from cofund.steps.disputing import dispute
from cofund.steps.partner_views import claim_line
from cofund.steps.storage import find_assessment
from cofund.steps.sweeping import sweep_decisions
from cofund.steps.withdrawing import withdraw
from tests.builders.answers import answer, asked, mailed_links
from tests.builders.claim_files import FUND
from tests.builders.claims import (
    ANNA,
    EVERYBODY,
    MARINA,
    RITA,
    ROMAN,
    a_draft,
    an_office,
    reserve,
    souvenirs_application,
)
from tests.builders.reads import a_line, a_payment_order, an_act, an_invoice, read, roubles
from tests.builders.walks import Run, Walk, a_walk, once, twice
from tests.fakes.faulty_items import Fault, FaultyItems
from tests.fakes.item_store import MemoryItems
from tests.fakes.office import FakeOffice
from tests.security.browser import Browser
from tests.steps.soundness import assert_sound, in_roubles, mails_to, money
from tests.steps.test_at_one_moment import all_at_once
from tests.steps.test_faults import killed_at

RUNS = pytest.mark.parametrize("run", [once, twice])
"""Every step may be delivered twice."""

WORDS = "Перелёта в счёте нет: это аренда зала."


def rejected(run: Run = once, *, office: FakeOffice | None = None) -> Walk:
    """Give a rejected claim."""
    walk = a_walk(office or an_office(), run=run).to_review()
    answer(walk.office, "reject")
    assert walk.end().state == "rejected"
    return walk


def paid_in_part(run: Run = once, *, office: FakeOffice | None = None) -> Walk:
    """Give a claim of which 60 % were approved and paid: 73 200 of 122 000 roubles."""
    walk = a_walk(office or an_office(), run=run).to_review()
    answer(walk.office, "approve_part", amount="73200")
    walk.end()
    assert walk.acknowledge().state == "paid"
    return walk


def disputed(walk: Walk) -> Walk:
    """Dispute what was decided, and give the walk of the version that disputes."""
    claim = walk.run(lambda: dispute(walk.claim, WORDS, ANNA, office=walk.office))
    again = Walk(walk.office, claim.claim_id, claim.version, walk.papers, walk.run)
    return again.to_review()


@RUNS
def test_another_reviewer_pays_what_was_rejected(run: Run) -> None:
    walk = rejected(run)
    first = walk.office.approvals.decision(walk.claim_id, 1)
    again = disputed(walk)
    assert (again.version, again.claim.disputes) == (2, 1)
    assert first is not None
    assert asked(walk.office).reviewer.login not in first.decided_by
    answer(walk.office, "approve")
    assert again.end().state == "payout_sent"
    assert again.acknowledge().state == "paid"
    assert walk.office.ledger.balance(FUND).debited == roubles(122_000)
    assert_sound(walk.office)


@RUNS
def test_sixty_and_forty_per_cent_are_a_hundred_once(run: Run) -> None:
    walk = paid_in_part(run)
    office = walk.office
    again = disputed(walk)
    assessment = find_assessment(office, again.claim_id, 2)
    assert assessment is not None
    assert assessment.balances.paid_before == roubles(73_200)
    assert assessment.waterfall.claimable == roubles(48_800)
    assert asked(office).held == roubles(48_800)
    answer(office, "approve")
    assert again.end().state == "payout_sent"
    assert again.acknowledge().state == "paid"
    assert office.ledger.balance(FUND).debited == roubles(122_000)
    ids = [message.id for message in office.feed.messages]
    assert ids == [f"{walk.claim_id}.v1.payout", f"{walk.claim_id}.v2.payout"]
    assert dispute_until(again.claim, office=office) is None
    line = claim_line(again.claim, locale="ru", office=office)
    assert line.approved == roubles(122_000)
    page = Browser(office, "anna").get(f"/claims/{walk.claim_id}").body
    assert "Вы запрашивали" not in page
    assert_sound(office)


@RUNS
@pytest.mark.parametrize("choice", ["reject", "withdraw", "silence"])
def test_a_dispute_about_the_rest_that_brings_nothing_leaves_the_claim_paid(
    choice: str, run: Run
) -> None:
    walk = paid_in_part(run)
    office = walk.office
    again = disputed(walk)
    if choice == "reject":
        answer(office, "reject")
    elif choice == "withdraw":
        withdraw(again.claim, ANNA, office=office)
    else:
        office.clock.move(timedelta(days=7))
    assert again.end().state == "paid"
    assert office.ledger.balance(FUND).debited == roubles(73_200)
    assert office.ledger.balance(FUND).held == roubles(0)
    assert "73 200" in office.mailer.sent[-1].text.replace("\xa0", " ").replace("\u202f", " ")
    assert dispute_until(again.claim, office=office) is None
    assert_sound(office)


@pytest.mark.parametrize("state", ["submitted", "reading", "information_requested"])
def test_a_dispute_is_withdrawn_at_any_moment_and_the_money_stays_paid(state: str) -> None:
    walk = paid_in_part()
    office = walk.office
    claim = dispute(walk.claim, WORDS, ANNA, office=office)
    again = Walk(office, claim.claim_id, claim.version, walk.papers)
    if state == "submitted":
        withdraw(claim, ANNA, office=office)
    again.read()
    if state == "reading":
        withdraw(again.claim, ANNA, office=office)
    assert again.check() == "review"
    if state == "information_requested":
        again.ask()
        answer(office, "ask", question="Где перелёт?")
        again.ask()
        withdraw(again.claim, ANNA, office=office)
    assert again.end().state == "paid"
    assert office.ledger.balance(FUND).debited == roubles(73_200)
    assert_sound(office)


def test_what_was_rejected_twice_stays_rejected() -> None:
    walk = rejected()
    again = disputed(walk)
    answer(walk.office, "reject")
    assert again.end().state == "rejected"
    assert dispute_until(again.claim, office=walk.office) is None
    with pytest.raises(NotInThisState):
        dispute(again.claim, "И всё же", ANNA, office=walk.office)
    assert money(walk.office) == in_roubles(available=1_000_000)
    assert_sound(walk.office)


def test_what_timed_out_goes_to_somebody_who_was_not_asked_first() -> None:
    office = an_office()
    walk = a_walk(office).to_review()
    slept = asked(office).reviewer
    office.clock.move(timedelta(days=7))
    assert walk.end().state == "timed_out"
    again = disputed(walk)
    assert asked(office).reviewer.role == "reviewer"
    assert asked(office).reviewer != slept
    answer(office, "approve")
    assert again.end().state == "payout_sent"
    assert_sound(office)


def test_where_no_other_reviewer_is_left_the_manager_decides() -> None:
    office = an_office(people=[person for person in EVERYBODY if person != ROMAN])
    walk = a_walk(office).to_review()
    assert asked(office).reviewer == RITA
    answer(office, "reject")
    walk.end()
    disputed(walk)
    assert asked(office).reviewer == MARINA


def test_a_reviewer_sees_why_the_partner_disagrees_and_with_what() -> None:
    walk = paid_in_part()
    disputed(walk)
    office = walk.office
    assert "возражает против решения по версии 1" in office.mailer.sent[-1].text
    page = Browser(office).get(f"/review/{mailed_links(office)[-1]}").body
    for shown in (WORDS, "Партнёр возражает против решения", "Решение по версии 1"):
        assert shown in page
    assert 'value="return"' not in page
    refused = answer(office, "return")
    assert refused == (FieldError(field="choice", problem="not_in_list"),)


def test_a_disputed_rejection_may_still_be_returned_for_a_document() -> None:
    walk = rejected()
    office = walk.office
    again = disputed(walk)
    answer(office, "return")
    assert again.end().state == "returned"
    claim = submit(revise(again.claim, ANNA, office=office), ANNA, office=office)
    assert claim.disputes == 1
    last = Walk(office, claim.claim_id, 3, walk.papers).to_review()
    first = office.approvals.decision(walk.claim_id, 1)
    assert first is not None
    assert asked(office).reviewer.login not in first.decided_by
    answer(office, "approve")
    assert last.end().state == "payout_sent"
    assert_sound(office)


@pytest.mark.parametrize(("days", "open_"), [(10, True), (11, False)])
def test_the_last_day_for_a_dispute_counts_and_the_next_does_not(days: int, open_: bool) -> None:
    walk = rejected()
    ended = walk.office.clock()
    walk.office.clock.move(timedelta(days=days))
    until = dispute_until(walk.claim, office=walk.office)
    assert until == ((ended + timedelta(days=10)).date() if open_ else None)
    if open_:
        assert dispute(walk.claim, WORDS, ANNA, office=walk.office).state == "submitted"
        return
    with pytest.raises(NotInThisState):
        dispute(walk.claim, WORDS, ANNA, office=walk.office)


def test_only_an_end_that_leaves_something_open_is_disputed() -> None:
    office = an_office()
    walk = a_walk(office).to_review()
    assert dispute_until(walk.claim, office=office) is None
    answer(office, "approve")
    assert walk.end().state == "payout_sent"
    assert dispute_until(walk.claim, office=office) is None
    assert walk.acknowledge().state == "paid"
    assert dispute_until(walk.claim, office=office) is None


def test_while_finance_books_a_part_nothing_is_disputed() -> None:
    office = an_office()
    walk = a_walk(office).to_review()
    answer(office, "approve_part", amount="73200")
    assert walk.end().state == "payout_sent"
    with pytest.raises(NotInThisState):
        dispute(walk.claim, WORDS, ANNA, office=office)


def test_a_dispute_is_judged_by_the_day_on_which_the_claim_came() -> None:
    walk = rejected()
    came = walk.claim.submitted_at
    walk.office.clock.move(timedelta(days=9))
    again = disputed(walk)
    assert again.claim.submitted_at == came
    assessment = find_assessment(walk.office, walk.claim_id, 2)
    assert assessment is not None
    assert assessment.outcome == "review"


@pytest.mark.parametrize("fault", ["killed_before", "killed_after", "conflict"])
@pytest.mark.parametrize("write", range(3))
def test_a_dispute_whose_every_step_is_killed_once_pays_the_rest_once(
    fault: Fault, write: int
) -> None:
    items = FaultyItems(MemoryItems())
    walk = paid_in_part(office=an_office(items))
    walk.run = killed_at(items, fault, write)
    again = disputed(walk)
    answer(walk.office, "approve")
    assert again.end().state == "payout_sent"
    assert again.acknowledge().state == "paid"
    assert walk.office.ledger.balance(FUND).debited == roubles(122_000)
    assert [entry.reason for entry in walk.office.claims.audit(walk.claim_id)].count(
        "disputed"
    ) == 1
    assert_sound(walk.office)


def test_a_dispute_whose_workflow_never_began_is_started_by_the_sweeper() -> None:
    walk = rejected()
    office = walk.office
    dispute(walk.claim, WORDS, ANNA, office=office)
    office.workflow.forget()
    office.clock.move(timedelta(minutes=1))
    assert sweep_decisions(office=office) == 1
    assert f"{walk.claim_id}-v2" in office.workflow.started


def test_of_many_disputes_one_counts() -> None:
    walk = paid_in_part()
    claim, office = walk.claim, walk.office
    all_at_once([lambda: dispute(claim, WORDS, ANNA, office=office)] * 6)
    assert walk.claim.version == 2
    reasons = [entry.reason for entry in office.claims.audit(walk.claim_id)]
    assert reasons.count("disputed") == 1
    assert_sound(office)


def test_an_old_link_decides_nothing_about_a_dispute() -> None:
    walk = rejected()
    token = mailed_links(walk.office)[0]
    disputed(walk)
    with pytest.raises(AlreadyDecided):
        answer(walk.office, "approve", token=token)


@pytest.mark.parametrize("part", ["0", "73200"])
def test_a_dispute_after_the_periods_close_still_finds_its_money(part: str) -> None:
    office = an_office()
    office.ledger.post(
        ClosePeriod(
            fund=FUND, actor="seed", reason="end", at=office.clock(), programme_version="2026.1"
        )
    )
    walk = rejected(office=office) if part == "0" else paid_in_part(office=office)
    again = disputed(walk)
    assert asked(office).held == roubles(122_000) - roubles(part)
    answer(office, "approve")
    assert again.end().state == "payout_sent"
    assert office.ledger.balance(FUND).debited == roubles(122_000)
    assert_sound(office)


def test_what_a_dispute_for_nothing_held_after_the_close_expires() -> None:
    office = an_office()
    office.ledger.post(
        ClosePeriod(
            fund=FUND, actor="seed", reason="end", at=office.clock(), programme_version="2026.1"
        )
    )
    again = disputed(paid_in_part(office=office))
    answer(office, "reject")
    assert again.end().state == "paid"
    assert money(office) == in_roubles(expired=898_800, reserved=28_000, debited=73_200)
    assert_sound(office)


def test_a_souvenir_claim_disputed_for_its_rest_keeps_within_the_years_limit() -> None:
    walk = souvenirs_paid_in_part()
    office = walk.office
    again = disputed(walk)
    assert asked(office).held == roubles(30_000)
    answer(office, "approve")
    assert again.end().state == "payout_sent"
    limit = office.ledger.souvenir_limit(FUND.limit())
    assert limit is not None
    assert limit.cap - limit.available == roubles(50_000)
    assert_sound(office)


def souvenirs_paid_in_part() -> Walk:
    """Give a claim for souvenirs of which 20 000 of 50 000 roubles were paid."""
    office = an_office()
    application = souvenirs_application(approved_amount=roubles(50_000))
    reserve(application, office)
    lines = (a_line("Кружки с логотипом", quantity=100, price=1_000),)
    papers = (
        an_invoice(lines=lines),
        an_act(lines=lines),
        a_payment_order(amount=read(roubles(100_000))),
    )
    draft = a_draft(
        office,
        papers=papers,
        claimed=roubles(50_000),
        application_id=application.application_id,
    )
    walk = a_walk(office, draft).to_review()
    answer(office, "approve_part", amount="20000")
    walk.end()
    assert walk.acknowledge().state == "paid"
    return walk


def test_the_partner_disputes_on_the_claims_page() -> None:
    walk = paid_in_part()
    office = walk.office
    browser, path = Browser(office, "anna"), f"/claims/{walk.claim_id}"
    assert "Не согласны с решением?" in browser.get(path).body
    form = {"version": "1", "dispute": WORDS}
    assert browser.post(f"{path}/dispute", form | {"dispute": ""}).status == 400
    assert Browser(office, "boris").post(f"{path}/dispute", form).status == 404
    assert browser.post(f"{path}/dispute", form).location == f"{path}?notice=claim_disputed"
    assert browser.post(f"{path}/dispute", form).status == 409
    page = browser.get(path).body
    assert "Партнёр возразил против решения" in page
    assert WORDS in page
    again = Walk(office, walk.claim_id, 2, walk.papers).to_review()
    answer(office, "reject")
    again.end()
    page = browser.get(path).body
    assert "Возражение закрыто, выплата в силе" in page
    assert "Не согласны с решением?" not in page
    letters = mails_to(office, ANNA.mail)
    assert len(letters) == 3
