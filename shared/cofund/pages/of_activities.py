"""Pages and mails of applications for activities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cofund.models.claim import Locale
from cofund.pages.filling import filled, mail_of
from cofund.pages.views.mails import Rendered

if TYPE_CHECKING:
    from cofund.pages.views import activities


def render_activities(view: activities.ActivitiesView, *, locale: Locale) -> str:
    """Give the list of a partner's applications."""
    return filled("activities.html", view, locale)


def render_activity_form(view: activities.ActivityFormView, *, locale: Locale) -> str:
    """Give the form of an application, with what the terms say of what is typed."""
    return filled("activity_form.html", view, locale)


def render_activity(view: activities.ActivityView, *, locale: Locale) -> str:
    """Give the page of one application."""
    return filled("activity.html", view, locale)


def mail_activity_expired(view: activities.ExpiredMail, *, locale: Locale) -> Rendered:
    """Give the letter that says that an application has expired."""
    return mail_of("activity_expired", view, locale)
