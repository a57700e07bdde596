"""Pages and mails of points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cofund.models.claim import Locale
from cofund.pages.filling import filled, mail_of
from cofund.pages.views.mails import Rendered

if TYPE_CHECKING:
    from cofund.pages.views import points


def render_points(view: points.PointsView, *, locale: Locale) -> str:
    """Give the page of accounts and awards."""
    return filled("points.html", view, locale)


def render_award_form(view: points.AwardFormView, *, locale: Locale) -> str:
    """Give the form that files an award."""
    return filled("points_award_form.html", view, locale)


def render_award(view: points.AwardView, *, locale: Locale) -> str:
    """Give the page of one award."""
    return filled("points_award.html", view, locale)


def render_publications(view: points.PublicationsView, *, locale: Locale) -> str:
    """Give the price list of publications."""
    return filled("points_publications.html", view, locale)


def render_publication(view: points.PublicationView, *, locale: Locale) -> str:
    """Give the page of one paid publication."""
    return filled("points_publication.html", view, locale)


def render_conversion(view: points.ConversionView, *, locale: Locale) -> str:
    """Give the form that turns points into money of the fund."""
    return filled("points_conversion.html", view, locale)


def mail_link_returned(view: points.LinkReturnedMail, *, locale: Locale) -> Rendered:
    """Give the letter about a link that proves nothing."""
    return mail_of("points_link_returned", view, locale)


def mail_publication_ordered(view: points.PublicationOrderedMail, *, locale: Locale) -> Rendered:
    """Give the mail to a manager about a publication that was ordered."""
    return mail_of("points_publication", view, locale)


def mail_points_given_back(view: points.PointsGivenBackMail, *, locale: Locale) -> Rendered:
    """Give the letter about points that were given back."""
    return mail_of("points_given_back", view, locale)
