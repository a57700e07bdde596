"""Views of one story for page tests: a business dinner's claim, from draft to paid."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from cofund.models.approval import Approval, Decision, Dispute, InformationRequest, Remark
from cofund.models.assessment import (
    Assessment,
    BalanceFacts,
    CountValue,
    DateValue,
    Finding,
    KindsValue,
    MoneyValue,
    ReasonValue,
    TextValue,
    Waterfall,
    WaterfallStep,
    WaterfallStepName,
)
from cofund.models.changes import Changes, DocumentChange, RequestChange
from cofund.models.claim import (
    Activity,
    Application,
    Claim,
    ClaimRequest,
    ClaimState,
    Document,
    Partner,
    UploadTicket,
)
from cofund.models.correction import CorrectAmount, CorrectKind, CorrectNumber, CorrectText
from cofund.models.evidence import Box, Evidence
from cofund.models.ledger import FundKey, LimitKey
from cofund.models.standing import Balance, SouvenirLimit
from cofund.money import Money
from cofund.pages.views.fields import CorrectionForm, CorrectionShown, FieldToCorrect
from cofund.pages.views.frame import DocumentLine, Frame, Reader
from cofund.pages.views.partner import (
    AcceptedType,
    ApplicationChoice,
    BalanceView,
    ClaimLine,
    ClaimsView,
    ClaimView,
    ClawbackLine,
    DocumentsView,
    FundLine,
    NewClaimView,
    PartnerChoice,
    PartnersView,
    PrecheckLine,
    PrecheckView,
    SendFileView,
    TimelineEntry,
)
from cofund.pages.views.review import (
    CellShown,
    CodeProof,
    Highlight,
    LineShown,
    Mark,
    NothingShown,
    PageShown,
    PagesShown,
    ReviewDocument,
    ReviewView,
    RowShown,
    TableShown,
    TextShown,
    ValueShown,
)

CLAIM_ID = "7f3a9c0e5d1b48a2b6c4d8e0f1a2b3c4"
"""As long as real ones: pages have to bear it."""
NOW = datetime(2026, 11, 3, 9, 30, tzinfo=UTC)
ZONE = "Europe/Moscow"
FUND = FundKey(programme="it-vendor", partner="p-primer", period="2026Q4")
ACTIVITY = Activity(
    activity_type="business_dinner",
    name="Деловой ужин «Небывалые облака»",
    first_day=date(2026, 10, 15),
    last_day=date(2026, 10, 15),
    place="Москва, ресторан «Выдуманный»",
    goal="new_customers",
    planned_cost=Money(amount_minor=400_000_00, currency="RUB"),
)


def roubles(amount: int) -> Money:
    """Give whole roubles."""
    return Money(amount_minor=amount * 100, currency="RUB")


APPLICATION = Application(
    application_id="a-77",
    partner_id="p-primer",
    programme="it-vendor",
    programme_version="2026.1",
    activity=ACTIVITY,
    submitted_at=datetime(2026, 9, 20, 9, 0, tzinfo=UTC),
    approved_at=datetime(2026, 9, 24, 9, 0, tzinfo=UTC),
    approved_amount=roubles(180_000),
    fund=FUND,
)
PARTNER = Partner(
    partner_id="p-primer",
    name="ООО «Примерный Интегратор»",
    inn="7707083893",
    kpp="770701001",
    level="gold",
    turnover=roubles(18_000_000),
    deducts_vat=True,
    erp_number="000123",
    programme="it-vendor",
)
FILE_NAMES = ("Счёт 118 от 12.10.2026.pdf", "участники.xlsx", "платёжка.pdf")


def frame(**changes: object) -> Frame:
    """Give a signed-in partner's frame."""
    reader = Reader(name="Анна Примерова", organisation=PARTNER.name)
    fields = {"zone": ZONE, "path": "/claims", "reader": reader, "csrf": "form-key", **changes}
    return Frame.model_validate(fields)


def stand_in_frame() -> Frame:
    """Give the frame of a manager who acts for the partner."""
    reader = Reader(name="Марина Главная", organisation=PARTNER.name, stands_in=True)
    return frame(reader=reader)


