"""The web pages and mails: view models in, text out; Russian and English.

Each ``render_…`` gives one page, each ``mail_…`` one mail; later areas have modules of their own
(``of_activities``, ``of_points``, ``of_orders``, ``of_managing``). What a page shows is in
``cofund.pages.views``, how forms are read in ``forms``, which headers go with it in
``security_headers``, what the reviewer sees of a document in ``evidence``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cofund.models.claim import Locale
from cofund.pages.filling import filled, mail_of
from cofund.pages.views.mails import Rendered

if TYPE_CHECKING:
    from cofund.pages.views import frame, mails, partner, review


def render_sign_in(view: partner.SignInView, *, locale: Locale) -> str:
    """Give the sign-in page."""
    return filled("sign_in.html", view, locale)


def render_partners(view: partner.PartnersView, *, locale: Locale) -> str:
    """Give the page on which a manager chooses a partner to act for."""
    return filled("partners.html", view, locale)


def render_balance(view: partner.BalanceView, *, locale: Locale) -> str:
    """Give the page of the partner's funds and limits."""
    return filled("balance.html", view, locale)


def render_claims(view: partner.ClaimsView, *, locale: Locale) -> str:
    """Give the list of the partner's claims."""
    return filled("claims.html", view, locale)


def render_new_claim(view: partner.NewClaimView, *, locale: Locale) -> str:
    """Give the form that opens a claim."""
    return filled("new_claim.html", view, locale)


def render_documents(view: partner.DocumentsView, *, locale: Locale) -> str:
    """Give the page of a draft's documents; needs ``security_headers.upload_headers``."""
    return filled("documents.html", view, locale)


def render_send_file(view: partner.SendFileView, *, locale: Locale) -> str:
    """Give the form for one file; needs ``security_headers.upload_headers``."""
    return filled("send_file.html", view, locale)


def render_precheck(view: partner.PrecheckView, *, locale: Locale) -> str:
    """Give the page of a draft's pre-check; while it runs, the page asks for itself again."""
    return filled("precheck.html", view, locale)


def render_claim(view: partner.ClaimView, *, locale: Locale) -> str:
    """Give the partner's page of one claim."""
    return filled("claim.html", view, locale)


def render_review(view: review.ReviewView, *, locale: Locale) -> str:
    """Give the reviewer's page of one claim."""
    return filled("review.html", view, locale)


def render_decided(view: review.DecidedView, *, locale: Locale) -> str:
    """Give the page after a reviewer's answer."""
    return filled("decided.html", view, locale)


def render_failure(view: frame.FailureView, *, locale: Locale) -> str:
    """Give the page that says why something cannot be done."""
    return filled("failure.html", view, locale)


def mail_review_request(view: mails.ReviewRequestMail, *, locale: Locale) -> Rendered:
    """Give the mail with the link: first, reminder, escalation or second, by its stage."""
    return mail_of("review_request", view, locale)


def mail_code(view: mails.CodeMail, *, locale: Locale) -> Rendered:
    """Give the mail with the six-digit code."""
    return mail_of("code", view, locale)


def mail_returned(view: mails.ReturnedLetter, *, locale: Locale) -> Rendered:
    """Give the letter that names every fix."""
    return mail_of("returned", view, locale)


def mail_question(view: mails.QuestionLetter, *, locale: Locale) -> Rendered:
    """Give the letter with a reviewer's question."""
    return mail_of("question", view, locale)


def mail_decided(view: mails.DecidedLetter, *, locale: Locale) -> Rendered:
    """Give the letter after a decision."""
    return mail_of("decided", view, locale)


def mail_paid(view: mails.PaidLetter, *, locale: Locale) -> Rendered:
    """Give the letter when finance has booked the payout."""
    return mail_of("paid", view, locale)


def mail_clawed_back(view: mails.ClawbackLetter, *, locale: Locale) -> Rendered:
    """Give the letter when money that was paid is taken back."""
    return mail_of("clawed_back", view, locale)


def mail_reminder(view: mails.ReminderMail, *, locale: Locale) -> Rendered:
    """Give the mail about money that is about to expire."""
    return mail_of("reminder", view, locale)


def mail_claims_due(view: mails.ClaimsDueMail, *, locale: Locale) -> Rendered:
    """Give the mail about claims that have to be sent, or sent again, by a day."""
    return mail_of("claims_due", view, locale)


def mail_operator(view: mails.OperatorMail, *, locale: Locale) -> Rendered:
    """Give the mail to the operator about a claim that stands still."""
    return mail_of("operator", view, locale)
