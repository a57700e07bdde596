"""The programme manager's pages, by their routes."""

from typing import Any

from cofund.aws.http import answer
from cofund.aws.live_office import LiveOffice
from cofund.steps.routes import Route, later
from cofund.web import MAX_LIST_BYTES

OFFICE = LiveOffice()

ROUTES: dict[str, Route] = {
    "GET /manage": later("managing.site.manage"),
    "GET /manage/runs": later("managing.site.runs"),
    "GET /manage/runs/{run}/partners.csv": later("managing.site.run_partners_file"),
    "GET /manage/budgets": later("managing.budget_site.budgets"),
    "POST /manage/budgets": later("managing.budget_site.set_cap"),
    "GET /manage/import": later("managing.import_site.import_form"),
    "POST /manage/import": later("managing.import_site.look_at_list"),
    "GET /manage/import/{sent}": later("managing.import_site.import_page"),
    "POST /manage/import/{sent}": later("managing.import_site.take_list"),
    "POST /manage/import/{sent}/keep": later("managing.import_site.keep_list"),
    "GET /manage/partners/{partner}": later("managing.site.partner_funds"),
    "GET /manage/funds/{partner}/{period}": later("managing.journal_site.managed_journal"),
    "GET /manage/funds/{partner}/{period}/journal.csv": later(
        "managing.journal_site.managed_journal_file"
    ),
}
LARGEST = {"POST /manage/import": MAX_LIST_BYTES}


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect an HTTP API event (payload 2.0); return its answer."""
    return answer(event, ROUTES, office=OFFICE, largest=LARGEST)
