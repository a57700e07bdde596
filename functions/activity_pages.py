"""The partner's pages of applications, by their routes; API Gateway has found the route already."""

from typing import Any

from cofund.aws.http import answer
from cofund.aws.live_office import LiveOffice
from cofund.steps.activities import site as activity_site
from cofund.steps.site import Route

OFFICE = LiveOffice()

ROUTES: dict[str, Route] = {
    "GET /activities": activity_site.activities,
    "GET /activities/new": activity_site.new_form,
    "POST /activities": activity_site.file_new,
    "GET /activities/{application}": activity_site.activity_page,
    "GET /activities/{application}/change": activity_site.change_form,
    "POST /activities/{application}/change": activity_site.file_next,
    "POST /activities/{application}/withdraw": activity_site.withdraw_activity,
    "POST /activities/{application}/cancel": activity_site.cancel_activity,
}


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect an HTTP API event (payload 2.0); return its answer."""
    return answer(event, ROUTES, office=OFFICE)
