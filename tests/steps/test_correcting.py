"""A reviewer sets right what was misread: the claim is judged anew, and more is held for it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from cofund.errors import NotFound, NotInThisState, StaleVersion
from cofund.models.approval import Approval, Decision
from cofund.models.extraction import Contract
from cofund.models.ledger import PlaceHold, Unreserve
from cofund.steps.claiming import revise, submit
from cofund.steps.correcting import correct
from cofund.steps.deciding import decide
from cofund.steps.documents import document_lines
from cofund.steps.extractions import find_extraction
from cofund.steps.storage import find_assessment, first_assessment
from cofund.steps.sweeping import sweep_corrections
from tests.builders.answers import answer, asked, mailed_links
from tests.builders.claim_files import FUND, dinner_papers
from tests.builders.claims import ANNA
from tests.builders.corrections import (
    BANQUET,
    LESS,
    a_misread_walk,
    a_total_unsure,
    claimable,
    correct_as_reviewer,
    document_of,
    the_hold,
)
from tests.builders.reads import a_party, roubles
from tests.builders.walks import Run, Walk, once, twice
from tests.fakes.faulty_items import Fault, FaultyItems
from tests.fakes.item_store import MemoryItems
from tests.steps.soundness import assert_sound
from tests.steps.test_faults import attempted

RUNS = pytest.mark.parametrize("run", [once, twice])


@RUNS
def test_a_correction_judges_the_claim_at_once_and_holds_what_more_is_claimable(run: Run) -> None:
    walk = a_misread_walk()
    assert claimable(walk) == the_hold(walk).amount == roubles(50_000)
    assert run(lambda: correct_as_reviewer(walk, BANQUET)) == ()
    assert claimable(walk) == the_hold(walk).amount == roubles(122_000)
    assert walk.claim.state == "in_review"
    assert_sound(walk.office)


def test_what_was_read_and_how_it_was_judged_stays_beside_the_correction() -> None:
    walk = a_misread_walk()
    document = document_of(walk, "invoice")
    read = find_extraction(walk.office, walk.claim_id, 1, document)
    judged = find_assessment(walk.office, walk.claim_id, 1)
    correct_as_reviewer(walk, BANQUET)
    assert find_extraction(walk.office, walk.claim_id, 1, document) == read
    assert first_assessment(walk.office, walk.claim_id, 1) == judged
    (correction,) = walk.office.corrections.of(walk.claim_id, 1)
    assert correction.field == "lines.2.description"
    assert correction.by == asked(walk.office).reviewer.login
    assert correction.at == walk.office.clock()
    assert correction.before is not None
    assert correction.before.text == correction.before.evidence.text == "Авиабилеты"
    assert correction.value.value == "Банкетное обслуживание"


def test_who_raised_an_amount_does_not_approve_it_alone() -> None:
    walk = a_misread_walk()
    correct_as_reviewer(walk, BANQUET)
    first = answer(walk.office, "approve")
    assert isinstance(first, Approval)
    assert first.amount == roubles(122_000)
    assert walk.ask().stage == "second"
    second = answer(walk.office, "approve")
    assert isinstance(second, Decision)
    assert second.decided_by == (first.reviewer, "marina")
    assert walk.end().state == "payout_sent"
    assert walk.office.ledger.balance(FUND).debited == roubles(122_000)
    assert_sound(walk.office)


def test_a_lower_amount_needs_one_person_and_the_debit_gives_back_the_rest() -> None:
    walk = a_misread_walk(a_total_unsure())
    correct_as_reviewer(walk, LESS)
    assert claimable(walk) == roubles(100_000)
    assert the_hold(walk).amount == roubles(122_000)
    decision = answer(walk.office, "approve")
    assert isinstance(decision, Decision)
    assert decision.amount == roubles(100_000)
    assert walk.end().state == "payout_sent"
    balance = walk.office.ledger.balance(FUND)
    assert (balance.debited, balance.held) == (roubles(100_000), roubles(0))
    assert_sound(walk.office)


def test_several_values_of_a_paper_are_corrected_by_one_form() -> None:
    walk = a_misread_walk(a_total_unsure())
    fields = {"new.number": "78", "new.issue_date": "05.09.2026", "same.gross": "1"}
    assert correct_as_reviewer(walk, fields) == ()
    stored = walk.office.corrections.of(walk.claim_id, 1)
    assert [each.number for each in stored] == [1, 2, 3]
    assert {each.field for each in stored} == {"number", "issue_date", "gross"}
    assessment = find_assessment(walk.office, walk.claim_id, 1)
    assert assessment is not None
    assert [invoice.number for invoice in assessment.invoices] == ["78"]


def test_a_paper_taken_for_another_kind_is_judged_and_listed_as_what_a_person_says() -> None:
    misread = Contract(document_id="contract", seller=a_party())
    walk = a_misread_walk((*dinner_papers(), misread))
    assert correct_as_reviewer(walk, {"kind": "invoice"}, kind="contract") == ()
    fields = {"new.number": "79", "new.issue_date": "2026-09-02", "new.gross": "10 000"}
    assert correct_as_reviewer(walk, fields, kind="contract") == ()
    lines = document_lines(walk.claim, office=walk.office)
    document = document_of(walk, "contract")
    assert [line.found_kind for line in lines if line.document_id == document] == ["invoice"]
    assessment = find_assessment(walk.office, walk.claim_id, 1)
    assert assessment is not None
    assert {invoice.number for invoice in assessment.invoices} == {"77", "79"}


def test_a_decision_on_what_was_shown_before_a_correction_does_not_count() -> None:
    walk = a_misread_walk()
    shown = asked(walk.office)
    correct_as_reviewer(walk, BANQUET)
    form = {"csrf": shown.link.form_key, "choice": "approve"}
    with pytest.raises(StaleVersion):
        decide(asked(walk.office), form, shown.reviewer.login, office=walk.office)
    with pytest.raises(StaleVersion):
        decide(shown, form, shown.reviewer.login, office=walk.office)
    assert walk.office.approvals.decision(walk.claim_id, 1) is None


def test_two_forms_shown_at_one_moment_correct_once() -> None:
    walk = a_misread_walk()
    shown = asked(walk.office)
    form = {"csrf": shown.link.form_key, "document": document_of(walk, "invoice")}
    correct(shown, form | BANQUET, shown.reviewer.login, office=walk.office)
    with pytest.raises(StaleVersion):
        correct(shown, form | LESS, shown.reviewer.login, office=walk.office)
    assert len(walk.office.corrections.of(walk.claim_id, 1)) == 1


def test_once_somebody_has_approved_nothing_is_corrected() -> None:
    walk = a_misread_walk()
    correct_as_reviewer(walk, BANQUET)
    answer(walk.office, "approve")
    walk.ask()
    with pytest.raises(NotInThisState):
        correct_as_reviewer(walk, LESS)
    assert claimable(walk) == roubles(122_000)


def test_another_claims_document_is_not_found() -> None:
    walk = a_misread_walk()
    with pytest.raises(NotFound):
        correct_as_reviewer(walk, {"document": "d-elsewhere", **BANQUET})


def test_a_reminder_after_a_correction_shows_the_claim_as_corrected() -> None:
    walk = a_misread_walk()
    correct_as_reviewer(walk, BANQUET)
    walk.office.clock.move(timedelta(days=2))
    walk.ask()
    first, reminder = mailed_links(walk.office)
    assert asked(walk.office, reminder).held == roubles(122_000)
    with pytest.raises(NotFound):
        asked(walk.office, first)


def test_what_the_fund_cannot_cover_is_not_held() -> None:
    walk = a_misread_walk(accrued=roubles(150_000))
    usual: dict[str, Any] = {
        "fund": FUND,
        "actor": "manager",
        "reason": "elsewhere",
        "at": walk.office.clock(),
        "programme_version": "2026.1",
    }
    walk.office.ledger.post(Unreserve(application="dinner-2026", **usual))
    walk.office.ledger.post(
        PlaceHold(
            claim="elsewhere",
            version=1,
            application=None,
            amount=roubles(60_000),
            souvenir=roubles(0),
            **usual,
        )
    )
    correct_as_reviewer(walk, BANQUET)
    assert the_hold(walk).amount == claimable(walk) == roubles(90_000)
    assert_sound(walk.office)


@pytest.mark.parametrize("fault", ["killed_before", "killed_after"])
@pytest.mark.parametrize("write", range(8))
def test_a_correction_that_is_cut_off_is_caught_up_with_by_the_sweeper(
    fault: Fault, write: int
) -> None:
    items = FaultyItems(MemoryItems())
    walk = a_misread_walk(items=items)
    items.faults.extend([*["none"] * write, fault])
    attempted(lambda: correct_as_reviewer(walk, BANQUET))
    items.all_is_well()
    walk.office.clock.move(timedelta(minutes=1))
    sweep_corrections(office=walk.office)
    stored = walk.office.corrections.of(walk.claim_id, 1)
    assert claimable(walk) == the_hold(walk).amount == roubles(122_000 if stored else 50_000)
    assert sweep_corrections(office=walk.office) == 0
    assert attempted(lambda: correct_as_reviewer(walk, BANQUET)) == ()
    assert len(walk.office.corrections.of(walk.claim_id, 1)) == 1
    assert the_hold(walk).amount == roubles(122_000)
    assert_sound(walk.office)


def test_the_letter_tells_where_a_finding_stands_on_a_corrected_value() -> None:
    walk = a_misread_walk(a_total_unsure())
    correct_as_reviewer(walk, LESS)
    answer(walk.office, "reject")
    walk.end()
    letter = next(mail for mail in walk.office.mailer.sent if mail.to == ANNA.mail)
    assert "«200 000,00» (исправил проверяющий, прочитано было" in letter.text


def test_a_version_that_brings_the_same_file_again_is_judged_as_corrected() -> None:
    walk = a_misread_walk()
    correct_as_reviewer(walk, BANQUET)
    answer(walk.office, "return")
    walk.end()
    again = the_next_version(walk)
    again.to_review()
    assert claimable(again) == the_hold(again).amount == roubles(122_000)
    assert isinstance(answer(again.office, "approve"), Approval)
    assert_sound(walk.office)


def the_next_version(walk: Walk) -> Walk:
    """Submit the claim once more, as it is."""
    revise(walk.claim, ANNA, office=walk.office)
    submit(walk.claim, ANNA, office=walk.office)
    return Walk(walk.office, walk.claim_id, 2, walk.papers, waits=10)
