"""A company's points pay a part of its claim: asked for, held, granted, paid, given back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cofund.books.clawbacks import clawbacks_of
from cofund.errors import EntryConflict, NotAccepted, TryAgain
from cofund.models.approval import Decision
from cofund.models.claim import ClaimRequest
from cofund.models.ledger import Unreserve
from cofund.models.payout import PayoutApproved, PayoutClawback
from cofund.models.points import AccountKey, EarnPoints, SpendPoints, company
from cofund.payout import payload, read_payload
from cofund.ports import Items
from cofund.steps.claiming import content_hash, revise
from cofund.steps.clawing_back import ClawbackOrder, claw_back
from cofund.steps.disputed import dispute_until
from cofund.steps.disputing import dispute
from cofund.steps.finance import control_of
from cofund.steps.holding import hold_fund, raise_hold
from cofund.steps.judging import check_claim
from cofund.steps.money import post_debit
from cofund.steps.points.closing import close_partner_points, close_points
from cofund.steps.withdrawing import withdraw
from tests.builders.answers import answer, asked, mailed_links
from tests.builders.claim_files import FUND
from tests.builders.claims import ANNA, a_draft, an_office, close_period
from tests.builders.reads import roubles
from tests.builders.walks import Run, Walk, a_walk, once, twice
from tests.fakes.faulty_items import Fault, FaultyItems
from tests.fakes.item_store import MemoryItems
from tests.fakes.office import FakeOffice
from tests.security.browser import Browser
from tests.steps.soundness import assert_sound, in_roubles, money
from tests.steps.test_faults import killed_at

RUNS = pytest.mark.parametrize("run", [once, twice])
"""Every step may be delivered twice."""

ACCOUNT = AccountKey(programme="it-vendor", owner=company("integrator"), year="2026")
NEW_YEAR = datetime(2027, 1, 1, 0, 30, tzinfo=UTC)


def earn(office: FakeOffice, points: int, *, award: str = "W1") -> None:
    """Give the partner's company points, a rouble each."""
    office.points.open_account(ACCOUNT)
    office.points.post(
        EarnPoints(
            account=ACCOUNT,
            actor="credit_points",
            reason="approved",
            at=office.clock(),
            programme_version="2026.1",
            award=award,
            points=points,
        )
    )


def in_points(office: FakeOffice) -> tuple[int, int, int, int]:
    """Give available, held, spent, expired."""
    balance = office.points.balance(ACCOUNT)
    return balance.available, balance.held, balance.spent, balance.expired


def with_points(
    earned: int = 50_000, wanted: int = 40_000, *, run: Run = once, items: Items | None = None
) -> Walk:
    """Bring a dinner of 244,000 roubles, half of it refunded, with points to its reviewer."""
    office = an_office(items)
    earn(office, earned)
    return a_walk(office, a_draft(office, points=wanted), run=run).to_review()


def the_payout(office: FakeOffice) -> PayoutApproved:
    (message,) = {one.id: one for one in office.feed.messages}.values()
    assert isinstance(message, PayoutApproved)
    return message


@RUNS
def test_points_are_held_granted_and_paid_out_beside_the_money(run: Run) -> None:
    walk = with_points(run=run)
    office = walk.office
    assert in_points(office) == (10_000, 40_000, 0, 0)
    decision = answer(office, "approve")
    assert isinstance(decision, Decision)
    assert (decision.amount, decision.points) == (roubles(122_000), 40_000)
    assert walk.end().state == "payout_sent"
    assert in_points(office) == (10_000, 0, 40_000, 0)
    assert money(office) == in_roubles(available=850_000, reserved=28_000, debited=122_000)
    paid = the_payout(office).data
    assert (paid.amount, paid.points_part) == (roubles(162_000), roubles(40_000))
    split = sum(part.amount.amount_minor for part in paid.vat_split)
    assert split == paid.amount.amount_minor
    assert walk.acknowledge().state == "paid"
    assert_sound(office)


def test_control_totals_count_what_is_paid_out_and_not_what_the_fund_pays() -> None:
    walk = with_points()
    answer(walk.office, "approve")
    walk.end()
    today = walk.office.clock().date()
    (total,) = control_of(today, office=walk.office).data.totals
    assert (total.amount, total.count) == (roubles(162_000), 1)


@pytest.mark.parametrize(
    ("earned", "wanted", "held"),
    [
        (50_000, 40_000, 40_000),
        (30_000, 40_000, 30_000),
        (300_000, 122_000, 122_000),
        (300_000, 200_000, 122_000),
        (50_000, 0, 0),
        (0, 40_000, 0),
    ],
)
def test_the_hold_takes_what_is_asked_for_there_and_of_use(
    earned: int, wanted: int, held: int
) -> None:
    office = an_office()
    if earned:
        earn(office, earned)
    walk = a_walk(office, a_draft(office, points=wanted)).to_review()
    hold = office.ledger.hold(walk.claim_id, 1)
    assert hold is not None
    assert (hold.points.points if hold.points else 0) == held
    assert hold.amount == roubles(122_000)
    assert_sound(office)


