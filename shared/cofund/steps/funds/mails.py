"""Mails to programme managers about the funds: each fact is told once, however often it is met.

==================  ==================  ============================================================
pk                  sk                  attributes
==================  ==================  ============================================================
``TOLD#{fact}``     ``{login}``         at: a manager was mailed about it
``TOLD#{fact}``     ``#everybody``      at: all managers there were have been
==================  ==================  ============================================================
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from cofund.errors import NotAccepted
from cofund.items import Key
from cofund.ledger.shapes import fund_text
from cofund.models.fund_reports import FundRefusal
from cofund.steps.office import Office

if TYPE_CHECKING:
    from cofund.models.claim import Person
    from cofund.pages.views.mails import Rendered

EVERYBODY = "#everybody"
"""No login looks like this."""
FACT_LENGTH = 32


def tell_managers(
    fact: str,
    mail_for: Callable[[Person], Rendered],
    *,
    office: Office,
    tells_too: Iterable[str] = (),
) -> int:
    """Mail every manager about a fact, unless it was told before; give how many were mailed now.

    ``fact`` names what is told by ids only: ``fact_of`` makes one of anything. ``tells_too`` are
    facts that the same mail tells of: they count as told from then on.

    Raises:
        TryAgain: a mail is being sent at this moment, or mail is out of reach; run again it mails
            those who were not.
    """
    if was_told(fact, office=office):
        return 0
    managers = office.directory.people("manager")
    if not managers:
        return 0  # whoever becomes one is told by the next run
    mailed = sum(_tell(fact, manager, mail_for, office=office) for manager in managers)
    for told in (*tells_too, fact):
        _note(told, EVERYBODY, office=office)
    return mailed


def was_told(fact: str, *, office: Office) -> bool:
    """Say whether managers were told of a fact."""
    return office.items.get(_key(fact, EVERYBODY)) is not None


def fact_of(*parts: str) -> str:
    """Give the name of a fact from what makes it this one: whatever the texts, safe in a key."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:FACT_LENGTH]


def refusal_fact(refused: FundRefusal) -> str:
    """Give the fact that an amount could not be moved: another amount is another fact."""
    amount = f"{refused.short.amount_minor}{refused.short.currency}"
    return fact_of(fund_text(refused.fund), refused.refusal, refused.budget or "", amount)


def untold(refusals: Iterable[FundRefusal], *, office: Office) -> tuple[FundRefusal, ...]:
    """Give the refusals that managers have not been told of."""
    return tuple(one for one in refusals if not was_told(refusal_fact(one), office=office))


def _tell(
    fact: str, manager: Person, mail_for: Callable[[Person], Rendered], *, office: Office
) -> bool:
    if office.items.get(_key(fact, manager.login)) is not None:
        return False
    from cofund.steps.mailing import mail_to, send_once  # most nights send nothing

    mail = mail_to(manager, mail_for(manager), purpose="notice")
    try:
        send_once(f"told-{fact}-{manager.login}", mail, office=office)
    except NotAccepted:
        office.metrics.count("LetterRefused", step="tell_managers")
        return False
    _note(fact, manager.login, office=office)
    return True


def _note(fact: str, whom: str, *, office: Office) -> None:
    office.claims.note(_key(fact, whom), {"at": office.clock().isoformat()})


def _key(fact: str, whom: str) -> Key:
    return Key("claims", f"TOLD#{fact}", whom)
