"""The ways a claim can walk through claim_review.asl.json, on the template's own stack.

The functions answer from a script: what is tested is the order of states and where a walk ends.
"""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError

from tests.workflow.walk import APPROVED, ASKED, CLAIM, PAID, PATHS, UNDECIDED, Walks


def test_an_approved_claim_is_debited_paid_out_and_told(walks: Walks) -> None:
    ended, script = walks.walk(StartReview=[{"documents": ["doc-1"]}])
    assert ended.status == "SUCCEEDED"
    assert script.names() == [
        "StartReview",
        "ScanDocument",
        "ReadPages",
        "InterpretDocument",
        "CheckClaim",
        "HoldFund",
        "ReadDecision",
        *PAID,
    ]


def test_a_returned_claim_holds_no_money(walks: Walks) -> None:
    ended, script = walks.walk(CheckClaim=[{"outcome": "return"}])
    assert ended.status == "SUCCEEDED"
    assert script.names()[-2:] == ["CheckClaim", "ReturnToPartner"]


@pytest.mark.parametrize("outcome", ["returned", "rejected", "timed_out", "withdrawn"])
def test_a_decision_without_money_releases_the_hold_and_tells_the_partner(
    walks: Walks, outcome: str
) -> None:
    ended, script = walks.walk(ReadDecision=[{**APPROVED, "outcome": outcome}])
    assert ended.status == "SUCCEEDED"
    assert script.names()[-3:] == ["ReadDecision", "ReleaseHold", "NotifyPartner"]


def test_the_answer_of_a_wait_makes_the_decision_be_read_anew(walks: Walks) -> None:
    execution, script = walks.begin(ReadDecision=[UNDECIDED, APPROVED])
    walks.wait()
    assert script.names()[-1] == "RequestApproval"
    walks.answer(script.events("RequestApproval")[0]["task_token"])
    assert walks.stack.end(execution).status == "SUCCEEDED"
    assert script.names()[-5:] == ["RequestApproval", "ReadDecision", *PAID]


def test_an_answer_alone_approves_nothing(walks: Walks) -> None:
    execution, script = walks.begin(ReadDecision=[UNDECIDED, UNDECIDED, APPROVED])
    walks.wait()
    walks.answer(script.events("RequestApproval")[0]["task_token"])
    walks.wait()
    assert script.names()[-3:] == ["RequestApproval", "ReadDecision", "RequestApproval"]
    walks.answer(script.events("RequestApproval")[1]["task_token"])
    assert walks.stack.end(execution).status == "SUCCEEDED"


def test_a_question_waits_under_a_token_of_its_own(walks: Walks) -> None:
    execution, script = walks.begin(ReadDecision=[UNDECIDED, ASKED, UNDECIDED, APPROVED])
    walks.wait()
    walks.answer(script.events("RequestApproval")[0]["task_token"])
    walks.wait()
    assert script.names()[-1] == "RequestInformation"
    walks.answer(script.events("RequestInformation")[0]["task_token"])
    walks.wait()
    walks.answer(script.events("RequestApproval")[1]["task_token"])
    assert walks.stack.end(execution).status == "SUCCEEDED"
    assert script.names()[-3:] == PAID


def test_each_wait_that_runs_out_goes_to_the_next_stage_under_a_new_token(walks: Walks) -> None:
    stages = ["first", "reminder", "escalation"]
    waits = [{**UNDECIDED, "stage": stage} for stage in stages]
    execution, script = walks.begin(ReadDecision=[*waits, {**APPROVED, "outcome": "timed_out"}])
    for _ in stages:
        walks.wait()
        assert walks.clock.time_out_waits() == 1
    assert walks.stack.end(execution).status == "SUCCEEDED"
    requests = script.events("RequestApproval")
    assert [request["stage"] for request in requests] == stages
    assert len({request["task_token"] for request in requests}) == len(stages)
    assert script.names()[-3:] == ["ReadDecision", "ReleaseHold", "NotifyPartner"]