def partners_view(**changes: object) -> PartnersView:
    """Give the page on which a manager chooses a partner, some of them not shown."""
    other = PartnerChoice(
        partner_id="p-other", name="АО «Небывалые облака и сети»", inn="5000000009"
    )
    fields = {
        "frame": frame(reader=Reader(name="Марина Главная", manages=True), path="/partners"),
        "partners": (
            PartnerChoice(partner_id=PARTNER.partner_id, name=PARTNER.name, inn=PARTNER.inn),
            other,
        ),
        "more": 3,
        **changes,
    }
    return PartnersView.model_validate(fields)


def clawback(amount: int) -> ClawbackLine:
    """Give money that was taken back."""
    reason = "Участников было меньше, чем в списке"
    return ClawbackLine(amount=roubles(amount), reason=reason, at=NOW)


def claim(state: ClaimState = "in_review", **changes: object) -> Claim:
    """Give the claim in a state."""
    kinds = ("invoice", "participant_list", "payment_order")
    documents = tuple(
        Document.model_validate(
            {
                "document_id": f"d{number}",
                "declared_kind": kind,
                "file_name": file_name,
                "content_type": "application/pdf",
                "size_bytes": 48_000 * number,
                "storage_key": f"k{number}",
                "storage_version": "1",
            }
        )
        for number, (kind, file_name) in enumerate(zip(kinds, FILE_NAMES, strict=True), start=1)
    )
    request = ClaimRequest(
        application_id="a-77",
        claimed=roubles(180_000),
        sponsor_money=roubles(20_000),
        participant_count=24,
    )
    fields = {
        "claim_id": CLAIM_ID,
        "version": 1,
        "partner_id": "p-primer",
        "application_id": "a-77",
        "request": request,
        "state": state,
        "revision": 4,
        "opened_at": NOW,
        "opened_by": "anna",
        "edited_by": "anna",
        "submitted_at": NOW,
        "documents": documents,
        **changes,
    }
    return Claim.model_validate(fields)


def evidence(document_id: str = "d1", text: str = "Авиабилеты Москва – Сочи") -> Evidence:
    """Give a place on an invoice's page."""
    return Evidence(
        document_id=document_id, page=1, text=text, box=Box(x0=60, top=250, x1=260, bottom=264)
    )


def findings() -> tuple[Finding, ...]:
    """Give one finding of each effect, an unclear one and one that passed."""
    late = {
        "came": DateValue(value=date(2026, 11, 20)),
        "latest": DateValue(value=date(2026, 11, 14)),
    }
    flight = {
        "document": TextValue(value=FILE_NAMES[0]),
        "words": TextValue(value="авиабилеты"),
        "amount": MoneyValue(value=roubles(48_000)),
    }
    kinds = {
        "document": TextValue(value=FILE_NAMES[2]),
        "declared": KindsValue(value=("payment_order",)),
        "read": KindsValue(value=("receipt",)),
    }
    unread = {
        "document": TextValue(value=FILE_NAMES[1]),
        "reason": ReasonValue(value="encrypted"),
    }
    return (
        Finding(
            rule="claim_window",
            verdict="pass",
            message="in_time",
            params={**late, "came": DateValue(value=date(2026, 11, 3))},
        ),
        Finding(
            rule="required_documents",
            verdict="fail",
            effect="return",
            message="missing",
            params={"missing": KindsValue(value=("event_report", "event_programme"))},
            source="Deck: eligible activities, proof",
        ),
        Finding(rule="claim_window", verdict="fail", effect="return", message="late", params=late),
        Finding(
            rule="ineligible_lines",
            verdict="fail",
            effect="deduct",
            message="never_refunded",
            params=flight,
            evidence=(evidence(),),
            source="Deck: not eligible",
            document_id="d1",
            deducted=roubles(48_000),
        ),
        Finding(
            rule="document_readable",
            verdict="unclear",
            effect="review",
            message="unreadable",
            params=unread,
            document_id="d2",
        ),
        Finding(
            rule="declared_kind",
            verdict="fail",
            effect="note",
            message="another",
            params=kinds,
            document_id="d3",
        ),
    )


