"""Cases 9, 10, 13, 20, 21 and 44 at the form: what partners send, and what programs send."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cofund.aws.http import answer
from cofund.errors import NotAccepted, NotInThisState
from cofund.models.claim import MAX_DOCUMENT_BYTES, MAX_DOCUMENTS
from cofund.steps.claiming import submit
from cofund.steps.extractions import find_extraction
from cofund.steps.reading import interpret_document, scan_document, start_review
from cofund.steps.storage import document_note, find_assessment
from cofund.steps.uploading import (
    MAX_TICKETS,
    TicketRequest,
    remove_document,
    sent_files,
    upload_ticket,
)
from tests.builders.answers import mailed_links
from tests.builders.claims import ANNA, BORIS, a_draft, an_office, read_as, send_file
from tests.builders.reads import roubles
from tests.builders.walks import Walk, a_walk
from tests.fakes.office import FakeOffice
from tests.security.browser import ORIGIN, ROUTES, Answer, Browser, an_event, everything

ASKED = {"kind": "invoice", "content_type": "application/pdf", "file_name": "a.pdf"}


@pytest.fixture
def office() -> FakeOffice:
    return an_office()


def asked(browser: Browser, claim_id: str, body: Any) -> Answer:
    """Ask for a ticket as the page's script does."""
    return browser.send(
        "POST",
        f"/claims/{claim_id}/uploads",
        headers={
            "origin": ORIGIN,
            "content-type": "application/json",
            "x-csrf": browser.form_key,
        },
        body=body if isinstance(body, bytes) else json.dumps(body).encode(),
    )


def test_case_9_what_comes_with_an_old_ticket_after_the_submission_is_ignored(
    office: FakeOffice,
) -> None:
    draft = a_draft(office)
    ticket = upload_ticket(
        draft.claim, TicketRequest.model_validate(ASKED), redirect_to=None, office=office
    )
    office.files.arrive(ticket, b"%PDF as submitted")
    claim = draft.submitted(office)
    office.files.arrive(ticket, b"%PDF as changed afterwards")
    start_review(claim.claim_id, 1, office=office)
    scan_document(claim.claim_id, 1, ticket.document_id, office=office)
    interpret_document(claim.claim_id, 1, ticket.document_id, office=office)
    kept = f"originals/{claim.claim_id}/0001/{ticket.document_id}"
    assert office.files.read("evidence", kept, limit=100) == b"%PDF as submitted"


def test_case_9_after_the_submission_there_is_no_ticket(office: FakeOffice) -> None:
    draft = a_draft(office)
    claim = draft.submitted(office)
    for stale in (draft.claim, claim):
        with pytest.raises(NotInThisState):
            upload_ticket(
                stale, TicketRequest.model_validate(ASKED), redirect_to=None, office=office
            )
    browser = Browser(office, "anna")
    before = everything(office)
    assert asked(browser, claim.claim_id, ASKED).status == 409
    assert browser.post(f"/claims/{claim.claim_id}/documents/id-0002/remove").status == 409
    assert everything(office) == before


def test_case_10_the_21st_document_is_refused(office: FakeOffice) -> None:
    draft = a_draft(office)
    browser = Browser(office, "anna")
    for _ in range(MAX_DOCUMENTS - len(draft.papers)):
        assert asked(browser, draft.claim.claim_id, ASKED).status == 201
    refused = asked(browser, draft.claim.claim_id, ASKED)
    assert refused.status == 409
    assert json.loads(refused.body) == {"error": {"code": "too_many"}}
    assert browser.post(f"/claims/{draft.claim.claim_id}/uploads", ASKED).status == 429
    remove_document(draft.claim, next(iter(draft.papers)), by="anna", office=office)
    assert asked(browser, draft.claim.claim_id, ASKED).status == 201


def test_removing_one_document_twice_makes_room_for_one(office: FakeOffice) -> None:
    draft = a_draft(office)
    first = next(iter(draft.papers))
    for _ in range(3):
        remove_document(draft.claim, first, by="anna", office=office)
    assert len(sent_files(draft.claim, office=office)) == len(draft.papers) - 1
    browser = Browser(office, "anna")
    for _ in range(MAX_DOCUMENTS - len(draft.papers) + 1):
        assert asked(browser, draft.claim.claim_id, ASKED).status == 201
    assert asked(browser, draft.claim.claim_id, ASKED).status == 409


def test_who_changes_their_mind_often_still_sees_what_arrived(office: FakeOffice) -> None:
    draft = a_draft(office)
    for number in range(60):
        again = send_file(office, draft.claim, kind="photo", content=b"%d" % number)
        remove_document(draft.claim, again, by="anna", office=office)
    last = send_file(office, draft.claim, kind="photo", content=b"the last")
    arrived = {file.document_id for file in sent_files(draft.claim, office=office)}
    assert arrived == {*draft.papers, last}
    assert all(file.storage_version for file in sent_files(draft.claim, office=office))


