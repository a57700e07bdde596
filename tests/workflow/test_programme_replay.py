"""A rule change replayed by the installation: the Distributed Map on the real state machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cofund.cli import replay as replay_command
from cofund.cli import replay_workflow
from cofund.errors import NotFound
from cofund.models.replay_files import ReplayOrder
from cofund.steps import replaying
from cofund.steps.replaying import order_replay, replay_result
from infra.local.faults import Fault, FaultPlan, Planned
from tests.builders.past_claims import a_programme_refunding
from tests.cli.commands import cofund
from tests.judgement.test_replay_command import changed
from tests.workflow.real_claims import House, a_house

MONTHS = ("2026-11", "2026-12")
ORDER = ReplayOrder(months=MONTHS, programme=a_programme_refunding(40))


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """Two judged claims: one in review, one returned."""
    with pytest.MonkeyPatch.context() as patch, a_house(patch) as put_up:
        put_up.begin()
        for sample in ("clean", "no-event-programme"):
            put_up.submit(sample)
            put_up.drain()
        patch.setenv("REPLAY_MACHINE_ARN", put_up.stack.outputs["ReplayMachineArn"])
        patch.setattr(replay_command, "find_office", lambda: put_up.office)
        patch.setattr(replay_workflow, "LOOK_SECONDS", 0.01)
        yield put_up


@pytest.fixture(autouse=True)
def one_claim_a_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replaying, "BATCH", 1)


def test_the_workflow_finds_what_the_command_finds_on_this_machine(
    house: House, tmp_path: Path
) -> None:
    lower = changed(tmp_path, "share: 50 %", "share: 40 %")
    words = ("programme", "replay", "--programme", lower, "--from", MONTHS[0], "--to", MONTHS[1])
    here, there = (cofund(*words, "--json", "--run", place) for place in ("here", "workflow"))
    assert (here.status, there.status) == (0, 0)
    assert there.rows == here.rows
    assert [row["kind"] for row in there.rows] == ["summary", "judged", "judged"]
    assert house.stack.state_machines["ProgrammeReplay"].endswith("programme-replay")


@pytest.mark.parametrize("fault", [Fault.BEFORE, Fault.AFTER, Fault.DUPLICATE])
@pytest.mark.parametrize("function", ["ListPastClaims", "ReplayBatch", "SumUpReplay"])
def test_a_step_that_fails_once_or_runs_twice_changes_nothing_of_the_result(
    house: House, function: str, fault: Fault
) -> None:
    house.stack.faults = FaultPlan(Planned(function, 1, fault))
    replay_id = f"r-{function}-{fault.value}"
    order_replay(replay_id, ORDER, office=house.office)
    ended = house.stack.run("ProgrammeReplay", {"replay_id": replay_id})
    assert ended.status == "SUCCEEDED", ended
    result = replay_result(replay_id, office=house.office)
    assert result.summary.everybody.claims == len(result.replayed) == 2


def test_months_without_claims_are_a_result_too(house: House) -> None:
    none = ORDER.model_copy(update={"months": ("2020-01",)})
    order_replay("r-none", none, office=house.office)
    assert house.stack.run("ProgrammeReplay", {"replay_id": "r-none"}).status == "SUCCEEDED"
    assert replay_result("r-none", office=house.office).replayed == ()


def test_a_replay_that_was_never_ordered_fails_and_leaves_no_result(house: House) -> None:
    ended = house.stack.run("ProgrammeReplay", {"replay_id": "r-unknown"})
    assert (ended.status, ended.error) == ("FAILED", "ReplayFailed")
    with pytest.raises(NotFound):
        replay_result("r-unknown", office=house.office)


def test_the_command_says_that_a_replay_failed(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replay_workflow, "order_replay", lambda *_, **__: None)
    same = changed(tmp_path, "share: 50 %", "share: 50 %")
    ran = cofund(
        "programme", "replay", "--programme", same, "--run", "workflow",
        "--from", MONTHS[0], "--to", MONTHS[1],
    )  # fmt: skip
    assert ran.status == 2
    assert "failed: its functions' logs say why" in ran.err
    assert house.stack.state_machines