def waterfall() -> Waterfall:
    """Give the way from 400 000 of cost to 156 000."""
    stops: tuple[tuple[WaterfallStepName, int, str], ...] = (
        ("invoiced", 400_000, ""),
        ("ineligible_lines", 352_000, ""),
        ("unproven_payment", 352_000, ""),
        ("sponsor_money", 332_000, ""),
        ("refund_share", 166_000, "50 %"),
        ("activity_cap", 166_000, "500 000 RUB"),
        ("approved_amount", 166_000, ""),
        ("fund_balance", 156_000, ""),
    )
    steps, before = [], stops[0][1]
    for name, after, term in stops:
        steps.append(
            WaterfallStep(
                step=name,
                before=roubles(before),
                after=roubles(after),
                term=term,
                source=f"Claim {CLAIM_ID}" if name == "approved_amount" else "",
            )
        )
        before = after
    return Waterfall(steps=tuple(steps), claimable=roubles(156_000), souvenir_part=roubles(0))


def assessment(*chosen: Finding) -> Assessment:
    """Give the judgement with these findings, or with all of the story's."""
    return Assessment(
        claim_id=CLAIM_ID,
        version=1,
        programme="it-vendor",
        programme_version="2026.1",
        assessed_at=NOW,
        findings=chosen or findings(),
        waterfall=waterfall(),
        balances=BalanceFacts(
            fund=FUND,
            available=roubles(120_000),
            reserved_for_activity=roubles(180_000),
            fund_open=True,
        ),
    )


def lines() -> tuple[DocumentLine, ...]:
    """Give the documents' lines: read, unreadable, recognised as another kind."""
    return (
        DocumentLine(
            document_id="d1",
            kind="invoice",
            file_name=FILE_NAMES[0],
            size_bytes=48_000,
            status="read",
            found_kind="invoice",
        ),
        DocumentLine(
            document_id="d2",
            kind="participant_list",
            file_name=FILE_NAMES[1],
            size_bytes=1_960_000,
            status="unreadable",
            reason="encrypted",
        ),
        DocumentLine(
            document_id="d3",
            kind="payment_order",
            file_name=FILE_NAMES[2],
            size_bytes=144_000,
            status="read",
            found_kind="receipt",
        ),
    )


def timeline() -> tuple[TimelineEntry, ...]:
    """Give the claim's way into review."""
    ways: tuple[tuple[ClaimState, str], ...] = (
        ("draft", "partner"),
        ("submitted", "partner"),
        ("reading", "cofund"),
        ("checked", "cofund"),
        ("in_review", "cofund"),
    )
    return tuple(
        TimelineEntry.model_validate(
            {"state": state, "version": 1, "at": NOW.replace(minute=30 + minute), "who": who}
        )
        for minute, (state, who) in enumerate(ways)
    )


def decision(**changes: object) -> Decision:
    """Give an approval of a part, with a remark."""
    fields = {
        "claim_id": CLAIM_ID,
        "version": 1,
        "outcome": "approved",
        "amount": roubles(150_000),
        "decided_at": NOW,
        "decided_by": ("reviewer.one",),
        "remarks": (Remark(text="Перелёт не возмещается."),),
        **changes,
    }
    return Decision.model_validate(fields)


def question(number: int = 1, **changes: object) -> InformationRequest:
    """Give a reviewer's question that is open."""
    fields = {
        "claim_id": CLAIM_ID,
        "version": 1,
        "number": number,
        "question": "Кто вёл ужин?\nВ отчёте указаны два ведущих, в программе один.",
        "asked_by": "reviewer.one",
        "asked_at": NOW,
        "answer_until": date(2026, 11, 13),
        **changes,
    }
    return InformationRequest.model_validate(fields)


def answered(number: int = 1) -> InformationRequest:
    """Give a reviewer's question with its answer."""
    answer = "Вёл Семён Выдуманный, второй ведущий заболел."
    said = {"outcome": "answered", "answer": answer, "closed_at": NOW}
    return question(number, **said)


def dispute() -> Dispute:
    """Give why the partner disagrees with version 1."""
    return Dispute(
        claim_id=CLAIM_ID,
        version=2,
        disputes=1,
        text="Перелёта в счёте нет: это аренда зала «Перелёт».",
        filed_by="anna",
        filed_at=NOW,
    )


