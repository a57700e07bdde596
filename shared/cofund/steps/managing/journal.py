"""A fund's journal: every posting with its cause, who made it, and what was available after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from itertools import islice

from cofund.errors import NotFound
from cofund.funds.calendar import BY_TERMS
from cofund.models.claim import Locale
from cofund.models.standing import Balance, Posted
from cofund.money import Money
from cofund.pages.catalogues import text
from cofund.pages.views.journal import CauseKind, JournalLine
from cofund.steps.office import Office
from cofund.steps.people import find_person

MOST_POSTINGS = 10_000
"""Of one fund."""

CAUSES: Mapping[str, CauseKind] = {
    "ACCRUE": "document",
    "CORRECT_ACCRUAL": "document",
    "RESERVE": "application",
    "UNRESERVE": "application",
    "CHANGE_RESERVATION": "application",
    "CONVERT": "points",
    "HOLD": "claim",
    "RAISE_HOLD": "claim",
    "DEBIT": "claim",
    "RELEASE": "claim",
    "REVERSE": "claim",
    "ORDER": "order",
    "SHIP": "order",
    "CANCEL_ORDER": "order",
    "RETURN": "order",
    "CLOSE": "period",
}
"""What a posting's subject is, by the kind of movement; in the order in which kinds follow."""
ORDER = {kind: number for number, kind in enumerate(CAUSES)}

Who = Callable[[str], str]
"""Gives whom the reader sees behind a login or a step's name."""


def journal(
    balance: Balance, *, who: Who, opens: Mapping[CauseKind, str], office: Office
) -> tuple[JournalLine, ...]:
    """Give a fund's postings in the order of time, at most ``MOST_POSTINGS``.

    ``opens`` says which causes' pages the reader may open, and where: "/claims/".
    """
    found = islice(office.ledger.postings(balance.fund), MOST_POSTINGS)
    postings = sorted(found, key=lambda one: (one.at, ORDER[one.kind], one.entry_id))
    activity = cache(lambda application: _activity(application, office=office))
    available, lines = Money.zero(balance.currency), []
    for posting in postings:
        moved = (delta.amount for delta in posting.deltas if delta.bucket == "available")
        available += Money.total(moved, balance.currency)
        line = _line(posting, available, activity, who)
        path = f"{opens[line.cause]}{posting.subject}" if line.cause in opens else ""
        lines.append(line.model_copy(update={"path": path}))
    return tuple(lines)


def seen_by_manager(locale: Locale, *, office: Office) -> Who:
    """Give people's names; steps are Cofund itself."""

    @cache
    def named(actor: str) -> str:
        person = find_person(actor, office=office)
        return person.name if person else text("who.cofund", locale)

    return named


def seen_by_partner(partner_id: str, locale: Locale, *, office: Office) -> Who:
    """Give what people are, never who: the partner's own, a reviewer, or Cofund itself."""

    @cache
    def described(actor: str) -> str:
        person = find_person(actor, office=office)
        if person is None:
            return text("who.cofund", locale)
        own = person.role == "partner" and person.partner_id == partner_id
        return text("who.partner" if own else "who.reviewer", locale)

    return described


def _line(
    posting: Posted, available: Money, activity: Callable[[str], str], who: Who
) -> JournalLine:
    cause, subject = _cause(posting), posting.subject or ""
    return JournalLine(
        entry_id=posting.entry_id,
        kind=posting.kind,
        at=posting.at,
        deltas=posting.deltas,
        available=available,
        cause=cause,
        subject=activity(subject) if cause == "application" else subject,
        version=_version(posting) if cause == "claim" else None,
        who=who(posting.actor),
        programme_version=posting.programme_version,
    )


def _cause(posting: Posted) -> CauseKind:
    cause = CAUSES[posting.kind]
    by_terms = (posting.subject or "").startswith(BY_TERMS)
    return "terms" if cause == "document" and by_terms else cause


def _version(posting: Posted) -> int | None:
    """Give the claim's version that an entry id names: "{claim}#{version}#DEBIT"."""
    version = posting.entry_id.removeprefix(f"{posting.subject}#").partition("#")[0]
    return int(version) if version.isdigit() else None


def _activity(application: str, *, office: Office) -> str:
    try:
        return office.directory.application(application).activity.name
    except NotFound:
        return application
