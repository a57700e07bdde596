"""The pages of points, by their routes; API Gateway has found the route already."""

from typing import Any

from cofund.aws.http import answer
from cofund.aws.live_office import LiveOffice
from cofund.steps.points import conversion_site as points_conversion_site
from cofund.steps.points import site as points_site
from cofund.steps.points import spending_site as points_spending_site
from cofund.steps.site import Route

OFFICE = LiveOffice()

ROUTES: dict[str, Route] = {
    "GET /points": points_site.points_page,
    "GET /points/awards/new": points_site.new_award_form,
    "POST /points/awards": points_site.new_award,
    "GET /points/awards/{award}": points_site.award_page,
    "POST /points/awards/{award}": points_site.refile,
    "GET /points/awards/{award}/form": points_site.refile_form,
    "POST /points/awards/{award}/withdraw": points_site.withdraw_award,
    "GET /points/publications": points_spending_site.publications,
    "POST /points/publications": points_spending_site.order,
    "GET /points/publications/{order}": points_spending_site.publication,
    "POST /points/publications/{order}/return": points_spending_site.return_publication,
    "GET /points/conversion": points_conversion_site.conversion,
    "POST /points/conversion": points_conversion_site.convert_points,
}


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect an HTTP API event (payload 2.0); return its answer."""
    return answer(event, ROUTES, office=OFFICE)
