"""What stands first, what a fund's bar shows, what a reviewer may answer."""

from __future__ import annotations

from typing import get_args

from cofund.models.kinds import DocumentKind
from cofund.pages import arrange
from tests.builders import page_views as story


def test_what_has_to_be_mended_stands_first() -> None:
    effects = [group.effect for group in arrange.groups(story.findings())]
    assert effects == ["return", "deduct", "review", "note"]


def test_a_finding_keeps_its_position_in_the_assessment() -> None:
    findings = story.findings()
    for group in arrange.groups(findings):
        assert all(findings[entry.position] is entry.finding for entry in group.entries)


def test_findings_without_effect_are_the_passed_ones() -> None:
    assert [finding.message for finding in arrange.passed(story.findings())] == ["in_time"]


def test_each_rule_is_remarked_on_once() -> None:
    twice = (story.findings()[3], story.findings()[3], story.findings()[2])
    rules = [entry.finding.rule for entry in arrange.rules_to_mend(story.assessment(*twice))]
    assert rules == ["claim_window", "ineligible_lines"]


def test_the_first_row_states_the_cost_and_the_others_what_they_change() -> None:
    first, second, *_ = arrange.waterfall_rows(story.waterfall())
    assert first.change is None
    assert second.change == -story.roubles(48_000)


def test_a_row_says_whether_it_changes_the_amount() -> None:
    changes = {row.step.step: row.changes for row in arrange.waterfall_rows(story.waterfall())}
    assert changes["invoiced"]
    assert changes["ineligible_lines"]
    assert not changes["unproven_payment"]


def test_only_the_programmes_own_clauses_are_named() -> None:
    steps = story.waterfall().steps
    named = [step.model_copy(update={"source": "Clause 7"}) for step in steps]
    waterfall = story.waterfall().model_copy(update={"steps": tuple(named)})
    silent = {row.step.step for row in arrange.waterfall_rows(waterfall) if not row.clause}
    assert silent == {"approved_amount", "fund_balance"}


def test_documents_stand_in_the_order_of_their_kinds() -> None:
    documents = story.documents_view().documents
    kinds = [document.found_kind or document.kind for document in arrange.by_kind(documents)]
    assert kinds == sorted(kinds, key=list(get_args(DocumentKind)).index)
    assert sorted(kinds) == sorted(one.found_kind or one.kind for one in documents)


def test_a_funds_parts_fill_the_bar() -> None:
    thirds = story.balance(
        accrued=story.roubles(3),
        available=story.roubles(1),
        reserved=story.roubles(1),
        held=story.roubles(1),
        debited=story.roubles(0),
    )
    parts = arrange.fund_parts(thirds)
    assert [part.bucket for part in parts] == ["held", "reserved", "available"]
    assert sum(part.width for part in parts) == 1000
    assert parts[0].start == 0


def test_an_empty_fund_has_no_parts() -> None:
    zero = story.roubles(0)
    empty = story.balance(accrued=zero, available=zero, reserved=zero, held=zero, debited=zero)
    assert arrange.fund_parts(empty) == ()


def test_a_reviewer_can_approve_all_or_part() -> None:
    choices = arrange.decision_choices(story.review_view())
    assert choices == ("approve", "approve_part", "return", "reject", "ask")


def test_whoever_has_asked_five_times_asks_no_more() -> None:
    choices = arrange.decision_choices(story.review_view(may_ask=False))
    assert choices == ("approve", "approve_part", "return", "reject")


def test_what_disputes_the_rest_of_a_paid_claim_is_never_returned() -> None:
    disputing = story.review_view(paid_before=story.roubles(100_000))
    assert "return" not in arrange.decision_choices(disputing)


def test_the_second_approver_confirms_exactly_the_firsts_amount() -> None:
    second = story.review_view(first_approval=story.first_approval())
    assert arrange.decision_choices(second) == ("approve", "return", "reject", "ask")


def test_nothing_held_cannot_be_approved() -> None:
    assert arrange.decision_choices(story.review_view(held=story.roubles(0))) == (
        "return",
        "reject",
        "ask",
    )
