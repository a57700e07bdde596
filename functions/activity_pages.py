"""The partner's pages of applications, by their routes; API Gateway has found the route already."""

from typing import Any

from cofund.aws.http import answer
from cofund.aws.live_office import LiveOffice
from cofund.steps.routes import Route, later

OFFICE = LiveOffice()

ROUTES: dict[str, Route] = {
    "GET /activities": later("activities.site.activities"),
    "GET /activities/new": later("activities.site.new_form"),
    "POST /activities": later("activities.site.file_new"),
    "GET /activities/{application}": later("activities.site.activity_page"),
    "GET /activities/{application}/change": later("activities.site.change_form"),
    "POST /activities/{application}/change": later("activities.site.file_next"),
    "POST /activities/{application}/withdraw": later("activities.site.withdraw_activity"),
    "POST /activities/{application}/cancel": later("activities.site.cancel_activity"),
}


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect an HTTP API event (payload 2.0); return its answer."""
    return answer(event, ROUTES, office=OFFICE)