def test_tickets_of_one_version_are_bounded(office: FakeOffice) -> None:
    draft = a_draft(office)
    browser = Browser(office, "anna")
    statuses = []
    for _ in range(MAX_TICKETS):
        got = asked(browser, draft.claim.claim_id, ASKED)
        statuses.append(got.status)
        if got.status == 201:
            document_id = json.loads(got.body)["document_id"]
            remove_document(draft.claim, document_id, by="anna", office=office)
    assert statuses.count(201) == MAX_TICKETS - len(draft.papers)
    assert set(statuses) == {201, 409}


def test_a_claim_larger_than_its_bound_is_not_submitted(office: FakeOffice) -> None:
    draft = a_draft(office)
    for _ in range(7):
        asked_for = TicketRequest.model_validate(ASKED)
        ticket = upload_ticket(draft.claim, asked_for, redirect_to=None, office=office)
        office.files.arrive(ticket, b"x" * MAX_DOCUMENT_BYTES)
    with pytest.raises(NotAccepted):
        draft.submitted(office)
    assert Browser(office, "anna").post(f"/claims/{draft.claim.claim_id}/submit").status == 400
    assert office.claims.get(draft.claim.claim_id).state == "draft"


def test_case_13_an_infected_document_stops_no_claim(office: FakeOffice) -> None:
    walk = a_walk(office)
    claim = office.claims.version(walk.claim_id, 1)
    infected = next(one for one in claim.documents if one.declared_kind == "event_programme")
    office.scanner.tell(infected.storage_key, infected.storage_version, "infected")
    start_review(walk.claim_id, 1, office=office)
    for document in claim.documents:
        read_or_refused(walk, document.document_id)
    note = document_note(office, walk.claim_id, 1, infected.document_id)
    assert note is not None
    assert (note.reason, note.area) == ("infected", None)
    walk.check()
    assert walk.claim.state in ("returned", "in_review")
    assessment = find_assessment(office, walk.claim_id, 1)
    assert assessment is not None
    told = [f for f in assessment.findings if f.document_id == infected.document_id]
    assert any("infected" in str(f.params) for f in told)


@pytest.mark.parametrize("verdict", ["failed", None])
def test_case_14_a_scan_that_fails_or_never_answers_refuses_the_document(
    verdict: Any, office: FakeOffice
) -> None:
    walk = a_walk(office)
    document = office.claims.version(walk.claim_id, 1).documents[0]
    office.scanner.tell(document.storage_key, document.storage_version, verdict)
    start_review(walk.claim_id, 1, office=office)
    if verdict is not None:
        found = scan_document(walk.claim_id, 1, document.document_id, office=office)
        assert found == "refused"
    interpret_document(walk.claim_id, 1, document.document_id, office=office)
    extraction = find_extraction(office, walk.claim_id, 1, document.document_id)
    assert extraction is not None
    assert extraction.kind == "unreadable"
    assert extraction.reason == "scan_failed"


def read_or_refused(walk: Walk, document_id: str) -> None:
    which = (walk.claim_id, 1, document_id)
    if scan_document(*which, office=walk.office) == "refused":
        interpret_document(*which, office=walk.office)
        return
    claim = walk.office.claims.version(walk.claim_id, 1)
    read_as(walk.office, claim, walk.papers[document_id], document_id)


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "..\\..\\boot.ini",
        "invoice\u202efdp.exe",
        "a\r\nSet-Cookie: x=1.pdf",
        "x" * 5_000 + ".pdf",
        "счёт " * 60 + ".pdf",
        '"><script>alert(1)</script>.pdf',
        "\x00.pdf",
        "=cmd|'/c calc'!A0.csv",
        "\u200b",
    ],
)
def test_case_20_a_file_name_is_shown_and_never_obeyed(name: str, office: FakeOffice) -> None:
    draft = a_draft(office)
    browser = Browser(office, "anna")
    got = asked(browser, draft.claim.claim_id, ASKED | {"file_name": name})
    assert got.status == 201
    ticket = json.loads(got.body)
    assert ticket["fields"]["key"].endswith(f"/0001/{ticket['document_id']}")
    (file,) = [
        one
        for one in sent_files(draft.claim, office=office)
        if one.document_id == ticket["document_id"]
    ]
    assert 0 < len(file.file_name) <= 200
    assert not set(file.file_name) & set("\r\n\x00\u202e\u200b")
    page = browser.get(f"/claims/{draft.claim.claim_id}/documents")
    assert page.status == 200
    assert "<script>alert" not in page.body
    assert all("\n" not in value and "\r" not in value for value in page.headers.values())


def test_a_long_name_keeps_its_ending() -> None:
    name = "Очень длинное имя " * 30 + ".xlsx"
    asked_for = TicketRequest.model_validate(ASKED | {"file_name": name})
    assert len(asked_for.file_name) == 200
    assert asked_for.file_name.endswith(".xlsx")


