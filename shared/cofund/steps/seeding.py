"""Begin an installation: partners, people, money and approved applications, from one file.

Everything goes through the books that the product uses; seeding the same file again changes
nothing.
"""

from __future__ import annotations

from cofund.files.written import complete_application
from cofund.funds.counting import parts_of
from cofund.models.ledger import Accrue, FundKey, Reserve
from cofund.models.programme import Programme
from cofund.models.seed import Seed, SeedAccrual, SeedApplication
from cofund.steps.office import Office

ACTOR = "seed"


def seed(content: Seed, *, password: str, office: Office) -> None:
    """Create what a seed file names; every new login gets the password.

    Raises:
        EntryConflict: something stands there already with other contents.
        InsufficientFund: an application asks for more than its fund has.
        NotAccepted: the password is too weak.
    """
    for partner in content.partners:
        office.directory.add_partner(partner)
    for person in content.people:
        office.directory.add_person(person)
        office.sign_in.create(person.login, password)
    for accrual in content.accruals:
        _accrue(accrual, content, office=office)
    for limit in content.souvenir_limits:
        programme = _programme(limit.partner_id, content, office=office)
        key = FundKey(
            programme=programme.programme, partner=limit.partner_id, period=limit.year
        ).limit()
        office.ledger.set_souvenir_limit(key, limit.cap)
    for application in content.applications:
        _approve(application, content, office=office)


def _accrue(accrual: SeedAccrual, content: Seed, *, office: Office) -> None:
    programme = _programme(accrual.partner_id, content, office=office)
    fund = FundKey(programme=programme.programme, partner=accrual.partner_id, period=accrual.period)
    office.ledger.open_fund(fund, accrual.amount.currency)
    office.ledger.post(
        Accrue(
            fund=fund,
            actor=ACTOR,
            reason="seeded",
            at=office.clock(),
            programme_version=programme.version,
            source=accrual.source,
            amount=accrual.amount,
            scopes=parts_of(office.directory.partner(accrual.partner_id), accrual.amount),
        )
    )


def _approve(written: SeedApplication, content: Seed, *, office: Office) -> None:
    """Store an application under the version that was in force on its approval, and reserve."""
    application = complete_application(
        written,
        partner_id=written.partner_id,
        programme=_programme(written.partner_id, content, office=office).programme,
        programmes=office.programmes,
    )
    office.directory.add_application(application)
    office.ledger.post(
        Reserve(
            fund=application.fund,
            actor=ACTOR,
            reason="application_approved",
            at=office.clock(),
            programme_version=application.programme_version,
            application=written.application_id,
            amount=written.approved_amount,
        )
    )


def _programme(partner_id: str, content: Seed, *, office: Office) -> Programme:
    partner = next(one for one in content.partners if one.partner_id == partner_id)
    return office.programme(partner.programme)
