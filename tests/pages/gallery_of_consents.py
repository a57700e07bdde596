"""The pages and mails of matters that wait for consent, in each state that looks different."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from cofund.models.assessment import CountValue, DateValue, MoneyValue, NamesValue, TextValue
from cofund.models.claim import Locale
from cofund.models.consents import Consent, Matter, MatterFact, MatterShown, Said
from cofund.pages.of_consents import (
    mail_consent_request,
    mail_consented,
    render_consent,
    render_consented,
)
from cofund.pages.views.consents import (
    ConsentedLetter,
    ConsentedView,
    ConsentRequestMail,
    ConsentView,
    TypedConsent,
)
from cofund.pages.views.frame import FieldError
from cofund.pages.views.mails import Rendered
from cofund.pages.views.review import CodeProof, SignInProof
from tests.builders import page_views as story

LINK = "https://cofund.example/consent/0f1e2d3c"
APPLICATION = Matter(kind="application", matter_id="dinner-7f3a9c", version=2)
AWARD = Matter(kind="award", matter_id="article-1d5b", version=1)


def _fact(label: str, value: object, **more: str) -> MatterFact:
    return MatterFact.model_validate({"label": label, "value": value, **more})


def an_application(**changes: object) -> MatterShown:
    """Give an application as its approver sees it."""
    available = MoneyValue(value=story.roubles(310_000))
    plain = MatterShown(
        matter=APPLICATION,
        content_hash="0" * 64,
        title=story.ACTIVITY.name,
        partner_name=story.PARTNER.name,
        facts=(
            _fact("activity.fact.first_day", DateValue(value=date(2026, 11, 20))),
            _fact("activity.fact.place", TextValue(value="Москва")),
            _fact("activity.fact.audience", TextValue(value="Директора по логистике")),
            _fact("activity.fact.how_many", CountValue(value=1_200)),
            _fact("activity.fact.planned_cost", MoneyValue(value=story.roubles(1_250_000))),
            _fact("activity.fact.available", available),
        ),
        warnings=(
            Said(
                message="activity.changed.place",
                params={"before": TextValue(value="Тверь"), "now": TextValue(value="Москва")},
            ),
        ),
        amount=story.roubles(180_000),
        worth=story.roubles(180_000),
    )
    return plain.model_copy(update=changes)


def an_award(**changes: object) -> MatterShown:
    """Give a request for points as its approver sees it."""
    link = "https://press.example/how-a-warehouse-went-paperless"
    plain = MatterShown(
        matter=AWARD,
        content_hash="0" * 64,
        title="Как склад обошёлся без бумаги",
        partner_name=story.PARTNER.name,
        facts=(
            _fact("award.fact.earned_by", NamesValue(ru="Статья", en="Article")),
            _fact("award.fact.link", TextValue(value=link), address=link),
        ),
        points=30_000,
        worth=story.roubles(30_000),
    )
    return plain.model_copy(update=changes)


def a_consent(**changes: object) -> Consent:
    """Give an approver's yes to the application."""
    fields = {
        "matter": APPLICATION,
        "outcome": "approved",
        "amount": story.roubles(150_000),
        "decided_at": story.NOW,
        "decided_by": "rita",
        **changes,
    }
    return Consent.model_validate(fields)


def _page(**changes: object) -> Callable[[Locale], str]:
    fields = {
        "frame": story.frame(path="/consent/0f1e2d3c", reader=None),
        "token": "0f1e2d3c",
        "stage": "first",
        "expires_at": story.NOW + timedelta(days=7),
        "shown": an_application(),
        "proof": CodeProof(sent=False),
        **changes,
    }
    view = ConsentView.model_validate(fields)
    return lambda locale: render_consent(view, locale=locale)


def _done(locale: Locale) -> str:
    view = ConsentedView(
        frame=story.frame(path="/", reader=None), shown=an_application(), consent=a_consent()
    )
    return render_consented(view, locale=locale)


CONSENT_PAGES: dict[str, Callable[[Locale], str]] = {
    "consent": _page(
        stage="escalation",
        before=a_consent(outcome="returned", amount=None, remark="Уточните место"),
        proof=CodeProof(sent=True),
        typed=TypedConsent(choice="approve_part", amount="много", remark="Без фуршета"),
        errors=(
            FieldError(field="amount", problem="not_an_amount"),
            FieldError(field="code", problem="code_wrong"),
        ),
    ),
    "consent-points": _page(
        shown=an_award(), typed=TypedConsent(choice="approve_part", points="20000")
    ),
    "consent-sign-in": _page(proof=SignInProof()),
    "consented": _done,
}


def _request(**changes: object) -> Callable[[Locale], Rendered]:
    fields = {
        "to_name": "Rita Review",
        "zone": story.ZONE,
        "stage": "first",
        "shown": an_application(),
        "link": LINK,
        "expires_at": story.NOW + timedelta(days=7),
        "proof": "code",
        **changes,
    }
    view = ConsentRequestMail.model_validate(fields)
    return lambda locale: mail_consent_request(view, locale=locale)


def _letter(**changes: object) -> Callable[[Locale], Rendered]:
    fields = {
        "to_name": "Анна Примерова",
        "zone": story.ZONE,
        "shown": an_application(),
        "consent": a_consent(),
        "told": "approved",
        "earlier_stands": False,
        "link": "https://cofund.example/activities/dinner-7f3a9c",
        **changes,
    }
    view = ConsentedLetter.model_validate(fields)
    return lambda locale: mail_consented(view, locale=locale)


CONSENT_MAILS: dict[str, Callable[[Locale], Rendered]] = {
    "consent": _request(),
    "consent-reminder": _request(stage="reminder", shown=an_award(), proof="sign_in"),
    "consent-escalation": _request(stage="escalation", shown=an_award(warnings=())),
    "consented": _letter(),
    "consented-short": _letter(told="short"),
    "consented-returned": _letter(
        consent=a_consent(outcome="returned", amount=None, remark="Уточните место"),
        told="returned",
    ),
    "consented-rejected": _letter(
        consent=a_consent(outcome="rejected", amount=None, remark="Уже было"),
        told="rejected",
        earlier_stands=True,
    ),
    "consented-timed-out": _letter(
        consent=a_consent(outcome="timed_out", amount=None), told="timed_out"
    ),
    "consented-points": _letter(
        shown=an_award(), consent=a_consent(matter=AWARD, amount=None, points=30_000)
    ),
}