def claim_view(state: ClaimState = "returned", **changes: object) -> ClaimView:
    """Give the partner's page of the claim."""
    fields = {
        "frame": frame(path=f"/claims/{CLAIM_ID}"),
        "claim": claim(state),
        "application": APPLICATION,
        "activity_type": "Деловой ужин",
        "timeline": timeline(),
        "documents": lines(),
        "assessment": assessment(),
        "actions": ("revise", "person", "withdraw"),
        "do_until": date(2026, 11, 18),
        **changes,
    }
    return ClaimView.model_validate(fields)


def documents_view(**changes: object) -> DocumentsView:
    """Give the documents page of a draft."""
    fields = {
        "frame": frame(path=f"/claims/{CLAIM_ID}/documents"),
        "claim_id": CLAIM_ID,
        "activity": ACTIVITY,
        "documents": tuple(
            line.model_copy(update={"status": "arrived", "reason": None, "found_kind": None})
            for line in lines()
        ),
        "needed": (("event_report",), ("act", "upd")),
        "kinds": ("invoice", "act", "upd", "payment_order", "participant_list", "event_report"),
        "accepted": (
            AcceptedType(content_type="application/pdf", extensions=(".pdf",)),
            AcceptedType(content_type="image/jpeg", extensions=(".jpg", ".jpeg")),
            AcceptedType(content_type="text/csv", extensions=(".csv",)),
        ),
        "remaining": 17,
        "remaining_bytes": 98 * 1024 * 1024,
        "storage_origin": "https://quarantine.example",
        **changes,
    }
    return DocumentsView.model_validate(fields)


def precheck_line(**changes: object) -> PrecheckLine:
    """Give how a draft's pre-check stands: done, and nothing has changed."""
    fields = {"state": "done", "begun_at": NOW, "changed": False, **changes}
    return PrecheckLine.model_validate(fields)


def precheck_view(**changes: object) -> PrecheckView:
    """Give the page of a draft's pre-check."""
    fields = {
        "frame": frame(path=f"/claims/{CLAIM_ID}/precheck"),
        "claim_id": CLAIM_ID,
        "version": 1,
        "activity": ACTIVITY,
        "precheck": precheck_line(),
        "left": 12,
        "assessment": assessment(),
        "documents": lines(),
        "do_until": date(2026, 11, 18),
        **changes,
    }
    return PrecheckView.model_validate(fields)


def send_file_view(**changes: object) -> SendFileView:
    """Give the one-file form."""
    ticket = UploadTicket(
        document_id="d4",
        url="https://quarantine.example/",
        fields={"key": "c/1/d4", "Content-Type": "application/pdf", "policy": "eyJ9"},
        expires_at=NOW,
    )
    fields = {
        "frame": frame(path=f"/claims/{CLAIM_ID}/uploads"),
        "claim_id": CLAIM_ID,
        "kind": "act",
        "accepted": AcceptedType(content_type="application/pdf", extensions=(".pdf",)),
        "ticket": ticket,
        "storage_origin": "https://quarantine.example",
        **changes,
    }
    return SendFileView.model_validate(fields)


def new_claim_view(**changes: object) -> NewClaimView:
    """Give the empty form of a new claim."""
    souvenirs = ACTIVITY.model_copy(update={"name": "Сувениры к Новому году"})
    fields = {
        "frame": frame(path="/claims/new"),
        "currency": "RUB",
        "applications": (
            ApplicationChoice(
                application_id="a-77",
                activity=ACTIVITY,
                activity_type="Деловой ужин",
                approved_amount=roubles(180_000),
                claim_by=date(2026, 11, 14),
            ),
            ApplicationChoice(
                application_id="a-78",
                activity=souvenirs,
                activity_type="Сувениры",
                approved_amount=roubles(60_000),
                left=roubles(18_000),
            ),
        ),
        **changes,
    }
    return NewClaimView.model_validate(fields)


