"""The letter that answers each sample, in both languages: what a reader of the code sees change.

``python -m tests.samples.letters`` writes them anew into tests/samples/answers. A claim that comes
back gets the letter of the rules; one that goes to a reviewer gets the letter after the reviewer
approved what the documents come to.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from cofund.calendar import local_day
from cofund.models.approval import Decision
from cofund.models.claim import Document, Locale
from cofund.models.extraction import Unreadable
from cofund.offline import FolderCheck
from cofund.pages import mail_decided, mail_returned
from cofund.pages.views.frame import DocumentLine
from cofund.pages.views.mails import DecidedLetter, Rendered, ReturnedLetter
from cofund.steps.documents import known_kind
from cofund.terms.due_days import resubmission_due
from samples.cases import SAMPLES
from tests.samples.checked import checked

FOLDER = Path(__file__).parent / "answers"
PERSON = "Ирина Образцова"
LOCALES: tuple[Locale, ...] = get_args(Locale)


def letter(check: FolderCheck, locale: Locale) -> Rendered:
    """Give the letter that a sample is answered with."""
    if check.assessment.outcome == "return":
        return mail_returned(_returned(check, locale), locale=locale)
    return mail_decided(_decided(check, locale), locale=locale)


def letters() -> Iterator[tuple[Path, str]]:
    """Give every letter's file and text."""
    for sample in SAMPLES:
        for locale in LOCALES:
            mail = letter(checked(sample.folder), locale)
            path = FOLDER / f"{sample.folder}.{locale}.txt"
            yield path, f"{mail.subject}\n\n{mail.text}".replace("\N{NO-BREAK SPACE}", " ")


def _returned(check: FolderCheck, locale: Locale) -> ReturnedLetter:
    programme = check.file.programme
    today = local_day(check.file.assessed_at, programme.zone)
    return ReturnedLetter.model_validate(
        {
            **_about(check, locale),
            "today": today,
            "mend_until": resubmission_due(programme, today),
        }
    )


def _decided(check: FolderCheck, locale: Locale) -> DecidedLetter:
    file = check.file
    decision = Decision(
        claim_id=file.claim.claim_id,
        version=file.claim.version,
        outcome="approved",
        amount=check.assessment.waterfall.claimable,
        decided_by=("rita",),
        decided_at=file.assessed_at,
    )
    return DecidedLetter.model_validate(
        {
            **_about(check, locale),
            "claimed": file.claim.request.claimed,
            "decision": decision,
        }
    )


def _about(check: FolderCheck, locale: Locale) -> dict[str, object]:
    file = check.file
    names = file.terms.names
    return {
        "to_name": PERSON,
        "zone": file.programme.zone,
        "claim_id": file.claim.claim_id,
        "version": file.claim.version,
        "activity_name": file.application.activity.name,
        "activity_type": names.ru if locale == "ru" else names.en,
        "assessment": check.assessment,
        "documents": tuple(_line(check, document) for document in file.claim.documents),
        "link": f"https://cofund.example/claims/{file.claim.claim_id}",
    }


def _line(check: FolderCheck, document: Document) -> DocumentLine:
    extraction = check.file.extractions[document.document_id]
    unread = isinstance(extraction, Unreadable)
    return DocumentLine(
        document_id=document.document_id,
        kind=document.declared_kind,
        file_name=document.file_name,
        size_bytes=document.size_bytes,
        status="unreadable" if unread else "read",
        found_kind=known_kind(extraction.kind),
        reason=extraction.reason if isinstance(extraction, Unreadable) else None,
    )


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for path, text in letters():
        path.write_text(text, encoding="utf-8")