def test_where_the_fund_is_empty_points_pay_alone() -> None:
    office = an_office()
    earn(office, 50_000)
    office.ledger.post(
        Unreserve(
            fund=FUND,
            actor="keep_funds",
            reason="unused",
            at=office.clock(),
            programme_version="2026.1",
            application="dinner-2026",
        )
    )
    close_period(office)
    walk = a_walk(office, a_draft(office, points=40_000)).to_review()
    review = asked(office)
    assert (review.held, review.payable) == (roubles(0), roubles(40_000))
    answer(office, "approve")
    assert walk.end().state == "payout_sent"
    assert in_points(office) == (10_000, 0, 40_000, 0)
    paid = the_payout(office).data
    assert paid.amount == paid.points_part == roubles(40_000)
    assert walk.acknowledge().state == "paid"
    assert_sound(office)


@pytest.mark.parametrize(
    ("amount", "points", "granted"),
    [
        ("100000", "30000", (100_000, 30_000)),
        ("100000", "", (100_000, 0)),
        ("100000", "99999", (100_000, 40_000)),
        ("0", "1", (0, 1)),
        ("999999", "0", (122_000, 0)),
    ],
)
def test_the_reviewer_grants_money_and_points_apart(
    amount: str, points: str, granted: tuple[int, int]
) -> None:
    walk = with_points()
    decision = answer(walk.office, "approve_part", amount=amount, points=points)
    assert isinstance(decision, Decision)
    assert (decision.amount, decision.points) == (roubles(granted[0]), granted[1])
    walk.end()
    assert in_points(walk.office) == (50_000 - granted[1], 0, granted[1], 0)
    assert_sound(walk.office)


@pytest.mark.parametrize(
    ("amount", "points", "field"),
    [("0", "0", "amount"), ("", "10", "amount"), ("1", "many", "points")],
)
def test_what_cannot_be_granted_is_said_at_its_field(amount: str, points: str, field: str) -> None:
    walk = with_points()
    errors = answer(walk.office, "approve_part", amount=amount, points=points)
    assert isinstance(errors, tuple)
    assert [error.field for error in errors] == [field]


@RUNS
@pytest.mark.parametrize("choice", ["return", "reject"])
def test_points_of_a_claim_that_is_not_paid_go_back(run: Run, choice: str) -> None:
    walk = with_points(run=run)
    answer(walk.office, choice)
    walk.end()
    assert in_points(walk.office) == (50_000, 0, 0, 0)
    assert_sound(walk.office)


def test_a_withdrawn_claim_gives_its_points_back_and_a_new_version_takes_them_again() -> None:
    walk = with_points()
    answer(walk.office, "return")
    walk.end()
    revise(walk.claim, ANNA, office=walk.office)
    assert walk.claim.request.points == 40_000
    withdraw(walk.claim, ANNA, office=walk.office)
    assert in_points(walk.office) == (50_000, 0, 0, 0)


def test_points_let_go_after_the_years_end_expire() -> None:
    walk = with_points()
    office = walk.office
    answer(office, "reject")
    office.clock.set(NEW_YEAR)
    (closed,) = close_partner_points("integrator", office=office)
    assert (closed.available, closed.held, closed.expired) == (0, 40_000, 10_000)
    walk.end()
    assert in_points(office) == (0, 0, 0, 50_000)
    assert_sound(office)


def test_an_account_is_closed_once_and_not_before_its_year_is_over() -> None:
    office = an_office()
    earn(office, 50_000)
    assert close_points(ACCOUNT.owner, office=office) == ()
    office.clock.set(datetime(2026, 12, 31, 20, 59, tzinfo=UTC))
    assert close_points(ACCOUNT.owner, office=office) == ()
    office.clock.set(datetime(2026, 12, 31, 21, 0, tzinfo=UTC))  # midnight in Moscow
    (closed,) = close_points(ACCOUNT.owner, office=office)
    assert (closed.status, closed.expired) == ("CLOSED", 50_000)
    assert close_points(ACCOUNT.owner, office=office) == ()
    assert close_points("person.anna", office=office) == ()
    assert_sound(office)


def test_a_claim_held_in_the_new_year_is_paid_from_the_new_years_account() -> None:
    office = an_office()
    earn(office, 50_000)
    draft = a_draft(office, points=40_000)
    office.clock.set(NEW_YEAR)
    walk = a_walk(office, draft)
    walk.read()
    walk.check()
    hold = office.ledger.hold(walk.claim_id, 1)
    assert hold is None or hold.points is None
    assert in_points(office) == (50_000, 0, 0, 0)


