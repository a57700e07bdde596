"""The pages of points, by their routes; API Gateway has found the route already."""

from typing import Any

from cofund.aws.http import answer
from cofund.aws.live_office import LiveOffice
from cofund.steps.routes import Route, later

OFFICE = LiveOffice()

ROUTES: dict[str, Route] = {
    "GET /points": later("points.site.points_page"),
    "GET /points/awards/new": later("points.site.new_award_form"),
    "POST /points/awards": later("points.site.new_award"),
    "GET /points/awards/{award}": later("points.site.award_page"),
    "POST /points/awards/{award}": later("points.site.refile"),
    "GET /points/awards/{award}/form": later("points.site.refile_form"),
    "POST /points/awards/{award}/withdraw": later("points.site.withdraw_award"),
    "GET /points/publications": later("points.spending_site.publications"),
    "POST /points/publications": later("points.spending_site.order"),
    "GET /points/publications/{order}": later("points.spending_site.publication"),
    "POST /points/publications/{order}/return": later("points.spending_site.return_publication"),
    "GET /points/conversion": later("points.conversion_site.conversion"),
    "POST /points/conversion": later("points.conversion_site.convert_points"),
}


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect an HTTP API event (payload 2.0); return its answer."""
    return answer(event, ROUTES, office=OFFICE)
