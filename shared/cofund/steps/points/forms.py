"""The form of an award, read as it was typed: taken exactly, or everything named that is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from cofund.errors import NotAccepted
from cofund.models.assessment import TextValue
from cofund.models.points import PointsOwner
from cofund.pages.views.frame import FieldError
from cofund.pages.views.points import TypedAward
from cofund.proof_links.hosts import accepts
from cofund.proof_links.urls import Url, url_of
from cofund.steps.filing import Filer
from cofund.steps.points.awards import AwardRequest, Filing, points_terms
from cofund.steps.points.views import own_owners
from cofund.typed import typed_day

if TYPE_CHECKING:
    from cofund.models.points_terms import PointsTerms
    from cofund.models.programme import Programme

LONGEST_TITLE = 200


def typed_award(form: Mapping[str, str]) -> TypedAward:
    """Give the fields of the form as typed."""
    return TypedAward(**{name: form.get(name, "") for name in TypedAward.model_fields})


def understood(
    typed: TypedAward, filer: Filer, programme: Programme, *, today: date
) -> Filing | tuple[FieldError, ...]:
    """Give an award's form as it was typed, or everything that is wrong with it."""
    terms = points_terms(programme)
    url = _link(typed, terms)
    day = _published(typed, today)
    title = typed.title.strip()
    errors = [
        *_choices_missing(typed, terms, filer),
        *([url] if isinstance(url, FieldError) else []),
        *_title_errors(title),
        *([day] if isinstance(day, FieldError) else []),
    ]
    if errors or isinstance(url, FieldError) or isinstance(day, FieldError):
        return tuple(errors)
    account: PointsOwner = "company" if typed.account == "company" else "person"
    request = AwardRequest(
        earned_by=typed.earned_by, account=account, title=title, published_on=day
    )
    return Filing(request=request, url=url, form_id=typed.form_id[:100])


def _choices_missing(typed: TypedAward, terms: PointsTerms, filer: Filer) -> list[FieldError]:
    wanted = {"earned_by": tuple(terms.earned_by), "account": own_owners(terms, filer)}
    errors = []
    for field, choices in wanted.items():
        chosen = getattr(typed, field)
        if chosen not in choices:
            problem = "not_in_list" if chosen else "missing"
            errors.append(FieldError.model_validate({"field": field, "problem": problem}))
    return errors


def _link(typed: TypedAward, terms: PointsTerms) -> Url | FieldError:
    """Read a link as people copy it: without its scheme it is https."""
    text = typed.link.strip()
    if not text:
        return FieldError(field="link", problem="missing")
    try:
        url = url_of(text if "://" in text else f"https://{text}")
    except NotAccepted:
        return FieldError(field="link", problem="not_a_link")
    earning = terms.earned_by.get(typed.earned_by)
    if earning is None or accepts(earning.proof, url):
        return url
    if earning.proof.by != "hosts":
        return FieldError(field="link", problem="link_not_https")
    hosts = TextValue(value=", ".join(earning.proof.hosts)[:200])
    return FieldError(field="link", problem="link_elsewhere", params={"hosts": hosts})


def _title_errors(title: str) -> list[FieldError]:
    if not title:
        return [FieldError(field="title", problem="missing")]
    return [FieldError(field="title", problem="too_long")] if len(title) > LONGEST_TITLE else []


def _published(typed: TypedAward, today: date) -> date | FieldError:
    """Read the day of publication: of this year, and not after today."""
    if not typed.published_on.strip():
        return FieldError(field="published_on", problem="missing")
    day = typed_day(typed.published_on, field="published_on")
    if isinstance(day, FieldError):
        return day
    if day > today:
        return FieldError(field="published_on", problem="in_the_future")
    if day.year != today.year:
        year = TextValue(value=str(today.year))
        return FieldError(field="published_on", problem="not_this_year", params={"year": year})
    return day