def test_points_that_came_since_are_added_after_a_correction_once() -> None:
    walk = with_points(earned=10_000)
    office = walk.office
    earn(office, 70_000, award="W2")
    for _ in range(2):
        raise_hold(walk.claim_id, 1, number=1, office=office)
    assert in_points(office) == (40_000, 40_000, 0, 0)
    raise_hold(walk.claim_id, 1, number=2, office=office)
    assert in_points(office) == (40_000, 40_000, 0, 0)
    assert_sound(office)


def test_a_hold_of_last_year_gets_no_points_of_this_year() -> None:
    walk = with_points(earned=10_000)
    office = walk.office
    office.clock.set(NEW_YEAR)
    close_partner_points("integrator", office=office)
    raise_hold(walk.claim_id, 1, number=1, office=office)
    assert in_points(office) == (0, 10_000, 0, 0)


def test_points_taken_at_the_same_moment_let_the_hold_try_again() -> None:
    items = MemoryItems()
    office = an_office(items)
    earn(office, 50_000)
    walk = a_walk(office, a_draft(office, points=40_000))
    walk.read()
    faulty = FaultyItems(items)
    slow = FakeOffice(items=faulty, clock=office.clock)
    slow.files = office.files
    check_claim(walk.claim_id, 1, office=office)
    spent = SpendPoints(
        account=ACCOUNT,
        actor="anna",
        reason="",
        at=office.clock(),
        programme_version="2026.1",
        subject="O1",
        purpose="publication",
        points=30_000,
    )
    faulty.before_the_write(lambda: _done(office.points.post(spent)))
    with pytest.raises(TryAgain):
        hold_fund(walk.claim_id, 1, office=slow)
    hold_fund(walk.claim_id, 1, office=slow)
    assert in_points(office) == (0, 20_000, 30_000, 0)
    assert_sound(office)


@pytest.mark.parametrize("fault", ["killed_before", "killed_after"])
@pytest.mark.parametrize("write", [0, 1])
def test_a_debit_that_is_killed_spends_its_points_once(fault: Fault, write: int) -> None:
    items = FaultyItems(MemoryItems())
    walk = with_points(items=items)
    answer(walk.office, "approve")
    run = killed_at(items, fault, write)
    run(lambda: post_debit(walk.claim_id, 1, office=walk.office))
    assert in_points(walk.office) == (10_000, 0, 40_000, 0)
    assert_sound(walk.office)


def test_what_a_partner_asks_for_is_part_of_what_is_decided_on() -> None:
    office = an_office()
    plain = office.claims.get(a_draft(office).claim.claim_id)
    asks = plain.model_copy(update={"request": plain.request.model_copy(update={"points": 1})})
    assert content_hash(asks) != content_hash(plain)


def test_a_claim_a_decision_and_a_payout_without_points_are_written_as_ever() -> None:
    walk = a_walk(an_office()).to_review()
    answer(walk.office, "approve")
    walk.end()
    office = walk.office
    for stored in (*office.items.scan("ledger"), *office.items.scan("claims")):
        assert "points" not in stored.attributes
        assert '"points' not in "".join(str(value) for value in stored.attributes.values())


def test_a_payout_of_points_reads_back_as_it_was_written() -> None:
    walk = with_points()
    answer(walk.office, "approve")
    walk.end()
    message = the_payout(walk.office)
    assert read_payload(payload(message)) == message
    assert '"points_part":{"amount_minor":4000000,"currency":"RUB"}' in payload(message)


def test_two_people_confirm_the_same_money_and_points() -> None:
    office = an_office(approved=roubles(150_000))
    earn(office, 300_000)
    walk = a_walk(office, a_draft(office, points=122_000)).to_review()
    # 122 000 of the fund and 122 000 in points: one person may decide 300 000 alone.
    assert isinstance(answer(office, "approve_part", amount="122000", points="90000"), Decision)
    assert walk.end().state == "payout_sent"


def test_money_and_points_together_decide_who_has_to_sign_in() -> None:
    office = an_office()
    earn(office, 60_000)
    a_walk(office, a_draft(office, claimed=roubles(10_000), points=60_000)).to_review()
    review = asked(office)
    assert review.held == roubles(10_000)
    assert review.payable == roubles(70_000)
    assert review.wants_sign_in


def claw(walk: Walk, *, amount: int, points: int, number: int = 1) -> ClawbackOrder:
    return ClawbackOrder.model_validate(
        {
            "claim_id": walk.claim_id,
            "version": 1,
            "number": number,
            "amount": roubles(amount),
            "points": points,
            "reason": "Ужин не состоялся",
            "by": "marina",
        }
    )


