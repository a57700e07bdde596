"""Who is asked, when, and who may decide."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cofund.approval import (
    choose_reviewer,
    ensure_may_decide,
    needs_sign_in,
    needs_two_approvers,
    plan_answer,
    plan_review,
    stand_in,
    wants_second_person,
)
from cofund.errors import Forbidden, Misconfigured
from cofund.models.approval import Approval, Delegation
from cofund.models.claim import Claim, Person
from cofund.models.stages import ReviewStage
from tests.builders.claim_files import a_claim_file, the_programme
from tests.builders.claims import ANNA, FEDOR, MARINA, OLEG, RITA, ROMAN
from tests.builders.reads import roubles
from tests.fakes.clock import NOON

TERMS = the_programme().review
SECOND = timedelta(seconds=1)


def a_claim(**changes: object) -> Claim:
    return a_claim_file(claim=changes).claim


def approved_by(person: Person) -> Approval:
    return Approval(
        claim_id="claim-1",
        version=1,
        position=1,
        reviewer=person.login,
        role=person.role,
        amount=roubles(1),
        at=NOON,
    )


@pytest.mark.parametrize(
    ("passed", "outcome", "stage", "wait_seconds"),
    [
        (timedelta(0), "undecided", "first", 2 * 86_400),
        (timedelta(days=2) - SECOND, "undecided", "first", 1),
        (timedelta(days=2), "undecided", "reminder", 2 * 86_400),
        (timedelta(days=4) - SECOND, "undecided", "reminder", 1),
        (timedelta(days=4), "undecided", "reminder", 86_400),
        (timedelta(days=5), "undecided", "escalation", 2 * 86_400),
        (timedelta(days=7) - SECOND, "undecided", "escalation", 1),
        (timedelta(days=7), "timed_out", "escalation", 1),
        (timedelta(days=400), "timed_out", "escalation", 1),
    ],
)
def test_the_plan_at_its_borders(
    passed: timedelta, outcome: str, stage: str, wait_seconds: int
) -> None:
    plan = plan_review(NOON, TERMS, now=NOON + passed, first_approved=False)
    assert (plan.outcome, plan.stage, plan.wait_seconds) == (outcome, stage, wait_seconds)


def test_a_wait_never_ends_before_the_next_mark() -> None:
    now = NOON + timedelta(microseconds=1)
    wait = plan_review(NOON, TERMS, now=now, first_approved=False).wait_seconds
    assert now + timedelta(seconds=wait) >= NOON + timedelta(days=2)


@pytest.mark.parametrize("days", [0, 2, 5])
def test_after_the_first_approval_the_second_is_asked(days: int) -> None:
    plan = plan_review(NOON, TERMS, now=NOON + timedelta(days=days), first_approved=True)
    assert plan.stage == "second"


@pytest.mark.parametrize(
    ("amount", "sign_in", "two"),
    [
        ("50000", False, False),
        ("50000.01", True, False),
        ("300000", True, False),
        ("300000.01", True, True),
    ],
)
def test_proof_and_number_of_approvers_follow_the_amount(
    amount: str, *, sign_in: bool, two: bool
) -> None:
    assert needs_sign_in(roubles(amount), TERMS) is sign_in
    assert needs_two_approvers(roubles(amount), TERMS) is two


@pytest.mark.parametrize(
    ("pairs", "two"),
    [
        ((), False),
        (((100, 100),), False),
        (((100, 99),), False),
        (((100, 101),), True),
        (((0, 1),), True),
        (((100, 50), (50, 51)), True),
    ],
)
def test_an_amount_that_corrections_raised_takes_two_people(
    pairs: tuple[tuple[int, int], ...], two: bool
) -> None:
    claimable = [(roubles(before), roubles(now)) for before, now in pairs]
    assert wants_second_person(roubles(1), TERMS, claimable=claimable) is two
    large = TERMS.two_approvers_above.value + roubles(1)
    assert wants_second_person(large, TERMS, claimable=claimable)


@pytest.mark.parametrize("person", [ANNA, FEDOR, OLEG])
def test_only_reviewers_and_managers_decide(person: Person) -> None:
    with pytest.raises(Forbidden):
        ensure_may_decide(a_claim(), person, None)


@pytest.mark.parametrize("field", ["opened_by", "edited_by"])
def test_case_30_who_filed_or_edited_a_claim_does_not_decide_on_it(field: str) -> None:
    with pytest.raises(Forbidden):
        ensure_may_decide(a_claim(**{field: "rita"}), RITA, None)


def test_case_31_the_second_approver_has_another_role() -> None:
    ensure_may_decide(a_claim(), MARINA, approved_by(RITA))
    with pytest.raises(Forbidden):
        ensure_may_decide(a_claim(), ROMAN, approved_by(RITA))


@pytest.mark.parametrize(
    ("stage", "first", "role"),
    [
        ("first", None, "reviewer"),
        ("reminder", None, "reviewer"),
        ("escalation", None, "manager"),
        ("second", RITA, "manager"),
        ("second", MARINA, "reviewer"),
        ("escalation", RITA, "manager"),
    ],
)
def test_each_stage_asks_a_role(stage: ReviewStage, first: Person | None, role: str) -> None:
    given = approved_by(first) if first else None
    assert choose_reviewer(a_claim(), stage, (RITA, ROMAN, MARINA), given).role == role


def test_the_same_claim_and_stage_ask_the_same_person_in_any_order() -> None:
    people = (RITA, ROMAN, MARINA)
    asked = {
        choose_reviewer(a_claim(), "first", order, None).login
        for order in (people, people[::-1], (ROMAN, MARINA, RITA))
    }
    assert len(asked) == 1


def test_reviewers_take_claims_in_turn() -> None:
    asked = [
        choose_reviewer(a_claim(claim_id=f"claim-{n}"), "first", (RITA, ROMAN), None).login
        for n in range(40)
    ]
    assert 10 <= asked.count("rita") <= 30


def test_without_a_reviewer_a_manager_is_asked() -> None:
    assert choose_reviewer(a_claim(), "first", (ANNA, MARINA), None) == MARINA


@pytest.mark.parametrize("people", [(), (ANNA, FEDOR, OLEG)])
def test_with_nobody_to_ask_the_installation_is_misconfigured(people: tuple[Person, ...]) -> None:
    with pytest.raises(Misconfigured):
        choose_reviewer(a_claim(), "first", people, None)


@pytest.mark.parametrize(
    ("today", "amount", "deputy"),
    [
        (date(2026, 9, 30), 100, None),
        (date(2026, 10, 1), 100, "roman"),
        (date(2026, 10, 7), 100, "roman"),
        (date(2026, 10, 8), 100, None),
        (date(2026, 10, 1), 1_000, "roman"),
        (date(2026, 10, 1), 1_001, None),
    ],
)
def test_a_delegation_holds_for_its_days_and_up_to_its_limit(
    today: date, amount: int, deputy: str | None
) -> None:
    delegation = Delegation(
        from_login="rita",
        to_login="roman",
        first_day=date(2026, 10, 1),
        last_day=date(2026, 10, 7),
        limit=roubles(1_000),
    )
    assert stand_in(RITA, (delegation,), roubles(amount), today=today) == deputy
    assert stand_in(MARINA, (delegation,), roubles(amount), today=today) is None


REVIEWERS = (RITA, ROMAN, MARINA)


@pytest.mark.parametrize(
    ("heard", "stage", "asked"),
    [
        ({"rita"}, "first", ROMAN),
        ({"roman"}, "first", RITA),
        ({"rita", "roman"}, "first", MARINA),
        ({"rita", "roman", "marina"}, "first", MARINA),
        ({"marina"}, "escalation", None),
        ({"marina", "rita"}, "escalation", ROMAN),
    ],
)
def test_a_dispute_goes_to_somebody_who_was_not_heard_or_else_to_the_manager(
    heard: set[str], stage: ReviewStage, asked: Person | None
) -> None:
    chosen = choose_reviewer(a_claim(disputes=1, version=2), stage, REVIEWERS, None, heard=heard)
    assert chosen == asked or (asked is None and chosen in (RITA, ROMAN))


def test_the_second_of_two_in_a_dispute_is_the_manager_even_if_heard() -> None:
    heard = {"rita", "marina"}
    claim = a_claim(disputes=1, version=2)
    assert choose_reviewer(claim, "first", REVIEWERS, None, heard=heard) == ROMAN
    second = choose_reviewer(claim, "second", REVIEWERS, approved_by(ROMAN), heard=heard)
    assert second == MARINA


@pytest.mark.parametrize("asker", [RITA, ROMAN, MARINA])
def test_whoever_asked_gets_the_answer_but_not_once_it_is_the_stand_ins_turn(
    asker: Person,
) -> None:
    for stage in ("first", "reminder"):
        assert choose_reviewer(a_claim(), stage, REVIEWERS, None, asker=asker.login) == asker
    assert choose_reviewer(a_claim(), "escalation", REVIEWERS, None, asker=asker.login) == MARINA


def test_an_asker_who_may_not_decide_any_more_is_passed_by() -> None:
    claim = a_claim(edited_by="rita")
    assert choose_reviewer(claim, "first", (RITA, ROMAN), None, asker="rita") == ROMAN
    second = choose_reviewer(a_claim(), "second", REVIEWERS, approved_by(RITA), asker="rita")
    assert second == MARINA


@pytest.mark.parametrize(
    ("left", "wait"), [(SECOND, 1), (SECOND / 2, 1), (-SECOND, 1), (10 * SECOND, 10)]
)
def test_an_answer_is_waited_for_to_its_end_and_never_less_than_a_second(
    left: timedelta, wait: int
) -> None:
    progress = plan_answer(NOON + left, now=NOON)
    assert (progress.outcome, progress.wait_seconds) == ("information_requested", wait)
