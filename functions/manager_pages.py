"""The programme manager's pages, by their routes."""

from typing import Any

from cofund.aws.http import answer
from cofund.aws.live_office import LiveOffice
from cofund.steps.managing import import_site, journal_site
from cofund.steps.managing import site as manager_site
from cofund.steps.site import Route

OFFICE = LiveOffice()

ROUTES: dict[str, Route] = {
    "GET /manage": manager_site.manage,
    "GET /manage/runs": manager_site.runs,
    "GET /manage/import": import_site.import_form,
    "POST /manage/import": import_site.look_at_list,
    "GET /manage/import/{sent}": import_site.import_page,
    "POST /manage/import/{sent}": import_site.take_list,
    "POST /manage/import/{sent}/keep": import_site.keep_list,
    "GET /manage/partners/{partner}": manager_site.partner_funds,
    "GET /manage/funds/{partner}/{period}": journal_site.managed_journal,
    "GET /manage/funds/{partner}/{period}/journal.csv": journal_site.managed_journal_file,
}
LARGEST = {"POST /manage/import": import_site.LARGEST_FORM}


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect an HTTP API event (payload 2.0); return its answer."""
    return answer(event, ROUTES, office=OFFICE, largest=LARGEST)
