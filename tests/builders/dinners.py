"""The autumn dinner of Anna's firm: applied for, agreed to, changed, reserved in this quarter.

On 1 September 2026 it lies three weeks ahead; the next quarter's fund is opened where a test says.
"""

from __future__ import annotations

from datetime import date

from cofund.models.activities import ApplicationContent
from cofund.models.claim import Application
from cofund.models.consents import MatterHead
from cofund.models.ledger import Accrue, FundKey
from cofund.models.standing import Reservation
from cofund.money import Money
from cofund.steps.activities.filing import file_application, file_change
from tests.builders.claim_files import FUND, an_activity
from tests.builders.claims import ANNA
from tests.builders.matters import ConsentWalk, a_content, consented
from tests.builders.reads import roubles
from tests.fakes.office import FakeOffice

FORM = "0123456789abcdef0123456789abcdef"
ASKED = roubles(40_000)
FREE = roubles(850_000)
DINNER = date(2026, 9, 22)
NEXT_FUND = FUND.model_copy(update={"period": "2026Q4"})


def dinner(day: date = DINNER, *, asked: Money = ASKED, **changes: object) -> ApplicationContent:
    """Give what an application for the dinner asks."""
    activity = an_activity(first_day=day, last_day=day, name="Осенний ужин", place="Тверь")
    return a_content(asked=asked, activity=activity).model_copy(update=changes)


def changed(day: date = DINNER, *, asked: Money = ASKED, **changes: object) -> ApplicationContent:
    """Give what a change of the dinner asks."""
    return dinner(day, asked=asked, **{"asking": "change", "why": "Другой зал", **changes})


def filed(office: FakeOffice, content: ApplicationContent | None = None) -> ConsentWalk:
    """File the dinner and give its walk."""
    head = file_application(content or dinner(), ANNA, form_id=FORM, office=office)
    return ConsentWalk(office, head.matter)


def agreed(office: FakeOffice, content: ApplicationContent | None = None) -> ConsentWalk:
    """File the dinner and agree to it."""
    walk = filed(office, content)
    answered(walk, "approve")
    return walk


def answered(walk: ConsentWalk, choice: str, **fields: str) -> MatterHead:
    """Answer what waits and go on to the end."""
    walk.ask()
    consented(walk.office, choice, **fields)
    return walk.end()


def next_version(walk: ConsentWalk, content: ApplicationContent) -> ConsentWalk:
    """File the next version and give its walk."""
    head = file_change(walk.head, content, ANNA, office=walk.office)
    return ConsentWalk(walk.office, head.matter)


def reservation(walk: ConsentWalk) -> Reservation:
    """Give what is set aside for it, which something is."""
    standing = walk.office.ledger.reservation(walk.matter.matter_id)
    assert standing is not None
    return standing


def agreement(walk: ConsentWalk) -> tuple[Application, int]:
    """Give what claims stand on, and of which version."""
    found = walk.office.directory.agreement(walk.matter.matter_id)
    assert found is not None
    return found


def available(office: FakeOffice, fund: FundKey = FUND) -> Money:
    """Give what is free in a fund."""
    return office.ledger.balance(fund).available


def open_next_period(office: FakeOffice, amount: int = 100_000) -> None:
    """Let the next quarter begin, with so many roubles."""
    office.ledger.open_fund(NEXT_FUND, "RUB")
    grant = Accrue(
        fund=NEXT_FUND,
        actor="keep_funds",
        reason="terms",
        at=office.clock(),
        programme_version="2026.1",
        source="terms-2026Q4",
        amount=roubles(amount),
    )
    office.ledger.post(grant)