def paid(walk: Walk) -> Walk:
    answer(walk.office, "approve")
    walk.end()
    assert walk.acknowledge().state == "paid"
    return walk


def test_a_clawback_says_how_much_comes_back_to_fund_and_points() -> None:
    walk = paid(with_points())
    office = walk.office
    done = claw_back(claw(walk, amount=22_000, points=15_000), office=office)
    assert (done.left, done.left_points) == (roubles(100_000), 25_000)
    assert claw_back(claw(walk, amount=22_000, points=15_000), office=office).replayed
    message = office.feed.messages[-1]
    assert isinstance(message, PayoutClawback)
    assert (message.data.amount, message.data.points_part) == (roubles(37_000), roubles(15_000))
    assert in_points(office) == (25_000, 0, 25_000, 0)
    (told,) = clawbacks_of(walk.claim_id, items=office.items)
    assert (told.amount, told.money) == (roubles(37_000), roubles(22_000))
    letter = [mail for mail in office.mailer.sent if mail.to == ANNA.mail][-1].text
    assert "15 000 баллов" in letter.replace("\u00a0", " ")
    with pytest.raises(EntryConflict):
        claw_back(claw(walk, amount=37_000, points=0), office=office)
    with pytest.raises(NotAccepted):
        claw_back(claw(walk, amount=1, points=25_001, number=2), office=office)
    claw_back(claw(walk, amount=100_000, points=25_000, number=2), office=office)
    assert walk.claim.state == "clawed_back"
    assert in_points(office) == (50_000, 0, 0, 0)
    assert_sound(office)


def test_points_that_were_not_granted_can_be_disputed_and_never_come_twice() -> None:
    walk = with_points()
    office = walk.office
    answer(office, "approve_part", amount="122000", points="10000")
    walk.end()
    assert walk.acknowledge().state == "paid"
    assert dispute_until(walk.claim, office=office) is not None
    claim = dispute(walk.claim, "Баллы тоже были нужны", ANNA, office=office)
    again = Walk(office, claim.claim_id, claim.version, walk.papers).to_review()
    review = asked(office)
    assert review.points is not None
    assert (review.held, review.points.points) == (roubles(0), 30_000)
    answer(office, "approve")
    again.end()
    assert in_points(office) == (10_000, 0, 40_000, 0)
    assert_sound(office)


def test_form_page_and_letter_say_what_the_fund_pays_and_what_points_pay() -> None:
    office = an_office()
    earn(office, 50_000)
    browser = Browser(office, "anna")
    form = browser.get("/claims/new").body.replace("\u00a0", " ")
    assert 'name="points"' in form
    assert "50 000 баллов" in form
    walk = a_walk(office, a_draft(office, points=40_000)).to_review()
    page = browser.get(f"/claims/{walk.claim_id}").body.replace("\u00a0", " ")
    assert "40 000 баллов на 40 000,00" in page
    shown = browser.get(f"/review/{mailed_links(office)[-1]}").body
    assert "points" in shown or "баллов" in shown
    answer(office, "approve")
    walk.end()
    page = browser.get(f"/claims/{walk.claim_id}").body.replace("\u00a0", " ")
    both = "122 000,00 ₽ из фонда и 40 000 баллов на 40 000,00 ₽"
    assert both in page
    letter = [mail for mail in office.mailer.sent if mail.to == ANNA.mail][-1].text
    assert both in letter.replace("\u00a0", " ")


def test_a_partner_asks_for_no_more_points_than_there_are() -> None:
    office = an_office()
    earn(office, 50_000)
    browser = Browser(office, "anna")
    fields = {"application_id": "dinner-2026", "claimed": "122000"}
    wrong = browser.post("/claims", {**fields, "points": "50001"})
    assert wrong.status == 400
    assert "меньше баллов" in wrong.body
    right = browser.post("/claims", {**fields, "points": "50 000"})
    assert right.status == 303
    (claim,) = office.claims.of_partner("integrator")
    assert claim.request.points == 50_000


def test_who_has_no_points_is_not_asked_for_any() -> None:
    office = an_office()
    browser = Browser(office, "anna")
    assert 'name="points"' not in browser.get("/claims/new").body


def test_a_stored_request_of_before_points_reads_as_one_without() -> None:
    old = '{"application_id":"a","claimed":{"amount_minor":1,"currency":"RUB"},'
    old += '"sponsor_money":{"amount_minor":0,"currency":"RUB"},"participant_count":null}'
    request = ClaimRequest.model_validate_json(old)
    assert request.points == 0
    assert "points" not in request.model_dump_json()


def _done(_result: object) -> None:
    return
