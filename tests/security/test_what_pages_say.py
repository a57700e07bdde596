"""Cases 33, 34, 38, 40 and 41: no secret leaves, no script comes in, headers everywhere."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from urllib.parse import quote

import lxml.html
import pytest

from cofund.aws import step_log
from cofund.models.content import DocumentContent, TableContent
from cofund.models.extraction import Extraction
from cofund.steps.contents import store_content
from cofund.steps.storage import DocumentNote, document_note, note_document
from functions import partner_pages, review_pages
from tests.builders.answers import answer, asked, mailed_code, mailed_links
from tests.builders.claim_files import dinner_papers
from tests.builders.claims import ANNA, a_draft, an_office
from tests.builders.reads import a_party, a_report, an_invoice, read, roubles
from tests.builders.walks import Walk, a_walk
from tests.fakes.office import FakeOffice
from tests.security.browser import Answer, Browser, an_event

EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}"
HTML = "text/html; charset=utf-8"


@pytest.fixture
def office() -> FakeOffice:
    return an_office()


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Catch what the functions log; their logger writes to wherever it was first made.

    Its level is that of the first settings it met, so it is set to the functions' own.
    """
    written = io.StringIO()
    step_log.refused("warm-up", 200, "none")
    logger = logging.getLogger("cofund")
    with monkeypatch.context() as patch:
        before = logger.level
        logger.setLevel(logging.INFO)
        patch.setattr(logger, "disabled", False)
        for handler in logger.handlers:
            patch.setattr(handler, "stream", written)
        yield written
        logger.setLevel(before)


def evil_papers() -> tuple[Extraction, ...]:
    """Give the dinner's papers with a script in every name."""
    party = a_party().model_copy(update={"name": read(EVIL)})
    evil: dict[str, Extraction] = {
        "invoice": an_invoice(seller=party, number=read(EVIL)),
        "event_report": a_report(event_name=read(EVIL), place=read(EVIL)),
    }
    return tuple(evil.get(paper.kind, paper) for paper in dinner_papers())


def evil_walk(office: FakeOffice) -> Walk:
    """Give a claim in review whose names, tables and file names are scripts."""
    walk = a_walk(office, a_draft(office, papers=evil_papers(), claimed=roubles(40_000)))
    walk.read()
    for document_id in walk.papers:
        table = TableContent(name=EVIL[:200], rows=((EVIL, EVIL), (EVIL,)))
        content = DocumentContent(
            document_id=document_id,
            sniffed="xlsx",
            paragraphs=(EVIL,),
            tables=(table,),
            engine="builder",
        )
        store_content(office, walk.claim_id, 1, content)
        note = document_note(office, walk.claim_id, 1, document_id)
        assert isinstance(note, DocumentNote)
        note_document(office, walk.claim_id, 1, note)
    if walk.check() == "review":
        walk.ask()
    return walk


def harmless(html: str) -> None:
    """Check, as a browser parses it, that what came from outside is text and never markup."""
    for element in lxml.html.document_fromstring(html).iter():
        assert not any(name.startswith("on") for name in element.attrib)
        if element.tag == "script":
            assert str(element.get("src")).startswith("/static/")
            assert not element.text
        if element.tag in ("img", "a", "form"):
            address = element.get("src") or element.get("href") or element.get("action") or "/"
            assert address.startswith(("/", "#", "https://cofund.example/"))
    assert "{{7*7}}" in html or "49" not in html


def test_case_38_scripts_in_documents_are_text_on_every_page(office: FakeOffice) -> None:
    walk = evil_walk(office)
    assert walk.claim.state == "in_review"
    partner = Browser(office, "anna")
    review = Browser(office).get(f"/review/{mailed_links(office)[-1]}").body
    harmless(review)
    assert "&lt;script&gt;alert(1)" in review
    for path in (f"/claims/{walk.claim_id}", "/claims", "/balance"):
        harmless(partner.get(path).body)
    answer(office, "return", remark=EVIL, **{"remark.report_window": EVIL})
    walk.end()
    page = partner.get(f"/claims/{walk.claim_id}").body
    harmless(page)
    assert "&lt;script&gt;alert(1)" in page
    for mail in office.mailer.sent:
        harmless(mail.html)


def test_case_38_what_is_typed_comes_back_as_text(office: FakeOffice) -> None:
    form = {"application_id": EVIL, "claimed": EVIL, "sponsor_money": EVIL}
    got = Browser(office, "anna").post("/claims", form | {"participant_count": EVIL})
    assert got.status == 400
    harmless(got.body)
    got = Browser(office).post("/sign-in", {"login": EVIL, "password": EVIL, "next": EVIL})
    harmless(got.body)
    in_review = a_walk(office, a_draft(office, claimed=roubles(40_000))).to_review()
    path = f"/review/{mailed_links(office)[-1]}"
    form = {"csrf": asked(office).link.form_key, "choice": EVIL, "amount": EVIL, "remark": EVIL}
    harmless(Browser(office).post(path, form).body)
    assert in_review.claim.state == "in_review"


@pytest.mark.parametrize("query", ["notice", "next", "back"])
def test_case_38_nothing_from_an_address_is_markup(query: str, office: FakeOffice) -> None:
    browser = Browser(office, "anna")
    for path in ("/claims", "/claims/new", "/balance"):
        harmless(browser.get(f"{path}?{query}={quote(EVIL)}").body)
    harmless(Browser(office).get(f"/sign-in?{query}={quote(EVIL)}").body)