def claims_view(**changes: object) -> ClaimsView:
    """Give the list of three claims."""
    states: tuple[ClaimState, ...] = ("returned", "in_review", "paid")
    claims = tuple(
        ClaimLine(
            claim_id=f"{number}{CLAIM_ID[1:]}",
            version=number,
            state=state,
            activity_name=ACTIVITY.name,
            activity_type="Деловой ужин",
            claimed=roubles(180_000),
            approved=roubles(150_000) if state == "paid" else None,
            opened_at=NOW,
            submitted_at=NOW if number > 1 else None,
        )
        for number, state in enumerate(states, start=1)
    )
    fields = {"frame": frame(), "claims": claims, "older": "/claims?before=c-1", **changes}
    return ClaimsView.model_validate(fields)


def balance(period: str = "2026Q4", **changes: object) -> Balance:
    """Give a fund in which every bucket holds something."""
    fields = {
        "fund": FUND.model_copy(update={"period": period}),
        "status": "OPEN",
        "accrued": roubles(500_000),
        "available": roubles(120_000),
        "reserved": roubles(124_000),
        "held": roubles(156_000),
        "debited": roubles(100_000),
        "expired": roubles(0),
        **changes,
    }
    return Balance.model_validate(fields)


def balance_view(**changes: object) -> BalanceView:
    """Give an open fund, a closed one and the souvenir limit."""
    closed = balance(
        "2026Q3",
        status="CLOSED",
        available=roubles(0),
        reserved=roubles(0),
        held=roubles(0),
        debited=roubles(310_000),
        expired=roubles(190_000),
    )
    limit = SouvenirLimit(
        key=LimitKey(programme="it-vendor", partner="p-primer", year="2026"),
        cap=roubles(150_000),
        available=roubles(90_000),
    )
    fields = {
        "frame": frame(path="/balance"),
        "today": date(2026, 12, 11),
        "funds": (
            FundLine(balance=balance(), expires_on=date(2026, 12, 31)),
            FundLine(balance=closed),
        ),
        "souvenirs": (limit,),
        **changes,
    }
    return BalanceView.model_validate(fields)


def correction_form() -> CorrectionForm:
    """Give the form of an invoice with an uncertain buyer, a missing date and a line to mend."""
    fields: tuple[dict[str, object], ...] = (
        {
            "name": "buyer.name",
            "field": "buyer",
            "text": "ООО «Примерный Интегратор»",
            "status": "review",
        },
        {"name": "issue_date", "field": "issue_date", "writing": "day"},
        {"name": "vat_included", "field": "vat_included", "writing": "answer"},
        {
            "name": "lines.1.amount",
            "field": "amount",
            "line": 1,
            "writing": "amount",
            "text": "400 000,00",
            "status": "review",
            "anchor": "d1-v2",
        },
    )
    unsure = [FieldToCorrect.model_validate({"writing": "text", **each}) for each in fields]
    number = FieldToCorrect(
        name="number", field="number", writing="text", text="118", status="checked"
    )
    line = (
        FieldToCorrect(name="line.description", field="description", writing="text"),
        FieldToCorrect(name="line.amount", field="amount", writing="amount"),
    )
    return CorrectionForm(
        unsure=tuple(unsure), others=(number,), line=line, kinds=("invoice", "act", "upd")
    )


def corrections() -> tuple[CorrectionShown, ...]:
    """Give an amount, a day and a kind that a reviewer set right."""
    common = {"document_id": "d1", "file_name": FILE_NAMES[0], "by": "Рита Проверкина", "at": NOW}
    fields: tuple[dict[str, object], ...] = (
        {
            "field": "gross",
            "before": "40 000,00",
            "value": CorrectAmount(value=roubles(400_000)),
        },
        {
            "field": "tax_id",
            "party": "seller",
            "value": CorrectText(value="7700000016"),
        },
        {"field": "quantity", "line": 2, "before": "4", "value": CorrectNumber(value=Decimal(40))},
        {"field": "kind", "before_kind": "receipt", "value": CorrectKind(value="payment_order")},
    )
    return tuple(CorrectionShown.model_validate({**common, **each}) for each in fields)


