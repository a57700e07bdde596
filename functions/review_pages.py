"""The reviewer's pages: the only pages that may wake the workflow's wait."""

from typing import Any

from cofund.aws.http import answer
from cofund.aws.live_office import LiveOffice
from cofund.steps import review_site as site
from cofund.steps.correction_site import review_corrections
from cofund.steps.site import Route

OFFICE = LiveOffice()

ROUTES: dict[str, Route] = {
    "GET /review/{token}": site.review_page,
    "HEAD /review/{token}": site.review_page,
    "POST /review/{token}": site.review_decision,
    "POST /review/{token}/code": site.review_code,
    "POST /review/{token}/corrections": review_corrections,
    "POST /review/{token}/sign-in": site.review_sign_in,
    "GET /review/{token}/pages/{document}/{page}": site.review_image,
}


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect an HTTP API event (payload 2.0); return its answer."""
    return answer(event, ROUTES, office=OFFICE)