def test_case_40_no_name_breaks_out_of_a_mails_subject(office: FakeOffice) -> None:
    application = office.directory.application("dinner-2026")
    evil = application.activity.model_copy(
        update={"name": "Ужин\r\nBcc: everybody@evil.example\r\n\r\nbody"}
    )
    office.directory.add_application(application.model_copy(update={"activity": evil}))
    walk = a_walk(office).to_review()
    answer(office, "approve")
    walk.end()
    assert len(office.mailer.sent) == 2
    for mail in office.mailer.sent:
        assert "\n" not in mail.subject
        assert "\r" not in mail.subject
        assert mail.to in (ANNA.mail, "rita@vendor.example", "roman@vendor.example")


def test_case_33_the_task_token_is_in_no_mail_page_message_or_log(
    office: FakeOffice, log: io.StringIO
) -> None:
    walk = a_walk(office, a_draft(office, claimed=roubles(40_000))).to_review()
    token, link = walk.token, f"/review/{mailed_links(office)[-1]}"
    seen = [page.body for page in pages_of(office, walk, link)]
    answer(office, "approve")
    walk.end()
    walk.acknowledge()
    seen += [mail.text + mail.html + mail.subject for mail in office.mailer.sent]
    seen += [message.model_dump_json() for message in office.feed.messages]
    assert not any(token in text for text in (*seen, log.getvalue()))
    kept = [
        stored.key.sk for stored in office.items.scan("claims") if token in str(stored.attributes)
    ]
    assert kept == ["TASK#0001"]


def pages_of(office: FakeOffice, walk: Walk, link: str) -> list[Answer]:
    return [
        Browser(office).get(link),
        Browser(office).post(f"{link}/code", {"csrf": asked(office).link.form_key}),
        Browser(office, "anna").get(f"/claims/{walk.claim_id}"),
    ]


def test_case_41_refusals_are_logged_by_name_and_nothing_else(
    office: FakeOffice, log: io.StringIO
) -> None:
    walk = a_walk(office, a_draft(office, claimed=roubles(40_000))).to_review()
    link = f"/review/{mailed_links(office)[-1]}"
    csrf = asked(office).link.form_key
    Browser(office).post(f"{link}/code", {"csrf": csrf})
    code = mailed_code(office)
    form = {"csrf": csrf, "choice": "approve", "remark": "личное слово\nforged line"}
    Browser(office, "anna").post(link, form | {"code": code})
    Browser(office, "boris").get(f"/claims/{walk.claim_id}")
    logged = log.getvalue()
    assert "Forbidden" in logged
    assert "NotFound" in logged
    for secret in (mailed_links(office)[-1], csrf, code, "личное", "forged", ANNA.mail, "Анна"):
        assert secret not in logged


def test_case_34_every_page_says_that_it_is_neither_stored_nor_framed(office: FakeOffice) -> None:
    walk = a_walk(office, a_draft(office, claimed=roubles(40_000))).to_review()
    draft = a_draft(office)
    link = f"/review/{mailed_links(office)[-1]}"
    browser = Browser(office, "anna")
    answers = [
        Browser(office).get(link),
        Browser(office).head(link),
        Browser(office).post(link, {"csrf": "wrong"}),
        Browser(office).get("/review/gone.gone"),
        Browser(office).get("/sign-in"),
        *(browser.get(f"/claims{rest}") for rest in ("", "/new", "/none", f"/{walk.claim_id}")),
        browser.get(f"/claims/{draft.claim.claim_id}/documents"),
        browser.get("/balance"),
    ]
    for got in answers:
        assert got.headers["Content-Type"] == HTML
        assert got.headers["Cache-Control"] == "no-store"
        assert got.headers["Referrer-Policy"] == "same-origin"
        assert got.headers["X-Content-Type-Options"] == "nosniff"
        policy = got.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe-inline" not in policy
        assert "http://" not in policy
    assert "script-src" not in answers[0].headers["Content-Security-Policy"]


def test_case_34_only_the_pages_that_send_files_name_the_storage(office: FakeOffice) -> None:
    draft = a_draft(office)
    browser = Browser(office, "anna")
    documents = browser.get(f"/claims/{draft.claim.claim_id}/documents")
    form = {"kind": "invoice", "content_type": "application/pdf"}
    sending = browser.post(f"/claims/{draft.claim.claim_id}/uploads", form)
    for got in (documents, sending):
        assert (
            f"form-action 'self' {office.storage_origin}"
            in (got.headers["Content-Security-Policy"])
        )
    assert office.storage_origin not in str(browser.get("/claims").headers)


def test_pages_load_nothing_from_elsewhere(office: FakeOffice) -> None:
    a_walk(office, a_draft(office, claimed=roubles(40_000))).to_review()
    browser = Browser(office, "anna")
    pages = [Browser(office).get(f"/review/{mailed_links(office)[-1]}"), browser.get("/claims/new")]
    for got in pages:
        for address in re.findall(r"(?:src|href)=\"([^\"]*)\"", got.body):
            assert address.startswith(("/", "#"))


@pytest.mark.parametrize("route", [*partner_pages.ROUTES, *review_pages.ROUTES])
def test_every_route_of_the_template_is_answered_here(route: str) -> None:
    method, _, pattern = route.partition(" ")
    event = an_event(method, re.sub(r"\{\w+\}", "x", pattern), headers={}, cookies={})
    assert event["routeKey"] == route
