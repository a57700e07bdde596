"""The form of a new claim asks for the manufacturers where the refund depends on them."""

from __future__ import annotations

import pytest

from tests.builders.claim_files import a_partner
from tests.builders.claims import an_office
from tests.fakes.office import FakeOffice
from tests.security.browser import Browser

FORM = {"application_id": "dinner-2026", "claimed": "100"}


@pytest.fixture
def office() -> FakeOffice:
    """Give an office whose first partner shares advertising."""
    office = an_office()
    office.directory.add_partner(a_partner(programme="shared-advertising"))
    return office


def test_a_programme_for_the_vendors_own_activities_does_not_ask() -> None:
    office = an_office()
    browser = Browser(office, "anna")
    assert 'name="manufacturers"' not in browser.get("/claims/new").body
    browser.post("/claims", FORM | {"manufacturers": "3"})
    (claim,) = office.claims.of_partner("integrator")
    assert claim.request.manufacturers is None


def test_the_number_stated_is_kept_with_the_claim(office: FakeOffice) -> None:
    browser = Browser(office, "anna")
    assert 'name="manufacturers"' in browser.get("/claims/new").body
    assert browser.post("/claims", FORM | {"manufacturers": " 3 "}).status == 303
    (claim,) = office.claims.of_partner("integrator")
    assert claim.request.manufacturers == 3


@pytest.mark.parametrize("typed", ["", " ", "0", "none", "-1", "2.5", "101"])
def test_what_is_no_number_of_manufacturers_is_asked_again(office: FakeOffice, typed: str) -> None:
    asked = Browser(office, "anna").post("/claims", FORM | {"manufacturers": typed})
    assert asked.status == 400
    assert 'href="#f-manufacturers"' in asked.body or "manufacturers-error" in asked.body
    assert office.claims.of_partner("integrator") == []