def test_a_wait_lasts_as_long_as_the_decision_step_says(walks: Walks) -> None:
    execution, _ = walks.begin(ReadDecision=[{**UNDECIDED, "wait_seconds": 86_400}, APPROVED])
    walks.wait()
    before = walks.clock.now()
    walks.clock.time_out_waits()
    walks.stack.end(execution)
    assert (walks.clock.now() - before).total_seconds() >= 86_400


def test_an_approval_stored_while_the_wait_ran_out_is_not_lost(walks: Walks) -> None:
    execution, script = walks.begin(ReadDecision=[UNDECIDED, APPROVED])
    walks.wait()
    walks.clock.time_out_waits()
    assert walks.stack.end(execution).status == "SUCCEEDED"
    assert script.names()[-3:] == PAID


def test_the_token_of_a_wait_that_is_over_moves_nothing(walks: Walks) -> None:
    execution, script = walks.begin(ReadDecision=[UNDECIDED, UNDECIDED, APPROVED])
    walks.wait()
    walks.clock.time_out_waits()
    walks.wait()
    first, second = (event["task_token"] for event in script.events("RequestApproval"))
    with pytest.raises(ClientError) as refused:
        walks.answer(first)
    assert refused.value.response["Error"]["Code"] in ("TaskTimedOut", "TaskDoesNotExist")
    walks.wait()
    assert script.names()[-1] == "RequestApproval"
    walks.answer(second)
    assert walks.stack.end(execution).status == "SUCCEEDED"


def test_a_task_token_stays_out_of_the_state(walks: Walks) -> None:
    execution, script = walks.begin(ReadDecision=[UNDECIDED, APPROVED])
    walks.wait()
    token = script.events("RequestApproval")[0]["task_token"]
    walks.answer(token)
    ended = walks.stack.end(execution)
    assert token not in str(ended.output)
    assert all(token not in str(event) for name, event in script.calls if name != "RequestApproval")


def test_state_carries_ids_and_answers_of_one_word_only(walks: Walks) -> None:
    execution, _ = walks.begin(
        ReadDecision=[UNDECIDED, APPROVED], RequestApproval=[{"mail": "sent"}]
    )
    walks.wait()
    walks.clock.time_out_waits()
    ended = walks.stack.end(execution)
    assert ended.output == {
        **CLAIM,
        "reading": {"documents": ["doc-1", "doc-2"]},
        "checked": {"outcome": "review"},
        "review": APPROVED,
    }


def test_each_document_of_a_full_claim_is_interpreted_once(walks: Walks) -> None:
    documents = [f"doc-{number}" for number in range(20)]
    ended, script = walks.walk(StartReview=[{"documents": documents}])
    assert ended.status == "SUCCEEDED"
    interpreted = [event["document_id"] for event in script.events("InterpretDocument")]
    assert sorted(interpreted) == sorted(documents)


def test_a_claim_without_documents_is_judged_all_the_same(walks: Walks) -> None:
    ended, script = walks.walk(StartReview=[{"documents": []}], CheckClaim=[{"outcome": "return"}])
    assert ended.status == "SUCCEEDED"
    assert script.names() == ["StartReview", "CheckClaim", "ReturnToPartner"]


def test_pages_without_text_are_recognised_before_they_are_interpreted(walks: Walks) -> None:
    _, script = walks.walk(StartReview=[{"documents": ["doc-1"]}], **PATHS["OcrPages"])
    assert script.names()[1:5] == ["ScanDocument", "ReadPages", "OcrPages", "InterpretDocument"]


def test_a_refused_document_is_never_opened(walks: Walks) -> None:
    ended, script = walks.walk(ScanDocument=[{"scan": "refused"}])
    assert ended.status == "SUCCEEDED"
    assert "ReadPages" not in script.names()
    assert len(script.events("InterpretDocument")) == 2
