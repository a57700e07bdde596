"""Awards of points in an office of fakes: filed, looked at, agreed to, credited."""

from __future__ import annotations

from datetime import date

from cofund.models.awards import LinkChecked
from cofund.models.claim import Person
from cofund.models.consents import Consent, Matter, MatterHead
from cofund.models.points import AccountKey
from cofund.models.points_terms import PointsOwner
from cofund.models.proofs import ProofSeen
from cofund.proof_links.urls import url_of
from cofund.steps.consents.asking import read_consent
from cofund.steps.filing import Filer
from cofund.steps.points.awards import AwardRequest, Filing, file_award
from cofund.steps.points.credit import credit_points
from cofund.steps.points.proof import note_proof, read_award
from tests.builders.claim_files import the_programme
from tests.builders.claims import ANNA, RITA
from tests.fakes.office import FakeOffice

VERA = Person(
    login="vera",
    role="partner",
    name="Вера Соседова",
    mail="vera@integrator.example",
    partner_id="integrator",
)
COMPANY = AccountKey(programme="it-vendor", owner="company.integrator", year="2026")
ANNAS = AccountKey(programme="it-vendor", owner="person.anna", year="2026")
LINK = "https://habr.com/ru/articles/1/"
ALIVE = ProofSeen(verdict="alive", address=LINK, status=200, title="Как мы внедряли")


def a_filing(
    link: str = LINK,
    *,
    earned_by: str = "habr_article",
    account: PointsOwner = "company",
    form_id: str = "form-1",
    title: str = "Как мы внедряли",
) -> Filing:
    """Give the form of an article of September 2026."""
    request = AwardRequest(
        earned_by=earned_by, account=account, title=title, published_on=date(2026, 9, 20)
    )
    return Filing(request=request, url=url_of(link), form_id=form_id)


def filed(office: FakeOffice, filing: Filing | None = None, filer: Filer = ANNA) -> MatterHead:
    """File an award."""
    return file_award(filing or a_filing(), filer, programme=the_programme(), office=office)


def looked_at(office: FakeOffice, matter: Matter, seen: ProofSeen = ALIVE) -> str:
    """Let the workflow look at an award's link, which shows this."""
    read_award(matter, office=office)
    return note_proof(LinkChecked(**matter.model_dump(), seen=seen), office=office)


def agreed(office: FakeOffice, matter: Matter, points: int = 40_000) -> Consent:
    """Let an approver agree to an award, as their page does once the link has proved them."""
    read_consent(matter, office=office)
    consent = Consent(
        matter=matter,
        outcome="approved",
        points=points,
        decided_at=office.clock(),
        decided_by=RITA.login,
    )
    office.matters.decide(consent, link=None)
    return consent


def credited_award(
    office: FakeOffice, filing: Filing | None = None, filer: Filer = ANNA, points: int = 40_000
) -> Matter:
    """Bring an award to its points."""
    matter = filed(office, filing, filer).matter
    looked_at(office, matter)
    agreed(office, matter, points)
    credit_points(matter, office=office)
    return matter


def available(office: FakeOffice, account: AccountKey = COMPANY) -> int:
    """Give the points that an account has to spend."""
    standing = office.points.find(account)
    return 0 if standing is None else standing.available
