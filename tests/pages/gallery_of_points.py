"""The pages and mails of points, by name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from cofund.models.base import Model
from cofund.models.claim import Locale
from cofund.pages import of_points
from cofund.pages.views import points as views
from cofund.pages.views.frame import FieldError
from cofund.pages.views.mails import Rendered
from tests.builders import page_views as story

LINK = "https://press.example/how-a-warehouse-went-paperless?edition=2026-11"
HERE = "https://cofund.example/points"
LAST_DAY = date(2026, 12, 31)


def _entry(kind: str, points: int, cause: str = "", link: str = "") -> views.EntryLine:
    return views.EntryLine(
        kind=kind, at=story.NOW, cause=cause, link=link, points=points, moved=abs(points) or 5_000
    )


def an_account(**changes: object) -> views.AccountView:
    """Give the company's account with a posting of every usual kind."""
    plain = views.AccountView(
        owner="company",
        year=2026,
        available=37_500,
        earned=100_000,
        held=12_500,
        spent=50_000,
        expired=0,
        expires_on=LAST_DAY,
        worth=story.roubles(37_500),
        entries=(
            _entry("HOLD", -12_500, "7KQ2-M9XD-4TRA", "/claims/7KQ2-M9XD-4TRA"),
            _entry("SPEND", -35_000, "Баннер в рассылке вендора"),
            _entry("CONVERT", -15_000),
            _entry("DEBIT", 0, "5KQ2-M9XD-4TRB", "/claims/5KQ2-M9XD-4TRB"),
            _entry("EARN", 40_000, "Как склад обошёлся без бумаги", "/points/awards/a-1"),
        ),
    )
    return plain.model_copy(update=changes)


def _points(locale: Locale) -> str:
    own = an_account(owner="person", available=0, worth=story.roubles(0), entries=())
    closed = an_account(year=2025, expires_on=None, available=0, expired=37_500, has_more=True)
    lines = (("a-1", "in_review"), ("a-2", "returned"), ("a-3", "approved"))
    view = views.PointsView(
        frame=story.frame(path="/points"),
        points_name="Баллы moNETa" if locale == "ru" else "moNETa points",
        today=date(2026, 12, 3),
        accounts=(an_account(), closed, own),
        awards=tuple(
            views.AwardLine.model_validate(
                {
                    "award_id": award_id,
                    "title": "Как склад обошёлся без бумаги за одиннадцать недель и один отпуск",
                    "earned_by": "Статья в отраслевой прессе",
                    "owner": "company",
                    "points": 30_000,
                    "state": state,
                    "filed_at": story.NOW,
                }
            )
            for award_id, state in lines
        ),
        publications=True,
        conversion=True,
    )
    return of_points.render_points(view, locale=locale)


def _form(locale: Locale) -> str:
    choices = (
        views.EarningChoice(
            key="habr_article",
            name="Статья на Хабре",
            points=40_000,
            per_month=None,
            hosts=("habr.com", "www.habr.com"),
        ),
        views.EarningChoice(
            key="success_story", name="История успеха", points=30_000, per_month=30_000
        ),
    )
    view = views.AwardFormView(
        frame=story.frame(path="/points/awards/new"),
        choices=choices,
        accounts=("company", "person"),
        in_month=100_000,
        typed=views.TypedAward(earned_by="habr_article", link=LINK, title="Кейс", form_id="f-1"),
        errors=(
            FieldError(field="account", problem="missing"),
            FieldError(field="link", problem="link_used"),
            FieldError(field="published_on", problem="in_the_future"),
        ),
    )
    return of_points.render_award_form(view, locale=locale)


def _award(**changes: object) -> Callable[[Locale], str]:
    fields = {
        "frame": story.frame(path="/points/awards/a-1"),
        "award_id": "a-1",
        "version": 2,
        "state": "returned",
        "title": "Как склад обошёлся без бумаги",
        "earned_by": "Статья в отраслевой прессе",
        "owner": "company",
        "link": LINK,
        "published_on": date(2026, 11, 10),
        "points": 30_000,
        "problem": "gone",
        "can_refile": True,
        "can_withdraw": True,
        "timeline": [
            {"state": "returned", "at": story.NOW, "version": 2, "reason": "gone"},
            {"state": "submitted", "at": story.NOW, "version": 2, "reason": "filed_anew"},
        ],
        **changes,
    }
    view = views.AwardView.model_validate(fields)
    return lambda locale: of_points.render_award(view, locale=locale)


