"""Pages and mails of matters that wait for consent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cofund.models.claim import Locale
from cofund.pages.filling import filled, mail_of
from cofund.pages.views.mails import Rendered

if TYPE_CHECKING:
    from cofund.pages.views import consents


def render_consent(view: consents.ConsentView, *, locale: Locale) -> str:
    """Give the approver's page of one matter."""
    return filled("consent.html", view, locale)


def render_consented(view: consents.ConsentedView, *, locale: Locale) -> str:
    """Give the page after an approver's answer."""
    return filled("consented.html", view, locale)


def mail_consent_request(view: consents.ConsentRequestMail, *, locale: Locale) -> Rendered:
    """Give the mail with the link: first, reminder or escalation, by its stage."""
    return mail_of("consent_request", view, locale)


def mail_consented(view: consents.ConsentedLetter, *, locale: Locale) -> Rendered:
    """Give the letter to the applicant about the answer."""
    return mail_of("consented", view, locale)
