"""The approver's pages: with the reviewer's the only ones that may wake a workflow's wait."""

from typing import Any

from cofund.aws.http import answer
from cofund.aws.live_office import LiveOffice
from cofund.steps.routes import Route, later

OFFICE = LiveOffice()

ROUTES: dict[str, Route] = {
    "GET /consent/{token}": later("consents.site.consent_page"),
    "HEAD /consent/{token}": later("consents.site.consent_page"),
    "POST /consent/{token}": later("consents.site.consent_answer"),
    "POST /consent/{token}/code": later("consents.site.consent_code"),
    "POST /consent/{token}/sign-in": later("consents.site.consent_sign_in"),
}


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect an HTTP API event (payload 2.0); return its answer."""
    return answer(event, ROUTES, office=OFFICE)