def test_case_21_a_second_claim_with_the_same_bytes_is_noticed(office: FakeOffice) -> None:
    first = a_walk(office)
    first.read()
    first.check()
    content = {
        document.document_id: office.files.read(
            "quarantine", document.storage_key, limit=MAX_DOCUMENT_BYTES
        )
        for document in first.claim.documents
    }
    draft = a_draft(office, claimed=roubles(1))
    for document_id, paper in list(draft.papers.items()):
        remove_document(draft.claim, document_id, by="anna", office=office)
        del draft.papers[document_id]
        original = next(old for old, was in first.papers.items() if was.kind == paper.kind)
        sent = send_file(office, draft.claim, kind=paper.kind, content=content[original])
        draft.papers[sent] = paper
    second = a_walk(office, draft)
    second.read()
    second.check()
    assessment = find_assessment(office, second.claim_id, 1)
    assert assessment is not None
    found = {f.rule for f in assessment.findings if f.verdict == "fail"}
    assert {"same_file_elsewhere", "same_invoice_elsewhere"} <= found
    assert len(mailed_links(office)) == 0


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{",
        b"\xff\xfe",
        b"[" * 30_000,
        b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
        json.dumps(ASKED | {"size_bytes": 10**39}).encode(),
        json.dumps(ASKED | {"size_bytes": -1}).encode(),
        json.dumps(ASKED | {"size_bytes": 0}).encode(),
        b'{"kind":"invoice","content_type":"application/pdf","file_name":"a","size_bytes":NaN}',
        b'{"kind":"invoice","content_type":"application/pdf","file_name":"a","size_bytes":1e400}',
        json.dumps(ASKED | {"size_bytes": MAX_DOCUMENT_BYTES + 1}).encode(),
        json.dumps(ASKED | {"kind": "unreadable"}).encode(),
        json.dumps(ASKED | {"content_type": "text/html"}).encode(),
        json.dumps(ASKED | {"content_type": "image/svg+xml"}).encode(),
        json.dumps(ASKED | {"acl": "public-read"}).encode(),
        json.dumps(ASKED | {"file_name": None}).encode(),
        b'{"kind":"invoice","content_type":"application/pdf","file_name":"\\ud800"}',
    ],
    ids=lambda body: str(body[:60]),
)
def test_case_44_a_question_out_of_bounds_gets_no_ticket(body: bytes, office: FakeOffice) -> None:
    draft = a_draft(office)
    before = everything(office)
    got = asked(Browser(office, "anna"), draft.claim.claim_id, body)
    assert got.status == 400
    assert json.loads(got.body)["error"]["code"] == "not_accepted"
    assert {key for key in everything(office) if key not in before} <= {
        key for key in everything(office) if key.pk.startswith("SESSION#")
    }


def test_case_44_a_body_larger_than_any_form_is_refused(office: FakeOffice) -> None:
    draft = a_draft(office)
    browser = Browser(office, "anna")
    for path in ("/claims", f"/claims/{draft.claim.claim_id}/uploads", "/sign-in"):
        assert browser.post(path, {"claimed": "1" * 70_000}).status == 400
    assert office.claims.of_partner("integrator")[0].state == "draft"


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        ({"claimed": "NaN"}, ["claimed"]),
        ({"claimed": "1e400"}, ["claimed"]),
        ({"claimed": "9" * 39}, ["claimed"]),
        ({"claimed": "0"}, ["claimed"]),
        ({"claimed": "-5"}, ["claimed"]),
        ({"claimed": "x" * 4_000}, ["claimed"]),
        ({"sponsor_money": "-1"}, ["sponsor_money"]),
        ({"sponsor_money": "1.234"}, ["sponsor_money"]),
        ({"participant_count": "100001"}, ["participant_count"]),
        ({"participant_count": "1e9"}, ["participant_count"]),
        ({"application_id": ""}, ["application_id"]),
        ({"application_id": "../x"}, ["application_id"]),
        ({"application_id": "x" * 4_000}, ["application_id"]),
    ],
    ids=lambda value: str(value)[:40],
)
def test_case_44_a_new_claim_with_impossible_values_is_not_opened(
    form: dict[str, str], fields: list[str], office: FakeOffice
) -> None:
    right = {"application_id": "dinner-2026", "claimed": "100", "sponsor_money": ""}
    got = Browser(office, "anna").post("/claims", right | form)
    assert got.status == 400
    assert all(f"f-{name}" in got.body for name in fields)
    assert office.claims.of_partner("integrator") == []


def test_a_body_that_is_not_base64_as_it_says_is_refused(office: FakeOffice) -> None:
    event = an_event("POST", "/sign-in", headers={"origin": ORIGIN}, cookies={})
    broken = event | {"body": "***", "isBase64Encoded": True}
    assert answer(broken, ROUTES, office=office)["statusCode"] == 400


def test_somebody_elses_document_in_ones_own_claim_is_none(office: FakeOffice) -> None:
    theirs = a_draft(office, person=BORIS, application_id="other-dinner")
    mine = a_draft(office)
    before = everything(office)
    remove_document(mine.claim, next(iter(theirs.papers)), by="anna", office=office)
    assert everything(office) == before
    submit(mine.claim, ANNA, office=office)
    assert office.claims.get(theirs.claim.claim_id).state == "draft"
