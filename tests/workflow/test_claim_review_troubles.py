"""What claim_review.asl.json does about troubles: what it tries again, what it catches."""

from __future__ import annotations

from typing import Any

import pytest

from infra.local.faults import Fault, Planned
from tests.workflow.walk import CLAIM, IN_MAP, PAID, PATHS, SUNNY, TASKS, Walks, named

CRASHES = ("Sandbox.Timedout", "Runtime.ExitError", "Runtime.OutOfMemory", "Lambda.Unknown")
SERVICE_TROUBLE = (
    "Lambda.ServiceException",
    "Lambda.AWSLambdaException",
    "Lambda.SdkClientException",
    "Lambda.TooManyRequestsException",
)
BESIDE_THE_MAP = [name for name in TASKS if name not in ("NeedsOperator", *IN_MAP)]


def test_a_scan_that_answers_late_is_waited_for(walks: Walks) -> None:
    pending = named("ScanPending")
    ended, script = walks.walk(
        StartReview=[{"documents": ["doc-1"]}],
        ScanDocument=[pending, pending, pending, {"scan": "clean"}],
    )
    assert ended.status == "SUCCEEDED"
    assert len(script.events("ScanDocument")) == 4
    assert len(script.events("ReadPages")) == 1


def test_a_scan_that_never_answers_refuses_the_document_within_an_hour(walks: Walks) -> None:
    ended, script = walks.walk(
        StartReview=[{"documents": ["doc-1"]}], ScanDocument=[named("ScanPending")]
    )
    assert ended.status == "SUCCEEDED"
    assert "ReadPages" not in script.names()
    assert script.names().count("InterpretDocument") == 1
    assert 600 <= sum(walks.clock.pauses) <= 3600


@pytest.mark.parametrize("reader", ["ScanDocument", "ReadPages", "OcrPages"])
@pytest.mark.parametrize("crash", CRASHES)
def test_a_document_that_breaks_its_reader_stops_no_claim(
    walks: Walks, reader: str, crash: str
) -> None:
    answers = {**PATHS["OcrPages"], reader: [named(crash)]}
    ended, script = walks.walk(StartReview=[{"documents": ["doc-1"]}], **answers)
    assert ended.status == "SUCCEEDED"
    assert 2 <= script.names().count(reader) <= 3
    assert script.names().count("InterpretDocument") == 1
    assert "NeedsOperator" not in script.names()


def test_a_hold_that_came_second_tries_again_with_what_is_left(walks: Walks) -> None:
    ended, script = walks.walk(
        HoldFund=[named("InsufficientFund"), named("LimitReached"), named("FundClosed"), {}]
    )
    assert ended.status == "SUCCEEDED"
    assert script.names().count("HoldFund") == 4
    assert script.names()[-3:] == PAID


def test_an_invoice_paid_meanwhile_releases_the_hold(walks: Walks) -> None:
    ended, script = walks.walk(PostDebit=[named("InvoiceAlreadyPaid")])
    assert ended.status == "SUCCEEDED"
    assert script.names()[-3:] == ["PostDebit", "ReleaseHold", "NotifyPartner"]


@pytest.mark.parametrize("function", [name for name in TASKS if name != "NeedsOperator"])
def test_an_error_of_ours_waits_for_an_operator_and_releases_nothing(
    walks: Walks, function: str
) -> None:
    answers = {**PATHS.get(function, {}), function: [named("Surprise")]}
    execution, script = walks.begin(**answers)
    walks.wait()
    ended = walks.stack.end(execution)
    assert (ended.status, ended.error) == ("FAILED", "NeedsOperator")
    # Another document's lane may still be under way: the last call need not be the last state.
    assert script.names().count("NeedsOperator") == 1
    assert script.events("NeedsOperator") == [{**CLAIM, "error": "Surprise"}]
    assert function == "ReleaseHold" or "ReleaseHold" not in script.names()


@pytest.mark.parametrize("function", BESIDE_THE_MAP)
def test_a_refusal_that_no_state_knows_is_not_tried_again(walks: Walks, function: str) -> None:
    answers = {**PATHS.get(function, {}), function: [named("NotInThisState")]}
    execution, script = walks.begin(**answers)
    walks.wait()
    assert walks.stack.end(execution).error == "NeedsOperator"
    assert script.names().count(function) == 1


@pytest.mark.parametrize("function", TASKS)
def test_passing_trouble_is_tried_again_in_every_state(walks: Walks, function: str) -> None:
    troubles = [named(name) for name in ("TryAgain", *SERVICE_TROUBLE, "TryAgain", CRASHES[0])]
    assert calls_until_done(walks, function, troubles) == len(troubles) + 1


@pytest.mark.parametrize("function", TASKS)
def test_an_answer_that_was_lost_is_asked_for_again(walks: Walks, function: str) -> None:
    execution, script = walks.begin(Planned(function, 1, Fault.AFTER), **leading_to(function))
    end_with_answers(walks, execution)
    assert script.names().count(function) >= 2
    told = {"NotifyPartner", "ReturnToPartner", "NeedsOperator"}
    assert told & set(script.names()[-2:])
    assert ("NeedsOperator" in script.names()) == (function == "NeedsOperator")


def test_an_operator_is_waited_for_even_when_nobody_could_be_told(walks: Walks) -> None:
    ended, script = walks.walk(CheckClaim=[named("Surprise")], NeedsOperator=[named("Surprise")])
    assert (ended.status, ended.error) == ("FAILED", "NeedsOperator")
    assert script.names().count("NeedsOperator") == 1


def leading_to(function: str) -> dict[str, list[Any]]:
    """Give the answers that lead a claim past a function."""
    if function == "NeedsOperator":
        return {"CheckClaim": [named("Surprise")]}
    return PATHS.get(function, {})


def calls_until_done(walks: Walks, function: str, troubles: list[Exception]) -> int:
    """Let a function meet each trouble once, then answer; give how often it was called."""
    answers = {"StartReview": [{"documents": ["doc-1"]}], **leading_to(function)}
    good = answers.get(function, SUNNY[function])
    execution, script = walks.begin(**{**answers, function: [*troubles, *good]})
    end_with_answers(walks, execution)
    return script.names().count(function)


def end_with_answers(walks: Walks, execution: str) -> None:
    """Go on to the end; a wait for a decision runs out on the way."""
    walks.wait()
    walks.clock.time_out_waits()
    walks.stack.end(execution)
