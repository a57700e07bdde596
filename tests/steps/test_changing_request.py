"""A draft's amount and facts can be changed as long as it is a draft."""

from __future__ import annotations

import pytest

from cofund.errors import NotInThisState, StaleVersion
from cofund.steps.claiming import submit
from cofund.steps.opening import change_request
from tests.builders.claim_files import a_request
from tests.builders.claims import ANNA, a_draft, an_office
from tests.builders.prechecks import a_precheck
from tests.builders.reads import roubles
from tests.builders.walks import a_walk
from tests.security.browser import Browser
from tests.steps.test_at_one_moment import all_at_once


def test_a_draft_asks_for_what_was_typed_last() -> None:
    office = an_office()
    draft = a_draft(office)
    path = f"/claims/{draft.claim.claim_id}"
    browser = Browser(office, "anna")
    form = browser.get(f"{path}/request").body
    assert 'value="122000,00"' in form
    typed = {"version": "1", "claimed": "50 000,50", "sponsor_money": "1", "participant_count": "9"}
    assert browser.post(f"{path}/request", typed).location == f"{path}?notice=request_changed"
    asked = office.claims.get(draft.claim.claim_id).request
    assert asked == draft.claim.request.model_copy(
        update={
            "claimed": roubles("50000.50"),
            "sponsor_money": roubles(1),
            "participant_count": 9,
        }
    )
    assert draft.submitted(office).request == asked


def test_what_cannot_be_asked_for_changes_nothing_and_is_said() -> None:
    office = an_office()
    draft = a_draft(office)
    browser = Browser(office, "anna")
    answer = browser.post(f"/claims/{draft.claim.claim_id}/request", {"claimed": "0"})
    assert answer.status == 400
    assert 'id="e-claimed"' in answer.body
    assert office.claims.get(draft.claim.claim_id) == draft.claim


def test_another_application_cannot_be_slipped_in() -> None:
    office = an_office()
    draft = a_draft(office)
    form = {"claimed": "1", "application_id": "other-dinner"}
    Browser(office, "anna").post(f"/claims/{draft.claim.claim_id}/request", form)
    asked = office.claims.get(draft.claim.claim_id).request
    assert (asked.application_id, asked.claimed) == ("dinner-2026", roubles(1))


def test_nobody_changes_a_submitted_claim_or_another_partners() -> None:
    office = an_office()
    draft = a_draft(office)
    path = f"/claims/{draft.claim.claim_id}/request"
    assert Browser(office, "boris").post(path, {"claimed": "1"}).status == 404
    stale = office.claims.get(draft.claim.claim_id)
    draft.submitted(office)
    with pytest.raises(NotInThisState):
        change_request(stale, a_request(claimed=roubles(1)), ANNA, office=office)
    assert Browser(office, "anna").post(path, {"claimed": "1"}).status == 409
    assert Browser(office, "anna").get(path).status == 303


def test_a_form_of_the_version_before_changes_nothing() -> None:
    office = an_office()
    draft = a_draft(office)
    later = draft.claim.model_copy(update={"version": 2})
    with pytest.raises(StaleVersion):
        change_request(later, a_request(claimed=roubles(1)), ANNA, office=office)


def test_who_submits_while_the_amount_is_changed_submits_one_of_both() -> None:
    for _ in range(5):
        office = an_office()
        draft = a_draft(office)
        standing = office.claims.get(draft.claim.claim_id)
        wanted = standing.request.model_copy(update={"claimed": roubles(5)})
        all_at_once(
            [
                lambda: change_request(standing, wanted, ANNA, office=office),  # noqa: B023
                lambda: submit(standing, ANNA, office=office),  # noqa: B023
            ]
        )
        head = office.claims.get(draft.claim.claim_id)
        if head.state == "submitted":
            assert office.claims.version(draft.claim.claim_id, 1).request == head.request


def test_a_checked_draft_has_changed_when_it_asks_for_something_else() -> None:
    office = an_office()
    draft = a_draft(office)
    a_precheck(office, draft)
    path = f"/claims/{draft.claim.claim_id}"
    browser = Browser(office, "anna")
    assert "запрос изменился" not in browser.get(f"{path}/precheck").body
    browser.post(f"{path}/request", {"claimed": "1"})
    assert "запрос изменился" in browser.get(f"{path}/precheck").body


def test_a_claim_that_asked_for_too_much_is_mended_by_asking_for_less() -> None:
    office = an_office()
    draft = a_draft(office, claimed=roubles(1_000_000))
    first = a_walk(office, draft)
    first.read()
    assert first.check() == "return"
    browser = Browser(office, "anna")
    path = f"/claims/{draft.claim.claim_id}"
    browser.post(f"{path}/revise", {"version": "1"})
    browser.post(f"{path}/request", {"version": "2", "claimed": "61 000"})
    second = a_walk(office, draft)
    second.read()
    assert second.check() == "review"
