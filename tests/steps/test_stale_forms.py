"""A partner's form obeys only for the version of the claim that it was shown with."""

from __future__ import annotations

import pytest

from tests.builders.claim_files import dinner_papers
from tests.builders.claims import a_draft, an_office
from tests.builders.reads import roubles
from tests.builders.walks import Walk, a_walk
from tests.fakes.office import FakeOffice
from tests.security.browser import Browser, everything


@pytest.fixture
def office() -> FakeOffice:
    return an_office()


def returned(office: FakeOffice) -> Walk:
    """Give a claim that went back because a paper is missing."""
    walk = a_walk(office, a_draft(office, claimed=roubles(40_000), papers=dinner_papers()[1:]))
    walk.read()
    assert walk.check() == "return"
    return walk


@pytest.mark.parametrize("action", ["revise", "person", "withdraw", "submit"])
@pytest.mark.parametrize("version", ["2", "0", "one", ""])
def test_a_form_of_another_version_changes_nothing(
    action: str, version: str, office: FakeOffice
) -> None:
    claim = returned(office).claim
    partner = Browser(office, "anna")
    before = everything(office)
    got = partner.post(f"/claims/{claim.claim_id}/{action}", {"version": version})
    assert got.status == 409
    assert everything(office) == before


def test_a_page_of_the_version_before_submits_no_half_made_draft(office: FakeOffice) -> None:
    claim = returned(office).claim
    partner = Browser(office, "anna")
    path = f"/claims/{claim.claim_id}"
    assert partner.post(f"{path}/revise", {"version": "1"}).status == 303
    assert partner.post(f"{path}/submit", {"version": "1"}).status == 409
    assert office.claims.get(claim.claim_id).state == "draft"
    assert partner.post(f"{path}/submit", {"version": "2"}).status == 303
    assert office.claims.get(claim.claim_id).state == "submitted"


def test_the_same_form_from_two_tabs_submits_once(office: FakeOffice) -> None:
    draft = a_draft(office, claimed=roubles(40_000))
    partner = Browser(office, "anna")
    path = f"/claims/{draft.claim.claim_id}/submit"
    assert [partner.post(path, {"version": "1"}).status for _ in range(2)] == [303, 303]
    entries = office.claims.audit(draft.claim.claim_id)
    assert [entry.to_state for entry in entries] == ["submitted"]
