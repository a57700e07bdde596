"""The reviewer's pages: the only pages that may wake the workflow's wait."""

from typing import Any

from cofund.aws.http import answer
from cofund.aws.live_office import LiveOffice
from cofund.steps.routes import Route, later

OFFICE = LiveOffice()

ROUTES: dict[str, Route] = {
    "GET /review/{token}": later("review_site.review_page"),
    "HEAD /review/{token}": later("review_site.review_page"),
    "POST /review/{token}": later("review_site.review_decision"),
    "POST /review/{token}/code": later("review_site.review_code"),
    "POST /review/{token}/corrections": later("correction_site.review_corrections"),
    "POST /review/{token}/sign-in": later("review_site.review_sign_in"),
    "GET /review/{token}/pages/{document}/{page}": later("review_site.review_image"),
}


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect an HTTP API event (payload 2.0); return its answer."""
    return answer(event, ROUTES, office=OFFICE)
