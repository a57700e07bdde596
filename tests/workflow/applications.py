"""Applications in the house of tests: filed by the partner's person, answered by link."""

from __future__ import annotations

import re
from datetime import date

from cofund.consenting import read_consent_token
from cofund.models.activities import ApplicationContent
from cofund.models.consents import Consent, Matter
from cofund.steps.consents.deciding import decide_consent
from cofund.steps.consents.filing import file_matter
from cofund.steps.consents.links import open_asked
from tests.builders.claim_files import an_activity, the_programme
from tests.builders.matters import a_content
from tests.builders.reads import roubles
from tests.workflow.real_claims import House

LINK = re.compile(r"/consent/(\S+)")
DAY = date(2026, 12, 14)
ASKED = roubles(5_000)
"""Less than the seeded fund has beside what is reserved."""


def winter_dinner(moved_to: str = "") -> ApplicationContent:
    """Give an application for a winter dinner; moved to another town it is a change."""
    activity = an_activity(first_day=DAY, last_day=DAY, name="Зимний ужин")
    if not moved_to:
        return a_content(activity=activity, asked=ASKED)
    moved = activity.model_copy(update={"place": moved_to})
    return a_content(activity=moved, asked=ASKED, asking="change", why="Другой зал")


def file_dinner(house: House) -> Matter:
    """File an application for a winter dinner; what follows is not waited for."""
    head = file_matter(
        "application",
        f"dinner-{house.office.ids()[:8]}",
        winter_dinner(),
        house.person("irina"),
        programme=the_programme(),
        office=house.office,
    )
    return head.matter


def answer_newest(house: House, choice: str, **fields: str) -> Consent:
    """Let the approver of the newest link answer, signed in."""
    found = (LINK.search(mail.text) for mail in reversed(house.stack.mail()))
    token = next(link[1] for link in found if link)
    reviewer = read_consent_token(token, house.office.macs, now=house.office.clock()).reviewer
    asked = open_asked(token, reviewer, office=house.office)
    form = {"csrf": asked.link.form_key, "choice": choice, "remark": "Because.", **fields}
    consent = decide_consent(asked, form, reviewer, office=house.office)
    assert isinstance(consent, Consent)
    return consent
