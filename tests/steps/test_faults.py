"""Steps that are killed: before a write or after it, at each of a step's writes, and run again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from cofund.errors import CofundError, TryAgain
from cofund.steps.claiming import submit
from cofund.steps.reading import start_review
from cofund.steps.sweeping import sweep_decisions
from tests.builders.answers import answer, mailed_links
from tests.builders.claim_files import FUND, dinner_papers
from tests.builders.claims import ANNA, a_draft, an_office
from tests.builders.reads import roubles
from tests.builders.walks import Run, Walk, a_walk
from tests.fakes.faulty_items import Fault, FaultyItems, Killed
from tests.fakes.item_store import MemoryItems
from tests.steps.soundness import assert_sound, mails_to

FAULTS: tuple[Fault, ...] = (
    "killed_before",
    "killed_after",
    "answer_lost",
    "throttled",
    "conflict",
)
MOST_WRITES = 6
"""A step writes less often than this."""


def killed_at(items: FaultyItems, fault: Fault, write: int) -> Run:
    """Run each step with a fault at one of its writes, and then again, as the workflow does."""

    def run(step: Callable[[], Any]) -> Any:
        items.faults.extend(["none"] * write)
        items.faults.append(fault)
        try:
            step()
        except (Killed, TryAgain):
            pass
        finally:
            items.all_is_well()
        return step()

    return run


def a_faulty_walk(fault: Fault, write: int) -> Walk:
    items = FaultyItems(MemoryItems())
    office = an_office(items)
    run = killed_at(items, fault, write)
    draft = a_draft(office)
    claim = run(lambda: draft.submitted(office))
    return Walk(office, claim.claim_id, claim.version, draft.papers, run)


EVERYWHERE = pytest.mark.parametrize(
    ("fault", "write"), [(fault, write) for fault in FAULTS for write in range(MOST_WRITES)]
)


@EVERYWHERE
def test_a_claim_whose_every_step_is_killed_once_is_paid_once(fault: Fault, write: int) -> None:
    walk = a_faulty_walk(fault, write).to_review()
    answer(walk.office, "approve")
    assert walk.end().state == "payout_sent"
    assert walk.acknowledge().state == "paid"
    assert walk.office.ledger.balance(FUND).debited == roubles(122_000)
    assert len(walk.office.feed.messages) == 1
    assert len(mailed_links(walk.office)) == 1
    assert len(mails_to(walk.office, ANNA.mail)) == 2
    assert_sound(walk.office)


@EVERYWHERE
def test_a_rejection_whose_every_step_is_killed_once_frees_the_money_once(
    fault: Fault, write: int
) -> None:
    walk = a_faulty_walk(fault, write).to_review()
    answer(walk.office, "reject")
    assert walk.end().state == "rejected"
    assert walk.office.ledger.balance(FUND).available == roubles(972_000)
    assert len(mails_to(walk.office, ANNA.mail)) == 1
    assert_sound(walk.office)


@EVERYWHERE
def test_a_return_by_the_rules_that_is_killed_is_mailed_once(fault: Fault, write: int) -> None:
    items = FaultyItems(MemoryItems())
    office = an_office(items)
    papers = tuple(paper for paper in dinner_papers() if paper.kind != "event_report")
    walk = a_walk(office, a_draft(office, papers=papers), run=killed_at(items, fault, write))
    walk.read()
    assert walk.check() == "return"
    assert walk.claim.state == "returned"
    assert len(mails_to(office, ANNA.mail)) == 1
    assert_sound(office)


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("write", range(4))
def test_an_answer_that_is_cut_off_decides_at_most_once(fault: Fault, write: int) -> None:
    items = FaultyItems(MemoryItems())
    office = an_office(items)
    walk = a_walk(office).to_review()
    items.faults.extend([*["none"] * write, fault])
    first = attempted(lambda: answer(office, "approve"))
    items.all_is_well()
    again = attempted(lambda: answer(office, "approve"))
    assert first is None or again is None
    assert walk.end().state == "payout_sent"
    assert walk.office.ledger.balance(FUND).debited == roubles(122_000)
    assert_sound(office)


def attempted(act: Callable[[], Any]) -> Any:
    """Give what an act gives, or None where it was cut off or refused."""
    try:
        return act()
    except (Killed, CofundError):
        return None


@pytest.mark.parametrize("fault", ["killed_before", "killed_after"])
def test_a_submission_that_is_cut_off_can_be_sent_again(fault: Fault) -> None:
    items = FaultyItems(MemoryItems())
    office = an_office(items)
    draft = a_draft(office)
    items.faults.append(fault)
    with pytest.raises(Killed):
        draft.submitted(office)
    claim = submit(office.claims.get(draft.claim.claim_id), ANNA, office=office)
    assert claim.state == "submitted"
    assert office.workflow.started == {f"{claim.claim_id}-v1": (claim.claim_id, 1)}
    assert_sound(office)


def test_a_submission_whose_workflow_never_began_is_started_by_the_sweeper() -> None:
    office = an_office()
    claim = a_draft(office).submitted(office)
    office.workflow.forget()
    assert sweep_decisions(office=office) == 0
    office.clock.move(timedelta(minutes=1))
    assert sweep_decisions(office=office) == 1
    assert office.workflow.started == {f"{claim.claim_id}-v1": (claim.claim_id, 1)}
    Walk(office, claim.claim_id, 1).run(lambda: start_review(claim.claim_id, 1, office=office))
    assert sweep_decisions(office=office) == 0
