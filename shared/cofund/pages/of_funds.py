"""Mails to programme managers about the funds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cofund.models.claim import Locale
from cofund.pages.filling import mail_of
from cofund.pages.views.mails import Rendered

if TYPE_CHECKING:
    from cofund.pages.views.funds import FundsMail


def mail_funds(view: FundsMail, *, locale: Locale) -> Rendered:
    """Give the mail about what happened to the funds, what could not be done first."""
    return mail_of("funds", view, locale)
