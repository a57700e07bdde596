"""A reviewer sets right what was misread: stored, judged anew at once, and the hold raised.

The three are separate writes. What a crash leaves between them shows on the page as it is, and is
caught up with by the next form of the link, or by the sweeper.
"""

from __future__ import annotations

from collections.abc import Mapping

from cofund.approval import ensure_may_decide
from cofund.errors import NotFound, NotInThisState, StaleVersion
from cofund.models.correction import Correction, CorrectText
from cofund.models.extraction import Extraction, Unreadable
from cofund.pages.views.frame import FieldError
from cofund.steps.correction_form import TypedForm, as_corrections, at, typed_form
from cofund.steps.corrections import corrected_extraction
from cofund.steps.link_proof import code_errors, ensure_links_form, ensure_links_reviewer
from cofund.steps.office import Office
from cofund.steps.rejudging import settle_corrections
from cofund.steps.review_links import Review
from cofund.steps.reviewing import first_approval
from cofund.steps.storage import document_note


def correct(
    review: Review, form: Mapping[str, str], session_login: str | None, *, office: Office
) -> tuple[FieldError, ...]:
    """Store a form's corrections and judge the claim anew; or give what is wrong with the form.

    The same form again finds everything corrected, and changes nothing.

    Raises:
        Forbidden: not this link's form, or not its reviewer, or somebody who may not decide.
        NotFound: the claim has no such document, or nothing was kept of it.
        NotInThisState: somebody has approved what was shown.
        StaleVersion: the claim has changed since it was shown.
        AlreadyDecided: a decision stands, or the link was used.
        TooMany: the link, its code or the version has had all it may have.
    """
    stale = _is_stale(review, form)
    ensure_links_reviewer(review, session_login, office=office)
    _ensure_may_correct(review, office=office)
    extraction = _document(review, form.get("document", ""), office=office)
    typed = typed_form(form, extraction, currency=review.programme.currency)
    errors = _errors(review, form, typed, extraction, session_login, office=office)
    if errors:
        return errors
    if typed.corrections:
        if stale:
            raise StaleVersion("the claim was corrected since the form was shown")
        office.corrections.store(_numbered(review, typed, extraction, office=office), review.link)
    settle_corrections(review.claim.claim_id, review.claim.version, office=office)
    return ()


def _is_stale(review: Review, form: Mapping[str, str]) -> bool:
    try:
        ensure_links_form(review, form)
    except StaleVersion:
        return True
    return False


def _ensure_may_correct(review: Review, *, office: Office) -> None:
    """Stop who may not decide, and everybody once somebody has approved what was shown."""
    first = first_approval(review.claim.claim_id, review.claim.version, office=office)
    if first is not None:
        raise NotInThisState("somebody has approved what was shown")
    ensure_may_decide(review.claim, review.reviewer, None)


def _document(review: Review, document_id: str, *, office: Office) -> Extraction:
    """Give a document as it stands; of one that was refused there is nothing to look at."""
    claim = review.claim
    known = {document.document_id for document in claim.documents}
    note = document_note(office, claim.claim_id, claim.version, document_id)
    if document_id not in known or note is None or note.area is None:
        raise NotFound("no such document")
    extraction = corrected_extraction(office, claim, document_id)
    return extraction or Unreadable(document_id=document_id, reason="reader_failed")


def _errors(
    review: Review,
    form: Mapping[str, str],
    typed: TypedForm,
    extraction: Extraction,
    session_login: str | None,
    *,
    office: Office,
) -> tuple[FieldError, ...]:
    if typed.errors or session_login is not None:
        return typed.errors
    wrong = code_errors(review, form.get("code", ""), office=office)
    name = at(extraction.document_id, "code")
    return tuple(error.model_copy(update={"field": name}) for error in wrong)


def _numbered(
    review: Review, typed: TypedForm, extraction: Extraction, *, office: Office
) -> tuple[Correction, ...]:
    standing = office.corrections.of(review.claim.claim_id, review.claim.version)
    first = Correction(
        claim_id=review.claim.claim_id,
        version=review.claim.version,
        number=len(standing) + 1,
        document_id=extraction.document_id,
        field="kind",
        value=CorrectText(value=""),
        typed="",
        by=review.reviewer.login,
        at=office.clock(),
    )
    return as_corrections(typed, extraction, first)
