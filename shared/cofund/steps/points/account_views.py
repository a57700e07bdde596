"""Accounts of points as their page shows them: what is there, until when, and every posting."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from cofund.calendar import local_day
from cofund.errors import NotFound
from cofund.models.awards import Award
from cofund.models.claim import Locale
from cofund.models.points import AccountKey, PointsBalance, PointsOwner, PointsPosted
from cofund.pages.views.points import MAX_ENTRIES, AccountView, EntryLine
from cofund.steps.filing import Filer
from cofund.steps.office import Office
from cofund.steps.points.awards import points_terms
from cofund.steps.points.spending import account_of
from cofund.steps.points.views import ordered_publication, own_owners

if TYPE_CHECKING:
    from cofund.models.programme import Programme

ORDERS = "/orders/"
"""Where the pages of souvenir orders begin."""


def account_views(
    filer: Filer, *, programme: Programme, locale: Locale, office: Office
) -> tuple[AccountView, ...]:
    """Give the accounts of this year, and those of last year that were opened."""
    views = []
    for owner in own_owners(points_terms(programme), filer):
        now = account_of(owner, filer, programme=programme, office=office)
        before = now.model_copy(update={"year": str(int(now.year) - 1)})
        views.append(_account_view(owner, now, programme, locale, office=office))
        if office.points.find(before) is not None:
            views.append(_account_view(owner, before, programme, locale, office=office))
    return tuple(views)


def _account_view(
    owner: PointsOwner,
    account: AccountKey,
    programme: Programme,
    locale: Locale,
    *,
    office: Office,
) -> AccountView:
    standing = office.points.find(account)
    postings = [] if standing is None else list(office.points.postings(account))
    newest = sorted(postings, key=lambda one: one.at, reverse=True)
    return AccountView(
        owner=owner,
        year=int(account.year),
        **_buckets(standing),
        expires_on=_last_day(account, standing, programme, office=office),
        worth=points_terms(programme).worth.times(
            Fraction(standing.available if standing else 0), "down"
        ),
        entries=tuple(_entries(newest[:MAX_ENTRIES], locale, office=office)),
        has_more=len(newest) > MAX_ENTRIES,
    )


def _buckets(standing: PointsBalance | None) -> dict[str, int]:
    buckets = ("available", "earned", "held", "spent", "expired")
    return {name: getattr(standing, name, 0) for name in buckets}


def _last_day(
    account: AccountKey, standing: PointsBalance | None, programme: Programme, *, office: Office
) -> date | None:
    """Give the last day on which an account's points can be used; None once it is over."""
    last = date(int(account.year), 12, 31)
    is_over = standing is not None and standing.status == "CLOSED"
    return None if is_over or local_day(office.clock(), programme.zone) > last else last


def _entries(
    postings: Iterable[PointsPosted], locale: Locale, *, office: Office
) -> Iterable[EntryLine]:
    for one in postings:
        cause, link = _cause(one, locale, office=office)
        available = sum(delta.points for delta in one.deltas if delta.bucket == "available")
        yield EntryLine(
            kind=one.kind,
            at=one.at,
            cause=cause,
            link=link,
            is_order=link.startswith(ORDERS),
            points=available,
            moved=max((abs(delta.points) for delta in one.deltas), default=0),
        )


def _cause(posting: PointsPosted, locale: Locale, *, office: Office) -> tuple[str, str]:
    """Give what a posting was for, in words, and the page of it."""
    subject = posting.subject
    if subject is None:
        return "", ""
    try:
        if posting.kind == "EARN":
            head = office.matters.get("award", subject)
            title = office.matters.content(head.matter, Award).title
            return title, f"/points/awards/{subject}"
        if posting.kind in ("SPEND", "SHIP", "GIVE_BACK"):
            return _bought(subject, locale, office=office)
        if posting.kind == "CONVERT":
            return "", ""
        return office.claims.get(subject).claim_id, f"/claims/{subject}"
    except NotFound:
        return subject, ""


def _bought(subject: str, locale: Locale, *, office: Office) -> tuple[str, str]:
    """Give what points were paid for: a souvenir order with its page, or a publication's name."""
    if office.orders.find(subject) is not None:
        return subject, f"{ORDERS}{subject}"
    publication = ordered_publication(subject, locale, office=office)
    return ("", "") if publication is None else (publication.name, "")
