"""What the pages of points show, from what stands in the books."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cofund.models.awards import Award
from cofund.models.claim import Locale
from cofund.models.consents import MatterHead
from cofund.models.points import PointsOwner
from cofund.models.proofs import ProofProblem
from cofund.models.terms import Names
from cofund.pages.views.frame import Frame
from cofund.pages.views.points import (
    AccountChoice,
    AwardChange,
    AwardLine,
    AwardView,
    EarningChoice,
    OrderedPublication,
)
from cofund.steps.filing import Filer, StandIn
from cofund.steps.office import Office
from cofund.steps.points.awards import award_book, is_for, points_terms
from cofund.steps.points.credit import credited
from cofund.steps.points.publications import publication_book
from cofund.steps.points.spending import account_of

if TYPE_CHECKING:
    from cofund.models.points_terms import PointsTerms
    from cofund.models.programme import Programme

REFILED_FROM = ("returned", "timed_out")
WITHDRAWN_FROM = ("submitted", "in_review", "returned")
PROBLEMS: dict[str, ProofProblem] = {
    "gone": "gone",
    "not_allowed": "not_allowed",
    "private_address": "private_address",
    "redirected_away": "redirected_away",
    "used": "used",
}
"""Why a link gave an award back, by the reason in its audit."""


def own_owners(terms: PointsTerms, filer: Filer) -> tuple[PointsOwner, ...]:
    """Give whose accounts somebody may use: nobody acts for a person's own."""
    return tuple(
        owner
        for owner in terms.accounts.value
        if owner == "company" or not isinstance(filer, StandIn)
    )


def in_language(names: Names, locale: Locale) -> str:
    """Give a name of the programme's in the reader's language."""
    return names.ru if locale == "ru" else names.en


def account_choices(
    filer: Filer, *, programme: Programme, office: Office
) -> tuple[AccountChoice, ...]:
    """Give the accounts of this year that somebody may spend from."""
    found = []
    for owner in own_owners(points_terms(programme), filer):
        account = account_of(owner, filer, programme=programme, office=office)
        standing = office.points.find(account)
        found.append(AccountChoice(owner=owner, available=standing.available if standing else 0))
    return tuple(found)


def earning_choices(terms: PointsTerms, locale: Locale) -> tuple[EarningChoice, ...]:
    """Give the ways to earn points, each with where its proof has to stand."""
    return tuple(
        EarningChoice(
            key=key,
            name=in_language(earning.names, locale),
            points=earning.points,
            per_month=earning.per_month.value if earning.per_month else None,
            hosts=earning.proof.hosts if earning.proof.by == "hosts" else (),
        )
        for key, earning in terms.earned_by.items()
    )


def award_lines(filer: Filer, *, locale: Locale, office: Office) -> tuple[AwardLine, ...]:
    """Give the awards that somebody may see, the newest first."""
    heads = office.matters.of_partner("award", filer.partner_id or "")
    found = ((head, office.matters.content(head.matter, Award)) for head in heads)
    return tuple(
        AwardLine(
            award_id=head.matter.matter_id,
            title=award.title,
            earned_by=_earned_by(head, award, locale, office=office),
            owner=owner_kind(award.owner),
            points=award.points,
            state=head.state,
            filed_at=head.opened_at,
        )
        for head, award in found
        if is_for(award, filer)
    )


def award_view(
    head: MatterHead, award: Award, frame: Frame, *, locale: Locale, office: Office
) -> AwardView:
    """Give everything that the page of one award shows."""
    matter = head.matter
    consent, seen = office.matters.consent(matter), award_book(office).seen(matter)
    audit = office.matters.audit("award", matter.matter_id)
    posting = credited(matter, consent, office=office) if consent and consent.points else None
    return AwardView(
        frame=frame,
        award_id=matter.matter_id,
        version=matter.version,
        state=head.state,
        title=award.title,
        earned_by=_earned_by(head, award, locale, office=office),
        owner=owner_kind(award.owner),
        link=award.link,
        published_on=award.published_on,
        points=award.points,
        agreed=consent.points if consent else None,
        credited_until=None if posting is None else date(int(posting.account.year), 12, 31),
        remark=consent.remark if consent else "",
        problem=PROBLEMS.get(audit[-1].reason) if head.state == "returned" else None,
        verdict=seen.verdict if seen else None,
        page_title=seen.title if seen else "",
        can_refile=head.state in REFILED_FROM,
        can_withdraw=head.state in WITHDRAWN_FROM,
        timeline=tuple(
            AwardChange(
                state=one.to_state, at=one.at, version=one.matter.version, reason=one.reason
            )
            for one in reversed(audit[-500:])
        ),
    )


def ordered_publications(
    filer: Filer, *, programme: Programme, locale: Locale, office: Office
) -> tuple[OrderedPublication, ...]:
    """Give the paid publications that somebody may see, the newest first."""
    own = {
        account_of(owner, filer, programme=programme, office=office).owner
        for owner in own_owners(points_terms(programme), filer)
    }
    return tuple(
        found
        for order in publication_book(office).of_partner(filer.partner_id or "")
        if order.account.owner in own
        and (found := ordered_publication(order.order_id, locale, office=office)) is not None
    )


def ordered_publication(
    order_id: str, locale: Locale, *, office: Office
) -> OrderedPublication | None:
    """Give a publication as it was paid; None where it never was."""
    order = publication_book(office).get(order_id)
    spent = office.points.spent(order.account, order.order_id)
    if spent is None:
        return None
    terms = points_terms(office.programme(order.account.programme, order.programme_version))
    return OrderedPublication(
        order_id=order.order_id,
        name=in_language(terms.publications[order.publication].names, locale),
        points=order.points,
        ordered_at=order.ordered_at,
        is_given_back=not spent.left,
        owner=owner_kind(order.account.owner),
    )


def owner_kind(owner: str) -> PointsOwner:
    """Say whether an account is a company's or a person's."""
    return "company" if owner.startswith("company.") else "person"


def _earned_by(head: MatterHead, award: Award, locale: Locale, *, office: Office) -> str:
    terms = points_terms(office.programme(head.programme, head.programme_version))
    return in_language(terms.earned_by[award.earned_by].names, locale)
