"""The mail to programme managers about money that new facts should have moved and could not."""

from __future__ import annotations

from collections.abc import Sequence

from cofund.calendar import local_day
from cofund.models.claim import Person
from cofund.models.fund_reports import FundRefusal
from cofund.pages.of_funds import mail_funds
from cofund.pages.views.funds import MOST_NAMED, FundsMail, TakenListNamed
from cofund.pages.views.mails import Rendered
from cofund.steps.funds.letters import refusal_line
from cofund.steps.funds.mails import fact_of, refusal_fact, tell_managers, was_told
from cofund.steps.office import Office
from cofund.steps.people import name_of


def tell_refused(
    refused: Sequence[FundRefusal], *, by: str, file_name: str, path: str, office: Office
) -> int:
    """Mail managers about what they were not told of yet; give how many were mailed.

    ``by`` is who took the list ``file_name`` in, ``path`` the page that shows what came of it.

    Raises:
        TryAgain: a mail is being sent at this moment, or mail is out of reach; run again it mails
            those who were not.
    """
    facts = {refusal_fact(one): one for one in refused}
    new = {fact: one for fact, one in facts.items() if not was_told(fact, office=office)}
    if not new:
        return 0
    untold = list(new.values())
    taken = TakenListNamed(file_name=file_name[:200], who=name_of(by, office=office))

    def mail_for(manager: Person) -> Rendered:
        view = FundsMail(
            to_name=manager.name,
            day=local_day(office.clock(), office.programme_zone),
            refusals=tuple(refusal_line(one, office=office) for one in untold[:MOST_NAMED]),
            more_refusals=max(0, len(untold) - MOST_NAMED),
            failures=(),
            more_failures=0,
            totals=(),
            run_id=None,
            taken_list=taken,
            link=f"{office.public_url}{path}",
        )
        return mail_funds(view, locale=manager.locale)

    return tell_managers(fact_of("import", *new), mail_for, tells_too=tuple(new), office=office)
