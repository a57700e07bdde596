"""A posting in words: what moved where, who moved it, and the papers and answers behind it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from cofund.cli.output import print_plain, print_table
from cofund.cli.words import said
from cofund.models.approval import Decision
from cofund.models.claim import Claim, Locale
from cofund.models.consents import Consent
from cofund.models.points import AccountKey, PointsPosted
from cofund.models.standing import Posted
from cofund.pages.catalogues import text
from cofund.pages.formats import change, clock, count, day, money, plain
from cofund.pages.manager_texts import budget_name
from cofund.pages.messages import name, payment_text, period_name, points_text
from cofund.steps.explaining_entries import EntryExplained
from cofund.steps.office import Office
from cofund.steps.people import find_person, partner_name


def print_entry(explained: EntryExplained, locale: Locale, *, office: Office) -> None:
    """Print one posting with all that stands behind it."""
    posting = explained.posting
    in_points = isinstance(posting, PointsPosted)
    kinds = "points.entry" if in_points else "journal.kind"
    kind = text(f"{kinds}.{posting.kind}", locale)
    print_plain(f"{posting.entry_id} · {kind} · {_at(posting.at, locale, office=office)}")
    heads = (said("entry.bucket", locale), said("entry.change", locale))
    print_table(_books(posting, locale, office=office), heads, _moved(posting, locale))
    for line in _causes(explained, locale, office=office):
        print_plain(line)


def _books(posting: Posted | PointsPosted, locale: Locale, *, office: Office) -> str:
    if isinstance(posting, PointsPosted):
        account = posting.account
        owner = _owner(account, office=office)
        return said("entry.account", locale, owner=owner, year=account.year)
    fund = posting.fund
    partner = plain(partner_name(fund.partner, office=office))
    return said("entry.fund", locale, partner=partner, period=period_name(fund.period, locale))


def _owner(account: AccountKey, *, office: Office) -> str:
    kind, _, login = account.owner.partition(".")
    if kind == "person":
        return _who(login, office=office)
    return plain(partner_name(login, office=office))


def _moved(posting: Posted | PointsPosted, locale: Locale) -> Iterator[tuple[str, str]]:
    if isinstance(posting, PointsPosted):
        for part in posting.deltas:
            sign = "+" if part.points > 0 else "−"
            points = points_text(abs(part.points), locale)
            yield text(f"points.bucket.{part.bucket}", locale), f"{sign}{points}"
    else:
        for delta in posting.deltas:
            yield text(f"bucket.{delta.bucket}", locale), change(delta.amount, locale)


def _causes(explained: EntryExplained, locale: Locale, *, office: Office) -> Iterator[str]:
    posting = explained.posting
    who = _who(posting.actor, office=office)
    yield said("entry.by", locale, who=who, reason=plain(posting.reason))
    yield said("entry.version", locale, version=posting.programme_version)
    if explained.clause:
        yield said("entry.clause", locale, clause=plain(explained.clause))
    for part in posting.scopes if isinstance(posting, Posted) else ():
        budget = budget_name(part.scope, locale)
        yield said("entry.budget", locale, budget=budget, amount=change(part.amount, locale))
    yield from _subjects(explained, locale, office=office)
    if explained.seal is None:
        yield said("entry.unsealed", locale)
    else:
        yield said("entry.sealed", locale, number=str(explained.seal))


def _subjects(explained: EntryExplained, locale: Locale, *, office: Office) -> Iterator[str]:
    if explained.order is not None:
        pieces = (f"{line.sku} × {count(line.quantity, locale)}" for line in explained.order.lines)
        order = explained.order.order_id
        yield said("entry.order", locale, order=order, pieces=", ".join(pieces))
    if explained.application is not None:
        activity = explained.application.activity
        yield said(
            "entry.application",
            locale,
            application=explained.application.application_id,
            activity=plain(activity.name),
            day=day(activity.first_day, locale),
        )
    if explained.award is not None:
        award = explained.award
        yield said("entry.award", locale, title=plain(award.title), link=plain(award.link))
    if explained.consent is not None:
        yield _agreed(explained.consent, locale, office=office)
    if explained.claim is not None:
        yield from _papers(explained.claim, locale)
    if explained.decision is not None:
        yield _decided(explained.decision, locale, office=office)


def _agreed(consent: Consent, locale: Locale, *, office: Office) -> str:
    agreed = points_text(consent.points, locale) if consent.points else ""
    return said(
        "entry.consent",
        locale,
        agreed=money(consent.amount, locale) if consent.amount else agreed,
        version=str(consent.matter.version),
        by=_who(consent.decided_by, office=office),
        at=_at(consent.decided_at, locale, office=office),
    )


def _decided(decision: Decision, locale: Locale, *, office: Office) -> str:
    paid = [payment_text(decision.amount, None, locale)]
    if decision.points:
        paid.append(points_text(decision.points, locale))
    outcome = name("outcome", decision.outcome, locale)
    return said(
        "explain.decided",
        locale,
        outcome=", ".join(filter(None, (outcome, " + ".join(filter(None, paid))))),
        by=" + ".join(_who(login, office=office) for login in decision.decided_by),
        at=_at(decision.decided_at, locale, office=office),
    )


def _papers(claim: Claim, locale: Locale) -> Iterator[str]:
    yield said("entry.claim", locale, claim=claim.claim_id, version=str(claim.version))
    for document in claim.documents:
        yield f"  {name('kind', document.declared_kind, locale)}: {plain(document.file_name)}"


def _who(actor: str, *, office: Office) -> str:
    """Give a person's name with the login; a step's name stands for itself."""
    person = find_person(actor, office=office)
    return f"{plain(person.name)} ({actor})" if person else actor


def _at(moment: datetime, locale: Locale, *, office: Office) -> str:
    return clock(moment, locale, zone=office.programme_zone)
