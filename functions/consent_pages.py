"""The approver's pages: with the reviewer's the only ones that may wake a workflow's wait."""

from typing import Any

from cofund.aws.http import answer
from cofund.aws.live_office import LiveOffice
from cofund.steps.consents import site
from cofund.steps.site import Route

OFFICE = LiveOffice()

ROUTES: dict[str, Route] = {
    "GET /consent/{token}": site.consent_page,
    "HEAD /consent/{token}": site.consent_page,
    "POST /consent/{token}": site.consent_answer,
    "POST /consent/{token}/code": site.consent_code,
    "POST /consent/{token}/sign-in": site.consent_sign_in,
}


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect an HTTP API event (payload 2.0); return its answer."""
    return answer(event, ROUTES, office=OFFICE)