def changes() -> Changes:
    """Give a version with a file of each fate, another sum and findings of each fate."""
    _, missing, late, flight, unread, _ = findings()
    return Changes(
        before=1,
        documents=(
            DocumentChange(
                change="replaced",
                kind="invoice",
                file_name=FILE_NAMES[0],
                document_id="d1",
                replaces="счёт старый.pdf",
            ),
            DocumentChange(
                change="added",
                kind="participant_list",
                file_name=FILE_NAMES[1],
                document_id="d2",
            ),
            DocumentChange(
                change="removed", kind="photo", file_name="IMG_0001.jpg", document_id="d9"
            ),
        ),
        kept=2,
        request=(
            RequestChange(
                field="claimed",
                before=MoneyValue(value=roubles(200_000)),
                after=MoneyValue(value=roubles(180_000)),
            ),
            RequestChange(field="participant_count", before=None, after=CountValue(value=42)),
        ),
        gone=(missing,),
        new=(flight,),
        still=(late, unread),
        claimable_before=roubles(140_000),
        claimable_after=roubles(156_000),
    )


def review_documents() -> tuple[ReviewDocument, ...]:
    """Give a document of pages, a spreadsheet and one of which nothing can be shown."""
    page = PageShown(
        number=1,
        width=595,
        height=842,
        highlights=(
            Highlight(finding=3, box=Box(x0=60, top=250, x1=260, bottom=264)),
            Highlight(field="gross", anchor="d1-v1", box=Box(x0=430, top=330, x1=520, bottom=344)),
            Highlight(field="line", anchor="d1-v2", box=Box(x0=60, top=290, x1=260, bottom=304)),
        ),
    )
    invoice = ReviewDocument(
        document_id="d1",
        file_name=FILE_NAMES[0],
        declared_kind="invoice",
        found_kind="invoice",
        values=(
            ValueShown(field="number", text="118", status="checked", page=1),
            ValueShown(field="gross", text="400 000,00", status="checked", page=1, anchor="d1-v1"),
            ValueShown(field="buyer", text="ООО «Примерный Интегратор»", status="review"),
            ValueShown(field="kpp", party="buyer", text="770001001", status="checked"),
        ),
        lines=(
            LineShown(
                position=1,
                description=ValueShown(
                    field="line", text="Аренда зала", status="checked", anchor="d1-v2"
                ),
                amount=ValueShown(field="line", text="400 000,00", status="review"),
            ),
        ),
        lines_left_out=2,
        correction=correction_form(),
        shown=PagesShown(pages=(page,)),
    )
    cells = (
        CellShown(text="Иванов-Небывалов И. И."),
        CellShown(text="ООО «Вымысел»", marks=(Mark(finding=4),)),
    )
    table = TableShown(name="Лист1", rows=(RowShown(number=2, cells=cells),), left_out=7)
    guests = ReviewDocument(
        document_id="d2",
        file_name=FILE_NAMES[1],
        declared_kind="participant_list",
        found_kind="participant_list",
        participant_count=12,
        shown=TextShown(tables=(table,)),
    )
    payment = ReviewDocument(
        document_id="d3",
        file_name=FILE_NAMES[2],
        declared_kind="payment_order",
        reason="encrypted",
        flags=("script",),
        shown=NothingShown(),
    )
    return invoice, guests, payment


def review_view(**changes: object) -> ReviewView:
    """Give the review page before a code was asked for."""
    fields = {
        "frame": Frame(zone=ZONE, path="/review/t", csrf="link-key"),
        "token": "eyJqdGkiOiJ4In0.c2lnbmF0dXJl",
        "stage": "first",
        "expires_at": NOW,
        "claim": claim("in_review"),
        "partner": PARTNER,
        "application": APPLICATION,
        "activity_type": "Деловой ужин",
        "assessment": assessment(),
        "held": roubles(156_000),
        "timeline": timeline(),
        "documents": review_documents(),
        "proof": CodeProof(),
        **changes,
    }
    return ReviewView.model_validate(fields)


def first_approval() -> Approval:
    """Give the first of two approvals."""
    return Approval(
        claim_id=CLAIM_ID,
        version=1,
        position=1,
        reviewer="reviewer.one",
        role="reviewer",
        amount=roubles(156_000),
        at=NOW,
    )


def about(**changes: object) -> dict[str, object]:
    """Give what every mail about the claim says of it."""
    fields: dict[str, object] = {
        "to_name": "Анна Примерова",
        "zone": ZONE,
        "claim_id": CLAIM_ID,
        "version": 1,
        "activity_name": ACTIVITY.name,
        "activity_type": "Деловой ужин",
    }
    return fields | changes
