"""The partner's pages, by their routes; API Gateway has found the route already."""

from typing import Any

from cofund.aws.http import answer
from cofund.aws.live_office import LiveOffice
from cofund.steps.routes import Route, later

OFFICE = LiveOffice()

ROUTES: dict[str, Route] = {
    "GET /": later("partner_site.home"),
    "GET /sign-in": later("sign_in_site.sign_in_form"),
    "POST /sign-in": later("sign_in_site.sign_in"),
    "POST /sign-out": later("sign_in_site.sign_out"),
    "GET /language/{locale}": later("sign_in_site.choose_language"),
    "GET /balance": later("partner_site.balance"),
    "GET /balance/{period}": later("managing.journal_site.own_journal"),
    "GET /balance/{period}/journal.csv": later("managing.journal_site.own_journal_file"),
    "GET /claims": later("partner_site.claims"),
    "GET /claims/new": later("partner_site.new_claim_form"),
    "POST /claims": later("partner_site.new_claim"),
    "GET /claims/{claim}": later("partner_site.claim_page"),
    "GET /claims/{claim}/request": later("request_site.request_form"),
    "POST /claims/{claim}/request": later("request_site.change"),
    "GET /claims/{claim}/documents": later("upload_site.documents"),
    "POST /claims/{claim}/uploads": later("upload_site.uploads"),
    "GET /claims/{claim}/uploaded": later("upload_site.uploaded"),
    "POST /claims/{claim}/documents/{document}/remove": later("upload_site.remove"),
    "GET /claims/{claim}/precheck": later("precheck_site.precheck_page"),
    "POST /claims/{claim}/precheck": later("precheck_site.begin_precheck"),
    "POST /claims/{claim}/submit": later("partner_site.submit_claim"),
    "POST /claims/{claim}/revise": later("partner_site.revise_claim"),
    "POST /claims/{claim}/person": later("partner_site.ask_for_person"),
    "POST /claims/{claim}/answer": later("replying_site.answer"),
    "POST /claims/{claim}/dispute": later("replying_site.dispute_claim"),
    "POST /claims/{claim}/withdraw": later("partner_site.withdraw_claim"),
    "GET /partners": later("stand_in_site.partners"),
    "POST /partners": later("stand_in_site.choose_partner"),
    "GET /static/{file}": later("sign_in_site.static"),
}


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect an HTTP API event (payload 2.0); return its answer."""
    return answer(event, ROUTES, office=OFFICE)
