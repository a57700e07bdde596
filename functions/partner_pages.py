"""The partner's pages, by their routes; API Gateway has found the route already."""

from typing import Any

from cofund.aws.http import answer
from cofund.aws.live_office import LiveOffice
from cofund.steps import (
    partner_site,
    precheck_site,
    replying_site,
    request_site,
    sign_in_site,
    stand_in_site,
    upload_site,
)
from cofund.steps.managing import journal_site
from cofund.steps.site import Route

OFFICE = LiveOffice()

ROUTES: dict[str, Route] = {
    "GET /": partner_site.home,
    "GET /sign-in": sign_in_site.sign_in_form,
    "POST /sign-in": sign_in_site.sign_in,
    "POST /sign-out": sign_in_site.sign_out,
    "GET /language/{locale}": sign_in_site.choose_language,
    "GET /balance": partner_site.balance,
    "GET /balance/{period}": journal_site.own_journal,
    "GET /balance/{period}/journal.csv": journal_site.own_journal_file,
    "GET /claims": partner_site.claims,
    "GET /claims/new": partner_site.new_claim_form,
    "POST /claims": partner_site.new_claim,
    "GET /claims/{claim}": partner_site.claim_page,
    "GET /claims/{claim}/request": request_site.request_form,
    "POST /claims/{claim}/request": request_site.change,
    "GET /claims/{claim}/documents": upload_site.documents,
    "POST /claims/{claim}/uploads": upload_site.uploads,
    "GET /claims/{claim}/uploaded": upload_site.uploaded,
    "POST /claims/{claim}/documents/{document}/remove": upload_site.remove,
    "GET /claims/{claim}/precheck": precheck_site.precheck_page,
    "POST /claims/{claim}/precheck": precheck_site.begin_precheck,
    "POST /claims/{claim}/submit": partner_site.submit_claim,
    "POST /claims/{claim}/revise": partner_site.revise_claim,
    "POST /claims/{claim}/person": partner_site.ask_for_person,
    "POST /claims/{claim}/answer": replying_site.answer,
    "POST /claims/{claim}/dispute": replying_site.dispute_claim,
    "POST /claims/{claim}/withdraw": partner_site.withdraw_claim,
    "GET /partners": stand_in_site.partners,
    "POST /partners": stand_in_site.choose_partner,
    "GET /static/{file}": sign_in_site.static,
}


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect an HTTP API event (payload 2.0); return its answer."""
    return answer(event, ROUTES, office=OFFICE)
