"""The reviewer's correction form: what it says is stored, judged at once, and shown."""

from __future__ import annotations

from cofund.errors import NotFound
from cofund.steps.link_pages import gone, login_of, visitor_of_link
from cofund.steps.office import Office
from cofund.steps.review_links import open_review
from cofund.steps.review_page import show_review
from cofund.web import Page, Visit, see_other


def review_corrections(visit: Visit, *, office: Office, token: str) -> Page:
    """Take a reviewer's corrections of one document, and show the claim as judged by them."""
    from cofund.steps.correcting import correct  # forms and checks that a look does without

    visitor = visitor_of_link(visit, office=office)
    try:
        review = open_review(token, login_of(visitor), office=office)
    except NotFound:
        return gone(visit, office=office)
    visit.ensure_from(office.public_url)
    form = visit.form()
    errors = correct(review, form, login_of(visitor), office=office)
    if errors:
        fresh = open_review(token, login_of(visitor), office=office)
        return show_review(visit, visitor, token, fresh, typed=form, errors=errors, office=office)
    return see_other(f"/review/{token}?notice=corrected")
