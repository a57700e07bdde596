"""The partner's pages, by their routes; API Gateway has found the route already."""

from typing import Any

from cofund.aws.http import answer
from cofund.aws.live_office import LiveOffice
from cofund.steps import partner_site as site
from cofund.steps.site import Route

OFFICE = LiveOffice()

ROUTES: dict[str, Route] = {
    "GET /": site.home,
    "GET /sign-in": site.sign_in_form,
    "POST /sign-in": site.sign_in,
    "POST /sign-out": site.sign_out,
    "GET /language/{locale}": site.choose_language,
    "GET /balance": site.balance,
    "GET /claims": site.claims,
    "GET /claims/new": site.new_claim_form,
    "POST /claims": site.new_claim,
    "GET /claims/{claim}": site.claim_page,
    "GET /claims/{claim}/documents": site.documents,
    "POST /claims/{claim}/uploads": site.uploads,
    "GET /claims/{claim}/uploaded": site.uploaded,
    "POST /claims/{claim}/documents/{document}/remove": site.remove,
    "POST /claims/{claim}/submit": site.submit_claim,
    "POST /claims/{claim}/revise": site.revise_claim,
    "POST /claims/{claim}/person": site.ask_for_person,
    "POST /claims/{claim}/withdraw": site.withdraw_claim,
    "GET /static/{file}": site.static,
}


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect an HTTP API event (payload 2.0); return its answer."""
    return answer(event, ROUTES, office=OFFICE)
