"""Awards before their approver: what is shown of one, and what follows from the answer."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from cofund.models.assessment import CountValue, DateValue, NamesValue, TextValue
from cofund.models.awards import Award
from cofund.models.consents import Consent, Matter, MatterFact, MatterHead, MatterShown, Said
from cofund.models.proofs import ProofSeen
from cofund.proof_links.urls import page_digest, url_of
from cofund.steps.consents.kinds import ConsentKind
from cofund.steps.office import Office
from cofund.steps.points.awards import award_book, points_terms
from cofund.steps.points.credit import credited

if TYPE_CHECKING:
    from cofund.models.points_terms import PointsTerms

LONGEST_SHOWN = 200


def shown(matter: Matter, office: Office) -> MatterShown:
    """Give what the approver sees: what was done, the link, and what our look at it saw."""
    head = office.matters.get(matter.kind, matter.matter_id)
    award = office.matters.content(matter, Award)
    terms = points_terms(office.programme(head.programme, head.programme_version))
    seen = award_book(office).seen(matter)
    return MatterShown(
        matter=matter,
        content_hash=head.content_hash,
        title=award.title,
        partner_name=office.directory.partner(head.partner_id).name,
        facts=_facts(award, terms, seen, head, office=office),
        warnings=(*_warnings(seen), *_known_page(seen, head, office=office)),
        points=award.points,
        worth=terms.worth.times(Fraction(award.points), "down"),
    )


def follows(matter: Matter, consent: Consent, office: Office) -> tuple[Said, ...]:
    """Give what the applicant can do now: spend the points by the year's end, or file anew."""
    if consent.outcome == "approved":
        posting = credited(matter, consent, office=office)
        year = int(posting.account.year) if posting is not None else consent.decided_at.year
        until = DateValue(value=date(year, 12, 31))
        return (Said(message="award.follows.approved", params={"day": until}),)
    if consent.outcome in ("returned", "timed_out"):
        return (Said(message=f"award.follows.{consent.outcome}"),)
    return ()


def _facts(
    award: Award,
    terms: PointsTerms,
    seen: ProofSeen | None,
    head: MatterHead,
    *,
    office: Office,
) -> tuple[MatterFact, ...]:
    names = terms.earned_by[award.earned_by].names
    found = TextValue(value=seen.title) if seen is not None and seen.title else None
    facts = [
        MatterFact(label="award.fact.earned_by", value=NamesValue(ru=names.ru, en=names.en)),
        _link("award.fact.link", award.link),
        MatterFact(label="award.fact.published_on", value=DateValue(value=award.published_on)),
        MatterFact(label="award.fact.account", value=_account(award, head, office=office)),
    ]
    if found is not None:
        facts.append(MatterFact(label="award.fact.found_title", value=found))
    return tuple(facts)


def _link(label: str, link: str) -> MatterFact:
    address = link if link.startswith("https://") else ""
    return MatterFact(label=label, value=TextValue(value=link[:LONGEST_SHOWN]), address=address)


def _account(award: Award, head: MatterHead, *, office: Office) -> TextValue:
    """Give whose account it is for, by the name that people know."""
    kind, _, name = award.owner.partition(".")
    if kind == "company":
        return TextValue(value=office.directory.partner(head.partner_id).name)
    return TextValue(value=office.directory.person(name).name)


def _warnings(seen: ProofSeen | None) -> tuple[Said, ...]:
    """Say what is unclear about the link: the approver looks for themselves."""
    if seen is None or seen.verdict == "alive":
        return ()
    params = {"status": CountValue(value=seen.status)} if seen.verdict == "closed" else {}
    return (Said(message=f"award.warning.{seen.verdict}", params=params),)


def _known_page(seen: ProofSeen | None, head: MatterHead, *, office: Office) -> tuple[Said, ...]:
    """Say that the page calls itself one that proves another award: by another link, the same."""
    if seen is None or not seen.home:
        return ()
    page = page_digest(url_of(seen.home))
    holder = award_book(office).page_holder(page, programme=head.programme)
    if holder is None or holder == head.matter.matter_id:
        return ()
    return (Said(message="award.warning.known_page", params={"award": TextValue(value=holder)}),)


KIND = ConsentKind(shown=shown, follows=follows, page="/points/awards/{matter_id}")
