"""Drafts are checked on the real state machine with the real functions, whatever strikes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cofund.models.claim import Claim
from cofund.models.precheck import Precheck
from cofund.steps import reading
from cofund.steps.claiming import submit
from cofund.steps.prechecking import precheck, precheck_answer
from cofund.steps.storage import find_assessment
from infra.local.faults import Fault, Planned
from tests.builders.reads import roubles
from tests.workflow.real_claims import House, a_house

TASKS = ("ScanDocument", "ReadPages", "OcrPages", "InterpretDocument", "CheckClaim")
BROKEN = tuple(Planned("CheckClaim", attempt, Fault.BEFORE) for attempt in (1, 2, 3))
"""As often as the workflow tries."""


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with pytest.MonkeyPatch.context() as patch, a_house(patch) as put_up:
        yield put_up


def checked(house: House, draft: Claim) -> Precheck:
    """Press the button, and wait until nothing runs any more."""
    begun = precheck(draft, house.person(draft.opened_by), office=house.office)
    house.drain()
    return house.office.prechecks.get(draft.claim_id, draft.version, begun.number)


def test_a_scan_is_answered_as_after_submission_and_recognised_once(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    recognised = counted(monkeypatch)
    house.begin(*(Planned(task, 1, Fault.AFTER) for task in TASKS))
    draft = house.draft("scanned-invoice")
    found = checked(house, draft)
    assert all(house.stack.faults.calls[task] >= 2 for task in TASKS)
    answer = precheck_answer(found, office=house.office)
    assert answer is not None
    assert house.claim(draft.claim_id).state == "draft"
    submit(draft, house.person(draft.opened_by), office=house.office)
    house.drain()
    after = find_assessment(house.office, draft.claim_id, 1)
    assert after is not None
    assert answer == after.model_copy(update={"assessed_at": answer.assessed_at})
    assert len(recognised) == 1, "what was recognised for the check is not recognised again"
    house.ensure_sound()


@pytest.mark.parametrize("fault", [Fault.BEFORE, Fault.DUPLICATE], ids=lambda fault: fault.value)
def test_a_draft_is_answered_whatever_strikes(house: House, fault: Fault) -> None:
    house.begin(*(Planned(task, 1, fault) for task in TASKS))
    found = checked(house, house.draft("souvenir-too-dear"))
    answer = precheck_answer(found, office=house.office)
    assert answer is not None
    assert answer.waterfall.claimable == roubles("14344.26")


def test_a_precheck_that_breaks_is_noted_and_blocks_nothing(house: House) -> None:
    house.begin(*BROKEN)
    draft = house.draft("souvenir-too-dear")
    assert checked(house, draft).state == "failed"
    assert checked(house, draft).state == "done"


def counted(patch: pytest.MonkeyPatch) -> list[str]:
    """Give the ids of the documents that are recognised from now on."""
    recognised: list[str] = []
    recognise = reading.recognise

    def once_more(document: bytes, *, document_id: str) -> object:
        recognised.append(document_id)
        return recognise(document, document_id=document_id)

    patch.setattr(reading, "recognise", once_more)
    return recognised
