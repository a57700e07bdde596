"""Each task of the workflow crashes before and after its work and is called twice, twice in a row.

Those that move money are struck once as well. Whatever strikes, the claim ends where it would have
ended, its money moves once, finance hears of it once, and every law of the ledger holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from cofund.models.claim import Claim, ClaimState
from cofund.models.ledger import payout_event_id
from cofund.steps.operating import resume
from infra.local.faults import Fault, Planned
from tests.workflow.real_claims import House, a_house
from tests.workflow.walk import TASKS


@dataclass(frozen=True)
class Story:
    """A sample, what its reviewer answers, and where its claim ends."""

    sample: str
    answer: str | None
    end: ClaimState
    question: str = ""
    """What the reviewer asks first, if anything."""


PAID = Story("souvenir-too-dear", "approve", "payout_sent")
STORIES: dict[str, Story] = dict.fromkeys(TASKS, PAID) | {
    "OcrPages": Story("scanned-invoice", "approve", "payout_sent"),
    "ReturnToPartner": Story("no-event-programme", None, "returned"),
    "ReleaseHold": Story("souvenir-too-dear", "reject", "rejected"),
    "RequestInformation": Story("souvenir-too-dear", "approve", "payout_sent", "Which mugs?"),
}
"""By task: a story that passes it."""

CRASHING_DEBIT = tuple(Planned("PostDebit", attempt, Fault.BEFORE) for attempt in (1, 2, 3))
"""As often as the workflow tries: the claim then needs an operator."""
MOVING_MONEY = frozenset({"HoldFund", "PostDebit", "ReleaseHold", "SendPayout"})
STRUCK = [(task, times) for task in TASKS for times in ((1, 2) if task in MOVING_MONEY else (2,))]
"""Which task is struck, and how often in a row."""


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with pytest.MonkeyPatch.context() as patch, a_house(patch) as put_up:
        yield put_up


def live(house: House, story: Story) -> Claim:
    """Let a claim live its story to its end."""
    claim = house.submit(story.sample)
    house.drain()
    if story.question:
        house.answer("ask", question=story.question)
        house.drain()
        house.reply(claim.claim_id, "The blue ones.")
        house.sweep()
    if story.answer is not None:
        house.answer(story.answer)
        house.drain()
    return house.claim(claim.claim_id)


@pytest.mark.parametrize("fault", list(Fault), ids=lambda fault: fault.value)
@pytest.mark.parametrize(("task", "times"), STRUCK)
def test_the_claim_ends_as_if_nothing_had_struck(
    house: House, task: str, fault: Fault, times: int
) -> None:
    story = STORIES[task]
    strikes = [Planned(task, attempt, fault) for attempt in range(1, times + 1)]
    needs_operator = task == "NeedsOperator"
    house.begin(*strikes, *(CRASHING_DEBIT if needs_operator else ()))
    claim = live(house, story)
    assert house.stack.faults.calls[task] >= 1
    if needs_operator:
        assert claim.state == "needs_operator"
        resume(claim.claim_id, by="oleg", office=house.office)
        house.drain()
        claim = house.claim(claim.claim_id)
    assert claim.state == story.end
    expected = {payout_event_id(claim.claim_id, 1)} if story.end == "payout_sent" else set()
    assert set(house.feed()) == expected
    changes = [entry.to_state for entry in house.office.claims.audit(claim.claim_id)]
    assert changes.count(story.end) == 1
    house.ensure_sound()
