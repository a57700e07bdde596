"""What a partner asks for: typed when a claim is opened, and changed while it is a draft."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationError

from cofund.models.claim import Claim, ClaimRequest, Locale
from cofund.models.money_terms import MAX_MANUFACTURERS
from cofund.models.points import LARGEST_POINTS, PointsPart
from cofund.models.programme import Programme
from cofund.money import Money
from cofund.pages import render_new_claim
from cofund.pages.views.frame import FieldError
from cofund.pages.views.partner import NewClaimView, TypedClaim
from cofund.steps.claim_points import points_offered
from cofund.steps.office import Office
from cofund.steps.opening import change_request
from cofund.steps.partner_views import programme_of
from cofund.steps.partner_visits import PartnerVisitor, own_form, own_visit
from cofund.steps.site import frame_of
from cofund.terms.entitlement import parts_by_manufacturers
from cofund.typed import typed_amount, typed_count
from cofund.web import Page, Visit, page, see_other

MAX_PARTICIPANTS = 100_000


def request_form(visit: Visit, *, office: Office, claim: str) -> Page:
    """Show what a draft asks for, to change it."""
    visitor, found = own_visit(visit, claim, office=office)
    if found.state != "draft":
        return see_other(f"/claims/{found.claim_id}")
    return _page(visit, visitor, found, _typed_before(found, visit), (), office=office)


def change(visit: Visit, *, office: Office, claim: str) -> Page:
    """Change what a draft asks for, or show what is wrong with it."""
    visitor, found = own_form(visit, claim, office=office)
    typed = typed_claim({**visit.form(), "application_id": found.application_id})
    programme = programme_of(found.partner_id, office=office)
    offered = points_offered(found.partner_id, programme, office=office)
    request, errors = typed_request(typed, programme, offered)
    if request is None:
        return _page(visit, visitor, found, typed, errors, office=office)
    form_of_payout = {"payout_form": found.request.payout_form}
    change_request(found, request.model_copy(update=form_of_payout), visitor.filer, office=office)
    return see_other(f"/claims/{found.claim_id}?notice=request_changed")


def typed_claim(form: Mapping[str, str]) -> TypedClaim:
    """Give the fields of the form as typed."""
    return TypedClaim(**{name: form.get(name, "") for name in TypedClaim.model_fields})


def typed_request(
    typed: TypedClaim, programme: Programme, offered: PointsPart | None
) -> tuple[ClaimRequest | None, tuple[FieldError, ...]]:
    """Give what a partner asks for as typed, or what is wrong with it.

    ``offered`` are the points that the company could use; without any none are asked for.
    """
    currency = programme.currency
    claimed = typed_amount(typed.claimed, currency, field="claimed")
    sponsor = typed_amount(typed.sponsor_money or "0", currency, field="sponsor_money")
    count = typed_count(typed.participant_count, field="participant_count", most=MAX_PARTICIPANTS)
    shown = _manufacturers(typed, programme)
    points = _points(typed, offered)
    errors = [x for x in (claimed, sponsor, count, shown, points) if isinstance(x, FieldError)]
    if isinstance(claimed, Money) and not claimed:
        errors.append(FieldError(field="claimed", problem="not_above_zero"))
    if not typed.application_id:
        errors.insert(0, FieldError(field="application_id", problem="missing"))
    if errors:
        return None, tuple(errors)
    try:
        request = ClaimRequest.model_validate(
            {
                "application_id": typed.application_id,
                "claimed": claimed,
                "sponsor_money": sponsor,
                "participant_count": count,
                "manufacturers": shown,
                "points": points,
            }
        )
    except ValidationError:
        return None, (FieldError(field="application_id", problem="not_in_list"),)
    return request, ()


def _points(typed: TypedClaim, offered: PointsPart | None) -> int | FieldError:
    """Give how many points are asked for: at most as many as there are now."""
    if offered is None:
        return 0
    points = typed_count(typed.points, field="points", most=LARGEST_POINTS) or 0
    if isinstance(points, int) and points > offered.points:
        return FieldError(field="points", problem="too_many_points")
    return points


def _manufacturers(typed: TypedClaim, programme: Programme) -> int | FieldError | None:
    """Give how many manufacturers are shown; None where the programme does not ask."""
    field = "manufacturers"
    if not parts_by_manufacturers(programme):
        return None
    if not typed.manufacturers.strip():
        return FieldError(field=field, problem="missing")
    shown = typed_count(typed.manufacturers, field=field, most=MAX_MANUFACTURERS)
    return FieldError(field=field, problem="not_a_count") if shown == 0 else shown


def _typed_before(claim: Claim, visit: Visit) -> TypedClaim:
    """Give a draft's request as somebody would have typed it."""
    asked = claim.request
    return TypedClaim(
        application_id=claim.application_id,
        claimed=_amount(asked.claimed, visit.locale),
        sponsor_money=_amount(asked.sponsor_money, visit.locale) if asked.sponsor_money else "",
        participant_count=_number(asked.participant_count),
        manufacturers=_number(asked.manufacturers),
        points=_number(asked.points or None),
    )


def _amount(amount: Money, locale: Locale) -> str:
    written = amount.decimal_text()
    return written.replace(".", ",") if locale == "ru" else written


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _page(
    visit: Visit,
    visitor: PartnerVisitor,
    claim: Claim,
    typed: TypedClaim,
    errors: tuple[FieldError, ...],
    *,
    office: Office,
) -> Page:
    programme = programme_of(claim.partner_id, office=office)
    view = NewClaimView(
        frame=frame_of(visit, visitor, zone=programme.zone, office=office),
        currency=programme.currency,
        claim_id=claim.claim_id,
        version=claim.version,
        asks_manufacturers=parts_by_manufacturers(programme),
        points=points_offered(claim.partner_id, programme, office=office),
        typed=typed,
        errors=errors,
    )
    html = render_new_claim(view, locale=visit.locale)
    return page(html, status=400 if errors else 200)
