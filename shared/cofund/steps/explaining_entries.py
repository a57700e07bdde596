"""One posting of the ledger with all that stands behind it: cause, answers, documents, seal."""

from __future__ import annotations

from collections.abc import Iterator

from cofund.books.seal_book import SealBook
from cofund.errors import NotFound
from cofund.funds.calendar import BY_TERMS
from cofund.ledger.books_text import books_key
from cofund.ledger.points_shapes import read_points_posting
from cofund.ledger.shapes import read_posting
from cofund.models.approval import Decision
from cofund.models.awards import Award
from cofund.models.base import Model
from cofund.models.claim import Application, Claim
from cofund.models.consents import Consent, Matter, MatterKind
from cofund.models.orders import Order
from cofund.models.points import AccountKey, PointsPosted
from cofund.models.standing import Posted
from cofund.steps.office import Office

GRANTS = ("ACCRUE", "CORRECT_ACCRUAL")


class EntryExplained(Model):
    """A posting and what it came from; None where there is no such thing."""

    posting: Posted | PointsPosted
    claim: Claim | None = None
    application: Application | None = None
    order: Order | None = None
    decision: Decision | None = None
    award: Award | None = None
    """What was done for points that were earned."""
    consent: Consent | None = None
    """What an application or a request for points was agreed to by, as of the posting."""
    clause: str = ""
    """What the programme says about it; empty where the posting's version is not installed."""
    seal: int | None = None
    """The number of the seal that it is under."""


def explain_entry(entry_id: str, *, office: Office) -> tuple[EntryExplained, ...]:
    """Give the postings with an id, each with its cause: a period's close stands in many funds.

    What points pay of a claim stands in the fund and, under the same id, in the account.

    Raises:
        NotFound: no fund and no account of points has such a posting.
    """
    found = tuple(_explained(posting, office=office) for posting in _postings(entry_id, office))
    if not found:
        raise NotFound("no fund has a posting with this id")
    return found


def _postings(entry_id: str, office: Office) -> Iterator[Posted | PointsPosted]:
    for stored in office.items.scan("ledger"):
        if stored.key.sk != f"P#{entry_id}":
            continue
        books = books_key(stored.key.pk)
        if isinstance(books, AccountKey):
            yield read_points_posting(books, stored.attributes)
        else:
            yield read_posting(books, stored.attributes)


def _explained(posting: Posted | PointsPosted, *, office: Office) -> EntryExplained:
    claim = _claim(posting, office=office)
    application_id = claim.application_id if claim else posting.subject
    award = _award(posting, office=office)
    matter = award or (_last_version("application", application_id, office=office))
    return EntryExplained(
        posting=posting,
        claim=claim,
        application=_application(application_id, office=office),
        order=office.orders.find(posting.subject) if posting.subject else None,
        decision=office.approvals.decision(claim.claim_id, claim.version) if claim else None,
        award=office.matters.content(award, Award) if award else None,
        consent=_agreed(matter, posting, office=office) if matter else None,
        clause=_clause(posting, office=office),
        seal=_seal_of(posting, office=office),
    )


def _claim(posting: Posted | PointsPosted, *, office: Office) -> Claim | None:
    """Give the version of the claim that an entry id names: "{claim}#{version}#DEBIT"."""
    claim_id, _, rest = posting.entry_id.partition("#")
    version = rest.partition("#")[0]
    if claim_id != posting.subject or not version.isdigit():
        return None
    try:
        return office.claims.version(claim_id, int(version))
    except NotFound:
        return None


def _application(application_id: str | None, *, office: Office) -> Application | None:
    try:
        return office.directory.application(application_id) if application_id else None
    except NotFound:
        return None


def _award(posting: Posted | PointsPosted, *, office: Office) -> Matter | None:
    if posting.kind != "EARN":
        return None
    return _last_version("award", posting.subject, office=office)


def _last_version(kind: MatterKind, subject: str | None, *, office: Office) -> Matter | None:
    try:
        return office.matters.get(kind, subject).matter if subject else None
    except NotFound:
        return None


def _agreed(last: Matter, posting: Posted | PointsPosted, *, office: Office) -> Consent | None:
    """Give the last consent before a posting."""
    for version in range(last.version, 0, -1):
        consent = office.matters.consent(last.model_copy(update={"version": version}))
        if consent and consent.outcome == "approved" and consent.decided_at <= posting.at:
            return consent
    return None


def _clause(posting: Posted | PointsPosted, *, office: Office) -> str:
    """Give the clause by which money was granted or points were earned."""
    books = posting.account if isinstance(posting, PointsPosted) else posting.fund
    try:
        programme = office.programme(books.programme, posting.programme_version)
    except NotFound:
        return ""
    if posting.kind == "EARN" and programme.points is not None:
        return programme.points.source
    by_terms = str(posting.subject).startswith(BY_TERMS)
    return programme.fund.source if posting.kind in GRANTS and by_terms else ""


def _seal_of(posting: Posted | PointsPosted, *, office: Office) -> int | None:
    books = posting.account if isinstance(posting, PointsPosted) else posting.fund
    for seal in SealBook(office.items, office.files).listed(books):
        if any(entry.entry_id == posting.entry_id for entry in seal.entries):
            return seal.number
    return None
