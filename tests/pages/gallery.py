"""Every page and mail of the story by name: page tests and browser tests go through them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Literal

from cofund import pages
from cofund.models.claim import Locale
from cofund.pages.views.fields import TypedCorrections
from cofund.pages.views.frame import FailureView, FieldError, Frame
from cofund.pages.views.mails import (
    ClaimDueLine,
    ClaimsDueMail,
    ClawbackLetter,
    CodeMail,
    DecidedLetter,
    OperatorMail,
    PaidLetter,
    QuestionLetter,
    ReminderMail,
    Rendered,
    ReturnedLetter,
    ReviewRequestMail,
    UnclaimedActivity,
)
from cofund.pages.views.partner import FundLine, SignInView
from cofund.pages.views.review import CodeProof, DecidedView, Proven, SignInProof, TypedDecision
from tests.builders import page_views as story
from tests.pages import gallery_of_managing
from tests.pages.gallery_of_activities import ACTIVITY_MAILS, ACTIVITY_PAGES
from tests.pages.gallery_of_consents import CONSENT_MAILS, CONSENT_PAGES
from tests.pages.gallery_of_funds import FUND_MAILS
from tests.pages.gallery_of_orders import ORDER_MAILS, ORDER_PAGES
from tests.pages.gallery_of_points import POINTS_MAILS, POINTS_PAGES

Draw = Callable[[Locale], str]

ERRORS = (
    FieldError(field="application_id", problem="missing"),
    FieldError(field="claimed", problem="not_an_amount"),
)
DECISION_ERRORS = (
    FieldError(field="choice", problem="missing"),
    FieldError(field="code", problem="code_wrong"),
)
CORRECTION_ERRORS = (
    FieldError(field="d1-new.lines.1.amount", problem="not_an_amount"),
    FieldError(field="d1-code", problem="code_missing"),
)
STRANGER = Frame(zone=story.ZONE, path="/")


def _sign_in(locale: Locale) -> str:
    wrong = (FieldError(field="password", problem="wrong_password"),)
    return pages.render_sign_in(SignInView(frame=STRANGER, errors=wrong), locale=locale)


def _decided(locale: Locale) -> str:
    view = DecidedView(
        frame=STRANGER,
        claim_id="c-1",
        activity_name=story.ACTIVITY.name,
        outcome="first_of_two",
        amount=story.roubles(150_000),
    )
    return pages.render_decided(view, locale=locale)


def _review(**changes: object) -> Draw:
    return lambda locale: pages.render_review(story.review_view(**changes), locale=locale)


def _precheck(**changes: object) -> Draw:
    return lambda locale: pages.render_precheck(story.precheck_view(**changes), locale=locale)


def _claim(state: str, **changes: object) -> Draw:
    view = story.claim_view(state, **changes)  # type: ignore[arg-type]
    return lambda locale: pages.render_claim(view, locale=locale)


PAGES: dict[str, Draw] = {
    "sign-in": _sign_in,
    "balance": lambda locale: pages.render_balance(story.balance_view(), locale=locale),
    "balance-of-millions": lambda locale: pages.render_balance(
        story.balance_view(
            funds=(
                FundLine(
                    balance=story.balance(
                        accrued=story.roubles(987_654_321),
                        available=story.roubles(123_456_789),
                        reserved=story.roubles(864_197_532),
                        held=story.roubles(0),
                        debited=story.roubles(0),
                    )
                ),
            )
        ),
        locale=locale,
    ),
    "partners": lambda locale: pages.render_partners(story.partners_view(), locale=locale),
    "partners-none": lambda locale: pages.render_partners(
        story.partners_view(find="Небывалый", partners=(), more=0), locale=locale
    ),
    "claims-on-behalf": lambda locale: pages.render_claims(
        story.claims_view(frame=story.stand_in_frame()), locale=locale
    ),
    "claims": lambda locale: pages.render_claims(story.claims_view(), locale=locale),
    "claims-none": lambda locale: pages.render_claims(
        story.claims_view(claims=(), older=""), locale=locale
    ),
    "new-claim": lambda locale: pages.render_new_claim(
        story.new_claim_view(errors=ERRORS, asks_manufacturers=True), locale=locale
    ),
    "change-request": lambda locale: pages.render_new_claim(
        story.new_claim_view(claim_id=story.CLAIM_ID, version=2, applications=()), locale=locale
    ),
    "new-claim-none": lambda locale: pages.render_new_claim(
        story.new_claim_view(applications=()), locale=locale
    ),
    "documents": lambda locale: pages.render_documents(story.documents_view(), locale=locale),
    "documents-checked": lambda locale: pages.render_documents(
        story.documents_view(precheck=story.precheck_line(changed=True)), locale=locale
    ),
    "precheck-running": _precheck(precheck=story.precheck_line(state="running"), assessment=None),
    "precheck-mend": _precheck(),
    "precheck-ready": _precheck(
        assessment=story.assessment(*(f for f in story.findings() if f.effect != "return"))
    ),
    "precheck-changed": _precheck(precheck=story.precheck_line(changed=True), left=0),
    "precheck-failed": _precheck(precheck=story.precheck_line(state="failed"), assessment=None),
    "documents-full": lambda locale: pages.render_documents(
        story.documents_view(remaining=0), locale=locale
    ),
    "send-file": lambda locale: pages.render_send_file(story.send_file_view(), locale=locale),
    "claim-draft": _claim(
        "draft",
        assessment=None,
        actions=("documents", "precheck", "submit", "withdraw"),
        needed=(("act", "upd"),),
    ),
    "claim-returned": _claim("returned"),
    "claim-clawed-back": _claim(
        "clawed_back",
        decision=story.decision(),
        clawbacks=(story.clawback(50_000), story.clawback(100_000)),
        actions=(),
        do_until=None,
    ),
    "claim-decided": _claim("debited", decision=story.decision(), actions=(), do_until=None),
    "claim-asked": _claim(
        "information_requested",
        questions=(story.answered(), story.question(2)),
        actions=("answer", "withdraw"),
        do_until=date(2026, 11, 13),
        errors=(FieldError(field="answer", problem="missing"),),
    ),
    "claim-paid-in-part": _claim(
        "paid",
        decision=story.decision(),
        actions=("dispute",),
        dispute_until=date(2026, 11, 13),
        do_until=None,
    ),
    "claim-disputed": _claim(
        "paid",
        decision=story.decision(outcome="rejected", amount=None),
        dispute=story.dispute(),
        disputed=story.decision(),
        timeline=(
            *story.timeline(),
            story.timeline()[-1].model_copy(update={"event": "dispute_ended", "who": "reviewer"}),
        ),
        actions=(),
        do_until=None,
    ),
    "review-dispute": _review(
        questions=(story.answered(), story.question(2, outcome="unanswered", closed_at=story.NOW)),
        dispute=story.dispute(),
        disputed=story.decision(),
        paid_before=story.roubles(150_000),
        typed=TypedDecision(choice="ask"),
    ),
    "review-code": _review(),
    "review-errors": _review(proof=CodeProof(sent=True), errors=DECISION_ERRORS),
    "review-return": _review(typed=TypedDecision(choice="return")),
    "review-second": _review(
        stage="second",
        first_approval=story.first_approval(),
        first_approver="Пётр Образцов",
        proof=Proven(),
    ),
    "review-sign-in": _review(stage="reminder", proof=SignInProof()),
    "review-corrected": _review(
        corrections=story.corrections(),
        claimable_as_read=story.roubles(50_000),
        unjudged=True,
        second="raised",
        changes=story.changes(),
        typed_corrections=TypedCorrections(
            document="d1", values={"new.buyer.name": "ООО «Вымысел»", "new.lines.1.amount": "4 х"}
        ),
        errors=CORRECTION_ERRORS,
    ),
    "review-nothing": _review(held=story.roubles(0)),
    "decided": _decided,
    "gone": lambda locale: pages.render_failure(
        FailureView(frame=STRANGER, failure="gone", back="/claims"), locale=locale
    ),
    **ACTIVITY_PAGES,
    **CONSENT_PAGES,
    **POINTS_PAGES,
    **ORDER_PAGES,
}
"""One drawing function per page and per state that looks different."""
PAGES |= gallery_of_managing.PAGES

LINK = "https://cofund.example/claims/7f3a9c0e5d1b48a2b6c4d8e0f1a2b3c4"


def review_request(**changes: object) -> ReviewRequestMail:
    """Give the mail to the reviewer."""
    fields = {
        **story.about(),
        "stage": "first",
        "partner_name": story.PARTNER.name,
        "claimed": story.roubles(180_000),
        "claimable": story.roubles(156_000),
        "held": story.roubles(156_000),
        "assessment": story.assessment(),
        "documents": story.lines(),
        "link": "https://cofund.example/review/abc",
        "expires_at": story.NOW,
        "proof": "code",
        **changes,
    }
    return ReviewRequestMail.model_validate(fields)


def returned_letter(**changes: object) -> ReturnedLetter:
    """Give the letter that names every fix."""
    fields = {
        **story.about(),
        "assessment": story.assessment(),
        "documents": story.lines(),
        "today": date(2026, 11, 3),
        "mend_until": date(2026, 11, 18),
        "link": LINK,
        **changes,
    }
    return ReturnedLetter.model_validate(fields)


def decided_letter(**changes: object) -> DecidedLetter:
    """Give the letter after a decision."""
    fields = {
        **story.about(),
        "claimed": story.roubles(180_000),
        "decision": story.decision(),
        "assessment": story.assessment(),
        "documents": story.lines(),
        "link": LINK,
        **changes,
    }
    return DecidedLetter.model_validate(fields)


def _code(locale: Locale) -> Rendered:
    view = CodeMail(
        to_name="Пётр", zone=story.ZONE, asked_id="c-1", code="012345", expires_at=story.NOW
    )
    return pages.mail_code(view, locale=locale)


def _paid(locale: Locale) -> Rendered:
    fields = {
        **story.about(),
        "amount": story.roubles(150_000),
        "booked_at": story.NOW,
        "link": LINK,
    }
    return pages.mail_paid(PaidLetter.model_validate(fields), locale=locale)


def _question(locale: Locale) -> Rendered:
    fields = {
        **story.about(),
        "question": story.question().question,
        "answer_until": date(2026, 11, 13),
        "link": LINK,
    }
    return pages.mail_question(QuestionLetter.model_validate(fields), locale=locale)


def _reminder(locale: Locale) -> Rendered:
    view = ReminderMail(
        to_name="Ирина Интегралова",
        period="2026Q4",
        available=story.roubles(75_000),
        expires_on=date(2026, 12, 31),
        activity_until=date(2026, 12, 31),
        today=date(2026, 12, 1),
        next_step="claim",
        do_until=date(2026, 12, 12),
        unclaimed=(
            UnclaimedActivity(
                name="Ужин", approved=story.roubles(60_000), claim_until=date(2026, 12, 12)
            ),
        ),
        link=LINK,
    )
    return pages.mail_reminder(view, locale=locale)


def _claims_due(*steps: Literal["send", "mend"]) -> Callable[[Locale], Rendered]:
    def mail(locale: Locale) -> Rendered:
        lines = tuple(
            ClaimDueLine(
                step=step,
                activity="Ужин",
                approved=story.roubles(60_000),
                until=date(2026, 12, 12 + number),
            )
            for number, step in enumerate(steps)
        )
        view = ClaimsDueMail(
            to_name="Ирина Интегралова", claims=lines, today=date(2026, 11, 28), link=LINK
        )
        return pages.mail_claims_due(view, locale=locale)

    return mail


def _operator(locale: Locale) -> Rendered:
    view = OperatorMail(
        asked_id="c-1",
        version=1,
        zone=story.ZONE,
        state="Post debit",
        error="EntryConflict",
        at=story.NOW,
    )
    return pages.mail_operator(view, locale=locale)


def _clawed_back(locale: Locale) -> Rendered:
    fields = {
        **story.about(),
        "amount": story.roubles(50_000),
        "paid": story.roubles(150_000),
        "reason": "Участников было меньше, чем в списке",
        "link": LINK,
    }
    return pages.mail_clawed_back(ClawbackLetter.model_validate(fields), locale=locale)


MAILS: dict[str, Callable[[Locale], Rendered]] = {
    "review": lambda locale: pages.mail_review_request(review_request(), locale=locale),
    "returned": lambda locale: pages.mail_returned(returned_letter(), locale=locale),
    "returned-by-person": lambda locale: pages.mail_returned(
        returned_letter(decision=story.decision(outcome="returned", amount=None)), locale=locale
    ),
    "decided": lambda locale: pages.mail_decided(decided_letter(), locale=locale),
    "review-answered": lambda locale: pages.mail_review_request(
        review_request(question="answered", disputes=1), locale=locale
    ),
    "question": _question,
    "dispute-ended": lambda locale: pages.mail_decided(
        decided_letter(
            decision=story.decision(outcome="rejected", amount=None),
            paid_before=story.roubles(100_000),
            dispute_until=date(2026, 11, 13),
        ),
        locale=locale,
    ),
    "code": _code,
    "paid": _paid,
    "clawed-back": _clawed_back,
    "operator": _operator,
    "reminder": _reminder,
    "claim-due": _claims_due("send"),
    "claim-to-mend": _claims_due("mend"),
    "claims-due": _claims_due("send", "mend"),
    **ACTIVITY_MAILS,
    **CONSENT_MAILS,
    **POINTS_MAILS,
    **ORDER_MAILS,
    **FUND_MAILS,
}
"""One drawing function per mail."""
