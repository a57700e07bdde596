"""What stands in the book decides: each condition of its transactions by itself."""

from __future__ import annotations

import pytest

from cofund.errors import AlreadyDecided, StaleVersion
from cofund.models.approval import Approval, ApprovalRequest, Decision
from cofund.steps.operating import needs_operator
from cofund.steps.withdrawing import withdraw
from tests.builders.answers import asked
from tests.builders.claims import ANNA, an_office
from tests.builders.reads import roubles
from tests.builders.walks import Walk, a_walk
from tests.fakes.faulty_items import FaultyItems
from tests.fakes.item_store import MemoryItems
from tests.fakes.office import FakeOffice
from tests.steps.soundness import assert_sound


@pytest.fixture
def items() -> FaultyItems:
    return FaultyItems(MemoryItems())


@pytest.fixture
def office(items: FaultyItems) -> FakeOffice:
    return an_office(items)


@pytest.fixture
def walk(office: FakeOffice) -> Walk:
    return a_walk(office).to_review()


def a_decision(walk: Walk, **changes: object) -> Decision:
    plain = Decision(
        claim_id=walk.claim_id,
        version=1,
        outcome="rejected",
        decided_at=walk.office.clock(),
        decided_by=("rita",),
    )
    return plain.model_copy(update=changes)


def an_approval(walk: Walk) -> Approval:
    return Approval(
        claim_id=walk.claim_id,
        version=1,
        position=1,
        reviewer="rita",
        role="reviewer",
        amount=roubles(1),
        at=walk.office.clock(),
    )


def the_link(office: FakeOffice, **changes: object) -> ApprovalRequest:
    return asked(office).link.model_copy(update=changes)


def test_a_link_to_other_contents_decides_nothing(office: FakeOffice, walk: Walk) -> None:
    link = the_link(office, content_hash="f" * 64)
    with pytest.raises(StaleVersion):
        office.approvals.decide(a_decision(walk), link=link)
    with pytest.raises(StaleVersion):
        office.approvals.approve_first(link, an_approval(walk))
    assert walk.claim.state == "in_review"


def test_another_version_is_not_decided(office: FakeOffice, walk: Walk) -> None:
    with pytest.raises(StaleVersion):
        office.approvals.decide(a_decision(walk, version=2), link=None)


def test_only_a_claim_in_review_is_decided_or_approved(office: FakeOffice, walk: Walk) -> None:
    link = the_link(office)
    needs_operator(walk.claim_id, 1, error="KeyError", office=office)
    with pytest.raises(AlreadyDecided):
        office.approvals.decide(a_decision(walk), link=link)
    with pytest.raises(AlreadyDecided):
        office.approvals.approve_first(link, an_approval(walk))
    assert office.approvals.approvals(walk.claim_id, 1) == ()


def test_a_link_is_used_once(office: FakeOffice, walk: Walk) -> None:
    link = the_link(office)
    office.approvals.approve_first(link, an_approval(walk))
    with pytest.raises(AlreadyDecided):
        office.approvals.decide(a_decision(walk), link=link)


def test_a_withdrawal_in_between_stops_the_first_approval(
    items: FaultyItems, office: FakeOffice, walk: Walk
) -> None:
    link, claim = the_link(office), walk.claim
    items.before_the_write(lambda: withdraw(claim, ANNA, office=office))
    with pytest.raises(AlreadyDecided):
        office.approvals.approve_first(link, an_approval(walk))
    assert office.approvals.approvals(walk.claim_id, 1) == ()
    assert walk.claim.state == "withdrawn"
    assert_sound(office)


def test_a_decision_in_between_stops_another(
    items: FaultyItems, office: FakeOffice, walk: Walk
) -> None:
    link = the_link(office)
    items.before_the_write(lambda: office.approvals.decide(a_decision(walk), link=None))
    approved = a_decision(walk, outcome="approved", amount=roubles(1))
    with pytest.raises(AlreadyDecided):
        office.approvals.decide(approved, link=link)
    standing = office.approvals.decision(walk.claim_id, 1)
    assert standing is not None
    assert standing.outcome == "rejected"
    assert office.links.find(link.jti)[0].state == "OPEN"
    assert_sound(office)


def test_an_early_withdrawal_stands_only_until_the_review(office: FakeOffice, walk: Walk) -> None:
    early = a_decision(walk, outcome="withdrawn", decided_by=("anna",))
    with pytest.raises(AlreadyDecided):
        office.approvals.withdraw_early(early)
    assert office.approvals.decision(walk.claim_id, 1) is None