def an_order(**changes: object) -> views.OrderedPublication:
    """Give a publication that was paid."""
    plain = views.OrderedPublication(
        order_id="p-1",
        name="Баннер в рассылке вендора",
        points=35_000,
        ordered_at=story.NOW,
        is_given_back=False,
        owner="company",
    )
    return plain.model_copy(update=changes)


def _publications(locale: Locale) -> str:
    view = views.PublicationsView(
        frame=story.frame(path="/points/publications"),
        choices=(
            views.PublicationChoice(key="blog_post", name="Публикация в блоге", points=20_000),
            views.PublicationChoice(key="press", name="Статья в деловой прессе", points=90_000),
        ),
        accounts=(
            views.AccountChoice(owner="company", available=37_500),
            views.AccountChoice(owner="person", available=0),
        ),
        ordered=(an_order(), an_order(is_given_back=True)),
        typed_publication="press",
        typed_account="company",
        form_id="f-1",
        errors=(FieldError(field="account", problem="missing"),),
    )
    return of_points.render_publications(view, locale=locale)


def _publication(locale: Locale) -> str:
    view = views.PublicationView(
        frame=story.frame(path="/points/publications/p-1"),
        order=an_order(),
        partner_name=story.PARTNER.name,
        person_name="Анна Примерова",
        can_give_back=True,
    )
    return of_points.render_publication(view, locale=locale)


def _conversion(**changes: object) -> Callable[[Locale], str]:
    fields = {
        "frame": story.frame(path="/points/conversion"),
        "available": 37_500,
        "at_least": 10_000,
        "worth": story.roubles(1),
        "period": "2026Q4",
        "expires_on": LAST_DAY,
        "points_expire_on": LAST_DAY,
        "fund_is_open": True,
        "form_id": "f-1",
        **changes,
    }
    view = views.ConversionView.model_validate(fields)
    return lambda locale: of_points.render_conversion(view, locale=locale)


POINTS_PAGES: dict[str, Callable[[Locale], str]] = {
    "points": _points,
    "points-award-form": _form,
    "points-award-returned": _award(),
    "points-award-credited": _award(
        state="approved",
        problem=None,
        agreed=25_000,
        credited_until=LAST_DAY,
        remark="Отличная статья, но вторую часть мы уже оплачивали.",
        page_title="Как склад обошёлся без бумаги – Пресса",
        can_refile=False,
        can_withdraw=False,
    ),
    "points-publications": _publications,
    "points-publication": _publication,
    "points-conversion": _conversion(typed_points="много"),
    "points-conversion-closed": _conversion(fund_is_open=False),
}


def _mail(kind: Callable[..., Rendered], view: Model) -> Callable[[Locale], Rendered]:
    return lambda locale: kind(view, locale=locale)


_TO = {"to_name": "Анна Примерова", "zone": story.ZONE}

POINTS_MAILS: dict[str, Callable[[Locale], Rendered]] = {
    "points-link-returned": _mail(
        of_points.mail_link_returned,
        views.LinkReturnedMail.model_validate(
            {
                **_TO,
                "title": "Как склад обошёлся без бумаги",
                "proof_link": LINK,
                "problem": "redirected_away",
                "link": HERE,
            }
        ),
    ),
    "points-publication": _mail(
        of_points.mail_publication_ordered,
        views.PublicationOrderedMail.model_validate(
            {
                **_TO,
                "partner_name": story.PARTNER.name,
                "person_name": "Анна Примерова",
                "publication": "Баннер в рассылке вендора",
                "points": 35_000,
                "ordered_at": story.NOW + timedelta(hours=1),
                "link": HERE,
            }
        ),
    ),
    "points-given-back": _mail(
        of_points.mail_points_given_back,
        views.PointsGivenBackMail.model_validate(
            {
                **_TO,
                "publication": "Баннер в рассылке вендора",
                "points": 35_000,
                "expires_on": LAST_DAY,
                "link": HERE,
            }
        ),
    ),
}
