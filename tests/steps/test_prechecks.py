"""A draft is judged before it is sent as it would be after, and nothing comes of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cofund.errors import NotAccepted, NotInThisState, TooMany
from cofund.items import Key
from cofund.models.assessment import Assessment
from cofund.models.claim import ClaimRequest
from cofund.models.precheck import PRECHECK_LIFETIME, Precheck
from cofund.models.tasks import MAX_PRECHECKS
from cofund.steps.opening import open_claim
from cofund.steps.prechecking import check_draft, give_up_precheck, precheck, precheck_answer
from cofund.steps.storage import find_assessment
from cofund.steps.uploading import remove_document
from tests.builders.claims import ANNA, Draft, a_draft, an_office, send_file
from tests.builders.prechecks import a_precheck, begin, drive
from tests.builders.reads import an_invoice, roubles
from tests.builders.walks import a_walk, once, twice
from tests.fakes.office import FakeOffice
from tests.security.browser import Browser
from tests.steps.test_at_one_moment import all_at_once

SOON = timedelta(minutes=1)


def answer(office: FakeOffice, checked: Precheck) -> Assessment:
    """Give a pre-check's answer, which is there."""
    found = precheck_answer(checked, office=office)
    assert found is not None
    return found


def items_of(office: FakeOffice) -> set[Key]:
    """Give the keys of everything in the claims table."""
    return {stored.key for stored in office.items.scan("claims")}


@pytest.mark.parametrize("run", [once, twice])
@pytest.mark.parametrize("papers", [(), (an_invoice("d1"),)], ids=["clean", "papers missing"])
def test_a_draft_is_answered_as_after_submission(run: object, papers: tuple[object, ...]) -> None:
    office = an_office()
    draft = a_draft(office, papers=papers)  # type: ignore[arg-type]
    before = answer(office, a_precheck(office, draft, run=run))  # type: ignore[arg-type]
    walk = a_walk(office, draft)
    walk.read()
    walk.check()
    assert before == find_assessment(office, walk.claim_id, 1)


def test_nothing_comes_of_a_precheck_but_its_note_and_its_own_files() -> None:
    office = an_office()
    draft = a_draft(office)
    audited = office.claims.audit(draft.claim.claim_id)
    ledger = list(office.items.scan("ledger"))
    known = items_of(office)
    checked = a_precheck(office, draft)
    assert (checked.state, checked.begun_by, checked.begun_at) == ("done", "anna", office.clock())
    assert office.claims.get(draft.claim.claim_id).state == "draft"
    assert office.claims.audit(draft.claim.claim_id) == audited
    assert list(office.items.scan("ledger")) == ledger
    new = {key.sk.split("#")[0] for key in items_of(office) - known}
    assert new == {"PRECHECK", "PRESCAN", "PREREAD"}
    assert office.files.keys("evidence") == []
    own = f"prechecks/{draft.claim.claim_id}/0001/"
    assert all(key.startswith(own) for key in office.files.keys("personal"))
    assert office.mailer.sent == ()


def test_while_one_runs_the_button_begins_no_other() -> None:
    office = an_office()
    draft = a_draft(office)
    first = begin(office, draft)
    office.clock.move(SOON)
    assert begin(office, draft) == first
    assert len(office.precheck_workflow.started) == 1
    drive(office, draft, first)
    assert begin(office, draft).number == 2


def test_of_many_who_press_at_one_moment_all_get_the_same_precheck() -> None:
    office = an_office()
    draft = a_draft(office)
    found = all_at_once([lambda: begin(office, draft).number] * 8)
    assert set(found) <= {1, "TryAgain"}
    assert 1 in found
    assert len(office.precheck_workflow.started) == 1


def test_a_precheck_whose_start_was_lost_starts_when_the_button_is_pressed_again() -> None:
    office = an_office()
    draft = a_draft(office)
    begin(office, draft)
    office.precheck_workflow.forget()
    begun = begin(office, draft)
    which = (draft.claim.claim_id, 1, 1, tuple(draft.papers))
    assert office.precheck_workflow.started == {f"{draft.claim.claim_id}-v1-p1": which}
    assert begun.number == 1


def test_one_that_has_run_too_long_has_failed_and_makes_way() -> None:
    office = an_office()
    draft = a_draft(office)
    begun = begin(office, draft)
    office.clock.move(PRECHECK_LIFETIME)
    assert begun.state_at(office.clock()) == "running"
    office.clock.move(timedelta(microseconds=1))
    assert begun.state_at(office.clock()) == "failed"
    assert begin(office, draft).number == 2


def test_an_error_of_ours_is_counted_and_blocks_no_submission() -> None:
    office = an_office()
    draft = a_draft(office)
    begun = begin(office, draft)
    give_up_precheck(draft.claim.claim_id, 1, begun.number, office=office)
    assert office.metrics.total("PrecheckFailed") == 1
    failed = office.prechecks.newest(draft.claim.claim_id, 1)
    assert failed is not None
    assert failed.state == "failed"
    drive(office, draft, begun)
    late = office.prechecks.get(draft.claim.claim_id, 1, begun.number)
    assert late.state == "failed"
    assert precheck_answer(late, office=office) is None
    assert draft.submitted(office).state == "submitted"


