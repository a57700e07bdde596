"""Awards of points in the house of tests: filed by the partner's person, their sites in memory."""

from __future__ import annotations

from datetime import date

import pytest

from cofund.models.consents import Matter
from cofund.models.points import AccountKey
from cofund.proof_links.urls import url_of
from cofund.steps.points.awards import AwardRequest, Filing, file_award
from functions import check_proof_link
from tests.builders.claim_files import the_programme
from tests.fakes.internet import FakeInternet, answer
from tests.workflow.real_claims import House

LINK = "https://habr.com/ru/articles/1/"
COMPANY = AccountKey(programme="it-vendor", owner="company.integrator", year="2026")


def an_internet(patch: pytest.MonkeyPatch, page: bytes | OSError | None = None) -> FakeInternet:
    """Put a small internet in memory in the place of the real one; Habr answers this there."""
    internet = FakeInternet(answers={"habr.com": [page or answer()]})
    patch.setattr(check_proof_link, "Internet", lambda: internet)
    return internet


def file_article(house: House, link: str = LINK) -> Matter:
    """File an award for an article; what follows is not waited for."""
    request = AwardRequest(
        earned_by="habr_article",
        account="company",
        title="Как мы внедряли",
        published_on=date(2026, 11, 10),
    )
    filing = Filing(request=request, url=url_of(link), form_id=house.office.ids())
    filer = house.person("irina")
    return file_award(filing, filer, programme=the_programme(), office=house.office).matter