def test_a_version_is_checked_twenty_times_at_most_and_the_next_one_anew() -> None:
    office = an_office()
    draft = a_draft(office, papers=(an_invoice("d1"),))
    for _ in range(MAX_PRECHECKS):
        a_precheck(office, draft)
    with pytest.raises(TooMany):
        begin(office, draft)
    walk = a_walk(office, draft)
    walk.read()
    assert walk.check() == "return"
    browser = Browser(office, "anna")
    assert browser.post(f"/claims/{walk.claim_id}/revise").status == 303
    assert begin(office, draft).number == 1


def test_what_was_submitted_cannot_be_checked_before_sending() -> None:
    office = an_office()
    draft = a_draft(office)
    stale = office.claims.get(draft.claim.claim_id)
    draft.submitted(office)
    with pytest.raises(NotInThisState):
        begin(office, draft)
    with pytest.raises(NotInThisState):
        precheck(stale, ANNA, office=office)


def test_a_claim_that_was_sent_meanwhile_keeps_its_own_answer() -> None:
    office = an_office()
    draft = a_draft(office)
    begun = begin(office, draft)
    walk = a_walk(office, draft)
    drive(office, draft, begun)
    assert find_assessment(office, walk.claim_id, 1) is None
    walk.to_review()
    assert walk.claim.state == "in_review"


def test_a_draft_without_documents_is_not_checked() -> None:
    office = an_office()
    request = ClaimRequest(
        application_id="dinner-2026", claimed=roubles(1), sponsor_money=roubles(0)
    )
    claim = open_claim(request, ANNA, office=office)
    with pytest.raises(NotAccepted):
        precheck(claim, ANNA, office=office)


def test_a_judgement_that_is_made_again_is_the_same() -> None:
    office = an_office()
    draft = a_draft(office)
    checked = a_precheck(office, draft)
    first = answer(office, checked)
    check_draft(draft.claim.claim_id, 1, checked.number, office=office)
    assert answer(office, checked) == first


class Pages:
    """The partner's browser on one draft."""

    def __init__(self) -> None:
        self.office = an_office()
        self.draft: Draft = a_draft(self.office)
        self.browser = Browser(self.office, "anna")
        self.path = f"/claims/{self.draft.claim.claim_id}"

    def press(self) -> str:
        """Press the button; give where it leads."""
        pressed = self.browser.post(f"{self.path}/precheck", {"version": "1"})
        assert pressed.status == 303
        return pressed.location

    def shown(self) -> str:
        """Give the page of the pre-check."""
        found = self.browser.get(f"{self.path}/precheck")
        assert found.status == 200
        return found.body


def test_the_page_asks_for_itself_while_the_check_runs_and_then_rests() -> None:
    pages = Pages()
    assert pages.press() == f"{pages.path}/precheck"
    assert '<meta http-equiv="refresh" content="5">' in pages.shown()
    begun = pages.office.prechecks.get(pages.draft.claim.claim_id, 1, 1)
    drive(pages.office, pages.draft, begun)
    done = pages.shown()
    assert "refresh" not in done
    assert "Можно отправлять" in done
    assert "61\u00a0000,00\u00a0₽" in done or "50\u00a0000,00\u00a0₽" in done


def test_the_page_says_when_documents_have_changed_since() -> None:
    pages = Pages()
    a_precheck(pages.office, pages.draft)
    assert "запрос изменился" not in pages.shown()
    send_file(pages.office, pages.draft.claim, kind="photo", content=b"%PDF-1.7 late")
    assert "запрос изменился" in pages.shown()
    assert "запрос изменился" in pages.browser.get(f"{pages.path}/documents").body


def test_a_document_taken_out_changes_the_draft_as_well() -> None:
    pages = Pages()
    a_precheck(pages.office, pages.draft)
    claim = pages.office.claims.get(pages.draft.claim.claim_id)
    remove_document(claim, next(iter(pages.draft.papers)), by="anna", office=pages.office)
    assert "запрос изменился" in pages.shown()


def test_a_failed_check_offers_another_and_the_submission() -> None:
    pages = Pages()
    begun = begin(pages.office, pages.draft)
    give_up_precheck(pages.draft.claim.claim_id, 1, begun.number, office=pages.office)
    failed = pages.shown()
    assert "наша ошибка" in failed
    assert f'action="{pages.path}/precheck"' in failed
    assert f'action="{pages.path}/submit"' in failed


def test_before_and_after_a_draft_the_page_leads_on() -> None:
    pages = Pages()
    assert pages.browser.get(f"{pages.path}/precheck").location == f"{pages.path}/documents"
    a_precheck(pages.office, pages.draft)
    pages.draft.submitted(pages.office)
    assert pages.browser.get(f"{pages.path}/precheck").location == pages.path


def test_another_partner_finds_no_precheck() -> None:
    pages = Pages()
    a_precheck(pages.office, pages.draft)
    other = Browser(pages.office, "boris")
    assert other.get(f"{pages.path}/precheck").status == 404
    assert other.post(f"{pages.path}/precheck", {"version": "1"}).status == 404
